/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows, constraints, transactions, versions and migrations. */
#include "sample_file.h"

static void test_rows_come_back(void **state)
{
    struct db *db = open_sample();
    struct db_stmt *q;
    size_t len = 7;
    bool more;

    (void)state;
    fill_sample(db);
    db_close(db);
    db = open_sample();
    q = db_stmt(db, SQL_ITEM);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_true(more);
    assert_int_equal(db_int(q, 0), 1);
    assert_string_equal(db_text(q, 1), "apple");
    assert_int_equal(db_int(q, 2), 3);
    assert_memory_equal(db_blob(q, 3, &len), "\0\1\2", 3);
    assert_int_equal(len, 3);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_true(more);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_false(more);
    assert_sound(db);
    db_close(db);
}

static void test_null_and_empty(void **state)
{
    struct db *db = open_sample();
    struct db_stmt *q = db_stmt(db, SQL_ADD_ITEM);
    size_t len = 7;
    bool more;

    (void)state;
    db_bind_text(q, ":name", "a");
    db_bind_blob(q, ":data", NULL, 0);
    assert_int_equal(db_run(q), WK_OK);
    q = db_stmt(db, SQL_ADD_ITEM); /* unbound again */
    db_bind_text(q, ":name", "");
    db_bind_blob(q, ":data", "", 0);
    assert_int_equal(db_run(q), WK_OK);
    q = db_stmt(db, SQL_ITEM);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_null(db_blob(q, 3, &len));
    assert_int_equal(len, 0);
    assert_null(db_text(q, 2));
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_string_equal(db_text(q, 1), "");
    assert_non_null(db_blob(q, 3, &len));
    assert_int_equal(len, 0);
    db_reset(q);
    assert_sound(db);
    db_close(db);
}

static void test_one_int(void **state)
{
    struct db *db = open_sample();
    struct db_stmt *q = db_stmt(db, SQL_MAX_AMOUNT);
    int64_t n = 77;

    (void)state;
    db_bind_text(q, ":name", "nobody");
    assert_int_equal(db_one_int(q, &n), WK_ENOTFOUND);
    assert_int_equal(db_one_int(db_stmt(db, SQL_ITEM), &n), WK_ENOTFOUND);
    assert_int_equal(n, 77);
    assert_int_equal(add_item(db, "a", INT64_MIN), WK_OK);
    q = db_stmt(db, SQL_MAX_AMOUNT);
    db_bind_text(q, ":name", "a");
    assert_int_equal(db_one_int(q, &n), WK_OK);
    assert_true(n == INT64_MIN);
    db_close(db);
}

static void test_constraints(void **state)
{
    struct db *db = open_sample();
    struct db_stmt *q;

    (void)state;
    assert_int_equal(add_item(db, "a", 1), WK_OK);
    assert_int_equal(db_changes(db), 1);
    assert_int_equal(add_item(db, "a", 2), WK_EEXIST); /* UNIQUE */
    assert_int_equal(add_item(db, NULL, 2), WK_EDB);   /* NOT NULL */
    for (int i = 0; i < 2; i++) {                      /* PRIMARY KEY */
        q = db_stmt(db, SQL_ADD_PAIR);
        db_bind_blob(q, ":a", "x", 1);
        db_bind_text(q, ":b", "y");
        db_bind_int(q, ":n", i);
        assert_int_equal(db_run(q), i == 0 ? WK_OK : WK_EEXIST);
    }
    assert_int_equal(
        db_exec(db, "INSERT INTO item (id, name) VALUES (1, 'z')"), WK_EEXIST);
    q = db_stmt(db, SQL_ADD_CHILD);
    db_bind_int(q, ":item", 99); /* foreign keys are on */
    assert_int_equal(db_run(q), WK_EDB);
    assert_int_equal(count(db), 1);
    assert_sound(db);
    db_close(db);
}

static void test_a_wrong_name_sticks(void **state)
{
    struct db *db = open_sample();
    struct db_stmt *q = db_stmt(db, SQL_WRONG_NAME);
    bool more = true;

    (void)state;
    db_bind_int(q, ":elsewhere", 1);
    db_bind_int(q, ":there", 1);
    assert_int_equal(db_row(q, &more), WK_EDB);
    assert_false(more);
    q = db_stmt(db, SQL_WRONG_NAME);
    db_bind_int(q, ":there", 1);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_true(more);
    db_close(db);
}

static void test_transactions(void **state)
{
    struct db *db = open_sample();

    (void)state;
    assert_int_equal(db_begin(db), WK_OK);
    assert_int_equal(add_item(db, "a", 1), WK_OK);
    assert_int_equal(db_begin(db), WK_EDB); /* they do not nest */
    db_rollback(db);
    assert_int_equal(count(db), 0);
    assert_int_equal(db_begin(db), WK_OK);
    assert_int_equal(add_item(db, "b", 1), WK_OK);
    assert_int_equal(db_commit(db), WK_OK);
    db_rollback(db);
    assert_int_equal(count(db), 1);
    assert_int_equal(db_commit(db), WK_EDB);
    db_close(db);
    db_close(NULL);
}

static void test_two_writers(void **state)
{
    struct db *one = open_sample(), *two = open_sample();

    (void)state;
    assert_int_equal(db_exec(two, "PRAGMA busy_timeout = 10"), WK_OK);
    assert_int_equal(db_begin(one), WK_OK);
    assert_int_equal(db_begin(two), WK_EBUSY);
    assert_int_equal(add_item(two, "a", 1), WK_EBUSY);
    assert_int_equal(count(two), 0); /* reading is never in the way */
    assert_int_equal(db_commit(one), WK_OK);
    assert_int_equal(add_item(two, "a", 1), WK_OK);
    db_close(two);
    db_close(one);
}

/* It changes with every write, ours or another's, and with nothing else. */
static void test_version(void **state)
{
    struct db *db = open_sample(), *other;
    uint64_t v = db_version(db);

    (void)state;
    assert_true(db_version(db) == v);
    count(db);
    assert_true(db_version(db) == v);
    assert_int_equal(add_item(db, "a", 1), WK_OK);
    assert_true(db_version(db) != v);
    v = db_version(db);
    assert_true(db_version(db) == v);
    other = open_sample();
    assert_true(db_version(db) == v);
    assert_int_equal(add_item(other, "b", 2), WK_OK);
    assert_true(db_version(db) != v);
    v = db_version(db);
    assert_true(db_version(db) == v);
    /* Within a turn others are looked for once, and we always. */
    db_turn(db);
    assert_true(db_version(db) == v);
    assert_int_equal(add_item(other, "c", 3), WK_OK);
    assert_true(db_version(db) == v);
    db_turn(db);
    assert_true(db_version(db) != v);
    v = db_version(db);
    assert_int_equal(add_item(db, "d", 4), WK_OK);
    assert_true(db_version(db) != v);
    db_close(other);
    db_close(db);
}

static void test_migrations(void **state)
{
    const char *steps[3];
    struct db_schema newer;
    struct db *db = open_sample();

    (void)state;
    fill_sample(db);
    db_close(db);
    for (size_t n = 2; n <= 3; n++) {
        newer = next_schema(steps, n);
        assert_int_equal(db_open(path, &newer, &db), WK_OK);
        assert_sound(db);
        assert_int_equal(add_item(db, n == 2 ? "two" : "three", 1), WK_OK);
        assert_int_equal(
            db_exec(db, "UPDATE item SET colour = 'blue' WHERE id = 1"), WK_OK);
        assert_sound(db);
        db_close(db);
    }
    /* An older program declines, and leaves the file as it is. */
    db = NULL;
    assert_int_equal(db_open(path, &SAMPLE, &db), WK_ESCHEMA);
    assert_null(db);
    assert_int_equal(db_open(path, &newer, &db), WK_OK);
    assert_int_equal(count(db), 4);
    assert_sound(db);
    db_close(db);
    /* Straight to the newest gives the same tables as step by step. */
    assert_int_equal(db_open(":memory:", &newer, &db), WK_OK);
    assert_sound(db);
    db_close(db);
}

static void test_a_step_that_fails_changes_nothing(void **state)
{
    const char *steps[3];
    struct db_schema newer = next_schema(steps, 3);
    struct db *db = open_sample();

    (void)state;
    fill_sample(db);
    db_close(db);
    db = NULL;
    steps[2] = "CREATE TABLE late (k); INSERT INTO nowhere VALUES (1)";
    assert_int_equal(db_open(path, &newer, &db), WK_EDB);
    newer = next_schema(steps, 2);
    steps[1] = "INSERT INTO child (item) VALUES (12345)";
    assert_int_equal(db_open(path, &newer, &db), WK_ECHECK);
    assert_null(db);
    db = open_sample();
    assert_int_equal(count(db), 2);
    assert_sound(db);
    db_close(db);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_rows_come_back),
        TEST(test_null_and_empty),
        TEST(test_one_int),
        TEST(test_constraints),
        TEST(test_a_wrong_name_sticks),
        TEST(test_transactions),
        TEST(test_two_writers),
        TEST(test_version),
        TEST(test_migrations),
        TEST(test_a_step_that_fails_changes_nothing),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
