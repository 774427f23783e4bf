/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * db_sum.c - the sums of protected tables: two SQL functions, and the triggers
 * that call them.
 *
 * wk_sum(table, value, ...) is SHA-256 over each argument as a tag for its
 * type, its length in 8 bytes, and its bytes; so 1, '1' and x'31' differ, NULL
 * differs from empty, and no value can run into the next.
 * wk_sum_check(sum, table, value, ...) fails unless sum is that.
 *
 * Both read the row as it is stored, not the values that a statement brought:
 * a column may turn 1 into 1.0 on the way in.
 */
#include "db_private.h"

#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "log.h"

enum { KEY_SHOWN = 64, PLACE_LEN = 512 };

static void add_value(struct crypto_hash *h, sqlite3_value *v)
{
    static const char TAGS[] = {[SQLITE_INTEGER] = 'I',
        [SQLITE_FLOAT] = 'F',
        [SQLITE_TEXT] = 'T',
        [SQLITE_BLOB] = 'B',
        [SQLITE_NULL] = 'N'};
    int type = sqlite3_value_type(v);
    uint8_t head[9] = {(uint8_t)TAGS[type]};
    const void *data = NULL;
    size_t len = 0;
    uint64_t bits = 0;
    double real;

    if (type == SQLITE_INTEGER) {
        bits = (uint64_t)sqlite3_value_int64(v);
    } else if (type == SQLITE_FLOAT) {
        real = sqlite3_value_double(v);
        memcpy(&bits, &real, sizeof bits);
    } else if (type != SQLITE_NULL) {
        data = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(v)
                                   : sqlite3_value_blob(v);
        len = (size_t)sqlite3_value_bytes(v);
        bits = len;
    }
    for (size_t i = 0; i < 8; i++)
        head[1 + i] = (uint8_t)(bits >> (56 - 8 * i));
    crypto_hash_add(h, head, sizeof head);
    if (len > 0)
        crypto_hash_add(h, data, len);
}

static void sum_of(int argc, sqlite3_value **argv, uint8_t out[static HASH_LEN])
{
    struct crypto_hash *h = crypto_hash_new();

    for (int i = 0; i < argc; i++)
        add_value(h, argv[i]);
    crypto_hash_end(h, out);
}

static void wk_sum(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    uint8_t sum[HASH_LEN];

    sum_of(argc, argv, sum);
    sqlite3_result_blob(ctx, sum, sizeof sum, SQLITE_TRANSIENT);
}

static void wk_sum_check(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    uint8_t sum[HASH_LEN];
    char text[PLACE_LEN];
    const void *held;

    if (argc < 2) {
        sqlite3_result_error(ctx, "wk_sum_check: too few values", -1);
        return;
    }
    sum_of(argc - 1, argv + 1, sum);
    held = sqlite3_value_blob(argv[0]);
    if (held != NULL && sqlite3_value_bytes(argv[0]) == HASH_LEN &&
        memcmp(held, sum, HASH_LEN) == 0)
        return;
    snprintf(text, sizeof text, "table %s: a row changed since it was written",
        (const char *)sqlite3_value_text(argv[1]));
    sqlite3_result_error(ctx, text, -1);
    sqlite3_result_error_code(ctx, SQLITE_CORRUPT);
}

enum wk_err db_sum_register(sqlite3 *conn)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int rc = sqlite3_create_function_v2(
        conn, "wk_sum", -1, flags, NULL, wk_sum, NULL, NULL, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(conn, "wk_sum_check", -1, flags, NULL,
            wk_sum_check, NULL, NULL, NULL);
    return rc == SQLITE_OK ? WK_OK : db_fail(conn, rc, "wk_sum");
}

/* The pieces of SQL that name the columns of one table, in their order. */
struct shape {
    char *columns; /* "a", "b" without "sum" */
    char *old;     /* OLD."a", OLD."b" */
    char *row;     /* the condition that finds the row NEW */
    char *key;     /* its primary key, or rowid */
};

static void shape_free(struct shape *s)
{
    sqlite3_free(s->columns);
    sqlite3_free(s->old);
    sqlite3_free(s->row);
    sqlite3_free(s->key);
}

static const char *comma(sqlite3_str *s)
{
    return sqlite3_str_length(s) > 0 ? ", " : "";
}

static enum wk_err read_columns(
    sqlite3_stmt *q, const char *table, bool rowid, struct shape *out)
{
    sqlite3_str *columns = sqlite3_str_new(NULL), *old = sqlite3_str_new(NULL);
    sqlite3_str *row = sqlite3_str_new(NULL), *key = sqlite3_str_new(NULL);
    bool more, sum = false;
    enum wk_err err;

    while ((err = db_step(q, "columns", &more)) == WK_OK && more) {
        const char *name = (const char *)sqlite3_column_text(q, 0);

        if (strcmp(name, "sum") == 0) {
            sum = true;
            continue;
        }
        sqlite3_str_appendf(columns, "%s\"%w\"", comma(columns), name);
        sqlite3_str_appendf(old, "%sOLD.\"%w\"", comma(old), name);
        if (sqlite3_column_int(q, 1) == 0)
            continue;
        sqlite3_str_appendf(row, "%s\"%w\" = NEW.\"%w\"",
            sqlite3_str_length(row) > 0 ? " AND " : "", name, name);
        sqlite3_str_appendf(key, "%s\"%w\"", comma(key), name);
    }
    if (rowid) {
        sqlite3_str_reset(row);
        sqlite3_str_appendall(row, "rowid = NEW.rowid");
    }
    if (sqlite3_str_length(key) == 0)
        sqlite3_str_appendall(key, "rowid");
    *out = (struct shape){sqlite3_str_finish(columns), sqlite3_str_finish(old),
        sqlite3_str_finish(row), sqlite3_str_finish(key)};
    if (err == WK_OK && !sum) {
        log_warn(
            "database: table %s is protected but has no column \"sum\"", table);
        err = WK_EDB;
    }
    return err;
}

/* Look table up; a failure leaves *out empty. */
static enum wk_err shape_of(sqlite3 *conn, const char *table, struct shape *out)
{
    static const char COLUMNS[] =
        "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
    static const char WITHOUT_ROWID[] =
        "SELECT wr FROM pragma_table_list(?1) WHERE schema = 'main'";
    sqlite3_stmt *q = NULL;
    bool rowid = true, more = false;
    enum wk_err err;

    *out = (struct shape){NULL, NULL, NULL, NULL};
    err = db_prepare(conn, WITHOUT_ROWID, &q);
    if (err == WK_OK) {
        sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
        err = db_step(q, WITHOUT_ROWID, &more);
        rowid = more && sqlite3_column_int(q, 0) == 0;
    }
    sqlite3_finalize(q);
    q = NULL;
    if (err == WK_OK)
        err = db_prepare(conn, COLUMNS, &q);
    if (err == WK_OK) {
        sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
        err = read_columns(q, table, rowid, out);
    }
    sqlite3_finalize(q);
    if (err != WK_OK) {
        shape_free(out);
        *out = (struct shape){NULL, NULL, NULL, NULL};
    }
    return err;
}

/* Run SQL made by sqlite3_mprintf(), and free it. */
static enum wk_err run_made(sqlite3 *conn, char *sql)
{
    enum wk_err err = db_sql(conn, sql);

    sqlite3_free(sql);
    return err;
}

enum wk_err db_sum_make_triggers(sqlite3 *conn, const char *table)
{
    struct shape s;
    enum wk_err err = shape_of(conn, table, &s);

    if (err == WK_OK)
        err = run_made(conn,
            sqlite3_mprintf("DROP TRIGGER IF EXISTS \"wk_sum_%w_insert\";"
                            "DROP TRIGGER IF EXISTS \"wk_sum_%w_update\"",
                table, table));
    if (err == WK_OK)
        err = run_made(conn,
            sqlite3_mprintf("CREATE TRIGGER \"wk_sum_%w_insert\""
                            " AFTER INSERT ON \"%w\" BEGIN UPDATE \"%w\""
                            " SET \"sum\" = wk_sum(%Q, %s) WHERE %s; END",
                table, table, table, table, s.columns, s.row));
    /* The row as it was must fit, or the new sum would hide its damage. */
    if (err == WK_OK)
        err = run_made(conn,
            sqlite3_mprintf("CREATE TRIGGER \"wk_sum_%w_update\""
                            " AFTER UPDATE OF %s ON \"%w\" BEGIN"
                            " SELECT wk_sum_check(OLD.\"sum\", %Q, %s);"
                            " UPDATE \"%w\" SET \"sum\" = wk_sum(%Q, %s)"
                            " WHERE %s; END",
                table, s.columns, table, table, s.old, table, table, s.columns,
                s.row));
    shape_free(&s);
    return err;
}

enum wk_err db_sum_fill(sqlite3 *conn, const char *table)
{
    struct shape s;
    enum wk_err err = shape_of(conn, table, &s);

    if (err == WK_OK)
        err = run_made(conn,
            sqlite3_mprintf("UPDATE \"%w\" SET \"sum\" = wk_sum(%Q, %s)"
                            " WHERE \"sum\" IS NOT wk_sum(%Q, %s)",
                table, table, s.columns, table, s.columns));
    shape_free(&s);
    return err;
}

enum wk_err db_sum_is_kept(sqlite3 *conn, const char *table, bool *kept)
{
    static const char SQL[] = "SELECT 1 FROM sqlite_schema WHERE"
                              " type = 'trigger' AND tbl_name = ?1"
                              " AND name = 'wk_sum_' || ?1 || '_insert'";
    sqlite3_stmt *q = NULL;
    enum wk_err err = db_prepare(conn, SQL, &q);

    if (err == WK_OK) {
        sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
        err = db_step(q, SQL, kept);
    }
    sqlite3_finalize(q);
    return err;
}

/* Print the columns of q's row as they name a row to a person. */
static void print_key(sqlite3_stmt *q, char *out, size_t size)
{
    int n = sqlite3_column_count(q);
    sqlite3_str *s = sqlite3_str_new(NULL);
    char *text;

    for (int i = 0; i < n; i++) {
        bool is_blob = sqlite3_column_type(q, i) == SQLITE_BLOB;
        const uint8_t *p = sqlite3_column_blob(q, i);
        int len = sqlite3_column_bytes(q, i);

        if (len > KEY_SHOWN)
            len = KEY_SHOWN;
        if (i > 0)
            sqlite3_str_appendall(s, ", ");
        if (len == 0)
            sqlite3_str_appendall(s, "(empty)");
        else if (!is_blob)
            sqlite3_str_append(s, (const char *)p, len);
        for (int b = 0; is_blob && b < len; b++)
            sqlite3_str_appendf(s, "%02x", p[b]);
    }
    text = sqlite3_str_finish(s);
    snprintf(out, size, "%s", text != NULL ? text : "");
    sqlite3_free(text);
}

void db_sum_check(
    sqlite3 *conn, const char *table, db_report *report, void *arg)
{
    char place[PLACE_LEN], key[PLACE_LEN / 2];
    sqlite3_stmt *q = NULL;
    char *sql = NULL;
    struct shape s;
    enum wk_err err = shape_of(conn, table, &s);
    bool more = false;

    if (err == WK_OK) {
        sql = sqlite3_mprintf("SELECT %s FROM \"%w\" NOT INDEXED"
                              " WHERE \"sum\" IS NOT wk_sum(%Q, %s)",
            s.key, table, table, s.columns);
        err = db_prepare(conn, sql, &q);
    }
    while (err == WK_OK && (err = db_step(q, sql, &more)) == WK_OK && more) {
        print_key(q, key, sizeof key);
        snprintf(place, sizeof place,
            "table %s, row %s: changed since it was written", table, key);
        report(arg, place);
    }
    if (err != WK_OK) {
        snprintf(place, sizeof place, "table %s: cannot be read to its end: %s",
            table, sqlite3_errmsg(conn));
        report(arg, place);
    }
    sqlite3_finalize(q);
    sqlite3_free(sql);
    shape_free(&s);
}
