/* SPDX-License-Identifier: EUPL-1.2 */
#include "trend.h"

#include <stdlib.h>

#include "xalloc.h"

static int by_months(const void *a, const void *b)
{
    struct period p = (*(const struct compare_part *const *)a)->months;
    struct period q = (*(const struct compare_part *const *)b)->months;

    if (p.first != q.first)
        return p.first < q.first ? -1 : 1;
    return (p.last > q.last) - (p.last < q.last);
}

/* Add it to the site's last point, or begin a new one. */
static enum wk_err add_part(
    struct trend *t, struct trend_site *s, const struct compare_part *p)
{
    struct trend_point *point =
        s->n > 0 ? &t->point[s->first + s->n - 1] : NULL;

    if (point == NULL || point->months.first != p->months.first ||
        point->months.last != p->months.last) {
        point = &t->point[t->n_points++];
        point->months = p->months;
        s->n++;
    }
    return figure_add(
        &point->figure, t->compare->in.question, &p->table, p->answer_sets);
}

/* The last point that has answers, and the last one that ended before it. */
static void find_change(struct trend *t, struct trend_site *s)
{
    size_t after = s->first + s->n, i;

    for (i = s->first; i < s->first + s->n; i++)
        if (t->point[i].figure.two.n > 0 &&
            (after == s->first + s->n ||
                t->point[i].months.last >= t->point[after].months.last))
            after = i;
    if (after == s->first + s->n)
        return;
    for (i = s->first; i < after; i++)
        if (t->point[i].figure.two.n > 0 &&
            t->point[i].months.last < t->point[after].months.first &&
            (!s->compared ||
                t->point[i].months.last >= t->point[s->before].months.last)) {
            s->before = i;
            s->compared = true;
        }
    s->after = after;
    t->n_compared += s->compared ? 1 : 0;
}

static enum wk_err add_site(
    struct trend *t, size_t site, const struct compare_part **room)
{
    const struct compare *c = t->compare;
    const struct compare_site *from = &c->site[site];
    struct trend_site *s = &t->site[site];
    size_t n = 0;

    s->first = t->n_points;
    for (size_t i = 0; i < from->n_parts; i++) {
        const struct compare_part *p =
            &c->in.part[c->order[from->first_part + i]];
        enum compare_place place = compare_place_of(p->months, c->in.months);

        if (p->table.state == TABLE_NOT_ASKED || place == COMPARE_OUTSIDE)
            continue;
        if (place == COMPARE_STRADDLES)
            s->straddling++;
        else
            room[n++] = p;
    }
    qsort(room, n, sizeof(*room), by_months); /* a sum needs no other order */
    for (size_t i = 0; i < n; i++) {
        enum wk_err err = add_part(t, s, room[i]);

        if (err != WK_OK)
            return err;
    }
    find_change(t, s);
    return WK_OK;
}

enum wk_err trend_new(const struct compare *c, struct trend **out)
{
    struct trend *t = xcalloc(1, sizeof(*t));
    const struct compare_part **room =
        xcalloc(c->in.n_parts + 1, sizeof(*room));
    enum wk_err err = WK_OK;

    t->compare = c;
    t->site = xcalloc(c->in.n_sites + 1, sizeof(*t->site));
    t->point = xcalloc(c->in.n_parts + 1, sizeof(*t->point));
    for (size_t i = 0; err == WK_OK && i < c->in.n_sites; i++)
        err = add_site(t, i, room);
    free(room);
    if (err == WK_OK)
        *out = t;
    else
        trend_free(t);
    return err;
}

void trend_free(struct trend *t)
{
    if (t == NULL)
        return;
    free(t->site);
    free(t->point);
    free(t);
}

struct interval trend_change(
    const struct trend *t, const struct trend_site *s, double z, bool *clear)
{
    struct interval i = bounds_newcombe(
        &t->point[s->after].figure.two, &t->point[s->before].figure.two, z);

    *clear = i.low > 0 || i.high < 0;
    return i;
}
