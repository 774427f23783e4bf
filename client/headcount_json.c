/* SPDX-License-Identifier: EUPL-1.2 */
#include "headcount_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qn_json.h"

static struct json *people_json(bool known, uint32_t people)
{
    return known ? json_new_int(people) : json_new_null();
}

static enum wk_err one_json(
    struct site *s, const struct headcount *h, struct json *out)
{
    const struct store_series *of = &h->people.series;
    struct store_questionnaire q = {.q = NULL};
    struct store_project p;
    char hex[2 * HASH_LEN + 1], until[DATE_TEXT];
    enum wk_err err = store_project_get(site_store(s), of->project, &p);

    if (err == WK_OK)
        err =
            store_questionnaire_get(site_store(s), of->questionnaire, NULL, &q);
    if (err != WK_OK)
        return err;
    hex_encode(of->questionnaire, HASH_LEN, hex);
    date_text(h->until, until);
    json_set_new(out, "project", json_new_text(p.id));
    json_set_new(out, "project_name", qn_json_project(&p));
    json_set_new(out, "questionnaire", json_new_text(hex));
    json_set_new(out, "title", qn_json_title(q.q));
    json_set_new(out, "channel", json_new_text(channel_text(of->channel)));
    json_set_new(out, "first", json_new_month(h->months.first));
    json_set_new(out, "last", json_new_month(h->months.last));
    json_set_new(out, "until", json_new_text(until));
    json_set_new(out, "eligible", people_json(h->entered, h->people.eligible));
    json_set_new(out, "asked",
        people_json(h->entered && h->people.has_asked, h->people.asked));
    questionnaire_free(q.q);
    return WK_OK;
}

enum wk_err headcount_json_list(struct site *s, struct json **out)
{
    struct json *list = json_new_array();
    struct headcount *all = NULL;
    size_t n = 0;
    enum wk_err err = headcount_list(s, &all, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct json *one = json_new_object();

        err = one_json(s, &all[i], one);
        json_append_new(list, one);
    }
    free(all);
    *out = json_new_object();
    json_set_new(*out, "periods", list);
    return err;
}

/* ---- Taking ---- */

static const char *const KEYS[] = {
    "project", "questionnaire", "channel", "month", "eligible", "asked"};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0] };

/* A request on its way in. */
struct taking {
    const struct json *body;
    struct store_headcount h;
    bool drop; /* eligible is null */
    char *why;
};

static bool bad(struct taking *t, const char *what)
{
    snprintf(t->why, WHY_MAX, "%s", what);
    return false;
}

/* A number of people, or null: known is false then. */
static bool read_people(
    struct taking *t, const char *key, bool *known, uint32_t *out)
{
    const struct json *j = json_get(t->body, key);
    int64_t v = json_type_of(j) == JSON_INT_T ? json_int(j) : -1;

    *known = json_type_of(j) != JSON_NULL_T;
    if (*known && (v < 0 || v > HEADCOUNT_MAX)) {
        snprintf(t->why, WHY_MAX, "%s: should be 0 to %d, or null", key,
            HEADCOUNT_MAX);
        return false;
    }
    *out = *known ? (uint32_t)v : 0;
    return true;
}

static bool read_series(struct taking *t)
{
    struct store_series *of = &t->h.series;

    if (!text_is_id(json_get_text(t->body, "project"), MAX_ID))
        return bad(t, "project: should be the id of one");
    snprintf(of->project, sizeof of->project, "%s",
        json_get_text(t->body, "project"));
    if (!hex_decode(json_get_text(t->body, "questionnaire"), of->questionnaire,
            HASH_LEN))
        return bad(t, "questionnaire: should be 64 lower-case hex digits");
    if (channel_parse(json_get_text(t->body, "channel"), &of->channel) != WK_OK)
        return bad(t, "channel: should be self or assisted");
    if (month_parse(json_get_text(t->body, "month"), &t->h.first_month) !=
        WK_OK)
        return bad(t, "month: should be YYYY-MM");
    return true;
}

static bool read_body(struct taking *t)
{
    const char *missing;
    bool eligible;

    if (json_type_of(t->body) != JSON_OBJECT_T || json_size(t->body) != N_KEYS)
        return bad(t,
            "send project, questionnaire, channel, month, eligible"
            " and asked, nothing else");
    missing = json_missing(t->body, KEYS, N_KEYS);
    if (missing != NULL) {
        snprintf(t->why, WHY_MAX, "%s: missing", missing);
        return false;
    }
    if (!read_series(t) ||
        !read_people(t, "eligible", &eligible, &t->h.eligible) ||
        !read_people(t, "asked", &t->h.has_asked, &t->h.asked))
        return false;
    t->drop = !eligible;
    if (t->h.has_asked && t->h.asked > t->h.eligible)
        return bad(t, "asked: more than eligible");
    return true;
}

static int status_of(struct taking *t, enum wk_err err)
{
    switch (err) {
    case WK_OK:
        return 200;
    case WK_ENOTFOUND:
        bad(t, "project: does not put this questionnaire");
        return 404;
    case WK_ECLOSED:
        bad(t, "month: that period is closed");
        return 409;
    case WK_EINVAL:
        bad(t, "month: that period has not begun yet");
        return 400;
    default:
        bad(t, "it could not be saved");
        return 503;
    }
}

int headcount_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX])
{
    struct taking t = {.why = why};
    struct json *j = NULL;
    int status = 400;

    if (json_parse(body, len, &j, why, WHY_MAX) == WK_OK) {
        t.body = j;
        if (read_body(&t))
            status = status_of(&t,
                t.drop ? headcount_drop(s, who, &t.h.series, t.h.first_month)
                       : headcount_enter(s, who, &t.h));
    }
    json_free(j);
    return status;
}
