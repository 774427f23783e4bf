/* SPDX-License-Identifier: EUPL-1.2 */
/* crypto_box.c - X25519 pairs, and what two of them agree on. */
#include "crypto_private.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string.h>

static EVP_PKEY *private_half(const uint8_t key[static BOX_KEY_LEN])
{
    EVP_PKEY *pkey =
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, key, BOX_KEY_LEN);

    crypto_must(pkey != NULL, "X25519 key");
    return pkey;
}

void crypto_box_public(const uint8_t private_key[static BOX_KEY_LEN],
    uint8_t public_key[static BOX_KEY_LEN])
{
    EVP_PKEY *pkey = private_half(private_key);
    size_t len = BOX_KEY_LEN;

    crypto_must(EVP_PKEY_get_raw_public_key(pkey, public_key, &len) &&
            len == BOX_KEY_LEN,
        "X25519 key");
    EVP_PKEY_free(pkey);
}

/* HKDF-SHA256 without salt. */
static void expand(const uint8_t secret[static BOX_KEY_LEN], const void *info,
    size_t info_len, uint8_t *out, size_t len)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *ctx = kdf != NULL ? EVP_KDF_CTX_new(kdf) : NULL;
    char digest[] = "SHA256";
    /* The parameters' type has no const; they are only read. */
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(
            OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)secret, BOX_KEY_LEN),
        OSSL_PARAM_construct_octet_string(
            OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)info, info_len),
        OSSL_PARAM_construct_end(),
    };

    crypto_must(
        ctx != NULL && EVP_KDF_derive(ctx, out, len, params) == 1, "HKDF");
    EVP_KDF_CTX_free(ctx);
    EVP_KDF_free(kdf);
}

enum wk_err crypto_box_agree(const uint8_t private_key[static BOX_KEY_LEN],
    const uint8_t public_key[static BOX_KEY_LEN], const void *info,
    size_t info_len, uint8_t *out, size_t len)
{
    EVP_PKEY *own = private_half(private_key);
    EVP_PKEY *peer = EVP_PKEY_new_raw_public_key(
        EVP_PKEY_X25519, NULL, public_key, BOX_KEY_LEN);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, own, NULL);
    uint8_t secret[BOX_KEY_LEN];
    size_t secret_len = sizeof secret;
    enum wk_err err = WK_ECHECK;

    crypto_must(peer != NULL && ctx != NULL && EVP_PKEY_derive_init(ctx) == 1 &&
            EVP_PKEY_derive_set_peer(ctx, peer) == 1,
        "X25519");
    /* Fails for the few public keys that would give everybody's secret. */
    if (EVP_PKEY_derive(ctx, secret, &secret_len) == 1 &&
        secret_len == sizeof secret) {
        expand(secret, info, info_len, out, len);
        err = WK_OK;
    }
    crypto_wipe(secret, sizeof secret);
    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(peer);
    EVP_PKEY_free(own);
    crypto_clear_errors();
    return err;
}
