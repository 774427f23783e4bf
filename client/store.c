/* SPDX-License-Identifier: EUPL-1.2 */
/* store.c - opening, small facts, and what the other store_*.c share. */
#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
