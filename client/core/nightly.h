/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * nightly.h - when a night is due, to the second, on every day of the year.
 *
 * Pure module: the caller brings the time and the rule of its time zone.
 *
 * A night is due once per local date, jitter_s of elapsed time after the first
 * instant at or after night_at on the local clock.  On the night that has
 * 02:30 twice it is the first of them; on the night that lacks 02:30 it is the
 * instant at which the clock jumps past it.
 *
 * Units   Instants are seconds since 1970-01-01 UTC; night_at is seconds after
 *         local midnight; dates are days since 1970-01-01.
 * Source  proto/PROTOCOL.md, "The clock".
 */
#ifndef WK_NIGHTLY_H
#define WK_NIGHTLY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Seconds to add to UTC to get local time at that instant: between -26 and 26
 * hours, and changing only at multiples of 900 s of UTC.
 */
typedef int64_t nightly_offset(int64_t utc, void *arg);

struct nightly {
    int32_t night_at_s; /* 0 to 86399 */
    int32_t jitter_s;   /* 0 to 3599, by site */
    nightly_offset *offset;
    void *arg;
};

enum {
    NIGHTLY_CATCH_UP_S = 600,
    NIGHTLY_DISTRUST_DAYS = 7, /* see nightly_next() */
};

int64_t nightly_local_date(const struct nightly *n, int64_t utc);

/* The instant at which the night of this local date is due. */
int64_t nightly_due(const struct nightly *n, int64_t date);

/*
 * The instant of the next night.  last_date is the local date of the last
 * night that was run (INT64_MIN: never).  A night that is overdue because the
 * machine was off is due within NIGHTLY_CATCH_UP_S of now, spread by jitter_s;
 * only the newest missed night is caught up.  *date is the date it counts for.
 * Ask once and set a timer: the answer for an overdue night moves with now.
 *
 * A clock that went back runs no date again.  A last_date more than
 * NIGHTLY_DISTRUST_DAYS ahead of now came from a clock that was wrong, and
 * counts as never: else one bad day would silence a site for years.
 */
int64_t nightly_next(
    const struct nightly *n, int64_t now, int64_t last_date, int64_t *date);

#endif
