/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_server.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http_private.h"
#include "http_reply.h"
#include "http_text.h"
#include "json.h"
#include "route.h"
#include "xalloc.h"

enum {
    CONNECTIONS = 256,
    HEAD_MS = 10000,
    BODY_MS = 30000,
    IDLE_MS = 60000,
    WRITE_MS = 30000,
    LINGER_MS = 5000,
};

static unsigned or_else(unsigned value, unsigned fallback)
{
    return value > 0 ? value : fallback;
}

enum wk_err http_server_start(uv_loop_t *loop,
    const struct http_options *options, struct http_server **out)
{
    struct http_server *s = xcalloc(1, sizeof *s);
    struct http_options *o = &s->options;
    struct conn_options c;
    enum wk_err err;

    *o = *options;
    assert(o->headers == NULL || http_reply_is_block(o->headers));
    o->max_body = o->max_body > 0 ? o->max_body : MAX_BODY;
    o->max_connections = or_else(o->max_connections, CONNECTIONS);
    o->head_ms = or_else(o->head_ms, HEAD_MS);
    o->body_ms = or_else(o->body_ms, BODY_MS);
    o->idle_ms = or_else(o->idle_ms, IDLE_MS);
    o->write_ms = or_else(o->write_ms, WRITE_MS);
    c = (struct conn_options){
        .listen = o->listen,
        .tls = o->tls,
        .events = &http_session_events,
        .arg = s,
        .max = o->max_connections,
        .handshake_ms = o->head_ms,
        .linger_ms = LINGER_MS,
    };
    err = conn_listen(loop, &c, &s->listener);
    if (err != WK_OK) {
        free(s);
        return err;
    }
    *out = s;
    return WK_OK;
}

int http_server_port(const struct http_server *s)
{
    return conn_listener_port(s->listener);
}

static void on_stopped(void *arg)
{
    struct http_server *s = arg;
    void (*done)(void *) = s->done;
    void *done_arg = s->done_arg;

    free(s);
    if (done != NULL)
        done(done_arg);
}

void http_server_stop(struct http_server *s, unsigned grace_ms,
    void (*done)(void *arg), void *arg)
{
    s->done = done;
    s->done_arg = arg;
    conn_listener_stop(s->listener, grace_ms, on_stopped, s);
}

/* Whether the request was sent to one of our names and our port. */
static bool host_is_ours(
    const struct http_server *s, const struct http_request *r)
{
    const char *host = http_header(r, "host");
    char port[16];

    if (s->options.n_hosts == 0)
        return true;
    if (host == NULL)
        return false;
    snprintf(port, sizeof port, ":%d", http_server_port(s));
    for (size_t i = 0; i < s->options.n_hosts; i++) {
        size_t len = strlen(s->options.hosts[i]);

        if (strncasecmp(host, s->options.hosts[i], len) == 0 &&
            strcmp(host + len, port) == 0)
            return true;
    }
    return false;
}

void http_server_dispatch(struct http_server *s, struct http_request *r)
{
    const char *method = http_method(r), *path = http_path(r);
    char allow[128] = "";

    if (!host_is_ours(s, r)) {
        http_reply_error(r, 421, "this server goes by another name");
        return;
    }
    for (size_t i = 0; i < s->options.n_routes; i++) {
        const struct http_route *row = &s->options.routes[i];

        switch (route_fit(row->method, row->path, method, path)) {
        case ROUTE_FITS:
            row->handle(r, s->options.app);
            return;
        case ROUTE_OTHER_METHOD:
            route_allow(row->method, allow, sizeof allow);
            break;
        case ROUTE_NONE:
            break;
        }
    }
    if (allow[0] == '\0') {
        http_reply_error(r, 404, "no such page");
    } else {
        char headers[192];

        snprintf(headers, sizeof headers,
            "Content-Type: application/json\r\nAllow: %s\r\n", allow);
        http_reply(r, 405, headers, "{\"error\": \"no such method\"}\n", 28);
    }
}

const char *http_method(const struct http_request *r)
{
    return http_parse_method(r->parse);
}

const char *http_path(const struct http_request *r)
{
    return http_parse_path(r->parse);
}

const char *http_query(const struct http_request *r)
{
    return http_parse_query(r->parse);
}

const char *http_header(const struct http_request *r, const char *name)
{
    return http_parse_header(r->parse, name);
}

const uint8_t *http_body(const struct http_request *r, size_t *len)
{
    return http_parse_body(r->parse, len);
}

enum wk_err http_query_param(const struct http_request *r, const char *name,
    char *out, size_t out_len, bool *found)
{
    return http_text_param(http_query(r), name, out, out_len, found);
}

bool http_same_origin(const struct http_request *r)
{
    const char *origin = http_header(r, "origin");
    const char *host = http_header(r, "host");
    const char *scheme = r->tls ? "https://" : "http://";
    size_t len = strlen(scheme);

    if (origin == NULL)
        return true;
    return host != NULL && strncasecmp(origin, scheme, len) == 0 &&
        strcasecmp(origin + len, host) == 0;
}

bool http_is_tls(const struct http_request *r)
{
    return r->tls;
}

bool http_peer(const struct http_request *r, uint8_t out[static HASH_LEN])
{
    if (r->has_peer)
        memcpy(out, r->peer, HASH_LEN);
    return r->has_peer;
}

const char *http_peer_address(const struct http_request *r)
{
    return r->address;
}

void http_reply(struct http_request *r, int status, const char *headers,
    const void *body, size_t len)
{
    assert(headers == NULL || http_reply_is_block(headers));
    if (r->session != NULL)
        http_session_reply(r->session, status, headers, body, len);
    http_parse_free(r->parse); /* last: the reply may point into it */
    free(r);
}

void http_reply_error(struct http_request *r, int status, const char *fmt, ...)
{
    struct json *j = json_new_object();
    struct bytes body = bytes_new(4096);
    char text[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    json_set_new(j, "error", json_new_text(text));
    json_write(j, false, &body);
    http_reply_json(r, status, &body);
    bytes_free(&body);
    json_free(j);
}

void http_reply_wait(
    struct http_request *r, int status, unsigned seconds, const char *why)
{
    struct bytes headers = bytes_new(256), body = bytes_new(256);

    bytes_addf(&headers,
        "Content-Type: application/json\r\nRetry-After: %u\r\n"
        "Cache-Control: no-store\r\n",
        seconds);
    bytes_addf(&body, "{\"error\":\"%s\"}", why);
    http_reply(r, status, bytes_text(&headers), bytes_text(&body), body.len);
    bytes_free(&headers);
    bytes_free(&body);
}

void http_reply_json(struct http_request *r, int status, const struct bytes *b)
{
    /* A kiosk's browser serves many people: what one saw is not kept for the
     * next. */
    http_reply(r, status,
        "Content-Type: application/json\r\nCache-Control: no-store\r\n",
        bytes_text(b), b->len);
}
