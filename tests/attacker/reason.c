/* SPDX-License-Identifier: EUPL-1.2 */
/* reason.c - totals, options and groups. */
#include "reason.h"

#include <stdarg.h>
#include <stdio.h>

#include "wire.h"

enum { MAX_PAIRS = 512 };

bool reason_found(char leak[static LEAK_MAX], const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(leak, LEAK_MAX, fmt, ap);
    va_end(ap);
    return false;
}

/* ---- Totals ---- */

/* The two sides of a question that the bytes leave possible. */
struct pairs {
    size_t n;
    uint32_t side[MAX_PAIRS][2];
};

static void pair(struct pairs *p, uint32_t negative, uint32_t positive)
{
    if (p->n < MAX_PAIRS) {
        p->side[p->n][0] = negative;
        p->side[p->n++][1] = positive;
    }
}

static void exact_pair(
    const struct qn_question *it, const struct table *t, struct pairs *p)
{
    const struct qn_level *fine = &it->level[t->level];
    const struct qn_level *halves = &it->level[it->n_levels - 1];
    uint32_t side[2] = {0, 0}, last = UINT32_MAX;

    for (size_t code = 0; code < it->n_codes; code++) {
        if (fine->group_of[code] != last)
            side[halves->group_of[code]] += t->count[fine->group_of[code]];
        last = fine->group_of[code]; /* groups are runs of codes */
    }
    pair(p, side[0], side[1]);
}

static struct pairs read_sides(const struct release *r,
    const struct qn_question *it, const struct table *t)
{
    uint32_t d = r->rules.dissent, n = r->answer_sets;
    struct pairs p = {.n = 0};

    if (t->state == TABLE_EXACT)
        exact_pair(it, t, &p);
    for (uint32_t m = 0; t->state == TABLE_AT_LEAST && m <= d; m++)
        if (2 * m <= t->count[1])
            pair(&p, t->positive ? m : t->count[1] - m,
                t->positive ? t->count[1] - m : m);
    /* Hidden: few answered, or they are fewer than d by the policy. */
    for (uint32_t s = 0; t->state == TABLE_HIDDEN && s <= n; s++)
        for (uint32_t m = 0; m <= d && 2 * m <= s; m++)
            if (s < r->rules.batch || s <= d) {
                pair(&p, m, s - m);
                pair(&p, s - m, m);
            }
    return p;
}

/* Whether somebody else is surely on one side, `known` of each side known. */
static bool is_certain(const struct pairs *p, const uint32_t known[2])
{
    bool may[2] = {false, false};

    for (size_t i = 0; i < p->n; i++) {
        if (p->side[i][0] < known[0] || p->side[i][1] < known[1])
            continue;
        may[0] = may[0] || p->side[i][0] > known[0];
        may[1] = may[1] || p->side[i][1] > known[1];
    }
    return may[0] != may[1];
}

static bool reason_sides(const struct release *r, const struct qn_question *it,
    const struct table *t, char leak[static LEAK_MAX])
{
    static const uint32_t KNOWN[][2] = {
        {0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}};
    struct pairs p = read_sides(r, it, t);
    size_t n = t->state == TABLE_EXACT ? 6 : 3;

    for (size_t i = 0; i < n; i++)
        if (is_certain(&p, KNOWN[i]))
            return reason_found(leak,
                "%s: a side is certain to one who knows %u and %u answers",
                it->id, KNOWN[i][0], KNOWN[i][1]);
    if (t->state == TABLE_AT_LEAST && p.n < 2)
        return reason_found(leak, "%s: the cap stands for one count", it->id);
    return true;
}

/*
 * "No answer" in three counts: none of them few.  In one count, some part is
 * few, but which one is open: each can be nobody, and each can be somebody.
 */
static bool reason_parts(const struct release *r, const struct qn_question *it,
    const struct table *t, char leak[static LEAK_MAX])
{
    const uint32_t *part =
        t->count + it->level[t->level].n_groups + it->n_extras;
    uint32_t few = r->rules.column;

    for (size_t i = 0; t->split && i < 3; i++)
        if (part[i] > 0 && part[i] < few)
            return reason_found(leak, "%s: a part of few is told", it->id);
    if (!t->split && part[0] == 0)
        return reason_found(leak, "%s: no part, and yet no split", it->id);
    return true;
}

/* ---- Options ---- */

struct span_of {
    int64_t low, high;
};

static int64_t at_least(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t at_most(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static struct span_of option_span(
    const struct release *r, const struct table *t, size_t option)
{
    int64_t told = t->count[CHOICES_OPTION + option];
    int64_t s = t->count[CHOICES_ANSWERED], d = r->rules.dissent;

    return (struct span_of){told == d ? 0 : told, told == s - d ? s : told};
}

/* Whether s people can choose as often as these spans allow. */
static bool adds_up(const struct span_of *c, size_t n, int64_t s)
{
    int64_t low = 0, high = 0;

    for (size_t i = 0; i < n; i++) {
        if (c[i].low > c[i].high)
            return false;
        low += c[i].low;
        high += c[i].high;
    }
    return low <= MAX_CHOICES * s && high >= s;
}

/* One answer is known, these options: can others be on both sides of each? */
static bool both_sides(const struct release *r, const struct table *t, size_t n,
    uint32_t known, size_t *option)
{
    struct span_of rest[MAX_OPTIONS];
    int64_t s = (int64_t)t->count[CHOICES_ANSWERED] - (known != 0);

    for (size_t i = 0; i < n; i++) {
        int64_t taken = known >> i & 1;

        rest[i] = option_span(r, t, i);
        rest[i].low = at_least(rest[i].low - taken, 0);
        rest[i].high = at_most(rest[i].high - taken, s);
    }
    if (!adds_up(rest, n, s))
        return true; /* nobody gave this answer */
    for (*option = 0; *option < n; (*option)++) {
        struct span_of was = rest[*option];
        bool chose, not ;

        rest[*option].low = at_least(was.low, 1);
        chose = adds_up(rest, n, s);
        rest[*option] = was;
        rest[*option].high = at_most(was.high, s - 1);
        not = adds_up(rest, n, s);
        rest[*option] = was;
        if (!chose || !not )
            return false;
    }
    return true;
}

bool reason_options(const struct release *r, const struct qn_question *it,
    const struct table *t, char leak[static LEAK_MAX])
{
    struct span_of c[MAX_OPTIONS];
    size_t n = it->n_codes, option;
    int64_t s = t->count[CHOICES_ANSWERED];

    for (size_t i = 0; i < n; i++)
        c[i] = option_span(r, t, i);
    for (size_t i = 0; i < n; i++) {
        struct span_of was = c[i];
        size_t values = 0;

        for (int64_t v = was.low; values < 2 && v <= was.high; v++) {
            c[i] = (struct span_of){v, v};
            values += adds_up(c, n, s);
        }
        c[i] = was;
        if (was.low < was.high && values < 2)
            return reason_found(
                leak, "%s: a bound of option %zu is one count", it->id, i);
    }
    for (uint32_t known = 0; known < 1u << n; known++)
        if (__builtin_popcount(known) <= MAX_CHOICES &&
            !both_sides(r, t, n, known, &option))
            return reason_found(leak,
                "%s: who chose %#x is certain of option %zu", it->id, known,
                option);
    return true;
}

/* ---- Groups ---- */

/*
 * Group x of coding 0, in a margin told at a coarser coding.  The coding before
 * was refused, so one of its groups is small (and so were all finer ones, by a
 * part of it).  For each group that it could be: how many can be in x?
 */
static bool may_vary(const struct qn_attribute *a, const struct release *r,
    const struct margin *m, size_t x)
{
    const uint8_t *told = a->coding[m->coding].group_of;
    const struct qn_level *refused = &a->coding[m->coding - 1];
    int64_t all = r->cell[m->first + told[x]], few = r->rules.group - 1;
    int64_t low = INT64_MAX, high = 0;

    for (size_t small = 0; small < refused->n_groups; small++) {
        int64_t least = 0, most = all;
        size_t within = 0, beside = 0, others = 0; /* x is none of others */

        for (size_t c = 0; c < a->n_codes; c++) {
            bool in_small = refused->group_of[c] == small;

            within += in_small && told[c] == told[x];
            beside += !in_small && told[c] == told[x];
            others += !in_small && told[c] == told[x] && c != x;
        }
        if (within > 0 && beside == 0)
            continue; /* told alone, so it is many */
        if (refused->group_of[x] == small)
            most = at_most(all, few);
        else if (within > 0 && others == 0)
            least = at_least(all - few, 0);
        low = at_most(low, least);
        high = at_least(high, most);
    }
    return low == 0 && high > few;
}

static bool is_merged(
    const struct qn_attribute *a, const struct margin *m, size_t x)
{
    const uint8_t *told = a->coding[m->coding].group_of;

    for (size_t c = 0; c < a->n_codes; c++)
        if (c != x && told[c] == told[x])
            return true;
    return false;
}

static bool reason_margin(const struct questionnaire *q,
    const struct release *r, size_t i, struct reasoned *sum,
    char leak[static LEAK_MAX])
{
    const struct qn_attribute *a = &q->attribute[i];
    const struct margin *m = &r->margin[i];

    if (!m->shown)
        return true; /* few did not say, or a group is small: any could be */
    sum->margins++;
    for (size_t g = 0; g < m->n_groups; g++)
        if (r->cell[m->first + g] < r->rules.group)
            return reason_found(leak, "%s: group %zu is few", a->id, g);
    for (size_t x = 0; x < a->n_codes; x++)
        if (is_merged(a, m, x)) {
            sum->merged++;
            if (!may_vary(a, r, m, x))
                return reason_found(
                    leak, "%s: the size of %s is known", a->id, a->code[x]);
        }
    return true;
}

/* ---- The whole entry ---- */

static bool reason_total(const struct release *r, const struct qn_question *it,
    const struct table *t, struct reasoned *sum, char leak[static LEAK_MAX])
{
    switch (t->state) {
    case TABLE_NOT_ASKED:
        return true;
    case TABLE_CHOICES:
        sum->options++;
        return reason_options(r, it, t, leak);
    case TABLE_EXACT:
        sum->exact++;
        return reason_sides(r, it, t, leak) && reason_parts(r, it, t, leak);
    case TABLE_AT_LEAST:
        sum->capped++;
        break;
    case TABLE_HIDDEN:
        sum->hidden++;
        break;
    }
    return it->many || reason_sides(r, it, t, leak);
}

bool reason_entry(const struct questionnaire *q, const uint8_t *bytes,
    size_t len, struct reasoned *sum, char leak[static LEAK_MAX])
{
    static struct entry e;
    const struct release *r = &e.release;

    if (wire_decode_entry(bytes, len, &e) != WK_OK || !release_fits(r, q))
        return reason_found(leak, "the bytes cannot be read");
    for (size_t i = 0; i < q->n_attributes; i++)
        if (!reason_margin(q, r, i, sum, leak))
            return false;
    for (size_t i = 0; i < q->n_questions; i++)
        if (!reason_total(r, &q->question[i], &r->table[i], sum, leak) ||
            !reason_breakdown(q, r, i, sum, leak))
            return false;
    return true;
}
