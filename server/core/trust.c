/* SPDX-License-Identifier: EUPL-1.2 */
#include "trust.h"

#include "figure_json.h"

static const struct figure *figure_of(const struct compare *c, size_t site)
{
    return &c->site[site].row[COMPARE_TOTAL];
}

/* The highest score of a question's scale. */
static double highest(const struct compare *c)
{
    return (double)c->in.question->n_codes - 1;
}

bool trust_index(const struct trust *t, size_t site, struct mean *out)
{
    struct mean mean[READING_TRUST];

    for (size_t i = 0; i < READING_TRUST; i++) {
        const struct compare *c = t->item[i];

        if (c == NULL || highest(c) != highest(t->item[0]) ||
            !mean_figure(
                figure_of(c, site), c->in.question, COMPARE_ALPHA, &mean[i]))
            return false;
        if (reading_reversed(c->in.question->id))
            mean[i] = mean_reverse(mean[i], highest(c));
    }
    *out = mean_index(mean, READING_TRUST);
    return true;
}

static struct json *mean_json(bool known, const struct mean *m)
{
    struct json *j;

    if (!known)
        return json_new_null();
    j = figure_json_interval(m->interval);
    json_set_new(j, "mean", figure_json_real(m->mean));
    return j;
}

static struct json *item_json(const struct compare *c)
{
    struct json *j = json_new_object(), *sites = json_new_array();
    const char *id = c->in.question->id;

    compare_set_question(j, c);
    json_set_new(j, "reversed", json_new_bool(reading_reversed(id)));
    for (size_t i = 0; i < c->in.n_sites; i++) {
        const struct figure *f = figure_of(c, i);
        struct json *one = json_new_object();
        struct mean m = {.mean = 0};
        bool known = mean_figure(f, c->in.question, COMPARE_ALPHA, &m);

        json_set_new(one, "site", json_new_text(c->in.site[i]));
        figure_json_set(one, c->in.question, f, c->z);
        json_set_new(one, "honest", compare_honest_json(f));
        json_set_new(
            one, "ceiling", json_new_bool(reading_ceiling(&f->two, id)));
        json_set_new(one, "mean", mean_json(known, &m));
        json_append_new(sites, one);
    }
    json_set_new(j, "sites", sites);
    return j;
}

struct json *trust_json(const struct trust *t)
{
    struct json *j = json_new_object(), *items = json_new_array();
    struct json *sites = json_new_array();
    double scale = 0;

    for (size_t i = 0; i < READING_TRUST; i++) {
        if (t->item[i] == NULL)
            continue;
        scale = highest(t->item[i]);
        json_append_new(items, item_json(t->item[i]));
    }
    for (size_t i = 0; i < t->n_sites; i++) {
        struct json *one = json_new_object();
        struct mean m = {.mean = 0};
        bool known = trust_index(t, i, &m);

        json_set_new(one, "site", json_new_text(t->site[i]));
        json_set_new(one, "index", mean_json(known, &m));
        json_append_new(sites, one);
    }
    json_set_new(j, "from", json_new_month(t->months.first));
    json_set_new(j, "to", json_new_month(t->months.last));
    json_set_new(j, "scale", figure_json_real(scale));
    json_set_new(j, "items", items);
    json_set_new(j, "sites", sites);
    return j;
}
