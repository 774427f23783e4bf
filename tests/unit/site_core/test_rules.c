/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_rules.c - which figures of a batch are told: the rules one by one, the
 * pitfalls of client/PRIVACY.md by name, and what is still told.  What can be
 * computed from it is tests/attacker.
 */
#include "form_sample.h"

#include "rules.h"

/* Four cups with one exit; five points in three levels; yes and no. */
static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"site\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],"
    "\"text\":{\"en\":\"?\"}},"
    "{\"id\":\"five\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
    "[\"d\",\"e\"]]],\"text\":{\"en\":\"?\"}},"
    "{\"id\":\"yes\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"en\":\"?\"}}]}";

enum { CUP, FIVE, YES, EX = ANSWER_EXTRA, REF = ANSWER_REFUSED };
enum { UND = ANSWER_NOT_UNDERSTOOD, SKI = ANSWER_SKIPPED };

static int load_form(void **state)
{
    (void)state;
    form = sample_form(FORM);
    return 0;
}

/* True counts of one question: its codes, an extra, and no answer. */
struct counts {
    uint32_t code[5];
    uint32_t extra, refused, not_understood, skipped;
};

static void add(struct tabulation *t, int question, uint8_t value, uint32_t n)
{
    struct answers a = {.value = {SKI, SKI, SKI}};

    a.value[question] = value;
    for (uint32_t i = 0; i < n; i++)
        tabulate_add(t, &a);
}

/* The table that is told of these counts. */
static struct table tell(
    const struct rules_set *set, int question, const struct counts *c)
{
    struct tabulation *t = tabulate_new(form);
    struct release r;

    memset(&r, 0xA5, sizeof r); /* whatever stood there before */
    for (uint8_t i = 0; i < form->question[question].n_codes; i++)
        add(t, question, i, c->code[i]);
    add(t, question, EX, c->extra);
    add(t, question, REF, c->refused);
    add(t, question, UND, c->not_understood);
    add(t, question, SKI, c->skipped);
    rules_apply(set, form, t, &r);
    assert_int_equal(r.n_tables, 3);
    assert_int_equal(r.answer_sets, tabulate_answer_sets(t));
    assert_memory_equal(&r.rules, set, sizeof *set);
    tabulate_free(t);
    return r.table[question];
}

struct rule_case {
    const char *name;
    int question;
    struct counts in;
    enum table_state state;
    int level;
    bool split, positive;
    uint32_t count[9];
    uint32_t dissent; /* 0: the floor */
};

static struct rule_case rule_cases[] = {
    /* Pitfalls, named as in B.2. */
    {"(1,0,12,7) of 20 has one dissenter, not eight", CUP,
        {{1, 0, 12, 7}, 0, 0, 0, 0}, TABLE_AT_LEAST, 0, false, true,
        {0, 20, 18}, 0},
    {"(9,6,0,0) with 5 silent is unanimous", CUP, {{9, 6, 0, 0}, 0, 5, 0, 0},
        TABLE_AT_LEAST, 0, false, false, {5, 15, 13}, 0},
    {"no split of no answer under a cap", CUP, {{9, 6, 0, 0}, 0, 5, 5, 5},
        TABLE_AT_LEAST, 0, false, false, {15, 15, 13}, 0},
    {"exits are aside under a cap", CUP, {{0, 0, 10, 2}, 4, 1, 0, 0},
        TABLE_AT_LEAST, 0, false, true, {5, 12, 10}, 0},
    {"dissent of one and of none look alike", CUP, {{0, 0, 8, 12}, 0, 0, 0, 0},
        TABLE_AT_LEAST, 0, false, true, {0, 20, 18}, 0},

    /* m(t) > d, on both sides of it and for both sides. */
    {"dissent of two is capped", CUP, {{1, 1, 9, 9}, 0, 0, 0, 0},
        TABLE_AT_LEAST, 0, false, true, {0, 20, 18}, 0},
    {"dissent of three is exact", CUP, {{1, 2, 9, 8}, 0, 0, 0, 0}, TABLE_EXACT,
        0, true, false, {1, 2, 9, 8, 0, 0, 0, 0}, 0},
    {"dissent of three the other way", CUP, {{9, 8, 1, 2}, 0, 0, 0, 0},
        TABLE_EXACT, 0, true, false, {9, 8, 1, 2, 0, 0, 0, 0}, 0},
    {"a higher d caps more", CUP, {{1, 2, 9, 8}, 0, 0, 0, 0}, TABLE_AT_LEAST, 0,
        false, true, {0, 20, 17}, 3},
    {"a tie under a high d", YES, {{6, 6}, 0, 0, 0, 0}, TABLE_AT_LEAST, 0,
        false, false, {0, 12, 6}, 6},
    {"one more on one side under a high d", YES, {{6, 7}, 0, 0, 0, 0},
        TABLE_AT_LEAST, 0, false, true, {0, 13, 7}, 6},
    {"a d one below all that answered", YES, {{6, 6}, 0, 0, 0, 0},
        TABLE_AT_LEAST, 0, false, false, {0, 12, 1}, 11},
    {"a d above all that answered", YES, {{6, 6}, 0, 0, 0, 0}, TABLE_HIDDEN, 0,
        false, false, {0}, 12},

    /* s >= k_b under a cap. */
    {"ten answered under a cap", CUP, {{0, 0, 5, 5}, 0, 3, 0, 0},
        TABLE_AT_LEAST, 0, false, true, {3, 10, 8}, 0},
    {"nine answered under a cap", CUP, {{0, 0, 5, 4}, 0, 4, 0, 0}, TABLE_HIDDEN,
        0, false, false, {0}, 0},
    {"nobody answered", CUP, {{0}, 5, 10, 0, 5}, TABLE_HIDDEN, 0, false, false,
        {0}, 0},
    {"six of many answered, both sides", YES, {{3, 3}, 0, 0, 9, 0}, TABLE_EXACT,
        0, true, false, {3, 3, 0, 9, 0}, 0},

    /* The finest level with n >= 5 |L|; n is the batch, not who answered. */
    {"19 of four cups: two levels", CUP, {{3, 2, 7, 7}, 0, 0, 0, 0},
        TABLE_EXACT, 1, true, false, {5, 14, 0, 0, 0, 0}, 0},
    {"20 of four cups: four levels", CUP, {{3, 2, 8, 7}, 0, 0, 0, 0},
        TABLE_EXACT, 0, true, false, {3, 2, 8, 7, 0, 0, 0, 0}, 0},
    {"20 with no answer: four levels", CUP, {{3, 2, 4, 4}, 0, 7, 0, 0},
        TABLE_EXACT, 0, true, false, {3, 2, 4, 4, 0, 7, 0, 0}, 0},
    {"14 of five points: two levels", FIVE, {{2, 2, 2, 4, 4}, 0, 0, 0, 0},
        TABLE_EXACT, 2, true, false, {6, 8, 0, 0, 0}, 0},
    {"15 of five points: three levels", FIVE, {{2, 2, 3, 4, 4}, 0, 0, 0, 0},
        TABLE_EXACT, 1, true, false, {4, 3, 8, 0, 0, 0}, 0},
    {"24 of five points: three levels", FIVE, {{6, 2, 4, 4, 8}, 0, 0, 0, 0},
        TABLE_EXACT, 1, true, false, {8, 4, 12, 0, 0, 0}, 0},
    {"25 of five points: five levels", FIVE, {{6, 2, 5, 4, 8}, 0, 0, 0, 0},
        TABLE_EXACT, 0, true, false, {6, 2, 5, 4, 8, 0, 0, 0}, 0},
    {"ten of yes and no", YES, {{3, 7}, 0, 0, 0, 0}, TABLE_EXACT, 0, true,
        false, {3, 7, 0, 0, 0}, 0},
    {"a zero in an exact table is a 0", CUP, {{5, 0, 15, 0}, 0, 0, 0, 0},
        TABLE_EXACT, 0, true, false, {5, 0, 15, 0, 0, 0, 0, 0}, 0},

    /* NO ANSWER: split when each part is 0 or >= k_c. */
    {"no answer: 5, 0, 6 is split", CUP, {{5, 5, 5, 5}, 1, 5, 0, 6},
        TABLE_EXACT, 0, true, false, {5, 5, 5, 5, 1, 5, 0, 6}, 0},
    {"no answer: 4, 0, 6 is not", CUP, {{5, 5, 5, 5}, 1, 4, 0, 6}, TABLE_EXACT,
        0, false, false, {5, 5, 5, 5, 1, 10}, 0},
    {"no answer: 5, 1, 6 is not", CUP, {{5, 5, 5, 5}, 0, 5, 1, 6}, TABLE_EXACT,
        0, false, false, {5, 5, 5, 5, 0, 12}, 0},
    {"no answer: 5, 6, 4 is not", CUP, {{5, 5, 5, 5}, 0, 5, 6, 4}, TABLE_EXACT,
        0, false, false, {5, 5, 5, 5, 0, 15}, 0},
};

static void test_rule(void **state)
{
    const struct rule_case *c = *state;
    struct rules_set set = rules_floors();
    struct table t;
    size_t width;

    if (c->dissent > 0)
        set.dissent = c->dissent;
    t = tell(&set, c->question, &c->in);
    width = table_width(&form->question[c->question], &t);
    assert_int_equal(t.state, c->state);
    assert_int_equal(t.level, c->level);
    assert_int_equal(t.split, c->split);
    assert_int_equal(t.positive, c->positive);
    assert_int_equal(t.n_counts, width);
    for (size_t i = 0; i < MAX_COLUMNS; i++)
        assert_int_equal(t.count[i], i < width ? c->count[i] : 0);
}

/* R1: one person who was not asked is enough. */
static void test_not_asked(void **state)
{
    struct tabulation *t = tabulate_new(form);
    struct answers a = {.value = {0, 0, 0}};
    struct rules_set set = rules_floors();
    struct release r = {0};

    (void)state;
    for (int i = 0; i < 30; i++) {
        a.value[CUP] = (uint8_t)(i % 4);
        a.value[FIVE] = i == 17 ? ANSWER_NOT_ASKED : 1;
        a.value[YES] = ANSWER_NOT_ASKED;
        tabulate_add(t, &a);
    }
    rules_apply(&set, form, t, &r);
    assert_int_equal(r.table[CUP].state, TABLE_EXACT);
    assert_int_equal(r.table[FIVE].state, TABLE_NOT_ASKED);
    assert_int_equal(r.table[FIVE].n_counts, 0);
    assert_int_equal(r.table[YES].state, TABLE_NOT_ASKED);
    tabulate_free(t);
}

/* R7: tables hidden for different reasons are equal to the last byte. */
static void test_hidden_has_no_reason(void **state)
{
    static const struct counts NOBODY = {{0}, 0, 20, 0, 0};
    static const struct counts FEW = {{0, 0, 4, 5}, 5, 1, 0, 0};
    static const struct counts ONE = {{1, 0, 8, 0}, 1, 1, 0, 0};
    struct rules_set set = rules_floors();
    struct table a = tell(&set, CUP, &NOBODY), b = tell(&set, CUP, &FEW),
                 c = tell(&set, CUP, &ONE);

    (void)state;
    assert_int_equal(a.state, TABLE_HIDDEN);
    assert_memory_equal(&a, &b, sizeof a);
    assert_memory_equal(&a, &c, sizeof a);
}

/* R0, and a policy may raise a floor but never lower it. */
static void test_floors(void **state)
{
    struct rules_set set = rules_floors(), low;

    (void)state;
    assert_int_equal(set.version, 1);
    assert_int_equal(set.batch, 10);
    assert_int_equal(set.group, 5);
    assert_int_equal(set.column, 5);
    assert_int_equal(set.dissent, 2);
    assert_true(rules_above_floors(&set));
    assert_false(rules_batch_is_large(&set, 9));
    assert_true(rules_batch_is_large(&set, 10));
    set.batch = 15;
    assert_true(rules_above_floors(&set));
    assert_false(rules_batch_is_large(&set, 14));
    low = set, low.batch = 9;
    assert_false(rules_above_floors(&low));
    low = set, low.group = 4;
    assert_false(rules_above_floors(&low));
    low = set, low.column = 4;
    assert_false(rules_above_floors(&low));
    low = set, low.dissent = 1;
    assert_false(rules_above_floors(&low));
}

/* ---- B.4: utility, so that nobody makes it safe by telling nothing ------- */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* One answer: .10 .22 .42 .22, and .04 give none. */
static uint8_t draw(uint64_t *seed)
{
    static const uint64_t UP_TO[] = {10, 32, 74, 96};
    uint64_t v = next_random(seed) >> 11;

    v %= 100;
    for (uint8_t i = 0; i < 4; i++)
        if (v < UP_TO[i])
            return i;
    return SKI;
}

static void test_utility(void **state)
{
    static const struct {
        int n, exact;
    } CASES[] = {{10, 66}, {15, 90}, {20, 97}, {30, 100}, {40, 100}};
    enum { BATCHES = 3000 };
    struct rules_set set = rules_floors();
    uint64_t seed = 20260101;

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        int exact = 0;

        for (int b = 0; b < BATCHES; b++) {
            struct tabulation *t = tabulate_new(form);
            struct answers a = {.value = {0}};
            struct release r;

            for (int k = 0; k < CASES[i].n; k++) {
                a.value[CUP] = draw(&seed);
                tabulate_add(t, &a);
            }
            rules_apply(&set, form, t, &r);
            exact += r.table[CUP].state == TABLE_EXACT;
            tabulate_free(t);
        }
        assert_in_range(exact * 100, (CASES[i].exact - 3) * BATCHES,
            (CASES[i].exact + 3) * BATCHES);
    }
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_not_asked),
        cmocka_unit_test(test_hidden_has_no_reason),
        cmocka_unit_test(test_floors),
        cmocka_unit_test(test_utility),
    };
    struct CMUnitTest tests[sizeof rule_cases / sizeof rule_cases[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = rule_cases[i].name,
            .test_func = test_rule,
            .initial_state = &rule_cases[i]};
    failed = cmocka_run_group_tests_name("rule", tests, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("rules", OTHERS, load_form, free_form);
    return failed != 0;
}
