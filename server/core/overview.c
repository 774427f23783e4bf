/* SPDX-License-Identifier: EUPL-1.2 */
#include "overview.h"

#include <assert.h>
#include <stdlib.h>

#include "figure_json.h"
#include "xalloc.h"

/* Of a question that somebody answered. */
struct turn {
    int32_t newest;     /* month */
    size_t place;       /* among the questions */
    size_t distance;    /* from the one whose turn it is */
    struct json *fresh; /* all sites together, in that month */
};

/* A change that would be clear if it were the only one. */
struct change {
    struct bounds before, after;
    struct json *json; /* without its interval */
};

struct overview {
    size_t n_questions, max;
    struct turn *turn;
    size_t n_turns;
    struct change *change;
    size_t n_changes, room;
    uint64_t n_compared; /* changes that were looked at */
};

struct overview *overview_new(size_t n_questions)
{
    struct overview *o = xcalloc(1, sizeof(*o));

    o->max = n_questions;
    o->turn = xcalloc(n_questions + 1, sizeof(*o->turn));
    return o;
}

void overview_free(struct overview *o)
{
    if (o == NULL)
        return;
    for (size_t i = 0; i < o->n_turns; i++)
        json_free(o->turn[i].fresh);
    for (size_t i = 0; i < o->n_changes; i++)
        json_free(o->change[i].json);
    free(o->turn);
    free(o->change);
    free(o);
}

/* ---- Fresh results ---- */

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

/* Whether it ends in that month, inside the chosen ones, and was asked. */
static bool is_fresh(const struct compare_input *in,
    const struct compare_part *p, int32_t newest)
{
    return p->months.last == newest && p->table.state != TABLE_NOT_ASKED &&
        compare_place_of(p->months, in->months) == COMPARE_INSIDE;
}

static struct json *fresh_json(const struct compare *c, struct period months,
    uint64_t sites, const struct figure *f)
{
    struct json *j = json_new_object();

    compare_set_question(j, c);
    json_set_new(j, "from", json_new_month(months.first));
    json_set_new(j, "to", json_new_month(months.last));
    json_set_new(j, "sites", figure_json_count(sites));
    figure_json_set(j, c->in.question, f, c->z);
    json_set_new(j, "honest", compare_honest_json(f));
    return j;
}

/* Add up what ends in the newest month, over all sites. */
static enum wk_err sum_fresh(
    const struct compare *c, int32_t newest, struct json **out)
{
    const struct compare_input *in = &c->in;
    bool *seen = xcalloc(in->n_sites + 1, sizeof(*seen));
    struct period months = {newest, newest};
    struct figure sum = {.shown = 0};
    uint64_t sites = 0;
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < in->n_parts; i++) {
        const struct compare_part *p = &in->part[i];

        if (!is_fresh(in, p, newest))
            continue;
        err = figure_add(&sum, in->question, &p->table, p->answer_sets);
        if (err != WK_OK || p->table.state == TABLE_HIDDEN)
            continue;
        figure_add_people(&sum, &p->table, p->eligible, p->uncounted);
        if (p->months.first < months.first)
            months.first = p->months.first;
        sites += seen[p->site] ? 0 : 1;
        seen[p->site] = true;
    }
    if (err == WK_OK)
        *out = fresh_json(c, months, sites, &sum);
    free(seen);
    return err;
}

/* ---- Changes ---- */

static void add_changes(struct overview *o, const struct trend *t)
{
    const struct compare *c = t->compare;

    for (size_t i = 0; i < c->in.n_sites; i++) {
        const struct trend_site *s = &t->site[i];
        struct change *change;
        bool clear;

        if (!s->compared)
            continue;
        (void)trend_change(t, s, c->z, &clear);
        if (!clear)
            continue;
        if (o->n_changes == o->room) {
            o->room = 2 * o->room + 16;
            o->change = xrealloc(o->change, o->room, sizeof(*o->change));
        }
        change = &o->change[o->n_changes++];
        change->before = t->point[s->before].figure.two;
        change->after = t->point[s->after].figure.two;
        change->json = json_new_object();
        json_set_new(
            change->json, "question", json_new_text(c->in.question->id));
        json_set_new(change->json, "site", json_new_text(c->in.site[i]));
        json_set_new(change->json, "before", trend_point_json(t, s->before));
        json_set_new(change->json, "after", trend_point_json(t, s->after));
    }
    o->n_compared += t->n_compared;
}

enum wk_err overview_add(struct overview *o, const struct trend *t)
{
    struct turn *turn = &o->turn[o->n_turns];
    enum wk_err err = WK_OK;

    assert(o->n_questions < o->max);
    turn->place = o->n_questions++;
    add_changes(o, t);
    if (find_newest(t, &turn->newest)) {
        err = sum_fresh(t->compare, turn->newest, &turn->fresh);
        o->n_turns += err == WK_OK ? 1 : 0;
    }
    return err;
}

/* ---- All together ---- */

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;

    if (x->newest != y->newest)
        return x->newest > y->newest ? -1 : 1;
    return (x->distance > y->distance) - (x->distance < y->distance);
}

static struct json *fresh_list(const struct overview *o)
{
    struct json *list = json_new_array();
    struct turn *turn = xcalloc(o->n_turns + 1, sizeof(*turn));
    int32_t newest = 0;

    for (size_t i = 0; i < o->n_turns; i++) {
        turn[i] = o->turn[i];
        newest = turn[i].newest > newest ? turn[i].newest : newest;
    }
    for (size_t i = 0; i < o->n_turns; i++)
        turn[i].distance =
            (turn[i].place + o->n_questions - (size_t)newest % o->n_questions) %
            o->n_questions;
    qsort(turn, o->n_turns, sizeof(*turn), by_turn);
    for (size_t i = 0; i < o->n_turns && i < OVERVIEW_FRESH; i++)
        json_append_new(list, json_new_copy(turn[i].fresh));
    free(turn);
    return list;
}

/* Those that stay clear among all that were looked at. */
static struct json *change_list(const struct overview *o)
{
    struct json *list = json_new_array();
    double z = intervals_family_z(COMPARE_ALPHA, o->n_compared);

    for (size_t i = 0; i < o->n_changes; i++) {
        const struct change *c = &o->change[i];
        struct interval all = bounds_newcombe(&c->after, &c->before, z);
        struct json *j;

        if (all.low <= 0 && all.high >= 0)
            continue;
        j = json_new_copy(c->json);
        json_set_new(j, "low", figure_json_real(all.low));
        json_set_new(j, "high", figure_json_real(all.high));
        json_append_new(list, j);
    }
    return list;
}

struct json *overview_json(const struct overview *o)
{
    struct json *j = json_new_object();

    json_set_new(j, "fresh", fresh_list(o));
    json_set_new(j, "compared", figure_json_count(o->n_compared));
    json_set_new(j, "changes", change_list(o));
    return j;
}
