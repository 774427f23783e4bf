/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "langpack_review.h"
#include "site_cmd.h"

/* One line: tag, own name, status; then how a review stands. */
static void print_one(const struct langpack *p, const struct langpack_state *is)
{
    char date[DATE_TEXT];

    printf("%s\t%s\t%s", p->language, p->endonym,
        langpack_status_text(is->status));
    if (is->has_review) {
        date_text(is->review.date, date);
        printf("\t%s on %s%s", is->review.role, date,
            is->status == LANGPACK_REVIEWED ? "" : ", of another wording");
    }
    putchar('\n');
}

enum wk_err site_cmd_language_list(const struct cmd_args *a)
{
    struct site *s = NULL;
    size_t n;
    const struct langpack *all = langpack_all(&n);
    enum wk_err err = site_cmd_open(a, &s);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct langpack_state state;

        err = langpack_state(site_store(s), &all[i], &state);
        if (err == WK_OK)
            print_one(&all[i], &state);
    }
    site_close(s);
    return err;
}

enum wk_err site_cmd_language_review(const struct cmd_args *a)
{
    const char *tag = a->arg[0], *role = cmd_value(a, "role");
    const struct langpack *p = langpack_find(tag);
    struct site *s = NULL;
    enum wk_err err;

    if (role == NULL || !langpack_is_role(role))
        return cmd_usage(
            a, "--role should be native_speaker, translator or interpreter");
    if (p == NULL)
        return site_cmd_fail(a, WK_ENOTFOUND,
            "%s: no such language; see \"language list\"", tag);
    if (p->source)
        return site_cmd_fail(
            a, WK_EINVAL, "%s is no translation: nothing to review", tag);
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = langpack_review(s, "language review", tag, NULL, role);
    site_close(s);
    return err;
}
