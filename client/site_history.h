/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_history.h - whether everything this site ever released, and where its
 * labels and pools stand now, keeps the promises over time (history.h).
 *
 * What the site made itself is judged whatever the centre said of it: figures
 * that were made twice have left twice.  Of what an adoption brought, it is
 * not known here whether the centre counts it.
 */
#ifndef WK_SITE_HISTORY_H
#define WK_SITE_HISTORY_H

#include "store.h"

/* Calls report(arg, place) for each fault; WK_ECHECK if any. */
WK_MUST_USE enum wk_err site_history_verify(
    struct store *s, void (*report)(void *arg, const char *place), void *arg);

#endif
