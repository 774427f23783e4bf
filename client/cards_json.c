/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards_json.h"

#include <stdio.h>

#include "crypto.h"

static int refuse(char why[static WHY_MAX], int status, const char *what)
{
    snprintf(why, WHY_MAX, "%s", what);
    return status;
}

static int status_of(enum wk_err err, char why[static WHY_MAX])
{
    if (err == WK_OK)
        return 200;
    switch (err) {
    case WK_ENOTFOUND:
        return refuse(why, 404, "project: no such project");
    case WK_EWAVE:
        return refuse(why, 409, "project: no wave of it asks for cards");
    default:
        return refuse(why, 503, "it could not be saved");
    }
}

/* The numbers, the only time they are told. */
static int make(struct site *s, const char *who, const char *project, int64_t n,
    struct json **out, char why[static WHY_MAX])
{
    struct card card[CARDS_MAX];
    struct json *list;
    enum wk_err err;

    if (n < 1 || n > CARDS_MAX)
        return refuse(why, 400, "make: should be 1 to 400 cards");
    err = cards_make(s, who, project, (size_t)n, card);
    if (err == WK_OK) {
        list = json_new_array();
        for (size_t i = 0; i < (size_t)n; i++)
            json_append_new(list, json_new_text(card[i].number));
        *out = json_new_object();
        json_set_new(*out, "cards", list);
    }
    crypto_wipe(card, sizeof card);
    return status_of(err, why);
}

static int end(struct site *s, const char *who, const char *project,
    struct json **out, char why[static WHY_MAX])
{
    enum wk_err err = cards_void(s, who, project);

    if (err == WK_OK) {
        *out = json_new_object();
        json_set_new(*out, "saved", json_new_bool(true));
    }
    return status_of(err, why);
}

int cards_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, struct json **out, char why[static WHY_MAX])
{
    struct json *j = NULL;
    const struct json *n, *over;
    const char *project;
    int status = 400;

    *out = NULL;
    if (json_parse(body, len, &j, why, WHY_MAX) != WK_OK)
        return status;
    project = json_text(json_get(j, "project"));
    n = json_get(j, "make");
    over = json_get(j, "void");
    if (json_type_of(j) != JSON_OBJECT_T || json_size(j) != 2 ||
        (n == NULL) == (over == NULL))
        refuse(why, 400, "send project and either make or void");
    else if (project == NULL || !text_is_id(project, MAX_ID))
        refuse(why, 400, "project: should be the id of one");
    else if (n != NULL)
        status = make(s, who, project,
            json_type_of(n) == JSON_INT_T ? json_int(n) : 0, out, why);
    else if (json_type_of(over) != JSON_BOOL_T || !json_bool(over))
        refuse(why, 400, "void: should be true");
    else
        status = end(s, who, project, out, why);
    json_free(j);
    return status;
}
