/* SPDX-License-Identifier: EUPL-1.2 */
/* waves_json.c - what is told; waves_take.c takes what is asked. */
#include "waves_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qn_json.h"

/* The line of time: so many periods before this one, and from it on. */
enum { PERIODS_BEFORE = 4, PERIODS_FROM_NOW = 8 };

/* One project, and all that its waves depend on. */
struct telling {
    struct site *site;
    struct store_project project;
    struct store_plan *plans;
    struct store_wave *waves;
    size_t n_plans, n_waves;
    int32_t now; /* this month */
};

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    if (date == INT64_MIN)
        return json_new_null();
    date_text(date, text);
    return json_new_text(text);
}

static struct json *hash_json(const uint8_t *hash)
{
    char hex[2 * HASH_LEN + 1];

    if (hash == NULL)
        return json_new_null();
    hex_encode(hash, HASH_LEN, hex);
    return json_new_text(hex);
}

/* "nl fr" as a list. */
static struct json *words_json(const char *words)
{
    struct json *list = json_new_array();
    char copy[MAX_TEXT + 1], *rest = NULL;

    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok_r(copy, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest))
        json_append_new(list, json_new_text(word));
    return list;
}

static struct json *wave_json(const struct store_wave *w)
{
    struct json *one = json_new_object();

    json_set_new(one, "id", json_new_int(w->id));
    json_set_new(one, "kind", json_new_text(wave_kind_text(w->kind)));
    json_set_new(one, "first", json_new_month(w->months.first));
    json_set_new(one, "last", json_new_month(w->months.last));
    json_set_new(one, "questionnaire",
        hash_json(w->has_questionnaire ? w->questionnaire : NULL));
    json_set_new(one, "promised_role", json_new_text(w->promised_role));
    json_set_new(one, "promised_on", date_json(w->promised_on));
    json_set_new(one, "languages", words_json(w->languages));
    json_set_new(one, "target", json_new_text(w->target));
    json_set_new(one, "until", date_json(w->until));
    json_set_new(one, "cards", json_new_bool(w->cards));
    json_set_new(one, "ended_on", date_json(w->ended_on));
    json_set_new(one, "note", json_new_text(w->note));
    return one;
}

/* The wave that a period shows: the last one that was started for it. */
static const struct store_wave *shown_wave(
    const struct telling *t, int32_t month)
{
    const struct store_wave *found = NULL;

    for (size_t i = 0; i < t->n_waves; i++)
        if (month >= t->waves[i].months.first &&
            month <= t->waves[i].months.last &&
            (found == NULL || t->waves[i].id > found->id))
            found = &t->waves[i];
    return found;
}

/* What has become of a period, by its wave. */
static const char *state_of(
    const struct telling *t, struct period p, const struct store_wave *w)
{
    if (w == NULL)
        return "none";
    if (w->kind == WAVE_PILOT)
        return w->ended_on == INT64_MIN && p.last >= t->now ? "pilot"
                                                            : "piloted";
    return w->ended_on == INT64_MIN && p.last >= t->now ? "promised" : "ended";
}

static struct json *period_json(const struct telling *t, struct period p)
{
    const struct store_wave *w = shown_wave(t, p.first);
    const struct store_wave turns = {.kind = WAVE_NORMAL};
    const struct store_plan *plan = wave_plan(
        &t->project, t->plans, t->n_plans, w != NULL ? w : &turns, p.first);
    struct json *one = json_new_object();

    json_set_new(one, "first", json_new_month(p.first));
    json_set_new(one, "last", json_new_month(p.last));
    json_set_new(one, "when",
        json_new_text(p.last < t->now ? "past"
                : p.first > t->now    ? "next"
                                      : "now"));
    json_set_new(one, "state", json_new_text(state_of(t, p, w)));
    json_set_new(
        one, "wave", w != NULL ? json_new_int(w->id) : json_new_null());
    json_set_new(one, "questionnaire",
        hash_json(plan != NULL ? plan->questionnaire : NULL));
    return one;
}

static struct json *periods_json(const struct telling *t)
{
    const struct store_project *p = &t->project;
    int32_t kind = (int32_t)p->period;
    int32_t now = period_of(p->period, t->now).first;
    int32_t from = now - PERIODS_BEFORE * kind;
    struct json *list = json_new_array();

    if (from < p->first_month)
        from = p->first_month;
    for (int32_t m = from; m < now + PERIODS_FROM_NOW * kind; m += kind)
        json_append_new(list, period_json(t, period_of(p->period, m)));
    return list;
}

static enum wk_err add_questionnaires(
    const struct telling *t, struct json *list)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < t->n_plans && err == WK_OK; i++) {
        struct store_questionnaire q = {.q = NULL};
        struct json *one;

        if (t->plans[i].local || t->plans[i].has_base)
            continue; /* without turns */
        err = store_questionnaire_get(
            site_store(t->site), t->plans[i].questionnaire, NULL, &q);
        if (err != WK_OK)
            break;
        one = json_new_object();
        json_set_new(one, "hash", hash_json(q.hash));
        json_set_new(one, "id", json_new_text(q.q->id));
        json_set_new(one, "title", qn_json_title(q.q));
        json_append_new(list, one);
        questionnaire_free(q.q);
    }
    return err;
}

static enum wk_err project_json(struct telling *t, struct json *out)
{
    const struct store_project *p = &t->project;
    struct json *waves = json_new_array(), *questionnaires = json_new_array();
    struct store *store = site_store(t->site);
    enum wk_err err = store_plan_list(store, p->id, &t->plans, &t->n_plans);

    if (err == WK_OK)
        err = store_wave_list(store, p->id, &t->waves, &t->n_waves);
    if (err == WK_OK)
        err = add_questionnaires(t, questionnaires);
    for (size_t i = 0; i < t->n_waves; i++)
        json_append_new(waves, wave_json(&t->waves[i]));
    json_set_new(out, "id", json_new_text(p->id));
    json_set_new(out, "name", qn_json_project(p));
    json_set_new(out, "period", json_new_text(period_kind_text(p->period)));
    json_set_new(out, "from", json_new_month(p->first_month));
    json_set_new(out, "questionnaires", questionnaires);
    json_set_new(out, "periods", periods_json(t));
    json_set_new(out, "waves", waves);
    free(t->plans);
    free(t->waves);
    return err;
}

enum wk_err waves_json_list(struct site *s, struct json **out)
{
    struct json *list = json_new_array();
    struct store_project *projects = NULL;
    size_t n = 0;
    enum wk_err err = store_project_list(site_store(s), &projects, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct telling t = {
            .site = s, .project = projects[i], .now = date_month(site_today())};
        struct json *one = json_new_object();

        err = project_json(&t, one);
        json_append_new(list, one);
    }
    free(projects);
    *out = json_new_object();
    json_set_new(*out, "today", date_json(site_today()));
    json_set_new(*out, "languages", site_config_languages(site_settings(s)));
    json_set_new(*out, "projects", list);
    return err;
}
