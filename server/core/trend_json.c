/* SPDX-License-Identifier: EUPL-1.2 */
#include "trend.h"

#include "figure_json.h"

struct json *trend_point_json(const struct trend *t, size_t index)
{
    const struct trend_point *p = &t->point[index];
    struct json *j = json_new_object();

    json_set_new(j, "first", json_new_month(p->months.first));
    json_set_new(j, "last", json_new_month(p->months.last));
    figure_json_brief(j, &p->figure, t->compare->z);
    return j;
}

static struct json *change_json(
    const struct trend *t, const struct trend_site *s, double z)
{
    struct interval i;
    struct json *j;
    bool clear;

    if (!s->compared)
        return json_new_null();
    i = trend_change(t, s, z, &clear);
    j = figure_json_interval(i);
    json_set_new(j, "before", json_new_int((int64_t)(s->before - s->first)));
    json_set_new(j, "after", json_new_int((int64_t)(s->after - s->first)));
    json_set_new(j, "clear", json_new_bool(clear));
    return j;
}

struct json *trend_json(const struct trend *t)
{
    const struct compare *c = t->compare;
    struct json *j = json_new_object(), *sites = json_new_array();
    double z = intervals_family_z(COMPARE_ALPHA, t->n_compared);

    compare_set_question(j, c);
    for (size_t i = 0; i < c->in.n_sites; i++) {
        const struct trend_site *s = &t->site[i];
        struct json *one = json_new_object(), *points = json_new_array();

        for (size_t k = 0; k < s->n; k++)
            json_append_new(points, trend_point_json(t, s->first + k));
        json_set_new(one, "site", json_new_text(c->in.site[i]));
        json_set_new(one, "points", points);
        json_set_new(one, "straddling", json_new_int(s->straddling));
        json_set_new(one, "change", change_json(t, s, z));
        json_append_new(sites, one);
    }
    json_set_new(j, "sites", sites);
    return j;
}
