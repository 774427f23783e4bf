/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * db.h - SQLite as this project uses it.  No other module includes sqlite3.h.
 *
 * WAL, synchronous=FULL, secure_delete, foreign keys, trusted_schema=OFF,
 * temp_store=MEMORY; what was committed survives a power cut.  What SQLite
 * cannot keep in memory (the journal of a long statement) goes to a file
 * without a name in the folder of the process' first database.
 *
 * Damage     Every row of a protected table carries a column "sum": a SHA-256
 *            over the table's name and all its other columns, kept by two
 *            triggers that db_open() makes when it migrates (insert, update).
 *            An UPDATE of a row that is damaged already fails with WK_ECHECK,
 *            so that no new sum hides it.  db_verify() reads every row and
 *            names the ones that changed otherwise.  This notices damage, not
 *            forgery; entries are protected against forgery by their
 *            signatures.
 * Migrations Declare the column plainly as "sum BLOB": it is NULL for the
 *            moment between the insert and its trigger.  A table may forbid
 *            changes with "BEFORE UPDATE OF a, b, ... ON t", every column but
 *            sum; without the list it would forbid the sum as well.  A change
 *            of the protected list takes a new step, if only an empty one.
 * Ownership  A db owns its connection and every statement, all ended by
 *            db_close().  db_stmt() lends a statement, reset and unbound.
 *            Text and blobs lent by db_text(), db_blob() last until the
 *            statement next moves.
 * Errors     The first failure on a statement sticks; db_run() or db_row()
 *            logs and reports it, so binds need no check of their own.
 *            WK_EFULL when the disk is full or read-only, WK_EEXIST when a
 *            UNIQUE or PRIMARY KEY constraint stood in the way (not logged),
 *            WK_EBUSY after 5 s of waiting for another process's lock.
 * Source     https://sqlite.org/c3ref/intro.html.
 */
#ifndef WK_DB_H
#define WK_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct db;
struct db_stmt;

/* One schema step per version: migrations[i] takes version i to i + 1. */
struct db_schema {
    const char *const *migrations;
    size_t n_migrations;
    const char *const *sql; /* the statement table, indexed by db_stmt() */
    size_t n_sql;
    /* Tables with a column "sum BLOB"; NULL ends the list. */
    const char *const *protected_tables;
};

/*
 * Open path, bring it to the newest version inside one transaction, and
 * prepare every statement.  schema outlives the db.  A file that is not there
 * or is empty becomes a new database, mode 0600.  WK_ESCHEMA if the file is
 * newer than schema; WK_ECHECK if it is damaged, not a database, or one whose
 * tables are not those that schema makes.  ":memory:" and
 * "file:NAME?mode=memory&cache=shared" are for tests.
 */
WK_MUST_USE enum wk_err db_open(
    const char *path, const struct db_schema *schema, struct db **out);
void db_close(struct db *db); /* NULL has no effect */

struct db_stmt *db_stmt(struct db *db, size_t index);
void db_bind_int(struct db_stmt *q, const char *name, int64_t value);
void db_bind_text(struct db_stmt *q, const char *name, const char *value);
/* NULL p binds NULL; len 0 with another p binds an empty blob. */
void db_bind_blob(
    struct db_stmt *q, const char *name, const void *p, size_t len);

/* Step a statement that returns no rows. */
WK_MUST_USE enum wk_err db_run(struct db_stmt *q);

/* Step to the next row: WK_OK and *more true, or WK_OK and *more false. */
WK_MUST_USE enum wk_err db_row(struct db_stmt *q, bool *more);
/* Step to the row of a statement that gives one; WK_ENOTFOUND without. */
WK_MUST_USE enum wk_err db_one_row(struct db_stmt *q);
/* For a statement that gives one integer row; WK_ENOTFOUND without a row, or
 * when it gives NULL. */
WK_MUST_USE enum wk_err db_one_int(struct db_stmt *q, int64_t *out);
int64_t db_int(const struct db_stmt *q, int column);
const char *db_text(const struct db_stmt *q, int column); /* NULL for NULL */
const void *db_blob(const struct db_stmt *q, int column, size_t *len);
void db_reset(struct db_stmt *q); /* ends its read lock early */

/* Rows changed by the last db_run(). */
int64_t db_changes(const struct db *db);

/* A number that is another one whenever somebody may have written to the
 * database since it was last asked for: this connection, or another process. */
uint64_t db_version(struct db *db);
/* For a daemon's loop: called at each turn, it makes db_version() look for
 * others once a turn only. */
void db_turn(struct db *db);

/* Transactions do not nest; db_rollback() after db_commit() has no effect. */
WK_MUST_USE enum wk_err db_begin(struct db *db);
WK_MUST_USE enum wk_err db_commit(struct db *db);
void db_rollback(struct db *db);

/* Move the WAL into the file and empty it; WK_EBUSY when a reader is in the
 * way, and nothing is lost. */
WK_MUST_USE enum wk_err db_truncate_wal(struct db *db);

/*
 * The definition of every table and trigger, PRAGMA integrity_check,
 * foreign_key_check, and the sum of every row of every protected table.  Calls
 * report(arg, place) for each fault, such as "table entry, row 7: changed
 * since it was written"; WK_ECHECK if any.
 */
WK_MUST_USE enum wk_err db_verify(
    struct db *db, void (*report)(void *arg, const char *place), void *arg);

/* A consistent copy into a new file at path, mode 0600, durable when this
 * returns; WK_EEXIST when there is a file already. */
WK_MUST_USE enum wk_err db_copy(struct db *db, const char *path);

/* Run SQL text of our own that gives no rows, such as a trial in a test. */
WK_MUST_USE enum wk_err db_exec(struct db *db, const char *sql);

#endif
