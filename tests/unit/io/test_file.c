/* SPDX-License-Identifier: EUPL-1.2 */
#include "file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "../test.h"

static char *folder; /* of the running test */

static int set_up(void **state)
{
    (void)state;
    folder = test_folder();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_end(folder);
    return 0;
}

static void write_file(const char *path, const char *text)
{
    assert_int_equal(file_replace(path, text, strlen(text), 0600), WK_OK);
}

static void assert_file(const char *path, const char *text)
{
    uint8_t *data = NULL;
    size_t len = 0;

    assert_int_equal(file_read(path, 1 << 20, &data, &len), WK_OK);
    assert_int_equal(len, strlen(text));
    assert_string_equal((char *)data, text);
    free(data);
}

static unsigned mode_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static const struct {
    size_t size, max;
    enum wk_err err;
} READS[] = {
    {0, 0, WK_OK},
    {0, 1, WK_OK},
    {1, 0, WK_ETOOBIG},
    {10, 10, WK_OK},
    {11, 10, WK_ETOOBIG},
    {4095, 4096, WK_OK},
    {4096, 4096, WK_OK},
    {4097, 4096, WK_ETOOBIG},
    {4097, 100000, WK_OK},
    {100000, 100000, WK_OK},
    {100001, 100000, WK_ETOOBIG},
    {8193, 8192, WK_ETOOBIG},
    {12289, 12289, WK_OK},
};

static void test_read_holds_its_limit(void **state)
{
    char *path = file_join(folder, "f");

    (void)state;
    for (size_t i = 0; i < N_OF(READS); i++) {
        uint8_t *data = malloc(READS[i].size + 1), *got = NULL;
        size_t len = 77;

        for (size_t j = 0; j < READS[i].size; j++)
            data[j] = (uint8_t)(j * 7);
        assert_int_equal(file_replace(path, data, READS[i].size, 0600), WK_OK);
        assert_int_equal(
            file_read(path, READS[i].max, &got, &len), READS[i].err);
        if (READS[i].err == WK_OK) {
            assert_int_equal(len, READS[i].size);
            assert_memory_equal(got, data, len);
            assert_int_equal(got[len], 0);
        } else {
            assert_null(got);
            assert_int_equal(len, 77);
        }
        free(got);
        free(data);
    }
    free(path);
}

static void test_what_is_not_there(void **state)
{
    char *path = file_join(folder, "nothing");
    char *under = file_join(path, "below");
    uint8_t *data = NULL;
    size_t len;
    unsigned free_space;

    (void)state;
    assert_false(file_exists(path));
    assert_int_equal(file_read(path, 10, &data, &len), WK_ENOTFOUND);
    assert_int_equal(file_read_secret(path, 10, &data, &len), WK_ENOTFOUND);
    assert_int_equal(file_read(folder, 10, &data, &len), WK_EIO);
    assert_int_equal(file_replace(under, "x", 1, 0600), WK_ENOTFOUND);
    assert_int_equal(file_append(under, "x", 1, 0600), WK_ENOTFOUND);
    assert_int_equal(file_check_folder(path), WK_ENOTFOUND);
    assert_int_equal(file_make_folder(under), WK_ENOTFOUND);
    assert_int_equal(file_disk_free(path, &free_space), WK_ENOTFOUND);
    assert_null(data);
    free(under);
    free(path);
}

static void test_replace(void **state)
{
    char *path = file_join(folder, "f"), *fresh = file_join(folder, "f.new");

    (void)state;
    write_file(path, "one");
    assert_int_equal(mode_of(path), 0600);
    write_file(path, "two and more");
    assert_file(path, "two and more");
    assert_int_equal(file_replace(path, "3", 1, 0644), WK_OK);
    assert_file(path, "3");
    assert_int_equal(mode_of(path), 0644);
    assert_false(file_exists(fresh));

    /* What a kill left behind is used up, whatever it holds. */
    write_file(fresh, "half of something much longer");
    assert_int_equal(chmod(fresh, 0666), 0);
    write_file(path, "four");
    assert_file(path, "four");
    assert_int_equal(mode_of(path), 0600);
    assert_false(file_exists(fresh));

    /* A link in its place is not followed. */
    assert_int_equal(symlink("elsewhere", fresh), 0);
    assert_int_equal(file_replace(path, "five", 4, 0600), WK_EIO);
    assert_file(path, "four");
    assert_int_equal(unlink(fresh), 0);
    free(fresh);
    free(path);
}

/* Three processes replace one file; it always holds one whole version. */
static void test_writers_at_once(void **state)
{
    enum { WRITERS = 3, ROUNDS = 40, SIZE = 20000 };
    char *path = file_join(folder, "f"), *fresh = file_join(folder, "f.new");
    pid_t pids[WRITERS];

    (void)state;
    write_file(path, "");
    for (int w = 0; w < WRITERS; w++) {
        pids[w] = fork();
        assert_true(pids[w] >= 0);
        if (pids[w] == 0) {
            static char data[SIZE];

            memset(data, 'a' + w, sizeof data);
            for (int i = 0; i < ROUNDS; i++)
                if (file_replace(path, data, sizeof data, 0600) != WK_OK)
                    _exit(1);
            _exit(0);
        }
    }
    for (int i = 0; i < ROUNDS; i++) {
        uint8_t *data = NULL;
        size_t len;

        assert_int_equal(file_read(path, SIZE, &data, &len), WK_OK);
        assert_true(len == 0 || len == SIZE);
        for (size_t j = 1; j < len; j++)
            assert_int_equal(data[j], data[0]);
        free(data);
    }
    for (int w = 0; w < WRITERS; w++) {
        int status;

        assert_int_equal(waitpid(pids[w], &status, 0), pids[w]);
        assert_int_equal(status, 0);
    }
    assert_false(file_exists(fresh));
    free(fresh);
    free(path);
}

static void test_append(void **state)
{
    char *path = file_join(folder, "f");

    (void)state;
    assert_int_equal(file_append(path, "a\n", 2, 0600), WK_OK);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(file_append(path, "bc\n", 3, 0644), WK_OK);
    assert_int_equal(file_append(path, "", 0, 0600), WK_OK);
    assert_file(path, "a\nbc\n");
    assert_int_equal(mode_of(path), 0600);
    free(path);
}

static void test_full_disk(void **state)
{
    static char big[4096];
    char *path = file_join(folder, "f"), *fresh = file_join(folder, "f.new");
    struct rlimit was, small = {1000, 1000};

    (void)state;
    write_file(path, "kept\n");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small.rlim_max = was.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    /* The first 1000 bytes fit; nothing of them may stay. */
    assert_int_equal(file_append(path, big, sizeof big, 0600), WK_EFULL);
    assert_file(path, "kept\n");
    assert_int_equal(file_replace(path, big, sizeof big, 0600), WK_EFULL);
    assert_file(path, "kept\n");
    assert_false(file_exists(fresh));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(file_append("/dev/full", "x", 1, 0600), WK_EFULL);
    free(fresh);
    free(path);
}

static void test_secrets(void **state)
{
    char *path = file_join(folder, "f"), *to = file_join(folder, "link");
    char *pipe_path = file_join(folder, "pipe");
    static const unsigned BAD[] = {
        0640, 0604, 0660, 0620, 0602, 0601, 0610, 0777};
    uint8_t *data = NULL;
    size_t len = 0;

    (void)state;
    write_file(path, "secret");
    assert_int_equal(file_read_secret(path, 6, &data, &len), WK_OK);
    assert_string_equal((char *)data, "secret");
    assert_int_equal(len, 6);
    free(data);
    data = NULL;
    assert_int_equal(file_read_secret(path, 5, &data, &len), WK_ETOOBIG);
    for (size_t i = 0; i < N_OF(BAD); i++) {
        assert_int_equal(chmod(path, BAD[i]), 0);
        assert_int_equal(file_read_secret(path, 6, &data, &len), WK_ECHECK);
    }
    assert_int_equal(chmod(path, 0400), 0);
    assert_int_equal(symlink("f", to), 0);
    assert_int_equal(file_read_secret(to, 6, &data, &len), WK_ECHECK);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(file_read_secret(pipe_path, 6, &data, &len), WK_ECHECK);
    assert_int_equal(file_read_secret(folder, 6, &data, &len), WK_ECHECK);
    if (geteuid() == 0) { /* only root may give a file away */
        assert_int_equal(chown(path, 12345, 12345), 0);
        assert_int_equal(file_read_secret(path, 6, &data, &len), WK_ECHECK);
    }
    assert_null(data);
    free(pipe_path);
    free(to);
    free(path);
}

static void test_folders(void **state)
{
    char *path = file_join(folder, "d"), *plain = file_join(folder, "f");

    (void)state;
    assert_int_equal(file_make_folder(path), WK_OK);
    assert_int_equal(mode_of(path), 0700);
    assert_int_equal(file_make_folder(path), WK_OK);
    assert_int_equal(file_check_folder(path), WK_OK);
    assert_int_equal(chmod(path, 0710), 0);
    assert_int_equal(file_check_folder(path), WK_ECHECK);
    assert_int_equal(chmod(path, 0701), 0);
    assert_int_equal(file_check_folder(path), WK_ECHECK);
    assert_int_equal(chmod(path, 0700), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(path, 12345, 12345), 0);
        assert_int_equal(file_check_folder(path), WK_ECHECK);
    }
    write_file(plain, "");
    assert_int_equal(file_make_folder(plain), WK_EIO);
    assert_int_equal(file_check_folder(plain), WK_ECHECK);
    assert_int_equal(rmdir(path), 0);
    free(plain);
    free(path);
}

static void test_join(void **state)
{
    static const char *const CASES[][3] = {{"a", "b", "a/b"},
        {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "/b"},
        {"a/b", "c/d", "a/b/c/d"}};

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        char *path = file_join(CASES[i][0], CASES[i][1]);

        assert_string_equal(path, CASES[i][2]);
        free(path);
    }
}

static void test_disk_free(void **state)
{
    unsigned per_cent = 1000;

    (void)state;
    assert_int_equal(file_disk_free(folder, &per_cent), WK_OK);
    assert_true(per_cent <= 100);
}

/* The outcome of one more attempt in this or in another process. */
static enum wk_err try_lock(
    const char *path, unsigned slot, bool alone, bool elsewhere)
{
    struct file_lock *lock;
    enum wk_err err;
    int status;
    pid_t pid;

    if (!elsewhere) {
        err = file_lock(path, slot, alone, &lock);
        assert_true((err == WK_OK) == (lock != NULL));
        file_unlock(lock);
        return err;
    }
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit((int)file_lock(path, slot, alone, &lock));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return (enum wk_err)WEXITSTATUS(status);
}

static void test_locks(void **state)
{
    char *path = file_join(folder, "lock");
    struct file_lock *one, *two;

    (void)state;
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        bool other = elsewhere != 0;

        assert_int_equal(file_lock(path, 3, true, &one), WK_OK);
        assert_int_equal(try_lock(path, 3, true, other), WK_EBUSY);
        assert_int_equal(try_lock(path, 3, false, other), WK_EBUSY);
        assert_int_equal(try_lock(path, 2, true, other), WK_OK);
        assert_int_equal(try_lock(path, 4, false, other), WK_OK);
        assert_int_equal(try_lock(path, 0, true, other), WK_OK);
        /* Closing another handle of the file has not dropped ours. */
        assert_int_equal(try_lock(path, 3, true, other), WK_EBUSY);
        file_unlock(one);
        assert_int_equal(try_lock(path, 3, true, other), WK_OK);

        assert_int_equal(file_lock(path, 7, false, &one), WK_OK);
        assert_int_equal(file_lock(path, 7, false, &two), WK_OK);
        assert_int_equal(try_lock(path, 7, false, other), WK_OK);
        assert_int_equal(try_lock(path, 7, true, other), WK_EBUSY);
        file_unlock(one);
        assert_int_equal(try_lock(path, 7, true, other), WK_EBUSY);
        file_unlock(two);
        assert_int_equal(try_lock(path, 7, true, other), WK_OK);
    }
    file_unlock(NULL);
    assert_int_equal(mode_of(path), 0600);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_read_holds_its_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_what_is_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_writers_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_append, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_secrets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_folders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_disk_free, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_locks, set_up, tear_down),
        cmocka_unit_test(test_join),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
