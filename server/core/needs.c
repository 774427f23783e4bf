/* SPDX-License-Identifier: EUPL-1.2 */
#include "needs.h"

#include "figure_json.h"

static const struct figure *figure_of(
    const struct needs *n, size_t option, size_t site)
{
    return &n->option[option]->site[site].row[COMPARE_TOTAL];
}

/* The people of all sites together, as far as they are shown. */
static void set_together(struct json *j, const struct needs *n, size_t option)
{
    const struct compare *c = n->option[option];
    struct figure sum = {.shown = 0};
    uint64_t sites = 0;

    for (size_t i = 0; i < c->in.n_sites; i++) {
        const struct figure *f = figure_of(n, option, i);

        sum.two.n += f->two.n;
        sum.two.negative += f->two.negative;
        sum.two.positive += f->two.positive;
        sum.answer_sets += f->answer_sets;
        sum.hidden += f->hidden;
        sum.capped = sum.capped || f->capped;
        sites += f->two.n > 0 ? 1 : 0;
    }
    figure_json_brief(j, &sum, c->z);
    json_set_new(j, "sites", figure_json_count(sites));
}

static struct json *site_json(const struct needs *n, size_t site)
{
    struct json *j = json_new_object(), *options = json_new_array();

    for (size_t i = 0; i < n->question->n_codes; i++) {
        struct json *one = json_new_object();

        figure_json_brief(one, figure_of(n, i, site), n->option[i]->z);
        json_append_new(options, one);
    }
    json_set_new(j, "site", json_new_text(n->option[0]->in.site[site]));
    json_set_new(j, "options", options);
    return j;
}

struct json *needs_json(const struct needs *n)
{
    struct json *j = json_new_object(), *options = json_new_array();
    struct json *sites = json_new_array();
    const struct compare_input *in = &n->option[0]->in;

    for (size_t i = 0; i < n->question->n_codes; i++) {
        struct json *one = json_new_object();
        struct qn_text text;

        for (size_t k = 0; k < N_LANGS; k++)
            text.in[k] = questionnaire_label(
                n->from, n->question->code[i], (enum lang)k);
        json_set_new(one, "id", json_new_text(n->option[i]->in.question->id));
        json_set_new(one, "text", compare_text_json(&text));
        set_together(one, n, i);
        json_append_new(options, one);
    }
    for (size_t i = 0; i < in->n_sites; i++)
        json_append_new(sites, site_json(n, i));
    json_set_new(j, "question", json_new_text(n->question->id));
    json_set_new(j, "text", compare_text_json(&n->question->text));
    json_set_new(j, "from", json_new_month(in->months.first));
    json_set_new(j, "to", json_new_month(in->months.last));
    json_set_new(j, "options", options);
    json_set_new(j, "sites", sites);
    return j;
}
