/* SPDX-License-Identifier: EUPL-1.2 */
#include "peer_db.h"

#include <stdlib.h>

#include <sqlite3.h>

#include "rig.h"
#include "xalloc.h"

struct peer_db {
    sqlite3 *db;
    sqlite3_stmt *begin, *row, *cell, *commit;
    int64_t n;
};

static void run(struct peer_db *p, sqlite3_stmt *q)
{
    rig_must(
        sqlite3_step(q) == SQLITE_DONE, "SQLite: %s", sqlite3_errmsg(p->db));
    sqlite3_reset(q);
}

static sqlite3_stmt *prepare(struct peer_db *p, const char *sql)
{
    sqlite3_stmt *q = NULL;

    rig_must(sqlite3_prepare_v2(p->db, sql, -1, &q, NULL) == SQLITE_OK,
        "SQLite: %s", sqlite3_errmsg(p->db));
    return q;
}

struct peer_db *peer_db_new(const char *name)
{
    struct peer_db *p = xcalloc(1, sizeof *p);

    rig_must(sqlite3_open(rig_path(name), &p->db) == SQLITE_OK &&
            sqlite3_exec(p->db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE thing (id INTEGER PRIMARY KEY, bytes BLOB);"
                "CREATE TABLE cell (thing INTEGER, question INTEGER,"
                " code INTEGER, count INTEGER,"
                " PRIMARY KEY (thing, question, code)) WITHOUT ROWID",
                NULL, NULL, NULL) == SQLITE_OK,
        "SQLite: %s", sqlite3_errmsg(p->db));
    p->begin = prepare(p, "BEGIN IMMEDIATE");
    p->row = prepare(p, "INSERT INTO thing VALUES (?, ?)");
    p->cell = prepare(p, "INSERT INTO cell VALUES (?, ?, ?, ?)");
    p->commit = prepare(p, "COMMIT");
    return p;
}

void peer_db_free(struct peer_db *p)
{
    sqlite3_finalize(p->begin);
    sqlite3_finalize(p->row);
    sqlite3_finalize(p->cell);
    sqlite3_finalize(p->commit);
    sqlite3_close(p->db);
    free(p);
}

void peer_db_commit(
    struct peer_db *p, const void *bytes, size_t len, size_t cells)
{
    enum { CODES = 5 };

    run(p, p->begin);
    sqlite3_bind_int64(p->row, 1, ++p->n);
    sqlite3_bind_blob64(p->row, 2, bytes, len, SQLITE_STATIC);
    run(p, p->row);
    for (size_t i = 0; i < cells; i++) {
        sqlite3_bind_int64(p->cell, 1, p->n);
        sqlite3_bind_int64(p->cell, 2, (int64_t)(i / CODES));
        sqlite3_bind_int64(p->cell, 3, (int64_t)(i % CODES));
        sqlite3_bind_int64(p->cell, 4, (int64_t)(i % 40));
        run(p, p->cell);
    }
    run(p, p->commit);
}

double peer_db_ask(const char *name, const char *sql)
{
    struct peer_db p = {.n = 0};
    sqlite3_stmt *q;
    double value;

    rig_must(sqlite3_open(rig_path(name), &p.db) == SQLITE_OK, "%s: SQLite: %s",
        name, sqlite3_errmsg(p.db));
    q = prepare(&p, sql);
    rig_must(sqlite3_step(q) == SQLITE_ROW, "%s: %s", name, sql);
    value = sqlite3_column_double(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(p.db);
    return value;
}
