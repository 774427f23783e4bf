/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_floors.c - a release that tells as much as may be told, and each way to
 * tell a little more: one change a row, and nothing else of it is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "floors.h"

#define TEXT "\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":\"c\"}"
#define FOUR                                                                   \
    "\"levels\":[[\"0\",\"1\",\"2\",\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]],"

/* C1 with an exit, the sensitive C2, N1 with five options; by age. */
static const char FORM[] =
    "{\"id\":\"f\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"C1\",\"type\":\"one\"," FOUR "\"extra\":[\"not_needed\"],"
    "\"attribute\":\"age\"," TEXT "},"
    "{\"id\":\"C2\",\"type\":\"one\"," FOUR "\"sensitive\":true,"
    "\"attribute\":\"age\"," TEXT "},"
    "{\"id\":\"N1\",\"type\":\"many\","
    "\"levels\":[[\"a\",\"b\",\"c\",\"d\",\"e\"]]," TEXT "}],"
    "\"attributes\":[{\"id\":\"age\","
    "\"codings\":[[\"x\",\"y\",\"z\"],[[\"x\",\"y\"],[\"z\"]]]}]}";

enum { N = 60, GROUPS = 3, MARGIN = 0, ONE = 3, TWO = 15, N_CELLS = 24 };

static struct questionnaire *form;

static const struct release GOOD = {
    .months = {24000, 24000},
    .rules = {RULES_VERSION, 10, 5, 5, 2},
    .answer_sets = N,
    .eligible = 90,
    .asked = 80,
    .declined = 10,
    .channel = CHANNEL_SELF,
    .project = "p",
    .n_tables = 3,
    .table = {{TABLE_EXACT, 0, false, false, 6, {12, 14, 20, 10, 2, 2}},
        {TABLE_EXACT, 1, true, false, 5, {26, 29, 0, 5, 0}},
        {TABLE_CHOICES, 0, false, false, 7, {10, 50, 2, 20, 48, 30, 25}}},
    .n_margins = 1,
    .margin = {{true, 0, false, GROUPS, MARGIN}},
    .breakdown = {{BREAKDOWN_SHOWN, 1, 12, ONE}, {BREAKDOWN_SHOWN, 1, 9, TWO}},
    .n_cells = N_CELLS,
    .cell = {25, 20, 15,                       /* age */
        11, 12, 1, 1, 9, 10, 0, 1, 6, 8, 1, 0, /* C1 */
        11, 12, 2, 9, 9, 2, 6, 8, 1},          /* C2 */
};

/* The same without breakdowns, and without groups too. */
static struct release margins, totals;

/* A number of the release, and what is added to it. */
struct change {
    size_t at, size;
    int32_t by;
};

#define IN(field, v)                                                           \
    {                                                                          \
        offsetof(struct release, field), sizeof GOOD.field, v                  \
    }
#define CELL(i, v) IN(cell[i], v)
#define COUNT(t, i, v) IN(table[t].count[i], v)

static const struct {
    const struct release *of;
    const char *what;
    struct change change[6];
} BREACHES[] = {
    {&GOOD, "thresholds below the floor", {IN(rules.batch, -1)}},
    {&GOOD, "of a group", {IN(rules.group, -1)}},
    {&GOOD, "of a column", {IN(rules.column, -1)}},
    {&GOOD, "of dissent", {IN(rules.dissent, -1)}},
    {&GOOD, "a label over a year", {IN(months.last, 12)}},
    /* Shapes that are not the questionnaire's. */
    {&GOOD, "a table too few", {IN(n_tables, -1)}},
    {&GOOD, "a level that is not", {IN(table[1].level, 1)}},
    {&GOOD, "a width that is not", {IN(table[0].n_counts, -1)}},
    {&GOOD, "a split that is not", {IN(table[0].split, 1)}},
    {&GOOD, "a coding that is not", {IN(margin[0].coding, 2)}},
    {&GOOD, "a coding of another width", {IN(margin[0].coding, 1)}},
    {&GOOD, "a breakdown where the plan has none", {IN(breakdown[2].state, 1)}},
    {&GOOD, "and none where it has one", {IN(breakdown[1].state, -2)}},
    {&GOOD, "a bound of a question of many", {IN(table[2].state, -1)}},
    /* Of 90 eligible and 80 asked, 60 answered. */
    {&GOOD, "three of those asked kept silent", {IN(asked, -17)}},
    {&GOOD, "fewer asked than answered", {IN(asked, -30)}},
    {&GOOD, "four were not asked", {IN(asked, 6)}},
    {&GOOD, "more asked than eligible", {IN(asked, 11)}},
    {&GOOD, "asked, and nobody eligible", {IN(eligible, -90)}},
    {&GOOD, "three of the eligible kept silent",
        {IN(asked, -80), IN(eligible, -27)}},
    {&GOOD, "four, though k_g is six", {IN(asked, -16), IN(rules.group, 1)}},
    /* 20 of those asked kept silent, of whom 10 declined. */
    {&GOOD, "all but four of those asked", {IN(declined, 6)}},
    {&GOOD, "of those asked, where more were eligible", {IN(asked, -6)}},
    {&GOOD, "all but four of those eligible",
        {IN(asked, -80), IN(eligible, -16)}},
    {&GOOD, "three declined", {IN(declined, -7)}},
    {&GOOD, "five, though k_g is seven",
        {IN(declined, -5), IN(rules.group, 2)}},
    {&GOOD, "declined, and somebody was beside", {IN(channel, 1)}},
    /* Totals. */
    {&totals, "a total that does not sum", {COUNT(0, 5, 1)}},
    {&totals, "two of another mind",
        {COUNT(0, 0, -12), COUNT(0, 1, -12), COUNT(0, 5, 24)}},
    {&totals, "at the coarse level", {COUNT(1, 0, -24), COUNT(1, 3, 24)}},
    {&totals, "a kind of no answer of four", {COUNT(1, 3, -1), COUNT(1, 1, 1)}},
    /* Options. */
    {&totals, "options over nine",
        {COUNT(2, 0, 41), COUNT(2, 1, -41), COUNT(2, 3, -16), COUNT(2, 4, -41),
            COUNT(2, 5, -26), COUNT(2, 6, -21)}},
    {&totals, "options that do not sum to all", {COUNT(2, 0, 1)}},
    {&totals, "an option below its bound", {COUNT(2, 2, -1)}},
    {&totals, "an option above its bound", {COUNT(2, 4, 1)}},
    /* a is "at most 2": the others must reach 50, and 52 if one chose three */
    {&totals, "a bound narrowed: nobody else can have chosen",
        {COUNT(2, 3, -18), COUNT(2, 4, -46), COUNT(2, 5, -28),
            COUNT(2, 6, 17)}},
    {&totals, "a bound narrowed for one who chose three",
        {COUNT(2, 3, -18), COUNT(2, 4, -28), COUNT(2, 5, -19),
            COUNT(2, 6, -7)}},
    {&totals, "too few choices for all",
        {COUNT(2, 2, 1), COUNT(2, 3, -17), COUNT(2, 4, -44), COUNT(2, 5, -26),
            COUNT(2, 6, -21)}},
    /* c is "at least 48": with it all may reach 150, and 148 if one chose one
     */
    {&totals, "a bound narrowed: three at most each",
        {COUNT(2, 3, 27), COUNT(2, 5, 17), COUNT(2, 6, -17)}},
    {&totals, "a bound narrowed for one who chose one",
        {COUNT(2, 3, 27), COUNT(2, 5, 16), COUNT(2, 6, -19)}},
    {&totals, "more choices than three each",
        {COUNT(2, 2, 28), COUNT(2, 3, 20), COUNT(2, 4, -8), COUNT(2, 5, 10),
            COUNT(2, 6, 6)}},
    /* Groups of people. */
    {&margins, "a group of four", {CELL(2, -11), CELL(1, 11)}},
    {&margins, "a group of nobody", {CELL(2, -15), CELL(1, 15)}},
    {&margins, "groups that do not sum", {CELL(0, 1)}},
    /* Breakdowns. */
    {&GOOD, "a row that is not its group", {CELL(ONE, 1), CELL(ONE + 4, -1)}},
    {&GOOD, "columns that are not the total's",
        {CELL(ONE + 0, 1), CELL(ONE + 1, -1)}},
    {&GOOD, "an exit that is not the total's",
        {CELL(ONE + 2, -1), CELL(ONE + 3, 1)}},
    {&GOOD, "a row of one mind but one",
        {CELL(TWO + 6, -5), CELL(TWO + 7, 5), CELL(TWO + 0, 5),
            CELL(TWO + 1, -5)}},
    {&GOOD, "nobody on a side, and sensitive",
        {CELL(TWO + 6, -6), CELL(TWO + 7, 6), CELL(TWO + 0, 6),
            CELL(TWO + 1, -6)}},
    {&GOOD, "no exact total",
        {IN(table[1].state, -2), IN(table[1].n_counts, -5)}},
    {&GOOD, "no margin", {IN(margin[0].shown, -1), IN(margin[0].n_groups, -3)}},
};

/* The same at the finest level, where the columns are few. */
static const uint32_t FINE[] = {25, 20, 15,               /* age */
    5, 6, 8, 4, 1, 1, 5, 4, 7, 3, 0, 1, 2, 4, 5, 3, 1, 0, /* C1 */
    11, 12, 2, 9, 9, 2, 6, 8, 1};                         /* C2 */

static const struct {
    const char *what;
    bool sensitive, broken;
    struct change change[6];
} AT_FINE[] = {
    {"finest", false, false, {{0, 0, 0}}},
    {"and sensitive", true, false, {{0, 0, 0}}},
    {"a zero", false, false,
        {CELL(ONE + 12, -2), CELL(ONE + 13, 2), CELL(ONE + 0, 2),
            CELL(ONE + 1, -2)}},
    {"a zero, sensitive", true, true,
        {CELL(ONE + 12, -2), CELL(ONE + 13, 2), CELL(ONE + 0, 2),
            CELL(ONE + 1, -2)}},
    {"a column of four", false, true,
        {COUNT(0, 0, -8), COUNT(0, 1, 8), CELL(ONE + 0, -4), CELL(ONE + 1, 4),
            CELL(ONE + 6, -4), CELL(ONE + 7, 4)}},
};

static void spoil(struct release *r, const struct change *c, size_t n)
{
    for (size_t i = 0; i < n && c[i].size > 0; i++) {
        uint8_t *at = (uint8_t *)r + c[i].at;
        uint64_t v = 0;

        memcpy(&v, at, c[i].size); /* little end first, as all we run on */
        v += (uint64_t)(int64_t)c[i].by;
        memcpy(at, &v, c[i].size);
    }
}

static void test_each_breach(void **state)
{
    (void)state;
    assert_false(floors_broken(&GOOD, form));
    assert_false(floors_broken(&GOOD, NULL));
    for (size_t i = 0; i < sizeof BREACHES / sizeof BREACHES[0]; i++) {
        struct release r = *BREACHES[i].of;

        assert_false(floors_broken(&r, form));
        spoil(&r, BREACHES[i].change, 6);
        if (!floors_broken(&r, form))
            fail_msg("not seen: %s", BREACHES[i].what);
    }
}

static void test_finer_breakdowns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof AT_FINE / sizeof AT_FINE[0]; i++) {
        struct release r = GOOD;

        memcpy(r.cell, FINE, sizeof FINE);
        r.breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 0, 18, ONE};
        r.breakdown[1].first = ONE + 18;
        r.n_cells = sizeof FINE / sizeof FINE[0];
        spoil(&r, AT_FINE[i].change, 6);
        form->question[0].sensitive = AT_FINE[i].sensitive;
        if (floors_broken(&r, form) != AT_FINE[i].broken)
            fail_msg("wrong: %s", AT_FINE[i].what);
    }
}

/* A total of two sides, and rows of four that sum to it all the same. */
static void test_finer_than_its_total(void **state)
{
    static const uint32_t ROWS[] = {
        0, 11, 0, 12, 1, 1, 0, 9, 0, 10, 0, 1, 0, 6, 0, 8, 1, 0};
    struct release r = GOOD;

    (void)state;
    r.table[0] =
        (struct table){TABLE_EXACT, 1, false, false, 4, {26, 30, 2, 2}};
    assert_false(floors_broken(&r, form));
    memmove(r.cell + ONE + 18, r.cell + TWO, 9 * sizeof r.cell[0]);
    memcpy(r.cell + ONE, ROWS, sizeof ROWS);
    r.breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 0, 18, ONE};
    r.breakdown[1].first = ONE + 18;
    r.n_cells = ONE + 27;
    assert_true(floors_broken(&r, form));
}

/* As close to the sums as may be: 52 and 148 with the bound at its edge. */
static void test_sums_of_options(void **state)
{
    static const uint32_t COUNTS[][5] = {{2, 3, 20, 12, 17},
        {2, 47, 48, 41, 10}, {3, 3, 3, 3, 38}, {30, 40, 40, 37, 3}};

    (void)state;
    for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++) {
        struct release r = totals;

        memcpy(r.table[2].count + CHOICES_OPTION, COUNTS[i], sizeof COUNTS[i]);
        assert_false(floors_broken(&r, form));
    }
}

/* Five answer sets for each cell, and one fewer. */
static void test_too_fine(void **state)
{
    static const struct table FOUR_OF[] = {
        {TABLE_EXACT, 0, false, false, 6, {4, 5, 5, 4, 1, 1}},
        {TABLE_EXACT, 0, false, false, 6, {4, 5, 5, 4, 1, 0}}};
    static const struct table TWO_OF[] = {
        {TABLE_EXACT, 1, false, false, 4, {10, 10, 0, 0}},
        {TABLE_EXACT, 1, false, false, 4, {10, 9, 0, 0}}};
    static const uint32_t ROWS[][10] = {
        {10, 10, 5, 5, 0, 0, 5, 5, 0, 0}, {10, 9, 5, 5, 0, 0, 5, 4, 0, 0}};

    (void)state;
    for (uint32_t i = 0; i < 2; i++) {
        struct release r = totals;

        r.answer_sets = 20 - i;
        r.table[0] = FOUR_OF[i];
        r.table[1] = r.table[2] = (struct table){.state = TABLE_HIDDEN};
        assert_int_equal(floors_broken(&r, form), i == 1);
        r.table[0] = TWO_OF[i];
        assert_false(floors_broken(&r, form));
        r.margin[0] = (struct margin){true, 1, false, 2, MARGIN};
        r.breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 1, 8, 2};
        r.breakdown[1].first = r.n_cells = 10;
        memcpy(r.cell, ROWS[i], sizeof ROWS[i]);
        assert_int_equal(floors_broken(&r, form), i == 1);
    }
}

/* Those who did not say are a group like any other. */
static void test_not_said(void **state)
{
    struct release r = GOOD;

    (void)state;
    r.margin[0] = (struct margin){true, 1, true, 3, MARGIN};
    assert_false(floors_broken(&r, form));
    r.cell[2] = 4;
    r.cell[1] = 31;
    assert_true(floors_broken(&r, form));
}

static void test_bounds(void **state)
{
    static const struct {
        uint32_t aside, answered, least;
        bool broken;
    } CASES[] = {
        {50, 10, 8, false},
        {51, 9, 7, true},
        {10, 50, 49, true},
        {10, 50, 48, false},
        {11, 50, 48, true},
        {9, 50, 48, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct release r = GOOD;

        r.table[1] = (struct table){TABLE_AT_LEAST, 0, false, true, 3,
            {CASES[i].aside, CASES[i].answered, CASES[i].least}};
        r.breakdown[1] = (struct breakdown){.state = BREAKDOWN_HIDDEN};
        r.n_cells = TWO;
        assert_int_equal(floors_broken(&r, form), CASES[i].broken);
        assert_int_equal(floors_broken(&r, NULL), CASES[i].broken);
    }
}

/* As close to both as may be. */
static void test_turnout(void **state)
{
    static const uint32_t CASES[][3] = {{0, 0, 0}, {64, 0, 0}, {64, 64, 0},
        {69, 64, 0}, {90, 90, 0}, {90, 85, 0}, {0, 0, 4}, {69, 0, 4},
        {90, 0, 25}, {90, 85, 20}, {0, 0, 5}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct release r = GOOD;

        r.eligible = CASES[i][0];
        r.asked = CASES[i][1];
        r.declined = CASES[i][2];
        assert_false(floors_broken(&r, form));
        assert_false(floors_broken(&r, NULL));
    }
}

/* A batch of nine, of which nothing is told but that. */
static void test_batch(void **state)
{
    struct release r = {.months = GOOD.months,
        .rules = GOOD.rules,
        .answer_sets = 10,
        .n_tables = 3,
        .n_margins = 1};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        r.table[i].state = TABLE_HIDDEN;
    r.breakdown[0].state = r.breakdown[1].state = BREAKDOWN_HIDDEN;
    assert_false(floors_broken(&r, form));
    r.answer_sets = 9;
    assert_true(floors_broken(&r, form));
}

static int parse_form(void **state)
{
    char why[WHY_MAX];

    (void)state;
    margins = GOOD;
    margins.breakdown[0] = margins.breakdown[1] =
        (struct breakdown){.state = BREAKDOWN_HIDDEN};
    margins.n_cells = ONE;
    totals = margins;
    totals.margin[0] = (struct margin){.shown = false};
    totals.n_cells = 0;
    return questionnaire_parse(
               (const uint8_t *)FORM, sizeof FORM - 1, &form, why) != WK_OK;
}

static int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

/* Three levels, told at the second: a column of few of the total, which the
 * breakdown adds to another, is told by a zero beside it. */
static void test_few_in_the_total(void **state)
{
    static const char FIVE[] =
        "{\"id\":\"f\",\"version\":1,\"scope\":\"network\",\"questions\":[{"
        "\"id\":\"C1\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
        "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
        "[\"d\",\"e\"]]],\"attribute\":\"age\"," TEXT "}],\"attributes\":["
        "{\"id\":\"age\",\"codings\":[[\"x\",\"y\"]]}]}";
    struct release r = {.months = {24000, 24000},
        .rules = {RULES_VERSION, 10, 5, 5, 2},
        .answer_sets = 49,
        .n_tables = 1,
        .table = {{TABLE_EXACT, 0, true, false, 8, {5, 6, 14, 14, 10}}},
        .n_margins = 1,
        .margin = {{true, 0, false, 2, 0}},
        .breakdown = {{BREAKDOWN_SHOWN, 1, 8, 2}},
        .n_cells = 10,
        .cell = {26, 23, 11, 5, 10, 0, 0, 9, 14, 0}};
    struct questionnaire *q = NULL;
    char why[WHY_MAX];

    (void)state;
    assert_int_equal(
        questionnaire_parse((const uint8_t *)FIVE, sizeof FIVE - 1, &q, why),
        WK_OK);
    assert_false(floors_broken(&r, q));
    r.table[0].count[0]--;
    r.table[0].count[1]++;
    assert_true(floors_broken(&r, q));
    questionnaire_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_breach),
        cmocka_unit_test(test_finer_breakdowns),
        cmocka_unit_test(test_finer_than_its_total),
        cmocka_unit_test(test_sums_of_options),
        cmocka_unit_test(test_too_fine),
        cmocka_unit_test(test_not_said),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_turnout),
        cmocka_unit_test(test_batch),
        cmocka_unit_test(test_few_in_the_total),
    };

    return cmocka_run_group_tests(tests, parse_form, free_form);
}
