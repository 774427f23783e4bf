/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_cmd_frozen.c - the two commands on batches that the audit refused, each
 * in a process of its own because a command enters a sandbox: what is frozen in
 * one project is destroyed, and nothing else.
 */
#include "lived_site.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "site_cmd.h"

enum { EACH = 12, SAID_MAX = 4096 };

static char *folder;

/* ---- A site with projects p, q and r; p and q have frozen pools ---- */

static void answer(
    struct site *s, const struct store_series *of, int32_t month, bool freezes)
{
    struct store_pool pool;

    lived_site_answer(s, of, month, EACH);
    assert_int_equal(store_pool_get(site_store(s), of, month, &pool), WK_OK);
    if (freezes)
        assert_int_equal(
            store_pool_end(site_store(s), pool.id, POOL_FROZEN, 0), WK_OK);
}

static void make_site(void)
{
    static const char *const PROJECTS[] = {"p", "q", "r"};
    struct store_series of = {.channel = CHANNEL_SELF};
    struct site *s = lived_site_new(folder);

    lived_site_questionnaire(s, of.questionnaire);
    for (size_t i = 0; i < 3; i++) {
        lived_site_project(s, PROJECTS[i], of.questionnaire);
        strcpy(of.project, PROJECTS[i]);
        answer(s, &of, JANUARY, i < 2);
        answer(s, &of, JANUARY + 1, i < 1);
    }
    site_close(s);
}

/* ---- Commands ---- */

/* Its exit status; what it printed, at most SAID_MAX, is for the caller. */
static int command(const char *verb, const char *project, char **said)
{
    const char *word[] = {
        "weerklank-site", "--state-dir", folder, "frozen", verb, project};
    char *out = file_join(folder, "said"), *argv[7] = {NULL};
    int argc = project != NULL ? 6 : 5, status = 0;
    uint8_t *text = NULL;
    size_t len;
    pid_t pid;

    for (int i = 0; i < argc; i++)
        argv[i] = (char *)(uintptr_t)word[i];
    pid = fork();
    if (pid == 0) {
        int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        dup2(fd, STDOUT_FILENO);
        status = site_cmd_main(argc, argv);
        fflush(stdout);
        _exit(status);
    }
    assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(file_read(out, SAID_MAX, &text, &len), WK_OK);
    *said = strndup((char *)text, len);
    free(text);
    unlink(out);
    free(out);
    return WEXITSTATUS(status);
}

/* Answer sets held, and pools that are frozen with or without a key. */
static void count(uint32_t *held, size_t *locked, size_t *emptied)
{
    struct store_pool *pool = NULL;
    struct site *s = NULL;
    size_t n = 0;

    *held = 0;
    *locked = *emptied = 0;
    assert_int_equal(site_open(folder, NULL, &s), WK_OK);
    assert_int_equal(store_pool_list(site_store(s), NULL, 0, &pool, &n), WK_OK);
    for (size_t i = 0; i < n; i++) {
        uint32_t answers;

        assert_int_equal(
            store_pool_count(site_store(s), pool[i].id, &answers), WK_OK);
        *held += answers;
        *locked += pool[i].state == POOL_FROZEN && pool[i].has_key;
        *emptied += pool[i].state == POOL_FROZEN && !pool[i].has_key;
    }
    free(pool);
    site_close(s);
}

static void test_commands(void **state)
{
    static const struct {
        const char *verb, *project, *said;
        int status;
        uint32_t held;
        size_t locked, emptied;
    } STEPS[] = {
        {"list", NULL, "p\tstart\tself\nq\tstart\tself\n", 0, 72, 3, 0},
        {"destroy", "r", "", 1, 72, 3, 0},
        {"destroy", "x", "", 1, 72, 3, 0},
        {"destroy", "p", "the frozen answers of p are destroyed\n", 0, 48, 1,
            2},
        {"list", NULL, "q\tstart\tself\n", 0, 48, 1, 2},
        {"destroy", "p", "", 1, 48, 1, 2},
        {"destroy", "q", "the frozen answers of q are destroyed\n", 0, 36, 0,
            3},
        {"list", NULL, "", 0, 36, 0, 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        size_t locked, emptied;
        uint32_t held;
        char *said;

        assert_int_equal(
            command(STEPS[i].verb, STEPS[i].project, &said), STEPS[i].status);
        assert_string_equal(said, STEPS[i].said);
        free(said);
        count(&held, &locked, &emptied);
        assert_int_equal(held, STEPS[i].held);
        assert_int_equal(locked, STEPS[i].locked);
        assert_int_equal(emptied, STEPS[i].emptied);
    }
}

static int set_up(void **state)
{
    (void)state;
    folder = test_folder();
    make_site();
    return 0;
}

static int tear_down(void **state)
{
    char *tls = file_join(folder, "tls");

    (void)state;
    rmdir(tls);
    free(tls);
    test_folder_end(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands),
    };

    return cmocka_run_group_tests_name("cmd_frozen", tests, set_up, tear_down);
}
