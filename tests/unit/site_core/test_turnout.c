/* SPDX-License-Identifier: EUPL-1.2 */
/* test_turnout.c - what is told of those who could answer, were
 * asked, and declined. */
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
    {"not entered", 20, 5, {0, 0, 0}, 0, 0},
    {"much silence", 20, 5, {60, 40, 0}, 60, 40},
    {"only eligible", 20, 5, {60, 0, 0}, 60, 0},
    {"only asked", 20, 5, {0, 60, 0}, 0, 0},
    {"everybody answered", 20, 5, {20, 20, 0}, 24, 24},
    {"all but one", 20, 5, {21, 21, 0}, 24, 24},
    {"all but three", 20, 5, {23, 23, 0}, 24, 24},
    {"all but four", 20, 5, {24, 24, 0}, 24, 24},
    {"all but five", 20, 5, {25, 25, 0}, 25, 25},
    {"everybody asked answered", 20, 5, {40, 20, 0}, 40, 24},
    {"all but one of those asked", 20, 5, {40, 21, 0}, 40, 24},
    {"everybody was asked", 20, 5, {40, 40, 0}, 40, 40},
    {"one was not asked", 20, 5, {40, 39, 0}, 40, 0},
    {"four were not asked", 20, 5, {40, 36, 0}, 40, 0},
    {"five were not asked", 20, 5, {40, 35, 0}, 40, 35},
    {"one not asked, one silent", 20, 5, {22, 21, 0}, 24, 24},
    {"a few of either, together more", 20, 5, {28, 24, 0}, 28, 0},
    {"one more asked than eligible", 20, 5, {40, 41, 0}, 40, 0},
    {"more answered than were eligible", 20, 5, {19, 19, 0}, 0, 0},
    {"more answered than were asked", 20, 5, {40, 19, 0}, 40, 0},
    {"a k_g of eight", 20, 8, {26, 26, 0}, 27, 27},
    {"and seven not asked", 20, 8, {60, 53, 0}, 60, 0},
    {"and eight", 20, 8, {60, 52, 0}, 60, 52},
};

/* The same of who declined, beside 20 answer sets. */
static const struct {
    const char *what;
    struct turnout in;
    uint32_t group;
    enum channel channel;
    uint32_t declined;
} DECLINED[] = {
    {"nobody", {0, 0, 0}, 5, CHANNEL_SELF, 4},
    {"one", {0, 0, 1}, 5, CHANNEL_SELF, 4},
    {"four", {0, 0, 4}, 5, CHANNEL_SELF, 4},
    {"five", {0, 0, 5}, 5, CHANNEL_SELF, 5},
    {"more than answered", {0, 0, 200}, 5, CHANNEL_SELF, 200},
    {"where nobody is alone", {0, 0, 7}, 5, CHANNEL_ASSISTED, 0},
    {"a few of many silent", {60, 40, 2}, 5, CHANNEL_SELF, 4},
    {"a few of nine silent", {29, 0, 3}, 5, CHANNEL_SELF, 4},
    {"a few of eight silent", {28, 0, 3}, 5, CHANNEL_SELF, 0},
    {"nobody of eight silent", {28, 0, 0}, 5, CHANNEL_SELF, 0},
    {"all of eight silent", {28, 0, 8}, 5, CHANNEL_SELF, 0},
    {"nobody, and hardly anybody silent", {21, 21, 0}, 5, CHANNEL_SELF, 0},
    {"all but five", {30, 0, 5}, 5, CHANNEL_SELF, 5},
    {"all but four", {30, 0, 6}, 5, CHANNEL_SELF, 0},
    {"more than kept silent", {30, 0, 11}, 5, CHANNEL_SELF, 0},
    {"all but four of those asked", {60, 30, 6}, 5, CHANNEL_SELF, 0},
    {"all but five of those asked", {60, 30, 5}, 5, CHANNEL_SELF, 5},
    {"asked is not told", {60, 57, 34}, 5, CHANNEL_SELF, 34},
    {"a k_g of eight", {0, 0, 7}, 8, CHANNEL_SELF, 7},
    {"and eight", {0, 0, 8}, 8, CHANNEL_SELF, 8},
    {"all but eight", {40, 0, 12}, 8, CHANNEL_SELF, 12},
    {"all but seven", {40, 0, 13}, 8, CHANNEL_SELF, 0},
};

static void test_declined(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(DECLINED); i++) {
        struct release r = {.rules = rules_floors(),
            .channel = DECLINED[i].channel,
            .answer_sets = 20};

        r.rules.group = DECLINED[i].group;
        turnout_tell(&DECLINED[i].in, &r);
        if (r.declined != DECLINED[i].declined)
            fail_msg("%s: %u", DECLINED[i].what, r.declined);
        assert_int_equal(
            turnout_is_declined_bound(&r), r.declined == DECLINED[i].group - 1);
    }
}

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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases), cmocka_unit_test(test_declined)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
