/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger.c - open and close, transactions, small facts, and what the other
 * files of the ledger share. */
#include "ledger_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "central_sql.h"
#include "log.h"
#include "xalloc.h"

static const char *const PROTECTED[] = {"meta", "site", "code", "certificate",
    "entry", "questionnaire", "policy", "account", "audit_log", "file",
    "arrival", NULL};

enum wk_err ledger_open(const char *path, struct ledger **out)
{
    struct ledger *l = xcalloc(1, sizeof *l);
    enum wk_err err;

    l->schema = (struct db_schema){
        .migrations = CENTRAL_MIGRATIONS,
        .n_migrations = CENTRAL_N_MIGRATIONS,
        .sql = LEDGER_SQL,
        .n_sql = N_LEDGER_SQL,
        .protected_tables = PROTECTED,
    };
    err = db_open(path, &l->schema, &l->db);
    if (err == WK_OK)
        *out = l;
    else
        free(l);
    return err;
}

void ledger_close(struct ledger *l)
{
    if (l == NULL)
        return;
    for (size_t i = 0; i < l->n_parsed; i++)
        questionnaire_free(l->parsed[i].q);
    free(l->parsed);
    db_close(l->db);
    free(l);
}

struct db *ledger_db(struct ledger *l)
{
    return l->db;
}

enum wk_err ledger_begin(struct ledger *l)
{
    return db_begin(l->db);
}

enum wk_err ledger_commit(struct ledger *l)
{
    return db_commit(l->db);
}

void ledger_rollback(struct ledger *l)
{
    db_rollback(l->db);
}

void *ledger_grow(void *list, size_t n, size_t size)
{
    if ((n & (n - 1)) != 0)
        return list;
    return xrealloc(list, n == 0 ? 1 : 2 * n, size);
}

void ledger_text(const struct db_stmt *q, int column, char *out, size_t cap)
{
    const char *s = db_text(q, column);

    snprintf(out, cap, "%s", s != NULL ? s : "");
}

enum wk_err ledger_fixed(
    const struct db_stmt *q, int column, uint8_t *out, size_t len)
{
    size_t found;
    const void *p = db_blob(q, column, &found);

    if (p == NULL || found != len) {
        log_alarm("ledger: a value of %zu bytes should have %zu; run verify",
            p != NULL ? found : 0, len);
        return WK_ECHECK;
    }
    memcpy(out, p, len);
    return WK_OK;
}

enum wk_err ledger_run_one(struct ledger *l, struct db_stmt *q)
{
    enum wk_err err = db_run(q);

    if (err == WK_OK && db_changes(l->db) == 0)
        err = WK_ENOTFOUND;
    return err;
}

enum wk_err ledger_meta_get(
    struct ledger *l, const char *key, struct bytes *value)
{
    struct db_stmt *q = db_stmt(l->db, SQL_META_GET);
    enum wk_err err;

    db_bind_text(q, ":key", key);
    err = db_one_row(q);
    if (err == WK_OK)
        bytes_add_text(value, db_text(q, 0));
    db_reset(q);
    return err;
}

enum wk_err ledger_meta_set(
    struct ledger *l, const char *key, const char *value)
{
    struct db_stmt *q = db_stmt(l->db, SQL_META_SET);

    db_bind_text(q, ":key", key);
    db_bind_text(q, ":value", value);
    return db_run(q);
}
