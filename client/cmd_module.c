/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_module.c - project module: a site's own questions beside the locked core
 * of a running project, from the next period on or up to the end of this one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "local_module.h"
#include "site_cmd.h"

/* The hash of a questionnaire that is named, if one is. */
static enum wk_err find(const struct cmd_args *a, struct site *s,
    const char *name, uint8_t hash[static HASH_LEN], const uint8_t **out)
{
    struct store_questionnaire q = {.q = NULL};
    enum wk_err err = WK_OK;

    if (name == NULL)
        return WK_OK;
    err = site_cmd_questionnaire(a, s, name, &q);
    if (err == WK_OK) {
        memcpy(hash, q.hash, HASH_LEN);
        *out = hash;
    }
    questionnaire_free(q.q);
    return err;
}

enum wk_err site_cmd_project_module(const struct cmd_args *a)
{
    const char *add = cmd_value(a, "add"), *remove = cmd_value(a, "remove");
    uint8_t on[HASH_LEN], off[HASH_LEN];
    struct local_change c = {.project = a->arg[0]};
    struct site *s = NULL;
    char why[WHY_MAX] = "";
    enum wk_err err;

    if (add == NULL && remove == NULL)
        return cmd_usage(a, "say --add ID, --remove ID or both");
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = find(a, s, add, on, &c.put);
    if (err == WK_OK)
        err = find(a, s, remove, off, &c.remove);
    if (err == WK_OK) {
        err = local_module_change(s, a->command, &c, why);
        if (err != WK_OK)
            site_cmd_fail(a, err, "%s", why);
    }
    site_close(s);
    return err;
}
