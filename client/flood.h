/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * flood.h - that far more is sent than people can answer: for staff, by day and
 * in bands, and only from FLOOD_FEWEST turned away on, so that nobody learns
 * from it when a single person answered.
 *
 * Source  common/API.md, "Staff"; client/PRIVACY.md, G.
 */
#ifndef WK_FLOOD_H
#define WK_FLOOD_H

#include "json.h"
#include "site.h"

enum { FLOOD_FEWEST = 10 };

struct flood {
    int64_t date; /* of the count */
    unsigned n;
};

/* One more was turned away.  A new band is stored, and the first of a day
 * stands in the site's log. */
void flood_count(struct flood *f, struct site *s, int64_t date);

/* {"since", "turned_away"} of that date, or null. */
struct json *flood_json(struct site *s, int64_t date);

#endif
