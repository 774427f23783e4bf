/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_private.h - what http_server.c (listener, requests, routes) and
 * http_session.c (one connection) share.
 */
#ifndef WK_HTTP_PRIVATE_H
#define WK_HTTP_PRIVATE_H

#include "conn.h"
#include "http_parse.h"
#include "http_server.h"

struct http_server {
    struct http_options options; /* with the defaults filled in */
    struct conn_listener *listener;
    void (*done)(void *arg);
    void *done_arg;
};

struct http_session;

struct http_request {
    struct http_session *session; /* NULL: the peer has gone */
    struct http_parse *parse;
    bool tls, has_peer;
    uint8_t peer[HASH_LEN];
    char address[CONN_ADDRESS_LEN];
};

/* The connection's side of conn.h; arg of the open event is the server. */
extern const struct conn_events http_session_events;

/* Hand a whole request to its route, or answer it. */
void http_server_dispatch(struct http_server *s, struct http_request *r);

/* Send what out holds as the reply to the session's request.  headers and
 * body as in http_reply(). */
void http_session_reply(struct http_session *s, int status, const char *headers,
    const void *body, size_t len);

#endif
