/* SPDX-License-Identifier: EUPL-1.2 */
#include "db_private.h"

#include <assert.h>
#include <errno.h>

#include "log.h"

/*
 * No room is one outcome, whichever call met it first.  A COMMIT that fails
 * leaves no system_errno (3.40), so the thread's errno answers for it.
 */
static bool is_full(sqlite3 *conn, int rc)
{
    int code = sqlite3_system_errno(conn);

    if (code == 0)
        code = errno;
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return true;
    case SQLITE_READONLY:
        return rc != SQLITE_READONLY_DBMOVED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return code == ENOSPC || code == EDQUOT || code == EROFS ||
            code == EFBIG;
    default:
        return false;
    }
}

enum wk_err db_classify(sqlite3 *conn, int rc)
{
    if (is_full(conn, rc))
        return WK_EFULL;
    switch (rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return WK_EEXIST;
    case SQLITE_IOERR_SHORT_READ: /* a file that ends too soon */
        return WK_ECHECK;
    default:
        break;
    }
    switch (rc & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return WK_ECHECK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return WK_EBUSY;
    case SQLITE_IOERR:
        return WK_EIO;
    case SQLITE_CANTOPEN:
        return sqlite3_system_errno(conn) == ENOENT ? WK_ENOTFOUND : WK_EIO;
    default:
        return WK_EDB;
    }
}

enum wk_err db_fail(sqlite3 *conn, int rc, const char *what)
{
    enum wk_err err = db_classify(conn, rc);
    const char *file = sqlite3_db_filename(conn, "main");
    const char *text = sqlite3_extended_errcode(conn) == rc
        ? sqlite3_errmsg(conn)
        : sqlite3_errstr(rc);

    if (file == NULL || file[0] == '\0')
        file = "database in memory";
    if (err != WK_EEXIST)
        log_warn("%s: %s: %s", file, what, text);
    return err;
}

enum wk_err db_sql(sqlite3 *conn, const char *sql)
{
    int rc;

    errno = 0;
    rc = sqlite3_exec(conn, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? WK_OK : db_fail(conn, rc, sql);
}

enum wk_err db_prepare(sqlite3 *conn, const char *sql, sqlite3_stmt **q)
{
    int rc =
        sqlite3_prepare_v3(conn, sql, -1, SQLITE_PREPARE_PERSISTENT, q, NULL);

    return rc == SQLITE_OK ? WK_OK : db_fail(conn, rc, sql);
}

enum wk_err db_step(sqlite3_stmt *q, const char *what, bool *more)
{
    int rc;

    errno = 0;
    rc = sqlite3_step(q);
    *more = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        return WK_OK;
    return db_fail(sqlite3_db_handle(q), rc, what);
}

struct db_stmt *db_stmt(struct db *db, size_t index)
{
    struct db_stmt *q;

    assert(index < db->schema->n_sql);
    q = &db->stmts[index];
    db_reset(q);
    sqlite3_clear_bindings(q->stmt);
    q->rc = SQLITE_OK;
    return q;
}

void db_reset(struct db_stmt *q)
{
    sqlite3_reset(q->stmt); /* repeats the error that was reported already */
}

static int index_of(const struct db_stmt *q, const char *name)
{
    return sqlite3_bind_parameter_index(q->stmt, name);
}

static void keep_first(struct db_stmt *q, int rc)
{
    if (q->rc == SQLITE_OK)
        q->rc = rc;
}

void db_bind_int(struct db_stmt *q, const char *name, int64_t value)
{
    keep_first(q, sqlite3_bind_int64(q->stmt, index_of(q, name), value));
}

void db_bind_text(struct db_stmt *q, const char *name, const char *value)
{
    keep_first(q,
        sqlite3_bind_text(
            q->stmt, index_of(q, name), value, -1, SQLITE_TRANSIENT));
}

void db_bind_blob(
    struct db_stmt *q, const char *name, const void *p, size_t len)
{
    keep_first(q,
        sqlite3_bind_blob64(
            q->stmt, index_of(q, name), p, len, SQLITE_TRANSIENT));
}

enum wk_err db_row(struct db_stmt *q, bool *more)
{
    const char *sql = sqlite3_sql(q->stmt);
    enum wk_err err;

    *more = false;
    if (q->rc != SQLITE_OK)
        return db_fail(sqlite3_db_handle(q->stmt), q->rc, sql);
    err = db_step(q->stmt, sql, more);
    if (!*more)
        db_reset(q); /* Ends the read lock as early as possible. */
    return err;
}

enum wk_err db_run(struct db_stmt *q)
{
    enum wk_err err;
    bool more;

    err = db_row(q, &more);
    db_reset(q);
    return err;
}

enum wk_err db_one_row(struct db_stmt *q)
{
    bool more;
    enum wk_err err = db_row(q, &more);

    return err == WK_OK && !more ? WK_ENOTFOUND : err;
}

enum wk_err db_one_int(struct db_stmt *q, int64_t *out)
{
    enum wk_err err = db_one_row(q);

    if (err != WK_OK)
        return err;
    if (sqlite3_column_type(q->stmt, 0) == SQLITE_NULL)
        err = WK_ENOTFOUND;
    else
        *out = db_int(q, 0);
    db_reset(q);
    return err;
}

int64_t db_int(const struct db_stmt *q, int column)
{
    return sqlite3_column_int64(q->stmt, column);
}

const char *db_text(const struct db_stmt *q, int column)
{
    return (const char *)sqlite3_column_text(q->stmt, column);
}

const void *db_blob(const struct db_stmt *q, int column, size_t *len)
{
    const void *p = sqlite3_column_blob(q->stmt, column);

    *len = (size_t)sqlite3_column_bytes(q->stmt, column);
    /* SQLite lends NULL for an empty blob too. */
    if (p == NULL && sqlite3_column_type(q->stmt, column) != SQLITE_NULL)
        p = "";
    return p;
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->conn);
}

/* PRAGMA data_version tells of others alone, total_changes of us alone. */
uint64_t db_version(struct db *db)
{
    static const char SQL[] = "PRAGMA data_version";
    uint64_t changes = (uint64_t)sqlite3_total_changes64(db->conn), data = 0;
    bool more = false;
    enum wk_err err = WK_OK;

    if (db->looked && changes == db->changes)
        return db->version;
    if (db->data_version == NULL)
        err = db_prepare(db->conn, SQL, &db->data_version);
    if (err == WK_OK)
        err = db_step(db->data_version, SQL, &more);
    if (err == WK_OK && more)
        data = (uint64_t)sqlite3_column_int64(db->data_version, 0);
    sqlite3_reset(db->data_version);
    if (err != WK_OK || !more || data != db->data || changes != db->changes)
        db->version++;
    db->data = data;
    db->changes = changes;
    db->looked = db->turns;
    return db->version;
}

void db_turn(struct db *db)
{
    db->turns = true;
    db->looked = false;
}

enum wk_err db_begin(struct db *db)
{
    return db_sql(db->conn, "BEGIN IMMEDIATE");
}

enum wk_err db_commit(struct db *db)
{
    return db_sql(db->conn, "COMMIT");
}

void db_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(db->conn) &&
        db_sql(db->conn, "ROLLBACK") != WK_OK)
        log_warn("database: the rollback failed too");
}

enum wk_err db_truncate_wal(struct db *db)
{
    int rc = sqlite3_wal_checkpoint_v2(
        db->conn, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

    if (rc == SQLITE_OK)
        return WK_OK;
    if ((rc & 0xff) == SQLITE_BUSY)
        return WK_EBUSY;
    return db_fail(db->conn, rc, "checkpoint");
}

enum wk_err db_exec(struct db *db, const char *sql)
{
    return db_sql(db->conn, sql);
}
