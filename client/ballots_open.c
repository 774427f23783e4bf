/* SPDX-License-Identifier: EUPL-1.2 */
/* ballots_open.c - for which periods paper ballots may be typed in today, and
 * the form of each: the assisted one where there is one, as they were seen. */
#include <stdlib.h>

#include "ballots_json.h"
#include "intake.h"
#include "not_asked.h"
#include "qn_json.h"
#include "wave.h"

/* One project, while its periods are told. */
struct telling {
    struct site *site;
    struct store_project project;
    struct store_plan *plans;
    size_t n;
    struct json *periods, *forms;
};

/* What was put in a month, of a wave that keeps answers; NULL: nothing. */
static enum wk_err find_plan(
    const struct telling *t, int32_t month, const struct store_plan **out)
{
    struct store_wave w;
    const struct store_plan *core, *assisted = NULL;
    enum wk_err err =
        store_wave_at(site_store(t->site), t->project.id, month, &w);

    *out = NULL;
    if (err == WK_ENOTFOUND || (err == WK_OK && w.kind != WAVE_NORMAL))
        return WK_OK;
    if (err != WK_OK)
        return err;
    core = wave_plan(&t->project, t->plans, t->n, &w, month);
    if (core != NULL)
        assisted = wave_assisted(t->plans, t->n, core->questionnaire, month);
    *out = assisted != NULL ? assisted : core;
    return WK_OK;
}

static enum wk_err add_form(
    const struct telling *t, const uint8_t hash[static HASH_LEN], char *hex)
{
    struct store_questionnaire q = {.q = NULL};
    enum wk_err err;

    hex_encode(hash, HASH_LEN, hex);
    if (json_get(t->forms, hex) != NULL)
        return WK_OK;
    err = store_questionnaire_get(site_store(t->site), hash, NULL, &q);
    if (err == WK_OK)
        json_set_new(t->forms, hex, json_new_copy(q.q->json));
    questionnaire_free(q.q);
    return err;
}

/* The last day of one that is over, else null. */
static struct json *until_json(struct period p)
{
    char text[DATE_TEXT];

    if (p.last >= date_month(site_today()))
        return json_new_null();
    date_text(period_closes_on(p) - 1, text);
    return json_new_text(text);
}

static enum wk_err add_period(const struct telling *t, struct period p)
{
    char month[MONTH_TEXT], why[WHY_MAX], hex[2 * HASH_LEN + 1];
    const struct store_plan *plan;
    struct intake in;
    struct json *one;
    enum wk_err err = find_plan(t, p.first, &plan);

    if (err != WK_OK || plan == NULL)
        return err;
    err = intake_begin(t->site, &t->project, plan->questionnaire, &in);
    month_text(p.first, month);
    if (err == WK_OK && intake_month(&in, month, why) != WK_OK)
        return WK_OK;
    if (err == WK_OK)
        err = add_form(t, plan->questionnaire, hex);
    if (err != WK_OK)
        return err;
    one = json_new_object();
    json_set_new(one, "first", json_new_month(p.first));
    json_set_new(one, "last", json_new_month(p.last));
    json_set_new(one, "until", until_json(p));
    json_set_new(one, "questionnaire", json_new_text(hex));
    json_append_new(t->periods, one);
    return WK_OK;
}

/* The present period, and the one before it. */
static enum wk_err add_project(struct telling *t, struct json *list)
{
    const struct store_project *p = &t->project;
    struct period now = period_of(p->period, date_month(site_today()));
    struct json *one = json_new_object();
    enum wk_err err =
        store_plan_list(site_store(t->site), p->id, &t->plans, &t->n);

    t->periods = json_new_array();
    if (err == WK_OK)
        err = add_period(t, now);
    if (err == WK_OK)
        err = add_period(t, period_of(p->period, now.first - 1));
    free(t->plans);
    json_set_new(one, "id", json_new_text(p->id));
    json_set_new(one, "name", qn_json_project(p));
    json_set_new(one, "not_asked", not_asked_json(p));
    json_set_new(one, "periods", t->periods);
    json_append_new(list, one);
    return err;
}

enum wk_err ballots_json_open(struct site *s, struct json **out)
{
    struct json *list = json_new_array();
    struct telling t = {.site = s, .forms = json_new_object()};
    struct store_project *p = NULL;
    size_t n = 0;
    enum wk_err err = store_project_list(site_store(s), &p, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        t.project = p[i];
        err = add_project(&t, list);
    }
    free(p);
    *out = json_new_object();
    json_set_new(*out, "projects", list);
    json_set_new(*out, "questionnaires", t.forms);
    return err;
}
