/* SPDX-License-Identifier: EUPL-1.2 */
#include "http_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_path(void **state)
{
    static const struct {
        const char *in, *want; /* NULL: refused */
    } CASES[] = {
        {"/", "/"},
        {"/a/b/", "/a/b/"},
        {"/a-._~!$&'()*+,;=:@b", "/a-._~!$&'()*+,;=:@b"},
        {"/a+b", "/a+b"}, /* '+' is a space in queries alone */
        {"/%41%62", "/Ab"},
        {"/%25%34%31", "/%41"}, /* decoded once, not twice */
        {"/%E2%82%AC", "/\xe2\x82\xac"},
        {"/.../..a/a..", "/.../..a/a.."},
        {"", NULL},
        {"a", NULL},
        {"%2f", NULL},
        {"/a//b", NULL},
        {"//", NULL},
        {"/.", NULL},
        {"/..", NULL},
        {"/./a", NULL},
        {"/a/.", NULL},
        {"/a/..", NULL},
        {"/a/../b", NULL},
        {"/%2e", NULL},
        {"/%2E%2e/", NULL},
        {"/.%2e/", NULL},
        {"/a%2Fb", NULL},
        {"/%", NULL},
        {"/%4", NULL},
        {"/%4g", NULL},
        {"/%u0041", NULL},
        {"/%00", NULL},
        {"/%1f", NULL},
        {"/%7f", NULL},
        {"/%c0%af", NULL}, /* a long form of '/' */
        {"/%ed%a0%80", NULL},
        {"/%ff", NULL},
        {"/\xc3\xa9", NULL},
        {"/a\\b", NULL},
        {"/a\"b", NULL},
        {"/<a>", NULL},
        {"/a b", NULL},
        {"/[a]", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[64];
        enum wk_err err;

        snprintf(text, sizeof text, "%s", CASES[i].in);
        err = http_text_path(text);
        assert_int_equal(err, CASES[i].want != NULL ? WK_OK : WK_EINVAL);
        if (CASES[i].want != NULL)
            assert_string_equal(text, CASES[i].want);
    }
}

static void test_query(void **state)
{
    (void)state;
    assert_true(http_text_is_query(""));
    assert_true(http_text_is_query("a=b&c={|}[]^%zz?/"));
    assert_false(http_text_is_query("a b"));
    assert_false(http_text_is_query("a\tb"));
    assert_false(http_text_is_query("a#b"));
    assert_false(http_text_is_query("\xc3\xa9"));
    assert_false(http_text_is_query("a\x7f"));
}

static void test_param(void **state)
{
    static const struct {
        const char *query, *want; /* NULL: there is none */
        enum wk_err err;
    } CASES[] = {
        {"", NULL, WK_OK},
        {"q=a", "a", WK_OK},
        {"q=", "", WK_OK},
        {"q", "", WK_OK},
        {"q=1234567", "1234567", WK_OK},
        {"q=12345678", NULL, WK_EINVAL}, /* eight bytes hold seven */
        {"x=1&q=2", "2", WK_OK},
        {"q=2&x=1", "2", WK_OK},
        {"&&q=2&", "2", WK_OK},
        {"q=a=b", "a=b", WK_OK},
        {"qq=a", NULL, WK_OK},
        {"=a", NULL, WK_OK},
        {"q=a+b", "a b", WK_OK},
        {"q=a%2bb", "a+b", WK_OK},
        {"q=%26%3d", "&=", WK_OK},
        {"%71=a", "a", WK_OK},
        {"q=%e2%82%ac", "\xe2\x82\xac", WK_OK},
        {"q=a&q=a", NULL, WK_EINVAL},
        {"q=a&%71=b", NULL, WK_EINVAL},
        {"q=%", NULL, WK_EINVAL},
        {"q=%4", NULL, WK_EINVAL},
        {"q=%zz", NULL, WK_EINVAL},
        {"%zz=1&q=a", NULL, WK_EINVAL},
        {"q=%00", NULL, WK_EINVAL},
        {"q=%0a", NULL, WK_EINVAL},
        {"q=%7f", NULL, WK_EINVAL},
        {"q=%ff", NULL, WK_EINVAL},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "=1&q=2",
            "2", WK_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char out[8] = "before";
        bool found = true;

        assert_int_equal(
            http_text_param(CASES[i].query, "q", out, sizeof out, &found),
            CASES[i].err);
        if (CASES[i].err != WK_OK)
            continue;
        assert_int_equal(found, CASES[i].want != NULL);
        assert_string_equal(
            out, CASES[i].want != NULL ? CASES[i].want : "before");
    }
}

static void test_lists(void **state)
{
    static const struct {
        const char *list;
        bool want;
    } CASES[] = {
        {"\"a\"", true},
        {"*", true},
        {"W/\"a\"", true},
        {"\"b\", \"a\"", true},
        {"\"b\",W/\"a\" ,\"c\"", true},
        {"\"b,\" , \"a\"", true},
        {"", false},
        {"a", false},
        {"\"A\"", false},
        {"\"ab\"", false},
        {"\"a", false},
        {"\"b\" x \"a\"", false},
        {"\"b\", *", false},
        {"\"\"", false},
        {",,,", false},
        {"W/", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        if (http_text_lists(CASES[i].list, "\"a\"") != CASES[i].want)
            fail_msg("%s", CASES[i].list);
}

static void test_takes_gzip(void **state)
{
    static const struct {
        const char *accepted;
        bool want;
    } CASES[] = {
        {"gzip", true},
        {"GZip", true},
        {"gzip, deflate, br, zstd", true},
        {"br;q=1.0,\tgzip;q=0.001", true},
        {"br , gzip ; Q=1", true},
        {"gzip;", true},
        {"", false},
        {"*", false},
        {"br", false},
        {"identity, x-gzipped", false},
        {"gzip;q=0", false},
        {"gzip; q=0.000", false},
        {"gzip;q=0, br", false},
        {"gzip;q=", false},
        {"gzip;q", false},
        {"gzip;q=-1", false},
        {"gzip;q=1x", false},
        {"gzip;level=9", false},
        {"g zip", false},
        {",,,", false},
        {" , ", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        if (http_text_takes_gzip(CASES[i].accepted) != CASES[i].want)
            fail_msg("%s", CASES[i].accepted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path),
        cmocka_unit_test(test_query),
        cmocka_unit_test(test_param),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_takes_gzip),
    };

    return cmocka_run_group_tests_name("http_text", tests, NULL, NULL);
}
