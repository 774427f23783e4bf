/* SPDX-License-Identifier: EUPL-1.2 */
#include "figure.h"

#include <string.h>

#include "levels.h"

/* The counts of a coarser level from those of a finer one; they nest. */
static void coarsen(const struct qn_question *q, uint8_t from, uint8_t to,
    const uint64_t *fine, uint64_t *coarse)
{
    uint8_t group[MAX_OPTIONS];

    levels_nest(&q->level[from], &q->level[to], q->n_codes, group);
    memset(coarse, 0, MAX_CODES * sizeof(*coarse));
    for (size_t i = 0; i < q->level[from].n_groups; i++)
        coarse[group[i]] += fine[i];
}

/* Whether t can be a table of q in a release of so many answer sets. */
static bool fits(
    const struct qn_question *q, const struct table *t, uint64_t answer_sets)
{
    uint64_t sum = 0;

    if (t->state == TABLE_HIDDEN || t->state == TABLE_NOT_ASKED)
        return true;
    if (t->state == TABLE_AT_LEAST)
        return t->n_counts == 3 && t->count[2] <= t->count[1] &&
            (uint64_t)t->count[0] + t->count[1] == answer_sets;
    if (t->state != TABLE_EXACT || t->level >= q->n_levels ||
        t->n_counts < q->level[t->level].n_groups || t->n_counts > MAX_COLUMNS)
        return false;
    for (size_t i = 0; i < t->n_counts; i++)
        sum += t->count[i];
    return sum == answer_sets;
}

static void add_exact(
    struct figure *f, const struct qn_question *q, const struct table *t)
{
    uint64_t own[MAX_CODES] = {0}, two[MAX_CODES], sum[MAX_CODES];
    uint8_t level = f->level > t->level ? f->level : t->level;

    for (size_t i = 0; i < q->level[t->level].n_groups; i++)
        own[i] = t->count[i];
    coarsen(q, t->level, (uint8_t)(q->n_levels - 1), own, two);
    bounds_add_exact(&f->two, two[0], two[1]);
    coarsen(q, f->level, level, f->count, sum);
    coarsen(q, t->level, level, own, f->count);
    for (size_t i = 0; i < MAX_CODES; i++)
        f->count[i] += sum[i];
    f->level = level;
}

static void add_capped(
    struct figure *f, const struct qn_question *q, const struct table *t)
{
    uint64_t sum[MAX_CODES];
    uint8_t level = (uint8_t)(q->n_levels - 1);

    bounds_add_capped(&f->two, t->count[1], t->count[2], t->positive);
    coarsen(q, f->level, level, f->count, sum);
    memcpy(f->count, sum, sizeof(sum));
    f->level = level;
    f->capped = true;
}

enum wk_err figure_add_sum(struct figure *f, const struct qn_question *q,
    const struct table *t, uint32_t answer_sets, uint32_t releases)
{
    if (!fits(q, t, answer_sets))
        return WK_EINVAL;
    switch (t->state) {
    case TABLE_HIDDEN:
        f->hidden += releases;
        return WK_OK;
    case TABLE_NOT_ASKED:
        f->not_asked += releases;
        return WK_OK;
    case TABLE_EXACT:
        add_exact(f, q, t);
        break;
    case TABLE_AT_LEAST:
        add_capped(f, q, t);
        break;
    case TABLE_CHOICES: /* fits no question of two sides */
        return WK_EINVAL;
    }
    f->shown += releases;
    f->answer_sets += answer_sets;
    return WK_OK;
}

enum wk_err figure_add(struct figure *f, const struct qn_question *q,
    const struct table *t, uint32_t answer_sets)
{
    return figure_add_sum(f, q, t, answer_sets, 1);
}

void figure_add_people(struct figure *f, const struct table *t,
    uint64_t eligible, uint32_t uncounted)
{
    if (t->state != TABLE_EXACT && t->state != TABLE_AT_LEAST)
        return;
    f->eligible += eligible;
    f->uncounted += uncounted;
}

bool figure_is_counted(const struct figure *f)
{
    return f->eligible > 0 && f->uncounted == 0 && f->two.n > 0;
}

size_t figure_groups(const struct figure *f, const struct qn_question *q)
{
    return q->level[f->level].n_groups;
}

uint64_t figure_aside(const struct figure *f)
{
    return f->answer_sets - f->two.n;
}
