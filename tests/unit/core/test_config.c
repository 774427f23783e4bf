/* SPDX-License-Identifier: EUPL-1.2 */
/* test_config.c - a configuration is understood wholly or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "wk_limits.h"

static const struct config_key KEYS[] = {
    {"site", "name", NULL},
    {"site", "night_at", "02:30"},
    {"sync", "url", NULL},
    {"sync", "name", "other"},
    {"http", "rate", "12"},
    {"http", "on", "yes"},
};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0] };

struct parse_case {
    const char *name, *text;
    const char *why; /* NULL: accepted, and then: */
    const char *section, *key, *value;
};

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static struct parse_case parse_cases[] = {
    {"nothing", "", NULL, "site", "night_at", "02:30"},
    {"no fallback", "", NULL, "site", "name", NULL},
    {"one key", "[site]\nname = Gent\n", NULL, "site", "name", "Gent"},
    {"no last newline", "[site]\nname=Gent", NULL, "site", "name", "Gent"},
    {"blanks and CRLF", "\r\n[site] \r\nname \t=  a b  \r\n", NULL, "site",
        "name", "a b"},
    {"the same key in two sections", "[site]\nname = a\n[sync]\nname = b\n",
        NULL, "sync", "name", "b"},
    {"an empty value", "[site]\nnight_at =\n", NULL, "site", "night_at", ""},
    {"comments", "# a = [b\n\n[site]\n#x\nname = a#b\n", NULL, "site", "name",
        "a#b"},
    {"signs in a value", "[sync]\nurl = https://h:7421/a=b;c\n", NULL, "sync",
        "url", "https://h:7421/a=b;c"},
    {"UTF-8", "[site]\nname = Li\xc3\xa8ge\n", NULL, "site", "name",
        "Li\xc3\xa8ge"},
    {"190 bytes",
        "[site]\nname = " HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN "012\n", NULL,
        "site", "name", HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN "012"},
    {"191 bytes",
        "[site]\nname = " HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN "0123\n",
        "line 2: longer than 190 bytes", 0, 0, 0},
    {"a very long comment", "#" HUNDRED HUNDRED HUNDRED, "line 1: longer than",
        0, 0, 0},
    {"a very long value", "[site]\nname = a" HUNDRED HUNDRED "\nnight_at = b\n",
        "line 2: longer than", 0, 0, 0},
    {"an unknown key", "[site]\n\nnaem = a\n", "line 3: unknown key naem", 0, 0,
        0},
    {"a key of another section", "[http]\nurl = a\n", "line 2: unknown key url",
        0, 0, 0},
    {"a key before any section", "name = a\n", "line 1: unknown key name", 0, 0,
        0},
    {"an unknown section", "[stie]\n", "line 1: unknown section stie", 0, 0, 0},
    {"a key twice", "[site]\nname = a\nname = a\n",
        "line 3: key stands twice: name", 0, 0, 0},
    {"a section twice", "[site]\n[sync]\n[site]\n",
        "line 3: section stands twice: site", 0, 0, 0},
    {"a section not closed", "[site\n", "line 1: not a [section]", 0, 0, 0},
    {"text after a section", "[site] x\n", "line 1: not a [section]", 0, 0, 0},
    {"an empty section", "[]\n", "line 1: not a [section]", 0, 0, 0},
    {"a line without =", "[site]\nname\n", "line 2: not \"key = value\"", 0, 0,
        0},
    {"a colon for =", "[site]\nname: a\n", "line 2: not \"key = value\"", 0, 0,
        0},
    {"no key", "[site]\n= a\n", "line 2: not \"key = value\"", 0, 0, 0},
    {"a continued line", "[site]\nname = a\n  b\n",
        "line 3: starts with a blank", 0, 0, 0},
    {"a key after a blank", "[site]\n name = a\n",
        "line 2: starts with a blank", 0, 0, 0},
    {"a semicolon line", "; name\n", "line 1: not \"key = value\"", 0, 0, 0},
    {"a comment in a value", "[site]\nname = a ; b\n",
        "line 2: a comment needs", 0, 0, 0},
    {"a control character", "[site]\nname = a\x1b[0m\n",
        "line 2: a control character", 0, 0, 0},
    {"a lone CR", "[site]\nname = a\rnight_at = b\n",
        "line 2: a control character", 0, 0, 0},
    {"not UTF-8", "[site]\nname = \xe9\n", "line 2: not UTF-8", 0, 0, 0},
    {"a byte-order mark", "\xef\xbb\xbf[site]\n", "line 1: not \"key = value\"",
        0, 0, 0},
    {"an upper-case key", "[site]\nName = a\n", "line 2: not \"key = value\"",
        0, 0, 0},
    {"the first error counts", "[site]\nx = 1\nname\n", "line 2: unknown key",
        0, 0, 0},
};

static void test_parse(void **state)
{
    const struct parse_case *c = *state;
    struct config *config;
    char why[200] = "";
    enum wk_err err =
        config_parse(c->text, KEYS, N_KEYS, &config, why, sizeof why);

    if (c->why != NULL) {
        assert_int_equal(err, WK_EINVAL);
        assert_null(config);
        if (strncmp(why, c->why, strlen(c->why)) != 0)
            assert_string_equal(why, c->why);
        return;
    }
    assert_string_equal(why, "");
    assert_int_equal(err, WK_OK);
    if (c->value == NULL)
        assert_null(config_get(config, c->section, c->key));
    else
        assert_string_equal(config_get(config, c->section, c->key), c->value);
    config_free(config);
}

static void test_too_large(void **state)
{
    char *text = malloc(MAX_CONFIG + 2), why[100];
    struct config *config;

    (void)state;
    memset(text, '\n', MAX_CONFIG + 1);
    text[MAX_CONFIG + 1] = '\0';
    assert_int_equal(
        config_parse(text, KEYS, N_KEYS, &config, why, sizeof why), WK_ETOOBIG);
    assert_null(config);
    text[MAX_CONFIG] = '\0';
    assert_int_equal(
        config_parse(text, KEYS, N_KEYS, &config, why, sizeof why), WK_OK);
    config_free(config);
    config_free(NULL);
    free(text);
}

struct value_case {
    const char *value;
    enum wk_err as_int, as_bool;
    long number;
};

static const struct value_case VALUES[] = {
    {"5", WK_OK, WK_EINVAL, 5},
    {"-3", WK_OK, WK_EINVAL, -3},
    {"100", WK_OK, WK_EINVAL, 100},
    {"007", WK_OK, WK_EINVAL, 7},
    {"101", WK_EINVAL, WK_EINVAL, 0},
    {"-4", WK_EINVAL, WK_EINVAL, 0},
    {"99999999999999999999", WK_EINVAL, WK_EINVAL, 0},
    {"+5", WK_EINVAL, WK_EINVAL, 0},
    {"5s", WK_EINVAL, WK_EINVAL, 0},
    {"- 5", WK_EINVAL, WK_EINVAL, 0},
    {"0x5", WK_EINVAL, WK_EINVAL, 0},
    {"-", WK_EINVAL, WK_EINVAL, 0},
    {"", WK_EINVAL, WK_EINVAL, 0},
    {"yes", WK_EINVAL, WK_OK, 0},
    {"no", WK_EINVAL, WK_OK, 0},
    {"Yes", WK_EINVAL, WK_EINVAL, 0},
    {"true", WK_EINVAL, WK_EINVAL, 0},
    {"nope", WK_EINVAL, WK_EINVAL, 0},
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++) {
        char text[100], why[100];
        struct config *c;
        long number = 0;
        _Bool on;

        snprintf(text, sizeof text, "[http]\nrate = %s\n", VALUES[i].value);
        assert_int_equal(
            config_parse(text, KEYS, N_KEYS, &c, why, sizeof why), WK_OK);
        assert_int_equal(
            config_int(c, "http", "rate", -3, 100, &number), VALUES[i].as_int);
        assert_int_equal(number, VALUES[i].number);
        assert_int_equal(
            config_bool(c, "http", "rate", &on), VALUES[i].as_bool);
        if (VALUES[i].as_bool == WK_OK)
            assert_int_equal(on, strcmp(VALUES[i].value, "yes") == 0);
        config_free(c);
    }
}

static void test_fallbacks(void **state)
{
    struct config *c;
    char why[100];
    long number;
    _Bool on;

    (void)state;
    assert_int_equal(
        config_parse("", KEYS, N_KEYS, &c, why, sizeof why), WK_OK);
    assert_int_equal(config_int(c, "http", "rate", 0, 60, &number), WK_OK);
    assert_int_equal(number, 12);
    assert_int_equal(config_bool(c, "http", "on", &on), WK_OK);
    assert_true(on);
    assert_int_equal(config_int(c, "site", "name", 0, 60, &number), WK_EINVAL);
    assert_int_equal(config_bool(c, "site", "name", &on), WK_EINVAL);
    config_free(c);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_fallbacks),
    };
    struct CMUnitTest tests[sizeof parse_cases / sizeof parse_cases[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = parse_cases[i].name,
            .test_func = test_parse,
            .initial_state = &parse_cases[i]};
    failed = cmocka_run_group_tests_name("config_parse", tests, NULL, NULL);
    failed += cmocka_run_group_tests_name("config", OTHERS, NULL, NULL);
    return failed != 0;
}
