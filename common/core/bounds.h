/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bounds.h - what is known of a two-sided total when some parts are capped.
 *
 * A capped part says "at least s - d of s on this side", so it puts between
 * s - d and s people on that side and between 0 and d on the other.  A sum of
 * parts therefore has a lower bound for each side; whoever is in neither may
 * stand on either, so an upper bound is n less the other side's lower bound.
 *
 * Pure module.
 *
 * Units   Counts are people who answered the question itself.
 * Source  client/PRIVACY.md, B (R2, R7); C. F. Manski, "Identification
 *         Problems in the Social Sciences" (1995), on worst-case bounds.
 */
#ifndef WK_BOUNDS_H
#define WK_BOUNDS_H

#include <stdbool.h>

#include "intervals.h"

/* negative + positive <= n, with equality as long as no part is capped. */
struct bounds {
    uint64_t n, negative, positive;
};

void bounds_add_exact(struct bounds *b, uint64_t negative, uint64_t positive);

/* at_least <= answered. */
void bounds_add_capped(
    struct bounds *b, uint64_t answered, uint64_t at_least, bool positive);

/* The fewest and the most people that can be on the positive side; n > 0. */
struct share bounds_least(const struct bounds *b);
struct share bounds_most(const struct bounds *b);

/* Wilson's intervals of every possible positive share, taken together. */
struct interval bounds_wilson(const struct bounds *b, double z);

/*
 * Newcombe's intervals of every possible difference a - b, taken together.
 * Both limits grow with a's count and shrink with b's (Wilson's limits grow
 * with the count, and each limit's distance grows slower than the share), so
 * the two opposite corners suffice.
 */
struct interval bounds_newcombe(
    const struct bounds *a, const struct bounds *b, double z);

#endif
