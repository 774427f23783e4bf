/* SPDX-License-Identifier: EUPL-1.2 */
/* test_http_server.c - the server and raw clients on one loop. */
#include "http_server.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "../../helpers/loopback.h"

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

static void handle_hello(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 200, "Content-Type: text/plain\r\n", "hello\n", 6);
}

static void handle_echo(struct http_request *r, void *app)
{
    size_t len;
    const uint8_t *body = http_body(r, &len);

    (void)app;
    http_reply(r, 200, NULL, body, len);
}

static void handle_info(struct http_request *r, void *app)
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

static void handle_hold(struct http_request *r, void *app)
{
    struct fixture *f = app;

    assert_true(f->n_held < HELD_MAX);
    f->held[f->n_held++] = r;
}

static void reply_big(struct http_request *r, size_t len)
{
    char *body = xcalloc(len, 1);

    memset(body, 'x', len - 1);
    body[len - 1] = '.';
    http_reply(r, 200, NULL, body, len);
    free(body);
}

static void handle_big(struct http_request *r, void *app)
{
    (void)app;
    reply_big(r, BIG);
}

/* More than the buffers of two sockets hold. */
static void handle_huge(struct http_request *r, void *app)
{
    (void)app;
    reply_big(r, HUGE);
}

static void handle_empty(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 204, "X-Empty: yes\r\n", NULL, 0);
}

static void handle_error(struct http_request *r, void *app)
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

static void start(struct fixture *f, const struct http_options *options)
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

static void on_stopped(void *arg)
{
    struct fixture *f = arg;

    assert_false(f->stopped);
    f->stopped = true;
}

static void wait_stopped(struct fixture *f)
{
    while (!f->stopped)
        uv_run(&f->loop, UV_RUN_ONCE);
}

static void finish(struct fixture *f)
{
    if (!f->stopped) {
        http_server_stop(f->server, 0, on_stopped, f);
        wait_stopped(f);
    }
    uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&f->loop), 0);
}

static struct loopback *client(struct fixture *f)
{
    return loopback_open(&f->loop, f->port, false);
}

/* Let the loop do what it can without waiting. */
static void settle(struct fixture *f)
{
    for (int i = 0; i < 20; i++)
        uv_run(&f->loop, UV_RUN_NOWAIT);
}

static void wait_held(struct fixture *f, size_t n)
{
    while (f->n_held < n)
        uv_run(&f->loop, UV_RUN_ONCE);
}

struct exchange_case {
    const char *name, *request;
    const char *status;  /* the first line, after "HTTP/1.1 " */
    const char *want[3]; /* what the reply contains */
    bool close;          /* whether the server closes */
};

static const struct exchange_case EXCHANGES[] = {
    {"a page", GET("/hello"), "200 OK",
        {"Content-Type: text/plain\r\n", "Content-Length: 6\r\n",
            "\r\n\r\nhello\n"},
        false},
    {"common headers", GET("/hello"), "200 OK", {"X-Common: 1\r\n"}, false},
    {"the last request",
        "GET /hello HTTP/1.1\r\nHost: a\r\n"
        "Connection: close\r\n\r\n",
        "200 OK", {"Connection: close\r\n", "hello\n"}, true},
    {"http/1.0", "GET /hello HTTP/1.0\r\n\r\n", "200 OK", {"hello\n"}, true},
    {"echo", POST("/echo", "4") "abcd", "200 OK", {"\r\n\r\nabcd"}, false},
    {"chunks",
        "POST /echo HTTP/1.1\r\nHost: a\r\n"
        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n"
        "0\r\n\r\n",
        "200 OK", {"\r\n\r\nabcd"}, false},
    {"what a handler sees",
        "GET /info/caf%C3%A9?q=a%2B&r HTTP/1.1\r\nHost: a\r\nX:  y \r\n\r\n",
        "200 OK", {"<GET|/info/caf\xc3\xa9|q=a%2B&r|y|01a+|0|127.0.0.1|1>"},
        false},
    {"nothing to say", POST("/empty", "0"), "204 No Content",
        {"X-Empty: yes\r\n"}, false},
    {"an error with bad text", GET("/error"), "400 Bad Request",
        {"application/json", "{\"error\":\"field \\\"na?me\\\"\"}"}, false},
    {"no such page", GET("/nowhere"), "404 Not Found",
        {"application/json", "{\"error\":"}, false},
    {"no such method", "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "405 Method Not Allowed", {"Allow: GET, HEAD, PUT\r\n"}, false},
    {"no such page to HEAD", "HEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "405 Method Not Allowed", {"Allow: POST\r\n"}, false},
    {"body announced too big", POST("/echo", "1001"), "413 Content Too Large",
        {"Connection: close\r\n"}, true},
    {"body in chunks too big",
        "POST /echo HTTP/1.1\r\nHost: a\r\n"
        "Transfer-Encoding: chunked\r\n\r\n3e9\r\n",
        "413 Content Too Large", {"Connection: close\r\n"}, true},
    {"too big, though expected",
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        "Content-Length: 1001\r\n\r\n",
        "413 Content Too Large", {""}, true},
    {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", "400 Bad Request",
        {"Connection: close\r\n"}, true},
    {"no Host", "GET / HTTP/1.1\r\n\r\n", "400 Bad Request", {""}, true},
    {"gzip",
        "POST / HTTP/1.1\r\nHost: a\r\n"
        "Transfer-Encoding: gzip\r\n\r\n",
        "501 Not Implemented", {""}, true},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "505 HTTP Version Not Supported", {""}, true},
    {"HTTP/0.9", "GET /\r\n", "400 Bad Request", {""}, true},
    {"another expectation",
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: tea"
        "\r\n\r\n",
        "417 Expectation Failed", {""}, true},
};

/* Whether a whole reply has come. */
static bool is_whole(const struct loopback *c, const char *request)
{
    const char *text = bytes_text(&c->got), *end = strstr(text, "\r\n\r\n");
    const char *length = strstr(text, "Content-Length: ");

    if (end == NULL)
        return false;
    return length == NULL || strncmp(request, "HEAD", 4) == 0 ||
        strlen(end + 4) >= strtoul(length + 16, NULL, 10);
}

static void check_exchange(
    struct fixture *f, const struct exchange_case *e, size_t piece)
{
    struct loopback *c = client(f);
    char first[64];

    for (size_t i = 0, n; e->request[i] != '\0'; i += n) {
        n = strlen(e->request + i);
        n = n < piece ? n : piece;
        loopback_send(c, e->request + i, n);
        settle(f);
    }
    while (!is_whole(c, e->request) && !c->ended)
        uv_run(&f->loop, UV_RUN_ONCE);
    snprintf(first, sizeof first, "HTTP/1.1 %s\r\nDate: ", e->status);
    assert_memory_equal(bytes_text(&c->got), first, strlen(first));
    for (size_t i = 0; i < 3 && e->want[i] != NULL; i++)
        assert_non_null(strstr(bytes_text(&c->got), e->want[i]));
    if (e->close) {
        loopback_wait_end(c);
        assert_false(c->reset);
    } else {
        settle(f);
        assert_false(c->ended);
        loopback_send_text(c, GET("/hello")); /* still good for another */
        loopback_wait(c, "hello\n", loopback_count(c, "hello\n") + 1);
        assert_false(c->ended);
    }
    loopback_close(c);
}

static void test_exchanges(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, &(struct http_options){.headers = "X-Common: 1\r\n"});
    for (size_t i = 0; i < sizeof EXCHANGES / sizeof EXCHANGES[0]; i++) {
        check_exchange(&f, &EXCHANGES[i], SIZE_MAX);
        check_exchange(&f, &EXCHANGES[i], 1);
    }
    finish(&f);
}

static void test_head_has_no_body(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = client(&f);
    loopback_send_text(c,
        "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n"
        "HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"
        "HEAD /hello HTTP/1.1\r\nHost: a\r\n"
        "Content-Length: 5000\r\n\r\n");
    loopback_wait_end(c);
    assert_int_equal(loopback_count(c, "HTTP/1.1 "), 3);
    assert_int_equal(loopback_count(c, "Content-Length: 6\r\n"), 1);
    assert_int_equal(loopback_count(c, "\r\n\r\nHTTP/1.1 "), 2);
    assert_int_equal(loopback_count(c, "413 Content Too Large"), 1);
    assert_memory_equal(c->got.data + c->got.len - 4, "\r\n\r\n", 4);
    loopback_close(c);
    finish(&f);
}

static void test_continue(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = client(&f);
    loopback_send_text(c,
        "POST /echo HTTP/1.1\r\nHost: a\r\n"
        "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    loopback_wait(c, "HTTP/1.1 100 Continue\r\n\r\n", 1);
    assert_int_equal(c->got.len, 25);
    loopback_send_text(c, "h");
    settle(&f);
    assert_int_equal(c->got.len, 25); /* said once */
    loopback_send_text(c, "i");
    loopback_wait(c, "\r\n\r\nhi", 1);
    assert_int_equal(loopback_count(c, "HTTP/1.1 200 OK"), 1);
    loopback_close(c);
    finish(&f);
}

/* Requests that come together are answered in order, the slow one first. */
static void test_pipeline(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = client(&f);
    loopback_send_text(
        c, GET("/hello") GET("/hold") POST("/echo", "3") "abc" GET("/nowhere"));
    wait_held(&f, 1);
    settle(&f);
    assert_int_equal(loopback_count(c, "HTTP/1.1 "), 1);
    http_reply(f.held[0], 200, NULL, "held", 4);
    loopback_wait(c, "\"}", 1);
    assert_int_equal(loopback_count(c, "HTTP/1.1 "), 4);
    assert_true(strstr(bytes_text(&c->got), "hello\nHTTP/1.1 ") <
        strstr(bytes_text(&c->got), "heldHTTP/1.1 "));
    assert_true(strstr(bytes_text(&c->got), "heldHTTP/1.1 ") <
        strstr(bytes_text(&c->got), "abcHTTP/1.1 404"));
    loopback_close(c);
    finish(&f);
}

/* Many small requests in one piece: neither recursion nor loss. */
static void test_long_pipeline(void **state)
{
    enum { N = 3000 };
    struct fixture f;
    struct bytes all = bytes_new(1 << 20);
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    for (int i = 0; i < N; i++)
        bytes_add_text(&all, GET("/hello"));
    c = client(&f);
    loopback_send(c, all.data, all.len);
    loopback_wait(c, "\r\n\r\nhello\n", N);
    assert_int_equal(loopback_count(c, "HTTP/1.1 200 OK\r\n"), N);
    assert_false(c->ended);
    loopback_close(c);
    bytes_free(&all);
    finish(&f);
}

/* A client that sends all before it reads still receives the 413. */
static void test_refusal_arrives(void **state)
{
    struct fixture f;
    struct loopback *c;
    char *body = xcalloc(BIG, 1);

    (void)state;
    start(&f, &(struct http_options){0});
    c = loopback_open(&f.loop, f.port, true);
    loopback_send_text(c, POST("/echo", "3145728"));
    loopback_send(c, body, BIG);
    while (c->sending > 0)
        uv_run(&f.loop, UV_RUN_ONCE);
    loopback_listen(c);
    loopback_wait_end(c);
    assert_false(c->reset);
    assert_true(loopback_has(c, "HTTP/1.1 413 Content Too Large\r\n"));
    assert_true(loopback_has(c, "{\"error\": \"Content Too Large\"}\n"));
    loopback_close(c);
    free(body);
    finish(&f);
}

static void test_long_head(void **state)
{
    struct fixture f;
    struct loopback *c;
    char *head = xcalloc(20000, 1);

    (void)state;
    start(&f, &(struct http_options){0});
    memset(head, 'x', 20000);
    c = client(&f);
    loopback_send_text(c, "GET /hello HTTP/1.1\r\nX: ");
    loopback_send(c, head, 20000);
    loopback_wait_end(c);
    assert_false(c->reset);
    assert_true(
        loopback_has(c, "HTTP/1.1 431 Request Header Fields Too Large\r\n"));
    loopback_close(c);
    free(head);
    finish(&f);
}

static void test_big_reply(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = loopback_open(&f.loop, f.port, true);
    loopback_send_text(c, GET("/big") GET("/hello"));
    settle(&f); /* the sockets fill up */
    loopback_listen(c);
    loopback_wait(c, "hello\n", 1);
    assert_int_equal(loopback_count(c, "xxx.HTTP/1.1 200 OK"), 1);
    assert_true(c->got.len > BIG);
    loopback_close(c);
    finish(&f);
}

static void test_half_close(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = client(&f);
    loopback_send_text(c, GET("/hold"));
    loopback_shut(c);
    wait_held(&f, 1);
    settle(&f);
    http_reply(f.held[0], 200, NULL, "held", 4);
    loopback_wait_end(c);
    assert_false(c->reset);
    assert_true(loopback_has(c, "\r\n\r\nheld"));
    loopback_close(c);
    finish(&f);
}

static void test_peer_gone(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    for (size_t i = 0; i < 3; i++) {
        c = client(&f);
        loopback_send_text(c, GET("/hold"));
        wait_held(&f, i + 1);
        loopback_close(c);
    }
    http_reply(f.held[0], 200, NULL, "held", 4); /* the FIN is not read yet */
    settle(&f);
    http_reply(f.held[1], 200, NULL, "held", 4);
    http_server_stop(f.server, 0, on_stopped, &f);
    wait_stopped(&f);
    http_reply(f.held[2], 200, NULL, "held", 4); /* no server any more */
    finish(&f);
}

struct slow_case {
    const char *name, *sent;
    struct http_options options;
    const char *want; /* "" for a close without a word */
};

static const struct slow_case SLOW[] = {
    {"nothing", "", {.idle_ms = 30}, ""},
    {"half a head", "GET / HTTP/1.1\r\nHo", {.head_ms = 30},
        "HTTP/1.1 408 Request Timeout\r\n"},
    {"half a body", POST("/echo", "4") "ab", {.body_ms = 30},
        "HTTP/1.1 408 Request Timeout\r\n"},
    {"silent after a reply", GET("/hello"), {.idle_ms = 30},
        "HTTP/1.1 200 OK\r\n"},
};

static void test_slow(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SLOW / sizeof SLOW[0]; i++) {
        struct fixture f;
        struct loopback *c;

        start(&f, &SLOW[i].options);
        c = client(&f);
        loopback_send_text(c, SLOW[i].sent);
        loopback_wait_end(c);
        assert_false(c->reset);
        assert_memory_equal(
            bytes_text(&c->got), SLOW[i].want, strlen(SLOW[i].want));
        if (SLOW[i].want[0] == '\0')
            assert_int_equal(c->got.len, 0);
        loopback_close(c);
        finish(&f);
    }
}

static void drip(uv_timer_t *timer)
{
    loopback_send_text(timer->data, "x");
}

/* Bytes that drip in do not push the deadline of the head away. */
static void test_drip(void **state)
{
    struct fixture f;
    struct loopback *c;
    uv_timer_t timer;

    (void)state;
    start(&f, &(struct http_options){.head_ms = 30});
    c = client(&f);
    loopback_send_text(c, "GET / HTTP/1.1\r\nX: ");
    uv_timer_init(&f.loop, &timer);
    timer.data = c;
    uv_timer_start(&timer, drip, 1, 1);
    loopback_wait(c, "HTTP/1.1 408 Request Timeout\r\n", 1);
    assert_true(loopback_has(c, "HTTP/1.1 408 Request Timeout\r\n"));
    uv_close((uv_handle_t *)&timer, NULL);
    loopback_close(c);
    finish(&f);
}

/* A reader that stands still is dropped, whatever the grace. */
static void test_deaf(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){.write_ms = 30});
    c = loopback_open(&f.loop, f.port, true);
    loopback_send_text(c, GET("/huge"));
    settle(&f);
    http_server_stop(f.server, 3600 * 1000, on_stopped, &f);
    wait_stopped(&f);
    loopback_listen(c);
    loopback_wait_end(c);
    assert_true(c->got.len < HUGE);
    loopback_close(c);
    finish(&f);
}

static void test_limit_of_busy(void **state)
{
    struct fixture f;
    struct loopback *c[3];

    (void)state;
    start(&f, &(struct http_options){.max_connections = 2});
    for (size_t i = 0; i < 2; i++) {
        c[i] = client(&f);
        loopback_send_text(c[i], GET("/hold"));
        wait_held(&f, i + 1);
    }
    c[2] = client(&f); /* all are busy: this one is not taken */
    loopback_wait_end(c[2]);
    assert_int_equal(c[2]->got.len, 0);
    for (size_t i = 0; i < 2; i++) {
        http_reply(f.held[i], 200, NULL, "held", 4);
        loopback_wait(c[i], "held", 1);
        assert_false(c[i]->ended);
    }
    for (size_t i = 0; i < 3; i++)
        loopback_close(c[i]);
    finish(&f);
}

static void test_limit_of_idle(void **state)
{
    struct fixture f;
    struct loopback *c[3];

    (void)state;
    start(&f, &(struct http_options){.max_connections = 2});
    c[0] = client(&f);
    loopback_send_text(c[0], GET("/hold"));
    wait_held(&f, 1);
    c[1] = client(&f);
    loopback_send_text(c[1], GET("/hello"));
    loopback_wait(c[1], "hello\n", 1);
    settle(&f);
    c[2] = client(&f); /* the idle one goes for it */
    loopback_send_text(c[2], GET("/hello"));
    loopback_wait(c[2], "hello\n", 1);
    assert_false(c[2]->ended);
    loopback_wait_end(c[1]);
    http_reply(f.held[0], 200, NULL, "held", 4);
    loopback_wait(c[0], "held", 1);
    assert_false(c[0]->ended);
    for (size_t i = 0; i < 3; i++)
        loopback_close(c[i]);
    finish(&f);
}

static void test_graceful_stop(void **state)
{
    struct fixture f;
    struct loopback *idle, *busy, *half;

    (void)state;
    start(&f, &(struct http_options){0});
    idle = client(&f);
    busy = client(&f);
    half = client(&f);
    loopback_send_text(busy, GET("/hold") GET("/hello"));
    loopback_send_text(half, POST("/echo", "2") "h");
    wait_held(&f, 1);
    settle(&f);
    http_server_stop(f.server, 3600 * 1000, on_stopped, &f);
    loopback_wait_end(idle);
    assert_false(idle->reset);
    assert_false(f.stopped);
    http_reply(f.held[0], 200, NULL, "held", 4);
    loopback_wait_end(busy);
    assert_false(busy->reset);
    assert_true(loopback_has(busy, "Connection: close\r\n"));
    assert_true(loopback_has(busy, "held"));
    assert_false(loopback_has(busy, "hello")); /* it came after the stop */
    loopback_send_text(half, "i");
    loopback_wait_end(half);
    assert_true(loopback_has(half, "\r\n\r\nhi"));
    loopback_close(idle);
    loopback_close(busy);
    loopback_close(half);
    wait_stopped(&f);
    finish(&f);
}

static void test_stop_at_the_end_of_grace(void **state)
{
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){0});
    c = client(&f);
    loopback_send_text(c, GET("/hold"));
    wait_held(&f, 1);
    http_server_stop(f.server, 20, on_stopped, &f);
    wait_stopped(&f);
    http_reply(f.held[0], 200, NULL, "held", 4);
    loopback_wait_end(c);
    assert_int_equal(c->got.len, 0);
    loopback_close(c);
    finish(&f);
}

static void test_hosts(void **state)
{
    static const char *const HOSTS[] = {"127.0.0.1", "localhost", "[::1]"};
    static const struct {
        const char *host; /* %d is the port */
        bool ours;
    } CASES[] = {
        {"127.0.0.1:%d", true},
        {"localhost:%d", true},
        {"LocalHost:%d", true},
        {"[::1]:%d", true},
        {"127.0.0.1", false},
        {"evil.example:%d", false},
        {"localhost.evil.example:%d", false},
        {"localhos:%d", false},
        {"127.0.0.1:80", false},
    };
    struct fixture f;

    (void)state;
    start(&f, &(struct http_options){.hosts = HOSTS, .n_hosts = 3});
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct loopback *c = client(&f);

        loopback_send_text(c, "GET /hello HTTP/1.1\r\nHost: ");
        if (strstr(CASES[i].host, "%d") != NULL) {
            char port[12];

            snprintf(port, sizeof port, "%d", f.port);
            loopback_send(c, CASES[i].host, strlen(CASES[i].host) - 2);
            loopback_send_text(c, port);
        } else {
            loopback_send_text(c, CASES[i].host);
        }
        loopback_send_text(c, "\r\n\r\n");
        loopback_wait(c, "\r\n\r\n", 1);
        assert_true(loopback_has(c,
            CASES[i].ours ? "HTTP/1.1 200 OK\r\n"
                          : "HTTP/1.1 421 Misdirected Request\r\n"));
        loopback_close(c);
    }
    finish(&f);
}

static void test_same_origin(void **state)
{
    static const struct {
        const char *origin;
        char want;
    } CASES[] = {
        {"", '1'},
        {"Origin: http://a:7411\r\n", '1'},
        {"Origin: HTTP://A:7411\r\n", '1'},
        {"Origin: https://a:7411\r\n", '0'},
        {"Origin: http://a\r\n", '0'},
        {"Origin: http://a:74110\r\n", '0'},
        {"Origin: http://b:7411\r\n", '0'},
        {"Origin: null\r\n", '0'},
        {"Origin:\r\n", '0'},
    };
    struct fixture f;

    (void)state;
    start(&f, &(struct http_options){0});
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct loopback *c = client(&f);

        loopback_send_text(c, "GET /info/x HTTP/1.1\r\nHost: a:7411\r\n");
        loopback_send_text(c, CASES[i].origin);
        loopback_send_text(c, "\r\n");
        loopback_wait(c, ">", 1);
        assert_int_equal(c->got.data[c->got.len - 2], CASES[i].want);
        loopback_close(c);
    }
    finish(&f);
}

static void test_bad_listen(void **state)
{
    static const char *const BAD[] = {"", "127.0.0.1",
        "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
        "localhost:0", "::1:0", "[::1:0", "[127.0.0.1]:0", ":0", "256.0.0.1:0",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999:0000:1111:2222:0"};
    struct http_options o = {0};
    struct http_server *s = NULL;
    struct fixture f;
    char taken[32];

    (void)state;
    start(&f, &o);
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        o.listen = BAD[i];
        assert_int_equal(http_server_start(&f.loop, &o, &s), WK_EINVAL);
    }
    snprintf(taken, sizeof taken, "127.0.0.1:%d", f.port);
    o.listen = taken;
    assert_int_equal(http_server_start(&f.loop, &o, &s), WK_EBUSY);
    assert_null(s);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchanges),
        cmocka_unit_test(test_head_has_no_body),
        cmocka_unit_test(test_continue),
        cmocka_unit_test(test_pipeline),
        cmocka_unit_test(test_long_pipeline),
        cmocka_unit_test(test_refusal_arrives),
        cmocka_unit_test(test_long_head),
        cmocka_unit_test(test_big_reply),
        cmocka_unit_test(test_half_close),
        cmocka_unit_test(test_peer_gone),
        cmocka_unit_test(test_slow),
        cmocka_unit_test(test_drip),
        cmocka_unit_test(test_deaf),
        cmocka_unit_test(test_limit_of_busy),
        cmocka_unit_test(test_limit_of_idle),
        cmocka_unit_test(test_graceful_stop),
        cmocka_unit_test(test_stop_at_the_end_of_grace),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_same_origin),
        cmocka_unit_test(test_bad_listen),
    };

    return cmocka_run_group_tests_name("http_server", tests, NULL, NULL);
}
