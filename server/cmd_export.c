/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_export.c - "export compare": what the comparison page shows. */
#include "central_cmd.h"

#include <stdio.h>
#include <string.h>

#include "log.h"
#include "view.h"

struct wanted {
    struct view_query query;
    enum view_format format;
};

static enum wk_err parse(const struct cmd_args *a, struct wanted *w)
{
    const char *from = cmd_value(a, "from"), *to = cmd_value(a, "to");
    const char *format = cmd_value(a, "format");

    w->query.question = cmd_value(a, "question");
    w->query.attribute = cmd_value(a, "attribute");
    if (w->query.question == NULL || from == NULL || to == NULL)
        return cmd_usage(a, "--question, --from and --to are needed");
    if (month_parse(from, &w->query.months.first) != WK_OK)
        return cmd_usage(a, "--from %s: a month is YYYY-MM", from);
    if (month_parse(to, &w->query.months.last) != WK_OK)
        return cmd_usage(a, "--to %s: a month is YYYY-MM", to);
    if (w->query.months.first > w->query.months.last)
        return cmd_usage(a, "--from %s is after --to %s", from, to);
    if (format == NULL || strcmp(format, "json") == 0)
        w->format = VIEW_JSON;
    else if (strcmp(format, "csv") == 0)
        w->format = VIEW_CSV;
    else
        return cmd_usage(a, "--format %s: json or csv", format);
    return WK_OK;
}

static enum wk_err write_out(const struct bytes *b, const char *path)
{
    if (path != NULL)
        return file_replace(path, b->data, b->len, 0600);
    if (fwrite(b->data, 1, b->len, stdout) != b->len || fflush(stdout) != 0) {
        log_warn("standard output: cannot be written");
        return WK_EIO;
    }
    return WK_OK;
}

enum wk_err central_cmd_export(const struct cmd_args *a)
{
    struct bytes out = bytes_new(VIEW_MAX);
    struct central *c = NULL;
    char why[WHY_MAX] = "";
    struct wanted w = {0};
    enum wk_err err = parse(a, &w);

    if (err == WK_OK)
        err = central_open(a, CENTRAL_USE, &c);
    if (err == WK_OK) {
        w.query.who = (struct audience){
            .role = AUDIENCE_ANALYST, .opened = central_opened(c)};
        err = view_compare(c->ledger, &w.query, w.format, &out, why);
        if (err != WK_OK)
            log_warn("%s", why);
    }
    if (err == WK_OK && w.format == VIEW_JSON)
        bytes_add_text(&out, "\n");
    if (err == WK_OK)
        err = write_out(&out, a->n > 0 ? a->arg[0] : NULL);
    bytes_free(&out);
    central_close(c);
    return err;
}
