/* SPDX-License-Identifier: EUPL-1.2 */
/* sync_private.h - what the files of sync share. */
#ifndef WK_SYNC_PRIVATE_H
#define WK_SYNC_PRIVATE_H

#include "sync.h"

enum wk_err sync_alarm(const struct sync_env *env,
    const struct ledger_site *site, const char *what);
enum wk_err sync_quarantine(
    const struct sync_env *env, struct ledger_site *site, const char *what);
/* Inside a transaction that is the caller's. */
int sync_push(const struct sync_env *env, struct ledger_site *site,
    struct span body, struct bytes *out);

#endif
