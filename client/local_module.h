/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * local_module.h - a site's own questions ("site:") beside the locked core.
 *
 * They are put after it in the same visit, as an answer set of their own with
 * an unrelated id, under the same calendar, rules and audit; what is told of
 * them stays on this machine (store_local_add()).
 *
 * Errors  WK_EINVAL, WK_ECHECK, WK_EEXIST, WK_ENOTFOUND with a sentence in why;
 *         nothing was changed.
 * Source  client/PRIVACY.md, A.3.
 */
#ifndef WK_LOCAL_MODULE_H
#define WK_LOCAL_MODULE_H

#include "site.h"

/* Keep a questionnaire; each text of one of scope "site" must be there in every
 * language of the site. */
WK_MUST_USE enum wk_err local_module_keep(struct site *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX]);

/* What changes in a project, from the next period on. */
struct local_change {
    const char *project;
    struct span form;      /* put this, which is kept first; len 0: none */
    const uint8_t *put;    /* or one that is kept; NULL: none */
    const uint8_t *remove; /* no longer after this period; NULL: none */
};

/* All of it or nothing; who did it is logged.  WK_EEXIST: put already, or
 * over. */
WK_MUST_USE enum wk_err local_module_change(struct site *s, const char *who,
    const struct local_change *c, char why[static WHY_MAX]);

/* The first month of what is put today. */
int32_t local_module_begins(const struct store_project *p);

#endif
