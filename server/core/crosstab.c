/* SPDX-License-Identifier: EUPL-1.2 */
#include "crosstab.h"

#include <string.h>

#include "levels.h"

static bool fits(const struct qn_question *q, const struct qn_attribute *a,
    const struct crosstab_part *p)
{
    const struct margin *m = &p->margin;
    const struct breakdown *b = &p->breakdown;

    return m->coding < a->n_codings && b->level < q->n_levels &&
        m->n_groups == a->coding[m->coding].n_groups + (m->not_said ? 1 : 0) &&
        b->n_cells == m->n_groups * breakdown_width(q, b->level);
}

/* Add counts of one coding and level to those of a coarser one. */
static void add_rows(struct crosstab *x, const struct qn_question *q,
    const struct qn_attribute *a, const struct crosstab *rows)
{
    uint8_t group[MAX_OPTIONS], column[MAX_OPTIONS];

    levels_nest(
        &a->coding[rows->coding], &a->coding[x->coding], a->n_codes, group);
    levels_nest(
        &q->level[rows->level], &q->level[x->level], q->n_codes, column);
    for (size_t g = 0; g < MAX_GROUPS; g++) {
        size_t to = g == CROSSTAB_NOT_SAID ? g : group[g];

        x->people[to] += rows->people[g];
        for (size_t i = 0; i < q->level[rows->level].n_groups; i++)
            x->count[to][column[i]] += rows->count[g][i];
    }
    x->not_said = x->not_said || rows->not_said;
}

/* The rows of one release, each group in its place. */
static struct crosstab rows_of(
    const struct qn_question *q, const struct crosstab_part *p)
{
    struct crosstab rows = {.coding = p->margin.coding,
        .level = p->breakdown.level,
        .not_said = p->margin.not_said};
    size_t width = breakdown_width(q, rows.level);

    for (size_t g = 0; g < p->margin.n_groups; g++) {
        const uint32_t *cell = p->cell + g * width;
        size_t to = rows.not_said && g + 1u == p->margin.n_groups
            ? CROSSTAB_NOT_SAID
            : g;

        for (size_t i = 0; i < width; i++)
            rows.people[to] += cell[i];
        for (size_t i = 0; i < q->level[rows.level].n_groups; i++)
            rows.count[to][i] = cell[i];
    }
    return rows;
}

enum wk_err crosstab_add(struct crosstab *x, const struct qn_question *q,
    const struct qn_attribute *a, const struct crosstab_part *p)
{
    struct crosstab rows, sum;

    if (p->breakdown.state == BREAKDOWN_NONE || p->attribute == NULL ||
        (a != p->attribute && !questionnaire_same_attribute(a, p->attribute))) {
        x->apart++;
        return WK_OK;
    }
    if (p->breakdown.state == BREAKDOWN_HIDDEN) {
        x->not_asked += p->not_asked ? 1 : 0;
        x->hidden += p->not_asked ? 0 : 1;
        return WK_OK;
    }
    if (!fits(q, a, p))
        return WK_EINVAL;
    rows = rows_of(q, p);
    sum = (struct crosstab){.shown = x->shown + 1,
        .hidden = x->hidden,
        .not_asked = x->not_asked,
        .apart = x->apart,
        .coding = x->coding > rows.coding ? x->coding : rows.coding,
        .level = x->level > rows.level ? x->level : rows.level};
    add_rows(&sum, q, a, x);
    add_rows(&sum, q, a, &rows);
    *x = sum;
    return WK_OK;
}

size_t crosstab_groups(const struct crosstab *x, const struct qn_attribute *a,
    size_t out[static MAX_GROUPS])
{
    size_t n = 0;

    if (x->shown == 0)
        return 0;
    while (n < a->coding[x->coding].n_groups) {
        out[n] = n;
        n++;
    }
    if (x->not_said)
        out[n++] = CROSSTAB_NOT_SAID;
    return n;
}

struct figure crosstab_figure(
    const struct crosstab *x, const struct qn_question *q, size_t group)
{
    struct figure f = {.shown = x->shown,
        .hidden = x->hidden,
        .not_asked = x->not_asked,
        .answer_sets = x->people[group],
        .level = x->level};
    uint8_t side[MAX_OPTIONS];
    uint64_t two[2] = {0, 0};

    levels_nest(
        &q->level[x->level], &q->level[q->n_levels - 1], q->n_codes, side);
    memcpy(f.count, x->count[group], sizeof f.count);
    for (size_t i = 0; i < q->level[x->level].n_groups; i++)
        two[side[i]] += f.count[i];
    bounds_add_exact(&f.two, two[0], two[1]);
    return f;
}
