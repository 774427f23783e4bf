/* SPDX-License-Identifier: EUPL-1.2 */
/* Failing writes and power cuts: what was committed stays, nothing is half. */
#include "faulty_vfs.h"
#include "sample_file.h"

static int set_up_faults(void **state)
{
    set_up(state);
    faulty_forget();
    faulty_arm(0, SQLITE_OK, false);
    return 0;
}

enum { ROUNDS = 6 };

/*
 * ROUNDS transactions of two rows each, with the WAL emptied on the way.
 * Returns how many were committed before the first failure, which *err tells.
 */
static int64_t work(enum wk_err *err)
{
    struct db *db = NULL;
    int64_t done = 0;

    *err = db_open(path, &SAMPLE, &db);
    while (*err == WK_OK && done < ROUNDS) {
        char a[16], b[16];

        snprintf(a, sizeof a, "a%d", (int)done);
        snprintf(b, sizeof b, "b%d", (int)done);
        *err = db_begin(db);
        if (*err == WK_OK)
            *err = add_item(db, a, done);
        if (*err == WK_OK)
            *err = add_item(db, b, done);
        if (*err == WK_OK)
            *err = db_commit(db);
        if (*err != WK_OK)
            db_rollback(db);
        else if (++done == ROUNDS / 2)
            *err = db_truncate_wal(db);
    }
    db_close(db);
    return done;
}

/* Open at where with a sound disk: are the first done transactions there, at
 * most one more, and each whole? */
static bool is_whole(const char *where, int64_t done)
{
    struct db *db = NULL;
    int64_t n = -1;

    assert_int_equal(db_open(where, &SAMPLE, &db), WK_OK);
    assert_int_equal(db_one_int(db_stmt(db, SQL_COUNT), &n), WK_OK);
    assert_sound(db);
    db_close(db);
    return n == 2 * done || n == 2 * done + 2;
}

static void remove_database(void)
{
    static const char *const NAMES[] = {"t.db", "t.db-wal", "t.db-shm"};

    for (size_t i = 0; i < N_OF(NAMES); i++) {
        char *file = file_join(folder, NAMES[i]);

        unlink(file);
        free(file);
    }
}

static const struct {
    int code;
    bool half;
    enum wk_err err, or ;
} FAULTS[] = {
    {SQLITE_FULL, true, WK_EFULL, WK_EIO}, /* a failing fsync is EIO */
    {SQLITE_IOERR_WRITE, false, WK_EIO, WK_EIO},
};

/* The disk fails at its nth call and ever after, for every n. */
static void test_every_nth_fault(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(FAULTS); i++) {
        enum wk_err err = WK_EIO;
        long n = 0;

        while (err != WK_OK) {
            int64_t done;

            faulty_arm(++n, FAULTS[i].code, FAULTS[i].half);
            done = work(&err);
            faulty_arm(0, SQLITE_OK, false);
            if (err != WK_OK && err != FAULTS[i].err && err != FAULTS[i].or)
                fail_msg("fault %ld: %s", n, wk_err_text(err));
            assert_true(is_whole(path, done));
            remove_database();
        }
        assert_true(n > 2 * ROUNDS); /* the faults met more than the open */
    }
}

/* Cut the power after each commit, with a disk that forgets all it may. */
static int64_t lost_in_cuts(const char *synchronous)
{
    char *after = test_folder(), *copy = file_join(after, "t.db");
    struct db *db = NULL;
    int64_t lost = 0;

    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    assert_int_equal(db_exec(db, synchronous), WK_OK);
    for (int64_t i = 0; i < 2 * ROUNDS; i++) {
        static const char *const NAMES[] = {"t.db", "t.db-wal", "t.db-shm"};
        char name[16];
        struct db *found = NULL;
        int64_t n = -1;

        snprintf(name, sizeof name, "n%d", (int)i);
        assert_int_equal(add_item(db, name, i), WK_OK);
        if (i == ROUNDS)
            assert_int_equal(db_truncate_wal(db), WK_OK);
        faulty_cut(after);
        /* The sound disk, or the copy would use the slots of the original. */
        assert_int_equal(sqlite3_vfs_register(faulty.real, 1), SQLITE_OK);
        assert_int_equal(db_open(copy, &SAMPLE, &found), WK_OK);
        assert_int_equal(db_one_int(db_stmt(found, SQL_COUNT), &n), WK_OK);
        assert_sound(found);
        db_close(found);
        assert_int_equal(sqlite3_vfs_register(&faulty.vfs, 1), SQLITE_OK);
        lost += i + 1 - n;
        for (size_t k = 0; k < N_OF(NAMES); k++) {
            char *file = file_join(after, NAMES[k]);

            unlink(file);
            free(file);
        }
    }
    db_close(db);
    free(copy);
    test_folder_end(after);
    return lost;
}

static void test_power_cuts_lose_nothing(void **state)
{
    (void)state;
    assert_int_equal(lost_in_cuts("PRAGMA synchronous"), 0);
}

/* The trial itself: it would notice a weaker setting. */
static void test_the_trial_sees_a_weaker_setting(void **state)
{
    (void)state;
    assert_true(lost_in_cuts("PRAGMA synchronous = NORMAL") > 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up_faults, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_every_nth_fault),
        TEST(test_power_cuts_lose_nothing),
        TEST(test_the_trial_sees_a_weaker_setting),
    };

    faulty_install();
    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
