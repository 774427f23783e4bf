/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_breakdown.c - margins and breakdowns, as they are told: R3 and R4. */
#include "audit_private.h"

static bool is_few(uint64_t count, uint64_t least)
{
    return count > 0 && count < least;
}

/* ---- R3: the groups of an attribute ---- */

static enum wk_err check_margin(const struct audit *a, size_t i)
{
    const struct margin *m = &a->release->margin[i];
    const uint32_t *size = a->release->cell + m->first;
    uint64_t sum = 0;

    if (!m->shown)
        return m->coding == 0 && !m->not_said
            ? WK_OK
            : audit_refuse(a, "R7", "more than that nothing is told");
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

/* C3: no substantive cell of a sensitive question is 0. */
static enum wk_err check_zeros(
    const struct audit *a, const struct audit_table *t)
{
    unsigned level = t->breakdown->level;
    size_t width = breakdown_width(t->question, t->breakdown->level);

    for (size_t row = 0; row < t->margin->n_groups; row++)
        for (size_t g = 0; g < t->question->level[level].n_groups; g++)
            if (t->question->sensitive && t->cell[row * width + g] == 0)
                return audit_refuse(a, "C3", "sensitive, and a cell is 0");
    return WK_OK;
}

static bool is_carried(
    const struct audit *a, const struct audit_table *t, unsigned level)
{
    return a->release->answer_sets >=
        5ull * t->margin->n_groups * t->question->level[level].n_groups;
}

/*
 * C2, which everybody can see: a column of few.  Below the 2-level every
 * column of the total counts, also for a coarser table.
 */
static bool has_few(
    const struct audit *a, const struct audit_table *t, unsigned level)
{
    if (t->question->level[level].n_groups > 2)
        level = t->total->level;
    for (unsigned g = 0; g < t->question->level[level].n_groups; g++)
        if (is_few(column_total(t, level, g), a->rules->column))
            return true;
    return false;
}

/*
 * The level follows from sizes and totals, which everybody sees, and for a
 * sensitive question from the zeros (C3) as well.
 */
static enum wk_err check_level(
    const struct audit *a, const struct audit_table *t)
{
    unsigned level = t->breakdown->level;

    if (!is_carried(a, t, level))
        return audit_refuse(a, "R4", "finer than the batch carries");
    if (has_few(a, t, level))
        return audit_refuse(a, "C2", "a column is below k_c");
    for (unsigned finer = t->total->level; finer < level; finer++)
        if (!t->question->sensitive && is_carried(a, t, finer) &&
            !has_few(a, t, finer))
            return audit_refuse(a, "R4", "coarser than the batch needs");
    return WK_OK;
}

static enum wk_err check_shown(
    const struct audit *a, const struct audit_table *t)
{
    enum wk_err err;

    if (t->total->state != TABLE_EXACT)
        return audit_refuse(a, "R4", "broken down without an exact total");
    if (t->breakdown->level < t->total->level)
        return audit_refuse(a, "A.4", "finer than the total");
    err = audit_ranges(a, t);
    if (err == WK_OK)
        err = check_level(a, t);
    return err == WK_OK ? check_zeros(a, t) : err;
}

/* release_fits() has seen to it that the plan has this breakdown (B8) and that
 * one that is shown has its groups. */
static enum wk_err check_breakdown(
    const struct audit *a, const struct questionnaire *q, size_t i)
{
    const struct release *r = a->release;
    struct audit_table t = {.question = &q->question[i],
        .total = &r->table[i],
        .breakdown = &r->breakdown[i]};

    if (t.question->attribute < 0)
        return WK_OK;
    t.attribute = &q->attribute[t.question->attribute];
    t.margin = &r->margin[t.question->attribute];
    t.size = r->cell + t.margin->first;
    if (t.breakdown->state == BREAKDOWN_SHOWN) {
        t.cell = r->cell + t.breakdown->first;
        return check_shown(a, &t);
    }
    if (t.breakdown->level != 0)
        return audit_refuse(a, "R7", "more than that nothing is told");
    return t.margin->shown && t.total->state == TABLE_EXACT
        ? audit_ranges(a, &t)
        : WK_OK;
}

/*
 * The breakdowns first: what can be computed of a group is asked before R3
 * holds what is told of it against k_g, so that either check has its own say.
 */
enum wk_err audit_breakdowns(
    const struct audit *from, const struct questionnaire *q)
{
    struct audit a = *from;
    enum wk_err err = WK_OK;

    if (!release_fits(a.release, q))
        return audit_refuse(&a, "R1", "not the shapes of this questionnaire");
    for (size_t i = 0; err == WK_OK && i < q->n_questions; i++) {
        a.item = q->question[i].id;
        err = check_breakdown(&a, q, i);
    }
    for (size_t i = 0; err == WK_OK && i < q->n_attributes; i++) {
        a.item = q->attribute[i].id;
        err = check_margin(&a, i);
    }
    return err;
}
