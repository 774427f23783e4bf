/* SPDX-License-Identifier: EUPL-1.2 */
/* Every way to write a command line, and what the command then sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cmd.h"

static char seen[512]; /* what the last command was given, as one line */

static enum wk_err note(const struct cmd_args *a)
{
    const char *const *values = NULL;
    int n = cmd_values(a, "to", &values);
    size_t len = (size_t)snprintf(seen, sizeof seen, "%s|%s|%s", a->command,
        a->state_dir != NULL ? a->state_dir : "-",
        a->config != NULL ? a->config : "-");

    for (int i = 0; i < a->n; i++)
        len +=
            (size_t)snprintf(seen + len, sizeof seen - len, "|%s", a->arg[i]);
    if (cmd_value(a, "from") != NULL)
        len += (size_t)snprintf(
            seen + len, sizeof seen - len, "|from=%s", cmd_value(a, "from"));
    for (int i = 0; i < n; i++)
        len += (size_t)snprintf(
            seen + len, sizeof seen - len, "|to=%s", values[i]);
    if (cmd_flag(a, "force"))
        snprintf(seen + len, sizeof seen - len, "|force");
    return WK_OK;
}

static enum wk_err broken(const struct cmd_args *a)
{
    (void)a;
    return WK_EIO;
}

static enum wk_err check(const struct cmd_args *a)
{
    (void)a;
    return WK_ECHECK;
}

static enum wk_err usage(const struct cmd_args *a)
{
    return cmd_usage(a, "%s is not a month", "2026");
}

/* All of them run in this process, which must not lose its powers. */
static const struct cmd TABLE[] = {
    {"show", "[NAME]", "show it", 0, 1, note,
        .option = {{.name = "from"}, {.name = "force", .flag = true},
            {.name = "to", .repeatable = true}},
        .needs = CMD_NEEDS_MORE},
    {"site", "", "the word alone", 0, 0, note, .needs = CMD_NEEDS_MORE},
    {"site add", "NAME", "add a site", 1, 1, note, .needs = CMD_NEEDS_MORE},
    {"site list", "", "list them", 0, 0, note, .needs = CMD_NEEDS_MORE},
    {"user passwd", "NAME", "change it", 1, 1, note, .needs = CMD_NEEDS_MORE},
    {"fail", "", "fail", 0, 0, broken, .needs = CMD_NEEDS_MORE},
    {"check", "", "refuse", 0, 0, check, .needs = CMD_NEEDS_MORE},
    {"usage", "", "complain", 0, 0, usage, .needs = CMD_NEEDS_MORE},
};

struct cmd_case {
    const char *name;
    const char *argv[24];
    int status;
    const char *seen; /* "" when no command may have run */
};

static struct cmd_case cases[] = {
    {"a word", {"show"}, 0, "show|-|-"},
    {"an argument", {"show", "x"}, 0, "show|-|-|x"},
    {"a dash is an argument", {"show", "-"}, 0, "show|-|-|-"},
    {"globals before", {"--state-dir", "d", "--config=c", "show"}, 0,
        "show|d|c"},
    {"globals behind", {"show", "x", "--config", "c", "--state-dir=d"}, 0,
        "show|d|c|x"},
    {"an option", {"show", "--from", "2026-01", "x"}, 0,
        "show|-|-|x|from=2026-01"},
    {"an option with =", {"show", "--from=a=b"}, 0, "show|-|-|from=a=b"},
    {"a flag", {"show", "--force", "x"}, 0, "show|-|-|x|force"},
    {"repeated", {"show", "--to", "a", "--to=b"}, 0, "show|-|-|to=a|to=b"},
    {"a value like an option", {"show", "--from", "--to"}, 0,
        "show|-|-|from=--to"},
    {"end of options", {"show", "--", "--force"}, 0, "show|-|-|--force"},
    {"two words", {"site", "add", "Gent"}, 0, "site add|-|-|Gent"},
    {"the first of two alone", {"site"}, 0, "site|-|-"},
    {"globals before two words", {"--state-dir", "d", "site", "list"}, 0,
        "site list|d|-"},
    {"failure", {"fail"}, 1, ""},
    {"a failed check", {"check"}, 3, ""},
    {"the command's own usage", {"usage"}, 2, ""},
    {"help", {"--help"}, 0, ""},
    {"help of a command", {"show", "--help"}, 0, ""},
    {"version", {"--version"}, 0, ""},
    {"nothing", {NULL}, 2, ""},
    {"unknown command", {"shou"}, 2, ""},
    {"empty command", {""}, 2, ""},
    {"a group", {"user"}, 2, ""},
    {"a group and nonsense", {"user", "eat"}, 2, ""},
    {"a prefix", {"use"}, 2, ""},
    {"unknown option", {"show", "--fro", "x"}, 2, ""},
    {"an option of another command", {"fail", "--force"}, 2, ""},
    {"own option before the command", {"--force", "show"}, 2, ""},
    {"a short option", {"show", "-f"}, 2, ""},
    {"value missing", {"show", "--from"}, 2, ""},
    {"value empty", {"show", "--from="}, 2, ""},
    {"global value missing", {"show", "--state-dir"}, 2, ""},
    {"value for a flag", {"show", "--force=yes"}, 2, ""},
    {"option twice", {"show", "--from=a", "--from=b"}, 2, ""},
    {"flag twice", {"show", "--force", "--force"}, 2, ""},
    {"global twice", {"--config", "a", "show", "--config", "b"}, 2, ""},
    {"17 values",
        {"show", "--to=1", "--to=2", "--to=3", "--to=4", "--to=5", "--to=6",
            "--to=7", "--to=8", "--to=9", "--to=10", "--to=11", "--to=12",
            "--to=13", "--to=14", "--to=15", "--to=16", "--to=17"},
        2, ""},
    {"too many", {"show", "x", "y"}, 2, ""},
    {"too few", {"site", "add"}, 2, ""},
};

static void test_case(void **state)
{
    const struct cmd_case *c = *state;
    char text[24][32], *argv[26] = {text[0]};
    int argc = 1;

    snprintf(text[0], sizeof text[0], "prog");
    for (; c->argv[argc - 1] != NULL; argc++) {
        snprintf(text[argc], sizeof text[argc], "%s", c->argv[argc - 1]);
        argv[argc] = text[argc];
    }
    seen[0] = '\0';
    assert_int_equal(
        cmd_main("prog", TABLE, sizeof TABLE / sizeof TABLE[0], argc, argv),
        c->status);
    assert_string_equal(seen, c->seen);
}

static const struct number_case {
    const char *text;
    uint64_t max;
    int64_t number; /* -1: none */
} NUMBERS[] = {
    {"0", 0, 0},
    {"1", 0, -1},
    {"007", 7, 7},
    {"100000", 100000, 100000},
    {"100001", 100000, -1},
    {"9223372036854775807", INT64_MAX, INT64_MAX},
    {"9223372036854775808", INT64_MAX, -1},
    {"18446744073709551616", UINT64_MAX, -1},
    {"18446744073709551617", INT64_MAX, -1},
    {NULL, INT64_MAX, -1},
    {"", INT64_MAX, -1},
    {" 1", INT64_MAX, -1},
    {"1 ", INT64_MAX, -1},
    {"+1", INT64_MAX, -1},
    {"-1", UINT64_MAX, -1},
    {"1e2", INT64_MAX, -1},
    {"0x1", INT64_MAX, -1},
    {"1.0", INT64_MAX, -1},
};

static void test_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++) {
        uint64_t v = 0;
        bool is_number = cmd_number(NUMBERS[i].text, NUMBERS[i].max, &v);

        assert_int_equal(is_number, NUMBERS[i].number >= 0);
        assert_int_equal(v, is_number ? (uint64_t)NUMBERS[i].number : 0);
    }
}

int main(void)
{
    enum { N = sizeof cases / sizeof cases[0] };
    struct CMUnitTest tests[N + 1];

    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){
            cases[i].name, test_case, NULL, NULL, &cases[i]};
    tests[N] = (struct CMUnitTest)cmocka_unit_test(test_number);
    return cmocka_run_group_tests_name("cmd", tests, NULL, NULL);
}
