/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tabulate.c - every answer counts once, in its own place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tabulate.h"

static void test_counts(void **state)
{
    const struct questionnaire q = {.n_questions = 3};
    const struct answers sets[] = {
        {.value = {0, 11, ANSWER_EXTRA}},
        {.value = {0, 11, ANSWER_EXTRA + 3}},
        {.value = {3, ANSWER_NOT_ASKED, ANSWER_EXTRA}},
        {.value = {ANSWER_REFUSED, 0, ANSWER_NOT_UNDERSTOOD}},
        {.value = {ANSWER_SKIPPED, 0, ANSWER_SKIPPED}},
        {.value = {ANSWER_SKIPPED, 0, ANSWER_NOT_UNDERSTOOD}},
    };
    struct tabulation *t = tabulate_new(&q);
    const struct tabulate_counts *c;

    (void)state;
    assert_int_equal(tabulate_answer_sets(t), 0);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        tabulate_add(t, &sets[i]);
    assert_int_equal(tabulate_answer_sets(t), 6);
    c = tabulate_question(t, 0);
    assert_true(c->asked);
    assert_int_equal(c->code[0], 2);
    assert_int_equal(c->code[3], 1);
    assert_int_equal(c->code[1], 0);
    assert_int_equal(c->refused, 1);
    assert_int_equal(c->not_understood, 0);
    assert_int_equal(c->skipped, 2);
    c = tabulate_question(t, 1);
    assert_false(c->asked); /* one of six was not asked */
    assert_int_equal(c->code[11], 2);
    c = tabulate_question(t, 2);
    assert_true(c->asked);
    assert_int_equal(c->extra[0], 2);
    assert_int_equal(c->extra[3], 1);
    assert_int_equal(c->not_understood, 2);
    assert_int_equal(c->skipped, 1);
    tabulate_free(t);
    tabulate_free(NULL);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_counts),
    };

    return cmocka_run_group_tests_name("tabulate", TESTS, NULL, NULL) != 0;
}
