/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_audit.c - for every rule one release that breaks only that rule, and
 * the audit names it; what the rules make is accepted, and nothing else is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "rules.h"
#include "wire.h"

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"five\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
    "[\"d\",\"e\"]]],\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"yes\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"no\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}]}";

enum { CUP, FIVE, YES, NO };

static struct questionnaire *form;

static int load_form(void **state)
{
    char why[WHY_MAX];

    (void)state;
    return questionnaire_parse(
               (const uint8_t *)FORM, sizeof FORM - 1, &form, why) != WK_OK;
}

static int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

/* Twenty answer sets: exact at four cups, exact at three of five points, a
 * cap, and a question that was not put. */
static struct release good(void)
{
    struct release r = {.project = "p",
        .channel = CHANNEL_SELF,
        .months = {24312, 24313},
        .rules = {1, 10, 5, 5, 2},
        .answer_sets = 20,
        .n_tables = 4};

    r.table[CUP] = (struct table){
        .state = TABLE_EXACT, .n_counts = 6, .count = {1, 2, 8, 4, 1, 4}};
    r.table[FIVE] = (struct table){.state = TABLE_EXACT,
        .level = 1,
        .split = true,
        .n_counts = 6,
        .count = {3, 4, 8, 5, 0, 0}};
    r.table[YES] = (struct table){.state = TABLE_AT_LEAST,
        .positive = true,
        .n_counts = 3,
        .count = {3, 17, 15}};
    r.table[NO] = (struct table){.state = TABLE_NOT_ASKED};
    return r;
}

/* As bytes, and read back: what would be sent. */
static enum wk_err audit(const struct release *r, char why[static WHY_MAX])
{
    struct entry e = {.seq = 1, .kind = ENTRY_RELEASE, .release = *r};
    struct bytes out = bytes_new(MAX_ENTRY);
    enum wk_err err;

    why[0] = '\0';
    wire_encode_entry(&e, &out);
    err = audit_entry(form, out.data, out.len, why);
    bytes_free(&out);
    return err;
}

struct plant {
    const char *name;
    const char *why; /* NULL: still good */
    /* Either a field of the release ... */
    size_t field;
    uint32_t value;
    /* ... or a whole table. */
    int question; /* + 1 */
    struct table table;
};

#define FIELD(member) offsetof(struct release, member)
#define EXACT(lv, sp, n, ...)                                                  \
    {                                                                          \
        .state = TABLE_EXACT, .level = lv, .split = sp, .n_counts = n,         \
        .count = {                                                             \
            __VA_ARGS__                                                        \
        }                                                                      \
    }
#define CAP(...)                                                               \
    {                                                                          \
        .state = TABLE_AT_LEAST, .n_counts = 3, .count = { __VA_ARGS__ }       \
    }

static struct plant plants[] = {
    {.name = "unknown rule set",
        .why = "rules: rule set 2 is unknown",
        .field = FIELD(rules.version),
        .value = 2},
    {.name = "k_b under its floor",
        .why = "floor: k_b is 9",
        .field = FIELD(rules.batch),
        .value = 9},
    {.name = "k_g under its floor",
        .why = "floor: k_g is 4",
        .field = FIELD(rules.group),
        .value = 4},
    {.name = "k_c under its floor",
        .why = "floor: k_c is 0",
        .field = FIELD(rules.column),
        .value = 0},
    {.name = "d under its floor",
        .why = "floor: d is 1",
        .field = FIELD(rules.dissent),
        .value = 1},
    {.name = "a batch under a raised k_b",
        .why = "R0: fewer answer sets than k_b",
        .field = FIELD(rules.batch),
        .value = 21},
    {.name = "a batch of nine",
        .why = "R0: fewer answer sets than k_b",
        .field = FIELD(answer_sets),
        .value = 9},
    {.name = "a label of 13 months",
        .why = "B4: a label of 13 months",
        .field = FIELD(months.last),
        .value = 24324},
    {.name = "a label of 12 months",
        .field = FIELD(months.last),
        .value = 24323},
    {.name = "few eligible",
        .why = "B11: eligible is below k_b",
        .field = FIELD(eligible),
        .value = 9},
    {.name = "ten eligible", .field = FIELD(eligible), .value = 10},
    {.name = "few asked",
        .why = "B11: asked is below k_b",
        .field = FIELD(asked),
        .value = 9},

    {.name = "a row that does not sum to n",
        .why = "R1, cup: does not sum to the answer sets",
        .question = CUP + 1,
        .table = EXACT(0, false, 6, 1, 2, 8, 4, 1, 5)},
    {.name = "a row that wraps around to n",
        .why = "R1, cup: does not sum to the answer sets",
        .question = CUP + 1,
        .table = EXACT(0, false, 6, 1, 2, 8, 4, 0, 10000000)},
    {.name = "a row without its exit",
        .why = "R1, cup: 5 counts in a row of 6",
        .question = CUP + 1,
        .table = EXACT(0, false, 5, 1, 2, 8, 4, 5)},
    {.name = "a row of another level",
        .why = "R1, cup: 4 counts in a row of 6",
        .question = CUP + 1,
        .table = EXACT(0, false, 4, 3, 12, 1, 4)},
    {.name = "dissent shown as exact",
        .why = "R2, cup: exact, though one side is not above d",
        .question = CUP + 1,
        .table = EXACT(0, false, 6, 1, 0, 12, 2, 1, 4)},
    {.name = "dissent hidden in a middle group",
        .why = "R2, five: exact, though one side is not above d",
        .question = FIVE + 1,
        .table = EXACT(1, false, 4, 8, 7, 2, 3)},
    {.name = "unanimous, shown as exact",
        .why = "R2, cup: exact, though one side is not above d",
        .question = CUP + 1,
        .table = EXACT(0, false, 6, 7, 8, 0, 0, 1, 4)},
    {.name = "a level finer than n carries",
        .why = "R2, five: finer than the batch carries",
        .question = FIVE + 1,
        .table = EXACT(0, false, 6, 2, 1, 4, 8, 4, 1)},
    {.name = "a level coarser than n asks for",
        .why = "R2, cup: coarser than the batch needs",
        .question = CUP + 1,
        .table = EXACT(1, false, 4, 3, 12, 1, 4)},
    {.name = "a level that is not declared",
        .why = "R2, yes: level 1 is not declared",
        .question = YES + 1,
        .table = EXACT(1, false, 3, 3, 12, 5)},
    {.name = "a part of no answer is one person",
        .why = "NO ANSWER, five: split, though a part is below k_c",
        .question = FIVE + 1,
        .table = EXACT(1, true, 6, 3, 4, 7, 5, 1, 0)},
    {.name = "a part of no answer is four",
        .why = "NO ANSWER, five: split, though a part is below k_c",
        .question = FIVE + 1,
        .table = EXACT(1, true, 6, 3, 4, 4, 0, 5, 4)},
    {.name = "nobody in no answer, and no split",
        .why = "NO ANSWER, yes: not split, though nobody is in it",
        .question = YES + 1,
        .table = EXACT(0, false, 3, 3, 17, 0)},
    {.name = "a cap with s under k_b",
        .why = "R2, yes: capped, though too few answered",
        .question = YES + 1,
        .table = CAP(11, 9, 7)},
    {.name = "a bound that tells one more",
        .why = "R2, yes: the bound is not s - d",
        .question = YES + 1,
        .table = CAP(3, 17, 16)},
    {.name = "a bound that tells one less",
        .why = "R2, yes: the bound is not s - d",
        .question = YES + 1,
        .table = CAP(3, 17, 14)},
    {.name = "a cap that does not sum to n",
        .why = "R1, yes: does not sum to the answer sets",
        .question = YES + 1,
        .table = CAP(4, 17, 15)},
    {.name = "the other side of a cap",
        .question = YES + 1,
        .table = CAP(3, 17, 15)},
    {.name = "hidden", .question = CUP + 1, .table = {.state = TABLE_HIDDEN}},
};

static void test_plant(void **state)
{
    const struct plant *p = *state;
    struct release r = good();
    char why[WHY_MAX];
    enum wk_err err;

    if (p->question > 0)
        r.table[p->question - 1] = p->table;
    else
        memcpy((char *)&r + p->field, &p->value, sizeof p->value);
    err = audit(&r, why);
    if (p->why == NULL) {
        assert_string_equal(why, "");
        assert_int_equal(err, WK_OK);
    } else {
        assert_string_equal(why, p->why);
        assert_int_equal(err, WK_ECHECK);
    }
}

/* What wire.h would not let pass in the first place is refused here too. */
static void test_behind_the_wire(void **state)
{
    static const struct plant BEHIND[] = {
        {.why = "B4: a label of 0 months",
            .field = FIELD(months.last),
            .value = 24311},
        {.why = "R1: 5 tables for 4 questions",
            .field = FIELD(n_tables),
            .value = 5},
        {.why = "R1: 3 tables for 4 questions",
            .field = FIELD(n_tables),
            .value = 3},
        {.why = "R7, no: 1 counts where nothing is told",
            .question = NO + 1,
            .table = {.state = TABLE_NOT_ASKED, .n_counts = 1}},
        {.why = "R7, no: 3 counts where nothing is told",
            .question = NO + 1,
            .table = {.state = TABLE_HIDDEN, .n_counts = 3}},
        {.why = "R7, no: a table of an unknown kind",
            .question = NO + 1,
            .table = {.n_counts = 0}},
        {.why = "R2, yes: tells more than a cap may",
            .question = YES + 1,
            .table = {.state = TABLE_AT_LEAST,
                .n_counts = 4,
                .count = {3, 17, 15, 1}}},
        {.why = "R2, yes: tells more than a cap may",
            .question = YES + 1,
            .table = {.state = TABLE_AT_LEAST,
                .split = true,
                .n_counts = 3,
                .count = {3, 17, 15}}},
        {.why = "R1, cup: does not sum to the answer sets",
            .question = CUP + 1,
            .table = EXACT(0, false, 6, 3, 3, 3, 3, UINT32_MAX, 9)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof BEHIND / sizeof BEHIND[0]; i++) {
        const struct plant *p = &BEHIND[i];
        struct release r = good();
        char why[WHY_MAX];

        if (p->question > 0)
            r.table[p->question - 1] = p->table;
        else
            memcpy((char *)&r + p->field, &p->value, sizeof p->value);
        assert_int_equal(audit_release(form, &r, why), WK_ECHECK);
        assert_string_equal(why, p->why);
    }
}

static void test_scope(void **state)
{
    struct release r = good();
    char why[WHY_MAX];

    (void)state;
    form->site_scope = true;
    assert_int_equal(audit(&r, why), WK_ECHECK);
    assert_string_equal(why, "scope: s is the site's own and stays");
    form->site_scope = false;
}

/* Bytes that are cut, longer or changed are never taken for the release. */
static void test_bytes(void **state)
{
    struct entry e = {.seq = 1, .kind = ENTRY_RELEASE, .release = good()};
    struct bytes out = bytes_new(MAX_ENTRY);
    char why[WHY_MAX];

    (void)state;
    wire_encode_entry(&e, &out);
    for (size_t len = 0; len < out.len; len++) {
        assert_int_equal(audit_entry(form, out.data, len, why), WK_ECHECK);
        assert_memory_equal(why, "R5: cannot be read back", 23);
    }
    bytes_add(&out, "", 1);
    assert_int_equal(audit_entry(form, out.data, out.len, why), WK_ECHECK);
    bytes_free(&out);
}

static void test_withdrawal(void **state)
{
    static const struct {
        uint64_t seq;
        enum wk_err err;
    } CASES[] = {{1, WK_OK}, {4, WK_OK}, {5, WK_ECHECK}, {6, WK_ECHECK}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct entry e = {.seq = 5,
            .kind = ENTRY_WITHDRAWAL,
            .withdrawal = {CASES[i].seq, 1}};
        struct bytes out = bytes_new(MAX_ENTRY);
        char why[WHY_MAX];

        wire_encode_entry(&e, &out);
        assert_int_equal(
            audit_entry(form, out.data, out.len, why), CASES[i].err);
        bytes_free(&out);
    }
}

static uint32_t next_random(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % below;
}

/* An answer of which the first codes, the last or none may be the habit. */
static uint8_t random_answer(
    uint64_t *seed, const struct qn_question *f, uint32_t habit)
{
    static const uint8_t NO_ANSWER[] = {
        ANSWER_REFUSED, ANSWER_NOT_UNDERSTOOD, ANSWER_SKIPPED};
    uint32_t v = next_random(seed, 100);

    if (v < 8 * (habit % 4))
        return NO_ANSWER[habit % 3 == 0 ? next_random(seed, 3) : habit % 3];
    if (v < 8 * (habit % 4) + 5 && f->n_extras > 0)
        return ANSWER_EXTRA;
    if (v < 90 && habit % 5 < 3)
        return (uint8_t)(habit % 5 == 0 ? f->n_codes - 1u
                : habit % 5 == 1        ? 0u
                                        : 1u);
    return (uint8_t)next_random(seed, f->n_codes);
}

/* Whatever the batch, what the rules make of it passes the audit. */
static void test_rules_pass(void **state)
{
    uint64_t seed = 42;
    size_t seen[5] = {0};

    (void)state;
    for (int batch = 0; batch < 20000; batch++) {
        struct rules_set set = rules_floors();
        struct tabulation *t = tabulate_new(form);
        struct release r = good();
        uint32_t n, habit[4];
        char why[WHY_MAX];

        if (batch % 4 == 0) {
            set.batch += next_random(&seed, 10);
            set.dissent += next_random(&seed, 12);
            set.column += next_random(&seed, 5);
        }
        n = set.batch + next_random(&seed, batch % 10 == 0 ? 200 : 25);
        for (int k = 0; k < 4; k++)
            habit[k] = next_random(&seed, 60);
        for (uint32_t i = 0; i < n; i++) {
            struct answers a = {.value = {0}};

            for (int k = 0; k < 4; k++)
                a.value[k] = random_answer(&seed, &form->question[k], habit[k]);
            if (habit[NO] == 0)
                a.value[NO] = ANSWER_NOT_ASKED;
            tabulate_add(t, &a);
        }
        rules_apply(&set, form, t, &r);
        for (int k = 0; k < 4; k++)
            seen[r.table[k].state]++;
        if (audit(&r, why) != WK_OK)
            fail_msg("batch %d: %s", batch, why);
        tabulate_free(t);
    }
    for (int s = TABLE_HIDDEN; s <= TABLE_AT_LEAST; s++)
        assert_true(seen[s] > 100);
}

/* Every table that the rules tell of some batch of n on one question. */
enum { MAX_TOLD = 500 };

struct told {
    struct questionnaire q;
    uint32_t n;
    size_t n_tables;
    struct table table[MAX_TOLD];
};

static bool same_table(const struct table *a, const struct table *b)
{
    return a->state == b->state && a->level == b->level &&
        a->split == b->split && a->positive == b->positive &&
        a->n_counts == b->n_counts &&
        memcmp(a->count, b->count, sizeof a->count) == 0;
}

static size_t find_told(const struct told *all, const struct table *t)
{
    size_t i = 0;

    while (i < all->n_tables && !same_table(&all->table[i], t))
        i++;
    return i;
}

/* Deal the people left over the values from v on, in every way. */
static void tell_all(
    struct told *all, struct answers *people, uint32_t left, size_t v)
{
    static const uint8_t VALUES[] = {0, 1, ANSWER_REFUSED,
        ANSWER_NOT_UNDERSTOOD, ANSWER_SKIPPED, ANSWER_NOT_ASKED};

    if (v + 1 < sizeof VALUES)
        tell_all(all, people, left, v + 1); /* nobody says v */
    for (uint32_t k = 1; k <= left; k++) {
        people[left - k].value[0] = VALUES[v];
        if (k < left && v + 1 < sizeof VALUES)
            tell_all(all, people, left - k, v + 1);
        if (k < left)
            continue;
        struct tabulation *t = tabulate_new(&all->q);
        struct rules_set set = rules_floors();
        struct release r = {0};

        for (uint32_t i = 0; i < all->n; i++)
            tabulate_add(t, &people[i]);
        rules_apply(&set, &all->q, t, &r);
        tabulate_free(t);
        if (find_told(all, &r.table[0]) < all->n_tables)
            continue;
        assert_true(all->n_tables < MAX_TOLD);
        all->table[all->n_tables++] = r.table[0];
    }
}

/* Audit one table; when it passes, it must be one that can be told. */
static size_t try_table(const struct told *all, struct table t)
{
    struct release r = good();
    char why[WHY_MAX];

    r.answer_sets = all->n;
    r.n_tables = 1;
    r.table[0] = t;
    if (audit_release(&all->q, &r, why) != WK_OK)
        return 0;
    if (find_told(all, &t) == all->n_tables)
        fail_msg("accepted: state %d, split %d, positive %d, %u: %u %u %u %u",
            t.state, t.split, t.positive, t.n_counts, t.count[0], t.count[1],
            t.count[2], t.count[3]);
    return 1;
}

/* Every table of these counts, each from 0 to one more than there are. */
static size_t try_counts(const struct told *all, struct table *t, unsigned i)
{
    size_t accepted = 0;

    if (i == t->n_counts)
        return try_table(all, *t);
    for (t->count[i] = 0; t->count[i] <= all->n + 1; t->count[i]++)
        accepted += try_counts(all, t, i + 1);
    t->count[i] = 0;
    return accepted;
}

/*
 * For a yes-or-no question in a batch of n: of all tables that can be written
 * down, the audit accepts those that the rules tell of some batch, and all of
 * those.
 */
static void check_accepts_exactly(uint32_t n)
{
    struct told all = {{.n_questions = 1, .question = &form->question[YES]}, n,
        0, {{.n_counts = 0}}};
    struct answers people[12] = {{.value = {0}}};
    size_t accepted = 0;

    tell_all(&all, people, n, 0);
    for (int bits = 0; bits < 4; bits++)
        for (uint8_t width = 0; width <= 6 - (bits & 1); width++)
            for (int s = TABLE_HIDDEN; s <= TABLE_AT_LEAST; s++) {
                struct table t = {.state = (enum table_state)s,
                    .split = bits & 1,
                    .positive = bits & 2,
                    .n_counts = width};

                /* Beyond the widths that exist, one try is enough. */
                if (width > 5 || (s != TABLE_EXACT && width > 3) ||
                    (bits & 2 && width > 3))
                    accepted += try_table(&all, t);
                else
                    accepted += try_counts(&all, &t, 0);
            }
    assert_int_equal(accepted, all.n_tables);
    assert_true(accepted > 20);
}

static void test_accepts_exactly(void **state)
{
    (void)state;
    check_accepts_exactly(11);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_behind_the_wire),
        cmocka_unit_test(test_scope),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_withdrawal),
        cmocka_unit_test(test_rules_pass),
        cmocka_unit_test(test_accepts_exactly),
    };
    struct CMUnitTest tests[sizeof plants / sizeof plants[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = plants[i].name,
            .test_func = test_plant,
            .initial_state = &plants[i]};
    failed = cmocka_run_group_tests_name("plant", tests, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("audit", OTHERS, load_form, free_form);
    return failed != 0;
}
