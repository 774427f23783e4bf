/* SPDX-License-Identifier: EUPL-1.2 */
#include "cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"
#include "xalloc.h"

/* One run of the parser. */
struct parse {
    const char *program;
    const struct cmd *cmd; /* NULL until the command was found */
    int argc;
    char **argv;
    int next;  /* the first argument not yet read */
    bool help; /* --help was seen */
    struct cmd_args out;
    struct cmd_option options[CMD_OPTIONS_MAX];
};

static void print_synopsis(FILE *to, const char *program, const struct cmd *c)
{
    fprintf(to, "usage: %s [--state-dir DIR] [--config FILE] %s", program,
        c != NULL ? c->name : "COMMAND [ARGUMENT...]");
    if (c != NULL && c->args[0] != '\0')
        fprintf(to, " %s", c->args);
    fputc('\n', to);
}

/* List the commands, or those whose first word is group. */
static void print_commands(
    FILE *to, const struct cmd *table, size_t n, const char *group)
{
    size_t group_len = group != NULL ? strlen(group) : 0;

    for (size_t i = 0; i < n; i++) {
        const struct cmd *c = &table[i];

        if (group != NULL &&
            (strncmp(c->name, group, group_len) != 0 ||
                c->name[group_len] != ' '))
            continue;
        fprintf(to, "  %s%s%s\n      %s\n", c->name,
            c->args[0] != '\0' ? " " : "", c->args, c->help);
    }
}

static enum wk_err refuse(const struct parse *p, const char *fmt, ...)
    WK_PRINTF(2, 3);
static enum wk_err refuse(const struct parse *p, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s%s%s: ", p->program, p->cmd != NULL ? " " : "",
        p->cmd != NULL ? p->cmd->name : "");
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    print_synopsis(stderr, p->program, p->cmd);
    return WK_EUSAGE;
}

static bool is_option(const char *s)
{
    return s[0] == '-' && s[1] != '\0';
}

/* Return whether arg is --NAME or --NAME=VALUE; the value or NULL goes to
 * inline_value. */
static bool is_named(const char *arg, const char *name, char **inline_value)
{
    size_t len = strlen(name);

    if (strncmp(arg, "--", 2) != 0 || strncmp(arg + 2, name, len) != 0)
        return false;
    if (arg[2 + len] != '\0' && arg[2 + len] != '=')
        return false;
    *inline_value = strchr(arg, '=');
    if (*inline_value != NULL)
        ++*inline_value;
    return true;
}

/* Take the value of the option that was just read. */
static enum wk_err take_value(struct parse *p, const char *name,
    const char *inline_value, const char **value)
{
    if (inline_value == NULL && p->next < p->argc)
        inline_value = p->argv[p->next++];
    if (inline_value == NULL || inline_value[0] == '\0')
        return refuse(p, "--%s needs a value", name);
    *value = inline_value;
    return WK_OK;
}

static enum wk_err take_global(struct parse *p, const char *name,
    const char *inline_value, const char **slot)
{
    if (*slot != NULL)
        return refuse(p, "--%s is given twice", name);
    return take_value(p, name, inline_value, slot);
}

static enum wk_err take_own(
    struct parse *p, struct cmd_option *o, const char *inline_value)
{
    if (o->flag && inline_value != NULL)
        return refuse(p, "--%s takes no value", o->name);
    if (o->n_values > 0 && !o->repeatable)
        return refuse(p, "--%s is given twice", o->name);
    if (o->n_values == CMD_VALUES_MAX)
        return refuse(
            p, "--%s is given more than %d times", o->name, CMD_VALUES_MAX);
    if (o->flag) {
        o->value[o->n_values++] = "";
        return WK_OK;
    }
    return take_value(p, o->name, inline_value, &o->value[o->n_values++]);
}

/* Read the option at p->next. */
static enum wk_err parse_option(struct parse *p)
{
    const char *arg = p->argv[p->next++];
    char *inline_value = NULL;

    if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
        p->help = true;
        return WK_OK;
    }
    if (is_named(arg, "state-dir", &inline_value))
        return take_global(p, "state-dir", inline_value, &p->out.state_dir);
    if (is_named(arg, "config", &inline_value))
        return take_global(p, "config", inline_value, &p->out.config);
    for (size_t i = 0; i < p->out.n_options; i++)
        if (is_named(arg, p->options[i].name, &inline_value))
            return take_own(p, &p->options[i], inline_value);
    return refuse(p, "unknown option %s", arg);
}

/* The row whose name is the next one or two words; consumes them. */
static const struct cmd *find(
    struct parse *p, const struct cmd *table, size_t n)
{
    const char *first = p->argv[p->next];
    const char *second = p->next + 1 < p->argc ? p->argv[p->next + 1] : "";
    size_t first_len = strlen(first);
    const struct cmd *single = NULL;

    for (size_t i = 0; i < n; i++) {
        const char *name = table[i].name;

        if (strcmp(name, first) == 0)
            single = &table[i];
        if (strncmp(name, first, first_len) == 0 && name[first_len] == ' ' &&
            strcmp(name + first_len + 1, second) == 0) {
            p->next += 2;
            return &table[i];
        }
    }
    p->next += single != NULL ? 1 : 0;
    return single;
}

static enum wk_err unknown_command(
    const struct parse *p, const struct cmd *table, size_t n)
{
    const char *word = p->argv[p->next];
    size_t len = strlen(word);

    for (size_t i = 0; i < n; i++) {
        if (strncmp(table[i].name, word, len) != 0 || table[i].name[len] != ' ')
            continue;
        fprintf(stderr, "%s: %s needs one of:\n", p->program, word);
        print_commands(stderr, table, n, word);
        return WK_EUSAGE;
    }
    fprintf(stderr, "%s: unknown command %s; see %s --help\n", p->program, word,
        p->program);
    return WK_EUSAGE;
}

static void use_command(struct parse *p, const struct cmd *c)
{
    p->cmd = c;
    p->out.command = c->name;
    while (p->out.n_options < CMD_OPTIONS_MAX &&
        c->option[p->out.n_options].name != NULL) {
        p->options[p->out.n_options] = c->option[p->out.n_options];
        p->out.n_options++;
    }
    p->out.options = p->options;
}

/* Read everything behind the command's name. */
static enum wk_err parse_rest(struct parse *p)
{
    bool only_arguments = false; /* "--" was seen */
    enum wk_err err = WK_OK;

    while (p->next < p->argc && err == WK_OK) {
        const char *arg = p->argv[p->next];

        if (!only_arguments && strcmp(arg, "--") == 0) {
            only_arguments = true;
            p->next++;
        } else if (!only_arguments && is_option(arg)) {
            err = parse_option(p);
        } else {
            p->out.arg[p->out.n++] = arg;
            p->next++;
        }
    }
    return err;
}

static enum wk_err run_command(struct parse *p, const struct cmd *c)
{
    enum wk_err err;

    use_command(p, c);
    p->out.arg = xcalloc((size_t)p->argc + 1, sizeof *p->out.arg);
    err = parse_rest(p);
    if (err == WK_OK && p->help) {
        print_synopsis(stdout, p->program, c);
        printf("  %s\n", c->help);
    } else if (err == WK_OK && p->out.n < c->min_args) {
        err = refuse(p, "an argument is missing");
    } else if (err == WK_OK && p->out.n > c->max_args) {
        err = refuse(p, "%s is one argument too many", p->out.arg[c->max_args]);
    } else if (err == WK_OK) {
        if (c->needs != CMD_NEEDS_MORE)
            sandbox_enter(NULL, c->needs == CMD_NEEDS_NETWORK);
        err = c->run(&p->out);
    }
    free(p->out.arg);
    return err;
}

int cmd_main(const char *program, const struct cmd *table, size_t n, int argc,
    char *argv[])
{
    struct parse p = {.program = program, .argc = argc, .argv = argv};
    const struct cmd *c;

    p.next = 1;
    p.out.program = program;
    while (p.next < argc && is_option(argv[p.next])) {
        if (strcmp(argv[p.next], "--version") == 0) {
            printf("%s %s\n", program, WK_VERSION);
            return wk_err_exit(WK_OK);
        }
        if (parse_option(&p) != WK_OK)
            return wk_err_exit(WK_EUSAGE);
    }
    if (p.help || p.next >= argc) {
        FILE *to = p.help ? stdout : stderr;

        print_synopsis(to, program, NULL);
        print_commands(to, table, n, NULL);
        return wk_err_exit(p.help ? WK_OK : WK_EUSAGE);
    }
    c = find(&p, table, n);
    if (c == NULL)
        return wk_err_exit(unknown_command(&p, table, n));
    return wk_err_exit(run_command(&p, c));
}

int cmd_values(
    const struct cmd_args *a, const char *name, const char *const **values)
{
    for (size_t i = 0; i < a->n_options; i++) {
        if (strcmp(a->options[i].name, name) != 0)
            continue;
        if (values != NULL)
            *values = a->options[i].value;
        return a->options[i].n_values;
    }
    return 0;
}

const char *cmd_value(const struct cmd_args *a, const char *name)
{
    const char *const *values = NULL;

    return cmd_values(a, name, &values) > 0 ? values[0] : NULL;
}

bool cmd_flag(const struct cmd_args *a, const char *name)
{
    return cmd_values(a, name, NULL) > 0;
}

bool cmd_number(const char *text, uint64_t max, uint64_t *out)
{
    unsigned long long v;

    /* strtoull() alone would take blanks, "+5", "-5" and trailing letters. */
    if (text == NULL || text[0] == '\0' ||
        text[strspn(text, "0123456789")] != '\0')
        return false;
    errno = 0;
    v = strtoull(text, NULL, 10);
    if (errno != 0 || v > max)
        return false;
    *out = v;
    return true;
}

enum wk_err cmd_usage(const struct cmd_args *a, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s %s: ", a->program, a->command);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return WK_EUSAGE;
}
