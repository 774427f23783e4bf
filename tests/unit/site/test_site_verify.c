/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything verify promises of the database: a state directory with something
 * in every table is sound, and with one bit of any value of any column changed
 * it is not, and the place is named.
 */
#include "verify_fixture.h"

#include <sqlite3.h>

enum { FLIPS = 4 };

static void test_sound(void **state)
{
    (void)state;
    expect_sound("untouched");
}

/* ---- Every value of every column ---- */

/* One value: its row as a WHERE clause, and its two literals. */
struct value {
    sqlite3 *raw;
    const char *table, *column;
    char *others; /* "a IS 1 AND b IS X'00'", every other column */
    char *old;    /* as SQL */
};

/* False when SQLite itself cannot hold such a row (UNIQUE). */
static bool change_to(const struct value *v, const char *from, const char *to)
{
    char *message = NULL,
         *sql = sqlite3_mprintf(
             "UPDATE \"%w\" SET \"%w\" = %s WHERE %s \"%w\" IS %s", v->table,
             v->column, to, v->others, v->column, from);
    int rc = sqlite3_exec(v->raw, sql, NULL, NULL, &message);

    if (rc != SQLITE_OK && rc != SQLITE_CONSTRAINT)
        fail_msg("%s: %s", sql, message);
    sqlite3_free(message);
    sqlite3_free(sql);
    if (rc == SQLITE_OK)
        assert_int_equal(sqlite3_changes(v->raw), 1);
    return rc == SQLITE_OK;
}

static void try_literal(const struct value *v, const char *literal)
{
    char what[256], place[64];

    snprintf(what, sizeof what, "%s.%s = %.80s", v->table, v->column, literal);
    snprintf(place, sizeof place, "%s", v->table);
    if (!change_to(v, v->old, literal))
        return;
    expect_fault(place, what);
    assert_true(change_to(v, literal, v->old));
}

static void try_integer(const struct value *v, int64_t old)
{
    for (size_t bit = 2; bit < 63; bit += step(15)) {
        char literal[32];

        snprintf(literal, sizeof literal, "%lld",
            (long long)(old ^ (int64_t)1 << bit));
        try_literal(v, literal);
    }
}

/* Some bits all over the value; a text stays a text. */
static void try_bytes(
    const struct value *v, const uint8_t *data, size_t len, bool text)
{
    uint8_t *copy = malloc(len + 1);
    char *hex = malloc(2 * len + 32);
    size_t stride = step(8 * len / FLIPS + 1);

    assert_non_null(copy);
    assert_non_null(hex);
    for (size_t bit = 3 % (8 * len); bit < 8 * len; bit += stride) {
        char *end = hex;

        memcpy(copy, data, len);
        copy[bit / 8] ^= (uint8_t)(1 << bit % 8);
        end += sprintf(end, text ? "CAST(X'" : "X'");
        hex_encode(copy, len, end);
        end += 2 * len;
        sprintf(end, text ? "' AS TEXT)" : "'");
        try_literal(v, hex);
    }
    free(copy);
    free(hex);
}

/* The first row of a table, as its columns' literals. */
static void try_column(sqlite3 *raw, const char *table, const char *column,
    sqlite3_stmt *row, int index)
{
    struct value v = {.raw = raw, .table = table, .column = column};
    char *others = sqlite3_mprintf("%s", "");

    for (int i = 0; i < sqlite3_column_count(row) / 2; i++)
        if (i != index)
            others = sqlite3_mprintf("%z\"%w\" IS %s AND ", others,
                sqlite3_column_name(row, i),
                (const char *)sqlite3_column_text(
                    row, sqlite3_column_count(row) / 2 + i));
    v.others = others;
    v.old = sqlite3_mprintf("%s",
        (const char *)sqlite3_column_text(
            row, sqlite3_column_count(row) / 2 + index));
    switch (sqlite3_column_type(row, index)) {
    case SQLITE_INTEGER:
        try_integer(&v, sqlite3_column_int64(row, index));
        break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        if (sqlite3_column_bytes(row, index) > 0)
            try_bytes(&v, sqlite3_column_blob(row, index),
                (size_t)sqlite3_column_bytes(row, index),
                sqlite3_column_type(row, index) == SQLITE_TEXT);
        break;
    default: /* NULL */
        try_literal(&v, strcmp(column, "last_month") == 0 ? "1" : "X'00'");
    }
    sqlite3_free(others);
    sqlite3_free(v.old);
}

/* "SELECT a, b, quote(a), quote(b) FROM t": values, then literals. */
static char *select_sql(sqlite3 *raw, const char *table, int *n)
{
    char *plain = sqlite3_mprintf("%s", ""),
         *quoted = sqlite3_mprintf("%s", ""), *sql;
    sqlite3_stmt *q = NULL;

    *n = 0;
    assert_int_equal(sqlite3_prepare_v2(raw,
                         "SELECT name FROM pragma_table_info(?)", -1, &q, NULL),
        SQLITE_OK);
    sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(q, 0);

        plain = sqlite3_mprintf("%z%s\"%w\"", plain, *n > 0 ? "," : "", name);
        quoted = sqlite3_mprintf("%z,quote(\"%w\")", quoted, name);
        (*n)++;
    }
    sqlite3_finalize(q);
    sql = sqlite3_mprintf("SELECT %z%z FROM \"%w\" ORDER BY %s LIMIT 1", plain,
        quoted, table,
        strcmp(table, "pool") == 0 ? "state" : "1"); /* one with a key */
    return sql;
}

static void try_table(sqlite3 *raw, const char *table)
{
    int n = 0;
    char *sql = select_sql(raw, table, &n);

    for (int i = 0; i < n; i++) {
        sqlite3_stmt *row = NULL;
        char *column;

        assert_int_equal(
            sqlite3_prepare_v2(raw, sql, -1, &row, NULL), SQLITE_OK);
        if (sqlite3_step(row) != SQLITE_ROW)
            fail_msg("table %s has no row to try", table);
        column = sqlite3_mprintf("%s", sqlite3_column_name(row, i));
        try_column(raw, table, column, row, i);
        sqlite3_free(column);
        sqlite3_finalize(row);
    }
    sqlite3_free(sql);
}

static const char *const TABLES[] = {"meta", "questionnaire", "project", "plan",
    "clip", "label", "headcount", "pool", "box", "answer_set", "spent", "entry",
    "signature", "receipt", "orphan", "signing_key", "account", "device",
    "audit_log", "file", "policy", "withdrawal", "wave", "local_release",
    "loop", "card", "pack_review"};
enum { N_TABLES = N_OF(TABLES) };

static void test_table(void **state)
{
    const char *table = *state;
    sqlite3 *raw = NULL;

    assert_int_equal(sqlite3_open(db_path, &raw), SQLITE_OK);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    assert_int_equal(
        sqlite3_exec(raw,
            "PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF",
            NULL, NULL, NULL),
        SQLITE_OK);
    try_table(raw, table);
    sqlite3_close(raw);
    expect_sound(table);
}

/* No table may be forgotten above. */
static void test_all_tables(void **state)
{
    sqlite3 *raw = NULL;
    sqlite3_stmt *q = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(sqlite3_open(db_path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw,
                         "SELECT name FROM sqlite_schema WHERE type = 'table'"
                         " AND name NOT LIKE 'sqlite_%'",
                         -1, &q, NULL),
        SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(q, 0);
        bool known = false;

        for (size_t i = 0; i < N_TABLES; i++)
            known = known || strcmp(TABLES[i], name) == 0;
        if (!known)
            fail_msg("table %s is not tried", name);
        n++;
    }
    assert_int_equal(n, N_TABLES);
    sqlite3_finalize(q);
    sqlite3_close(raw);
}

int main(void)
{
    struct CMUnitTest tests[N_TABLES + 2];
    size_t n = 0;

    tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_sound);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_all_tables);
    for (size_t i = 0; i < N_TABLES; i++) {
        static char names[N_TABLES][32];

        snprintf(names[i], sizeof names[i], "%s", TABLES[i]);
        tests[n++] = (struct CMUnitTest){.name = names[i],
            .test_func = test_table,
            .initial_state = names[i]};
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
