/* SPDX-License-Identifier: EUPL-1.2 */
/* test_turnout.c - what is told of those who could answer and were asked. */
#include "../test.h"

#include "rules.h"
#include "turnout.h"

/* Beside so many answer sets, under this k_g: what staff entered, what is
 * told. */
static const struct {
    const char *what;
    uint32_t n, group;
    struct turnout in;
    uint32_t eligible, asked;
} CASES[] = {
    {"not entered", 20, 5, {0, 0}, 0, 0},
    {"much silence", 20, 5, {60, 40}, 60, 40},
    {"only eligible", 20, 5, {60, 0}, 60, 0},
    {"only asked", 20, 5, {0, 60}, 0, 0},
    {"everybody answered", 20, 5, {20, 20}, 24, 24},
    {"all but one", 20, 5, {21, 21}, 24, 24},
    {"all but three", 20, 5, {23, 23}, 24, 24},
    {"all but four", 20, 5, {24, 24}, 24, 24},
    {"all but five", 20, 5, {25, 25}, 25, 25},
    {"everybody asked answered", 20, 5, {40, 20}, 40, 24},
    {"all but one of those asked", 20, 5, {40, 21}, 40, 24},
    {"everybody was asked", 20, 5, {40, 40}, 40, 40},
    {"one was not asked", 20, 5, {40, 39}, 40, 0},
    {"four were not asked", 20, 5, {40, 36}, 40, 0},
    {"five were not asked", 20, 5, {40, 35}, 40, 35},
    {"one not asked, one silent", 20, 5, {22, 21}, 24, 24},
    {"a few of either, together more", 20, 5, {28, 24}, 28, 0},
    {"one more asked than eligible", 20, 5, {40, 41}, 40, 0},
    {"more answered than were eligible", 20, 5, {19, 19}, 0, 0},
    {"more answered than were asked", 20, 5, {40, 19}, 40, 0},
    {"a k_g of eight", 20, 8, {26, 26}, 27, 27},
    {"and seven not asked", 20, 8, {60, 53}, 60, 0},
    {"and eight", 20, 8, {60, 52}, 60, 52},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct release r = {.rules = rules_floors(), .answer_sets = CASES[i].n};

        r.rules.group = CASES[i].group;
        turnout_tell(&CASES[i].in, &r);
        if (r.eligible != CASES[i].eligible || r.asked != CASES[i].asked)
            fail_msg("%s: %u, %u", CASES[i].what, r.eligible, r.asked);
        assert_int_equal(turnout_is_bound(r.eligible, &r),
            r.eligible == r.answer_sets + r.rules.group - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
