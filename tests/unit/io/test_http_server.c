/* SPDX-License-Identifier: EUPL-1.2 */
/* test_http_server.c - what is answered to what; server and raw clients share
 * one loop. */
#include "../../helpers/http_fixture.h"

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

static void test_ipv6(void **state)
{
    struct http_options o = {.listen = "[::1]:0"};
    struct http_server *s = NULL;
    struct sockaddr_in6 address;
    struct loopback *c;
    uv_loop_t loop;
    struct fixture f;

    (void)state;
    uv_loop_init(&loop);
    if (http_server_start(&loop, &o, &s) != WK_OK) {
        uv_run(&loop, UV_RUN_DEFAULT);
        uv_loop_close(&loop);
        skip(); /* a machine without IPv6 */
    }
    http_server_stop(s, 0, NULL, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);

    start(&f, &o);
    uv_ip6_addr("::1", f.port, &address);
    c = loopback_open_at(&f.loop, (const struct sockaddr *)&address, false);
    loopback_send_text(c, GET("/info/x"));
    loopback_wait(c, "|0|::1|1>", 1);
    assert_true(loopback_has(c, "|0|::1|1>"));
    loopback_close(c);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchanges),
        cmocka_unit_test(test_head_has_no_body),
        cmocka_unit_test(test_continue),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_same_origin),
        cmocka_unit_test(test_bad_listen),
        cmocka_unit_test(test_ipv6),
    };

    return cmocka_run_group_tests_name("http_server", tests, NULL, NULL);
}
