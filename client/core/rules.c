/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include <assert.h>
#include <string.h>

/* R2: an exact table needs this many answer sets for each of its groups. */
enum { SETS_PER_GROUP = 5 };

/*
 * One row of a question at its two-group level, the only level at which the
 * smaller side is ever measured: at a finer one, (1, 0, 12, 7) would seem to
 * have eight dissenters, though all but one are on one side.  Here the row is
 * the total; the rows of a breakdown are judged alike.
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

static struct row two_sides(
    const struct qn_question *question, const struct tabulate_counts *c)
{
    const struct qn_level *sides = &question->level[question->n_levels - 1];
    struct row row = {0, 0};

    for (size_t i = 0; i < question->n_codes; i++)
        if (sides->group_of[i] == 0)
            row.negative += c->code[i];
        else
            row.positive += c->code[i];
    return row;
}

static uint32_t smaller_side(struct row row)
{
    return row.negative < row.positive ? row.negative : row.positive;
}

/* The finest level that n answer sets carry; the last always does. */
static uint8_t finest_level(const struct qn_question *question, uint32_t n)
{
    uint8_t level = 0;

    while (level + 1 < question->n_levels &&
        n / SETS_PER_GROUP < question->level[level].n_groups)
        level++;
    return level;
}

/* NO ANSWER: its parts may be told when none of them is a few people. */
static bool may_split(
    const struct rules_set *set, const struct tabulate_counts *c)
{
    const uint32_t parts[] = {c->refused, c->not_understood, c->skipped};

    for (size_t i = 0; i < 3; i++)
        if (parts[i] > 0 && parts[i] < set->column)
            return false;
    return true;
}

static void fill_exact(const struct qn_question *question,
    const struct tabulate_counts *c, struct table *t)
{
    const struct qn_level *level = &question->level[t->level];
    uint32_t *out = t->count;

    for (size_t i = 0; i < question->n_codes; i++)
        out[level->group_of[i]] += c->code[i];
    out += level->n_groups;
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

/* R1, R2 and NO ANSWER for one question. */
static void tell_total(const struct rules_set *set,
    const struct qn_question *question, const struct tabulate_counts *c,
    uint32_t n, struct table *t)
{
    struct row row = two_sides(question, c);
    uint32_t answered = row.negative + row.positive;

    memset(t, 0, sizeof *t);
    t->state = TABLE_HIDDEN;
    if (!c->asked) {
        t->state = TABLE_NOT_ASKED;
    } else if (smaller_side(row) > set->dissent) {
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
    t->n_counts = (uint8_t)table_width(question, t);
}

void rules_apply(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    uint32_t n = tabulate_answer_sets(t);

    assert(rules_batch_is_large(set, n));
    r->rules = *set;
    r->answer_sets = n;
    r->n_tables = q->n_questions;
    for (size_t i = 0; i < q->n_questions; i++)
        tell_total(
            set, &q->question[i], tabulate_question(t, i), n, &r->table[i]);
}
