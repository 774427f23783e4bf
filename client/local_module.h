/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * local_module.h - a site's own questions ("site:") beside the locked core.
 *
 * They are put after it in the same visit, as an answer set of their own with
 * an unrelated id, under the same calendar, rules and audit; what is told of
 * them stays on this machine (store_local_add()).
 *
 * Errors  WK_EINVAL, WK_EEXIST, WK_ENOTFOUND with a sentence in why.
 * Source  client/PRIVACY.md, A.3.
 */
#ifndef WK_LOCAL_MODULE_H
#define WK_LOCAL_MODULE_H

#include "site.h"

/* Put them in a project from the next period on, or no longer after this one;
 * who did it is logged.  WK_EEXIST: put already, or over. */
WK_MUST_USE enum wk_err local_module_set(struct site *s, const char *who,
    const char *project, const uint8_t questionnaire[static HASH_LEN], bool on,
    char why[static WHY_MAX]);

#endif
