/* SPDX-License-Identifier: EUPL-1.2 */
/* store_people.c - accounts, the log, and the sums of files. */
#include "store_people.h"
#include "store_sql.h"

enum wk_err store_account_set(struct store *s, const struct store_account *a)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ACCOUNT_SET);

    db_bind_text(q, ":name", a->name);
    db_bind_text(q, ":role", a->role);
    db_bind_text(q, ":hash", a->hash);
    db_bind_int(q, ":must_change", a->must_change);
    return db_run(q);
}

static void read_account(const struct db_stmt *q, struct store_account *out)
{
    store_column_text(q, 0, out->name, MAX_NAME);
    store_column_text(q, 1, out->role, MAX_ID);
    store_column_text(q, 2, out->hash, sizeof out->hash - 1);
    out->must_change = db_int(q, 3) != 0;
}

enum wk_err store_account_get(
    struct store *s, const char *name, struct store_account *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ACCOUNT_GET);
    enum wk_err err;

    db_bind_text(q, ":name", name);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    read_account(q, out);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_account_remove(struct store *s, const char *name)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ACCOUNT_REMOVE);
    enum wk_err err;

    db_bind_text(q, ":name", name);
    err = db_run(q);
    if (err == WK_OK && db_changes(s->db) == 0)
        err = WK_ENOTFOUND;
    return err;
}

enum wk_err store_account_list(
    struct store *s, struct store_account **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ACCOUNT_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more)
        read_account(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_log_add(struct store *s, const struct store_log *line)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOG_ADD);

    db_bind_int(q, ":date", line->date);
    db_bind_text(q, ":who", line->who);
    db_bind_text(q, ":what", line->what);
    db_bind_int(q, ":alarm", line->alarm);
    return db_run(q);
}

enum wk_err store_log_has(
    struct store *s, const struct store_log *line, bool *held)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOG_HAS);
    enum wk_err err;

    db_bind_int(q, ":date", line->date);
    db_bind_text(q, ":who", line->who);
    db_bind_text(q, ":what", line->what);
    err = db_row(q, held);
    db_reset(q);
    return err;
}

enum wk_err store_log_list(struct store *s, const struct store_log_query *of,
    struct store_log **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOG_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    db_bind_int(q, ":kind", of->kind);
    db_bind_int(q, ":first", of->first);
    db_bind_int(q, ":last", of->last);
    db_bind_int(q, ":before", of->before);
    db_bind_int(q, ":max", (int64_t)of->max);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_log *line = store_rows_next(&rows);

        line->id = db_int(q, 0);
        line->date = db_int(q, 1);
        store_column_text(q, 2, line->who, MAX_NAME);
        store_column_text(q, 3, line->what, MAX_TEXT);
        line->kind = (enum store_log_kind)db_int(q, 4);
        line->alarm = line->kind == STORE_LOG_ALARM;
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_file_set(
    struct store *s, const char *name, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_FILE_SET);

    db_bind_text(q, ":name", name);
    db_bind_blob(q, ":hash", hash, HASH_LEN);
    return db_run(q);
}

enum wk_err store_file_get(
    struct store *s, const char *name, uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_FILE_GET);
    enum wk_err err;

    db_bind_text(q, ":name", name);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    store_column_blob(q, 0, hash, HASH_LEN);
    db_reset(q);
    return WK_OK;
}
