/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "crypto.h"
#include "file.h"
#include "log.h"
#include "tls_private.h"
#include "xalloc.h"

/* Of TLS 1.2 only what has forward secrecy and no padding to attack; TLS 1.3
 * has nothing else. */
#define TLS12_CIPHERS "ECDHE+AESGCM:ECDHE+CHACHA20"

enum { RECORD_BLOCK = 256, CHAIN_MAX = 8 };

_Noreturn void tls_out_of_memory(void)
{
    fputs("out of memory in TLS\n", stderr);
    abort();
}

/* Say what OpenSSL found wrong with a file. */
static void log_fault(const char *path, const char *what)
{
    unsigned long code = ERR_peek_last_error();
    const char *reason = code != 0 ? ERR_reason_error_string(code) : NULL;

    log_warn("%s: %s%s%s", path, what, reason != NULL ? ": " : "",
        reason != NULL ? reason : "");
    ERR_clear_error();
}

/* Never ask a terminal for a pass phrase. */
static int no_phrase(char *buf, int size, int writing, void *arg)
{
    (void)buf;
    (void)size;
    (void)writing;
    (void)arg;
    return -1;
}

/* The file at path as a source of PEM; *text must outlive it. */
static enum wk_err open_pem(
    const char *path, bool secret, uint8_t **text, size_t *len, BIO **out)
{
    enum wk_err err = secret ? file_read_secret(path, MAX_PEM, text, len)
                             : file_read(path, MAX_PEM, text, len);

    if (err != WK_OK)
        return err;
    *out = BIO_new_mem_buf(*text, (int)*len);
    if (*out == NULL)
        tls_out_of_memory();
    return WK_OK;
}

/* The certificate, and after it the chain that leads to its issuer. */
static enum wk_err use_chain(SSL_CTX *ctx, const char *path)
{
    enum wk_err err;
    uint8_t *text = NULL;
    BIO *pem = NULL;
    X509 *cert = NULL;
    size_t len;

    err = open_pem(path, false, &text, &len, &pem);
    if (err != WK_OK)
        goto out;
    err = WK_EINVAL;
    cert = PEM_read_bio_X509(pem, NULL, no_phrase, NULL);
    if (cert == NULL || SSL_CTX_use_certificate(ctx, cert) != 1) {
        log_fault(path, "no certificate");
        goto out;
    }
    for (int i = 0; i < CHAIN_MAX; i++) {
        X509_free(cert);
        cert = PEM_read_bio_X509(pem, NULL, no_phrase, NULL);
        if (cert == NULL)
            break;
        if (SSL_CTX_add1_chain_cert(ctx, cert) != 1) {
            log_fault(path, "its chain");
            goto out;
        }
    }
    ERR_clear_error(); /* the end of the file is reported as an error */
    err = WK_OK;
out:
    X509_free(cert);
    BIO_free(pem);
    free(text);
    return err;
}

static enum wk_err use_key(SSL_CTX *ctx, const char *path)
{
    enum wk_err err;
    uint8_t *text = NULL;
    BIO *pem = NULL;
    EVP_PKEY *key = NULL;
    size_t len = 0;

    err = open_pem(path, true, &text, &len, &pem);
    if (err != WK_OK)
        goto out;
    err = WK_EINVAL;
    key = PEM_read_bio_PrivateKey(pem, NULL, no_phrase, NULL);
    if (key == NULL || SSL_CTX_use_PrivateKey(ctx, key) != 1 ||
        SSL_CTX_check_private_key(ctx) != 1) {
        log_fault(path, "no key that fits the certificate");
        goto out;
    }
    err = WK_OK;
out:
    EVP_PKEY_free(key);
    BIO_free(pem);
    if (text != NULL)
        crypto_wipe(text, len);
    free(text);
    return err;
}

/* Ask for a certificate that ca issued, and take nothing less. */
static enum wk_err require_client(SSL_CTX *ctx, const char *path)
{
    enum wk_err err;
    uint8_t *text = NULL;
    BIO *pem = NULL;
    X509 *ca = NULL;
    size_t len;

    err = open_pem(path, false, &text, &len, &pem);
    if (err != WK_OK)
        goto out;
    err = WK_EINVAL;
    ca = PEM_read_bio_X509(pem, NULL, no_phrase, NULL);
    if (ca == NULL ||
        X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), ca) != 1 ||
        SSL_CTX_add_client_CA(ctx, ca) != 1) {
        log_fault(path, "no certificate");
        goto out;
    }
    SSL_CTX_set_verify(
        ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    /* A resumed session would skip the certificate. */
    SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(ctx, 0);
    tls_pad_records(ctx);
    err = WK_OK;
out:
    X509_free(ca);
    BIO_free(pem);
    free(text);
    return err;
}

/* Choose http/1.1, or refuse a client that offers only others.  The answer
 * points to static data: OpenSSL reads it after this function returned. */
static int select_protocol(SSL *ssl, const unsigned char **out,
    unsigned char *out_len, const unsigned char *in, unsigned in_len, void *arg)
{
    static const unsigned char OURS[] = "http/1.1";
    const unsigned char len = sizeof OURS - 1;

    (void)ssl;
    (void)arg;
    for (unsigned i = 0; i < in_len; i += in[i] + 1u)
        if (in[i] == len && i + len < in_len &&
            memcmp(in + i + 1, OURS, len) == 0) {
            *out = OURS;
            *out_len = len;
            return SSL_TLSEXT_ERR_OK;
        }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static SSL_CTX *new_ssl_ctx(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    if (ctx == NULL)
        tls_out_of_memory();
    SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
    if (SSL_CTX_set_cipher_list(ctx, TLS12_CIPHERS) != 1)
        tls_out_of_memory();
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
    /* No memory of old sessions; where tickets are on, clients keep theirs. */
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(ctx, select_protocol, NULL);
    return ctx;
}

enum wk_err tls_server_ctx(const struct tls_server *s, struct tls_ctx **out)
{
    struct tls_ctx *ctx = xcalloc(1, sizeof *ctx);
    enum wk_err err;

    ctx->ssl_ctx = new_ssl_ctx();
    err = use_chain(ctx->ssl_ctx, s->cert_path);
    if (err == WK_OK)
        err = use_key(ctx->ssl_ctx, s->key_path);
    if (err == WK_OK && s->client_ca_path != NULL)
        err = require_client(ctx->ssl_ctx, s->client_ca_path);
    if (err != WK_OK) {
        tls_ctx_free(ctx);
        return err;
    }
    *out = ctx;
    return WK_OK;
}

void tls_ctx_free(struct tls_ctx *ctx)
{
    if (ctx == NULL)
        return;
    SSL_CTX_free(ctx->ssl_ctx);
    free(ctx);
}

void tls_ctx_key_id(const struct tls_ctx *ctx, uint8_t out[static HASH_LEN])
{
    X509 *cert = SSL_CTX_get0_certificate(ctx->ssl_ctx);
    unsigned char *der = NULL;
    int len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &der);

    if (len <= 0)
        tls_out_of_memory();
    crypto_sha256(der, (size_t)len, out);
    OPENSSL_free(der);
}

int64_t tls_ctx_until(const struct tls_ctx *ctx)
{
    X509 *cert = SSL_CTX_get0_certificate(ctx->ssl_ctx);
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0, rest = 0;

    if (epoch == NULL ||
        ASN1_TIME_diff(&days, &rest, epoch, X509_get0_notAfter(cert)) != 1)
        days = rest = 0; /* no time at all: it is over */
    ASN1_TIME_free(epoch);
    return (int64_t)days * 86400 + rest;
}

void tls_pad_records(void *ssl_ctx)
{
    SSL_CTX_set_block_padding(ssl_ctx, RECORD_BLOCK);
}
