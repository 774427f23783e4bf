/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE
#include "sandbox.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <linux/capability.h>
#include <uv.h>

#include "../test.h"
#include "../../helpers/sandbox_try.h"

/* Who enters: nobody (the negative control), a site, the centre, a command. */
enum who { NOBODY, SITE, CENTRE, COMMAND, N_WHO };

/* A signal instead of an errno. */
#define KILLED (-SIGSYS)
/* What a sanitizer may do, and nobody else. */
#define BUT_SANITIZER(rc) (WK_SANITIZED ? 0 : (rc))

static const struct {
    const char *name;
    int wanted[N_WHO];
} CASES[] = {
    {"read_inside", {0, 0, 0, 0}},
    {"write_inside", {0, 0, 0, 0}},
    {"read_hosts", {0, 0, 0, 0}},
    {"read_outside", {0, EACCES, EACCES, 0}},
    {"write_outside", {0, EACCES, EACCES, 0}},
    {"list_outside", {0, EACCES, EACCES, 0}},
    {"remove_outside", {0, EACCES, EACCES, 0}},
    {"tcp", {0, 0, EPERM, EPERM}},
    {"unix", {0, EPERM, EPERM, EPERM}},
    {"netlink", {0, EPERM, EPERM, EPERM}},
    {"listen", {0, EPERM, EPERM, EPERM}},
    {"kill",
        {0, BUT_SANITIZER(EPERM), BUT_SANITIZER(EPERM), BUT_SANITIZER(EPERM)}},
    {"executable_memory",
        {0, BUT_SANITIZER(EPERM), BUT_SANITIZER(EPERM), BUT_SANITIZER(EPERM)}},
    {"io_uring", {0, ENOSYS, ENOSYS, ENOSYS}},
    {"execve", {0, KILLED, KILLED, KILLED}},
    {"fork",
        {0, BUT_SANITIZER(KILLED), BUT_SANITIZER(KILLED),
            BUT_SANITIZER(KILLED)}},
    {"ptrace",
        {0, BUT_SANITIZER(KILLED), BUT_SANITIZER(KILLED),
            BUT_SANITIZER(KILLED)}},
    {"unshare", {0, KILLED, KILLED, KILLED}},
};

static void enter(enum who who, const char *folder)
{
    struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    if (who != NOBODY)
        sandbox_enter(who == COMMAND ? NULL : folder, who == SITE);
}

/* What became of run in a child that is who. */
static int in_child(enum who who, const char *folder, int (*run)(void))
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        enter(who, folder);
        _exit(run());
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void put_file(const char *variable, const char *folder)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof path, "%s/file", folder);
    f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(setenv(variable, path, 1), 0);
}

static int has_calls(void)
{
    return sandbox_has_calls();
}

static int has_files(void)
{
    return sandbox_has_files();
}

/* A bare root (debootstrap) has none, and so no name for itself. */
static bool has_hosts(void)
{
    return access("/etc/hosts", R_OK) == 0;
}

/* Whether this machine can do what the case wants; says so when it cannot. */
static bool can(size_t i, bool calls, bool files)
{
    bool of_files = strstr(CASES[i].name, "side") != NULL;

    if (strcmp(CASES[i].name, "read_hosts") == 0 && !has_hosts()) {
        print_message("not tried, there is no /etc/hosts\n");
        return false;
    }
    if (of_files ? files : calls)
        return true;
    print_message("not tried, this kernel has no %s: %s\n",
        of_files ? "Landlock" : "filter", CASES[i].name);
    return false;
}

static void test_what_is_left(void **state)
{
    char *inside = test_folder(), *outside = test_folder();
    bool calls = in_child(COMMAND, NULL, has_calls);
    bool files = in_child(SITE, inside, has_files);

    (void)state;
    assert_int_equal(N_OF(CASES), N_OF(TRIALS));
    for (enum who who = NOBODY; who < N_WHO; who++)
        for (size_t i = 0; i < N_OF(CASES); i++) {
            int got;

            assert_string_equal(CASES[i].name, TRIALS[i].name);
            if (!can(i, who == NOBODY || calls, who == NOBODY || files))
                continue;
            put_file("TRY_INSIDE", inside);
            put_file("TRY_OUTSIDE", outside);
            got = in_child(who, inside, TRIALS[i].run);
            if (got != CASES[i].wanted[who])
                fail_msg("%s as %d: wanted %d, got %d", CASES[i].name, who,
                    CASES[i].wanted[who], got);
        }
    put_file("TRY_OUTSIDE", outside);
    test_folder_end(inside);
    test_folder_end(outside);
}

/* 0 when there is nothing left to use, nor to gain. */
static int powers(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct set[2];

    if (syscall(SYS_capget, &head, set) != 0)
        return 1;
    for (size_t i = 0; i < 2; i++)
        if ((set[i].effective | set[i].permitted | set[i].inheritable) != 0)
            return 2;
    return 0;
}

static void test_no_capability(void **state)
{
    (void)state;
    if (geteuid() == 0)
        assert_int_equal(in_child(NOBODY, NULL, powers), 2);
    assert_int_equal(in_child(COMMAND, NULL, powers), 0);
}

static bool found;

static void on_found(uv_getaddrinfo_t *lookup, int rc, struct addrinfo *list)
{
    (void)lookup;
    found = rc == 0;
    uv_freeaddrinfo(list);
}

/* Threads, and looking up a name, which loads a library and opens sockets. */
static int live(void)
{
    uv_loop_t loop;
    uv_getaddrinfo_t lookup;

    return uv_loop_init(&loop) != 0 ||
        uv_getaddrinfo(&loop, &lookup, on_found, "localhost", "1", NULL) != 0 ||
        uv_run(&loop, UV_RUN_DEFAULT) != 0 || !found;
}

static void test_names_are_still_looked_up(void **state)
{
    char *folder;

    (void)state;
    if (!has_hosts())
        skip();
    folder = test_folder();
    assert_int_equal(in_child(SITE, folder, live), 0);
    test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_left),
        cmocka_unit_test(test_no_capability),
        cmocka_unit_test(test_names_are_still_looked_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
