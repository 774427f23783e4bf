/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure.h"

/* Four cups, and yes or no; one extra code. */
static const struct qn_question CUP = {
    .id = "C05",
    .attribute = -1,
    .n_codes = 4,
    .n_levels = 2,
    .n_extras = 1,
    .code = {"0", "1", "2", "3"},
    .extra = {"not_needed"},
    .level = {{4, {0, 1, 2, 3}}, {2, {0, 0, 1, 1}}},
};

/* Five points in three levels: 5 -> 3 -> 2. */
static const struct qn_question FIVE = {
    .id = "L1",
    .attribute = -1,
    .n_codes = 5,
    .n_levels = 3,
    .code = {"1", "2", "3", "4", "5"},
    .level = {{5, {0, 1, 2, 3, 4}}, {3, {0, 0, 1, 2, 2}}, {2, {0, 0, 0, 1, 1}}},
};

static const struct table HIDDEN = {.state = TABLE_HIDDEN};
static const struct table NOT_ASKED = {.state = TABLE_NOT_ASKED};

static void add(struct figure *f, const struct qn_question *q, struct table t,
    uint32_t answer_sets)
{
    assert_int_equal(figure_add(f, q, &t, answer_sets), WK_OK);
}

static void test_exact_parts_add_up(void **state)
{
    struct figure f = {0};

    (void)state;
    add(&f, &CUP,
        (struct table){TABLE_EXACT, 0, false, false, 6, {3, 4, 9, 5, 1, 2}},
        24);
    add(&f, &CUP,
        (struct table){
            TABLE_EXACT, 0, true, false, 8, {5, 5, 5, 5, 0, 5, 0, 0}},
        25);
    assert_int_equal(f.shown, 2);
    assert_int_equal(f.level, 0);
    assert_int_equal(figure_groups(&f, &CUP), 4);
    assert_int_equal(f.count[0], 8);
    assert_int_equal(f.count[1], 9);
    assert_int_equal(f.count[2], 14);
    assert_int_equal(f.count[3], 10);
    assert_int_equal(f.two.n, 41);
    assert_int_equal(f.two.negative, 17);
    assert_int_equal(f.two.positive, 24);
    assert_int_equal(f.answer_sets, 49);
    assert_int_equal(figure_aside(&f), 8);
}

/* The coarsest level that all show, in whatever order they come. */
static void test_coarsest_level(void **state)
{
    static const struct table PARTS[] = {
        {TABLE_EXACT, 0, false, false, 6, {1, 2, 3, 4, 5, 0}},
        {TABLE_EXACT, 1, false, false, 4, {10, 20, 30, 0}},
        {TABLE_EXACT, 2, false, false, 3, {5, 7, 0}},
    };
    static const uint32_t SETS[] = {15, 60, 12};
    static const size_t ORDERS[][3] = {
        {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    (void)state;
    for (size_t o = 0; o < 6; o++) {
        struct figure f = {0};

        for (size_t i = 0; i < 2; i++)
            add(&f, &FIVE, PARTS[ORDERS[o][i]], SETS[ORDERS[o][i]]);
        if (ORDERS[o][2] == 2) {
            assert_int_equal(f.level, 1);
            assert_int_equal(f.count[0], 13);
            assert_int_equal(f.count[1], 23);
            assert_int_equal(f.count[2], 39);
        }
        add(&f, &FIVE, PARTS[ORDERS[o][2]], SETS[ORDERS[o][2]]);
        assert_int_equal(f.level, 2);
        assert_int_equal(f.count[0], 6 + 30 + 5);
        assert_int_equal(f.count[1], 9 + 30 + 7);
        assert_int_equal(f.two.negative, f.count[0]);
        assert_int_equal(f.two.positive, f.count[1]);
    }
}

static void test_capped_part(void **state)
{
    struct figure f = {0};

    (void)state;
    add(&f, &CUP,
        (struct table){TABLE_EXACT, 0, false, false, 6, {3, 4, 9, 5, 1, 2}},
        24);
    add(&f, &CUP,
        (struct table){TABLE_AT_LEAST, 0, false, true, 3, {3, 20, 18}}, 23);
    assert_true(f.capped);
    assert_int_equal(f.level, 1);
    assert_int_equal(f.two.n, 41);
    assert_int_equal(f.two.negative, 7);
    assert_int_equal(f.two.positive, 14 + 18);
    assert_int_equal(figure_aside(&f), 6);
}

static void test_nothing_shown(void **state)
{
    struct figure f = {0};

    (void)state;
    add(&f, &CUP, HIDDEN, 12);
    add(&f, &CUP, HIDDEN, 30);
    add(&f, &CUP, NOT_ASKED, 30);
    assert_int_equal(f.shown, 0);
    assert_int_equal(f.hidden, 2);
    assert_int_equal(f.not_asked, 1);
    assert_int_equal(f.two.n, 0);
    assert_int_equal(f.answer_sets, 0);
}

static void test_misfits_change_nothing(void **state)
{
    static const struct {
        struct table table;
        uint32_t answer_sets;
    } CASES[] = {
        {{TABLE_EXACT, 2, false, false, 6, {3, 4, 9, 5, 1, 2}}, 24}, /* level */
        {{TABLE_EXACT, 0, false, false, 3, {8, 8, 8}}, 24}, /* too few */
        {{TABLE_EXACT, 0, false, false, 6, {3, 4, 9, 5, 1, 2}}, 23}, /* sum */
        {{TABLE_AT_LEAST, 0, false, true, 3, {3, 20, 21}}, 23},
        {{TABLE_AT_LEAST, 0, false, true, 3, {3, 20, 18}}, 24},
        {{TABLE_AT_LEAST, 0, false, true, 2, {3, 20}}, 23},
        {{.state = (enum table_state)9}, 10},
        {{.state = (enum table_state)0}, 10},
        /* A sum that 32 bits would let wrap round to the answer sets. */
        {{TABLE_EXACT, 1, false, false, 4, {UINT32_MAX, 25, 0, 0}}, 24},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
        static const struct figure NONE;
        struct figure f = {0};

        assert_int_equal(
            figure_add(&f, &CUP, &CASES[i].table, CASES[i].answer_sets),
            WK_EINVAL);
        assert_memory_equal(&f, &NONE, sizeof(f));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_parts_add_up),
        cmocka_unit_test(test_coarsest_level),
        cmocka_unit_test(test_capped_part),
        cmocka_unit_test(test_nothing_shown),
        cmocka_unit_test(test_misfits_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
