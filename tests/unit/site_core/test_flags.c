/* SPDX-License-Identifier: EUPL-1.2 */
/* test_flags.c - each flag on both sides of its bound, and never from a
 * bound, nor from counts that were put together. */
#include "../test.h"

#include "flags.h"

/* Four cups, in two halves; C08 asks about fear. */
static const struct qn_question CUPS = {.id = "C04",
    .n_codes = 4,
    .n_levels = 2,
    .level = {{4, {0, 1, 2, 3}}, {2, {0, 0, 1, 1}}}};

static const struct {
    const char *what;
    const char *id;
    struct table t;
    unsigned flags;
} CASES[] = {
    {"nothing to say", "C04",
        {TABLE_EXACT, 0, true, false, 7, {10, 10, 10, 10, 0, 0, 0}}, 0},
    {"a tenth not understood is not over", "C04",
        {TABLE_EXACT, 0, true, false, 7, {9, 9, 9, 9, 0, 4, 0}}, 0},
    {"one more is", "C04",
        {TABLE_EXACT, 0, true, false, 7, {9, 9, 9, 8, 0, 5, 0}},
        FLAG_NOT_UNDERSTOOD},
    {"a quarter refused is not over", "C04",
        {TABLE_EXACT, 0, true, false, 7, {8, 7, 8, 7, 10, 0, 0}}, 0},
    {"one more is", "C04",
        {TABLE_EXACT, 0, true, false, 7, {8, 7, 8, 6, 11, 0, 0}}, FLAG_REFUSED},
    {"skipped is neither", "C04",
        {TABLE_EXACT, 0, true, false, 7, {8, 7, 8, 6, 0, 0, 30}}, 0},
    {"both", "C04", {TABLE_EXACT, 0, true, false, 7, {5, 5, 5, 5, 15, 5, 0}},
        FLAG_NOT_UNDERSTOOD | FLAG_REFUSED},
    {"in halves, told apart", "C04",
        {TABLE_EXACT, 1, true, false, 5, {10, 10, 11, 5, 4}},
        FLAG_NOT_UNDERSTOOD | FLAG_REFUSED},
    {"put together: nobody can tell", "C04",
        {TABLE_EXACT, 0, false, false, 5, {5, 5, 5, 5, 20}}, 0},
    {"nine of ten at the top", "C04",
        {TABLE_EXACT, 0, false, false, 5, {2, 1, 20, 7, 3}}, FLAG_CEILING},
    {"one fewer", "C04", {TABLE_EXACT, 0, false, false, 5, {2, 2, 20, 6, 3}},
        0},
    {"in halves", "C04", {TABLE_EXACT, 1, false, false, 3, {3, 27, 9}},
        FLAG_CEILING},
    {"no fear is what is hoped for", "C08",
        {TABLE_EXACT, 1, false, false, 3, {27, 3, 0}}, FLAG_CEILING},
    {"much fear is not", "C08", {TABLE_EXACT, 1, false, false, 3, {3, 27, 0}},
        0},
    {"nobody answered", "C04", {TABLE_EXACT, 1, false, false, 3, {0, 0, 20}},
        0},
    {"a bound says nothing more", "C04",
        {TABLE_AT_LEAST, 0, false, true, 3, {2, 30, 28}}, 0},
    {"hidden", "C04", {.state = TABLE_HIDDEN}, 0},
    {"not asked", "C04", {.state = TABLE_NOT_ASKED}, 0},
    {"choices", "C04", {TABLE_CHOICES, 0, false, false, 3, {0, 30, 28}}, 0},
};

static void test_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct qn_question q = CUPS;

        snprintf(q.id, sizeof q.id, "%s", CASES[i].id);
        if (flags_of(&q, &CASES[i].t) != CASES[i].flags)
            fail_msg(
                "%zu, %s: %u", i, CASES[i].what, flags_of(&q, &CASES[i].t));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};

    return cmocka_run_group_tests_name("flags", tests, NULL, NULL);
}
