/* SPDX-License-Identifier: EUPL-1.2 */
/* tls_peer.h - a TLS client on memory BIOs, for tests of the server side. */
#ifndef WK_TEST_TLS_PEER_H
#define WK_TEST_TLS_PEER_H

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "pki.h"

struct tls_peer_options {
    const char *cert; /* "client": client.pem and client.key; NULL: none */
    int max_version;  /* 0: any */
    const char *alpn; /* in wire form; NULL: none */
};

struct tls_peer {
    SSL_CTX *ctx;
    SSL *ssl;
    BIO *in, *out;
    bool failed, closed;
    unsigned tickets; /* that the server gave */
};

static inline int tls_peer_on_ticket(SSL *ssl, SSL_SESSION *session)
{
    struct tls_peer *p = SSL_get_app_data(ssl);

    (void)session;
    p->tickets++;
    return 0;
}

static inline struct tls_peer *tls_peer_new(
    const struct pki *pki, const struct tls_peer_options *o)
{
    struct tls_peer *p = calloc(1, sizeof *p);
    char name[64];

    p->ctx = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_file(p->ctx, pki_path(pki, "ca.pem"));
    SSL_CTX_set_verify(p->ctx, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(p->ctx, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(p->ctx, tls_peer_on_ticket);
    SSL_CTX_set_security_level(p->ctx, 0);
    if (o->max_version != 0)
        SSL_CTX_set_max_proto_version(p->ctx, o->max_version);
    if (o->alpn != NULL)
        SSL_CTX_set_alpn_protos(
            p->ctx, (const unsigned char *)o->alpn, (unsigned)strlen(o->alpn));
    if (o->cert != NULL) {
        snprintf(name, sizeof name, "%s.pem", o->cert);
        SSL_CTX_use_certificate_file(
            p->ctx, pki_path(pki, name), SSL_FILETYPE_PEM);
        snprintf(name, sizeof name, "%s.key", o->cert);
        SSL_CTX_use_PrivateKey_file(
            p->ctx, pki_path(pki, name), SSL_FILETYPE_PEM);
    }
    p->ssl = SSL_new(p->ctx);
    p->in = BIO_new(BIO_s_mem());
    p->out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(p->in, -1);
    BIO_set_mem_eof_return(p->out, -1);
    SSL_set_bio(p->ssl, p->in, p->out);
    SSL_set_app_data(p->ssl, p);
    SSL_set_connect_state(p->ssl);
    return p;
}

static inline void tls_peer_free(struct tls_peer *p)
{
    SSL_free(p->ssl);
    SSL_CTX_free(p->ctx);
    free(p);
}

/* Handshake or read; returns the bytes of plain text. */
static inline size_t tls_peer_read(struct tls_peer *p, void *buf, size_t cap)
{
    size_t n = 0;
    int error;

    ERR_clear_error();
    if (p->failed || p->closed || SSL_read_ex(p->ssl, buf, cap, &n) == 1)
        return n;
    error = SSL_get_error(p->ssl, 0);
    p->closed = error == SSL_ERROR_ZERO_RETURN;
    p->failed = error != SSL_ERROR_WANT_READ && !p->closed;
    return 0;
}

static inline void tls_peer_write(
    struct tls_peer *p, const void *data, size_t len)
{
    size_t n;

    ERR_clear_error();
    if (SSL_write_ex(p->ssl, data, len, &n) != 1)
        p->failed = true;
}

#endif
