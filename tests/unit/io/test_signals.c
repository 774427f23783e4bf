/* SPDX-License-Identifier: EUPL-1.2 */
#include "signals.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "../test.h"

struct heard {
    uv_loop_t *loop;
    int n;
};

static void on_stop(void *arg)
{
    struct heard *h = arg;

    h->n++;
    uv_stop(h->loop);
}

static void on_late(uv_timer_t *timer)
{
    (void)timer;
    fail_msg("no signal came");
}

static void end_loop(uv_loop_t *loop, struct signals *s)
{
    signals_stop(s);
    assert_int_equal(uv_run(loop, UV_RUN_DEFAULT), 0);
    assert_int_equal(uv_loop_close(loop), 0);
}

static void test_each_signal_is_told(void **state)
{
    static const int NUMBERS[] = {SIGTERM, SIGINT, SIGTERM};
    uv_loop_t loop;
    struct heard heard = {&loop, 0};
    struct signals *s;
    uv_timer_t idle; /* what else a daemon waits for */

    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(uv_timer_init(&loop, &idle), 0);
    s = signals_start(&loop, on_stop, &heard);
    for (size_t i = 0; i < N_OF(NUMBERS); i++) {
        assert_int_equal(uv_timer_start(&idle, on_late, 60000, 0), 0);
        assert_int_equal(kill(getpid(), NUMBERS[i]), 0);
        uv_run(&loop, UV_RUN_DEFAULT);
        assert_int_equal(heard.n, i + 1);
    }
    uv_close((uv_handle_t *)&idle, NULL);
    end_loop(&loop, s);
    signals_stop(NULL);
}

static void test_the_loop_may_end_by_itself(void **state)
{
    uv_loop_t loop;
    struct heard heard = {&loop, 0};
    struct signals *s;

    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    s = signals_start(&loop, on_stop, &heard);
    assert_int_equal(uv_run(&loop, UV_RUN_DEFAULT), 0);
    assert_int_equal(heard.n, 0);
    end_loop(&loop, s);
}

/* The exit status of a child that runs check. */
static int in_child(int (*check)(void))
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0)
        _exit(check());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int write_to_nobody(void)
{
    int fd[2];

    if (pipe(fd) != 0)
        return 1;
    close(fd[0]);
    return write(fd[1], "x", 1) == -1 ? 0 : 2;
}

static int write_to_nobody_quietly(void)
{
    signals_ignore();
    return write_to_nobody();
}

static void test_a_peer_that_has_gone(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_DFL); /* signals_start() above ignored it */
    assert_int_equal(in_child(write_to_nobody), -SIGPIPE);
    assert_int_equal(in_child(write_to_nobody_quietly), 0);
}

static int harden(void)
{
    struct rlimit core = {1, 1};

    signals_harden();
    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 ||
        core.rlim_max != 0)
        return 1;
    return prctl(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L) == 0 ? 0 : 2;
}

static void test_hardened(void **state)
{
    (void)state;
    assert_int_equal(in_child(harden), WK_SANITIZED ? 2 : 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_signal_is_told),
        cmocka_unit_test(test_the_loop_may_end_by_itself),
        cmocka_unit_test(test_a_peer_that_has_gone),
        cmocka_unit_test(test_hardened),
    };
    return cmocka_run_group_tests_name("signals", tests, NULL, NULL);
}
