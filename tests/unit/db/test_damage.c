/* SPDX-License-Identifier: EUPL-1.2 */
/* Damage to a database: value by value through a second connection, and bit by
 * bit in the file itself. */
#include "sample_file.h"

#include <sqlite3.h>

static int set_up_rows(void **state)
{
    struct db *db;

    set_up(state);
    db = open_sample();
    fill_sample(db);
    db_close(db);
    return 0;
}

/* Put bytes in the file's place; file_replace() would wait for the disk. */
static void put(const uint8_t *data, size_t len)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

/* Run sql behind the program's back: with no triggers and no wk_sum(). */
static void tamper(const char *sql)
{
    char *message = NULL;
    sqlite3 *raw;

    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL),
        SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

static const struct {
    const char *sql, *place;
} CHANGES[] = {
    {"UPDATE item SET id = 5 WHERE id = 2",
        "table item, row 5: changed since it was written"},
    {"UPDATE item SET name = 'apple ' WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET name = 'Apple' WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET amount = 2 WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET amount = NULL WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET amount = '3x' WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET amount = x'33' WHERE id = 1",
        "table item, row 1: changed since it was written"},
    {"UPDATE item SET share = 1.0000000000000002 WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET share = -1 WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET data = x'000103' WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET data = x'' WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET data = NULL WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET data = CAST(data AS TEXT) WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET sum = NULL WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET sum = zeroblob(32) WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET sum = CAST(sum AS TEXT) WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"UPDATE item SET sum = (SELECT sum FROM item WHERE id = 1) WHERE id = 2",
        "table item, row 2: changed since it was written"},
    {"INSERT INTO item (name) VALUES ('forged')",
        "table item, row 3: changed since it was written"},
    {"UPDATE pair SET a = x'01fe' WHERE n = 1",
        "table pair, row 01fe, one: changed since it was written"},
    {"UPDATE pair SET b = 'oN' WHERE n = 1",
        "table pair, row 01ff, oN: changed since it was written"},
    {"UPDATE pair SET n = 3 WHERE n = 2",
        "table pair, row (empty), two: changed since it was written"},
    {"UPDATE pair SET sum = x'00'",
        "table pair, row (empty), two: changed since it was written"},
    {"UPDATE keyless SET x = '' WHERE rowid = 1",
        "table keyless, row 1: changed since it was written"},
    {"UPDATE keyless SET y = 'y', x = 2 WHERE rowid = 2",
        "table keyless, row 2: changed since it was written"},
    /* The bytes of two values that swap owners. */
    {"UPDATE keyless SET x = 'y', y = NULL WHERE rowid = 1",
        "table keyless, row 1: changed since it was written"},
    {"UPDATE entry SET bytes = x'aabbcd'",
        "table entry, row 1: changed since it was written"},
    {"UPDATE entry SET seq = 2",
        "table entry, row 2: changed since it was written"},
    /* A row of one table in another of the same shape. */
    {"INSERT INTO child VALUES (2, 77)",
        "table child, row 2: refers to a row of item that is gone"},
};

static void test_each_changed_value_is_named(void **state)
{
    uint8_t *sound = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(file_read(path, 1 << 20, &sound, &len), WK_OK);
    for (size_t i = 0; i < N_OF(CHANGES); i++) {
        struct faults f;
        struct db *db;

        tamper(CHANGES[i].sql);
        assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
        f = verify(db);
        assert_string_equal(f.first, CHANGES[i].place);
        db_close(db);
        put(sound, len);
    }
    free(sound);
}

/* Definitions, which an open compares with what the steps make. */
static const char *const SCHEMAS[] = {
    "DROP TRIGGER wk_sum_item_insert",
    "DROP TRIGGER wk_sum_entry_update",
    "DROP TRIGGER entry_no_delete",
    "DROP TABLE keyless",
    "CREATE TABLE more (x)",
    "CREATE INDEX more ON item (amount)",
    "CREATE TRIGGER more AFTER INSERT ON item BEGIN DELETE FROM child; END",
    "ALTER TABLE pair RENAME COLUMN n TO m",
    "ALTER TABLE item ADD COLUMN more",
    "DROP TRIGGER wk_sum_item_update;"
    "CREATE TRIGGER wk_sum_item_update AFTER UPDATE OF id ON item"
    " BEGIN SELECT 1; END",
    "PRAGMA user_version = 0",
};

static void test_each_changed_definition_is_refused(void **state)
{
    uint8_t *sound = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(file_read(path, 1 << 20, &sound, &len), WK_OK);
    for (size_t i = 0; i < N_OF(SCHEMAS); i++) {
        struct db *db = NULL;

        tamper(SCHEMAS[i]);
        assert_int_equal(db_open(path, &SAMPLE, &db), WK_ECHECK);
        assert_null(db);
        put(sound, len);
    }
    free(sound);
}

/* The same, under a connection that is open already. */
static void test_a_lost_trigger_is_noticed(void **state)
{
    struct faults f;
    struct db *db;

    (void)state;
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    assert_sound(db);
    tamper("DROP TRIGGER wk_sum_item_update");
    f = verify(db);
    assert_string_equal(f.first, "trigger wk_sum_item_update: missing");
    assert_int_equal(f.n, 1);
    db_close(db);
}

static void test_damage_is_not_signed_over(void **state)
{
    struct db_stmt *q;
    struct faults f;
    struct db *db;

    (void)state;
    tamper("UPDATE item SET data = x'ff' WHERE id = 1");
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    q = db_stmt(db, SQL_SET_AMOUNT);
    db_bind_text(q, ":name", "apple");
    db_bind_int(q, ":amount", 9);
    assert_int_equal(db_run(q), WK_ECHECK);
    q = db_stmt(db, SQL_SET_AMOUNT);
    db_bind_text(q, ":name", "pear");
    db_bind_int(q, ":amount", 9);
    assert_int_equal(db_run(q), WK_OK);
    f = verify(db);
    assert_int_equal(f.n, 1);
    assert_string_equal(
        f.first, "table item, row 1: changed since it was written");
    db_close(db);
}

static void test_no_migration_over_damage(void **state)
{
    const char *const steps[] = {
        SAMPLE_STEPS[0], "ALTER TABLE item ADD COLUMN colour"};
    struct db_schema newer = SAMPLE;
    struct db *db = NULL;

    (void)state;
    newer.migrations = steps;
    newer.n_migrations = 2;
    tamper("UPDATE item SET data = x'ff' WHERE id = 1");
    assert_int_equal(db_open(path, &newer, &db), WK_ECHECK);
    assert_null(db);
    tamper("UPDATE item SET data = x'000102' WHERE id = 1");
    assert_int_equal(db_open(path, &newer, &db), WK_OK);
    assert_sound(db);
    db_close(db);
}

static void test_an_entry_never_changes(void **state)
{
    struct db *db;

    (void)state;
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    assert_int_equal(db_exec(db, "UPDATE entry SET bytes = x'00'"), WK_EDB);
    assert_int_equal(db_exec(db, "DELETE FROM entry"), WK_EDB);
    assert_int_equal(
        db_exec(db, "INSERT INTO entry (bytes) VALUES (x'01')"), WK_OK);
    assert_sound(db);
    db_close(db);
}

static void test_what_is_no_database(void **state)
{
    static const char *const TEXTS[] = {"x", "hello, this is no database",
        "SQLite format 3", "SQLite format 3\n"};
    char junk[8192];
    struct db *db = NULL;

    (void)state;
    for (size_t i = 0; i < N_OF(TEXTS); i++) {
        put((const uint8_t *)TEXTS[i], strlen(TEXTS[i]));
        assert_int_equal(db_open(path, &SAMPLE, &db), WK_ECHECK);
    }
    memset(junk, 0xa5, sizeof junk);
    put((const uint8_t *)junk, sizeof junk);
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_ECHECK);
    memset(junk, 0, sizeof junk);
    put((const uint8_t *)junk, sizeof junk);
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_ECHECK);
    assert_null(db);
}

/* Whether opening and verifying the file finds fault with it. */
static bool is_noticed(void)
{
    struct db *db = NULL;
    enum wk_err err = db_open(path, &SAMPLE, &db);

    if (err == WK_OK) {
        struct faults f = verify(db);

        db_close(db);
        return f.n > 0;
    }
    assert_null(db);
    if (err != WK_ECHECK && err != WK_ESCHEMA)
        fail_msg("not told as damage: %s", wk_err_text(err));
    return true;
}

static void test_each_cut_is_noticed(void **state)
{
    uint8_t *sound = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(file_read(path, 1 << 20, &sound, &len), WK_OK);
    for (size_t cut = 1; cut < len; cut += cut < 600 ? 1 : 1021) {
        put(sound, cut);
        assert_true(is_noticed());
    }
    free(sound);
}

/* Every bit of every value of a row, found in the file by its bytes. */
static void flip_at(
    const uint8_t *sound, size_t len, const void *value, size_t value_len)
{
    size_t found = 0;

    for (size_t i = 0; i + value_len <= len; i++) {
        if (memcmp(sound + i, value, value_len) != 0)
            continue;
        found++;
        for (size_t bit = 0; bit < 8 * value_len; bit += 3) {
            uint8_t *data = malloc(len);

            memcpy(data, sound, len);
            data[i + bit / 8] ^= (uint8_t)(1 << bit % 8);
            put(data, len);
            assert_true(is_noticed());
            free(data);
        }
    }
    assert_true(found > 0);
}

static void test_each_flipped_bit_of_a_value(void **state)
{
    static const uint8_t SUM_OF_ENTRY[] = {0xaa, 0xbb, 0xcc};
    uint8_t *sound = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(file_read(path, 1 << 20, &sound, &len), WK_OK);
    flip_at(sound, len, "apple", 5); /* in the table and in its index */
    flip_at(sound, len, "\0\1\2", 3);
    flip_at(sound, len, SUM_OF_ENTRY, sizeof SUM_OF_ENTRY);
    flip_at(sound, len, "\1\xffone\1", 5);
    free(sound);
}

/*
 * A stroll over the whole file: what no one notices must be bytes that hold
 * nothing, so that the program reads the same as before.
 */
static void test_a_flipped_bit_anywhere(void **state)
{
    uint8_t *sound = NULL;
    size_t len = 0;
    int noticed = 0, quiet = 0;

    (void)state;
    assert_int_equal(file_read(path, 1 << 20, &sound, &len), WK_OK);
    for (size_t at = 0; at < len; at++) {
        struct db_stmt *q;
        struct db *db;
        uint8_t was = sound[at];
        bool more;

        if (at % 13 != 0 || (was == 0 && at % 64 != 0))
            continue; /* a sample; and zeros are mostly free space */
        sound[at] ^= (uint8_t)(1 << at % 8);
        put(sound, len);
        sound[at] = was;
        if (is_noticed()) {
            noticed++;
            continue;
        }
        quiet++;
        assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
        q = db_stmt(db, SQL_ITEM);
        assert_int_equal(db_row(q, &more), WK_OK);
        assert_string_equal(db_text(q, 1), "apple");
        assert_int_equal(db_int(q, 2), 3);
        assert_int_equal(db_row(q, &more), WK_OK);
        assert_string_equal(db_text(q, 1), "pear");
        db_close(db);
    }
    print_message("%d noticed, %d without effect\n", noticed, quiet);
    assert_true(noticed > quiet);
    free(sound);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_rows, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_each_changed_value_is_named),
        TEST(test_each_changed_definition_is_refused),
        TEST(test_a_lost_trigger_is_noticed),
        TEST(test_damage_is_not_signed_over),
        TEST(test_no_migration_over_damage),
        TEST(test_an_entry_never_changes),
        TEST(test_what_is_no_database),
        TEST(test_each_cut_is_noticed),
        TEST(test_each_flipped_bit_of_a_value),
        TEST(test_a_flipped_bit_anywhere),
    };
    return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
