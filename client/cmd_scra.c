/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "scra.h"
#include "site_cmd.h"
#include "xalloc.h"

enum { PAGE_MAX = 1024 * 1024 };

static enum wk_err write_page(
    const struct cmd_args *a, const struct bytes *page)
{
    const char *path = cmd_value(a, "output");

    if (bytes_over(page))
        return site_cmd_fail(
            a, WK_ETOOBIG, "the page is over %d bytes", PAGE_MAX);
    if (path != NULL)
        return file_replace(path, page->data, page->len, 0644);
    return fwrite(page->data, 1, page->len, stdout) == page->len &&
            fflush(stdout) == 0
        ? WK_OK
        : site_cmd_fail(a, WK_EIO, "standard output cannot be written");
}

static enum wk_err tell(
    const struct cmd_args *a, struct site *s, enum lang lang)
{
    struct store_questionnaire of = {.q = NULL};
    struct scra *page = xcalloc(1, sizeof *page);
    struct bytes text = bytes_new(PAGE_MAX);
    enum wk_err err = site_cmd_questionnaire(a, s, a->arg[0], &of);

    if (err == WK_OK)
        err = scra_read(site_store(s), &of, page);
    if (err == WK_OK) {
        site_name(s, page->site);
        page->today = site_today();
        scra_html(page, lang, &text);
        err = write_page(a, &text);
    }
    if (err == WK_OK && page->failed > 0)
        err = site_cmd_fail(a, WK_ECHECK,
            "entry %llu does not pass the audit; the page says so",
            (unsigned long long)page->failed);
    bytes_free(&text);
    questionnaire_free(of.q);
    free(page);
    return err;
}

enum wk_err site_cmd_scra(const struct cmd_args *a)
{
    const char *name = cmd_value(a, "language");
    struct site *s = NULL;
    enum wk_err err;

    if (name != NULL && strcmp(name, "nl") != 0 && strcmp(name, "fr") != 0)
        return cmd_usage(a, "--language is nl or fr");
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = tell(
            a, s, name != NULL && strcmp(name, "fr") == 0 ? LANG_FR : LANG_NL);
    site_close(s);
    return err;
}
