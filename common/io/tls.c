/* SPDX-License-Identifier: EUPL-1.2 */
#include "tls.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "tls_private.h"
#include "xalloc.h"

struct tls {
    SSL *ssl;
    BIO *in, *out; /* owned by ssl: ciphertext to read, and to send */
    bool open, failed, shut;
    unsigned long why; /* OpenSSL's error */
};

struct tls *tls_new(struct tls_ctx *ctx)
{
    struct tls *t = xcalloc(1, sizeof *t);

    t->ssl = SSL_new(ctx->ssl_ctx);
    t->in = BIO_new(BIO_s_mem());
    t->out = BIO_new(BIO_s_mem());
    if (t->ssl == NULL || t->in == NULL || t->out == NULL)
        tls_out_of_memory();
    /* An empty buffer means "later", not the end. */
    BIO_set_mem_eof_return(t->in, -1);
    BIO_set_mem_eof_return(t->out, -1);
    SSL_set_bio(t->ssl, t->in, t->out);
    SSL_set_accept_state(t->ssl);
    return t;
}

void tls_free(struct tls *t)
{
    if (t == NULL)
        return;
    SSL_free(t->ssl);
    free(t);
}

void tls_feed(struct tls *t, const uint8_t *cipher, size_t len)
{
    assert(len <= INT_MAX);
    if (BIO_write(t->in, cipher, (int)len) != (int)len)
        tls_out_of_memory();
}

/* What a call that returned result says about the connection. */
static enum tls_state judge(struct tls *t, int result)
{
    switch (SSL_get_error(t->ssl, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: /* never: memory takes everything */
        return TLS_WANTS_MORE;
    case SSL_ERROR_ZERO_RETURN:
        return TLS_CLOSED;
    default:
        t->failed = true;
        t->why = ERR_peek_last_error();
        ERR_clear_error();
        return TLS_FAILED;
    }
}

enum tls_state tls_read(struct tls *t, uint8_t *buf, size_t cap, size_t *n)
{
    int result;

    *n = 0;
    if (t->failed)
        return TLS_FAILED;
    ERR_clear_error();
    if (!t->open) {
        result = SSL_do_handshake(t->ssl);
        if (result != 1)
            return judge(t, result);
        t->open = true;
    }
    result = SSL_read_ex(t->ssl, buf, cap, n);
    return result == 1 ? TLS_DATA : judge(t, result);
}

enum wk_err tls_write(struct tls *t, const void *plain, size_t len)
{
    size_t written;

    if (t->failed || t->shut || !t->open)
        return WK_ECLOSED;
    if (len == 0)
        return WK_OK;
    ERR_clear_error();
    if (SSL_write_ex(t->ssl, plain, len, &written) != 1) {
        (void)judge(t, 0);
        return WK_ETLS;
    }
    assert(written == len); /* no partial writes into memory */
    return WK_OK;
}

void tls_shutdown(struct tls *t)
{
    if (t->failed || t->shut || !t->open)
        return; /* OpenSSL forbids it then; an alert was queued already. */
    t->shut = true;
    ERR_clear_error();
    if (SSL_shutdown(t->ssl) < 0)
        (void)judge(t, -1);
}

size_t tls_pending(struct tls *t, const uint8_t **cipher)
{
    char *data = NULL;
    long len = BIO_get_mem_data(t->out, &data);

    *cipher = (const uint8_t *)data;
    return len > 0 ? (size_t)len : 0;
}

void tls_sent(struct tls *t)
{
    (void)BIO_reset(t->out);
}

bool tls_is_open(const struct tls *t)
{
    return t->open;
}

const char *tls_why(const struct tls *t)
{
    long verdict = SSL_get_verify_result(t->ssl);
    const char *text;

    if (verdict != X509_V_OK)
        return X509_verify_cert_error_string(verdict);
    text = ERR_reason_error_string(t->why);
    return text != NULL ? text : "TLS failed";
}

bool tls_peer(const struct tls *t, uint8_t fingerprint[static HASH_LEN])
{
    X509 *cert = SSL_get0_peer_certificate(t->ssl);
    unsigned len = 0;

    if (cert == NULL || SSL_get_verify_result(t->ssl) != X509_V_OK)
        return false;
    return X509_digest(cert, EVP_sha256(), fingerprint, &len) == 1 &&
        len == HASH_LEN;
}
