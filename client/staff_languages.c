/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_languages.c - the language packs as staff see them, and that somebody
 * who speaks one has read it. */
#include <stdio.h>
#include <string.h>

#include "langpack_review.h"
#include "staff_private.h"

/* ---- Telling ---- */

/* The last review, of these strings or of earlier ones; null: none. */
static struct json *review_json(const struct langpack_state *state)
{
    struct json *out;
    char date[DATE_TEXT];

    if (!state->has_review)
        return json_new_null();
    out = json_new_object();
    date_text(state->review.date, date);
    json_set_new(out, "date", json_new_text(date));
    json_set_new(out, "role", json_new_text(state->review.role));
    return out;
}

static struct json *one_json(
    const struct langpack *p, const struct langpack_state *state)
{
    struct json *one = json_new_object();

    json_set_new(one, "language", json_new_text(p->language));
    json_set_new(one, "endonym", json_new_text(p->endonym));
    json_set_new(one, "direction", json_new_text(p->direction));
    json_set_new(one, "script", json_new_text(p->script));
    json_set_new(
        one, "status", json_new_text(langpack_status_text(state->status)));
    json_set_new(one, "url", json_new_text(p->url));
    json_set_new(one, "hash", json_new_text(p->hash));
    json_set_new(one, "missing", langpack_missing(p));
    json_set_new(one, "review", review_json(state));
    return one;
}

void staff_languages(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *out, *list;
    size_t n;
    const struct langpack *all = langpack_all(&n);
    enum wk_err err = WK_OK;

    if (!staff_enter(st, r, 0, &who))
        return;
    out = json_new_object();
    list = json_new_array();
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct langpack_state state;

        err = langpack_state(site_store(st->site), &all[i], &state);
        if (err == WK_OK)
            json_append_new(list, one_json(&all[i], &state));
    }
    json_set_new(out, "languages", list);
    staff_reply(r, err, out);
}

/* ---- Taking ---- */

static int status_of(enum wk_err err, char why[static WHY_MAX])
{
    switch (err) {
    case WK_OK:
        return 200;
    case WK_ENOTFOUND:
        snprintf(why, WHY_MAX, "language: there is no such pack");
        return 404;
    case WK_EINVAL:
        snprintf(why, WHY_MAX,
            "role: should be native_speaker, translator or interpreter, of a"
            " language that is a translation");
        return 400;
    case WK_ECHECK:
        snprintf(why, WHY_MAX, "hash: the pack says something else by now");
        return 409;
    default:
        snprintf(why, WHY_MAX, "it could not be saved");
        return 503;
    }
}

static int review(struct site *s, const char *who, const struct json *body,
    char why[static WHY_MAX])
{
    const char *language = json_text(json_get(body, "language"));
    const char *hash = json_text(json_get(body, "hash"));
    const char *role = json_text(json_get(body, "role"));

    if (json_size(body) != 3 || language == NULL || hash == NULL ||
        role == NULL) {
        snprintf(why, WHY_MAX, "send language, hash and role, nothing else");
        return 400;
    }
    return status_of(langpack_review(s, who, language, hash, role), why);
}

static int take_review(struct site *s, const char *who, const uint8_t *text,
    size_t len, char why[static WHY_MAX])
{
    struct json *body = NULL;
    int status = 400;

    if (json_parse(text, len, &body, why, WHY_MAX) == WK_OK)
        status = review(s, who, body, why);
    json_free(body);
    return status;
}

void staff_review_language(struct staff *st, struct http_request *r)
{
    staff_take(st, r, STAFF_COORDINATOR, take_review);
}
