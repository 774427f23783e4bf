/* SPDX-License-Identifier: EUPL-1.2 */
#include "login_work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct seen {
    uv_loop_t *loop;
    unsigned n, fits;
    char new_hash[PASSWORD_HASH_LEN];
};

static void on_done(struct login_job *job)
{
    struct seen *seen = job->arg;

    seen->n++;
    seen->fits += job->fits;
    snprintf(seen->new_hash, sizeof seen->new_hash, "%s", job->new_hash);
    /* The requests that libuv holds are what runs at the moment. */
    assert_true(seen->loop->active_reqs.count <= LOGIN_WORK_AT_ONCE);
}

static void start(struct login_work *w, struct seen *seen, const char *password,
    const char *hash, const char *new_password)
{
    struct login_job *job = login_work_job();

    snprintf(job->password, sizeof job->password, "%s", password);
    snprintf(job->hash, sizeof job->hash, "%s", hash);
    snprintf(job->new_password, sizeof job->new_password, "%s", new_password);
    job->done = on_done;
    job->arg = seen;
    login_work_start(w, job);
}

static void test_checks(void **state)
{
    static const struct {
        const char *password;
        bool known;
        const char *new_password;
        bool fits, hashed;
    } CASES[] = {
        {"correct horse", true, "", true, false},
        {"correct horse ", true, "", false, false},
        {"", true, "", false, false},
        {"correct horse", false, "", false, false},
        {"", false, "", false, false},
        {"correct horse", true, "battery staple", true, true},
        {"wrong horse", true, "battery staple", false, false},
        {"correct horse", false, "battery staple", false, false},
    };
    char hash[PASSWORD_HASH_LEN];
    struct login_work *w;
    uv_loop_t loop;

    (void)state;
    password_hash("correct horse", hash);
    uv_loop_init(&loop);
    w = login_work_new(&loop);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct seen seen = {.loop = &loop};

        start(w, &seen, CASES[i].password, CASES[i].known ? hash : "",
            CASES[i].new_password);
        assert_int_equal(seen.n, 0);
        uv_run(&loop, UV_RUN_DEFAULT);
        assert_int_equal(seen.n, 1);
        assert_int_equal(seen.fits, CASES[i].fits);
        assert_int_equal(password_fits(CASES[i].new_password, seen.new_hash) &&
                seen.new_hash[0] != '\0',
            CASES[i].hashed);
    }
    login_work_free(w);
    login_work_free(NULL);
    assert_int_equal(uv_loop_close(&loop), 0);
}

static void test_bounded(void **state)
{
    enum { ALL = LOGIN_WORK_WAITING + LOGIN_WORK_AT_ONCE };
    struct seen seen = {0};
    struct login_work *w;
    uv_loop_t loop;
    char hash[PASSWORD_HASH_LEN];
    unsigned n = 0;

    (void)state;
    password_hash("correct horse", hash);
    uv_loop_init(&loop);
    seen.loop = &loop;
    w = login_work_new(&loop);
    start(w, &seen, "first", "", ""); /* the decoy is made by now */
    uv_run(&loop, UV_RUN_DEFAULT);
    for (; login_work_has_room(w); n++)
        start(w, &seen, n % 2 == 0 ? "correct horse" : "wrong", hash, "");
    assert_int_equal(n, ALL);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(seen.n, 1 + ALL);
    assert_int_equal(seen.fits, ALL / 2);
    assert_true(login_work_has_room(w));
    login_work_free(w);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checks),
        cmocka_unit_test(test_bounded),
    };

    return cmocka_run_group_tests_name("login_work", tests, NULL, NULL);
}
