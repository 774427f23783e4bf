/* SPDX-License-Identifier: EUPL-1.2 */
/* http_fixture.h - one server on a loop of its own, and its handlers, for the
 * tests of common/io/http_*.c. */
#ifndef WK_TEST_HTTP_FIXTURE_H
#define WK_TEST_HTTP_FIXTURE_H

#include "http_server.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "loopback.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"
#define POST(path, n)                                                          \
    "POST " path " HTTP/1.1\r\nHost: a\r\nContent-Length: " n "\r\n\r\n"

enum { BIG = 3 << 20, HUGE = 24 << 20, BODY_MAX = 1000, HELD_MAX = 8 };

/* One server and what its handlers share. */
struct fixture {
    uv_loop_t loop;
    struct http_server *server;
    int port;
    struct http_request *held[HELD_MAX]; /* by /hold, not yet answered */
    size_t n_held;
    bool stopped;
};

static inline void handle_hello(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 200, "Content-Type: text/plain\r\n", "hello\n", 6);
}

static inline void handle_echo(struct http_request *r, void *app)
{
    size_t len;
    const uint8_t *body = http_body(r, &len);

    (void)app;
    http_reply(r, 200, NULL, body, len);
}

static inline void handle_info(struct http_request *r, void *app)
{
    struct bytes b = bytes_new(4096);
    const char *x = http_header(r, "x");
    uint8_t peer[HASH_LEN];
    char q[8] = "";
    bool found = false;
    enum wk_err err = http_query_param(r, "q", q, sizeof q, &found);

    (void)app;
    bytes_addf(&b, "<%s|%s|%s|%s|%d%d%s|%d|%s|%d>", http_method(r),
        http_path(r), http_query(r), x != NULL ? x : "-", err, found, q,
        http_peer(r, peer), http_peer_address(r), http_same_origin(r));
    http_reply(r, 200, NULL, bytes_text(&b), b.len);
    bytes_free(&b);
}

static inline void handle_hold(struct http_request *r, void *app)
{
    struct fixture *f = app;

    assert_true(f->n_held < HELD_MAX);
    f->held[f->n_held++] = r;
}

static inline void reply_big(struct http_request *r, size_t len)
{
    char *body = xcalloc(len, 1);

    memset(body, 'x', len - 1);
    body[len - 1] = '.';
    http_reply(r, 200, NULL, body, len);
    free(body);
}

static inline void handle_big(struct http_request *r, void *app)
{
    (void)app;
    reply_big(r, BIG);
}

/* More than the buffers of two sockets hold. */
static inline void handle_huge(struct http_request *r, void *app)
{
    (void)app;
    reply_big(r, HUGE);
}

static inline void handle_empty(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 204, "X-Empty: yes\r\n", NULL, 0);
}

static inline void handle_error(struct http_request *r, void *app)
{
    (void)app;
    http_reply_error(r, 400, "field \"%s\"", "na\xffme");
}

static const struct http_route ROUTES[] = {
    {"GET", "/hello", handle_hello},
    {"PUT", "/hello", handle_hello},
    {"POST", "/echo", handle_echo},
    {"GET", "/info/*", handle_info},
    {"GET", "/hold", handle_hold},
    {"GET", "/big", handle_big},
    {"GET", "/huge", handle_huge},
    {"POST", "/empty", handle_empty},
    {"GET", "/error", handle_error},
};

static inline void start(struct fixture *f, const struct http_options *options)
{
    struct http_options o = *options;

    memset(f, 0, sizeof *f);
    uv_loop_init(&f->loop);
    o.listen = o.listen != NULL ? o.listen : "127.0.0.1:0";
    o.routes = ROUTES;
    o.n_routes = sizeof ROUTES / sizeof ROUTES[0];
    o.app = f;
    o.max_body = BODY_MAX;
    assert_int_equal(http_server_start(&f->loop, &o, &f->server), WK_OK);
    f->port = http_server_port(f->server);
    assert_true(f->port > 0);
}

static inline void on_stopped(void *arg)
{
    struct fixture *f = arg;

    assert_false(f->stopped);
    f->stopped = true;
}

static inline void wait_stopped(struct fixture *f)
{
    while (!f->stopped)
        uv_run(&f->loop, UV_RUN_ONCE);
}

static inline void finish(struct fixture *f)
{
    if (!f->stopped) {
        http_server_stop(f->server, 0, on_stopped, f);
        wait_stopped(f);
    }
    uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&f->loop), 0);
}

static inline struct loopback *client(struct fixture *f)
{
    return loopback_open(&f->loop, f->port, false);
}

/* Let the loop do what it can without waiting. */
static inline void settle(struct fixture *f)
{
    for (int i = 0; i < 20; i++)
        uv_run(&f->loop, UV_RUN_NOWAIT);
}

static inline void wait_held(struct fixture *f, size_t n)
{
    while (f->n_held < n)
        uv_run(&f->loop, UV_RUN_ONCE);
}

#endif
