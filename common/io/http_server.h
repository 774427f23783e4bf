/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_server.h - HTTP/1.1 on one listener, plain or TLS, one loop thread.
 *
 * A request reaches its handler whole (head and body); the handler answers
 * once, now or later, from the loop thread.  Anything malformed is answered
 * 400 and closed before a handler sees it; a body over max_body is answered
 * 413, which the client receives (lingering close).  Requests that come
 * together are answered one after the other, in order.
 *
 * Ownership  A request lives until http_reply(), which must be called exactly
 *            once for each.  Text lent by http_path() and its like lives as
 *            long.  When the peer has gone, http_reply() has no other effect
 *            than to free; so it has after the server has stopped.
 * Memory     At most max_connections times (MAX_HEAD, twice max_body, the
 *            reply and some 64 KiB); a connection at rest holds no buffer.
 *            Over max_connections the longest idle one is closed, else the
 *            slowest in sending its request or taking its reply; when all are
 *            busy the new one is.  An address with more than half of them
 *            gives way to the others (conn.h).
 * Errors     http_server_start() logs and returns WK_EBUSY when the port is in
 *            use, WK_EINVAL when listen is not an address, WK_EIO otherwise.
 *            Nothing is logged about single requests.
 */
#ifndef WK_HTTP_SERVER_H
#define WK_HTTP_SERVER_H

#include <uv.h>

#include "bytes.h"
#include "wk_limits.h"
#include "tls.h"

struct http_server;
struct http_request;

typedef void http_handler(struct http_request *r, void *app);

/* The first row that fits wins; a path that ends in * fits every longer one.
 * A path that fits with another method is answered 405, none at all 404. */
struct http_route {
    const char *method, *path;
    http_handler *handle;
};

struct http_options {
    const char *listen;  /* "127.0.0.1:7411" or "[::1]:7411"; port 0 any */
    struct tls_ctx *tls; /* NULL: plain */
    const struct http_route *routes;
    size_t n_routes;
    void *app;                /* for the handlers */
    size_t max_body;          /* 0: MAX_BODY */
    unsigned max_connections; /* 0: 256 */
    const char *headers;      /* added to every reply, "Name: value\r\n"... */
    /* The names by which this listener may be called, such as "127.0.0.1",
     * without a port: the Host must be one of them with the listener's port
     * (else 421).  n_hosts 0: any. */
    const char *const *hosts;
    size_t n_hosts;
    /* Milliseconds; 0: 10 s for a whole head (and the TLS handshake), 30 s for
     * a body, 60 s between requests, 30 s without progress in a reply. */
    unsigned head_ms, body_ms, idle_ms, write_ms;
};

WK_MUST_USE enum wk_err http_server_start(uv_loop_t *loop,
    const struct http_options *options, struct http_server **out);
int http_server_port(const struct http_server *s);
/* Stop accepting, finish what is under way (at most grace_ms), then call
 * done(arg) once; the server is freed before it. */
void http_server_stop(struct http_server *s, unsigned grace_ms,
    void (*done)(void *arg), void *arg);

const char *http_method(const struct http_request *r);
const char *http_path(const struct http_request *r);  /* without the query */
const char *http_query(const struct http_request *r); /* after '?', or "" */
/* A header's value or NULL; name in lower case. */
const char *http_header(const struct http_request *r, const char *name);
const uint8_t *http_body(const struct http_request *r, size_t *len);
/* One decoded query parameter, or NULL; WK_EINVAL on bad escapes or text. */
WK_MUST_USE enum wk_err http_query_param(const struct http_request *r,
    const char *name, char *out, size_t out_len, bool *found);
/* Whether r may come from a page of ours: it has no Origin, or the one that
 * its Host and this listener's scheme make. */
bool http_same_origin(const struct http_request *r);
/* Whether r came over TLS. */
bool http_is_tls(const struct http_request *r);
/* The verified client certificate; false when there is none. */
bool http_peer(const struct http_request *r, uint8_t out[static HASH_LEN]);
/* The address of the other end, for throttling; "127.0.0.1". */
const char *http_peer_address(const struct http_request *r);

/* headers: zero or more "Name: value\r\n", or NULL; asserts that they are
 * well-formed (http_reply.h), so no peer's text may come in.  body is copied;
 * it is not sent for HEAD. */
void http_reply(struct http_request *r, int status, const char *headers,
    const void *body, size_t len);
/* 200; or 304 without the body when If-None-Match lists this entity tag, which
 * headers hold already. */
void http_reply_tagged(struct http_request *r, const char *etag,
    const char *headers, const void *body, size_t len);
/* Shorthands: {"error": message} as JSON; a JSON body.  No cache keeps them. */
void http_reply_error(struct http_request *r, int status, const char *fmt, ...)
    WK_PRINTF(3, 4);
void http_reply_json(struct http_request *r, int status, const struct bytes *b);
/* The same as an error, with Retry-After; why needs no escapes in JSON. */
void http_reply_wait(
    struct http_request *r, int status, unsigned seconds, const char *why);

#endif
