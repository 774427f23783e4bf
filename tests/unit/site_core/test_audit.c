/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_audit.c - for every rule of a batch and its totals one release that
 * breaks only that rule, and the audit names it; what the rules make passes.
 */
#include "audit_batch.h"

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
    /* Of 20 who answered. */
    {.name = "three of the eligible kept silent",
        .why = "TURNOUT: eligible tells of a few",
        .field = FIELD(eligible),
        .value = 23},
    {.name = "fewer eligible than answered",
        .why = "TURNOUT: eligible tells of a few",
        .field = FIELD(eligible),
        .value = 12},
    {.name = "at most four of the eligible kept silent",
        .field = FIELD(eligible),
        .value = 24},
    {.name = "asked, and nobody eligible",
        .why = "TURNOUT: more were asked than eligible",
        .field = FIELD(asked),
        .value = 30},

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

static struct release planted(const struct plant *p)
{
    struct release r = good();

    if (p->question > 0)
        r.table[p->question - 1] = p->table;
    else
        memcpy((char *)&r + p->field, &p->value, sizeof p->value);
    return r;
}

static void test_plant(void **state)
{
    const struct plant *p = *state;
    struct release r = planted(p);
    char why[WHY_MAX];
    enum wk_err err;

    err = sample_audit(form, &r, why);
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
    for (size_t i = 0; i < N_OF(BEHIND); i++) {
        const struct plant *p = &BEHIND[i];
        struct release r = planted(p);
        char why[WHY_MAX];

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
    assert_int_equal(sample_audit(form, &r, why), WK_ECHECK);
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
    for (size_t i = 0; i < N_OF(CASES); i++) {
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

/* An answer of which the first codes, the last or none may be the habit. */
static uint8_t random_answer(
    uint64_t *seed, const struct qn_question *f, uint32_t habit)
{
    static const uint8_t NO_ANSWER[] = {
        ANSWER_REFUSED, ANSWER_NOT_UNDERSTOOD, ANSWER_SKIPPED};
    uint32_t v = sample_random(seed, 100);

    if (v < 8 * (habit % 4))
        return NO_ANSWER[habit % 3 == 0 ? sample_random(seed, 3) : habit % 3];
    if (v < 8 * (habit % 4) + 5 && f->n_extras > 0)
        return ANSWER_EXTRA;
    if (v < 90 && habit % 5 < 3)
        return (uint8_t)(habit % 5 == 0 ? f->n_codes - 1u
                : habit % 5 == 1        ? 0u
                                        : 1u);
    return (uint8_t)sample_random(seed, f->n_codes);
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
            set.batch += sample_random(&seed, 10);
            set.dissent += sample_random(&seed, 12);
            set.column += sample_random(&seed, 5);
        }
        n = set.batch + sample_random(&seed, batch % 10 == 0 ? 200 : 25);
        for (int k = 0; k < 4; k++)
            habit[k] = sample_random(&seed, 60);
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
        if (sample_audit(form, &r, why) != WK_OK)
            fail_msg("batch %d: %s", batch, why);
        tabulate_free(t);
    }
    for (int s = TABLE_HIDDEN; s <= TABLE_AT_LEAST; s++)
        assert_true(seen[s] > 100);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_behind_the_wire),
        cmocka_unit_test(test_scope),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_withdrawal),
        cmocka_unit_test(test_rules_pass),
    };
    struct CMUnitTest tests[N_OF(plants)];
    int failed;

    for (size_t i = 0; i < N_OF(tests); i++)
        tests[i] = (struct CMUnitTest){.name = plants[i].name,
            .test_func = test_plant,
            .initial_state = &plants[i]};
    failed = cmocka_run_group_tests_name("plant", tests, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("audit", OTHERS, load_form, free_form);
    return failed != 0;
}
