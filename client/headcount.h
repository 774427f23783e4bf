/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * headcount.h - how many people could answer, and how many were asked: what
 * staff enter for each period of a series, until its batch is closed.
 *
 * It is asked of a period in which a wave asks the questionnaire (as at the
 * kiosk), and may be entered for any other.  The batch has a turnout only if
 * every period of its label whose turn it was was entered: that follows the
 * calendar, so it tells nothing about who answered when.
 *
 * Errors   WK_ENOTFOUND: no such series.  WK_ECLOSED: its batch is closed.
 *          WK_EINVAL: a month to come, or more asked than eligible.
 * Source   client/PRIVACY.md, B, "turnout".
 */
#ifndef WK_HEADCOUNT_H
#define WK_HEADCOUNT_H

#include "site.h"
#include "turnout.h"

enum { HEADCOUNT_MAX = 100000 }; /* people in one period */

/* One period of a series, and what was entered for it. */
struct headcount {
    struct period months;
    int64_t until; /* the last date on which it can be changed for sure */
    bool entered;
    struct store_headcount people; /* series and first_month are always set */
};

/* All that can be entered now: periods whose turn it is or was, and those that
 * were entered; by project and plan, the oldest period first. */
WK_MUST_USE enum wk_err headcount_list(
    struct site *s, struct headcount **out, size_t *n);

/*
 * Enter, or take back, what was counted for the period that holds this month
 * (of h: its first_month).  Who did it is logged, the numbers are not.
 */
WK_MUST_USE enum wk_err headcount_enter(
    struct site *s, const char *who, const struct store_headcount *h);
WK_MUST_USE enum wk_err headcount_drop(struct site *s, const char *who,
    const struct store_series *of, int32_t month);

/* The turnout of a batch of these months, inside the closing transaction; who
 * declined is left as it is. */
WK_MUST_USE enum wk_err headcount_turnout(struct store *store,
    const struct store_series *of, const struct store_project *project,
    struct period months, struct turnout *out);

#endif
