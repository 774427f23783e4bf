/* SPDX-License-Identifier: EUPL-1.2 */
#include "ballots_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assisted.h"
#include "crypto.h"
#include "intake.h"
#include "json.h"
#include "not_asked.h"
#include "xalloc.h"

/* A request on its way in; status 0 while nothing is wrong. */
struct taking {
    struct site *site;
    const struct json *body;
    char *why;
    struct store_project project;
    struct store_questionnaire q;
    struct not_asked not_asked;
    struct intake in;
    struct intake_row *rows;
    size_t n;
};

static int refuse(struct taking *t, int status, const char *what)
{
    snprintf(t->why, WHY_MAX, "%s", what);
    return status;
}

static int broken(struct taking *t)
{
    return refuse(t, 503, "the ballots could not be saved");
}

/* project, questionnaire and rows, perhaps month, and no other key. */
static int check_keys(struct taking *t)
{
    size_t n = json_get(t->body, "month") != NULL ? 4 : 3;

    if (json_type_of(t->body) != JSON_OBJECT_T || json_size(t->body) != n ||
        json_get(t->body, "project") == NULL ||
        json_get(t->body, "questionnaire") == NULL ||
        json_get(t->body, "rows") == NULL)
        return refuse(
            t, 400, "send project, questionnaire, rows and perhaps month");
    return 0;
}

static int find_project(struct taking *t)
{
    const char *id = json_get_text(t->body, "project");
    enum wk_err err;

    if (!text_is_id(id, MAX_ID))
        return refuse(t, 400, "project: should be the id of one");
    err = store_project_get(site_store(t->site), id, &t->project);
    if (err == WK_ENOTFOUND)
        return refuse(t, 404, "project: no such project");
    not_asked_of(&t->project, &t->not_asked);
    return err == WK_OK ? 0 : broken(t);
}

/* By hash, and put by this project. */
static int find_questionnaire(struct taking *t)
{
    uint8_t hash[HASH_LEN];
    enum wk_err err = WK_ENOTFOUND;

    if (hex_decode(json_get_text(t->body, "questionnaire"), hash, HASH_LEN))
        err = intake_begin(t->site, &t->project, hash, &t->in);
    if (err == WK_OK)
        err = store_questionnaire_get(site_store(t->site), hash, NULL, &t->q);
    if (err == WK_ENOTFOUND)
        return refuse(t, 404, "questionnaire: this project does not put it");
    return err == WK_OK ? 0 : broken(t);
}

static int find_month(struct taking *t)
{
    const struct json *month = json_get(t->body, "month");
    const char *text = json_text(month);

    if (month == NULL)
        return 0;
    return intake_month(&t->in, text != NULL ? text : "", t->why) == WK_OK
        ? 0
        : 400;
}

/* What is wrong with a row, or NULL; why has room for it. */
static const char *read_row(const struct taking *t, const struct json *j,
    struct intake_row *row, char why[static WHY_MAX])
{
    if (json_type_of(j) != JSON_OBJECT_T || json_size(j) != 2)
        return "should be an id and answers";
    if (!hex_decode(json_get_text(j, "id"), row->id, ID_LEN))
        return "id: should be 32 lower-case hex digits";
    if (answers_from_json(t->q.q, json_get(j, "answers"), t->not_asked.id,
            t->not_asked.n, &row->answers, why) != WK_OK)
        return why;
    return assisted_fault(t->q.q, CHANNEL_ASSISTED, &row->answers);
}

/* Two sheets under one id would be taken for one that was sent twice. */
static const char *twice(const struct taking *t, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (memcmp(t->rows[k].id, t->rows[i].id, ID_LEN) == 0)
            return "id: stands in an earlier row too";
    return NULL;
}

static int read_rows(struct taking *t)
{
    const struct json *list = json_get(t->body, "rows");

    t->n = json_type_of(list) == JSON_ARRAY_T ? json_size(list) : 0;
    if (t->n < 1 || t->n > BALLOTS_JSON_ROWS) {
        t->n = 0;
        return refuse(t, 400, "rows: should be a list of 1 to 250");
    }
    t->rows = xcalloc(t->n, sizeof *t->rows);
    for (size_t i = 0; i < t->n; i++) {
        char room[WHY_MAX];
        const char *wrong = read_row(t, json_at(list, i), &t->rows[i], room);

        if (wrong == NULL)
            wrong = twice(t, i);
        if (wrong != NULL) {
            snprintf(t->why, WHY_MAX, "rows[%zu]: %.200s", i, wrong);
            return 400;
        }
    }
    return 0;
}

static int save(struct taking *t, const char *who)
{
    enum wk_err err =
        intake_save(&t->in, who, "ballots typed in", t->rows, t->n, t->why);

    if (err == WK_OK)
        return 200;
    return err == WK_ECLOSED || err == WK_EWAVE ? 409 : broken(t);
}

int ballots_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX])
{
    static int (*const STEPS[])(struct taking *) = {
        check_keys, find_project, find_questionnaire, find_month, read_rows};
    struct taking t = {.site = s, .why = why};
    struct json *j = NULL;
    int status = 0;

    if (json_parse(body, len, &j, why, WHY_MAX) != WK_OK)
        return 400;
    t.body = j;
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0] && status == 0; i++)
        status = STEPS[i](&t);
    if (status == 0)
        status = save(&t, who);
    if (t.rows != NULL)
        crypto_wipe(t.rows, t.n * sizeof *t.rows);
    free(t.rows);
    questionnaire_free(t.q.q);
    json_free(j);
    return status;
}
