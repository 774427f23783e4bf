/* SPDX-License-Identifier: EUPL-1.2 */
/* test_http_parse.c - every request of the table, for every split of it. */
#include "http_parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bytes.h"
#include "wk_limits.h"
#include "xalloc.h"

enum { BODY_MAX = 32, MORE = 0, DONE = 200 };

#define IN(s) s, sizeof s - 1
#define GET "GET / HTTP/1.1\r\n"
#define HOST "Host: a\r\n"
#define POST "POST /p HTTP/1.1\r\n" HOST
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"

struct parse_case {
    const char *name, *in;
    size_t len;
    int want;         /* DONE, MORE, or the status of a refusal */
    const char *body; /* when DONE */
    bool close;       /* when DONE: no keep-alive */
};

static struct parse_case cases[] = {
    /* What is asked of us. */
    {"plain", IN(GET HOST "\r\n"), DONE, "", false},
    {"a query", IN("GET /a?b=c&d HTTP/1.1\r\n" HOST "\r\n"), DONE, "", false},
    {"close", IN(GET HOST "Connection: Keep-Alive, CLOSE\r\n\r\n"), DONE, "",
        true},
    {"http/1.0", IN("GET / HTTP/1.0\r\n\r\n"), DONE, "", true},
    {"a port", IN(GET "Host: a.example:7411\r\n\r\n"), DONE, "", false},
    {"ipv6 host", IN(GET "Host: [::1]:7411\r\n\r\n"), DONE, "", false},
    {"value with tabs and latin-1", IN(GET HOST "X:\t a\xe9\tb \t\r\n\r\n"),
        DONE, "", false},
    {"empty value", IN(GET HOST "X:\r\n\r\n"), DONE, "", false},
    {"repeated harmless field", IN(GET HOST "Via: a\r\nVia: b\r\n\r\n"), DONE,
        "", false},
    {"length", IN(POST "Content-Length: 3\r\n\r\nabc"), DONE, "abc", false},
    {"length 0", IN(POST "Content-Length: 0\r\n\r\n"), DONE, "", false},
    {"length, then another request",
        IN(POST "Content-Length: 3\r\n\r\nabcGET /"), DONE, "abc", false},
    {"leading zeros", IN(POST "Content-Length: 0003\r\n\r\nabc"), DONE, "abc",
        false},
    {"NUL in the body", IN(POST "Content-Length: 1\r\n\r\n\0"), DONE, "\0",
        false},
    {"a get with a body", IN(GET HOST "Content-Length: 1\r\n\r\nx"), DONE, "x",
        false},
    {"a body of the maximum",
        IN(POST "Content-Length: 32\r\n\r\n01234567890123456789012345678901"),
        DONE, "01234567890123456789012345678901", false},
    {"chunks", IN(CHUNKED "3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n"), DONE,
        "abc0123456789", false},
    {"no chunk", IN(CHUNKED "0\r\n\r\n"), DONE, "", false},
    {"chunks, then more", IN(CHUNKED "1\r\nx\r\n0\r\n\r\nGET"), DONE, "x",
        false},
    {"chunked in capitals",
        IN(POST "TRANSFER-ENCODING: Chunked\r\n\r\n0\r\n\r\n"), DONE, "",
        false},
    {"expect", IN(POST "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\nx"),
        DONE, "x", false},
    {"escaped text", IN("GET /caf%C3%a9/%20 HTTP/1.1\r\n" HOST "\r\n"), DONE,
        "", false},

    /* Not yet whole. */
    {"nothing", IN(""), MORE, NULL, false},
    {"half a line", IN("GET / HT"), MORE, NULL, false},
    {"no blank line", IN(GET HOST), MORE, NULL, false},
    {"half a blank line", IN(GET HOST "\r"), MORE, NULL, false},
    {"truncated body", IN(POST "Content-Length: 3\r\n\r\nab"), MORE, NULL,
        false},
    {"truncated chunk", IN(CHUNKED "3\r\nab"), MORE, NULL, false},
    {"no last chunk", IN(CHUNKED "3\r\nabc\r\n"), MORE, NULL, false},
    {"half the end", IN(CHUNKED "0\r\n\r"), MORE, NULL, false},

    /* Lines. */
    {"bare LF", IN("GET / HTTP/1.1\nHost: a\n\n"), 400, NULL, false},
    {"bare LF in the fields", IN(GET "Host: a\n\r\n"), 400, NULL, false},
    {"bare LF as blank line", IN(GET HOST "\n"), 400, NULL, false},
    {"bare CR", IN(GET "Host: a\rX: b\r\n\r\n"), 400, NULL, false},
    {"two CR", IN(GET "Host: a\r\r\n\r\n"), 400, NULL, false},
    {"blank line first", IN("\r\n" GET HOST "\r\n"), 400, NULL, false},
    {"obs-fold", IN(GET HOST "X: a\r\n b\r\n\r\n"), 400, NULL, false},
    {"obs-fold with a tab", IN(GET HOST "X: a\r\n\tb\r\n\r\n"), 400, NULL,
        false},
    {"space before the first field", IN(GET " Host: a\r\n\r\n"), 400, NULL,
        false},
    {"space before the colon", IN(GET HOST "X : a\r\n\r\n"), 400, NULL, false},
    {"no colon", IN(GET HOST "X\r\n\r\n"), 400, NULL, false},
    {"no name", IN(GET HOST ": a\r\n\r\n"), 400, NULL, false},
    {"name of two words", IN(GET HOST "X Y: a\r\n\r\n"), 400, NULL, false},
    {"name in latin-1", IN(GET HOST "X\xe9: a\r\n\r\n"), 400, NULL, false},
    {"NUL in a value", IN(GET HOST "X: a\0b\r\n\r\n"), 400, NULL, false},
    {"NUL in a name", IN(GET HOST "X\0: a\r\n\r\n"), 400, NULL, false},
    {"NUL in the target", IN("GET /\0 HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"NUL first", IN("\0"), 400, NULL, false},
    {"control character", IN(GET HOST "X: a\x01\r\n\r\n"), 400, NULL, false},
    {"DEL", IN(GET HOST "X: a\x7f\r\n\r\n"), 400, NULL, false},
    {"a TLS hello", IN("\x16\x03\x01\x02"), 400, NULL, false},

    /* Request lines. */
    {"HTTP/0.9", IN("GET /\r\n"), 400, NULL, false},
    {"HTTP/2 preface", IN("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505, NULL,
        false},
    {"HTTP/2.0", IN("GET / HTTP/2.0\r\n" HOST "\r\n"), 505, NULL, false},
    {"HTTP/1.2", IN("GET / HTTP/1.2\r\n" HOST "\r\n"), 505, NULL, false},
    {"HTTP/1.10", IN("GET / HTTP/1.10\r\n" HOST "\r\n"), 400, NULL, false},
    {"http/1.1", IN("GET / http/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"HTTP/+1.1", IN("GET / HTTP/+1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"no version", IN("GET / \r\n" HOST "\r\n"), 400, NULL, false},
    {"space at the end", IN("GET / HTTP/1.1 \r\n" HOST "\r\n"), 400, NULL,
        false},
    {"two spaces", IN("GET  / HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"two spaces before the version", IN("GET /  HTTP/1.1\r\n" HOST "\r\n"),
        400, NULL, false},
    {"tab", IN("GET\t/ HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"space in the target", IN("GET /a b HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"no method", IN(" / HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"only a method", IN("GET\r\n" HOST "\r\n"), 400, NULL, false},
    {"method characters", IN("G@T / HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"method in small letters", IN("get / HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"method too long", IN("AAAAAAAAAAAAAAAAA / HTTP/1.1\r\n" HOST "\r\n"), 400,
        NULL, false},
    {"absolute form", IN("GET http://a/ HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"authority form", IN("CONNECT a:443 HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"asterisk form", IN("OPTIONS * HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"fragment", IN("GET /#a HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"fragment in the query", IN("GET /?a#b HTTP/1.1\r\n" HOST "\r\n"), 400,
        NULL, false},
    {"raw UTF-8 in the path", IN("GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n"), 400,
        NULL, false},
    {"two slashes", IN("GET //a HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"dot dot", IN("GET /a/../b HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"escaped dot dot", IN("GET /%2e%2E/b HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"escaped slash", IN("GET /a%2fb HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"escaped NUL", IN("GET /a%00 HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"escaped line end", IN("GET /a%0d%0a HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"bad escape", IN("GET /a%g1 HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},
    {"half an escape", IN("GET /a%2 HTTP/1.1\r\n" HOST "\r\n"), 400, NULL,
        false},
    {"not UTF-8", IN("GET /%ff HTTP/1.1\r\n" HOST "\r\n"), 400, NULL, false},

    /* Fields that decide something. */
    {"no Host", IN(GET "\r\n"), 400, NULL, false},
    {"two Host", IN(GET HOST HOST "\r\n"), 400, NULL, false},
    {"empty Host", IN(GET "Host:\r\n\r\n"), 400, NULL, false},
    {"Host with a path", IN(GET "Host: a/b\r\n\r\n"), 400, NULL, false},
    {"Host with a user", IN(GET "Host: u@a\r\n\r\n"), 400, NULL, false},
    {"Host with a list", IN(GET "Host: a, b\r\n\r\n"), 400, NULL, false},
    {"Host with an empty port", IN(GET "Host: a:\r\n\r\n"), 400, NULL, false},
    {"Host with a long port", IN(GET "Host: a:123456\r\n\r\n"), 400, NULL,
        false},
    {"Host with half a bracket", IN(GET "Host: [::1\r\n\r\n"), 400, NULL,
        false},
    {"two lengths", IN(POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
        400, NULL, false},
    {"a list of lengths", IN(POST "Content-Length: 1, 1\r\n\r\nx"), 400, NULL,
        false},
    {"length and chunks",
        IN(POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), 400,
        NULL, false},
    {"chunks and length",
        IN(POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"), 400,
        NULL, false},
    {"negative length", IN(POST "Content-Length: -1\r\n\r\n"), 400, NULL,
        false},
    {"length with a sign", IN(POST "Content-Length: +1\r\n\r\nx"), 400, NULL,
        false},
    {"hex length", IN(POST "Content-Length: 0x1\r\n\r\nx"), 400, NULL, false},
    {"fractional length", IN(POST "Content-Length: 1.0\r\n\r\nx"), 400, NULL,
        false},
    {"no length", IN(POST "Content-Length:\r\n\r\n"), 400, NULL, false},
    {"length over the maximum", IN(POST "Content-Length: 33\r\n\r\n"), 413,
        NULL, false},
    {"length over 64 bits",
        IN(POST "Content-Length: 18446744073709551617\r\n\r\n"), 413, NULL,
        false},
    {"gzip", IN(POST "Transfer-Encoding: gzip\r\n\r\n"), 501, NULL, false},
    {"gzip, chunked", IN(POST "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501,
        NULL, false},
    {"identity", IN(POST "Transfer-Encoding: identity\r\n\r\n"), 501, NULL,
        false},
    {"xchunked", IN(POST "Transfer-Encoding: xchunked\r\n\r\n"), 501, NULL,
        false},
    {"chunked twice",
        IN(POST "Transfer-Encoding: chunked\r\n"
                "Transfer-Encoding: chunked\r\n\r\n"),
        400, NULL, false},
    {"chunks in http/1.0",
        IN("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400, NULL,
        false},
    {"another expectation", IN(POST "Expect: tea\r\n\r\n"), 417, NULL, false},
    {"two cookies", IN(GET HOST "Cookie: a=b\r\nCookie: c=d\r\n\r\n"), 400,
        NULL, false},
    {"two origins", IN(GET HOST "Origin: a\r\nORIGIN: b\r\n\r\n"), 400, NULL,
        false},

    /* Chunks. */
    {"chunk extension", IN(CHUNKED "1;a=b\r\nx\r\n0\r\n\r\n"), 400, NULL,
        false},
    {"space after the size", IN(CHUNKED "1 \r\nx\r\n0\r\n\r\n"), 400, NULL,
        false},
    {"no size", IN(CHUNKED "\r\nx\r\n0\r\n\r\n"), 400, NULL, false},
    {"0x size", IN(CHUNKED "0x1\r\nx\r\n0\r\n\r\n"), 400, NULL, false},
    {"negative size", IN(CHUNKED "-1\r\nx\r\n0\r\n\r\n"), 400, NULL, false},
    {"size of nine digits", IN(CHUNKED "000000001\r\nx\r\n0\r\n\r\n"), 400,
        NULL, false},
    {"bare LF after the size", IN(CHUNKED "1\nx\r\n0\r\n\r\n"), 400, NULL,
        false},
    {"CR without LF after the size", IN(CHUNKED "1\rx\r\n"), 400, NULL, false},
    {"data longer than its size", IN(CHUNKED "1\r\nxy\r\n0\r\n\r\n"), 400, NULL,
        false},
    {"bare LF after the data", IN(CHUNKED "1\r\nx\n0\r\n\r\n"), 400, NULL,
        false},
    {"trailer", IN(CHUNKED "0\r\nX: a\r\n\r\n"), 400, NULL, false},
    {"bare LF at the end", IN(CHUNKED "0\r\n\n"), 400, NULL, false},
    {"a chunk over the maximum", IN(CHUNKED "21\r\n"), 413, NULL, false},
    {"a chunk of 4 GiB", IN(CHUNKED "ffffffff\r\n"), 413, NULL, false},
    {"chunks over the maximum together",
        IN(CHUNKED "20\r\n01234567890123456789012345678901\r\n1\r\n"), 413,
        NULL, false},
};

/* Feed in pieces of the given sizes, the first alone; returns bytes used. */
static size_t feed(struct http_parse *p, const char *in, size_t len,
    size_t first, size_t piece)
{
    size_t used = 0;

    while (used < len && http_parse_state(p) < HTTP_PARSE_DONE) {
        size_t n = used < first ? first - used : piece;
        uint8_t *copy; /* of exact size, so that ASan sees one byte too far */

        if (n > len - used)
            n = len - used;
        copy = xcalloc(n, 1);
        memcpy(copy, in + used, n);
        used += http_parse_feed(p, copy, n);
        free(copy);
    }
    return used;
}

static int outcome(const struct http_parse *p)
{
    switch (http_parse_state(p)) {
    case HTTP_PARSE_DONE:
        return DONE;
    case HTTP_PARSE_FAILED:
        return http_parse_status(p);
    default:
        return MORE;
    }
}

static void check(
    const struct parse_case *c, size_t first, size_t piece, size_t *all_used)
{
    struct http_parse *p = http_parse_new(BODY_MAX);
    size_t used = feed(p, c->in, c->len, first, piece), len;

    assert_int_equal(outcome(p), c->want);
    if (*all_used == SIZE_MAX)
        *all_used = used;
    assert_int_equal(used, *all_used);
    if (c->want == DONE) {
        const uint8_t *body = http_parse_body(p, &len);

        assert_memory_equal(body, c->body, len + 1);
        assert_int_equal(http_parse_keep_alive(p), !c->close);
    } else {
        assert_false(http_parse_keep_alive(p));
    }
    http_parse_free(p);
}

static void test_case(void **state)
{
    const struct parse_case *c = *state;
    size_t used = SIZE_MAX;

    check(c, c->len, 1, &used); /* whole */
    for (size_t piece = 1; piece <= c->len; piece++)
        check(c, 0, piece, &used);
    for (size_t first = 1; first < c->len; first++)
        check(c, first, c->len, &used);
}

/* Parse text whole and lend the object. */
static struct http_parse *parsed(const char *text)
{
    struct http_parse *p = http_parse_new(BODY_MAX);

    assert_int_equal(feed(p, text, strlen(text), SIZE_MAX, 1), strlen(text));
    return p;
}

static void test_what_is_lent(void **state)
{
    struct http_parse *p = parsed("PUT /a%20b/c?q=%41&r HTTP/1.1\r\n"
                                  "HOST: Aa.Example:80\r\n"
                                  "X-Empty:  \t\r\n"
                                  "Via: one\r\nVIA: two\r\n"
                                  "Content-length:\t2 \r\n\r\nhi");
    size_t len;

    (void)state;
    assert_int_equal(http_parse_state(p), HTTP_PARSE_DONE);
    assert_string_equal(http_parse_method(p), "PUT");
    assert_string_equal(http_parse_path(p), "/a b/c");
    assert_string_equal(http_parse_query(p), "q=%41&r");
    assert_string_equal(http_parse_header(p, "host"), "Aa.Example:80");
    assert_string_equal(http_parse_header(p, "x-empty"), "");
    assert_string_equal(http_parse_header(p, "via"), "one");
    assert_null(http_parse_header(p, "x"));
    assert_string_equal((const char *)http_parse_body(p, &len), "hi");
    assert_int_equal(len, 2);
    http_parse_free(p);
}

static void test_unknown_until_read(void **state)
{
    struct http_parse *p = http_parse_new(BODY_MAX);
    size_t len;

    (void)state;
    assert_string_equal(http_parse_method(p), "");
    assert_string_equal(http_parse_path(p), "");
    assert_string_equal(http_parse_query(p), "");
    assert_null(http_parse_header(p, "host"));
    assert_string_equal((const char *)http_parse_body(p, &len), "");
    assert_int_equal(len, 0);
    http_parse_free(p);
    http_parse_free(NULL);
}

static void test_expects(void **state)
{
    static const struct {
        const char *text;
        bool want;
    } CASES[] = {
        {POST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", true},
        {POST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nx", false},
        {POST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nxy", false},
        {POST "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", false},
        {POST "Expect: 100-continue\r\n\r\n", false},
        {POST "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n",
            true},
        {POST "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n2",
            false},
        {POST "Content-Length: 2\r\n\r\n", false},
        {"POST / HTTP/1.0\r\nExpect: 100-continue\r\n"
         "Content-Length: 2\r\n\r\n",
            false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct http_parse *p = parsed(CASES[i].text);

        assert_int_equal(http_parse_expects(p), CASES[i].want);
        http_parse_free(p);
    }
}

/* A head of exactly len bytes. */
static char *head_of(size_t len)
{
    static const char START[] = GET HOST "X: ";
    char *s = xcalloc(len + 1, 1);

    memset(s, 'x', len);
    memcpy(s, START, sizeof START - 1);
    memcpy(s + len - 4, "\r\n\r\n", 4);
    return s;
}

static void test_head_limit(void **state)
{
    static const int WANT[] = {DONE, DONE, 431};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        size_t len = MAX_HEAD - 1 + i;
        char *head = head_of(len);

        for (size_t piece = 1; piece <= len; piece += len / 7) {
            struct http_parse *p = http_parse_new(BODY_MAX);

            feed(p, head, len, 0, piece);
            assert_int_equal(outcome(p), WANT[i]);
            http_parse_free(p);
        }
        free(head);
    }
}

static void test_field_limit(void **state)
{
    (void)state;
    for (int n = 62; n <= 64; n++) {
        struct bytes b = bytes_new(MAX_HEAD);
        struct http_parse *p = http_parse_new(BODY_MAX);

        bytes_add_text(&b, GET HOST);
        for (int i = 0; i < n; i++)
            bytes_addf(&b, "X-%d: a\r\n", i);
        bytes_add_text(&b, "\r\n");
        feed(p, (const char *)b.data, b.len, SIZE_MAX, 1);
        assert_int_equal(outcome(p), n <= 63 ? DONE : 431);
        http_parse_free(p);
        bytes_free(&b);
    }
}

/* Set WK_SEED_CORPUS to a folder to write each case there, for the fuzzer. */
static void write_corpus(const char *folder)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[512];
        FILE *f;

        snprintf(path, sizeof path, "%s/%s.request", folder, cases[i].name);
        for (char *s = path + strlen(folder) + 1; *s != '\0'; s++)
            if (strchr(" /+,*:@", *s) != NULL)
                *s = '-';
        f = fopen(path, "wb");
        if (f == NULL ||
            fwrite(cases[i].in, 1, cases[i].len, f) != cases[i].len)
            perror(path);
        if (f != NULL)
            fclose(f);
    }
}

int main(void)
{
    enum { N = sizeof cases / sizeof cases[0], OWN = 5 };
    struct CMUnitTest tests[N + OWN] = {
        cmocka_unit_test(test_what_is_lent),
        cmocka_unit_test(test_unknown_until_read),
        cmocka_unit_test(test_expects),
        cmocka_unit_test(test_head_limit),
        cmocka_unit_test(test_field_limit),
    };

    if (getenv("WK_SEED_CORPUS") != NULL)
        write_corpus(getenv("WK_SEED_CORPUS"));
    for (size_t i = 0; i < N; i++)
        tests[OWN + i] = (struct CMUnitTest){
            .name = cases[i].name,
            .test_func = test_case,
            .initial_state = &cases[i],
        };
    return cmocka_run_group_tests_name("http_parse", tests, NULL, NULL);
}
