/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_package.c - "export datapackage": all figures and their dictionary, as
 * files in a folder. */
#include "central_cmd.h"

#include <stdlib.h>

#include "audience.h"
#include "view_package.h"

static enum wk_err write_file(
    struct central *c, const char *folder, const char *name)
{
    struct bytes out = bytes_new(VIEW_PACKAGE_MAX);
    char *path = file_join(folder, name);
    const struct audience who = {
        .role = AUDIENCE_ANALYST, .opened = central_opened(c)};
    const struct view_terms terms = {c->demonstration, c->embargo_days};
    enum wk_err err = view_package(c->ledger, &who, terms, name, &out);

    if (err == WK_OK)
        err = file_replace(path, out.data, out.len, 0600);
    free(path);
    bytes_free(&out);
    return err;
}

enum wk_err central_cmd_export_package(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = file_make_folder(a->arg[0]);
    for (size_t i = 0; err == WK_OK && i < VIEW_PACKAGE_FILES; i++)
        err = write_file(c, a->arg[0], VIEW_PACKAGE_NAME[i]);
    central_close(c);
    return err;
}
