/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_module.c - project module: a site's own questions beside the locked core
 * of a running project, from this period on or up to its end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "local_module.h"
#include "site_cmd.h"

enum wk_err site_cmd_project_module(const struct cmd_args *a)
{
    const char *add = cmd_value(a, "add"), *remove = cmd_value(a, "remove");
    const char *name = add != NULL ? add : remove;
    struct store_questionnaire q = {.q = NULL};
    struct site *s = NULL;
    char why[WHY_MAX] = "";
    enum wk_err err;

    if ((add == NULL) == (remove == NULL))
        return cmd_usage(a, "say --add ID or --remove ID");
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = site_cmd_questionnaire(a, s, name, &q);
    if (err == WK_OK) {
        err = local_module_set(
            s, a->command, a->arg[0], q.hash, add != NULL, why);
        if (err != WK_OK)
            site_cmd_fail(a, err, "%s", why);
    }
    questionnaire_free(q.q);
    site_close(s);
    return err;
}
