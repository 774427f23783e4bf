/* SPDX-License-Identifier: EUPL-1.2 */
/* One-time ballot cards: make and print them, and end what is left of them. */
#include <inttypes.h>
#include <stdio.h>

#include "cards.h"
#include "crypto.h"
#include "site_cmd.h"

/* The site, and the project that --project names. */
static enum wk_err open_project(
    const struct cmd_args *a, struct site **s, const char **project)
{
    *project = cmd_value(a, "project");
    if (*project == NULL)
        return cmd_usage(a, "--project is missing");
    return site_cmd_open(a, s);
}

static enum wk_err explain(
    const struct cmd_args *a, enum wk_err err, const char *project)
{
    if (err == WK_EWAVE)
        return site_cmd_fail(a, err,
            "%s: no wave asks for cards; \"wave start --cards\" makes one",
            project);
    return err == WK_ENOTFOUND
        ? site_cmd_fail(a, err, "%s: no such project", project)
        : err;
}

enum wk_err site_cmd_cards_make(const struct cmd_args *a)
{
    struct card card[CARDS_MAX];
    struct site *s = NULL;
    const char *project;
    uint64_t n = 0;
    enum wk_err err;

    if (!cmd_number(cmd_value(a, "number"), CARDS_MAX, &n) || n == 0)
        return cmd_usage(a, "--number should be 1 to %d", CARDS_MAX);
    err = open_project(a, &s, &project);
    if (err == WK_OK)
        err = explain(
            a, cards_make(s, a->command, project, (size_t)n, card), project);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        printf("%s\n", card[i].number);
    crypto_wipe(card, sizeof card);
    site_close(s);
    return err;
}

enum wk_err site_cmd_cards_void(const struct cmd_args *a)
{
    struct site *s = NULL;
    const char *project;
    enum wk_err err = open_project(a, &s, &project);

    if (err == WK_OK)
        err = explain(a, cards_void(s, a->command, project), project);
    site_close(s);
    return err;
}
