/* SPDX-License-Identifier: EUPL-1.2 */
#include "sample.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "file.h"

static char *folder, *path; /* of the running test */

static int set_up(void **state)
{
    (void)state;
    folder = test_folder();
    path = file_join(folder, "t.db");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(path);
    test_folder_end(folder);
    return 0;
}

static struct db *open_sample(void)
{
    struct db *db = NULL;

    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    return db;
}

static int64_t count(struct db *db)
{
    int64_t n = -1;

    assert_int_equal(db_one_int(db_stmt(db, SQL_COUNT), &n), WK_OK);
    return n;
}

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
        TEST(test_rows_come_back),
        TEST(test_null_and_empty),
        TEST(test_one_int),
        TEST(test_constraints),
        TEST(test_a_wrong_name_sticks),
        TEST(test_transactions),
        TEST(test_kill),
        TEST(test_settings),
        TEST(test_what_is_deleted_is_gone),
        TEST(test_two_writers),
        TEST(test_version),
        TEST(test_copy),
        TEST(test_a_full_disk),
        TEST(test_in_memory),
        TEST(test_no_folder),
        TEST(test_migrations),
        TEST(test_a_step_that_fails_changes_nothing),
        TEST(test_two_at_once_on_a_new_file),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
