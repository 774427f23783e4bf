/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare.h"

#include <stdlib.h>

#include "option.h"
#include "xalloc.h"

const double COMPARE_ALPHA = 0.05, COMPARE_FAR = 0.002;

enum compare_place compare_place_of(struct period part, struct period chosen)
{
    if (part.last < chosen.first || part.first > chosen.last)
        return COMPARE_OUTSIDE;
    if (part.first >= chosen.first && part.last <= chosen.last)
        return COMPARE_INSIDE;
    return COMPARE_STRADDLES;
}

/* Group the parts by site; within a site they keep their order. */
static void sort_parts(struct compare *c)
{
    size_t *next = xcalloc(c->in.n_sites + 1, sizeof(*next));

    for (size_t i = 0; i < c->in.n_parts; i++)
        c->site[c->in.part[i].site].n_parts++;
    for (size_t s = 0; s < c->in.n_sites; s++) {
        c->site[s].first_part = next[s];
        next[s + 1] = next[s] + c->site[s].n_parts;
    }
    for (size_t i = 0; i < c->in.n_parts; i++)
        c->order[next[c->in.part[i].site]++] = i;
    free(next);
}

static enum wk_err add_part(struct compare *c, const struct compare_part *p)
{
    struct figure *row = c->site[p->site].row;
    enum compare_row channel =
        p->channel == CHANNEL_SELF ? COMPARE_SELF : COMPARE_ASSISTED;
    enum wk_err err;

    if (compare_place_of(p->months, c->in.months) != COMPARE_INSIDE)
        return WK_OK;
    if (c->in.attribute != NULL) {
        err = crosstab_add(
            &c->site[p->site].rows, c->in.question, c->in.attribute, &p->rows);
        if (err != WK_OK)
            return err;
    }
    err = figure_add_sum(&row[COMPARE_TOTAL], c->in.question, &p->table,
        p->answer_sets, p->more + 1);
    if (err == WK_OK)
        err = figure_add_sum(&row[channel], c->in.question, &p->table,
            p->answer_sets, p->more + 1);
    if (err != WK_OK)
        return err;
    unanswered_add(&c->site[p->site].unanswered, p->unanswered, &p->table,
        p->answer_sets, p->more + 1);
    figure_add_people(
        &row[COMPARE_TOTAL], &p->table, p->eligible, p->uncounted);
    figure_add_people(&row[channel], &p->table, p->eligible, p->uncounted);
    return WK_OK;
}

static void add_difference(struct compare *c, size_t a, size_t b, double z)
{
    struct compare_difference *d = &c->difference[c->n_differences++];

    d->a = a;
    d->b = b;
    d->interval = bounds_newcombe(&c->site[a].row[COMPARE_TOTAL].two,
        &c->site[b].row[COMPARE_TOTAL].two, z);
    d->clear = d->interval.low > 0 || d->interval.high < 0;
}

/* Every pair of sites with answers, in their fixed order; of many sites only
 * the one that is asked for, as wide as if all had been looked at: whoever
 * asks for one may ask for others until one is clear. */
static void add_differences(struct compare *c)
{
    size_t *known = xcalloc(c->in.n_sites + 1, sizeof(*known)), n = 0;
    const size_t *pair = c->in.pair;
    size_t n_pairs;
    double z;

    for (size_t s = 0; s < c->in.n_sites; s++) {
        if (c->site[s].row[COMPARE_TOTAL].two.n > 0)
            known[n++] = s;
    }
    n_pairs = n * (n > 0 ? n - 1 : 0) / 2;
    z = intervals_family_z(COMPARE_ALPHA, n_pairs);
    if (pair != NULL || c->in.n_sites >= COMPARE_MANY)
        n_pairs = 1;
    c->difference = xcalloc(n_pairs + 1, sizeof(*c->difference));
    if (pair == NULL && c->in.n_sites < COMPARE_MANY)
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                add_difference(c, known[i], known[j], z);
    else if (pair != NULL && pair[0] != pair[1] &&
        c->site[pair[0]].row[COMPARE_TOTAL].two.n > 0 &&
        c->site[pair[1]].row[COMPARE_TOTAL].two.n > 0)
        add_difference(c, pair[0], pair[1], z);
    free(known);
}

bool compare_has_gap(const struct compare_site *s)
{
    return s->row[COMPARE_SELF].two.n > 0 && s->row[COMPARE_ASSISTED].two.n > 0;
}

/* Each site's gap; so many are looked at together. */
static void add_gaps(struct compare *c)
{
    uint64_t n = 0;
    double z;

    for (size_t s = 0; s < c->in.n_sites; s++)
        n += compare_has_gap(&c->site[s]) ? 1 : 0;
    z = intervals_family_z(COMPARE_ALPHA, n);
    for (size_t s = 0; s < c->in.n_sites; s++) {
        struct compare_site *site = &c->site[s];

        if (compare_has_gap(site))
            site->gap = bounds_newcombe(&site->row[COMPARE_ASSISTED].two,
                &site->row[COMPARE_SELF].two, z);
    }
}

static void add_funnel(struct compare *c)
{
    uint64_t n = 0, positive = 0;

    for (size_t s = 0; s < c->in.n_sites; s++) {
        const struct figure *f = &c->site[s].row[COMPARE_TOTAL];

        if (f->two.n == 0 || f->capped)
            continue;
        n += f->two.n;
        positive += f->two.positive;
        c->funnel.n_sites++;
    }
    if (n > 0)
        c->funnel.target = (double)positive / (double)n;
}

const char *compare_label(
    const struct questionnaire *from, const char *code, enum lang lang)
{
    return from != NULL ? questionnaire_label(from, code, lang)
                        : option_label(code, lang);
}

enum wk_err compare_new(const struct compare_input *in, struct compare **out)
{
    struct compare *c = xcalloc(1, sizeof(*c));
    enum wk_err err = WK_EINVAL;

    c->in = *in;
    c->z = intervals_z(COMPARE_ALPHA);
    c->site = xcalloc(in->n_sites + 1, sizeof(*c->site));
    c->order = xcalloc(in->n_parts + 1, sizeof(*c->order));
    for (size_t i = 0; i < in->n_parts; i++) {
        if (in->part[i].site >= in->n_sites)
            goto out;
    }
    sort_parts(c);
    for (size_t i = 0; i < in->n_parts; i++) {
        err = add_part(c, &in->part[i]);
        if (err != WK_OK)
            goto out;
    }
    add_differences(c);
    add_gaps(c);
    add_funnel(c);
    *out = c;
    c = NULL;
    err = WK_OK;
out:
    compare_free(c);
    return err;
}

void compare_free(struct compare *c)
{
    if (c == NULL)
        return;
    free(c->site);
    free(c->order);
    free(c->difference);
    free(c);
}
