/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * funnel.h - how far apart the shares of many sites lie by chance alone, for
 * each number of people: what many sites get instead of an order of merit.
 *
 * Pure module.
 *
 * Units   Shares lie in [0, 1], n is people.
 * Source  D. J. Spiegelhalter, "Funnel plots for comparing institutional
 *         performance", Statistics in Medicine 24 (2005) 1185-1202, A.1.1:
 *         exact binomial limits, interpolated.
 */
#ifndef WK_FUNNEL_H
#define WK_FUNNEL_H

#include "bounds.h"

/*
 * Where the share of n people stays in 1 - alpha of cases, when the true one
 * is target; n > 0 and 0 <= target <= 1.
 */
struct interval funnel_limits(double target, uint64_t n, double alpha);

/* Whether the whole of what the share may be lies outside the limits. */
bool funnel_outside(const struct bounds *b, double target, double alpha);

#endif
