/* SPDX-License-Identifier: EUPL-1.2 */
/* store_project.c - projects, and the plans of what they put. */
#include <string.h>

#include "store_sql.h"

enum wk_err store_project_add(struct store *s, const struct store_project *p)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PROJECT_ADD);

    db_bind_text(q, ":id", p->id);
    db_bind_text(q, ":nl", p->name[LANG_NL]);
    db_bind_text(q, ":fr", p->name[LANG_FR]);
    db_bind_text(q, ":en", p->name[LANG_EN]);
    db_bind_int(q, ":period", p->period);
    db_bind_int(q, ":first", p->first_month);
    db_bind_text(q, ":not_asked", p->not_asked);
    return db_run(q);
}

static void read_project(const struct db_stmt *q, struct store_project *out)
{
    store_column_text(q, 0, out->id, MAX_ID);
    for (int lang = 0; lang < N_LANGS; lang++)
        store_column_text(q, 1 + lang, out->name[lang], MAX_NAME);
    out->period = (enum period_kind)db_int(q, 4);
    out->first_month = (int32_t)db_int(q, 5);
    store_column_text(q, 6, out->not_asked, MAX_TEXT);
}

enum wk_err store_project_get(
    struct store *s, const char *id, struct store_project *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PROJECT_GET);
    enum wk_err err;

    db_bind_text(q, ":id", id);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    read_project(q, out);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_project_list(
    struct store *s, struct store_project **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PROJECT_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more)
        read_project(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

bool store_plan_asks(const struct store_plan *p, int32_t month)
{
    return month >= p->first_month && month <= p->last_month;
}

enum wk_err store_plan_add(struct store *s, const struct store_plan *p)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PLAN_ADD);
    struct store_label label = {
        .next_month = p->first_month, .tested_month = p->first_month - 1};
    enum wk_err err;

    db_bind_text(q, ":project", p->project);
    db_bind_blob(q, ":questionnaire", p->questionnaire, HASH_LEN);
    db_bind_int(q, ":first", p->first_month);
    if (p->last_month != INT32_MAX)
        db_bind_int(q, ":last", p->last_month);
    db_bind_blob(q, ":base", p->has_base ? p->base : NULL, HASH_LEN);
    err = db_run(q);
    memcpy(label.series.questionnaire, p->questionnaire, HASH_LEN);
    memcpy(label.series.project, p->project, sizeof label.series.project);
    for (int c = CHANNEL_SELF; c <= CHANNEL_ASSISTED && err == WK_OK; c++) {
        struct store_label held;

        /* An adopted history may have covered months of it already. */
        label.series.channel = (enum channel)c;
        err = store_label_get(s, &label.series, &held);
        if (err == WK_ENOTFOUND)
            err = store_label_set(s, &label);
    }
    return err;
}

enum wk_err store_plan_list(
    struct store *s, const char *project, struct store_plan **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PLAN_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    if (project != NULL)
        db_bind_text(q, ":project", project);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_plan *p = store_rows_next(&rows);

        store_column_text(q, 0, p->project, MAX_ID);
        store_column_blob(q, 1, p->questionnaire, HASH_LEN);
        p->first_month = (int32_t)db_int(q, 2);
        p->last_month =
            db_text(q, 3) == NULL ? INT32_MAX : (int32_t)db_int(q, 3);
        p->has_base = db_text(q, 4) != NULL;
        store_column_blob(q, 4, p->base, HASH_LEN);
        p->local = db_int(q, 5) != 0;
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}
