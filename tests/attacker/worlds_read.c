/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * worlds_read.c - the attacker's part of the enumeration: worlds that look
 * alike, and what all of them have in common.
 */
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "answers.h"
#include "reason.h"
#include "wire.h"

enum { NOBODY = MAX_KINDS, UNTOLD = 0xff };

/* What the bytes say, and the worlds that they leave. */
struct reading {
    const struct space *s;
    const struct world *w;
    size_t n;
    const struct release *r;
    const struct table *total;
    const struct breakdown *table; /* NULL: no attribute */
    const struct margin *margin;   /* NULL: no attribute */
    bool shown;
    uint32_t size[MAX_ROWS];
    int side[MAX_KINDS];       /* 0, 1, or -1: aside */
    uint8_t column[MAX_KINDS]; /* of the total */
    uint8_t place[MAX_KINDS];  /* in a row of the breakdown */
};

static void report(const struct reading *g, struct findings *f, size_t *count,
    const char *what, size_t row, size_t kind)
{
    int len;

    (*count)++;
    if (f->first[0] != '\0')
        return;
    len = snprintf(f->first, sizeof f->first,
        "%s, row %zu, answer %u; one of %zu worlds:", what, row,
        g->s->value[kind], g->n);
    for (size_t r = 0; r < g->s->n_rows; r++)
        for (size_t k = 0; k < g->s->n_kinds; k++)
            if (len > 0 && (size_t)len < sizeof f->first)
                len += snprintf(f->first + len, sizeof f->first - (size_t)len,
                    "%s%u", k == 0 ? (r == 0 ? " " : " | ") : ",",
                    g->w[0].cell[r][k]);
}

/* ---- Reading ---- */

/* Which count of a row with these groups is of this answer. */
static uint8_t place_of(
    const struct qn_question *it, uint8_t level, bool split, uint8_t value)
{
    uint8_t groups = it->level[level].n_groups;

    if (value < ANSWER_EXTRA)
        return it->level[level].group_of[value];
    if (value < ANSWER_CHOSEN)
        return (uint8_t)(groups + value - ANSWER_EXTRA);
    return (
        uint8_t)(groups + it->n_extras + (split ? value - ANSWER_REFUSED : 0));
}

static void read_release(struct reading *g, const struct release *r)
{
    const struct qn_question *it = &g->s->q->question[0];

    g->r = r;
    g->total = &r->table[0];
    if (it->attribute >= 0) {
        g->table = &r->breakdown[0];
        g->margin = &r->margin[0];
        g->shown = g->table->state == BREAKDOWN_SHOWN;
    }
    for (size_t k = 0; k < g->s->n_kinds; k++) {
        uint8_t value = g->s->value[k];
        bool aside = value >= ANSWER_EXTRA;

        g->side[k] = aside ? -1 : it->level[it->n_levels - 1].group_of[value];
        switch (g->total->state) {
        case TABLE_EXACT:
            g->column[k] =
                place_of(it, g->total->level, g->total->split, value);
            break;
        case TABLE_AT_LEAST:
            g->column[k] = aside ? 0 : 1;
            break;
        default:
            g->column[k] = UNTOLD;
        }
        g->place[k] =
            g->shown ? place_of(it, g->table->level, false, value) : 0;
    }
    for (size_t row = 0; row < g->s->n_rows; row++)
        for (size_t k = 0; k < g->s->n_kinds; k++)
            g->size[row] += g->w[0].cell[row][k];
}

/* ---- One answer known, or two ---- */

/* An answer that the attacker knows: who gave it is in this row. */
struct known {
    size_t row, kind; /* NOBODY: none is known */
};

static uint32_t left(const struct world *w, size_t row, size_t kind,
    const struct known *k, size_t n)
{
    uint32_t count = w->cell[row][kind];

    for (size_t i = 0; i < n; i++)
        count -= k[i].row == row && k[i].kind == kind;
    return count;
}

static bool holds(const struct world *w, const struct known *k, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t needed = 0;

        for (size_t j = 0; j < n; j++)
            needed += k[j].row == k[i].row && k[j].kind == k[i].kind;
        if (k[i].kind != NOBODY && w->cell[k[i].row][k[i].kind] < needed)
            return false;
    }
    return true;
}

/* A bit for each side that somebody else of the row may be on. */
static unsigned sides_of(
    const struct reading *g, size_t row, const struct known *k, size_t n)
{
    unsigned sides = 0;

    for (size_t i = 0; sides != 3 && i < g->n; i++) {
        if (!holds(&g->w[i], k, n))
            continue;
        for (size_t kind = 0; kind < g->s->n_kinds; kind++)
            if (g->side[kind] >= 0 && left(&g->w[i], row, kind, k, n) > 0)
                sides |= 1u << g->side[kind];
    }
    return sides;
}

static bool is_certain(const struct reading *g, const struct known *k, size_t n)
{
    for (size_t row = 0; row < g->s->n_rows; row++) {
        unsigned sides = sides_of(g, row, k, n);

        if (sides == 1 || sides == 2)
            return true;
    }
    return false;
}

static void attack_sides(const struct reading *g, struct findings *f)
{
    bool exact = g->total->state == TABLE_EXACT && !g->shown;
    size_t cells = g->s->n_rows * g->s->n_kinds;

    for (size_t a = 0; a < cells; a++) {
        struct known k[2] = {{a / g->s->n_kinds, a % g->s->n_kinds}};

        if (is_certain(g, k, 1))
            report(g, f, &f->by_one, "certain by one", k[0].row, k[0].kind);
        for (size_t b = a; exact && b < cells; b++) {
            k[1] = (struct known){b / g->s->n_kinds, b % g->s->n_kinds};
            if (is_certain(g, k, 2))
                report(g, f, &f->by_two, "certain by two", k[0].row, k[0].kind);
        }
    }
}

/* Not promised: who knows n - 1 answers subtracts them from an exact count,
 * and so would everybody who knows all of a row that is told but one. */
static void attack_last(const struct reading *g, struct findings *f)
{
    bool rows = g->shown && g->margin->coding == 0;

    for (size_t i = 0; g->total->state == TABLE_EXACT && i < g->n; i++) {
        int64_t differs = 0;

        for (size_t row = 0; row < g->s->n_rows; row++) {
            for (size_t kind = 0; kind < g->s->n_kinds; kind++)
                if (g->side[kind] == 0)
                    differs += (int64_t)g->w[i].cell[row][kind] -
                        g->w[0].cell[row][kind];
            f->last_safe += rows && differs != 0;
        }
        f->last_safe += differs != 0;
    }
}

/* ---- Counts that are not told ---- */

static bool may_hold(const struct reading *g, size_t row, size_t kind)
{
    const struct breakdown *b = g->table;
    size_t width;

    if (g->size[row] == 0 ||
        (g->column[kind] != UNTOLD && g->total->count[g->column[kind]] == 0))
        return false;
    if (!g->shown)
        return true;
    width = b->n_cells / g->margin->n_groups;
    for (size_t told = 0; told < g->margin->n_groups; told++) {
        const struct qn_level *c =
            &g->s->q->attribute[0].coding[g->margin->coding];
        bool here = row < g->s->q->attribute[0].n_codes
            ? c->group_of[row] == told
            : told == c->n_groups;

        if (here)
            return g->r->cell[b->first + told * width + g->place[kind]] > 0;
    }
    return true;
}

/* Whether the count follows from published sums by published zeros alone. */
static bool is_told(const struct reading *g, size_t row, size_t kind)
{
    bool beside = false, alone = g->column[kind] != UNTOLD, below = false;

    if (!may_hold(g, row, kind))
        return true;
    for (size_t k = 0; k < g->s->n_kinds; k++) {
        if (k == kind)
            continue;
        beside =
            beside || (g->place[k] == g->place[kind] && may_hold(g, row, k));
        for (size_t r = 0; r < g->s->n_rows; r++)
            alone = alone &&
                !(g->column[k] == g->column[kind] && may_hold(g, r, k));
    }
    for (size_t r = 0; r < g->s->n_rows; r++)
        below = below || (r != row && may_hold(g, r, kind));
    return !beside || (alone && !below);
}

static void attack_counts(const struct reading *g, struct findings *f)
{
    for (size_t row = 0; row < g->s->n_rows; row++)
        for (size_t kind = 0; kind < g->s->n_kinds; kind++) {
            bool varies = false;

            for (size_t i = 1; !varies && i < g->n; i++)
                varies = g->w[i].cell[row][kind] != g->w[0].cell[row][kind];
            if (!varies && !is_told(g, row, kind))
                report(g, f, &f->computed, "computed", row, kind);
        }
}

/* A part of "no answer" that is known to be few. */
static void attack_parts(const struct reading *g, struct findings *f)
{
    size_t parts = 0;

    for (size_t kind = 0; kind < g->s->n_kinds; kind++)
        parts += g->s->value[kind] >= ANSWER_REFUSED;
    for (size_t kind = 0; parts > 1 && kind < g->s->n_kinds; kind++) {
        uint32_t least = UINT32_MAX, most = 0;

        if (g->s->value[kind] < ANSWER_REFUSED)
            continue;
        for (size_t i = 0; i < g->n; i++) {
            uint32_t sum = 0;

            for (size_t row = 0; row < g->s->n_rows; row++)
                sum += g->w[i].cell[row][kind];
            least = sum < least ? sum : least;
            most = sum > most ? sum : most;
        }
        if (least == most && least > 0 && least < g->r->rules.column)
            report(g, f, &f->few, "a part of few", 0, kind);
    }
}

/* ---- Sizes ---- */

static uint32_t size_in(const struct reading *g, size_t i, size_t row)
{
    uint32_t sum = 0;

    for (size_t k = 0; k < g->s->n_kinds; k++)
        sum += g->w[i].cell[row][k];
    return sum;
}

/* Each group is told and many, or may be nobody and may be many. */
static void attack_sizes(const struct reading *g, struct findings *f)
{
    uint32_t floor = g->r->rules.group;

    for (size_t row = 0; row < g->s->n_rows; row++) {
        bool said = row < g->s->q->attribute[0].n_codes;
        uint32_t least = UINT32_MAX, most = 0;

        for (size_t i = 0; i < g->n; i++) {
            uint32_t size = size_in(g, i, row);

            least = size < least ? size : least;
            most = size > most ? size : most;
        }
        if (least == most && (least >= floor || (!said && least == 0)))
            continue; /* told */
        if (least > 0 || most < floor)
            report(g, f, least == most ? &f->computed : &f->few,
                "a group's size", row, 0);
    }
}

/* ---- Without known answers ---- */

/* The log of how many ways people can be the people of this world. */
static double ways(const struct reading *g, const struct world *w)
{
    double sum = 0;

    for (size_t row = 0; row < g->s->n_rows; row++)
        for (size_t k = 0; k < g->s->n_kinds; k++)
            sum -= lgamma(w->cell[row][k] + 1.0);
    return sum;
}

/* Of somebody who answered in rows [from, to): the likelier side. */
static double posterior(const struct reading *g, size_t from, size_t to)
{
    double side[2] = {0, 0}, base = ways(g, &g->w[0]);

    for (size_t i = 0; i < g->n; i++)
        for (size_t row = from; row < to; row++)
            for (size_t k = 0; k < g->s->n_kinds; k++)
                if (g->side[k] >= 0)
                    side[g->side[k]] +=
                        exp(ways(g, &g->w[i]) - base) * g->w[i].cell[row][k];
    return fmax(side[0], side[1]) / fmax(side[0] + side[1], 1e-300);
}

static double answered(const struct reading *g, size_t from, size_t to)
{
    double sum = 0;

    for (size_t row = from; row < to; row++)
        for (size_t k = 0; k < g->s->n_kinds; k++)
            sum += g->side[k] >= 0 ? g->w[0].cell[row][k] : 0;
    return sum;
}

static void attack_odds(const struct reading *g, struct findings *f)
{
    size_t rows = g->s->n_rows;
    double d = g->r->rules.dissent;

    if (g->total->state != TABLE_EXACT)
        return;
    f->over = fmax(
        f->over, posterior(g, 0, rows) - (1 - (d + 1) / answered(g, 0, rows)));
    for (size_t row = 0; g->table != NULL && row < rows; row++) {
        if (g->shown && g->margin->coding == 0)
            f->over = fmax(f->over,
                posterior(g, row, row + 1) -
                    (1 - d / answered(g, row, row + 1)));
        else if (!g->shown && g->margin->shown)
            f->hidden_over = fmax(f->hidden_over,
                posterior(g, row, row + 1) -
                    (1 - (d + 1) / answered(g, 0, rows)));
    }
}

static size_t leaks(const struct findings *f)
{
    return f->by_one + f->by_two + f->computed + f->few;
}

void worlds_read(
    const struct space *s, const struct world *w, size_t n, struct findings *f)
{
    static struct entry e;
    size_t prefix = s->knows_rows ? s->n_rows : 0;
    struct reading g = {.s = s, .w = w, .n = n};
    struct reasoned sum = {.exact = 0};
    size_t before = leaks(f);
    char leak[LEAK_MAX];
    bool reasoned;

    if (wire_decode_entry(w->bytes + prefix, w->len - prefix, &e) != WK_OK)
        abort();
    read_release(&g, &e.release);
    f->objects++;
    f->exact += g.total->state == TABLE_EXACT;
    f->capped += g.total->state == TABLE_AT_LEAST;
    f->shown += g.shown;
    if (s->knows_rows) {
        attack_sides(&g, f);
        attack_last(&g, f);
        attack_counts(&g, f);
        attack_parts(&g, f);
        attack_odds(&g, f);
    } else {
        attack_sizes(&g, f);
    }
    reasoned =
        !reason_entry(s->q, w->bytes + prefix, w->len - prefix, &sum, leak);
    f->reasoned += reasoned;
    f->differ += reasoned != (leaks(f) > before);
}
