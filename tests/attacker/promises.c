/* SPDX-License-Identifier: EUPL-1.2 */
/* promises.c - P1 and P2 over every world of small batches. */
#include <stdio.h>

#include "answers.h"
#include "attacker.h"
#include "options.h"
#include "rules.h"
#include "spaces.h"

enum { EX = ANSWER_EXTRA, REF = ANSWER_REFUSED, SKI = ANSWER_SKIPPED };

static bool hold_for(struct space s, enum form form, uint32_t n)
{
    s.q = spaces_form(form);
    s.rules = rules_apply;
    s.people = n;
    s.knows_rows = true;
    return spaces_hold(&s);
}

bool promise_p1_totals(void)
{
    static const struct space YES_NO = {.name = "yes or no",
        .n_rows = 1,
        .n_kinds = 5,
        .value = {0, 1, REF, ANSWER_NOT_UNDERSTOOD, SKI}};
    static const struct space CUPS = {.name = "four cups",
        .n_rows = 1,
        .n_kinds = 7,
        .value = {0, 1, 2, 3, EX, REF, SKI}};
    static const struct space POINTS = {.name = "five points",
        .n_rows = 1,
        .n_kinds = 6,
        .value = {0, 1, 2, 3, 4, SKI}};
    bool held = true;

    for (uint32_t n = 10; n <= 12; n++) {
        held = hold_for(YES_NO, YES, n) && held;
        held = hold_for(CUPS, CUP, n) && held;
        held = hold_for(POINTS, FIVE, n) && held;
    }
    return hold_for(YES_NO, YES, 20) && hold_for(POINTS, FIVE, 15) && held;
}

bool promise_p1_options(void)
{
    static const struct {
        size_t options;
        uint32_t n, chosen;
    } CASES[] = {{2, 10, 0}, {2, 12, 0}, {3, 10, 0}, {3, 11, 0}, {3, 12, 0},
        {4, 10, 10}, {4, 11, 10}, {5, 10, 10}};
    bool held = true;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct option_findings f = options_attack(
            rules_apply, CASES[i].options, CASES[i].n, CASES[i].chosen);
        bool good = f.by_one == 0 && f.computed == 0 &&
            f.computed_by_one == 0 && f.reasoned == 0;

        printf("%zu options, %u people: %zu worlds, %zu objects (%zu told): "
               "%s%s\n",
            CASES[i].options, CASES[i].n, f.worlds, f.objects, f.told,
            good ? "nothing found" : "LEAK: ", f.first);
        held = held && good;
    }
    return held;
}

static const struct space TWO = {.name = "yes or no, two groups",
    .n_rows = 2,
    .n_kinds = 3,
    .value = {0, 1, SKI}};
/* Sensitive, in three levels that n = 30 carries: hidden for their zeros. */
static const struct space MID = {.name = "sensitive, three levels, two groups",
    .n_rows = 2,
    .n_kinds = 3,
    .value = {0, 1, 2}};

static bool hold_for_sizes(
    struct space s, enum form form, const uint8_t (*size)[MAX_ROWS], size_t n)
{
    bool held = true;

    for (size_t i = 0; i < n; i++) {
        uint32_t people = 0;

        for (size_t r = 0; r < MAX_ROWS; r++) {
            s.size[r] = size[i][r];
            people += size[i][r];
        }
        held = hold_for(s, form, people) && held;
    }
    return held;
}

bool promise_p1_groups(void)
{
    static const struct space THREE = {.name = "yes or no, three groups",
        .n_rows = 3,
        .n_kinds = 3,
        .value = {0, 1, SKI},
        .least_row = 5,
        .most_aside = 1,
        .ascending = true};
    static const struct space UNSAID = {.name = "the third did not say",
        .n_rows = 3,
        .n_kinds = 2,
        .value = {0, 1}};
    static const struct space FINE = {.name = "four groups merged into two",
        .n_rows = 4,
        .n_kinds = 2,
        .value = {0, 1}};
    static const struct space SIZES = {
        .name = "sizes of groups", .n_rows = 5, .n_kinds = 1, .value = {SKI}};
    static const uint8_t OF_MID[][MAX_ROWS] = {
        {10, 20}, {15, 15}, {5, 25}, {6, 24}};
    static const uint8_t OF_UNSAID[][MAX_ROWS] = {
        {10, 9, 1}, {8, 8, 4}, {10, 15, 5}, {10, 10, 10}};
    static const uint8_t OF_FINE[][MAX_ROWS] = {{5, 5, 5, 5}, {1, 9, 1, 9},
        {3, 7, 4, 6}, {0, 10, 4, 6}, {4, 4, 6, 6}, {4, 1, 8, 8}};
    bool held = true;

    for (uint32_t n = 20; n <= 22; n++) {
        struct space sizes = SIZES;

        held = hold_for(TWO, BY_TWO, n) && held;
        sizes.q = spaces_form(BY_FOUR);
        sizes.rules = rules_apply;
        sizes.people = n;
        held = spaces_hold(&sizes) && held;
    }
    held = hold_for(TWO, FEAR_BY_TWO, 20) && held;
    held = hold_for(THREE, BY_THREE, 30) && held;
    held = hold_for_sizes(MID, MID_BY_TWO, OF_MID, 4) && held;
    held = hold_for_sizes(UNSAID, BY_TWO, OF_UNSAID, 4) && held;
    return hold_for_sizes(FINE, BY_FOUR, OF_FINE, 6) && held;
}

/*
 * The likelier side of somebody without known answers, in every object: at
 * most 1 - 3 / s, and 1 - d / s(row) where a row is told.  Where a breakdown
 * could be told and is not, one of its rows is nearly of one mind: that shifts
 * the odds a little further, and by how much is held here.
 */
static bool odds_hold(struct space s, enum form form, uint32_t n, double hidden)
{
    struct findings f;

    s.q = spaces_form(form);
    s.rules = rules_apply;
    s.people = n;
    s.knows_rows = true;
    f = worlds_attack(&s);
    printf("%s of %u: %zu exact objects; the posterior is %.4f above its bound,"
           " and %.4f where a breakdown is hidden\n",
        s.name, n, f.exact, f.over, f.hidden_over);
    return f.over < 1e-9 && f.exact > 0 && f.hidden_over <= hidden;
}

bool promise_p2(void)
{
    static const struct space TOTAL = {
        .name = "yes or no", .n_rows = 1, .n_kinds = 3, .value = {0, 1, SKI}};
    struct space mid = MID;
    bool held = true;

    for (uint32_t n = 10; n <= 30; n += 5)
        held = odds_hold(TOTAL, YES, n, 0) && held;
    for (uint32_t n = 20; n <= 22; n += 2)
        held = odds_hold(TWO, BY_TWO, n, .025) && held;
    for (uint32_t small = 5; small <= 15; small += 5) {
        mid.size[0] = small;
        mid.size[1] = 30 - small;
        held = odds_hold(mid, MID_BY_TWO, 30, .025) && held;
    }
    return held;
}
