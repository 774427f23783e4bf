/* SPDX-License-Identifier: EUPL-1.2 */
/* test_http_session.c - order, limits, deadlines and ends of connections. */
#include "../../helpers/http_fixture.h"

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

/* Those who dawdle over their head make room for those who do not. */
static void test_limit_of_slow(void **state)
{
    struct fixture f;
    struct loopback *c[3];

    (void)state;
    start(&f, &(struct http_options){.max_connections = 2, .head_ms = 500});
    for (size_t i = 0; i < 2; i++) {
        c[i] = client(&f);
        loopback_send_text(c[i], "GET /hello HT");
    }
    do { /* refused while both are new, served once one of them is slow */
        c[2] = client(&f);
        loopback_send_text(c[2], GET("/hello"));
        loopback_wait(c[2], "hello\n", 1);
        if (!loopback_has(c[2], "hello\n")) {
            loopback_close(c[2]);
            c[2] = NULL;
        }
    } while (c[2] == NULL);
    for (size_t i = 0; i < 3; i++)
        loopback_close(c[i]);
    finish(&f);
}

/* Nor do those who dawdle over their body, or over our reply. */
static const struct {
    const char *sent;
    bool deaf;
} DAWDLING[] = {{POST("/echo", "9") "1234", false}, {GET("/huge"), true}};

static void test_limit_of_dawdling(void **state)
{
    const struct http_options o = {
        .max_connections = 2, .body_ms = 5000, .write_ms = 5000};

    (void)state;
    for (size_t k = 0; k < sizeof DAWDLING / sizeof DAWDLING[0]; k++) {
        struct fixture f;
        struct loopback *c[3];

        start(&f, &o);
        for (size_t i = 0; i < 2; i++) {
            c[i] = loopback_open(&f.loop, f.port, DAWDLING[k].deaf);
            loopback_send_text(c[i], DAWDLING[k].sent);
            settle(&f);
            uv_sleep(5); /* so that the first is the older one */
        }
        c[2] = client(&f);
        loopback_send_text(c[2], GET("/hello"));
        while (
            loopback_wait(c[2], "hello\n", 1), !loopback_has(c[2], "hello\n")) {
            loopback_close(c[2]);
            c[2] = client(&f);
            loopback_send_text(c[2], GET("/hello"));
        }
        for (size_t i = 0; i < 2 && DAWDLING[k].deaf; i++)
            loopback_listen(c[i]);
        loopback_wait_end(c[0]); /* it went, before its time was over */
        settle(&f);
        assert_false(loopback_has(c[0], " 408 "));
        assert_true(c[0]->got.len < HUGE);
        assert_false(c[1]->ended);
        for (size_t i = 0; i < 3; i++)
            loopback_close(c[i]);
        finish(&f);
    }
}

/* One that only lingers does not stand in the way of another. */
static void test_limit_of_lingering(void **state)
{
    struct fixture f;
    struct loopback *c[2];

    (void)state;
    start(&f, &(struct http_options){.max_connections = 1});
    c[0] = client(&f);
    loopback_send_text(c[0], "GET / HTTP/9.9\r\n"); /* and never closes */
    loopback_wait_end(c[0]);
    assert_true(loopback_has(c[0], "HTTP/1.1 505"));
    c[1] = client(&f);
    loopback_send_text(c[1], GET("/hello"));
    loopback_wait(c[1], "hello\n", 1);
    assert_false(c[1]->ended);
    for (size_t i = 0; i < 2; i++)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        cmocka_unit_test(test_limit_of_slow),
        cmocka_unit_test(test_limit_of_dawdling),
        cmocka_unit_test(test_limit_of_lingering),
        cmocka_unit_test(test_graceful_stop),
        cmocka_unit_test(test_stop_at_the_end_of_grace),
    };

    return cmocka_run_group_tests_name("http_session", tests, NULL, NULL);
}
