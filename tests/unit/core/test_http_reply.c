/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOON "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

static void test_head(void **state)
{
    static const struct {
        struct http_reply reply;
        const char *want;
    } CASES[] = {
        {{.status = 200, .body_len = 5},
            "HTTP/1.1 200 OK\r\n" NOON "Content-Length: 5\r\n\r\n"},
        {{.status = 404, .close = true},
            "HTTP/1.1 404 Not Found\r\n" NOON
            "Content-Length: 0\r\nConnection: close\r\n\r\n"},
        {{.status = 204, .body_len = 5},
            "HTTP/1.1 204 No Content\r\n" NOON "\r\n"},
        {{.status = 304, .headers = "ETag: \"a\"\r\n"},
            "HTTP/1.1 304 Not Modified\r\n" NOON "ETag: \"a\"\r\n\r\n"},
        {{.status = 599,
             .headers = "A: b\r\nC: \xc3\xa9\r\n",
             .common = "X: y\r\n",
             .body_len = 262144},
            "HTTP/1.1 599 Status\r\n" NOON "X: y\r\nA: b\r\nC: \xc3\xa9\r\n"
            "Content-Length: 262144\r\n\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct http_reply r = CASES[i].reply;
        struct bytes out = bytes_new(HTTP_REPLY_HEAD_MAX);

        r.now = 784111777;
        http_reply_head(&r, &out);
        assert_string_equal(bytes_text(&out), CASES[i].want);
        bytes_free(&out);
    }
}

static void test_date(void **state)
{
    static const struct {
        int64_t now;
        const char *want;
    } CASES[] = {
        {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {-1, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {951827696, "Tue, 29 Feb 2000 12:34:56 GMT"},
        {1709251199, "Thu, 29 Feb 2024 23:59:59 GMT"},
        {1709251200, "Fri, 01 Mar 2024 00:00:00 GMT"},
        {1767225599, "Wed, 31 Dec 2025 23:59:59 GMT"},
        {253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
        {INT64_MAX, "Fri, 31 Dec 9999 23:59:59 GMT"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char out[HTTP_REPLY_DATE_LEN + 1];

        http_reply_date(CASES[i].now, out);
        assert_string_equal(out, CASES[i].want);
        assert_int_equal(strlen(out), HTTP_REPLY_DATE_LEN);
    }
}

static void test_block(void **state)
{
    static const struct {
        const char *block;
        bool want;
    } CASES[] = {
        {"", true},
        {"A: b\r\n", true},
        {"A: b\r\nSet-Cookie: c=d; Path=/\r\n", true},
        {"A: \r\n", true},
        {"A: b", false},
        {"A: b\r", false},
        {"A: b\n", false},
        {"A: b\r\n\r\n", false},
        {"\r\n", false},
        {"A:b\r\n", false},
        {": b\r\n", false},
        {"A : b\r\n", false},
        {" A: b\r\n", false},
        {"A: b\nC: d\r\n", false},
        {"A: b\rC: d\r\n", false},
        {"A: b\tc\r\n", false},
        {"A: b\x7f\r\n", false},
        {"Content-Length: 1\r\n", false},
        {"content-length: 1\r\n", false},
        {"A: b\r\nTransfer-Encoding: chunked\r\n", false},
        {"Connection: close\r\n", false},
        {"Date: now\r\n", false},
        {"Date-X: now\r\n", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(http_reply_is_block(CASES[i].block), CASES[i].want);
}

static void test_has_body(void **state)
{
    (void)state;
    assert_true(http_reply_has_body(200));
    assert_true(http_reply_has_body(413));
    assert_false(http_reply_has_body(204));
    assert_false(http_reply_has_body(304));
    assert_false(http_reply_has_body(100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_date),
        cmocka_unit_test(test_block),
        cmocka_unit_test(test_has_body),
    };

    return cmocka_run_group_tests_name("http_reply", tests, NULL, NULL);
}
