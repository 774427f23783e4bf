/* SPDX-License-Identifier: EUPL-1.2 */
/* db_verify.c - is the file what this program wrote? */
#include "db_private.h"

#include <stdio.h>
#include <string.h>

enum { PLACE_LEN = 512 };

/* The schema without what SQLite makes for itself. */
#define SCHEMA_SQL                                                             \
    "SELECT type, name, coalesce(sql, ''), tbl_name FROM sqlite_schema"        \
    " WHERE name NOT LIKE 'sqlite_stat%'"                                      \
    " AND (?1 OR name NOT LIKE 'wk\\_sum\\_%' ESCAPE '\\')"                    \
    " ORDER BY type, name"

static const char *column(sqlite3_stmt *q, int i)
{
    const char *text = (const char *)sqlite3_column_text(q, i);

    return text != NULL ? text : "";
}

static void tell(
    sqlite3_stmt *q, const char *what, db_report *report, void *arg)
{
    char place[PLACE_LEN];

    snprintf(
        place, sizeof place, "%s %s: %s", column(q, 0), column(q, 1), what);
    report(arg, place);
}

/* Walk two sorted schemas side by side. */
static enum wk_err compare(
    sqlite3_stmt *want, sqlite3_stmt *have, db_report *report, void *arg)
{
    bool more_want, more_have;
    enum wk_err err = db_step(want, SCHEMA_SQL, &more_want);

    if (err == WK_OK)
        err = db_step(have, SCHEMA_SQL, &more_have);
    while (err == WK_OK && (more_want || more_have)) {
        int order = !more_want ? 1 : !more_have ? -1 : 0;

        if (order == 0)
            order = strcmp(column(want, 0), column(have, 0));
        if (order == 0)
            order = strcmp(column(want, 1), column(have, 1));
        if (order < 0)
            tell(want, "missing", report, arg);
        else if (order > 0)
            tell(have, "not made by this program", report, arg);
        else if (strcmp(column(want, 2), column(have, 2)) != 0 ||
            strcmp(column(want, 3), column(have, 3)) != 0)
            tell(want, "its definition changed", report, arg);
        if (order <= 0)
            err = db_step(want, SCHEMA_SQL, &more_want);
        if (err == WK_OK && order >= 0)
            err = db_step(have, SCHEMA_SQL, &more_have);
    }
    return err;
}

/* A database in memory, made by the first version steps. */
static enum wk_err make_reference(
    const struct db_schema *schema, size_t version, sqlite3 **out)
{
    sqlite3 *conn = NULL;
    int rc = sqlite3_open_v2(
        ":memory:", &conn, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    enum wk_err err = WK_OK;

    *out = conn;
    if (rc != SQLITE_OK)
        return db_fail(conn, rc, "open");
    sqlite3_extended_result_codes(conn, 1);
    err = db_sum_register(conn);
    for (size_t i = 0; i < version && err == WK_OK; i++)
        err = db_sql(conn, schema->migrations[i]);
    if (version < schema->n_migrations)
        return err; /* Which tables were protected then is not known. */
    for (const char *const *t = schema->protected_tables;
         err == WK_OK && t != NULL && *t != NULL; t++)
        err = db_sum_make_triggers(conn, *t);
    return err;
}

enum wk_err db_verify_schema(sqlite3 *conn, const struct db_schema *schema,
    size_t version, db_report *report, void *arg)
{
    sqlite3_stmt *want = NULL, *have = NULL;
    sqlite3 *reference = NULL;
    enum wk_err err = make_reference(schema, version, &reference);

    if (err == WK_OK)
        err = db_prepare(reference, SCHEMA_SQL, &want);
    if (err == WK_OK)
        err = db_prepare(conn, SCHEMA_SQL, &have);
    if (err == WK_OK) {
        int sums = version == schema->n_migrations;

        sqlite3_bind_int(want, 1, sums);
        sqlite3_bind_int(have, 1, sums);
        err = compare(want, have, report, arg);
    }
    sqlite3_finalize(have);
    sqlite3_finalize(want);
    sqlite3_close(reference);
    return err;
}

/* Report each row of a PRAGMA with print(), and what kept us from reading. */
static void check_with(sqlite3 *conn, const char *pragma,
    bool (*print)(sqlite3_stmt *q, char *out, size_t size), db_report *report,
    void *arg)
{
    char place[PLACE_LEN];
    sqlite3_stmt *q = NULL;
    enum wk_err err = db_prepare(conn, pragma, &q);
    bool more = false;

    while (err == WK_OK && (err = db_step(q, pragma, &more)) == WK_OK && more)
        if (print(q, place, sizeof place))
            report(arg, place);
    if (err != WK_OK) {
        snprintf(place, sizeof place, "%s: cannot be read to its end: %s",
            pragma, sqlite3_errmsg(conn));
        report(arg, place);
    }
    sqlite3_finalize(q);
}

static bool print_integrity(sqlite3_stmt *q, char *out, size_t size)
{
    snprintf(out, size, "structure: %s", column(q, 0));
    return strcmp(column(q, 0), "ok") != 0;
}

static bool print_reference(sqlite3_stmt *q, char *out, size_t size)
{
    snprintf(out, size, "table %s, row %s: refers to a row of %s that is gone",
        column(q, 0), column(q, 1), column(q, 2));
    return true;
}

void db_verify_references(sqlite3 *conn, db_report *report, void *arg)
{
    check_with(conn, "PRAGMA foreign_key_check", print_reference, report, arg);
}

struct counted {
    db_report *report;
    void *arg;
    size_t n;
};

static void count(void *arg, const char *place)
{
    struct counted *c = arg;

    c->n++;
    c->report(c->arg, place);
}

enum wk_err db_verify(
    struct db *db, void (*report)(void *arg, const char *place), void *arg)
{
    struct counted c = {report, arg, 0};
    const struct db_schema *schema = db->schema;
    enum wk_err err;

    err = db_verify_schema(db->conn, schema, schema->n_migrations, count, &c);
    if (err != WK_OK)
        count(&c, "the list of tables cannot be read");
    check_with(db->conn, "PRAGMA integrity_check", print_integrity, count, &c);
    db_verify_references(db->conn, count, &c);
    for (const char *const *t = schema->protected_tables;
         t != NULL && *t != NULL; t++)
        db_sum_check(db->conn, *t, count, &c);
    return c.n == 0 ? WK_OK : WK_ECHECK;
}
