/* SPDX-License-Identifier: EUPL-1.2 */
#include "log.h"

#include <errno.h>
#include <fcntl.h>

#include "../test.h"

/* What call writes to standard error. */
static size_t captured(void (*call)(void), char *out, size_t cap)
{
    int pipe_fd[2], saved = dup(STDERR_FILENO);
    ssize_t n;

    assert_true(saved >= 0);
    assert_int_equal(pipe(pipe_fd), 0);
    assert_true(dup2(pipe_fd[1], STDERR_FILENO) >= 0);
    close(pipe_fd[1]);
    call();
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
    n = read(pipe_fd[0], out, cap - 1);
    close(pipe_fd[0]);
    assert_true(n >= 0);
    out[n] = '\0';
    return (size_t)n;
}

static void info(void)
{
    log_info("%d lines", 3);
}

static void warn(void)
{
    log_warn("%s", "careful");
}

static void alarm_call(void)
{
    log_alarm("look");
}

static void foul(void)
{
    log_warn("a%sb", "\n<1>forged\r\033[2J\x7f\t");
}

static void two(void)
{
    log_info("one");
    log_info("two");
}

static const struct {
    void (*call)(void);
    const char *line;
} LINES[] = {
    {info, "<6>3 lines\n"},
    {warn, "<4>warning: careful\n"},
    {alarm_call, "<1>ALARM: look\n"},
    {foul, "<4>warning: a <1>forged  [2J  b\n"},
    {two, "<6>one\n<6>two\n"},
};

static void test_lines(void **state)
{
    char got[256];

    (void)state;
    for (size_t i = 0; i < N_OF(LINES); i++) {
        captured(LINES[i].call, got, sizeof got);
        assert_string_equal(got, LINES[i].line);
    }
}

static void long_line(void)
{
    char text[5000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    log_info("%s", text);
}

static void test_a_long_line_is_cut(void **state)
{
    char got[8192];
    size_t len = captured(long_line, got, sizeof got);

    (void)state;
    assert_int_equal(len, 2049);
    assert_int_equal(got[len - 1], '\n');
    assert_int_equal(got[len - 2], 'x');
}

static void test_errno_is_kept(void **state)
{
    int saved = dup(STDERR_FILENO);

    (void)state;
    assert_true(saved >= 0);
    close(STDERR_FILENO); /* so that the write itself fails */
    errno = ENOTDIR;
    log_info("nobody hears this");
    assert_int_equal(errno, ENOTDIR);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_a_long_line_is_cut),
        cmocka_unit_test(test_errno_is_kept),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
