/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accounts.h"
#include "site_cmd.h"

static enum wk_err check_role(const struct cmd_args *a, const char *role)
{
    if (accounts_is_role(role))
        return WK_OK;
    return cmd_usage(a, "--role should be coordinator or staff");
}

/* What stood in the way, in words. */
static enum wk_err explain(
    const struct cmd_args *a, enum wk_err err, const char *name)
{
    if (err == WK_ENOTFOUND)
        return site_cmd_fail(a, err, "%s: no such account", name);
    if (err == WK_EEXIST)
        return site_cmd_fail(a, err, "%s: exists already", name);
    if (err == WK_EBUSY)
        return site_cmd_fail(
            a, WK_EINVAL, "%s: the last coordinator must stay one", name);
    return err;
}

enum wk_err site_cmd_user_add(const struct cmd_args *a)
{
    const char *name = a->arg[0], *role = cmd_value(a, "role");
    struct store_account account = {0};
    struct site *s = NULL;
    enum wk_err err = site_cmd_check_name(a, name);

    if (role == NULL)
        role = ACCOUNTS_STAFF;
    if (err == WK_OK)
        err = check_role(a, role);
    if (err == WK_OK)
        err = site_cmd_open(a, &s);
    /* Before a password is shown that would be nobody's. */
    if (err == WK_OK &&
        store_account_get(site_store(s), name, &account) == WK_OK)
        err = explain(a, WK_EEXIST, name);
    if (err == WK_OK)
        err = site_cmd_password(a, name, &account);
    if (err == WK_OK) {
        snprintf(account.role, sizeof account.role, "%s", role);
        err = explain(a, accounts_add(s, a->command, &account), name);
    }
    site_close(s);
    return err;
}

enum wk_err site_cmd_user_list(const struct cmd_args *a)
{
    struct store_account *list = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = store_account_list(site_store(s), &list, &n);
    for (size_t i = 0; i < n; i++)
        printf("%s\t%s%s\n", list[i].name, list[i].role,
            list[i].must_change ? "\tmust change the password" : "");
    free(list);
    site_close(s);
    return err;
}

enum wk_err site_cmd_user_role(const struct cmd_args *a)
{
    const char *name = a->arg[0], *role = cmd_value(a, "role");
    struct site *s = NULL;
    enum wk_err err =
        role == NULL ? cmd_usage(a, "--role is needed") : check_role(a, role);

    if (err == WK_OK)
        err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = explain(a, accounts_set_role(s, a->command, name, role), name);
    site_close(s);
    return err;
}

enum wk_err site_cmd_user_remove(const struct cmd_args *a)
{
    const char *name = a->arg[0];
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = explain(a, accounts_remove(s, a->command, name), name);
    site_close(s);
    return err;
}

enum wk_err site_cmd_user_passwd(const struct cmd_args *a)
{
    const char *name = a->arg[0];
    struct store_account account = {0};
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err =
            explain(a, store_account_get(site_store(s), name, &account), name);
    if (err == WK_OK)
        err = site_cmd_password(a, name, &account);
    if (err == WK_OK)
        err = explain(
            a, accounts_set_hash(s, a->command, name, account.hash), name);
    site_close(s);
    return err;
}
