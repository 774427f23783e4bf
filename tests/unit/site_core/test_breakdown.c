/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_breakdown.c - which groups and breakdowns of a batch are told (R3, R4).
 * Every release that the rules make here must also pass the audit.
 */
#include "breakdown_form.h"

/* True rows by age, the last did not say: codes 0 to 3, exit, no answer. */
struct batch {
    uint32_t row[AGES + 1][WIDTH];
};

struct breakdown_case {
    const char *name;
    int question;
    struct batch in;
    int coding; /* -1: the groups are not told */
    bool not_said;
    uint32_t size[AGES + 1];
    int level; /* -1: the breakdown is hidden */
    uint32_t cell[(AGES + 1) * WIDTH];
};

static struct breakdown_case breakdown_cases[] = {
    /* R3: the groups. */
    {"four groups of five and more", CUP,
        {{{2, 1, 1, 1}, {1, 2, 1, 1}, {1, 1, 2, 1}, {1, 1, 1, 3}}}, 0, false,
        {5, 5, 5, 6}, -1, {0}},
    {"one group of four: the coarser coding", CUP,
        {{{1, 1, 1, 1}, {3, 3, 3, 3}, {3, 3, 3, 3}, {3, 3, 3, 3}}}, 1, false,
        {16, 24}, 0, {4, 4, 4, 4, 0, 0, 6, 6, 6, 6, 0, 0}},
    {"an empty group is a small one", CUP,
        {{{0}, {3, 3, 3, 3}, {3, 3, 3, 3}, {3, 3, 3, 3}}}, 1, false, {12, 24},
        1, {6, 6, 0, 0, 12, 12, 0, 0}},
    {"a small group in the coarsest coding: no groups at all", CUP,
        {{{1, 0, 1, 0}, {0, 1, 0, 1}, {9, 9, 9, 9}, {9, 9, 9, 9}}}, -1, false,
        {0}, -1, {0}},
    {"others: 4, 4, 4, 5 are not told as 5 and 12", CUP,
        {{{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 2}}}, 1, false,
        {8, 9}, -1, {0}},
    {"others: 5, 4, 4 are not told as 5 and 8", CUP,
        {{{1, 1, 2, 1}, {0}, {1, 1, 1, 1}, {1, 1, 1, 1}}}, 1, false, {5, 8}, -1,
        {0}},
    {"one who did not say: no groups at all", CUP,
        {{{9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9},
            {0, 0, 1, 0}}},
        -1, false, {0}, -1, {0}},
    {"four who did not say: no groups at all", CUP,
        {{{9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9},
            {1, 1, 1, 1}}},
        -1, false, {0}, -1, {0}},
    {"five who did not say are a group", CUP,
        {{{9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9}, {9, 9, 9, 9},
            {0, 2, 1, 1, 0, 1}}},
        0, true, {36, 36, 36, 36, 5}, 0,
        {9, 9, 9, 9, 0, 0, 9, 9, 9, 9, 0, 0, 9, 9, 9, 9, 0, 0, 9, 9, 9, 9, 0, 0,
            0, 2, 1, 1, 0, 1}},

    /* R4: n >= 5 R |L'|. */
    {"39 in two groups: not four cups", CUP,
        {{{0}, {4, 5, 5, 5}, {0}, {5, 5, 5, 5}}}, 1, false, {19, 20}, 1,
        {9, 10, 0, 0, 10, 10, 0, 0}},
    {"40 in two groups: four cups", CUP,
        {{{0}, {5, 5, 5, 5}, {0}, {5, 5, 5, 5}}}, 1, false, {20, 20}, 0,
        {5, 5, 5, 5, 0, 0, 5, 5, 5, 5, 0, 0}},
    {"19 in two groups: nothing", CUP, {{{0}, {2, 3, 2, 3}, {0}, {2, 2, 3, 2}}},
        1, false, {10, 9}, -1, {0}},
    {"20 in two groups: two sides", CUP,
        {{{0}, {2, 3, 2, 3}, {0}, {2, 3, 3, 2}}}, 1, false, {10, 10}, 1,
        {5, 5, 0, 0, 5, 5, 0, 0}},

    /* C1: at the 2-level, in every row, on both sides. */
    {"C1: a row with one dissenter hides all", CUP,
        {{{0}, {5, 5, 9, 9}, {0}, {1, 0, 9, 9}}}, 1, false, {28, 19}, -1, {0}},
    {"C1: a row with two is told", CUP,
        {{{0}, {5, 5, 9, 9}, {0}, {1, 1, 9, 9}}}, 1, false, {28, 20}, 0,
        {5, 5, 9, 9, 0, 0, 1, 1, 9, 9, 0, 0}},
    {"C1: one on the other side", CUP, {{{0}, {9, 9, 5, 5}, {0}, {9, 9, 0, 1}}},
        1, false, {28, 19}, -1, {0}},
    {"C1: who did not answer is on neither side", CUP,
        {{{0}, {5, 5, 9, 9}, {0}, {0, 1, 9, 9, 4, 4}}}, 1, false, {28, 27}, -1,
        {0}},

    /* C2: a column of few. */
    {"C2: four in a column: two sides", CUP,
        {{{0}, {2, 9, 9, 9}, {0}, {2, 9, 9, 9}}}, 1, false, {29, 29}, 1,
        {11, 18, 0, 0, 11, 18, 0, 0}},
    {"C2: five in a column", CUP, {{{0}, {2, 9, 9, 9}, {0}, {3, 9, 9, 9}}}, 1,
        false, {29, 30}, 0, {2, 9, 9, 9, 0, 0, 3, 9, 9, 9, 0, 0}},
    {"C2: nobody in a column", CUP, {{{0}, {0, 9, 9, 9}, {0}, {0, 9, 9, 9}}}, 1,
        false, {27, 27}, 0, {0, 9, 9, 9, 0, 0, 0, 9, 9, 9, 0, 0}},
    {"C2: four on one side: hidden", CUP,
        {{{0}, {1, 1, 9, 9}, {0}, {1, 1, 9, 9}}}, 1, false, {20, 20}, -1, {0}},
    {"C2: exits and no answer are exempt", CUP,
        {{{0}, {5, 5, 5, 5, 1, 1}, {0}, {5, 5, 5, 5, 0, 2}}}, 1, false,
        {22, 22}, 0, {5, 5, 5, 5, 1, 1, 5, 5, 5, 5, 0, 2}},

    /* C3: no zero where it is sensitive. */
    {"C3: a zero is told of a plain question", CUP,
        {{{0}, {0, 9, 9, 9}, {0}, {5, 9, 9, 9}}}, 1, false, {27, 32}, 0,
        {0, 9, 9, 9, 0, 0, 5, 9, 9, 9, 0, 0}},
    {"C3: and of a sensitive one only two sides", FEAR,
        {{{0}, {0, 9, 9, 9}, {0}, {5, 9, 9, 9}}}, 1, false, {27, 32}, 1,
        {9, 18, 0, 0, 14, 18, 0, 0}},
    {"C3: without a zero it is told", FEAR,
        {{{0}, {1, 9, 9, 9}, {0}, {4, 9, 9, 9}}}, 1, false, {28, 31}, 0,
        {1, 9, 9, 9, 0, 0, 4, 9, 9, 9, 0, 0}},
    {"C3: an empty column of a sensitive question", FEAR,
        {{{0}, {0, 9, 9, 9}, {0}, {0, 9, 9, 9}}}, 1, false, {27, 27}, 1,
        {9, 18, 0, 0, 9, 18, 0, 0}},

    /* A.4: never finer than the total, and only under an exact one. */
    {"a capped total has no breakdown", CUP,
        {{{0}, {1, 0, 9, 9}, {0}, {1, 0, 9, 9}}}, 1, false, {19, 19}, -1, {0}},
};

static void add(
    struct tabulation *t, int question, uint8_t age, uint8_t value, uint32_t n)
{
    struct answers a = {
        .value = {ANSWER_SKIPPED, ANSWER_SKIPPED, ANSWER_SKIPPED},
        .attribute = {age == NOT_SAID ? ANSWER_SKIPPED : age, 0}};

    a.value[question] = value;
    for (uint32_t i = 0; i < n; i++)
        tabulate_add(t, &a);
}

static void tell(int question, const struct batch *in, struct release *r)
{
    static const uint8_t VALUE[WIDTH] = {
        0, 1, 2, 3, ANSWER_EXTRA, ANSWER_REFUSED};
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);

    for (uint8_t age = 0; age <= AGES; age++)
        for (size_t v = 0; v < WIDTH; v++)
            add(t, question, age, VALUE[v], in->row[age][v]);
    told(&set, form, t, r);
}

static void test_breakdown(void **state)
{
    const struct breakdown_case *c = *state;
    const struct margin *m;
    const struct breakdown *b;
    struct release r;

    tell(c->question, &c->in, &r);
    m = &r.margin[0];
    b = &r.breakdown[c->question];
    assert_int_equal(m->shown, c->coding >= 0);
    assert_int_equal(m->coding, c->coding > 0 ? c->coding : 0);
    assert_int_equal(m->not_said, c->not_said);
    for (size_t g = 0; g < m->n_groups; g++)
        assert_int_equal(r.cell[m->first + g], c->size[g]);
    for (size_t g = m->n_groups; g <= AGES; g++)
        assert_int_equal(c->size[g], 0);
    assert_int_equal(
        b->state, c->level >= 0 ? BREAKDOWN_SHOWN : BREAKDOWN_HIDDEN);
    assert_int_equal(b->level, c->level > 0 ? c->level : 0);
    for (size_t i = 0; i < b->n_cells; i++)
        assert_int_equal(r.cell[b->first + i], c->cell[i]);
    for (size_t i = b->n_cells; i < sizeof c->cell / sizeof c->cell[0]; i++)
        assert_int_equal(c->cell[i], 0);
    assert_false(r.margin[1].shown); /* everybody is in one group */
    assert_int_equal(r.breakdown[PICK].state, BREAKDOWN_NONE);
}

/* ---- R3 of an attribute that no question is by: its groups, or nothing ----
 */

struct idle_case {
    const char *name;
    uint32_t people[3]; /* m, f, did not say */
    bool shown;
    uint8_t n_groups;
};

static struct idle_case idle_cases[] = {
    {"idle: five are told", {7, 5, 0}, true, 2},
    {"idle: four are not", {8, 4, 0}, false, 0},
    {"idle: one did not say", {6, 5, 1}, false, 0},
    {"idle: five did not say", {6, 5, 5}, true, 3},
};

static void test_idle(void **state)
{
    static const uint8_t CODE[] = {0, 1, ANSWER_SKIPPED};
    const struct idle_case *c = *state;
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);
    struct release r;

    for (size_t g = 0; g < 3; g++)
        for (uint32_t i = 0; i < c->people[g]; i++)
            tabulate_add(t,
                &(struct answers){.value = {0, ANSWER_SKIPPED, ANSWER_SKIPPED},
                    .attribute = {ANSWER_SKIPPED, CODE[g]}});
    told(&set, form, t, &r);
    assert_int_equal(r.margin[1].shown, c->shown);
    assert_int_equal(r.margin[1].n_groups, c->n_groups);
    assert_int_equal(r.n_cells, c->n_groups);
    for (size_t g = 0; g < c->n_groups; g++)
        assert_int_equal(r.cell[r.margin[1].first + g], c->people[g]);
}

/* ---- C2 under a level between the total's and the 2-level ---- */

struct few_case {
    const char *name;
    uint32_t row[2][5]; /* five points, by two ages */
    int level;          /* of the breakdown */
};

static struct few_case few_cases[] = {
    /* In three columns the second row would begin with 0, and tell that the
     * one at "a" is in the first. */
    {"C2: one beside a zero: two sides", {{1, 9, 5, 5, 10}, {0, 0, 10, 10, 10}},
        2},
    {"C2: four beside a zero: two sides",
        {{4, 6, 5, 5, 10}, {0, 0, 10, 10, 10}}, 2},
    /* Whether there is a zero must not show either. */
    {"C2: four and no zero: two sides", {{2, 3, 5, 5, 15}, {2, 3, 5, 10, 10}},
        2},
    {"C2: five columns of five and more", {{5, 6, 5, 5, 10}, {0, 0, 9, 10, 10}},
        0},
    {"C2: 49 carry three columns only", {{5, 6, 5, 5, 5}, {0, 0, 9, 9, 5}}, 1},
    {"C2: and not with four in the total", {{4, 7, 5, 5, 5}, {0, 0, 9, 9, 5}},
        2},
};

static void test_few(void **state)
{
    static const uint8_t AGE[] = {1, 3};
    const struct few_case *c = *state;
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(form);
    struct release r = {.project = "p"};
    char why[WHY_MAX] = "";

    for (size_t i = 0; i < 2; i++)
        for (uint8_t code = 0; code < 5; code++)
            add(t, FIVE, AGE[i], code, c->row[i][code]);
    rules_apply(&set, form, t, &r);
    tabulate_free(t);
    assert_int_equal(r.table[FIVE].state, TABLE_EXACT);
    assert_int_equal(r.table[FIVE].level, 0);
    assert_int_equal(r.breakdown[FIVE].state, BREAKDOWN_SHOWN);
    assert_int_equal(r.breakdown[FIVE].level, c->level);
    assert_int_equal(audit_release(form, &r, why), WK_OK);
}

/* ---- The largest shapes ---- */

/* Twelve answers and four exits by twelve groups and those who did not say,
 * for two questions that stand side by side, and 24 options. */
static void test_largest(void **state)
{
    static const char ONE[] =
        "\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\","
        "\"g\",\"h\",\"i\",\"j\",\"k\",\"l\"],[[\"a\",\"b\",\"c\",\"d\",\"e\","
        "\"f\"],[\"g\",\"h\",\"i\",\"j\",\"k\",\"l\"]]],\"extra\":[\"w\","
        "\"x\",\"y\",\"z\"],\"attribute\":\"by\",\"text\":{\"en\":\"?\"}}";
    static const char MANY[] =
        "\"type\":\"many\",\"levels\":[[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\","
        "\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\","
        "\"r\",\"s\",\"t\",\"u\",\"v\",\"w\",\"x\"]],\"text\":{\"en\":\"?\"}}";
    static const char BY[] = "{\"id\":\"by\",\"codings\":[[\"a\",\"b\",\"c\","
                             "\"d\",\"e\",\"f\",\"g\","
                             "\"h\",\"i\",\"j\",\"k\",\"l\"]]}";
    enum { COLUMNS = MAX_CODES + MAX_EXTRAS + 1 };
    struct rules_set set = rules_floors();
    struct questionnaire *q = NULL;
    struct tabulation *t;
    struct release r;
    char text[2048], why[WHY_MAX];
    uint32_t n = 0, option[MAX_OPTIONS] = {0};
    int len = snprintf(text, sizeof text,
        "{\"id\":\"l\",\"version\":1,\"scope\":\"site\",\"questions\":["
        "{\"id\":\"p\",%s,{\"id\":\"q\",%s,{\"id\":\"o\",%s],"
        "\"attributes\":[%s]}",
        ONE, ONE, MANY, BY);

    (void)state;
    assert_in_range(len, 1, sizeof text - 1);
    assert_int_equal(
        questionnaire_parse((const uint8_t *)text, (size_t)len, &q, why),
        WK_OK);
    t = tabulate_new(q);
    for (uint32_t i = 0; i < MAX_GROUPS * COLUMNS; i++)
        for (uint32_t k = 0; k <= 3 + i % 5; k++) {
            uint32_t row = i / COLUMNS, column = i % COLUMNS;
            uint32_t choice = n++ % MAX_OPTIONS;
            struct answers a = {
                .value = {ANSWER_SKIPPED, ANSWER_SKIPPED, ANSWER_CHOSEN},
                .attribute = {ANSWER_SKIPPED},
                .choices = {1u << choice}};

            option[choice]++;
            if (column < COLUMNS - 1)
                a.value[0] = a.value[1] = (uint8_t)(column < MAX_CODES
                        ? column
                        : ANSWER_EXTRA + column - MAX_CODES);
            if (row < MAX_CODES)
                a.attribute[0] = (uint8_t)row;
            tabulate_add(t, &a);
        }
    q->site_scope = false;
    told(&set, q, t, &r);
    assert_int_equal(r.answer_sets, n);
    assert_int_equal(r.margin[0].n_groups, MAX_GROUPS);
    for (size_t b = 0; b < 2; b++) {
        assert_int_equal(r.breakdown[b].n_cells, MAX_GROUPS * COLUMNS);
        for (uint32_t i = 0; i < MAX_GROUPS * COLUMNS; i++)
            assert_int_equal(r.cell[r.breakdown[b].first + i], 4 + i % 5);
    }
    assert_int_equal(r.table[2].state, TABLE_CHOICES);
    for (size_t i = 0; i < MAX_OPTIONS; i++)
        assert_int_equal(r.table[2].count[CHOICES_OPTION + i], option[i]);
    questionnaire_free(q);
}

int main(void)
{
    static const struct CMUnitTest LARGEST[] = {
        cmocka_unit_test(test_largest),
    };
    enum {
        N_BREAKDOWNS = sizeof breakdown_cases / sizeof breakdown_cases[0],
        N_IDLE = sizeof idle_cases / sizeof idle_cases[0],
        N_FEW = sizeof few_cases / sizeof few_cases[0]
    };
    struct CMUnitTest breakdowns[N_BREAKDOWNS];
    struct CMUnitTest few[N_FEW], idle[N_IDLE];
    int failed;

    for (size_t i = 0; i < N_BREAKDOWNS; i++)
        breakdowns[i] = (struct CMUnitTest){.name = breakdown_cases[i].name,
            .test_func = test_breakdown,
            .initial_state = &breakdown_cases[i]};
    for (size_t i = 0; i < N_IDLE; i++)
        idle[i] = (struct CMUnitTest){.name = idle_cases[i].name,
            .test_func = test_idle,
            .initial_state = &idle_cases[i]};
    for (size_t i = 0; i < N_FEW; i++)
        few[i] = (struct CMUnitTest){.name = few_cases[i].name,
            .test_func = test_few,
            .initial_state = &few_cases[i]};
    failed = cmocka_run_group_tests_name(
        "breakdown", breakdowns, load_form, free_form);
    failed += cmocka_run_group_tests_name("idle", idle, load_form, free_form);
    failed += cmocka_run_group_tests_name("few", few, load_form, free_form);
    failed += cmocka_run_group_tests_name("largest", LARGEST, NULL, NULL);
    return failed != 0;
}
