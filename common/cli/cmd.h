/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd.h - a program as a table of subcommands, and its options.
 *
 *   program [--state-dir DIR] [--config FILE] COMMAND [ARGUMENT...]
 *
 * The two options may also stand after the command.  Usage goes to standard
 * error; --help and --version to standard output.
 */
#ifndef WK_CMD_H
#define WK_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct cmd_args {
    const char *program, *command;
    const char *state_dir; /* from --state-dir; NULL when not given */
    const char *config;    /* from --config; NULL when not given */
    int n;                 /* arguments after the command, options removed */
    const char **arg;
    const struct cmd_option *options; /* with values, as parsed */
    size_t n_options;
};

/* An option of one command.  "--name VALUE" or "--name=VALUE"; a flag has no
 * value.  A repeatable option keeps up to CMD_VALUES_MAX of them. */
enum { CMD_VALUES_MAX = 16, CMD_OPTIONS_MAX = 12 };
struct cmd_option {
    const char *name; /* without the dashes */
    bool flag, repeatable;
    int n_values;
    const char *value[CMD_VALUES_MAX];
};

/* What a command keeps of its powers, see sandbox.h. */
enum cmd_needs {
    CMD_NEEDS_FILES,   /* wherever it is told to; no network */
    CMD_NEEDS_NETWORK, /* and may connect */
    CMD_NEEDS_MORE,    /* enters a sandbox by itself, once it is set up */
};

/* name may be two words ("site add"). options end with a NULL name. */
struct cmd {
    const char *name, *args, *help;
    int min_args, max_args;
    enum wk_err (*run)(const struct cmd_args *a);
    struct cmd_option option[CMD_OPTIONS_MAX];
    enum cmd_needs needs;
};

/* Find and run the command; returns the exit status for main(). */
int cmd_main(const char *program, const struct cmd *table, size_t n, int argc,
    char *argv[]);

/* The value of an option, or NULL; whether a flag was given; all values. */
const char *cmd_value(const struct cmd_args *a, const char *name);
bool cmd_flag(const struct cmd_args *a, const char *name);
int cmd_values(
    const struct cmd_args *a, const char *name, const char *const **values);

/* Whether text (NULL: no) is digits alone and a number up to max; only then
 * *out is set. */
bool cmd_number(const char *text, uint64_t max, uint64_t *out);

/* Print "program command: ..." to standard error and return WK_EUSAGE. */
enum wk_err cmd_usage(const struct cmd_args *a, const char *fmt, ...)
    WK_PRINTF(2, 3);

#endif
