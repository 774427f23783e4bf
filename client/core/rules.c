/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <assert.h>
#include <string.h>

/* R2, R4: exact counts need this many answer sets for each of their cells. */
enum { SETS_PER_CELL = 5 };

/*
 * One row of a question at its two-group level, the only level at which the
 * smaller side is ever measured: at a finer one, (1, 0, 12, 7) would seem to
 * have eight dissenters, though all but one are on one side.  A total is one
 * row, a breakdown has one for each group of people.
 */
struct row {
    uint32_t negative, positive;
};

struct rules_set rules_floors(void)
{
    return (struct rules_set){.version = RULES_VERSION,
        .batch = FLOOR_BATCH,
        .group = FLOOR_GROUP,
        .column = FLOOR_COLUMN,
        .dissent = FLOOR_DISSENT};
}

bool rules_above_floors(const struct rules_set *set)
{
    return set->batch >= FLOOR_BATCH && set->group >= FLOOR_GROUP &&
        set->column >= FLOOR_COLUMN && set->dissent >= FLOOR_DISSENT;
}

bool rules_batch_is_large(const struct rules_set *set, uint32_t answer_sets)
{
    return answer_sets >= set->batch;
}

static const struct qn_level *coarsest(const struct qn_question *question)
{
    return &question->level[question->n_levels - 1];
}

/* The counts of codes, added up by the groups of a level. */
static void group(
    const struct qn_level *level, size_t n, const uint32_t *code, uint32_t *out)
{
    for (size_t i = 0; i < n; i++)
        out[level->group_of[i]] += code[i];
}

static struct row two_sides(
    const struct qn_question *question, const uint32_t *code)
{
    uint32_t side[2] = {0, 0};

    group(coarsest(question), question->n_codes, code, side);
    return (struct row){side[0], side[1]};
}

static uint32_t smaller_side(struct row row)
{
    return row.negative < row.positive ? row.negative : row.positive;
}

/* Whether n answer sets carry so many groups in each of so many rows. */
static bool carries(uint32_t n, size_t rows, size_t groups)
{
    return n / SETS_PER_CELL >= rows * groups;
}

/* The finest level that n answer sets carry; the last always does. */
static uint8_t finest_level(const struct qn_question *question, uint32_t n)
{
    uint8_t level = 0;

    while (level + 1 < question->n_levels &&
        !carries(n, 1, question->level[level].n_groups))
        level++;
    return level;
}

/* Nobody, or at least so many. */
static bool none_or(uint32_t count, uint32_t least)
{
    return count == 0 || count >= least;
}

/* ---- Totals: R1, R2, NO ANSWER, CHOOSE UP TO 3 ---- */

/* NO ANSWER: its parts may be told when none of them is a few people. */
static bool may_split(
    const struct rules_set *set, const struct tabulate_counts *c)
{
    return none_or(c->refused, set->column) &&
        none_or(c->not_understood, set->column) &&
        none_or(c->skipped, set->column);
}

static void fill_exact(const struct qn_question *question,
    const struct tabulate_counts *c, struct table *t)
{
    const struct qn_level *level = &question->level[t->level];
    uint32_t *out = t->count + level->n_groups;

    group(level, question->n_codes, c->code, t->count);
    for (size_t i = 0; i < question->n_extras; i++)
        *out++ = c->extra[i];
    if (t->split) {
        *out++ = c->refused;
        *out++ = c->not_understood;
        *out++ = c->skipped;
    } else {
        *out++ = c->refused + c->not_understood + c->skipped;
    }
}

static void tell_sides(const struct rules_set *set,
    const struct qn_question *question, const struct tabulate_counts *c,
    uint32_t n, struct table *t)
{
    struct row row = two_sides(question, c->code);
    uint32_t answered = row.negative + row.positive;

    if (smaller_side(row) > set->dissent) {
        t->state = TABLE_EXACT;
        t->level = finest_level(question, n);
        t->split = may_split(set, c);
        fill_exact(question, c, t);
    } else if (answered >= set->batch && answered > set->dissent) {
        /* The side is the only thing told of the sides.  A d raised above
         * s / 2 allows a tie: then either side is true. */
        t->state = TABLE_AT_LEAST;
        t->positive = row.positive > row.negative;
        t->count[0] = n - answered;
        t->count[1] = answered;
        t->count[2] = answered - set->dissent;
    }
}

/* What is told of one option: its count, or the bound it stands for. */
static uint32_t tell_option(uint32_t chose, uint32_t answered, uint32_t d)
{
    if (chose <= d)
        return d;
    return chose >= answered - d ? answered - d : chose;
}

/* The least and the most that a told count can mean. */
static void meaning_of(uint32_t told, uint32_t answered, uint32_t d,
    uint64_t *least, uint64_t *most)
{
    *least = told <= d ? 0 : told;
    *most = told >= answered - d ? answered : told;
}

/*
 * Everybody who answered chose one to MAX_CHOICES options, and everybody can
 * add up: the bounds may be told only when that sum leaves each of them as
 * wide as it says, also for somebody who knows one answer.  Who chose as many
 * as possible knows that the others, one each at least, make the sum larger;
 * who chose a single option knows that they make it smaller.
 */
static bool sum_tells_nothing(
    const struct qn_question *question, const struct table *t, uint32_t d)
{
    uint64_t others = t->count[CHOICES_ANSWERED] - 1u;
    uint64_t sum_least = others + MAX_CHOICES;
    uint64_t sum_most = MAX_CHOICES * others + 1;
    uint64_t all_least = 0, all_most = 0, least, most;

    for (size_t i = 0; i < question->n_codes; i++) {
        meaning_of(t->count[CHOICES_OPTION + i], t->count[CHOICES_ANSWERED], d,
            &least, &most);
        all_least += least;
        all_most += most;
    }
    for (size_t i = 0; i < question->n_codes; i++) {
        meaning_of(t->count[CHOICES_OPTION + i], t->count[CHOICES_ANSWERED], d,
            &least, &most);
        if (least < most &&
            (all_most - most + least < sum_least ||
                all_least - least + most > sum_most))
            return false;
    }
    return true;
}

static void tell_choices(const struct rules_set *set,
    const struct qn_question *question, const struct tabulate_counts *c,
    uint32_t n, struct table *t)
{
    struct table told = {.state = TABLE_CHOICES,
        .count = {
            [CHOICES_ASIDE] = n - c->chose, [CHOICES_ANSWERED] = c->chose}};

    if (c->chose < set->batch || c->chose / 2 <= set->dissent)
        return;
    for (size_t i = 0; i < question->n_codes; i++)
        told.count[CHOICES_OPTION + i] =
            tell_option(c->code[i], c->chose, set->dissent);
    if (sum_tells_nothing(question, &told, set->dissent))
        *t = told;
}

static void tell_total(const struct rules_set *set,
    const struct qn_question *question, const struct tabulate_counts *c,
    uint32_t n, struct table *t)
{
    memset(t, 0, sizeof *t);
    t->state = TABLE_HIDDEN;
    if (!c->asked)
        t->state = TABLE_NOT_ASKED;
    else if (question->many)
        tell_choices(set, question, c, n, t);
    else
        tell_sides(set, question, c, n, t);
    t->n_counts = (uint8_t)table_width(question, t);
}

/* ---- Attributes: R3 ---- */

/*
 * The first coding in which every group is large enough; those who did not say
 * are a group of their own unless there are none of them.  No group is ever
 * made for what is left over: its size would tell theirs.
 */
static void tell_margin(const struct rules_set *set,
    const struct qn_attribute *a, const uint32_t *people, struct margin *m,
    uint32_t *out)
{
    uint32_t not_said = people[a->n_codes];

    if (!none_or(not_said, set->group))
        return;
    for (uint8_t c = 0; c < a->n_codings && !m->shown; c++) {
        uint32_t size[MAX_GROUPS] = {0};
        bool large = true;

        group(&a->coding[c], a->n_codes, people, size);
        for (size_t g = 0; g < a->coding[c].n_groups; g++)
            large = large && size[g] >= set->group;
        if (!large)
            continue;
        *m = (struct margin){.shown = true,
            .coding = c,
            .not_said = not_said > 0,
            .n_groups = a->coding[c].n_groups,
            .first = m->first};
        if (m->not_said)
            size[m->n_groups++] = not_said;
        memcpy(out, size, m->n_groups * sizeof *out);
    }
}

/* ---- Breakdowns: R4 ---- */

/* A question's true rows, by the groups of its attribute that are told. */
struct rows {
    size_t n;
    struct tabulate_row row[MAX_GROUPS];
};

static struct rows rows_of(const struct questionnaire *q,
    const struct tabulation *t, size_t i, const struct margin *m)
{
    const struct qn_attribute *a = &q->attribute[q->question[i].attribute];
    const struct tabulate_row *from = tabulate_rows(t, i);
    struct rows out = {.n = m->n_groups};

    for (size_t code = 0; code < a->n_codes + (m->not_said ? 1u : 0); code++) {
        struct tabulate_row *to =
            &out.row[code < a->n_codes ? a->coding[m->coding].group_of[code]
                                       : m->n_groups - 1];

        for (size_t k = 0; k < MAX_CODES; k++)
            to->code[k] += from[code].code[k];
        for (size_t k = 0; k < MAX_EXTRAS; k++)
            to->extra[k] += from[code].extra[k];
        to->no_answer += from[code].no_answer;
    }
    return out;
}

/* C1: every row has d people on either side, whatever level is told. */
static bool rows_are_mixed(const struct rules_set *set,
    const struct qn_question *question, const struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (smaller_side(two_sides(question, rows->row[i].code)) < set->dissent)
            return false;
    return true;
}

/*
 * C2 at one level.  Under one that is neither the total's nor the 2-level, the
 * columns asked are the total's own: a zero there, next to a column of few,
 * would tell in which group the few are.  At the 2-level C1 leaves no zero.
 */
static bool columns_may_show(const struct rules_set *set,
    const struct qn_question *question, uint8_t total, uint8_t level,
    const struct rows *rows)
{
    const struct qn_level *asked = level + 1 < question->n_levels
        ? &question->level[total]
        : coarsest(question);
    uint32_t column[MAX_CODES] = {0};

    for (size_t i = 0; i < rows->n; i++)
        group(asked, question->n_codes, rows->row[i].code, column);
    for (size_t g = 0; g < asked->n_groups; g++)
        if (!none_or(column[g], set->column))
            return false;
    return true;
}

/* C3 at one level: where it is sensitive, that nobody said something is told
 * of everybody in a row. */
static bool zeros_may_show(const struct qn_question *question,
    const struct qn_level *level, const struct rows *rows)
{
    for (size_t i = 0; i < rows->n && question->sensitive; i++) {
        uint32_t cell[MAX_CODES] = {0};

        group(level, question->n_codes, rows->row[i].code, cell);
        for (size_t g = 0; g < level->n_groups; g++)
            if (cell[g] == 0)
                return false;
    }
    return true;
}

static void fill_rows(const struct qn_question *question,
    const struct rows *rows, const struct breakdown *b, uint32_t *out)
{
    const struct qn_level *level = &question->level[b->level];

    for (size_t i = 0; i < rows->n; i++) {
        uint32_t cell[MAX_CODES] = {0};

        group(level, question->n_codes, rows->row[i].code, cell);
        memcpy(out, cell, level->n_groups * sizeof *out);
        out += level->n_groups;
        for (size_t k = 0; k < question->n_extras; k++)
            *out++ = rows->row[i].extra[k];
        *out++ = rows->row[i].no_answer;
    }
}

static void tell_breakdown(const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t, size_t i,
    struct release *r)
{
    const struct qn_question *question = &q->question[i];
    const struct margin *m = &r->margin[question->attribute];
    struct breakdown *b = &r->breakdown[i];
    struct rows rows;

    b->state = BREAKDOWN_HIDDEN;
    if (r->table[i].state != TABLE_EXACT || !m->shown)
        return;
    rows = rows_of(q, t, i, m);
    if (!rows_are_mixed(set, question, &rows))
        return;
    for (uint8_t l = r->table[i].level; l < question->n_levels; l++)
        if (carries(r->answer_sets, rows.n, question->level[l].n_groups) &&
            columns_may_show(set, question, r->table[i].level, l, &rows) &&
            zeros_may_show(question, &question->level[l], &rows)) {
            b->state = BREAKDOWN_SHOWN;
            b->level = l;
            b->n_cells = rows.n * breakdown_width(question, l);
            fill_rows(question, &rows, b, r->cell + b->first);
            return;
        }
}

void rules_apply(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    uint32_t n = tabulate_answer_sets(t);

    assert(rules_batch_is_large(set, n));
    r->rules = *set;
    r->answer_sets = n;
    r->n_tables = q->n_questions;
    r->n_margins = q->n_attributes;
    r->n_cells = 0;
    for (size_t i = 0; i < q->n_questions; i++)
        tell_total(
            set, &q->question[i], tabulate_question(t, i), n, &r->table[i]);
    for (size_t i = 0; i < q->n_attributes; i++) {
        r->margin[i] = (struct margin){.first = r->n_cells};
        tell_margin(set, &q->attribute[i], tabulate_attribute(t, i),
            &r->margin[i], r->cell + r->n_cells);
        r->n_cells += r->margin[i].n_groups;
    }
    for (size_t i = 0; i < q->n_questions; i++) {
        r->breakdown[i] = (struct breakdown){.first = r->n_cells};
        if (q->question[i].attribute >= 0)
            tell_breakdown(set, q, t, i, r);
        r->n_cells += r->breakdown[i].n_cells;
    }
}
