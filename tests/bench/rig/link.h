/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * link.h - many clients of one listener in one thread: HTTP/1.1 over TLS 1.3
 * with a certificate each, or plain; a request at a time on each connection.
 *
 * Ownership  A link belongs to its set; link_set_free() ends both.
 */
#ifndef WK_BENCH_LINK_H
#define WK_BENCH_LINK_H

#include "wire.h"

struct link_identity {
    struct evp_pkey_st *key; /* OpenSSL's */
    struct x509_st *cert;
};
void link_identity_new(struct link_identity *i, const char *key_pem,
    const uint8_t *der, size_t len);
void link_identity_end(struct link_identity *i);

struct link_reply {
    int status; /* 0: the connection failed */
    unsigned retry_after;
    const char *head; /* text; lent, as body is, until the callback returns */
    struct span body;
};

struct link;
struct link_set;
typedef void link_answered(struct link *l, void *user, struct link_reply *r);

/* ca_pem: a file, what the server's certificate is checked against; NULL:
 * plain HTTP. */
struct link_set *link_set_new(
    const char *ca_pem, int port, link_answered *answered);
void link_set_free(struct link_set *s);
/* What every further request carries, "Name: value\r\n"...; copied. */
void link_set_headers(struct link_set *s, const char *headers);
/* Identity may be NULL. */
struct link *link_new(
    struct link_set *s, const struct link_identity *identity, void *user);

/* Send a request, over the open connection or a new one. */
void link_post(
    struct link *l, const char *path, const char *type, struct span body);
void link_get(struct link *l, const char *path);
/* End the connection; the next request makes a new one. */
void link_close(struct link *l);

/* Wait for whatever comes first, and call answered() for each reply; false
 * when nothing is under way, or came within ms. */
bool link_set_run(struct link_set *s, int ms);

/* Connections made so far, over all links. */
size_t link_set_opened(const struct link_set *s);

#endif
