/* SPDX-License-Identifier: EUPL-1.2 */
/* store.c - opening, small facts, questionnaires, projects and plans; see
 * store_wave.c, store_local.c, store_pool.c, store_box.c, store_card.c,
 * store_policy.c, store_withdrawal.c, store_chain.c, store_people.c and
 * store_device.c for the rest, and store_clip.h. */
#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "log.h"
#include "site_sql.h"
#include "store_sql.h"
#include "xalloc.h"

static const char *const SQL[] = {
#define X(name, sql) [SQL_##name] = sql,
    STORE_SQL(X)
#undef X
};

static const char *const PROTECTED[] = {"meta", "questionnaire", "project",
    "plan", "clip", "label", "headcount", "loop", "card", "pool", "box",
    "spent", "entry", "signature", "receipt", "orphan", "signing_key",
    "account", "device", "audit_log", "file", "policy", "withdrawal", "wave",
    "local_release", "pack_review", NULL};

enum wk_err store_open(const char *path, struct store **out)
{
    struct store *s = xcalloc(1, sizeof *s);
    enum wk_err err;

    s->schema = (struct db_schema){
        SITE_MIGRATIONS, SITE_N_MIGRATIONS, SQL, N_STORE_SQL, PROTECTED};
    err = db_open(path, &s->schema, &s->db);
    if (err == WK_OK)
        *out = s;
    else
        store_close(s);
    return err;
}

void store_close(struct store *s)
{
    if (s == NULL)
        return;
    db_close(s->db);
    free(s);
}

struct db *store_db(struct store *s)
{
    return s->db;
}

enum wk_err store_begin(struct store *s)
{
    return db_begin(s->db);
}

enum wk_err store_commit(struct store *s)
{
    return db_commit(s->db);
}

void store_rollback(struct store *s)
{
    db_rollback(s->db);
}

void store_column_blob(
    const struct db_stmt *q, int column, void *out, size_t len)
{
    size_t have;
    const void *p = db_blob(q, column, &have);

    memset(out, 0, len);
    if (p != NULL && have == len)
        memcpy(out, p, len);
}

void store_column_text(
    const struct db_stmt *q, int column, char *out, size_t max)
{
    const char *s = db_text(q, column);

    snprintf(out, max + 1, "%s", s != NULL ? s : "");
}

void *store_rows_next(struct store_rows *r)
{
    char *row;

    if (r->n == r->cap) {
        r->cap = r->cap > 0 ? 2 * r->cap : 8;
        r->data = xrealloc(r->data, r->cap, r->size);
    }
    row = (char *)r->data + r->n++ * r->size;
    memset(row, 0, r->size);
    return row;
}

/* ---- Small facts ---- */

enum wk_err store_meta_get(
    struct store *s, const char *key, struct bytes *value)
{
    struct db_stmt *q = db_stmt(s->db, SQL_META_GET);
    enum wk_err err;

    db_bind_text(q, ":key", key);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    bytes_add_text(value, db_text(q, 0));
    db_reset(q);
    return WK_OK;
}

int64_t store_meta_int(struct store *s, const char *key, int64_t fallback)
{
    struct bytes value = bytes_new(64);
    int64_t v = fallback;
    char *end;

    if (store_meta_get(s, key, &value) == WK_OK) {
        v = strtoll(bytes_text(&value), &end, 10);
        if (*end != '\0' || value.len == 0)
            v = fallback;
    }
    bytes_free(&value);
    return v;
}

enum wk_err store_meta_set(struct store *s, const char *key, const char *value)
{
    struct db_stmt *q = db_stmt(s->db, SQL_META_SET);

    db_bind_text(q, ":key", key);
    db_bind_text(q, ":value", value);
    return db_run(q);
}

enum wk_err store_meta_set_int(struct store *s, const char *key, int64_t value)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, value);
    return store_meta_set(s, key, text);
}

enum wk_err store_meta_drop(struct store *s, const char *key)
{
    struct db_stmt *q = db_stmt(s->db, SQL_META_DROP);

    db_bind_text(q, ":key", key);
    return db_run(q);
}

/* ---- Questionnaires ---- */

/* The present row of a QN_ statement; what is stored was checked before. */
static enum wk_err read_questionnaire(
    struct db_stmt *q, struct store_questionnaire *out)
{
    char why[WHY_MAX];
    size_t len;
    const uint8_t *text = db_blob(q, 1, &len);
    uint8_t hash[HASH_LEN];

    store_column_blob(q, 0, out->hash, HASH_LEN);
    if (text == NULL || questionnaire_parse(text, len, &out->q, why) != WK_OK) {
        log_warn("site.db: table questionnaire: a stored text is damaged");
        return WK_ECHECK;
    }
    digest_questionnaire(out->q, hash);
    if (memcmp(hash, out->hash, HASH_LEN) == 0)
        return WK_OK;
    log_warn("site.db: table questionnaire: %s has another hash", out->q->id);
    questionnaire_free(out->q);
    out->q = NULL;
    return WK_ECHECK;
}

enum wk_err store_questionnaire_list(
    struct store *s, struct store_questionnaire **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_QN_LIST);
    struct store_rows rows = {.size = sizeof **out};
    struct store_questionnaire row;
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more &&
        (err = read_questionnaire(q, &row)) == WK_OK)
        *(struct store_questionnaire *)store_rows_next(&rows) = row;
    *out = rows.data;
    *n = rows.n;
    db_reset(q);
    return err;
}

/* A question of one id has one wording, scale and levels. */
static enum wk_err check_same(const struct questionnaire *a,
    const struct questionnaire *b, char why[static WHY_MAX])
{
    for (size_t i = 0; i < a->n_questions; i++) {
        int j = questionnaire_find(b, a->question[i].id);

        if (j >= 0 &&
            !questionnaire_same_question(&a->question[i], &b->question[j])) {
            snprintf(why, WHY_MAX,
                "question %s differs from the one in questionnaire %s: a"
                " changed question needs a new id",
                a->question[i].id, b->id);
            return WK_ECHECK;
        }
    }
    return WK_OK;
}

static enum wk_err check_against_held(
    struct store *s, const struct questionnaire *q, char why[static WHY_MAX])
{
    struct store_questionnaire *held = NULL;
    size_t n = 0;
    enum wk_err err = store_questionnaire_list(s, &held, &n);

    for (size_t i = 0; i < n; i++) {
        if (err == WK_OK)
            err = check_same(q, held[i].q, why);
        questionnaire_free(held[i].q);
    }
    free(held);
    return err;
}

/* A site's own form is in its namespace with all its questions, and no other
 * is: so no id of it is ever taken for one of the network. */
static enum wk_err check_namespace(
    const struct questionnaire *q, char why[static WHY_MAX])
{
    bool local = questionnaire_is_local(q->id);

    for (size_t i = 0; i < q->n_questions; i++)
        local = local && questionnaire_is_local(q->question[i].id);
    if (local)
        return WK_OK;
    snprintf(why, WHY_MAX,
        "scope \"site\": its id and those of its questions begin with"
        " \"site:\"");
    return WK_EINVAL;
}

static enum wk_err add_questionnaire(
    struct store *s, struct span text, const struct questionnaire *q)
{
    struct db_stmt *row = db_stmt(s->db, SQL_QN_ADD);
    uint8_t hash[HASH_LEN];
    enum wk_err err;

    digest_questionnaire(q, hash);
    db_bind_blob(row, ":hash", hash, HASH_LEN);
    db_bind_text(row, ":id", q->id);
    db_bind_int(row, ":version", q->version);
    db_bind_blob(row, ":text", text.data, text.len);
    err = db_run(row);
    return err == WK_EEXIST ? WK_OK : err;
}

static enum wk_err add_text(struct store *s, struct span text, bool own,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    struct questionnaire *parsed = NULL;
    enum wk_err err;

    snprintf(why, WHY_MAX, "the database failed");
    err = questionnaire_parse(text.data, text.len, &parsed, why);
    if (err == WK_OK && parsed->site_scope && !own) {
        snprintf(why, WHY_MAX, "scope \"site\": only a site adds its own");
        err = WK_EINVAL;
    }
    if (err == WK_OK && parsed->site_scope)
        err = check_namespace(parsed, why);
    if (err == WK_OK)
        err = check_against_held(s, parsed, why);
    if (err == WK_OK)
        err = add_questionnaire(s, text, parsed);
    if (err == WK_OK)
        digest_questionnaire(parsed, hash);
    questionnaire_free(parsed);
    return err;
}

enum wk_err store_questionnaire_add(struct store *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    return add_text(s, text, false, hash, why);
}

enum wk_err store_questionnaire_add_own(struct store *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    return add_text(s, text, true, hash, why);
}

enum wk_err store_questionnaire_get(struct store *s, const uint8_t *hash,
    const char *id, struct store_questionnaire *out)
{
    struct db_stmt *q =
        db_stmt(s->db, hash != NULL ? SQL_QN_GET : SQL_QN_NEWEST);
    enum wk_err err;

    if (hash != NULL)
        db_bind_blob(q, ":hash", hash, HASH_LEN);
    else
        db_bind_text(q, ":id", id);
    err = db_one_row(q);
    if (err == WK_OK)
        err = read_questionnaire(q, out);
    db_reset(q);
    return err;
}

enum wk_err store_questionnaire_text(
    struct store *s, const uint8_t hash[static HASH_LEN], struct bytes *text)
{
    struct db_stmt *q = db_stmt(s->db, SQL_QN_GET);
    const void *p;
    size_t len;
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    p = db_blob(q, 1, &len);
    bytes_add(text, p, len);
    db_reset(q);
    return WK_OK;
}

/* ---- Projects and plans ---- */

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
