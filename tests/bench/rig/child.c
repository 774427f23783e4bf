/* SPDX-License-Identifier: EUPL-1.2 */
#include "rig.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHILDREN_MAX = 16, AWAIT_MS = 120000, LINE = 512 };

static pid_t running[CHILDREN_MAX]; /* 0: free */

static void end_all(void)
{
    for (size_t i = 0; i < CHILDREN_MAX; i++)
        if (running[i] != 0) {
            (void)kill(running[i], SIGTERM);
            (void)waitpid(running[i], NULL, 0);
        }
}

static void keep(pid_t pid)
{
    static bool registered;
    size_t i = 0;

    if (!registered) {
        (void)rig_folder(); /* what is registered last ends first */
        atexit(end_all);
        registered = true;
    }
    while (i < CHILDREN_MAX && running[i] != 0)
        i++;
    rig_must(i < CHILDREN_MAX, "too many children");
    running[i] = pid;
}

static int forget(pid_t pid)
{
    int status = 0;

    for (size_t i = 0; i < CHILDREN_MAX; i++)
        if (running[i] == pid)
            running[i] = 0;
    rig_must(waitpid(pid, &status, 0) == pid, "no child %d", (int)pid);
    return status;
}

/* Whether both streams of this process go to the log now. */
static bool write_to(const char *log)
{
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
    return out >= 0 && dup2(out, 1) >= 0 && dup2(out, 2) >= 0;
}

bool child_fork(struct child *c, const char *log)
{
    snprintf(c->log, sizeof c->log, "%s", rig_path(log));
    (void)unlink(c->log);
    (void)fflush(NULL);
    c->pid = fork();
    rig_must(c->pid >= 0, "no process");
    if (c->pid == 0) {
        if (!write_to(c->log))
            _exit(127);
        return true;
    }
    keep(c->pid);
    return false;
}

void child_start(struct child *c, const char *log, const char *const argv[])
{
    if (child_fork(c, log)) {
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
}

static void show(const char *log)
{
    FILE *f = fopen(log, "r");
    char line[LINE];

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        fputs(line, stderr);
    if (f != NULL)
        fclose(f);
}

/* Whether the log has a whole line with text; the number at its end. */
static bool has_line(const char *log, const char *text, int *number)
{
    FILE *f = fopen(log, "r");
    char line[LINE];
    bool found = false;

    while (!found && f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strstr(line, text) != NULL && strchr(line, '\n') != NULL) {
            const char *colon = strrchr(line, ':');

            found = true;
            *number = colon != NULL ? atoi(colon + 1) : 0;
        }
    if (f != NULL)
        fclose(f);
    return found;
}

bool child_said(const struct child *c, const char *text)
{
    int number;

    return has_line(c->log, text, &number);
}

int child_await(const struct child *c, const char *text)
{
    const struct timespec ms = {.tv_nsec = 1000000};
    int number = 0;

    for (int i = 0; i < AWAIT_MS; i++) {
        if (has_line(c->log, text, &number))
            return number;
        if (kill(c->pid, 0) != 0)
            break;
        nanosleep(&ms, NULL);
    }
    show(c->log);
    rig_must(false, "no \"%s\" in the log above", text);
    return 0;
}

void child_stop(struct child *c)
{
    (void)kill(c->pid, SIGTERM);
    (void)forget(c->pid);
    c->pid = 0;
}

void child_run(const char *log, const char *const argv[])
{
    struct child c;
    int status;

    child_start(&c, log, argv);
    status = forget(c.pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        show(c.log);
        rig_must(false, "%s %s: status %d", argv[0],
            argv[1] != NULL ? argv[1] : "", status);
    }
}

/* The number behind a key of a file of /proc, such as "VmRSS:". */
static double proc_number(pid_t pid, const char *key)
{
    char path[64], line[LINE];
    double value = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, key, strlen(key)) == 0)
            value = strtod(line + strlen(key), NULL);
    if (f != NULL)
        fclose(f);
    return value;
}

void child_memory(pid_t pid, struct child_memory *out)
{
    out->rss = proc_number(pid, "VmRSS:") / 1024;
    out->anon = proc_number(pid, "RssAnon:") / 1024;
    out->peak = proc_number(pid, "VmHWM:") / 1024;
}

double child_cpu(const struct child *c)
{
    struct timespec used = {0};
    clockid_t clock;

    if (clock_getcpuclockid(c->pid, &clock) == 0)
        clock_gettime(clock, &used);
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}
