/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * honest.h - what the share of those who answered says of all who could have:
 * a range, however they kept silent.
 *
 * Of the silent nobody or everybody may have been positive: between these two
 * lies the share, and nothing more is assumed.  The range is no interval of
 * chance.  Where the people are themselves thought of as a sample, its ends
 * have one each, and honest_sure() puts them outside: so that it covers the
 * share, not the whole range, in 1 - alpha of cases.
 *
 * Pure module.
 *
 * Units   eligible >= b->n > 0; of an eligible that is only known as "at most
 *         so many" the range is the widest.
 * Source  C. F. Manski, "Identification Problems in the Social Sciences"
 *         (1995), chapter 2; G. W. Imbens and C. F. Manski, "Confidence
 *         Intervals for Partially Identified Parameters", Econometrica 72
 *         (2004), 1845-1857.
 */
#ifndef WK_HONEST_H
#define WK_HONEST_H

#include "bounds.h"

struct interval honest_share(const struct bounds *b, uint64_t eligible);

struct interval honest_sure(
    const struct bounds *b, uint64_t eligible, double alpha);

/*
 * Imbens' and Manski's c: the solution of Phi(c + width) - Phi(-c) = 1 -
 * alpha, width >= 0 being that of the range in standard errors.  From the z of
 * both sides (width 0) it falls to that of one.
 */
double honest_c(double width, double alpha);

#endif
