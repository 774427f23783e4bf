/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trend.h - one question over time: each site's figure for each span of months
 * that a release covers, and what changed between the last two.
 *
 * Releases of the same months are added up; one of other months is a point of
 * its own, even where they overlap, and none is split.  A change is that of
 * the positive share, called clear only when its interval excludes 0; whoever
 * looks at many changes at once gives the z that allows for all of them.
 *
 * Pure module.
 *
 * Ownership  trend_new() hands over one trend, ended by trend_free(); it
 *            borrows its comparison, which must outlive it.
 * Errors     WK_EINVAL for a part that does not fit.
 * Source     common/API.md, "GET /api/v1/trend".
 */
#ifndef WK_TREND_H
#define WK_TREND_H

#include "compare.h"

struct trend_point {
    struct period months;
    struct figure figure;
};

struct trend_site {
    size_t first, n;     /* in trend.point, by first month, then by last */
    uint32_t straddling; /* releases that lie only partly in the months */
    /* The last two points with an answer that share no month, if there are. */
    bool compared;
    size_t before, after; /* in trend.point */
};

struct trend {
    const struct compare *compare; /* of the same months */
    struct trend_point *point;
    size_t n_points;
    struct trend_site *site;
    size_t n_compared; /* sites whose last two points can be compared */
};

WK_MUST_USE enum wk_err trend_new(const struct compare *c, struct trend **out);
void trend_free(struct trend *t);

/* After minus before, of a site that is compared; whether 0 is outside. */
struct interval trend_change(
    const struct trend *t, const struct trend_site *s, double z, bool *clear);

/* One of trend.point. */
struct json *trend_point_json(const struct trend *t, size_t index);

/* The reply to GET /api/v1/trend. */
struct json *trend_json(const struct trend *t);

#endif
