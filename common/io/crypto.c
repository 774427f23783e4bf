/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto_private.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <stdlib.h>

#include "log.h"
#include "random.h"
#include "xalloc.h"

enum { NONCE_LEN = 12, TAG_LEN = 16 };

/*
 * A signature that cannot be checked for want of memory is not a bad one, but
 * OpenSSL's callers could not tell: memory that is out ends the program.
 */
static void *allocate(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return size == 0 ? NULL : xgot(malloc(size));
}

static void *reallocate(void *p, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    if (size > 0)
        return xgot(realloc(p, size));
    free(p);
    return NULL;
}

static void release(void *p, const char *file, int line)
{
    (void)file;
    (void)line;
    free(p);
}

/* Before main(), and so before OpenSSL allocates anything. */
__attribute__((constructor)) static void set_allocation(void)
{
    CRYPTO_set_mem_functions(allocate, reallocate, release);
}

void crypto_must(int ok, const char *what)
{
    char text[200];

    if (ok)
        return;
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    log_alarm("crypto: %s: %s", what, text);
    abort();
}

void crypto_clear_errors(void)
{
    ERR_clear_error();
}

void crypto_wipe(void *p, size_t len)
{
    OPENSSL_cleanse(p, len);
}

void crypto_sha256(const void *data, size_t len, uint8_t out[static HASH_LEN])
{
    crypto_must(
        EVP_Digest(data, len, out, NULL, EVP_sha256(), NULL), "SHA-256");
}

void crypto_hmac(const void *key, size_t key_len, const void *data, size_t len,
    uint8_t out[static HASH_LEN])
{
    /* Keys are ours, and shorter than an int by far. */
    crypto_must(
        HMAC(EVP_sha256(), key, (int)key_len, data, len, out, NULL) != NULL,
        "HMAC");
}

struct crypto_hash {
    EVP_MD_CTX *ctx;
};

struct crypto_hash *crypto_hash_new(void)
{
    struct crypto_hash *h = xcalloc(1, sizeof *h);

    h->ctx = EVP_MD_CTX_new();
    crypto_must(h->ctx != NULL && EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL),
        "SHA-256");
    return h;
}

void crypto_hash_add(struct crypto_hash *h, const void *data, size_t len)
{
    crypto_must(EVP_DigestUpdate(h->ctx, data, len), "SHA-256");
}

void crypto_hash_end(struct crypto_hash *h, uint8_t out[static HASH_LEN])
{
    crypto_must(EVP_DigestFinal_ex(h->ctx, out, NULL), "SHA-256");
    EVP_MD_CTX_free(h->ctx);
    free(h);
}

static EVP_CIPHER_CTX *gcm(const uint8_t *key, const uint8_t *nonce,
    size_t aad_len, size_t len, int enc)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

    /* Every caller's sizes are held to wk_limits.h, far below an int. */
    crypto_must(ctx != NULL && aad_len <= INT_MAX && len <= INT_MAX &&
            EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, nonce, enc),
        "AES-256-GCM");
    return ctx;
}

/* Feed len bytes; a NULL out means that they are authenticated only. */
static void update(
    EVP_CIPHER_CTX *ctx, uint8_t *out, const void *data, size_t len)
{
    int n;

    if (len > 0)
        crypto_must(
            EVP_CipherUpdate(ctx, out, &n, data, (int)len), "AES-256-GCM");
}

void crypto_seal(const uint8_t key[static SEAL_KEY_LEN], const void *aad,
    size_t aad_len, const void *plain, size_t len, uint8_t *out)
{
    uint8_t *text = out + NONCE_LEN, *tag = text + len;
    EVP_CIPHER_CTX *ctx;
    int n;

    random_bytes(out, NONCE_LEN);
    ctx = gcm(key, out, aad_len, len, 1);
    update(ctx, NULL, aad, aad_len);
    update(ctx, text, plain, len);
    crypto_must(EVP_CipherFinal_ex(ctx, tag, &n) &&
            EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_LEN, tag),
        "AES-256-GCM");
    EVP_CIPHER_CTX_free(ctx);
}

enum wk_err crypto_open(const uint8_t key[static SEAL_KEY_LEN], const void *aad,
    size_t aad_len, const uint8_t *sealed, size_t sealed_len, void *plain)
{
    uint8_t tag[TAG_LEN], rest[EVP_MAX_BLOCK_LENGTH];
    enum wk_err err = WK_OK;
    EVP_CIPHER_CTX *ctx;
    size_t len;
    int n;

    if (sealed_len < SEAL_OVERHEAD)
        return WK_ECHECK;
    len = sealed_len - SEAL_OVERHEAD;
    for (size_t i = 0; i < TAG_LEN; i++)
        tag[i] = sealed[NONCE_LEN + len + i];
    ctx = gcm(key, sealed, aad_len, len, 0);
    update(ctx, NULL, aad, aad_len);
    update(ctx, plain, sealed + NONCE_LEN, len);
    crypto_must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_LEN, tag),
        "AES-256-GCM");
    if (!EVP_CipherFinal_ex(ctx, rest, &n)) {
        crypto_wipe(plain, len); /* Nobody may use what was not meant. */
        crypto_clear_errors();
        err = WK_ECHECK;
    }
    EVP_CIPHER_CTX_free(ctx);
    return err;
}
