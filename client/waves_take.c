/* SPDX-License-Identifier: EUPL-1.2 */
/* waves_take.c - POST /api/v1/waves: start a wave, end one, or note what was
 * learned from it. */
#include <stdio.h>
#include <string.h>

#include "waves_json.h"

/* A request on its way in; status 0 while nothing is wrong. */
struct taking {
    struct site *site;
    const char *who;
    const struct json *body;
    char *why;
    int status;
    struct store_project project;
    struct store_wave wave;
};

static void refuse(struct taking *t, int status, const char *what)
{
    if (t->status != 0)
        return;
    snprintf(t->why, WHY_MAX, "%s", what);
    t->status = status;
}

static bool is_null(const struct taking *t, const char *key)
{
    return json_type_of(json_get(t->body, key)) == JSON_NULL_T;
}

/* All these keys, and no other; NULL ends the list. */
static void check_keys(struct taking *t, const char *const *keys)
{
    const char *missing;
    size_t n = 0;

    while (keys[n] != NULL)
        n++;
    missing = json_missing(t->body, keys, n);
    if (missing != NULL) {
        snprintf(t->why, WHY_MAX, "%s: missing", missing);
        t->status = 400;
    } else if (json_size(t->body) != n) {
        refuse(t, 400, "there is a key that means nothing here");
    }
}

static void answer(struct taking *t, enum wk_err err)
{
    if (err == WK_OK)
        t->status = 200;
    else if (err == WK_ENOTFOUND)
        t->status = 404;
    else if (err == WK_EINVAL)
        t->status = 400;
    else if (err == WK_EEXIST || err == WK_ECLOSED)
        t->status = 409;
    else
        refuse(t, 503, "it could not be saved");
}

/* ---- Start ---- */

static void take_project(struct taking *t)
{
    enum wk_err err = store_project_get(
        site_store(t->site), json_get_text(t->body, "project"), &t->project);

    if (err == WK_ENOTFOUND)
        refuse(t, 404, "project: no such project");
    else if (err != WK_OK)
        refuse(t, 503, "the site's database cannot be read");
}

/* kind, first and last; null: the usual. */
static void take_months(struct taking *t)
{
    const char *kind = json_get_text(t->body, "kind");
    int32_t first = date_month(site_today()), last;
    bool pilot = strcmp(kind, "pilot") == 0;

    if (!pilot && strcmp(kind, "normal") != 0)
        refuse(t, 400, "kind: should be normal or pilot");
    if (first < t->project.first_month)
        first = t->project.first_month;
    if (!is_null(t, "first") &&
        month_parse(json_get_text(t->body, "first"), &first) != WK_OK)
        refuse(t, 400, "first: should be YYYY-MM or null");
    t->wave = wave_usual(&t->project, pilot ? WAVE_PILOT : WAVE_NORMAL, first);
    if (!is_null(t, "first"))
        t->wave.months.first = first;
    last = t->wave.months.last;
    if (!is_null(t, "last") &&
        month_parse(json_get_text(t->body, "last"), &last) != WK_OK)
        refuse(t, 400, "last: should be YYYY-MM or null");
    t->wave.months.last = last;
}

static void take_languages(struct taking *t)
{
    const struct json *list = json_get(t->body, "languages");
    struct store_wave *w = &t->wave;
    size_t len = 0, size = sizeof w->languages;

    if (json_type_of(list) != JSON_ARRAY_T)
        refuse(t, 400, "languages: should be a list");
    for (size_t i = 0; t->status == 0 && i < json_size(list); i++) {
        const char *tag = json_text(json_at(list, i));

        if (tag == NULL || !text_is_id(tag, MAX_ID) ||
            len + strlen(tag) + 2 > size) {
            refuse(t, 400, "languages: should be a short list of tags");
            break;
        }
        len += (size_t)snprintf(
            w->languages + len, size - len, "%s%s", i > 0 ? " " : "", tag);
    }
    if (!is_null(t, "until") &&
        date_parse(json_get_text(t->body, "until"), &w->until) != WK_OK)
        refuse(t, 400, "until: should be YYYY-MM-DD or null");
    if (json_get_text(t->body, "target")[0] != '\0' &&
        !wave_is_label(json_get_text(t->body, "target")))
        refuse(t, 400, "target: too long");
    snprintf(
        w->target, sizeof w->target, "%s", json_get_text(t->body, "target"));
}

static void take_rest(struct taking *t)
{
    struct store_wave *w = &t->wave;
    const struct json *cards = json_get(t->body, "cards");

    if (!is_null(t, "questionnaire")) {
        w->has_questionnaire = true;
        if (!hex_decode(json_get_text(t->body, "questionnaire"),
                w->questionnaire, HASH_LEN))
            refuse(t, 400, "questionnaire: should be a hash or null");
    }
    if (json_type_of(cards) != JSON_BOOL_T)
        refuse(t, 400, "cards: should be true or false");
    w->cards = json_bool(cards);
    if (!wave_is_label(json_get_text(t->body, "role")))
        refuse(t, 400, "role: who gave the promise, for the management");
    snprintf(w->promised_role, sizeof w->promised_role, "%s",
        json_get_text(t->body, "role"));
}

static void start(struct taking *t)
{
    static const char *const KEYS[] = {"action", "project", "kind", "first",
        "last", "questionnaire", "role", "languages", "target", "until",
        "cards", NULL};
    static void (*const STEPS[])(struct taking *) = {
        take_project, take_months, take_languages, take_rest};

    check_keys(t, KEYS);
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0] && t->status == 0;
         i++)
        STEPS[i](t);
    if (t->status == 0)
        answer(t, wave_start(t->site, t->who, &t->wave, t->why));
}

/* ---- End, and learn ---- */

static void end(struct taking *t)
{
    static const char *const KEYS[] = {"action", "wave", NULL};

    check_keys(t, KEYS);
    if (t->status == 0)
        answer(t,
            wave_end(
                t->site, t->who, json_int(json_get(t->body, "wave")), t->why));
}

static void learn(struct taking *t)
{
    static const char *const KEYS[] = {"action", "wave", "note", NULL};

    check_keys(t, KEYS);
    if (t->status == 0)
        answer(t,
            wave_learn(t->site, t->who, json_int(json_get(t->body, "wave")),
                json_get_text(t->body, "note"), t->why));
}

int waves_json_take(struct site *s, const char *who, bool coordinator,
    const uint8_t *body, size_t len, char why[static WHY_MAX])
{
    struct taking t = {.site = s, .who = who, .why = why};
    const char *action;
    struct json *j = NULL;

    if (json_parse(body, len, &j, why, WHY_MAX) != WK_OK)
        return 400;
    t.body = j;
    action = json_get_text(t.body, "action");
    if (strcmp(action, "learn") == 0)
        learn(&t);
    else if (strcmp(action, "start") != 0 && strcmp(action, "end") != 0)
        refuse(&t, 400, "action: should be start, end or learn");
    else if (!coordinator)
        refuse(&t, 403, "only a coordinator starts and ends waves");
    else if (strcmp(action, "start") == 0)
        start(&t);
    else
        end(&t);
    json_free(j);
    return t.status;
}
