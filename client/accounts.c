/* SPDX-License-Identifier: EUPL-1.2 */
#include "accounts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool accounts_is_name(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && len <= MAX_NAME &&
        strspn(name,
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "0123456789._@-") == len;
}

bool accounts_is_role(const char *role)
{
    return strcmp(role, ACCOUNTS_COORDINATOR) == 0 ||
        strcmp(role, ACCOUNTS_STAFF) == 0;
}

/* WK_EBUSY when no coordinator is left but this one. */
static enum wk_err check_not_last(struct site *s, const char *name)
{
    struct store_account *list = NULL;
    size_t n = 0, others = 0;
    bool is = false;
    enum wk_err err = store_account_list(site_store(s), &list, &n);

    for (size_t i = 0; i < n; i++) {
        bool coordinator = strcmp(list[i].role, ACCOUNTS_COORDINATOR) == 0;

        if (strcmp(list[i].name, name) == 0)
            is = coordinator;
        else if (coordinator)
            others++;
    }
    free(list);
    return err == WK_OK && is && others == 0 ? WK_EBUSY : err;
}

/* End a transaction that went well so far. */
static enum wk_err finish(struct site *s, enum wk_err err)
{
    if (err == WK_OK)
        err = store_commit(site_store(s));
    store_rollback(site_store(s));
    return err;
}

enum wk_err accounts_add(
    struct site *s, const char *who, const struct store_account *a)
{
    struct store_account made = *a, held;
    enum wk_err err;

    if (!accounts_is_name(a->name) || !accounts_is_role(a->role))
        return WK_EINVAL;
    made.must_change = true; /* whoever made it knows it */
    err = store_begin(site_store(s));
    if (err == WK_OK) {
        err = store_account_get(site_store(s), a->name, &held);
        err = err == WK_OK ? WK_EEXIST : err == WK_ENOTFOUND ? WK_OK : err;
    }
    if (err == WK_OK)
        err = store_account_set(site_store(s), &made);
    if (err == WK_OK)
        site_note(s, who, "%s added as %s", a->name, a->role);
    return finish(s, err);
}

enum wk_err accounts_set_role(
    struct site *s, const char *who, const char *name, const char *role)
{
    struct store_account a;
    enum wk_err err;

    if (!accounts_is_role(role))
        return WK_EINVAL;
    err = store_begin(site_store(s));
    if (err == WK_OK)
        err = store_account_get(site_store(s), name, &a);
    if (err == WK_OK && strcmp(role, ACCOUNTS_COORDINATOR) != 0)
        err = check_not_last(s, name);
    if (err == WK_OK) {
        snprintf(a.role, sizeof a.role, "%s", role);
        err = store_account_set(site_store(s), &a);
    }
    if (err == WK_OK)
        site_note(s, who, "%s is %s now", name, role);
    return finish(s, err);
}

enum wk_err accounts_set_hash(
    struct site *s, const char *who, const char *name, const char *hash)
{
    struct store_account a;
    enum wk_err err = store_begin(site_store(s));

    if (err == WK_OK)
        err = store_account_get(site_store(s), name, &a);
    if (err == WK_OK) {
        snprintf(a.hash, sizeof a.hash, "%s", hash);
        a.must_change = true;
        err = store_account_set(site_store(s), &a);
    }
    if (err == WK_OK)
        site_note(s, who, "new password for %s", name);
    return finish(s, err);
}

enum wk_err accounts_remove(struct site *s, const char *who, const char *name)
{
    enum wk_err err = store_begin(site_store(s));

    if (err == WK_OK)
        err = check_not_last(s, name);
    if (err == WK_OK)
        err = store_account_remove(site_store(s), name);
    if (err == WK_OK)
        site_note(s, who, "%s removed", name);
    return finish(s, err);
}
