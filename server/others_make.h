/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * others_make.h - others.h for one site: what the network is told of it goes
 * back to it, with its neighbours by the letters that its people see too.
 *
 * They cover the twelve months up to the last one whose embargo is over by the
 * calendar, so that their presence tells nothing; each question that the site
 * and at least three others tell (roster.h decides what has company).  Nothing
 * under embargo is in them.
 *
 * Source  proto/PROTOCOL.md, "A night".
 */
#ifndef WK_OTHERS_MAKE_H
#define WK_OTHERS_MAKE_H

#include "ledger.h"
#include "others.h"

/* Append the text for a site; nothing while there are no figures for it. */
WK_MUST_USE enum wk_err others_make(
    struct ledger *l, int64_t site, int64_t opened, struct bytes *out);

#endif
