/* SPDX-License-Identifier: EUPL-1.2 */
#include "nightly.h"

enum {
    DAY_S = 86400,
    STEP_S = 900,              /* an offset holds for whole steps of UTC */
    REACH_S = 26 * 3600 + 900, /* further than any offset, and a step */
};

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t nightly_local_date(const struct nightly *n, int64_t utc)
{
    return floor_div(utc + n->offset(utc, n->arg), DAY_S);
}

/*
 * The first instant at which the local clock shows at least night_at of date.
 * Walks forward step by step, so that of two such instants the first is found,
 * and a gap is met at its end, where a search by halves could miss both.
 */
static int64_t first_instant(const struct nightly *n, int64_t date)
{
    int64_t target = date * DAY_S + n->night_at_s;
    int64_t step = floor_div(target - REACH_S, STEP_S) * STEP_S;

    for (; step < target + REACH_S; step += STEP_S) {
        int64_t at = target - n->offset(step, n->arg);

        if (at < step + STEP_S)
            return at > step ? at : step;
    }
    return step;
}

int64_t nightly_due(const struct nightly *n, int64_t date)
{
    return first_instant(n, date) + n->jitter_s;
}

int64_t nightly_next(
    const struct nightly *n, int64_t now, int64_t last_date, int64_t *date)
{
    int64_t newest = nightly_local_date(n, now) + 2;

    while (nightly_due(n, newest) > now)
        newest--;
    if (last_date > newest + NIGHTLY_DISTRUST_DAYS)
        last_date = INT64_MIN;
    if (last_date >= newest) {
        *date = last_date + 1;
        return nightly_due(n, *date);
    }
    *date = newest;
    if (now - nightly_due(n, newest) < NIGHTLY_CATCH_UP_S)
        return now; /* due just now: nobody was off */
    return now + n->jitter_s * NIGHTLY_CATCH_UP_S / 3600;
}
