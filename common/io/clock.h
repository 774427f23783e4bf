/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.h - the time of day and the rules of a time zone; the pure cores get
 * theirs as arguments. */
#ifndef WK_CLOCK_H
#define WK_CLOCK_H

#include <stdint.h>

#include "err.h"

int64_t clock_now(void);         /* seconds since 1970-01-01 UTC */
int64_t clock_monotonic_ms(void);

/* Set this process's zone, such as "Europe/Brussels"; WK_EINVAL when the
 * machine does not know it. */
WK_MUST_USE enum wk_err clock_set_zone(const char *zone);

/* Seconds to add to UTC at that instant; arg is not used (nightly_offset). */
int64_t clock_offset(int64_t utc, void *arg);

/* Days since 1970-01-01, on the local clock. */
int64_t clock_local_date(int64_t utc);

#endif
