/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a database is kept: its files, their modes and settings, what is left
 * in them, and what becomes of them when a process is killed or the disk is
 * full. */
#include "sample_file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* How many open files of this process have a name that begins so. */
static int open_files(const char *prefix)
{
    DIR *d = opendir("/proc/self/fd");
    char target[4096];
    struct dirent *e;
    int n = 0;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL) {
        ssize_t len =
            readlinkat(dirfd(d), e->d_name, target, sizeof target - 1);

        target[len > 0 ? len : 0] = '\0';
        n += strncmp(target, prefix, strlen(prefix)) == 0;
    }
    closedir(d);
    return n;
}

/* Runs first: the first database of a process says where. */
static void test_spilled_pages_stay_in_the_folder(void **state)
{
    struct db *db = open_sample();
    char *prefix = file_join(folder, "etilqs_");

    (void)state;
    assert_int_equal(db_exec(db,
                         "PRAGMA temp_store = FILE; CREATE TEMP TABLE big (b);"
                         "PRAGMA temp.cache_size = 1;"
                         "INSERT INTO big VALUES (zeroblob(1000000))"),
        WK_OK);
    assert_int_equal(open_files(prefix), 1);
    db_close(db);
    assert_int_equal(open_files(prefix), 0);
    free(prefix);
}

/* What was committed is there after the process is killed, nothing else. */
static void test_kill(void **state)
{
    struct db *db = open_sample();
    int status;
    pid_t pid;

    (void)state;
    db_close(db);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        db = open_sample();
        if (add_item(db, "committed", 1) != WK_OK || db_begin(db) != WK_OK ||
            add_item(db, "not", 1) != WK_OK)
            _exit(1);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    db = open_sample();
    assert_int_equal(count(db), 1);
    assert_sound(db);
    db_close(db);
}

static int64_t pragma(const char *sql)
{
    const char *const statements[] = {sql};
    struct db_schema s = SAMPLE;
    struct db *db;
    int64_t n = -1;

    s.sql = statements;
    s.n_sql = 1;
    assert_int_equal(db_open(path, &s, &db), WK_OK);
    assert_int_equal(db_one_int(db_stmt(db, 0), &n), WK_OK);
    db_close(db);
    return n;
}

static void test_settings(void **state)
{
    struct stat st;
    struct db *db = open_sample();
    char *wal = file_join(folder, "t.db-wal");

    (void)state;
    assert_int_equal(pragma("PRAGMA synchronous"), 2);
    assert_int_equal(pragma("PRAGMA secure_delete"), 1);
    assert_int_equal(pragma("PRAGMA temp_store"), 2);
    assert_int_equal(pragma("PRAGMA foreign_keys"), 1);
    assert_int_equal(pragma("PRAGMA trusted_schema"), 0);
    assert_int_equal(pragma("PRAGMA cell_size_check"), 1);
    assert_int_equal(pragma("PRAGMA busy_timeout"), 5000);
    assert_int_equal(
        pragma("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(wal, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    free(wal);
    db_close(db);
}

/* Whether a file of the folder holds the text. */
static bool is_on_disk(const char *name, const char *text)
{
    char *file = file_join(folder, name);
    uint8_t *data = NULL;
    size_t len = 0, n = strlen(text);
    bool found = false;

    if (file_exists(file))
        assert_int_equal(file_read(file, 1 << 24, &data, &len), WK_OK);
    for (size_t i = 0; !found && i + n <= len; i++)
        found = memcmp(data + i, text, n) == 0;
    free(data);
    free(file);
    return found;
}

static void test_what_is_deleted_is_gone(void **state)
{
    struct db *db = open_sample(), *reader = open_sample();
    struct db_stmt *q;
    bool more;

    (void)state;
    assert_int_equal(add_item(db, "findable-secret", 1), WK_OK);
    assert_int_equal(add_item(db, "other", 1), WK_OK);
    assert_true(is_on_disk("t.db-wal", "findable-secret"));
    assert_int_equal(
        db_exec(db, "DELETE FROM item WHERE name = 'findable-secret'"), WK_OK);
    q = db_stmt(reader, SQL_ITEM);
    assert_int_equal(db_row(q, &more), WK_OK);
    assert_int_equal(db_exec(db, "PRAGMA busy_timeout = 10"), WK_OK);
    assert_int_equal(db_truncate_wal(db), WK_EBUSY);
    db_reset(q);
    assert_int_equal(db_truncate_wal(db), WK_OK);
    assert_false(is_on_disk("t.db", "findable-secret"));
    assert_false(is_on_disk("t.db-wal", "findable-secret"));
    assert_int_equal(count(db), 1);
    db_close(reader);
    db_close(db);
}

static void test_copy(void **state)
{
    struct db *db = open_sample();
    char *to = file_join(folder, "copy.db"), *nowhere;
    struct stat st;

    (void)state;
    fill_sample(db);
    assert_int_equal(db_copy(db, to), WK_OK);
    assert_int_equal(db_copy(db, to), WK_EEXIST);
    nowhere = file_join(to, "x");
    assert_int_equal(db_copy(db, nowhere), WK_EIO);
    db_close(db);
    assert_int_equal(stat(to, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(db_open(to, &SAMPLE, &db), WK_OK);
    assert_int_equal(count(db), 2);
    assert_sound(db);
    db_close(db);
    free(nowhere);
    free(to);
}

static void test_a_full_disk(void **state)
{
    struct rlimit was, small;
    struct db *db = open_sample();
    struct stat st;
    enum wk_err err = WK_OK;
    char *wal = file_join(folder, "t.db-wal");

    (void)state;
    fill_sample(db);
    /* SQLite's own limit, then the system's. */
    assert_int_equal(db_exec(db, "PRAGMA max_page_count = 20"), WK_OK);
    for (int i = 0; i < 20 && err == WK_OK; i++) {
        err = db_exec(db,
            "INSERT INTO item (name, data)"
            " VALUES (hex(randomblob(8)), zeroblob(4000))");
    }
    assert_int_equal(err, WK_EFULL);
    assert_int_equal(db_exec(db, "PRAGMA max_page_count = 100000"), WK_OK);
    assert_sound(db);

    assert_int_equal(stat(wal, &st), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    small.rlim_cur = (rlim_t)st.st_size + 6000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(db_begin(db), WK_OK);
    err = db_exec(db,
        "INSERT INTO item (name, data)"
        " VALUES ('big', randomblob(100000))");
    if (err == WK_OK)
        err = db_commit(db);
    db_rollback(db);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(err, WK_EFULL);
    assert_sound(db);
    assert_int_equal(add_item(db, "small again", 1), WK_OK);
    db_close(db);
    db = open_sample();
    assert_sound(db);
    db_close(db);
    free(wal);
}

static void test_in_memory(void **state)
{
    static const char URI[] = "file:sample?mode=memory&cache=shared";
    struct db *one, *two, *alone;

    (void)state;
    assert_int_equal(db_open(URI, &SAMPLE, &one), WK_OK);
    assert_int_equal(db_open(URI, &SAMPLE, &two), WK_OK);
    assert_int_equal(db_open(":memory:", &SAMPLE, &alone), WK_OK);
    fill_sample(one);
    assert_int_equal(count(two), 2);
    assert_int_equal(count(alone), 0);
    assert_int_equal(db_truncate_wal(one), WK_OK);
    assert_sound(two);
    db_close(one);
    assert_int_equal(count(two), 2);
    db_close(two);
    db_close(alone);
    assert_int_equal(db_open(URI, &SAMPLE, &one), WK_OK);
    assert_int_equal(count(one), 0);
    db_close(one);
}

static void test_no_folder(void **state)
{
    char *below = file_join(path, "x");
    struct db *db = NULL;

    (void)state;
    assert_int_equal(db_open(below, &SAMPLE, &db), WK_ENOTFOUND);
    assert_null(db);
    free(below);
}

/* Two processes that meet at an empty file both end up with it. */
static void test_two_at_once_on_a_new_file(void **state)
{
    (void)state;
    for (int round = 0; round < 30; round++) {
        pid_t pids[2];

        for (int i = 0; i < 2; i++) {
            pids[i] = fork();
            assert_true(pids[i] >= 0);
            if (pids[i] == 0) {
                struct db *db = NULL;
                enum wk_err err = db_open(path, &SAMPLE, &db);

                db_close(db);
                _exit((int)err);
            }
        }
        for (int i = 0; i < 2; i++) {
            int status;

            assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
            assert_int_equal(status, 0);
        }
        assert_int_equal(unlink(path), 0);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_spilled_pages_stay_in_the_folder),
        TEST(test_kill),
        TEST(test_settings),
        TEST(test_what_is_deleted_is_gone),
        TEST(test_copy),
        TEST(test_a_full_disk),
        TEST(test_in_memory),
        TEST(test_no_folder),
        TEST(test_two_at_once_on_a_new_file),
    };
    return cmocka_run_group_tests_name("db_files", tests, NULL, NULL);
}
