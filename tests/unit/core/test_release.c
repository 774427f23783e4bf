/* SPDX-License-Identifier: EUPL-1.2 */
/* test_release.c - names of channels and widths of tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "release.h"

static void test_channel(void **state)
{
    enum channel c;

    (void)state;
    assert_string_equal(channel_text(CHANNEL_SELF), "self");
    assert_string_equal(channel_text(CHANNEL_ASSISTED), "assisted");
    assert_int_equal(channel_parse("self", &c), WK_OK);
    assert_int_equal(c, CHANNEL_SELF);
    assert_int_equal(channel_parse("assisted", &c), WK_OK);
    assert_int_equal(c, CHANNEL_ASSISTED);
    assert_int_equal(channel_parse("Self", &c), WK_EINVAL);
    assert_int_equal(channel_parse("", &c), WK_EINVAL);
}

static void test_width(void **state)
{
    static const struct qn_question QUESTION = {.n_codes = 5,
        .n_levels = 3,
        .n_extras = 2,
        .level = {{.n_groups = 5}, {.n_groups = 3}, {.n_groups = 2}}};
    static const struct {
        struct table table;
        size_t width;
    } CASES[] = {
        {{.state = TABLE_HIDDEN}, 0}, {{.state = TABLE_NOT_ASKED}, 0},
        {{.state = TABLE_AT_LEAST}, 3}, {{.state = TABLE_EXACT}, 5 + 2 + 1},
        {{.state = TABLE_EXACT, .split = true}, 5 + 2 + 3},
        {{.state = TABLE_EXACT, .level = 1}, 3 + 2 + 1},
        {{.state = TABLE_EXACT, .level = 2, .split = true}, 2 + 2 + 3},
        {{.state = TABLE_EXACT, .level = 3}, 0}, /* no such level */
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(
            table_width(&QUESTION, &CASES[i].table), CASES[i].width);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_channel),
        cmocka_unit_test(test_width),
    };

    return cmocka_run_group_tests_name("release", TESTS, NULL, NULL) != 0;
}
