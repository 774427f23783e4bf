/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "site_cmd.h"

enum wk_err site_cmd_user_add(const struct cmd_args *a)
{
    const char *name = a->arg[0], *role = cmd_value(a, "role");
    struct store_account account = {0};
    struct site *s = NULL;
    enum wk_err err = site_cmd_check_name(a, name);

    if (role == NULL)
        role = "staff";
    if (err == WK_OK && strcmp(role, "staff") != 0 &&
        strcmp(role, "coordinator") != 0)
        err = cmd_usage(a, "--role should be coordinator or staff");
    if (err == WK_OK)
        err = site_cmd_open(a, &s);
    if (err == WK_OK &&
        store_account_get(site_store(s), name, &account) == WK_OK)
        err = site_cmd_fail(a, WK_EEXIST, "%s: exists already", name);
    if (err == WK_OK)
        err = site_cmd_password(a, name, &account);
    if (err == WK_OK) {
        snprintf(account.role, sizeof account.role, "%s", role);
        err = store_account_set(site_store(s), &account);
    }
    if (err == WK_OK)
        site_note(s, "user add", "%s added as %s", name, role);
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

/* Somebody must be left who can do everything. */
static bool is_last_coordinator(struct site *s, const char *name)
{
    struct store_account *list = NULL;
    size_t n = 0, others = 0;
    bool is = false;

    if (store_account_list(site_store(s), &list, &n) != WK_OK)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool coordinator = strcmp(list[i].role, "coordinator") == 0;

        if (strcmp(list[i].name, name) == 0)
            is = coordinator;
        else if (coordinator)
            others++;
    }
    free(list);
    return is && others == 0;
}

enum wk_err site_cmd_user_remove(const struct cmd_args *a)
{
    const char *name = a->arg[0];
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK && is_last_coordinator(s, name))
        err = site_cmd_fail(
            a, WK_EINVAL, "%s: the last coordinator cannot be removed", name);
    if (err == WK_OK) {
        err = store_account_remove(site_store(s), name);
        if (err == WK_ENOTFOUND)
            site_cmd_fail(a, err, "%s: no such account", name);
    }
    if (err == WK_OK)
        site_note(s, "user remove", "%s removed", name);
    site_close(s);
    return err;
}

enum wk_err site_cmd_user_passwd(const struct cmd_args *a)
{
    const char *name = a->arg[0];
    struct store_account account = {0};
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK) {
        err = store_account_get(site_store(s), name, &account);
        if (err == WK_ENOTFOUND)
            site_cmd_fail(a, err, "%s: no such account", name);
    }
    if (err == WK_OK)
        err = site_cmd_password(a, name, &account);
    if (err == WK_OK)
        err = store_account_set(site_store(s), &account);
    if (err == WK_OK)
        site_note(s, "user passwd", "new password for %s", name);
    site_close(s);
    return err;
}
