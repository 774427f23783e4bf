/* SPDX-License-Identifier: EUPL-1.2 */
/* crypto_key.c - P-256 keys, and what they sign. */
#include "crypto_private.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

int crypto_is_p256(const EVP_PKEY *pkey)
{
    char curve[32] = "";
    size_t len;

    return EVP_PKEY_is_a(pkey, "EC") &&
        EVP_PKEY_get_utf8_string_param(
            pkey, OSSL_PKEY_PARAM_GROUP_NAME, curve, sizeof curve, &len) &&
        strcmp(curve, SN_X9_62_prime256v1) == 0;
}

/* Every night asks for the id, and OpenSSL takes long to encode a key. */
static struct crypto_key *wrap(EVP_PKEY *pkey)
{
    struct crypto_key *k = xcalloc(1, sizeof *k);
    struct bytes spki = bytes_new(MAX_PEM);

    k->pkey = pkey;
    crypto_key_spki(k, &spki);
    crypto_sha256(spki.data, spki.len, k->id);
    bytes_free(&spki);
    return k;
}

struct crypto_key *crypto_key_new(void)
{
    EVP_PKEY *pkey = EVP_EC_gen(SN_X9_62_prime256v1);

    crypto_must(pkey != NULL, "new key");
    return wrap(pkey);
}

void crypto_key_free(struct crypto_key *k)
{
    if (k == NULL)
        return;
    EVP_PKEY_free(k->pkey); /* wipes the private half */
    free(k);
}

/* A key with a pass phrase is not ours: without this, OpenSSL would ask for
 * one at the terminal. */
static int no_passphrase(char *buf, int size, int rwflag, void *u)
{
    (void)buf;
    (void)size;
    (void)rwflag;
    (void)u;
    return -1;
}

/* Whether the public half belongs to the private one. */
static bool is_whole(EVP_PKEY *pkey)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);
    bool whole;

    crypto_must(ctx != NULL, "key check");
    whole = EVP_PKEY_check(ctx) == 1;
    EVP_PKEY_CTX_free(ctx);
    return whole;
}

enum wk_err crypto_key_from_pem(
    const uint8_t *pem, size_t len, struct crypto_key **out)
{
    enum wk_err err = WK_EINVAL;
    EVP_PKEY *pkey = NULL;
    BIO *bio;

    if (len > MAX_PEM)
        return WK_EINVAL;
    bio = BIO_new_mem_buf(pem, (int)len);
    crypto_must(bio != NULL, "key from PEM");
    pkey = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
    if (pkey != NULL && crypto_is_p256(pkey) && is_whole(pkey)) {
        *out = wrap(pkey);
        pkey = NULL;
        err = WK_OK;
    }
    EVP_PKEY_free(pkey);
    BIO_free(bio);
    crypto_clear_errors();
    return err;
}

char *crypto_key_to_pem(const struct crypto_key *k)
{
    BIO *bio = BIO_new(BIO_s_secmem());
    char *data, *text;
    long len;

    crypto_must(bio != NULL &&
            PEM_write_bio_PKCS8PrivateKey(
                bio, k->pkey, NULL, NULL, 0, NULL, NULL),
        "key to PEM");
    len = BIO_get_mem_data(bio, &data);
    text = xmemdup(data, (size_t)len);
    BIO_free(bio);
    return text;
}

void crypto_key_spki(const struct crypto_key *k, struct bytes *der)
{
    unsigned char *data = NULL;
    int len = i2d_PUBKEY(k->pkey, &data);

    crypto_must(len > 0, "public key to DER");
    bytes_add(der, data, (size_t)len);
    OPENSSL_free(data);
}

void crypto_key_id(const struct crypto_key *k, uint8_t out[static HASH_LEN])
{
    memcpy(out, k->id, HASH_LEN);
}

void crypto_sign(const struct crypto_key *k, const void *data, size_t len,
    struct bytes *signature)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    uint8_t sig[256];
    size_t sig_len = sizeof sig;

    crypto_must(ctx != NULL &&
            EVP_DigestSignInit_ex(
                ctx, NULL, "SHA256", NULL, NULL, k->pkey, NULL) &&
            EVP_DigestSign(ctx, sig, &sig_len, data, len),
        "sign");
    bytes_add(signature, sig, sig_len);
    EVP_MD_CTX_free(ctx);
}

/* How the SubjectPublicKeyInfo of every P-256 key begins (RFC 5480): names
 * and lengths, no unused bits, a point written out in full. */
static const uint8_t SPKI_HEAD[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
enum { SPKI_LEN = sizeof SPKI_HEAD + 64, POINT_AT = sizeof SPKI_HEAD - 1 };

void crypto_cert_find_key(const uint8_t *der, size_t len,
    const uint8_t id[static HASH_LEN], struct bytes *spki)
{
    uint8_t hash[HASH_LEN];

    for (size_t i = 0; i + SPKI_LEN <= len; i++) {
        if (memcmp(der + i, SPKI_HEAD, sizeof SPKI_HEAD) != 0)
            continue;
        crypto_sha256(der + i, SPKI_LEN, hash);
        if (memcmp(hash, id, HASH_LEN) == 0) {
            bytes_add(spki, der + i, SPKI_LEN);
            return;
        }
    }
}

/* The key of this point, written out in full; NULL when it is none.  Without
 * the decoders that OpenSSL would try one after the other. */
static EVP_PKEY *from_point(const uint8_t *point, size_t len)
{
    char curve[] = SN_X9_62_prime256v1;
    uint8_t copy[SPKI_LEN];
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy, len),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *pkey = NULL;

    memcpy(copy, point, len);
    crypto_must(ctx != NULL && EVP_PKEY_fromdata_init(ctx) == 1, "a key");
    if (EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
        pkey = NULL;
    EVP_PKEY_CTX_free(ctx);
    return pkey;
}

enum wk_err crypto_verify(const uint8_t *spki, size_t spki_len,
    const void *data, size_t len, const uint8_t *signature, size_t sig_len)
{
    enum wk_err err = WK_EINVAL;
    EVP_MD_CTX *ctx = NULL;
    EVP_PKEY *pkey = NULL;

    /* One key has one form, and so one id. */
    if (spki_len == SPKI_LEN && memcmp(spki, SPKI_HEAD, sizeof SPKI_HEAD) == 0)
        pkey = from_point(spki + POINT_AT, spki_len - POINT_AT);
    if (pkey == NULL)
        goto out;
    ctx = EVP_MD_CTX_new();
    crypto_must(ctx != NULL &&
            EVP_DigestVerifyInit_ex(
                ctx, NULL, "SHA256", NULL, NULL, pkey, NULL),
        "verify");
    /* 0: does not fit; below 0: not even a signature. */
    err = EVP_DigestVerify(ctx, signature, sig_len, data, len) == 1 ? WK_OK
                                                                    : WK_ECHECK;
out:
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    crypto_clear_errors();
    return err;
}
