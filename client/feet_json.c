/* SPDX-License-Identifier: EUPL-1.2 */
/* feet_json.c - a conversation on feet as the staff page sends it. */
#include <stdio.h>
#include <string.h>

#include "feet.h"
#include "site_reply.h"

/* Each key there, and no other. */
static bool has_keys(const struct json *j, const char *const *keys, size_t n)
{
    if (json_type_of(j) != JSON_OBJECT_T || json_size(j) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (json_get(j, keys[i]) == NULL)
            return false;
    return true;
}

/* A sentence in a language or more. */
static bool is_text(const struct json *j)
{
    const char *lang = NULL;

    if (json_type_of(j) != JSON_OBJECT_T || json_size(j) == 0)
        return false;
    while ((lang = json_next_key(j, lang)) != NULL) {
        const char *s = json_text(json_get(j, lang));

        if (s == NULL || *s == '\0' || strlen(s) > 4u * FEET_TEXT)
            return false;
    }
    return true;
}

static const char *read_statement(
    const struct json *j, struct feet_statement *out)
{
    static const char *const KEYS[] = {"text", "near", "middle", "far"};

    if (!has_keys(j, KEYS, 4))
        return "should have text, near, middle and far, nothing else";
    out->text = json_get(j, "text");
    if (!is_text(out->text))
        return "text: should be a sentence in nl, fr or en";
    for (size_t p = 0; p < FEET_PLACES; p++) {
        const struct json *n = json_get(j, KEYS[p + 1]);
        int64_t v = json_type_of(n) == JSON_INT_T ? json_int(n) : -1;

        if (v < 0 || v > FEET_PEOPLE)
            return "near, middle and far: should be 0 to 500 people";
        out->at[p] = (uint32_t)v;
    }
    return out->at[0] + out->at[1] + out->at[2] > 0 ? NULL
                                                    : "nobody stood anywhere";
}

/* What is wrong with the body, or NULL; at is the statement it is about. */
static const char *read_body(const struct json *j, struct feet *f, size_t *at)
{
    static const char *const KEYS[] = {"project", "id", "statements"};
    const struct json *list = json_get(j, "statements");
    const char *id = json_text(json_get(j, "id")), *wrong = NULL;

    if (!has_keys(j, KEYS, 3))
        return "send project, id and statements, nothing else";
    f->project = json_text(json_get(j, "project"));
    f->n = json_type_of(list) == JSON_ARRAY_T ? json_size(list) : 0;
    if (f->project == NULL || !text_is_id(f->project, MAX_ID))
        return "project: should be the id of one";
    if (id == NULL || !hex_decode(id, f->id, ID_LEN))
        return "id: should be 32 lower-case hex digits";
    if (f->n < 1 || f->n > FEET_STATEMENTS)
        return "statements: should be a list of 1 to 12";
    for (*at = 0; *at < f->n && wrong == NULL; (*at)++)
        wrong = read_statement(json_at(list, *at), &f->statement[*at]);
    return wrong;
}

int feet_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX])
{
    struct feet f = {.n = 0};
    struct json *j = NULL;
    const char *wrong;
    size_t at = 0;
    int status = 400;

    if (json_parse(body, len, &j, why, WHY_MAX) != WK_OK)
        return status;
    wrong = read_body(j, &f, &at);
    if (wrong != NULL && at > 0)
        snprintf(why, WHY_MAX, "statements[%zu]: %s", at - 1, wrong);
    else if (wrong != NULL)
        snprintf(why, WHY_MAX, "%s", wrong);
    else
        status = site_reply_status(feet_save(s, who, &f, why));
    if (status == 404)
        snprintf(why, WHY_MAX, "project: no such project");
    json_free(j);
    return status;
}
