/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tls.h - TLS as bytes in and bytes out (OpenSSL on memory BIOs), and what the
 * site's uplink needs of OpenSSL inside curl.
 *
 * Ownership  A tls_ctx outlives its tls objects.
 */
#ifndef WK_TLS_H
#define WK_TLS_H

#include "bytes.h"
#include "wk_limits.h"

struct tls_ctx;

struct tls_server {
    const char *cert_path, *key_path; /* PEM */
    const char *client_ca_path;       /* NULL: no client certificate is asked */
};

/*
 * client_ca_path set: TLS 1.3 only, the client certificate is required, no
 * tickets and no resumption (a resumed session would skip the certificate),
 * records padded to 256 bytes.  Otherwise TLS 1.2 or newer.
 */
WK_MUST_USE enum wk_err tls_server_ctx(
    const struct tls_server *s, struct tls_ctx **out);
void tls_ctx_free(struct tls_ctx *ctx);
/* SHA-256 of the SPKI of the ctx's own certificate. */
void tls_ctx_key_id(const struct tls_ctx *ctx, uint8_t out[static HASH_LEN]);

/* When that certificate ends, in seconds since 1970. */
int64_t tls_ctx_until(const struct tls_ctx *ctx);

/* Pads the records of curl's connection: call with its SSL_CTX. */
void tls_pad_records(void *ssl_ctx);

/* One server-side connection, driven by conn.c. */
struct tls;
enum tls_state { TLS_WANTS_MORE, TLS_DATA, TLS_CLOSED, TLS_FAILED };

struct tls *tls_new(struct tls_ctx *ctx);
void tls_free(struct tls *t);
void tls_feed(struct tls *t, const uint8_t *cipher, size_t len);
/* Move plain text up: TLS_DATA with *n > 0 bytes in buf, or why not. */
enum tls_state tls_read(struct tls *t, uint8_t *buf, size_t cap, size_t *n);
WK_MUST_USE enum wk_err tls_write(struct tls *t, const void *plain, size_t len);
void tls_shutdown(struct tls *t); /* queue close_notify */
/* Ciphertext to send now; lent until the next call. */
size_t tls_pending(struct tls *t, const uint8_t **cipher);
void tls_sent(struct tls *t); /* all of tls_pending() is on its way */
bool tls_is_open(const struct tls *t); /* the handshake is done */
/* Why tls_read() said TLS_FAILED, for the log; lent, never NULL. */
const char *tls_why(const struct tls *t);
/* SHA-256 of the verified peer certificate's DER; false when there is none. */
bool tls_peer(const struct tls *t, uint8_t fingerprint[static HASH_LEN]);

#endif
