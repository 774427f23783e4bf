/* SPDX-License-Identifier: EUPL-1.2 */
/* test_json.c - what json.h promises to refuse, keep and write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

struct parse_case {
    const char *name, *text;
    size_t len;      /* 0: strlen(text) */
    const char *why; /* NULL: accepted */
};

static struct parse_case parse_cases[] = {
    {"empty object", "{}", 0, NULL},
    {"empty array with blanks", " [ ] \n", 0, NULL},
    {"the largest number", "[9223372036854775807]", 0, NULL},
    {"text with brackets", "{\"a\":\"[[{{ 1.5e3 \\\" \"}", 0, NULL},
    {"a quote inside text", "{\"a\":\"\\\" 1.5 [\"}", 0, NULL},
    {"many beside each other",
        "[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],"
        "[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],{}]",
        0, NULL},
    {"an escaped backslash ends", "{\"a\":\"\\\\\",\"b\":[1]}", 0, NULL},
    {"nothing", "", 0, "line 1: '[' or '{' expected near end of file"},
    {"a bare number", "1", 0, "line 1: '[' or '{' expected near '1'"},
    {"a bare text", "\"a\"", 0, "line 1: "},
    {"two values", "{}\n{}", 0, "line 2: end of file expected near '{'"},
    {"a key twice", "{\"a\":1,\n\"a\":1}", 0, "line 2: duplicate object key"},
    {"a key twice, deep", "[[{\"a\":1,\"b\":[{\"c\":1,\"c\":1}]}]]", 0,
        "line 1: duplicate object key"},
    {"a key twice, spelt otherwise", "{\"a\":1,\"\\u0061\":2}", 0,
        "line 1: duplicate object key"},
    {"a fraction", "{\"a\":\n\n1.5}", 0, "line 3: a number that is not whole"},
    {"a whole number with a point", "[1.0]", 0,
        "line 1: a number that is not whole"},
    {"an exponent", "[1e3]", 0, "line 1: a number that is not whole"},
    {"a capital exponent", "[-12E3]", 0, "line 1: a number that is not whole"},
    {"too large a number", "[9223372036854775808]", 0, "line 1: too big"},
    {"NaN", "[NaN]", 0, "line 1: invalid token"},
    {"a leading zero", "[01]", 0, "line 1: "},
    {"a comment", "[1] // one", 0, "line 1: end of file expected"},
    {"a comma too many", "[1,]", 0, "line 1: unexpected token"},
    {"single quotes", "{'a':1}", 0, "line 1: "},
    {"NUL as an escape", "[\"a\\u0000b\"]", 0, "line 1: \\u0000 is not"},
    {"NUL as an escape in a key", "{\"a\\u0000b\":1}", 0,
        "line 1: NUL byte in object key not supported"},
    {"NUL as a byte", "[\"a\0b\"]", 7, "line 1: control character 0x0"},
    {"NUL after the end", "[1]\0", 4, "line 1: end of file expected"},
    {"a newline inside text", "[\"a\nb\"]", 0, "line 1: unexpected newline"},
    {"UTF-8 cut short", "[\n\"\xc3\"]", 0, "line 2: unable to decode"},
    {"a long form of /", "[\"\xc0\xaf\"]", 0, "line 1: unable to decode"},
    {"a surrogate in UTF-8", "[\"\xed\xa0\x80\"]", 0,
        "line 1: unable to decode"},
    {"half a surrogate pair", "[\"\\ud800\"]", 0, "line 1: invalid Unicode"},
    {"a byte-order mark", "\xef\xbb\xbf{}", 0, "line 1: '[' or '{' expected"},
    {"unfinished text", "[\"abc", 0, "line 1: premature end of input"},
    {"unfinished escape", "[\"abc\\", 0, "line 1: invalid escape"},
};

static void test_parse(void **state)
{
    const struct parse_case *c = *state;
    size_t len = c->len > 0 ? c->len : strlen(c->text);
    uint8_t *exact = malloc(len > 0 ? len : 1); /* so that ASan sees the end */
    char why[200] = "";
    struct json *j = NULL;
    enum wk_err err;

    memcpy(exact, c->text, len);
    err = json_parse(exact, len, &j, why, sizeof why);
    free(exact);
    if (c->why == NULL) {
        assert_string_equal(why, "");
        assert_int_equal(err, WK_OK);
        json_free(j);
        return;
    }
    assert_int_equal(err, WK_EINVAL);
    assert_null(j);
    if (strncmp(why, c->why, strlen(c->why)) != 0)
        assert_string_equal(why, c->why);
}

static enum wk_err parse_nested(int depth, char *why, size_t why_len)
{
    uint8_t text[200];
    struct json *j;
    enum wk_err err;

    memset(text, '[', (size_t)depth);
    memset(text + depth, ']', (size_t)depth);
    err = json_parse(text, 2 * (size_t)depth, &j, why, why_len);
    json_free(j);
    return err;
}

static void test_depth(void **state)
{
    char why[100];

    (void)state;
    assert_int_equal(parse_nested(32, why, sizeof why), WK_OK);
    assert_int_equal(parse_nested(33, why, sizeof why), WK_EINVAL);
    assert_string_equal(why, "line 1: more than 32 levels of nesting");
}

/* The input is quoted in why, and must not reach a terminal as it is. */
static void test_why_is_printable(void **state)
{
    static const char TEXT[] = "[\x1b[31m\xc3\xa9";
    char why[100], small[8];
    struct json *j;

    (void)state;
    assert_int_equal(
        json_parse((const uint8_t *)TEXT, sizeof TEXT - 1, &j, why, sizeof why),
        WK_EINVAL);
    for (const char *p = why; *p != '\0'; p++)
        assert_in_range(*p, ' ', '~');
    assert_int_equal(json_parse((const uint8_t *)TEXT, sizeof TEXT - 1, &j,
                         small, sizeof small),
        WK_EINVAL);
    assert_string_equal(small, "line 1:");
}

static struct json *parse_ok(const char *text)
{
    struct json *j;
    char why[200];

    assert_int_equal(
        json_parse((const uint8_t *)text, strlen(text), &j, why, sizeof why),
        WK_OK);
    return j;
}

static void test_read(void **state)
{
    struct json *j = parse_ok("{\"z\":[1,\"t\\u00e9\",true,null,{}],\"a\":-5}");
    struct json *z = json_get(j, "z");

    (void)state;
    assert_int_equal(json_type_of(j), JSON_OBJECT_T);
    assert_int_equal(json_size(j), 2);
    assert_int_equal(json_size(z), 5);
    assert_int_equal(json_type_of(json_at(z, 0)), JSON_INT_T);
    assert_int_equal(json_int(json_at(z, 0)), 1);
    assert_string_equal(json_text(json_at(z, 1)), "t\xc3\xa9");
    assert_int_equal(json_type_of(json_at(z, 2)), JSON_BOOL_T);
    assert_true(json_bool(json_at(z, 2)));
    assert_int_equal(json_type_of(json_at(z, 3)), JSON_NULL_T);
    assert_int_equal(json_type_of(json_at(z, 4)), JSON_OBJECT_T);
    assert_null(json_at(z, 5));
    assert_int_equal(json_int(json_get(j, "a")), -5);
    assert_null(json_get(j, "b"));
    assert_null(json_text(json_get(j, "a")));
    assert_string_equal(json_get_text(j, "a"), "");
    assert_string_equal(json_get_text(j, "b"), "");
    assert_int_equal(json_size(json_get(j, "a")), 0);
    json_free(j);
}

static void test_walk(void **state)
{
    struct json *j = parse_ok("{\"c\":1,\"a\":2,\"b\":3}");
    struct json *none = parse_ok("{}");
    const char *key = NULL;
    char seen[4] = "";

    (void)state;
    while ((key = json_next_key(j, key)) != NULL)
        strcat(seen, key);
    assert_string_equal(seen, "cab");
    assert_null(json_next_key(none, NULL));
    json_free(none);
    json_free(j);
}

static void check_written(const struct json *j, bool sorted, const char *want)
{
    struct bytes out = bytes_new(1000);

    json_write(j, sorted, &out);
    assert_string_equal(bytes_text(&out), want);
    bytes_free(&out);
}

static void test_write(void **state)
{
    struct json *j = json_new_object(), *list = json_new_array(), *copy;

    (void)state;
    json_append_new(list, json_new_int(INT64_MIN));
    json_append_new(list, json_new_real(0.1));
    json_append_new(list, json_new_real(0.5));
    json_append_new(list, json_new_null());
    json_append_new(list, json_new_bool(false));
    json_set_new(j, "z", list);
    json_set_new(j, "B", json_new_text("caf\xc3\xa9 \"/\" \x01\n"));
    json_set_new(j, "a", json_new_object());
    copy = json_new_copy(j);
    json_set_new(json_get(j, "a"), "only", json_new_text("in the first"));
    assert_string_equal(
        json_get_text(json_get(j, "a"), "only"), "in the first");
    check_written(copy, false,
        "{\"z\":[-9223372036854775808,0.1,0.5,null,false],"
        "\"B\":\"caf\xc3\xa9 \\\"/\\\" \\u0001\\n\",\"a\":{}}");
    check_written(copy, true,
        "{\"B\":\"caf\xc3\xa9 \\\"/\\\" \\u0001\\n\",\"a\":{},"
        "\"z\":[-9223372036854775808,0.1,0.5,null,false]}");
    check_written(json_get(copy, "a"), true, "{}");
    json_free(copy);
    json_free(j);
}

/* Text that came from outside unchecked must not end the program. */
static void test_text_not_utf8(void **state)
{
    struct json *j = json_new_text("a\xff\xc3z");

    (void)state;
    assert_string_equal(json_text(j), "a?\?z");
    json_free(j);
    json_free(NULL);
}

/* A buffer that is full stays full, and says so. */
static void test_write_over(void **state)
{
    struct json *j = parse_ok("{\"a\":[1,2,3]}");
    struct bytes out = bytes_new(5);

    (void)state;
    json_write(j, true, &out);
    assert_true(bytes_over(&out));
    bytes_free(&out);
    json_free(j);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_why_is_printable),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_text_not_utf8),
        cmocka_unit_test(test_write_over),
    };
    struct CMUnitTest tests[sizeof parse_cases / sizeof parse_cases[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = parse_cases[i].name,
            .test_func = test_parse,
            .initial_state = &parse_cases[i]};
    failed = cmocka_run_group_tests_name("json_parse", tests, NULL, NULL);
    failed += cmocka_run_group_tests_name("json", OTHERS, NULL, NULL);
    return failed != 0;
}
