/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rig.h - where a benchmark runs: a folder of its own beside the build (and so
 * on one file system for everybody who is measured), and the real programs as
 * children.  Both are gone when the benchmark ends, however it ends.
 *
 * Errors  What fails here cannot be measured: it is said and ends the program
 *         with status 1.
 */
#ifndef WK_BENCH_RIG_H
#define WK_BENCH_RIG_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* End with what is wrong unless good. */
void rig_must(bool good, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The folder; made at the first call, removed at the end. */
const char *rig_folder(void);

/* "folder/name"; lent until 8 calls later. */
const char *rig_path(const char *name);

/* A file of the folder with mode 0600. */
void rig_write(const char *name, const char *text);

/* Remove a folder of it, with all that is in it. */
void rig_drop(const char *name);

/* The size of a file of the folder; 0 when there is none. */
double rig_size(const char *name);

/* "weerklank-site" where WK_BIN says; lent as rig_path() is. */
const char *rig_program(const char *name);

enum { CHILD_LOG = 512 };

struct child {
    pid_t pid;
    char log[CHILD_LOG]; /* what it printed, both streams */
};

/* Start argv (ended by NULL); its output goes to the file log of the folder. */
void child_start(struct child *c, const char *log, const char *const argv[]);
/* The same without a program: true in the child, whose output goes there. */
bool child_fork(struct child *c, const char *log);
/* Wait until the log shows text; gives the number that follows the last ':' of
 * that line, or 0. */
int child_await(const struct child *c, const char *text);
/* Whether its log has a line with text. */
bool child_said(const struct child *c, const char *text);
/* SIGTERM, and wait for its end. */
void child_stop(struct child *c);
/* Run one to its end; it must end with status 0. */
void child_run(const char *log, const char *const argv[]);
/* The seconds of processor that a child has used. */
double child_cpu(const struct child *c);

/* In MiB: resident now, its anonymous part, and the most there was. */
struct child_memory {
    double rss, anon, peak;
};
void child_memory(pid_t pid, struct child_memory *out);

#endif
