/* SPDX-License-Identifier: EUPL-1.2 */
#include "others.h"

#include <stdio.h>
#include <string.h>

static const int64_t PEOPLE_MAX = UINT32_MAX;

/* ---- Writing ---- */

void others_set_share(struct json *j, const struct others_share *s)
{
    json_set_new(j, "n", json_new_int(s->n));
    json_set_new(j, "low", json_new_int(s->low));
    json_set_new(j, "high", json_new_int(s->high));
    json_set_new(j, "share",
        s->share != OTHERS_CAPPED ? json_new_int(s->share) : json_new_null());
}

static struct json *question_json(const struct others_question *q)
{
    struct json *j = json_new_object(), *own = json_new_object();
    struct json *list = json_new_array();

    others_set_share(own, &q->own);
    for (size_t i = 0; i < q->n; i++) {
        struct json *one = json_new_object();

        json_set_new(one, "letter", json_new_text(q->other[i].letter));
        others_set_share(one, &q->other[i].share);
        json_set_new(one, "clear", json_new_bool(q->other[i].clear));
        json_append_new(list, one);
    }
    json_set_new(j, "id", json_new_text(q->id));
    json_set_new(j, "own", own);
    json_set_new(j, "others", list);
    return j;
}

void others_write(const struct others *o, struct bytes *out)
{
    struct json *j = json_new_object(), *list = json_new_array();

    for (size_t i = 0; i < o->n; i++)
        json_append_new(list, question_json(&o->question[i]));
    json_set_new(j, "first", json_new_month(o->months.first));
    json_set_new(j, "last", json_new_month(o->months.last));
    json_set_new(j, "questions", list);
    json_write(j, false, out);
    json_free(j);
}

/* ---- Reading ---- */

static bool read_int(
    const struct json *j, const char *key, int64_t max, int64_t *out)
{
    const struct json *v = json_get(j, key);

    if (v == NULL || json_type_of(v) != JSON_INT_T)
        return false;
    *out = json_int(v);
    return *out >= 0 && *out <= max;
}

static bool read_text(
    const struct json *j, const char *key, char *out, size_t room)
{
    const struct json *v = json_get(j, key);
    const char *s = v != NULL ? json_text(v) : NULL;

    if (s == NULL || s[0] == '\0' || strlen(s) >= room)
        return false;
    snprintf(out, room, "%s", s);
    return true;
}

static bool read_month(const struct json *j, const char *key, int32_t *out)
{
    char text[MONTH_TEXT];

    return read_text(j, key, text, sizeof text) &&
        month_parse(text, out) == WK_OK;
}

static bool read_share(const struct json *j, struct others_share *out)
{
    const struct json *share = j != NULL ? json_get(j, "share") : NULL;
    int64_t n, low, high, one = OTHERS_CAPPED;

    if (share == NULL || !read_int(j, "n", PEOPLE_MAX, &n) || n == 0 ||
        !read_int(j, "low", OTHERS_WHOLE, &low) ||
        !read_int(j, "high", OTHERS_WHOLE, &high) || low > high)
        return false;
    if (json_type_of(share) != JSON_NULL_T &&
        !read_int(j, "share", OTHERS_WHOLE, &one))
        return false;
    *out = (struct others_share){
        (uint32_t)n, (int32_t)low, (int32_t)high, (int32_t)one};
    return true;
}

static bool read_site(const struct json *j, struct others_site *out)
{
    const struct json *clear = json_get(j, "clear");

    if (clear == NULL || json_type_of(clear) != JSON_BOOL_T ||
        !read_text(j, "letter", out->letter, sizeof out->letter) ||
        strspn(out->letter, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
            strlen(out->letter))
        return false;
    out->clear = json_bool(clear);
    return read_share(j, &out->share);
}

static bool read_question(const struct json *j, struct others_question *out)
{
    const struct json *list = json_get(j, "others");

    out->n = json_size(list);
    if (out->n < OTHERS_LEAST || out->n > OTHERS_MAX ||
        !read_text(j, "id", out->id, sizeof out->id) ||
        !read_share(json_get(j, "own"), &out->own))
        return false;
    for (size_t i = 0; i < out->n; i++)
        if (!read_site(json_at(list, i), &out->other[i]))
            return false;
    return true;
}

enum wk_err others_parse(
    const void *text, size_t len, struct others *out, char why[static WHY_MAX])
{
    const struct json *list;
    struct json *j = NULL;
    enum wk_err err = WK_EINVAL;

    *out = (struct others){.n = 0};
    if (len > OTHERS_TEXT) {
        snprintf(why, WHY_MAX, "over %d bytes", OTHERS_TEXT);
        return err;
    }
    err = json_parse(text, len, &j, why, WHY_MAX);
    if (err != WK_OK)
        return err;
    list = json_get(j, "questions");
    if (!read_month(j, "first", &out->months.first) ||
        !read_month(j, "last", &out->months.last) || list == NULL ||
        json_type_of(list) != JSON_ARRAY_T ||
        json_size(list) > OTHERS_QUESTIONS) {
        snprintf(why, WHY_MAX, "months or questions are missing");
        err = WK_EINVAL;
    }
    for (size_t i = 0; err == WK_OK && i < json_size(list); i++) {
        if (!read_question(json_at(list, i), &out->question[out->n++])) {
            snprintf(why, WHY_MAX, "question %zu cannot be read", i + 1);
            err = WK_EINVAL;
        }
    }
    json_free(j);
    return err;
}
