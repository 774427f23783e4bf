/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A whole centre, and one bit changed in it: "verify" must refuse (exit 3) and
 * name the place.  Source tables value by value, behind the program's back;
 * keys, certificates and register byte by byte.
 */
#include <fcntl.h>
#include <sqlite3.h>

#include "told.h"
#include "verify.h"

enum { DATABASE_MAX = 16 << 20, FIRST = 1, STEP = 97, FILE_STEP = 61 };

static const char *const TABLES[] = {"meta", "site", "code", "certificate",
    "entry", "questionnaire", "policy", "account", "audit_log", "file"};

static struct centre *centre;
static struct bytes pristine; /* central.db */
static int out = -1;          /* where stdout and stderr go meanwhile */

/* ---- A centre with a row in every table ---- */

static void store_entry(
    const struct told_site *site, const uint8_t qn[static HASH_LEN])
{
    struct entry *e = calloc(1, sizeof *e);

    e->era[0] = 7;
    e->seq = 1;
    told_release(e, qn, (struct period){24300, 24301});
    told_counted(site, e, centre->c->ledger);
    free(e);
}

static void fill(void)
{
    struct told_site gent;
    struct ledger_site site;
    uint8_t qn[HASH_LEN], secret[ID_LEN];
    char why[WHY_MAX];

    told_site_new(&gent, centre, "Gent");
    site = centre_site(centre, "Gent");
    site.last_contact = 20000;
    strcpy(site.software, "0.1.0");
    assert_int_equal(ledger_site_set(centre->c->ledger, &site), WK_OK);
    assert_int_equal(ledger_questionnaire_add(centre->c->ledger,
                         SPAN(QN("start", "C01")), true, qn, why),
        WK_OK);
    assert_int_equal(
        ledger_policy_set(centre->c->ledger, "{\"batch\":12}"), WK_OK);
    assert_int_equal(
        central_log(centre->c, "test", site.id, true, "rang"), WK_OK);
    store_entry(&gent, qn);
    centre_code(centre, "Gent", secret);
    assert_int_equal(
        ledger_account_set(centre->c->ledger,
            &(struct ledger_account){"an", "network", "hash", false, site.id}),
        WK_OK);
    told_site_end(&gent);
}

static void read_database(void)
{
    char *path = centre_path(centre, "central.db");
    uint8_t *data = NULL;
    size_t len;

    pristine = bytes_new(DATABASE_MAX);
    assert_int_equal(file_read(path, DATABASE_MAX, &data, &len), WK_OK);
    bytes_add(&pristine, data, len);
    free(data);
    free(path);
}

static int set_up(void **state)
{
    char *path;

    (void)state;
    /* Thousands of small writes: in memory where there is such a place. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    centre = centre_new();
    fill();
    centre_close(centre);
    read_database();
    path = file_join(centre->dir, "out");
    out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(out >= 0);
    free(path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(out);
    bytes_free(&pristine);
    centre_free(centre);
    return 0;
}

/* ---- Running verify ---- */

/* Whether verify refuses and what it printed holds place. */
static bool is_found(const char *place, char *said, size_t said_len)
{
    int kept[] = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    enum wk_err err;
    ssize_t n;

    assert_int_equal(ftruncate(out, 0), 0);
    assert_int_equal(lseek(out, 0, SEEK_SET), 0);
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    err = central_cmd_verify(&centre->args);
    fflush(stdout);
    dup2(kept[0], STDOUT_FILENO);
    dup2(kept[1], STDERR_FILENO);
    close(kept[0]);
    close(kept[1]);
    n = pread(out, said, said_len - 1, 0);
    assert_true(n >= 0);
    said[n] = '\0';
    return wk_err_exit(err) == 3 && strstr(said, place) != NULL;
}

static void assert_found(const char *place, const char *what)
{
    char said[4096];

    if (!is_found(place, said, sizeof said))
        fail_msg("%s: wanted exit 3 and \"%s\", got: %s", what, place, said);
}

static void put(const char *name, const uint8_t *data, size_t len)
{
    char *path = centre_path(centre, name);
    FILE *f = fopen(path, "wb"); /* no need to wait for the disk */

    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
    free(path);
}

static void put_back(void)
{
    char *wal = centre_path(centre, "central.db-wal");
    char *shm = centre_path(centre, "central.db-shm");

    unlink(wal);
    unlink(shm);
    free(wal);
    free(shm);
    put("central.db", pristine.data, pristine.len);
}

static void test_nothing_changed(void **state)
{
    char said[4096];

    (void)state;
    assert_false(is_found("", said, sizeof said));
    assert_non_null(strstr(said, "everything is as it was written"));
}

/* ---- Tables ---- */

/* The database behind the program's back: no triggers, no checks. */
static sqlite3 *open_raw(void)
{
    char *path = centre_path(centre, "central.db");
    sqlite3 *raw;

    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw,
                         "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
                         " PRAGMA ignore_check_constraints = ON",
                         NULL, NULL, NULL),
        SQLITE_OK);
    free(path);
    return raw;
}

static sqlite3_stmt *prepare(sqlite3 *raw, const char *sql)
{
    sqlite3_stmt *q;

    if (sqlite3_prepare_v2(raw, sql, -1, &q, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
    return q;
}

/* TAKEN: another row has the key that would come of it. */
enum flipped { FLIPPED, TAKEN, PAST_END };

/* One bit of the column's value in the table's first row that has one: of
 * byte i of a text or blob, or bit i of a number.  False past its end. */
static enum flipped flip(const char *table, const char *column, size_t i)
{
    sqlite3 *raw = open_raw();
    char sql[200];
    sqlite3_stmt *q;
    uint8_t bytes[MAX_QUESTIONNAIRE];
    size_t len;
    int type, rc = SQLITE_DONE;
    bool inside;

    snprintf(sql, sizeof sql,
        "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL"
        " AND length(\"%s\") > 0 LIMIT 1",
        column, table, column, column);
    q = prepare(raw, sql);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    type = sqlite3_column_type(q, 0);
    len = (size_t)sqlite3_column_bytes(q, 0);
    memcpy(bytes, sqlite3_column_blob(q, 0), len);
    snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = ?1 WHERE \"%s\" = ?2",
        table, column, column);
    inside = i < (type == SQLITE_INTEGER ? 63 : len);
    if (inside) {
        sqlite3_stmt *u = prepare(raw, sql);

        sqlite3_bind_value(u, 2, sqlite3_column_value(q, 0));
        if (type == SQLITE_INTEGER)
            sqlite3_bind_int64(
                u, 1, sqlite3_column_int64(q, 0) ^ (int64_t)(1ULL << i));
        bytes[i < len ? i : 0] ^= (uint8_t)(1u << i % 7);
        if (type == SQLITE_BLOB)
            sqlite3_bind_blob(u, 1, bytes, (int)len, SQLITE_TRANSIENT);
        else if (type == SQLITE_TEXT)
            sqlite3_bind_text(u, 1, (char *)bytes, (int)len, SQLITE_TRANSIENT);
        sqlite3_reset(q);
        rc = sqlite3_step(u);
        sqlite3_finalize(u);
    }
    sqlite3_finalize(q);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    assert_true(rc == SQLITE_DONE || rc == SQLITE_CONSTRAINT);
    if (!inside)
        return PAST_END;
    return rc == SQLITE_DONE ? FLIPPED : TAKEN;
}

/* With WK_LONG=1 every place, otherwise one now and then. */
static size_t step(size_t usual)
{
    return getenv("WK_LONG") != NULL ? 1 : usual;
}

/* The first places of a value, then one now and then. */
static void check_column(const char *table, const char *column)
{
    char place[80], what[200];

    snprintf(place, sizeof place, "table %s, row ", table);
    for (size_t i = 0;; i += i < FIRST ? 1 : step(STEP)) {
        enum flipped did = flip(table, column, i);

        if (did == PAST_END)
            break;
        snprintf(what, sizeof what, "%s.%s, place %zu", table, column, i);
        if (did == FLIPPED)
            assert_found(place, what);
        put_back();
    }
}

static void test_every_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(TABLES); i++) {
        sqlite3 *raw = open_raw();
        char sql[100], columns[16][32];
        size_t n = 0;
        sqlite3_stmt *q;

        snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')",
            TABLES[i]);
        q = prepare(raw, sql);
        while (sqlite3_step(q) == SQLITE_ROW)
            snprintf(columns[n++], sizeof columns[0], "%s",
                (const char *)sqlite3_column_text(q, 0));
        sqlite3_finalize(q);
        assert_int_equal(sqlite3_close(raw), SQLITE_OK);
        assert_true(n > 1);
        while (n > 0)
            check_column(TABLES[i], columns[--n]);
    }
}

/* A row that is gone is no row that changed; the facts around it tell. */
static void test_missing_rows(void **state)
{
    static const struct {
        const char *sql, *place;
    } cases[] = {
        {"DELETE FROM certificate", "database lacks: certificate"},
        {"DELETE FROM code WHERE used = 1", "database lacks: use of code"},
        {"DELETE FROM entry", "site 1, entry 1"},
        {"DELETE FROM questionnaire", "site 1, entry 1"},
        {"DELETE FROM file WHERE name = 'ca/key.pem'", "ca/key.pem"},
        {"DELETE FROM head", "figures (heads) of site 1, entries 1 to 127"},
        {"DELETE FROM cell", "figures (C01) of site 1, entries 1 to 127"},
        {"DELETE FROM coverage", "coverage of site 1, entry 1"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        sqlite3 *raw = open_raw();

        assert_int_equal(
            sqlite3_exec(raw, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_close(raw), SQLITE_OK);
        assert_found(cases[i].place, cases[i].sql);
        put_back();
    }
}

/* Forged by somebody who can run SQL in the program, so that every sum fits:
 * the chain and the signatures tell. */
static void forge(const char *change)
{
    char trigger[400] = "", sql[600];
    sqlite3 *raw = open_raw();
    sqlite3_stmt *q = prepare(
        raw, "SELECT sql FROM sqlite_schema WHERE name = 'entry_no_update'");

    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    snprintf(
        trigger, sizeof trigger, "%s", (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    snprintf(sql, sizeof sql, "DROP TRIGGER entry_no_update; %s; %s", change,
        trigger);
    centre_open(centre);
    assert_int_equal(db_exec(ledger_db(centre->c->ledger), sql), WK_OK);
    centre_close(centre);
}

static void keep_place(void *arg, const char *place)
{
    snprintf(arg, WHY_MAX, "damaged: %s", place);
}

/* What a start finds: the chains, and not the signatures. */
static void assert_chains(const char *place, bool found)
{
    char seen[WHY_MAX] = "";

    centre_open(centre);
    assert_int_equal(
        verify_chains(centre->c->ledger, keep_place, seen) == WK_ECHECK, found);
    centre_close(centre);
    assert_string_equal(seen, found ? place : "");
}

static void test_forged_entries(void **state)
{
    static const struct {
        const char *sql, *place;
        bool breaks_chain;
    } cases[] = {
        {"UPDATE entry SET signature = x'3000'",
            "damaged: signature of site 1, entry 1", false},
        {"UPDATE entry SET hash = zeroblob(32)",
            "damaged: hash of site 1, entry 1", true},
        {"UPDATE entry SET era = zeroblob(16)",
            "damaged: bytes of site 1, entry 1", true},
        {"UPDATE entry SET bytes = NULL", "damaged: bytes of site 1, entry 1",
            true},
        {"UPDATE entry SET seq = 2", "damaged: number of site 1, entry 2",
            false},
        {"UPDATE entry SET key = zeroblob(32)",
            "damaged: signature of site 1, entry 1", false},
        {"UPDATE entry SET verdict = 3, code = 1",
            "damaged: coverage of site 1, entry 1", false},
        {"UPDATE certificate SET not_after = 1", "damaged: certificate ",
            false},
        {"UPDATE questionnaire SET text ="
         " CAST(replace(CAST(text AS TEXT), '\"a\"', '\"x\"') AS BLOB)",
            "damaged: questionnaire ", false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        forge(cases[i].sql);
        assert_found(cases[i].place, cases[i].sql);
        if (strstr(cases[i].sql, "seq = 2") == NULL)
            assert_chains(cases[i].place, cases[i].breaks_chain);
        put_back();
    }
}

static void test_a_trigger_that_is_gone(void **state)
{
    sqlite3 *raw = open_raw();

    (void)state;
    assert_int_equal(
        sqlite3_exec(raw, "DROP TRIGGER entry_no_update", NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    assert_found("entry_no_update", "a trigger that is gone");
    put_back();
}

/* ---- Files ---- */

static void check_file(const char *name)
{
    char *path = centre_path(centre, name), what[200];
    uint8_t *data = NULL;
    size_t len;

    assert_int_equal(file_read(path, DATABASE_MAX, &data, &len), WK_OK);
    for (size_t i = 0; i < len; i += step(FILE_STEP)) {
        data[i] ^= (uint8_t)(1u << i % 8);
        put(name, data, len);
        data[i] ^= (uint8_t)(1u << i % 8);
        snprintf(what, sizeof what, "%s, byte %zu", name, i);
        assert_found(name, what);
    }
    put(name, data, len - 1);
    assert_found(name, "cut by one byte");
    put(name, data, 0);
    assert_found(name, "emptied");
    assert_int_equal(unlink(path), 0);
    assert_found(name, "removed");
    put(name, data, len);
    assert_int_equal(chmod(path, 0600), 0);
    free(data);
    free(path);
}

static void test_every_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CENTRE_FILES); i++)
        check_file(CENTRE_FILES[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_changed),
        cmocka_unit_test(test_every_column),
        cmocka_unit_test(test_missing_rows),
        cmocka_unit_test(test_forged_entries),
        cmocka_unit_test(test_a_trigger_that_is_gone),
        cmocka_unit_test(test_every_file),
        cmocka_unit_test(test_nothing_changed),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
