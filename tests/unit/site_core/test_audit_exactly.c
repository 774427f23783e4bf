/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_audit_exactly.c - of all that can be written down of a small batch, the
 * audit accepts what the rules make of some batch, and nothing else.
 *
 * What cannot be decided from the bytes is accepted, and is so here: a hidden
 * table, groups that are not told, and the larger side of a cap at which both
 * are d or less apart.  Each of them may be what the rules made.
 */
#include "audit_sample.h"

static struct release bare(uint32_t n)
{
    return (struct release){.project = "p",
        .channel = CHANNEL_SELF,
        .months = {24312, 24313},
        .rules = rules_floors(),
        .answer_sets = n,
        .n_tables = 1};
}

/* ---- Totals: yes or no, and up to three of three options ---- */

#define TEXT "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}"
#define FORM(question, rest)                                                   \
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["        \
    "{\"id\":\"q\"," question TEXT "]" rest "}"

static const char YES[] =
    FORM("\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],", "");
static const char PICK[] =
    FORM("\"type\":\"many\",\"levels\":[[\"a\",\"b\",\"c\"]],", "");
static const char YES_BY_AGE[] =
    FORM("\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],\"attribute\":\"age\",",
        ",\"attributes\":[{\"id\":\"age\",\"codings\":[[\"a\",\"b\"]]}]");

enum { MAX_TOLD = 1500, MAX_PEOPLE = 20 };

/* Every table that the rules tell of some batch of n on one question. */
struct told {
    struct questionnaire *q;
    uint32_t n;
    const struct answers *kind; /* what one person can say */
    size_t n_kinds, n_tables;
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

static struct release made_of(
    const struct questionnaire *q, const struct answers *people, uint32_t n)
{
    struct tabulation *t = tabulate_new(q);
    struct rules_set set = rules_floors();
    struct release r = bare(n);

    for (uint32_t i = 0; i < n; i++)
        tabulate_add(t, &people[i]);
    rules_apply(&set, q, t, &r);
    tabulate_free(t);
    return r;
}

/* Deal the people left over the kinds from k on, in every way. */
static void tell_all(
    struct told *all, struct answers *people, uint32_t left, size_t k)
{
    if (k + 1 < all->n_kinds)
        tell_all(all, people, left, k + 1); /* nobody is of kind k */
    for (uint32_t i = 1; i <= left; i++) {
        people[left - i] = all->kind[k];
        if (i < left && k + 1 < all->n_kinds)
            tell_all(all, people, left - i, k + 1);
        if (i < left)
            continue;
        struct release r = made_of(all->q, people, all->n);

        if (find_told(all, &r.table[0]) < all->n_tables)
            continue;
        assert_true(all->n_tables < MAX_TOLD);
        all->table[all->n_tables++] = r.table[0];
    }
}

/* Audit one table; when it passes, it must be one that can be told. */
static size_t try_table(const struct told *all, struct table t)
{
    struct release r = bare(all->n);
    char why[WHY_MAX];

    r.table[0] = t;
    if (audit_release(all->q, &r, why) != WK_OK)
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

/* Every table that can be written down; how many the audit accepts. */
static size_t try_tables(const struct told *all)
{
    bool many = all->q->question[0].many;
    size_t accepted = 0;

    for (int bits = 0; bits < 4; bits++)
        for (uint8_t width = 0; width <= 6 - (bits & 1); width++)
            for (int s = TABLE_HIDDEN; s <= TABLE_CHOICES; s++) {
                struct table t = {.state = (enum table_state)s,
                    .split = bits & 1,
                    .positive = bits & 2,
                    .n_counts = width};
                bool all_counts = width <= 3 ||
                    (width <= 5 && !(bits & 2) &&
                        s == (many ? TABLE_CHOICES : TABLE_EXACT));

                /* Beyond the widths that exist, one try is enough. */
                accepted +=
                    all_counts ? try_counts(all, &t, 0) : try_table(all, t);
            }
    return accepted;
}

static void check_totals(
    const char *json, const struct answers *kind, size_t n_kinds, uint32_t n)
{
    struct told *all = calloc(1, sizeof *all);
    struct answers people[MAX_PEOPLE];

    assert_non_null(all);
    *all = (struct told){
        .q = sample_form(json), .n = n, .kind = kind, .n_kinds = n_kinds};
    tell_all(all, people, n, 0);
    assert_int_equal(try_tables(all), all->n_tables);
    assert_true(all->n_tables > 20);
    questionnaire_free(all->q);
    free(all);
}

static void test_yes_or_no(void **state)
{
    static const struct answers KINDS[] = {{.value = {0}}, {.value = {1}},
        {.value = {ANSWER_REFUSED}}, {.value = {ANSWER_NOT_UNDERSTOOD}},
        {.value = {ANSWER_SKIPPED}}, {.value = {ANSWER_NOT_ASKED}}};

    (void)state;
    check_totals(YES, KINDS, N_OF(KINDS), 11);
}

static void test_options(void **state)
{
    struct answers kinds[9] = {
        {.value = {ANSWER_SKIPPED}}, {.value = {ANSWER_NOT_ASKED}}};

    (void)state;
    for (uint32_t set = 1; set < 8; set++) {
        kinds[1 + set].value[0] = ANSWER_CHOSEN;
        kinds[1 + set].choices[0] = set;
    }
    check_totals(PICK, kinds, N_OF(kinds), 10);
    check_totals(PICK, kinds, N_OF(kinds), 11);
}

/* ---- A breakdown: yes or no by two groups, twenty answer sets ---- */

enum { N = 20, CELLS = 6, WIDTH = 3 };

/* The only batch with these rows, up to how the no answers divide: all
 * refused, or one refused and the others skipped. */
static void people_of(
    const uint32_t cell[static CELLS], bool divided, struct answers *out)
{
    size_t n = 0, silent = 0;

    for (uint8_t i = 0; i < CELLS; i++)
        for (uint32_t k = 0; k < cell[i]; k++) {
            struct answers *a = &out[n++];

            *a = (struct answers){.attribute = {(uint8_t)(i / WIDTH)}};
            a->value[0] = i % WIDTH < 2   ? (uint8_t)(i % WIDTH)
                : divided && silent++ > 0 ? ANSWER_SKIPPED
                                          : ANSWER_REFUSED;
        }
}

/* The release that shows these rows, whatever the rules say of them. */
static struct release written(const uint32_t cell[static CELLS], bool divided)
{
    uint32_t silent = cell[2] + cell[5];
    struct release r = bare(N);

    r.table[0] = (struct table){.state = TABLE_EXACT,
        .split = !divided,
        .n_counts = divided ? 3 : 5,
        .count = {cell[0] + cell[3], cell[1] + cell[4], silent}};
    r.n_margins = 1;
    r.margin[0] = (struct margin){.shown = true, .n_groups = 2};
    r.breakdown[0] = (struct breakdown){
        .state = BREAKDOWN_SHOWN, .n_cells = CELLS, .first = 2};
    r.cell[0] = cell[0] + cell[1] + cell[2];
    r.cell[1] = cell[3] + cell[4] + cell[5];
    memcpy(r.cell + 2, cell, CELLS * sizeof *cell);
    r.n_cells = 2 + CELLS;
    return r;
}

static bool same_release(const struct release *a, const struct release *b)
{
    return a->n_cells == b->n_cells && same_table(&a->table[0], &b->table[0]) &&
        a->margin[0].shown == b->margin[0].shown &&
        a->breakdown[0].state == b->breakdown[0].state &&
        memcmp(a->cell, b->cell, a->n_cells * sizeof *a->cell) == 0;
}

struct tally {
    size_t accepted, hidden;
};

/* A count or a cell of it moved by one: no batch has such rows. */
static void check_moved(
    const struct questionnaire *q, const struct release *from, size_t at)
{
    for (int by = -1; by <= 1; by += 2) {
        struct release r = *from;
        char why[WHY_MAX];

        if (at < r.n_cells)
            r.cell[at] += (uint32_t)by;
        else
            r.table[0].count[at - r.n_cells] += (uint32_t)by;
        assert_int_equal(audit_release(q, &r, why), WK_ECHECK);
        if (at + 1 < r.n_cells && at != 1)
            r.cell[at + 1] -= (uint32_t)by;
        else if (at == r.n_cells)
            r.table[0].count[1] -= (uint32_t)by;
        assert_int_equal(audit_release(q, &r, why), WK_ECHECK);
    }
}

static void check_rows(const struct questionnaire *q,
    const uint32_t cell[static CELLS], bool divided, struct tally *sum)
{
    struct answers people[N];
    struct release told, r = written(cell, divided);
    char why[WHY_MAX] = "";
    bool can_be, passes;

    people_of(cell, divided, people);
    told = made_of(q, people, N);
    assert_int_equal(audit_release(q, &told, why), WK_OK);
    sum->hidden += told.breakdown[0].state == BREAKDOWN_HIDDEN;
    can_be = same_release(&told, &r);
    passes = audit_release(q, &r, why) == WK_OK;
    if (can_be != passes)
        fail_msg("%u %u %u | %u %u %u: the rules can make it: %d, %s", cell[0],
            cell[1], cell[2], cell[3], cell[4], cell[5], can_be, why);
    sum->accepted += passes;
    if (passes && sum->accepted % 50 == 0)
        for (size_t at = 0; at < r.n_cells + WIDTH; at++)
            check_moved(q, &r, at);
    /* Hidden, it may be so whenever its total and its groups may. */
    if (passes) {
        r.breakdown[0] = (struct breakdown){BREAKDOWN_HIDDEN, 0, 0, 2};
        r.n_cells = 2;
        assert_int_equal(audit_release(q, &r, why), WK_OK);
    }
}

/* Deal the people left over the cells from i on, in every way. */
static void check_from(const struct questionnaire *q, uint32_t *cell, size_t i,
    uint32_t left, struct tally *sum)
{
    if (i == CELLS - 1) {
        cell[i] = left;
        check_rows(q, cell, false, sum);
        if (cell[2] + cell[5] > 0)
            check_rows(q, cell, true, sum);
        return;
    }
    for (cell[i] = 0; cell[i] <= left; cell[i]++)
        check_from(q, cell, i + 1, left - cell[i], sum);
}

static void test_breakdown(void **state)
{
    struct questionnaire *q = sample_form(YES_BY_AGE);
    struct tally sum = {0, 0};
    uint32_t cell[CELLS];

    (void)state;
    check_from(q, cell, 0, N, &sum);
    assert_true(sum.accepted > 1000 && sum.hidden > 1000);
    questionnaire_free(q);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_yes_or_no),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_breakdown),
    };

    return cmocka_run_group_tests_name("exactly", TESTS, NULL, NULL);
}
