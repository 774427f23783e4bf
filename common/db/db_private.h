/* SPDX-License-Identifier: EUPL-1.2 */
/* db_private.h - what db.c, db_sum.c and db_verify.c share. */
#ifndef WK_DB_PRIVATE_H
#define WK_DB_PRIVATE_H

#include <sqlite3.h>

#include "db.h"

struct db_stmt {
    sqlite3_stmt *stmt;
    int rc; /* first failure since the last db_stmt(), or SQLITE_OK */
};

typedef void db_report(void *arg, const char *place);

struct db {
    sqlite3 *conn;
    const struct db_schema *schema;
    struct db_stmt *stmts;
    sqlite3_stmt *data_version;      /* prepared when it is first asked for */
    bool turns, looked;              /* db_turn(): and in this turn already */
    uint64_t version, data, changes; /* as db_version() saw them last */
};

/* What rc, just met on conn, means for a caller. */
enum wk_err db_classify(sqlite3 *conn, int rc);
/* The same; logs it with the file and what failed, unless
 * it is one of the outcomes that db.h calls not logged. */
WK_MUST_USE enum wk_err db_fail(sqlite3 *conn, int rc, const char *what);

WK_MUST_USE enum wk_err db_sql(sqlite3 *conn, const char *sql);
WK_MUST_USE enum wk_err db_prepare(
    sqlite3 *conn, const char *sql, sqlite3_stmt **q);
/* Step q; a failure is logged with what. */
WK_MUST_USE enum wk_err db_step(sqlite3_stmt *q, const char *what, bool *more);

/* db_sum.c: the sums of protected tables. */
WK_MUST_USE enum wk_err db_sum_register(sqlite3 *conn);
WK_MUST_USE enum wk_err db_sum_make_triggers(sqlite3 *conn, const char *table);
WK_MUST_USE enum wk_err db_sum_fill(sqlite3 *conn, const char *table);
WK_MUST_USE enum wk_err db_sum_is_kept(
    sqlite3 *conn, const char *table, bool *kept);
/* Report each row whose sum does not fit, and what kept us from reading. */
void db_sum_check(
    sqlite3 *conn, const char *table, db_report *report, void *arg);

/* db_verify.c: is the file's schema what its first version steps make? */
WK_MUST_USE enum wk_err db_verify_schema(sqlite3 *conn,
    const struct db_schema *schema, size_t version, db_report *report,
    void *arg);
void db_verify_references(sqlite3 *conn, db_report *report, void *arg);

#endif
