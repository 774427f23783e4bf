/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * accounts.h - who may log in to the pages of staff: added, changed and removed
 * by the command line and by a coordinator's page alike.
 *
 * Each call is one transaction with its line in the log, in the name of who.
 * A session ends by itself when its account's password or role changes.
 *
 * Errors  WK_EINVAL: a name or role that cannot be one.  WK_ENOTFOUND: no such
 *         account.  WK_EEXIST: there is one of that name.  WK_EBUSY: the last
 *         coordinator, and somebody must be left who can do everything.
 */
#ifndef WK_ACCOUNTS_H
#define WK_ACCOUNTS_H

#include "site.h"
#include "store_people.h"

#define ACCOUNTS_COORDINATOR "coordinator"
#define ACCOUNTS_STAFF "staff"

bool accounts_is_name(const char *name);
bool accounts_is_role(const char *role);

/* a has a name, a role and a hash, which is to be changed at first login. */
WK_MUST_USE enum wk_err accounts_add(
    struct site *s, const char *who, const struct store_account *a);
WK_MUST_USE enum wk_err accounts_set_role(
    struct site *s, const char *who, const char *name, const char *role);
/* A new first password, of which hash is the hash. */
WK_MUST_USE enum wk_err accounts_set_hash(
    struct site *s, const char *who, const char *name, const char *hash);
WK_MUST_USE enum wk_err accounts_remove(
    struct site *s, const char *who, const char *name);

#endif
