/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * overview.h - what the opening page says of all questions: fresh results, and
 * what clearly changed at a site since its period before.
 *
 * Which results are fresh follows from months and the order of the questions
 * alone: those with the newest months, and among equals the next in turn, as
 * the newest month says whose turn it is.  No value decides.
 *
 * Pure module.
 *
 * Source  common/API.md, "GET /api/v1/overview".
 */
#ifndef WK_OVERVIEW_H
#define WK_OVERVIEW_H

#include "trend.h"

enum { OVERVIEW_FRESH = 3 };

/* All sites together, over the releases that end in the newest month. */
struct overview_fresh {
    const struct trend *trend;
    struct period months; /* from the first month of those releases */
    size_t n_sites;
    struct figure figure;
};

struct overview {
    const struct trend *const *trend; /* one a question, in a fixed order */
    size_t n_trends;
    struct overview_fresh fresh[OVERVIEW_FRESH];
    size_t n_fresh;
    uint64_t n_compared; /* changes that were looked at, over all questions */
    double z;            /* that allows for all of them */
};

/* Borrows the trends.  WK_EINVAL for a part that does not fit. */
WK_MUST_USE enum wk_err overview_make(
    const struct trend *const *trend, size_t n, struct overview *out);

/* The reply to GET /api/v1/overview. */
struct json *overview_json(const struct overview *o);

#endif
