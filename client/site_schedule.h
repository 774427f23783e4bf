/* SPDX-License-Identifier: EUPL-1.2 */
/* site_schedule.h - when the next night of this site is due. */
#ifndef WK_SITE_SCHEDULE_H
#define WK_SITE_SCHEDULE_H

#include "site.h"

enum { SITE_SCHEDULE_TEXT = 32 };

/* The instant, in seconds since 1970-01-01 UTC; *date is what it counts for. */
int64_t site_schedule_next(const struct site *s, int64_t now, int64_t *date);

/* "2026-11-23T02:41:00+01:00", on the local clock. */
void site_schedule_text(int64_t utc, char out[static SITE_SCHEDULE_TEXT]);

#endif
