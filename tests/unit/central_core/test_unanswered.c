/* SPDX-License-Identifier: EUPL-1.2 */
/* test_unanswered.c - who gave no answer, told together, apart, or not. */
#include "../test.h"

#include "intervals.h"
#include "unanswered.h"

static const struct qn_question PLAIN = {.n_codes = 2, .n_levels = 1};
static const struct qn_question EXITS = {
    .n_codes = 2, .n_levels = 1, .n_extras = 1};
static const struct qn_question MANY = {.many = true, .n_codes = 2};
static const struct qn_question MANY_EXITS = {
    .many = true, .n_codes = 2, .n_extras = 1};

static const struct table HIDDEN = {.state = TABLE_HIDDEN};
static const struct table NOT_ASKED = {.state = TABLE_NOT_ASKED};
static const struct table TOGETHER = {
    .state = TABLE_EXACT, .n_counts = 3, .count = {8, 9, 3}};
static const struct table APART = {.state = TABLE_EXACT,
    .split = true,
    .n_counts = 5,
    .count = {10, 10, 5, 0, 7}};
static const struct table APART_EXIT = {.state = TABLE_EXACT,
    .split = true,
    .n_counts = 6,
    .count = {10, 10, 4, 5, 6, 0}};
static const struct table BOUND = {
    .state = TABLE_AT_LEAST, .n_counts = 3, .count = {4, 30, 28}};
static const struct table OPTION = {
    .state = TABLE_EXACT, .n_counts = 3, .count = {12, 11, 6}};

/* What one table tells, and what it adds. */
static void test_tables(void **state)
{
    static const struct {
        const struct qn_question *question;
        const struct table *table;
        uint32_t answer_sets;
        enum unanswered_told told;
        uint32_t shown;
        uint64_t no_answer, kind[UNANSWERED_KINDS];
    } CASES[] = {
        {&PLAIN, &HIDDEN, 20, UNANSWERED_NOT, 0, 0, {0}},
        {&PLAIN, &NOT_ASKED, 20, UNANSWERED_NOT, 0, 0, {0}},
        {&PLAIN, &TOGETHER, 20, UNANSWERED_TOGETHER, 1, 3, {0}},
        {&PLAIN, &APART, 32, UNANSWERED_APART, 1, 12, {5, 0, 7}},
        {&PLAIN, &BOUND, 34, UNANSWERED_TOGETHER, 1, 4, {0}},
        /* An exit is an answer: it stands beside, or hides who gave none. */
        {&EXITS, &APART_EXIT, 35, UNANSWERED_APART, 1, 11, {5, 6, 0}},
        {&EXITS, &BOUND, 34, UNANSWERED_NOT, 1, 0, {0}},
        {&MANY, &OPTION, 29, UNANSWERED_TOGETHER, 1, 6, {0}},
        {&MANY, &BOUND, 34, UNANSWERED_TOGETHER, 1, 4, {0}},
        {&MANY_EXITS, &OPTION, 29, UNANSWERED_NOT, 1, 0, {0}},
        {&MANY_EXITS, &BOUND, 34, UNANSWERED_NOT, 1, 0, {0}},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        bool told = CASES[i].told != UNANSWERED_NOT;
        bool apart = CASES[i].told == UNANSWERED_APART;
        struct unanswered u = {0};

        assert_int_equal(
            unanswered_of(CASES[i].question, CASES[i].table), CASES[i].told);
        unanswered_add(
            &u, CASES[i].told, CASES[i].table, CASES[i].answer_sets, 1);
        assert_int_equal(u.shown, CASES[i].shown);
        assert_int_equal(u.told, told);
        assert_int_equal(u.apart, apart);
        assert_int_equal(u.n, told ? CASES[i].answer_sets : 0);
        assert_int_equal(u.n_apart, apart ? CASES[i].answer_sets : 0);
        assert_int_equal(u.no_answer, CASES[i].no_answer);
        for (size_t k = 0; k < UNANSWERED_KINDS; k++)
            assert_int_equal(u.kind[k], CASES[i].kind[k]);
    }
}

static void expect(const struct unanswered *u, const char *wanted)
{
    struct json *j = unanswered_json(u, intervals_z(0.05));
    struct bytes text = bytes_new(1024);

    json_write(j, false, &text);
    assert_string_equal(bytes_text(&text), wanted);
    bytes_free(&text);
    json_free(j);
}

/* Wilson's formula, worked out apart: 19 of 86; 5, 0 and 7 of 32. */
static void test_sums(void **state)
{
    struct unanswered u = {0};

    (void)state;
    expect(&u, "null");
    unanswered_add(&u, UNANSWERED_NOT, &HIDDEN, 20, 1);
    unanswered_add(&u, UNANSWERED_NOT, &NOT_ASKED, 20, 1);
    expect(&u, "null");
    /* Two releases, not to be told. */
    unanswered_add(&u, UNANSWERED_NOT, &TOGETHER, 20, 2);
    expect(&u, "{\"releases\":2,\"told\":null,\"apart\":null}");
    unanswered_add(&u, UNANSWERED_TOGETHER, &TOGETHER, 20, 2);
    unanswered_add(&u, UNANSWERED_TOGETHER, &BOUND, 34, 1);
    unanswered_add(&u, UNANSWERED_APART, &APART, 32, 1);
    expect(&u,
        "{\"releases\":6,\"told\":{\"releases\":4,\"n\":86,\"no_answer\":"
        "{\"low\":0.146249,\"high\":0.319476,\"count\":19,"
        "\"share\":0.22093}},\"apart\":{\"releases\":1,\"n\":32,\"refused\":"
        "{\"low\":0.068644,\"high\":0.317541,\"count\":5,"
        "\"share\":0.15625},\"not_understood\":{\"low\":0.0,"
        "\"high\":0.107179,\"count\":0,\"share\":0.0},\"skipped\":"
        "{\"low\":0.110238,\"high\":0.38755,\"count\":7,"
        "\"share\":0.21875}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_sums),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
