/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_night.h - a night of the real site: night.h with the network, the head
 * file and the identity of a state directory.
 *
 * Ownership  site_night_new() takes a site of its own (site_reopen) and ends
 *            it with site_night_free().
 * Errors     WK_EBUSY: another process runs a night.  WK_ENOTFOUND: the site
 *            is not enrolled.  Each is logged.
 */
#ifndef WK_SITE_NIGHT_H
#define WK_SITE_NIGHT_H

#include "night.h"
#include "site.h"

struct site_night;

WK_MUST_USE enum wk_err site_night_new(
    const struct site *s, struct site_night **out);
void site_night_free(struct site_night *n);

/*
 * Blocks until the night is over; call it once, on a worker thread.
 * max_tries: how many exchanges may fail, 0 for as many as are allowed.
 * date: the local date whose night this is, SITE_NIGHT_TODAY for the clock's.
 * A night that was stopped counts for no date, so that it is caught up.
 */
#define SITE_NIGHT_TODAY INT64_MIN
enum night_result site_night_run(struct site_night *n, unsigned max_tries,
    int64_t date, struct night_report *report);
/* End it within a second; from any thread. */
void site_night_stop(struct site_night *n);

/*
 * At start: bring the head file up to the database.  Says so when the state
 * was restored; the next night mends it.
 */
WK_MUST_USE enum wk_err site_night_check_head(struct site *s);

/* The head file's text; WK_ENOTFOUND (not logged) when there is none. */
WK_MUST_USE enum wk_err site_night_head_read(
    const struct site *s, struct bytes *text);

#endif
