/* SPDX-License-Identifier: EUPL-1.2 */
#include "overview.h"

#include <stdlib.h>

#include "figure_json.h"
#include "xalloc.h"

/* Of a question that somebody answered. */
struct turn {
    const struct trend *trend;
    int32_t newest;  /* month */
    size_t distance; /* from the question whose turn it is */
};

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;

    if (x->newest != y->newest)
        return x->newest > y->newest ? -1 : 1;
    return (x->distance > y->distance) - (x->distance < y->distance);
}

/* The last month in which somebody answered; false: nobody did. */
static bool find_newest(const struct trend *t, int32_t *month)
{
    bool found = false;

    for (size_t i = 0; i < t->n_points; i++) {
        const struct trend_point *p = &t->point[i];

        if (p->figure.two.n > 0 && (!found || p->months.last > *month)) {
            *month = p->months.last;
            found = true;
        }
    }
    return found;
}

/* Add up what ends in the newest month, over all sites. */
static enum wk_err sum_fresh(
    const struct turn *turn, struct overview_fresh *out)
{
    const struct compare_input *in = &turn->trend->compare->in;
    bool *seen = xcalloc(in->n_sites + 1, sizeof(*seen));
    enum wk_err err = WK_OK;

    *out = (struct overview_fresh){
        .trend = turn->trend, .months = {turn->newest, turn->newest}};
    for (size_t i = 0; err == WK_OK && i < in->n_parts; i++) {
        const struct compare_part *p = &in->part[i];

        if (p->months.last != turn->newest ||
            p->table.state == TABLE_NOT_ASKED ||
            compare_place_of(p->months, in->months) != COMPARE_INSIDE)
            continue;
        err = figure_add(&out->figure, in->question, &p->table, p->answer_sets);
        if (p->table.state == TABLE_HIDDEN)
            continue;
        if (p->months.first < out->months.first)
            out->months.first = p->months.first;
        out->n_sites += seen[p->site] ? 0 : 1;
        seen[p->site] = true;
    }
    free(seen);
    return err;
}

enum wk_err overview_make(
    const struct trend *const *trend, size_t n, struct overview *out)
{
    struct turn *turn = xcalloc(n + 1, sizeof(*turn));
    size_t found = 0;
    int32_t newest = 0;
    enum wk_err err = WK_OK;

    *out = (struct overview){.trend = trend, .n_trends = n};
    for (size_t i = 0; i < n; i++) {
        turn[found].trend = trend[i];
        turn[found].distance = i;
        if (find_newest(trend[i], &turn[found].newest)) {
            if (turn[found].newest > newest)
                newest = turn[found].newest;
            found++;
        }
        out->n_compared += trend[i]->n_compared;
    }
    out->z = intervals_family_z(COMPARE_ALPHA, out->n_compared);
    for (size_t i = 0; i < found; i++)
        turn[i].distance = (turn[i].distance + n - (size_t)newest % n) % n;
    qsort(turn, found, sizeof(*turn), by_turn);
    for (;
         err == WK_OK && out->n_fresh < found && out->n_fresh < OVERVIEW_FRESH;
         out->n_fresh++)
        err = sum_fresh(&turn[out->n_fresh], &out->fresh[out->n_fresh]);
    free(turn);
    return err;
}

static struct json *fresh_json(const struct overview_fresh *f)
{
    const struct compare *c = f->trend->compare;
    struct json *j = json_new_object();

    compare_set_question(j, c);
    json_set_new(j, "from", figure_json_month(f->months.first));
    json_set_new(j, "to", figure_json_month(f->months.last));
    json_set_new(j, "sites", figure_json_count(f->n_sites));
    figure_json_set(j, c->in.question, &f->figure, c->z);
    return j;
}

/* The clear changes of one question, by site in the fixed order. */
static void add_changes(
    struct json *list, const struct overview *o, const struct trend *t)
{
    for (size_t i = 0; i < t->compare->in.n_sites; i++) {
        const struct trend_site *s = &t->site[i];
        struct interval change;
        struct json *j;
        bool clear;

        if (!s->compared)
            continue;
        change = trend_change(t, s, o->z, &clear);
        if (!clear)
            continue;
        j = figure_json_interval(change);
        json_set_new(j, "question", json_new_text(t->compare->in.question->id));
        json_set_new(j, "site", json_new_text(t->compare->in.site[i]));
        json_set_new(j, "before", trend_point_json(t, s->before));
        json_set_new(j, "after", trend_point_json(t, s->after));
        json_append_new(list, j);
    }
}

struct json *overview_json(const struct overview *o)
{
    struct json *j = json_new_object(), *fresh = json_new_array();
    struct json *changes = json_new_array();

    for (size_t i = 0; i < o->n_fresh; i++)
        json_append_new(fresh, fresh_json(&o->fresh[i]));
    for (size_t i = 0; i < o->n_trends; i++)
        add_changes(changes, o, o->trend[i]);
    json_set_new(j, "fresh", fresh);
    json_set_new(j, "compared", figure_json_count(o->n_compared));
    json_set_new(j, "changes", changes);
    return j;
}
