/* SPDX-License-Identifier: EUPL-1.2 */
/* test_choices.c - CHOOSE UP TO 3: which options of a question with several
 * choices are told. */
#include "breakdown_form.h"

/* How many people chose each set of options a, b, c, d. */
struct choice {
    uint32_t options, people;
};

enum { A = 1, B = 2, C = 4, D = 8 };

struct choices_case {
    const char *name;
    struct choice in[6];
    uint32_t silent;
    enum table_state state;
    uint32_t count[6]; /* aside, answered, a, b, c, d */
    uint32_t dissent;  /* 0: the floor */
};

static struct choices_case choices_cases[] = {
    {"exact where both sides have three", {{A | B, 5}, {B | C, 5}, {C | D, 5}},
        0, TABLE_CHOICES, {0, 15, 5, 10, 10, 5}, 0},
    {"at most two", {{A | B, 8}, {A | C, 7}, {A | D, 2}, {B | C, 3}}, 3,
        TABLE_CHOICES, {3, 20, 17, 11, 10, 2}, 0},
    {"nobody looks like at most two", {{A | B, 8}, {A | C, 9}, {B | C, 3}}, 0,
        TABLE_CHOICES, {0, 20, 17, 11, 12, 2}, 0},
    {"all but two look like all but none",
        {{A | B, 8}, {A | C, 7}, {A | D, 3}, {B | C, 2}}, 0, TABLE_CHOICES,
        {0, 20, 18, 10, 9, 3}, 0},
    {"everybody looks like at least", {{A | B, 8}, {A | C, 7}, {A | D, 5}}, 0,
        TABLE_CHOICES, {0, 20, 18, 8, 7, 5}, 0},
    {"three is exact", {{A | B, 8}, {A | C, 9}, {C | D, 3}}, 0, TABLE_CHOICES,
        {0, 20, 17, 8, 12, 3}, 0},
    {"nine chose something: hidden", {{A | B, 4}, {C | D, 5}}, 11, TABLE_HIDDEN,
        {0}, 0},
    {"ten chose something", {{A | B, 5}, {C | D, 5}}, 10, TABLE_CHOICES,
        {10, 10, 5, 5, 5, 5}, 0},
    /* Each of 20 chose at least one: without anybody at b, 19 would have. */
    {"a sum from below: hidden", {{A, 15}, {B, 1}, {C, 2}, {D, 2}}, 0,
        TABLE_HIDDEN, {0}, 0},
    /* Who chose three knows that the other 19 chose as many at least: with
     * nobody at d there would be 21 choices, not 22. */
    {"a sum from below, to one who chose three: hidden",
        {{A, 15}, {A | B, 1}, {B, 2}, {C, 1}, {D, 1}}, 0, TABLE_HIDDEN, {0}, 0},
    {"a sum that just tells nothing to one who chose three",
        {{A, 15}, {B, 3}, {C, 1}, {A | B | C, 1}}, 0, TABLE_CHOICES,
        {0, 20, 16, 4, 2, 2}, 0},
    /* All of 20 chose three, and with 20 at a there would be a 61st choice. */
    {"a sum from above: hidden",
        {{A | B | C, 13}, {A | B | D, 3}, {A | C | D, 3}, {B | C | D, 1}}, 0,
        TABLE_HIDDEN, {0}, 0},
    /* Who chose one option knows that the other 19 chose at most 57: with 20
     * at a there would be 58. */
    {"a sum from above, to one who chose one: hidden",
        {{A | B | C, 8}, {A | B | D, 6}, {A | C | D, 5}, {A | B, 1}}, 0,
        TABLE_HIDDEN, {0}, 0},
    {"a sum that just tells nothing to one who chose one",
        {{A | B | C, 8}, {A | B | D, 6}, {A | C | D, 5}, {A, 1}}, 0,
        TABLE_CHOICES, {0, 20, 18, 14, 13, 11}, 0},
    {"everybody chose three, and every count is told",
        {{A | B | C, 5}, {A | B | D, 5}, {A | C | D, 5}, {B | C | D, 5}}, 0,
        TABLE_CHOICES, {0, 20, 15, 15, 15, 15}, 0},
    {"2d + 1 chose something: hidden", {{A | B, 6}, {C | D, 5}}, 0,
        TABLE_HIDDEN, {0}, 5},
    {"2d + 2 chose something", {{A | B, 6}, {C | D, 6}}, 0, TABLE_CHOICES,
        {0, 12, 6, 6, 6, 6}, 5},
};

static void test_choices(void **state)
{
    const struct choices_case *c = *state;
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);
    struct answers a = {.value = {0, 0, ANSWER_CHOSEN}};
    struct release r;

    if (c->dissent > 0)
        set.dissent = c->dissent;
    for (size_t i = 0; i < sizeof c->in / sizeof c->in[0]; i++)
        for (uint32_t k = 0; k < c->in[i].people; k++) {
            a.choices[0] = c->in[i].options;
            tabulate_add(t, &a);
        }
    a.choices[0] = 0;
    for (uint32_t k = 0; k < c->silent; k++) {
        a.value[PICK] = k % 2 == 0 ? ANSWER_SKIPPED : ANSWER_REFUSED;
        tabulate_add(t, &a);
    }
    told(&set, form, t, &r);
    assert_int_equal(r.table[PICK].state, c->state);
    assert_int_equal(r.table[PICK].n_counts, c->state == TABLE_CHOICES ? 6 : 0);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(r.table[PICK].count[i], c->count[i]);
}

int main(void)
{
    enum { N_CHOICES = sizeof choices_cases / sizeof choices_cases[0] };
    struct CMUnitTest choices[N_CHOICES];

    for (size_t i = 0; i < N_CHOICES; i++)
        choices[i] = (struct CMUnitTest){.name = choices_cases[i].name,
            .test_func = test_choices,
            .initial_state = &choices_cases[i]};
    return cmocka_run_group_tests_name(
               "choices", choices, load_form, free_form) != 0;
}
