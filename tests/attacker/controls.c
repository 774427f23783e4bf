/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controls.c - the attacker against rules that are broken on purpose, and
 * beside each against the rules as they are.
 */
#include <stdio.h>
#include <stdlib.h>

#include "answers.h"
#include "attacker.h"
#include "broken.h"
#include "options.h"
#include "rules.h"
#include "spaces.h"
#include "wire.h"

enum { REF = ANSWER_REFUSED, SKI = ANSWER_SKIPPED };

struct control {
    enum form form;
    bool fits; /* its releases have the shapes that reason.h can read */
    struct space s;
};

static const struct control CONTROLS[] = {
    {BY_FOUR, true,
        {.name = "\"others\" gathers small groups",
            .rules = broken_others,
            .people = 17,
            .n_rows = 5,
            .n_kinds = 1,
            .value = {SKI}}},
    {BY_FOUR, true,
        {.name = "a small group is told",
            .rules = broken_small_group,
            .people = 17,
            .n_rows = 5,
            .n_kinds = 1,
            .value = {SKI}}},
    /* The 33 of PRIVACY.md: two attributes, 15 and 1 and 1 and 16 people. */
    {BY_FOUR, false,
        {.name = "by two attributes",
            .rules = broken_two_by,
            .people = 33,
            .n_rows = 4,
            .n_kinds = 2,
            .value = {0, 1},
            .size = {15, 1, 1, 16},
            .knows_rows = true}},
    {BY_TWO, true,
        {.name = "a row of one mind",
            .rules = broken_no_mix,
            .people = 20,
            .n_rows = 2,
            .n_kinds = 2,
            .value = {0, 1},
            .knows_rows = true}},
    /* Here also a table that is hidden tells: then a row is of one mind. */
    {BY_TWO, true,
        {.name = "d below its floor",
            .rules = broken_low_d,
            .people = 20,
            .n_rows = 2,
            .least_row = 5,
            .n_kinds = 3,
            .value = {0, 1, SKI},
            .knows_rows = true}},
    {YES, false,
        {.name = "\"no answer\" split under a cap",
            .rules = broken_cap_split,
            .people = 20,
            .n_rows = 1,
            .n_kinds = 4,
            .value = {0, 1, REF, SKI},
            .knows_rows = true}},
    {YES, true,
        {.name = "exact though one stands alone",
            .rules = broken_exact_at_one,
            .people = 10,
            .n_rows = 1,
            .n_kinds = 3,
            .value = {0, 1, SKI},
            .knows_rows = true}},
};

static size_t leaks(const struct findings *f)
{
    return f->by_one + f->by_two + f->computed + f->few;
}

bool finds_leaks(void)
{
    bool found = true;

    for (size_t i = 0; i < sizeof CONTROLS / sizeof CONTROLS[0]; i++) {
        struct space s = CONTROLS[i].s;
        struct findings broken, whole;

        s.q = spaces_form(CONTROLS[i].form);
        broken = worlds_attack(&s);
        found = found && (s.rules != broken_low_d || broken.differ == 0);
        s.rules = rules_apply;
        whole = worlds_attack(&s);
        printf("%s: %zu leaks in %zu objects, %zu of them by reasoning, %zu by "
               "one way only (%s); with all rules %zu %s\n",
            s.name, leaks(&broken), broken.objects, broken.reasoned,
            broken.differ, broken.first, leaks(&whole), whole.first);
        found = found && leaks(&broken) > 0 && leaks(&whole) == 0 &&
            whole.reasoned == 0 && (!CONTROLS[i].fits || broken.reasoned > 0);
    }
    for (size_t options = 2; options <= 5; options++) {
        struct option_findings f =
            options_attack(broken_no_sum, options, 10, 10);

        printf("%zu options whose sum is not asked: %zu computed, %zu certain"
               " by one, %zu objects by reasoning, %zu by one way only (%s)\n",
            options, f.computed, f.by_one, f.reasoned, f.differ, f.first);
        found = found &&
            (options < 3 || (f.computed + f.by_one > 0 && f.differ == 0));
    }
    return found;
}

/* ---- Two channels ---- */

enum { NINE_NO = 3, NINE_YES = 6 };

static void answer(struct tabulation *t, uint32_t no, uint32_t yes)
{
    victim_add(t, spaces_form(YES), 0, 0, no);
    victim_add(t, spaces_form(YES), 0, 1, yes);
}

/*
 * What the interpreter of the nine makes of this batch: the side of the one
 * who was alone, or -1.  It ends the tabulation.
 */
static int side_of_the_one(struct tabulation *t)
{
    static struct entry e;
    const struct table *told = &e.release.table[0];
    struct rules_set set = rules_floors();
    struct bytes sent = bytes_new(MAX_ENTRY);
    int side = -1;

    if (rules_batch_is_large(&set, tabulate_answer_sets(t))) {
        victim_release(rules_apply, &set, spaces_form(YES), t, &sent);
        if (wire_decode_entry(sent.data, sent.len, &e) != WK_OK)
            abort();
        if (told->state == TABLE_EXACT)
            side = told->count[1] > NINE_YES;
    }
    bytes_free(&sent);
    tabulate_free(t);
    return side;
}

/*
 * Nine answered before an interpreter, and one alone at the kiosk.  Told
 * together, the total minus the nine that the interpreter knows is the one.
 * Each channel has its own batch: the nine are not enough, the one is not
 * either, and ten who were alone leave the interpreter with nothing known.
 */
bool pitfall_nine_interpreted(void)
{
    const struct questionnaire *q = spaces_form(YES);
    bool held = true;

    for (int alone = 0; alone < 2; alone++) {
        struct tabulation *mixed = tabulate_new(q), *self = tabulate_new(q),
                          *assisted = tabulate_new(q);

        answer(mixed, NINE_NO + (alone == 0), NINE_YES + (alone == 1));
        answer(self, alone == 0, alone == 1);
        answer(assisted, NINE_NO, NINE_YES);
        held = side_of_the_one(mixed) == alone && held;
        held = side_of_the_one(self) == -1 && held;
        held = side_of_the_one(assisted) == -1 && held;
    }
    printf("mixed, nine interpreted answers give the one away; in two channels "
           "neither is told: %s\n",
        held ? "so it is" : "NOT SO");
    return held;
}
