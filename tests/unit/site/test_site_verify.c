/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything verify promises: a state directory with something in every table
 * is sound, and with one bit of any value of any column, of any key, any
 * certificate or the head file changed it is not, and the place is named.
 */
#include "lived_site.h"

#include <sqlite3.h>

#include "crypto.h"
#include "night.h"
#include "site_identity.h"
#include "site_night.h"
#include "site_verify.h"

enum { FLIPS = 4 };

static char folder[] = "verify_XXXXXX";
static struct site *site;
static char *db_path;

/* ---- A site that has lived ---- */

static enum wk_err head_read(void *arg, struct bytes *text)
{
    (void)arg;
    return site_night_head_read(site, text);
}

static enum wk_err head_write(void *arg, const struct bytes *text)
{
    (void)arg;
    return lived_site_head_write(site, text);
}

static void make_site(void)
{
    struct store_account account = {
        .name = "coordinator", .role = "coordinator", .hash = "none"};

    site = lived_site_new(folder);
    assert_int_equal(store_account_set(site_store(site), &account), WK_OK);
    assert_int_equal(
        store_policy_set(site_store(site), 20000, "{\"batch\": 10}"), WK_OK);
    assert_int_equal(store_withdrawal_add(site_store(site),
                         &(struct store_withdrawal){.seq = 1, .reason = 4}),
        WK_OK);
}

static void make_identity(void)
{
    struct crypto_key *ca_key = crypto_key_new(), *key = crypto_key_new();
    struct bytes ca = bytes_new(MAX_PEM), csr = bytes_new(MAX_PEM),
                 der = bytes_new(MAX_PEM);

    crypto_make_ca(ca_key, "ca", 1760000000, 4000, &ca);
    crypto_make_csr(key, "site", &csr);
    assert_int_equal(crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
                         "Gent", CERT_CLIENT, NULL, 0, 1760000000, 4000, &der),
        WK_OK);
    assert_int_equal(store_begin(site_store(site)), WK_OK);
    assert_int_equal(
        site_identity_prepare(site, key, (struct span){der.data, der.len},
            (struct span){ca.data, ca.len}),
        WK_OK);
    assert_int_equal(store_commit(site_store(site)), WK_OK);
    assert_int_equal(site_identity_finish(site), WK_OK);
    bytes_free(&ca);
    bytes_free(&csr);
    bytes_free(&der);
    crypto_key_free(ca_key);
    crypto_key_free(key);
}

static void close_until(int32_t month)
{
    struct site_identity id = {0};
    struct night_report report = {0};
    struct night_env env = {.store = site_store(site),
        .seal = site_seal(site),
        .date = month_first_date(month),
        .head_read = head_read,
        .head_write = head_write};

    assert_int_equal(site_identity_load(site, &id), WK_OK);
    env.key = id.key;
    assert_int_equal(night_close(&env, env.date, &report), WK_OK);
    assert_int_equal(report.closed, 1);
    site_identity_end(&id);
}

/* What an adoption leaves: an entry put aside, the head at the one before, a
 * new era. */
static void adopt(void)
{
    struct store *store = site_store(site);
    struct bytes text = bytes_new(512);
    struct wire_head head;

    assert_int_equal(store_begin(store), WK_OK);
    assert_int_equal(store_meta_set(store, "adopting", "1"), WK_OK);
    assert_int_equal(store_entry_orphan(store, 1), WK_OK);
    assert_int_equal(store_meta_drop(store, "adopting"), WK_OK);
    assert_int_equal(
        store_meta_set(store, "era", "101112131415161718191a1b1c1d1e1f"),
        WK_OK);
    assert_int_equal(store_meta_set_int(store, "adopted", 20000), WK_OK);
    assert_int_equal(store_commit(store), WK_OK);
    assert_int_equal(store_head(store, &head), WK_OK);
    assert_int_equal(head.seq, 1);
    night_head_text(&head, &text);
    assert_int_equal(head_write(NULL, &text), WK_OK);
    bytes_free(&text);
}

static int set_up(void **state)
{
    struct store_series series = {.project = "p", .channel = CHANNEL_SELF};

    (void)state;
    umask(077);
    if (mkdtemp(folder) == NULL)
        return -1;
    make_site();
    make_identity();
    lived_site_questionnaire(site, series.questionnaire);
    lived_site_project(site, "p", series.questionnaire);
    lived_site_answer(site, &series, JANUARY, 12);
    close_until(JANUARY + 2);
    lived_site_answer(site, &series, JANUARY + 2, 12);
    close_until(JANUARY + 4);
    adopt();
    lived_site_answer(site, &series, JANUARY + 5, 3);
    assert_int_equal(store_headcount_set(site_store(site),
                         &(struct store_headcount){.series = series,
                             .first_month = JANUARY + 5,
                             .eligible = 40,
                             .asked = 30,
                             .has_asked = true}),
        WK_OK);
    assert_int_equal(store_receipt_set(site_store(site), 1, VERDICT_STORED,
                         CODE_NONE, month_first_date(JANUARY + 2)),
        WK_OK);
    site_note(site, "test", "something was done");
    db_path = site_path(site, "site.db");
    return 0;
}

static int tear_down(void **state)
{
    static const char *const FILES[] = {"site.db", "site.db-wal", "site.db-shm",
        "head", "device.key", "lock", "tls/key.pem", "tls/cert.pem",
        "tls/ca.pem"};
    char *tls = site_path(site, "tls");

    (void)state;
    site_close(site);
    for (size_t i = 0; i < N_OF(FILES); i++) {
        char *path = file_join(folder, FILES[i]);

        unlink(path);
        free(path);
    }
    rmdir(tls);
    free(tls);
    free(db_path);
    return rmdir(folder);
}

/* ---- Looking ---- */

struct seen {
    const char *wanted; /* in one of the places */
    bool named;
    char places[2048];
};

static void on_fault(void *arg, const char *place)
{
    struct seen *s = arg;
    size_t len = strlen(s->places);

    s->named = s->named || strstr(place, s->wanted) != NULL;
    snprintf(s->places + len, sizeof s->places - len, "\n  %s", place);
}

static void expect_fault(const char *wanted, const char *what)
{
    struct seen s = {.wanted = wanted};
    enum wk_err err = site_verify_run(site, on_fault, &s);

    if (err != WK_ECHECK || !s.named)
        fail_msg("%s: %s%s", what, wk_err_text(err), s.places);
}

static void expect_sound(const char *what)
{
    struct seen s = {.wanted = ""};
    enum wk_err err = site_verify_run(site, on_fault, &s);

    if (err != WK_OK)
        fail_msg("%s: %s%s", what, wk_err_text(err), s.places);
}

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

/* With WK_LONG=1 every bit, otherwise one now and then. */
static size_t step(size_t usual)
{
    return getenv("WK_LONG") != NULL ? 1 : usual;
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
    "label", "headcount", "pool", "answer_set", "spent", "entry", "signature",
    "receipt", "orphan", "signing_key", "account", "audit_log", "file",
    "policy", "withdrawal"};
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

/* ---- Every file ---- */

static void put(const char *path, const uint8_t *data, size_t len)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void test_file(void **state)
{
    const char *name = *state;
    char *path = site_path(site, name);
    uint8_t *data = NULL;
    size_t len, stride;

    assert_int_equal(file_read(path, MAX_PEM, &data, &len), WK_OK);
    stride = step(8 * len / 20 + 1);
    for (size_t bit = 0; bit < 8 * len; bit += stride) {
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        put(path, data, len);
        expect_fault(name, name);
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    put(path, data, len - 1);
    expect_fault(name, "cut short");
    put(path, data, len);
    expect_sound(name);
    assert_int_equal(chmod(path, 0644), 0);
    if (strcmp(name, "head") != 0)
        expect_fault(name, "readable by others");
    assert_int_equal(chmod(path, 0600), 0);
    unlink(path);
    expect_fault(name, "missing");
    put(path, data, len);
    assert_int_equal(chmod(path, 0600), 0);
    expect_sound(name);
    free(data);
    free(path);
}

int main(void)
{
    static const char *FILES[] = {
        "device.key", "tls/key.pem", "tls/cert.pem", "tls/ca.pem", "head"};
    enum { N_FILES = N_OF(FILES) };
    struct CMUnitTest tests[N_TABLES + N_FILES + 2];
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
    for (size_t i = 0; i < N_FILES; i++) {
        static char names[N_FILES][32];

        snprintf(names[i], sizeof names[i], "%s", FILES[i]);
        tests[n++] = (struct CMUnitTest){.name = names[i],
            .test_func = test_file,
            .initial_state = names[i]};
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
