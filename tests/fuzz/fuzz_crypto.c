/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_crypto.c - what a peer or a damaged file may bring to crypto.h.  The
 * first byte chooses the reader.
 *
 * Covers common/io/crypto_cert.c common/io/crypto_key.c
 */
#include <stdint.h>
#include <stdlib.h>

#include "crypto.h"

static struct crypto_key *ca_key;
static struct bytes ca;

static void set_up(void)
{
    if (ca_key != NULL)
        return;
    ca_key = crypto_key_new();
    ca = bytes_new(MAX_PEM);
    crypto_make_ca(ca_key, "fuzz", 1793318400, 1, &ca);
}

static void issue(const uint8_t *data, size_t len)
{
    struct bytes der = bytes_new(MAX_PEM);
    struct crypto_cert_info info;
    enum wk_err err;

    set_up();
    err = crypto_issue(ca_key, ca.data, ca.len, data, len, "x", CERT_CLIENT,
        NULL, 0, 1793318400, 1, &der);
    /* Whatever we issue we can read. */
    if (err == WK_OK && crypto_cert_read(der.data, der.len, &info) != WK_OK)
        abort();
    bytes_free(&der);
}

static void read_cert(const uint8_t *data, size_t len)
{
    struct bytes spki = bytes_new(MAX_PEM);
    struct crypto_cert_info info;

    if (crypto_cert_read(data, len, &info) == WK_OK) {
        crypto_cert_spki(data, len, &spki);
        if (spki.len == 0)
            abort();
    }
    bytes_free(&spki);
}

static void read_pem(const uint8_t *data, size_t len)
{
    struct bytes der = bytes_new(MAX_PEM);
    struct crypto_key *key = NULL;

    if (crypto_key_from_pem(data, len, &key) == WK_OK)
        free(crypto_key_to_pem(key));
    crypto_key_free(key);
    if (crypto_cert_from_pem(data, len, &der) == WK_OK)
        free(crypto_cert_to_pem(der.data, der.len));
    bytes_free(&der);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    size_t spki_len;

    if (len < 2)
        return 0;
    switch (data[0]) {
    case 'c':
        read_cert(data + 1, len - 1);
        break;
    case 'r':
        issue(data + 1, len - 1);
        break;
    case 'p':
        read_pem(data + 1, len - 1);
        break;
    case 'v': /* a key of data[1] bytes, then a signature */
        spki_len = data[1] < len - 2 ? data[1] : len - 2;
        (void)!crypto_verify(data + 2, spki_len, "x", 1, data + 2 + spki_len,
            len - 2 - spki_len);
        break;
    default:
        break;
    }
    return 0;
}
