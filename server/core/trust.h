/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trust.h - the questions that tell of trust, and the index they make together:
 * whether people can be honest, without fear, and see that it changes
 * something.
 *
 * Nobody is followed from one question to another: the index is the mean of
 * three means, C08 turned round, and exists only where all three are released
 * at their finest level.
 *
 * Pure module.
 *
 * Source  common/API.md, "GET /api/v1/trust"; client/PRIVACY.md, R6.
 */
#ifndef WK_TRUST_H
#define WK_TRUST_H

#include "compare.h"
#include "mean.h"
#include "reading.h"

/* The same sites and months; NULL where no questionnaire has the question. */
struct trust {
    const struct compare *item[READING_TRUST];
    const char *const *site;
    size_t n_sites;
    struct period months;
};

/* The index of one site; false: some mean is missing. */
WK_MUST_USE bool trust_index(
    const struct trust *t, size_t site, struct mean *out);

/* The reply to GET /api/v1/trust. */
struct json *trust_json(const struct trust *t);

#endif
