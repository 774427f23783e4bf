/* SPDX-License-Identifier: EUPL-1.2 */
#include "rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "rig.h"

struct rows {
    sqlite3 *conn;
    sqlite3_stmt *read;
};

static void run(struct rows *r, const char *sql)
{
    rig_must(sqlite3_exec(r->conn, sql, NULL, NULL, NULL) == SQLITE_OK,
        "rows: %s: %s", sql, sqlite3_errmsg(r->conn));
}

static sqlite3_stmt *prepare(struct rows *r, const char *sql)
{
    sqlite3_stmt *q = NULL;

    rig_must(sqlite3_prepare_v2(r->conn, sql, -1, &q, NULL) == SQLITE_OK,
        "rows: %s: %s", sql, sqlite3_errmsg(r->conn));
    return q;
}

/* One question of one site in one month. */
static void add(
    sqlite3_stmt *q, unsigned question, unsigned site, unsigned month)
{
    uint32_t count[MADE_ANSWERS];

    made_counts(site, month, question, count);
    sqlite3_bind_int64(q, 1, question);
    sqlite3_bind_int64(q, 2, site);
    sqlite3_bind_int64(q, 3, month);
    for (int a = 0; a < MADE_ANSWERS; a++) {
        sqlite3_bind_int64(q, 4, a);
        sqlite3_bind_int64(q, 5, count[a]);
        rig_must(sqlite3_step(q) == SQLITE_DONE, "rows: not added");
        sqlite3_reset(q);
    }
}

struct rows *rows_new(const char *path, const struct made *m)
{
    struct rows *r = calloc(1, sizeof *r);
    sqlite3_stmt *q;

    rig_must(sqlite3_open(path, &r->conn) == SQLITE_OK, "rows: not opened");
    run(r,
        "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;"
        "CREATE TABLE figure (question INTEGER, site INTEGER, month INTEGER,"
        " answer INTEGER, n INTEGER,"
        " PRIMARY KEY (question, site, month, answer)) WITHOUT ROWID;"
        "BEGIN");
    q = prepare(r, "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5)");
    for (unsigned k = 0; k < m->questions; k++)
        for (unsigned site = 0; site < m->sites; site++)
            for (unsigned month = 0; month < m->months; month++)
                add(q, k, site, month);
    sqlite3_finalize(q);
    run(r, "COMMIT");
    r->read = prepare(r,
        "SELECT site, answer, sum(n) FROM figure WHERE question = ?1"
        " AND month >= ?2 GROUP BY site, answer");
    return r;
}

void rows_free(struct rows *r)
{
    sqlite3_finalize(r->read);
    sqlite3_close(r->conn);
    free(r);
}

uint64_t rows_read(
    void *rows, const struct made *m, unsigned question, unsigned first)
{
    struct rows *r = rows;
    uint64_t people = 0;

    (void)m;
    sqlite3_reset(r->read);
    sqlite3_bind_int64(r->read, 1, question);
    sqlite3_bind_int64(r->read, 2, first);
    while (sqlite3_step(r->read) == SQLITE_ROW)
        if (sqlite3_column_int64(r->read, 1) < MADE_ANSWERS - 1)
            people += (uint64_t)sqlite3_column_int64(r->read, 2);
    return people;
}

double rows_bytes(const char *path, const char *tables)
{
    char sql[200];
    sqlite3 *conn = NULL;
    sqlite3_stmt *q = NULL;
    double bytes = 0;

    snprintf(sql, sizeof sql,
        "SELECT sum(pgsize) FROM dbstat WHERE name IN (%s)", tables);
    rig_must(sqlite3_open(path, &conn) == SQLITE_OK, "%s: not opened", path);
    if (sqlite3_prepare_v2(conn, sql, -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        bytes = sqlite3_column_double(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(conn);
    return bytes;
}
