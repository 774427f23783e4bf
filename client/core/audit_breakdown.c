/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_breakdown.c - margins and breakdowns, as they are told: R3 and R4. */
#include "audit_private.h"

static bool is_few(uint64_t count, uint64_t least)
{
    return count > 0 && count < least;
}

/* ---- R3: the groups of an attribute ---- */

static bool is_used(const struct questionnaire *q, size_t attribute)
{
    for (size_t i = 0; i < q->n_questions; i++)
        if (q->question[i].attribute == (int)attribute)
            return true;
    return false;
}

static enum wk_err check_margin(
    const struct audit *a, const struct questionnaire *q, size_t i)
{
    const struct margin *m = &a->release->margin[i];
    const uint32_t *size = a->release->cell + m->first;
    uint64_t sum = 0;

    if (!m->shown)
        return m->coding == 0 && !m->not_said && m->n_groups == 0
            ? WK_OK
            : audit_refuse(a, "R7", "more than that nothing is told");
    if (!is_used(q, i))
        return audit_refuse(a, "R3", "told, though no question is by it");
    for (size_t g = 0; g < m->n_groups; g++) {
        sum += size[g];
        if (size[g] < a->rules->group)
            return audit_refuse(a, "R3", "a group is below k_g");
    }
    if (sum != a->release->answer_sets)
        return audit_refuse(a, "R3", "does not sum to the answer sets");
    return WK_OK;
}

/* ---- R4: one breakdown ---- */

/* Columns of a row at a level: its groups, the extras, no answer. */
static size_t row_width(const struct audit_table *t)
{
    return t->question->level[t->breakdown->level].n_groups +
        t->question->n_extras + 1u;
}

/* The total's column g at a coarser level, added up from what it shows. */
static uint64_t column_total(
    const struct audit_table *t, unsigned level, unsigned g)
{
    const struct qn_level *shown = &t->question->level[t->total->level];
    const struct qn_level *wanted = &t->question->level[level];
    bool added[MAX_CODES] = {false};
    uint64_t sum = 0;

    for (unsigned code = 0; code < t->question->n_codes; code++) {
        unsigned group = shown->group_of[code];

        if (wanted->group_of[code] == g && !added[group])
            sum += t->total->count[group];
        added[group] = true;
    }
    return sum;
}

/* The same for the columns that stand aside: extra codes, then no answer. */
static uint64_t aside_total(const struct audit_table *t, unsigned i)
{
    const uint32_t *aside =
        t->total->count + t->question->level[t->total->level].n_groups;
    uint64_t sum = aside[i];

    if (i == t->question->n_extras && t->total->split)
        sum += aside[i + 1] + aside[i + 2];
    return sum;
}

static enum wk_err check_sums(
    const struct audit *a, const struct audit_table *t)
{
    unsigned groups = t->question->level[t->breakdown->level].n_groups;
    size_t width = row_width(t);

    for (size_t row = 0; row < t->margin->n_groups; row++) {
        uint64_t sum = 0;

        for (size_t i = 0; i < width; i++)
            sum += t->cell[row * width + i];
        if (sum != t->size[row])
            return audit_refuse(a, "R4", "a row does not sum to its group");
    }
    for (unsigned i = 0; i < width; i++) {
        uint64_t sum = 0;

        for (size_t row = 0; row < t->margin->n_groups; row++)
            sum += t->cell[row * width + i];
        if (sum !=
            (i < groups ? column_total(t, t->breakdown->level, i)
                        : aside_total(t, i - groups)))
            return audit_refuse(a, "R4", "a column does not sum to its total");
    }
    return WK_OK;
}

/* C1: both sides of every row, added up from what is shown. */
static enum wk_err check_rows(
    const struct audit *a, const struct audit_table *t)
{
    const struct qn_question *it = t->question;
    const struct qn_level *shown = &it->level[t->breakdown->level];
    const struct qn_level *halves = &it->level[it->n_levels - 1];
    size_t width = row_width(t);

    for (size_t row = 0; row < t->margin->n_groups; row++) {
        uint64_t side[2] = {0, 0};
        bool added[MAX_CODES] = {false};

        for (unsigned code = 0; code < it->n_codes; code++) {
            unsigned group = shown->group_of[code];

            if (!added[group])
                side[halves->group_of[code]] += t->cell[row * width + group];
            added[group] = true;
        }
        if (side[0] < a->rules->dissent || side[1] < a->rules->dissent)
            return audit_refuse(a, "C1", "one side of a row is below d");
    }
    return WK_OK;
}

/* C3: no substantive cell of a sensitive question is 0. */
static enum wk_err check_zeros(
    const struct audit *a, const struct audit_table *t)
{
    size_t width = row_width(t);

    for (size_t row = 0; row < t->margin->n_groups; row++)
        for (size_t g = 0; g < t->question->level[t->breakdown->level].n_groups;
             g++)
            if (t->question->sensitive && t->cell[row * width + g] == 0)
                return audit_refuse(a, "C3", "sensitive, and a cell is 0");
    return WK_OK;
}

/* What everybody can see of whether a level may be shown: n and C2. */
static bool level_is_open(
    const struct audit *a, const struct audit_table *t, unsigned level)
{
    unsigned groups = t->question->level[level].n_groups;

    if (a->release->answer_sets < 5ull * t->margin->n_groups * groups)
        return false;
    for (unsigned g = 0; g < groups; g++)
        if (is_few(column_total(t, level, g), a->rules->column))
            return false;
    return true;
}

/*
 * The level follows from sizes and totals, which everybody sees, and for a
 * sensitive question from the zeros (C3) as well.
 */
static enum wk_err check_level(
    const struct audit *a, const struct audit_table *t)
{
    unsigned level = t->breakdown->level;

    if (level < t->total->level)
        return audit_refuse(a, "A.4", "finer than the total");
    if (!level_is_open(a, t, level))
        return audit_refuse(a, "R4", "n or a column does not carry its level");
    for (unsigned finer = t->total->level; finer < level; finer++)
        if (!t->question->sensitive && level_is_open(a, t, finer))
            return audit_refuse(a, "R4", "coarser than the batch needs");
    return WK_OK;
}

static enum wk_err check_shown(
    const struct audit *a, const struct audit_table *t)
{
    enum wk_err err;

    if (t->total->state != TABLE_EXACT)
        return audit_refuse(a, "R4", "broken down without an exact total");
    if (!t->margin->shown)
        return audit_refuse(a, "R4", "broken down without its groups");
    err = check_level(a, t);
    if (err == WK_OK)
        err = check_sums(a, t);
    if (err == WK_OK)
        err = audit_ranges(a, t);
    if (err == WK_OK)
        err = check_rows(a, t);
    return err == WK_OK ? check_zeros(a, t) : err;
}

static enum wk_err check_breakdown(
    const struct audit *a, const struct questionnaire *q, size_t i)
{
    const struct release *r = a->release;
    struct audit_table t = {.q = q,
        .question = &q->question[i],
        .total = &r->table[i],
        .breakdown = &r->breakdown[i]};

    if (t.question->attribute < 0)
        return t.breakdown->state == BREAKDOWN_NONE
            ? WK_OK
            : audit_refuse(
                  a, "B8", "broken down, which the plan does not have");
    t.attribute = &q->attribute[t.question->attribute];
    t.margin = &r->margin[t.question->attribute];
    t.size = r->cell + t.margin->first;
    if (t.breakdown->state == BREAKDOWN_SHOWN) {
        t.cell = r->cell + t.breakdown->first;
        return check_shown(a, &t);
    }
    if (t.breakdown->state != BREAKDOWN_HIDDEN || t.breakdown->level != 0)
        return audit_refuse(a, "R7", "more than that nothing is told");
    return t.margin->shown && t.total->state == TABLE_EXACT
        ? audit_ranges(a, &t)
        : WK_OK;
}

enum wk_err audit_breakdowns(
    const struct audit *from, const struct questionnaire *q)
{
    struct audit a = *from;
    enum wk_err err = WK_OK;

    if (!release_fits(a.release, q))
        return audit_refuse(&a, "R1", "not the shapes of this questionnaire");
    for (size_t i = 0; err == WK_OK && i < q->n_attributes; i++) {
        a.item = q->attribute[i].id;
        err = check_margin(&a, q, i);
    }
    for (size_t i = 0; err == WK_OK && i < q->n_questions; i++) {
        a.item = q->question[i].id;
        err = check_breakdown(&a, q, i);
    }
    return err;
}
