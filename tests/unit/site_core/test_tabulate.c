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
    struct qn_question questions[] = {
        {.attribute = -1}, {.attribute = -1}, {.attribute = -1}};
    const struct questionnaire q = {.n_questions = 3, .question = questions};
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
    assert_int_equal(c->refused + c->not_understood + c->skipped, 0);
    c = tabulate_question(t, 2);
    assert_true(c->asked);
    assert_int_equal(c->extra[0], 2);
    assert_int_equal(c->extra[3], 1);
    assert_int_equal(c->not_understood, 2);
    assert_int_equal(c->skipped, 1);
    tabulate_add(t, &(struct answers){.declined = true});
    assert_int_equal(tabulate_declined(t), 1);
    assert_int_equal(tabulate_answer_sets(t), 6);
    assert_int_equal(tabulate_question(t, 0)->code[0], 2);
    tabulate_free(t);
    tabulate_free(NULL);
}

/* Each person stands in one row; who did not say stands in the last. */
static void test_rows(void **state)
{
    struct qn_question questions[] = {{.attribute = 1}, {.attribute = -1}};
    struct qn_attribute attributes[] = {{.n_codes = 2}, {.n_codes = 3}};
    const struct questionnaire q = {.n_questions = 2,
        .n_attributes = 2,
        .question = questions,
        .attribute = attributes};
    const struct answers sets[] = {
        {.value = {0, 1}, .attribute = {0, 2}},
        {.value = {0, 1}, .attribute = {1, 2}},
        {.value = {ANSWER_EXTRA + 1, 1}, .attribute = {0, 0}},
        {.value = {ANSWER_SKIPPED, 1}, .attribute = {0, ANSWER_SKIPPED}},
        {.value = {ANSWER_REFUSED, 1},
            .attribute = {ANSWER_SKIPPED, ANSWER_SKIPPED}},
    };
    struct tabulation *t = tabulate_new(&q);
    const struct tabulate_row *row;

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        tabulate_add(t, &sets[i]);
    assert_memory_equal(tabulate_attribute(t, 0), ((uint32_t[]){3, 1, 1}), 12);
    assert_memory_equal(
        tabulate_attribute(t, 1), ((uint32_t[]){1, 0, 2, 2}), 16);
    row = tabulate_rows(t, 0);
    assert_int_equal(row[0].extra[1], 1);
    assert_int_equal(row[1].code[0], 0);
    assert_int_equal(row[2].code[0], 2);
    assert_int_equal(row[3].no_answer, 2);
    assert_int_equal(tabulate_rows(t, 1)[0].code[1], 0); /* no attribute */
    tabulate_free(t);
}

/* One person counts once for each option, and once as somebody who chose. */
static void test_choices(void **state)
{
    struct qn_question questions[] = {{.attribute = -1},
        {.attribute = -1, .many = true, .choices = 1},
        {.attribute = -1, .many = true, .choices = 0}};
    const struct questionnaire q = {.n_questions = 3, .question = questions};
    const struct answers sets[] = {
        {.value = {0, ANSWER_CHOSEN, ANSWER_CHOSEN}, .choices = {1, 1 << 23}},
        {.value = {0, ANSWER_CHOSEN, ANSWER_SKIPPED}, .choices = {0, 7}},
        {.value = {0, ANSWER_EXTRA, ANSWER_CHOSEN}, .choices = {5, 0}},
    };
    struct tabulation *t = tabulate_new(&q);
    const struct tabulate_counts *c;

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        tabulate_add(t, &sets[i]);
    c = tabulate_question(t, 1);
    assert_int_equal(c->chose, 2);
    assert_int_equal(c->extra[0], 1);
    assert_int_equal(c->code[0], 1);
    assert_int_equal(c->code[2], 1);
    assert_int_equal(c->code[23], 1);
    c = tabulate_question(t, 2);
    assert_int_equal(c->chose, 2);
    assert_int_equal(c->code[0], 2);
    assert_int_equal(c->code[2], 1);
    assert_int_equal(c->skipped, 1);
    tabulate_free(t);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_choices),
    };

    return cmocka_run_group_tests_name("tabulate", TESTS, NULL, NULL) != 0;
}
