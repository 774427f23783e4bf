/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * intervals.h - how surely a share is known.
 *
 * Pure module.
 *
 * Units   Counts are people, shares lie in [0, 1].  z is the two-sided
 *         standard normal quantile: 1.96 for 95 %.
 * Source  E. B. Wilson, "Probable inference, the law of succession, and
 *         statistical inference", JASA 22 (1927) 209-212;
 *         R. G. Newcombe, "Two-sided confidence intervals for the single
 *         proportion", Statistics in Medicine 17 (1998) 857-872, method 3;
 *         R. G. Newcombe, "Interval estimation for the difference between
 *         independent proportions", ibid. 873-890, method 10;
 *         M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
 *         Functions", 26.2.23 (inverse normal, then Newton's method).
 */
#ifndef WK_INTERVALS_H
#define WK_INTERVALS_H

#include <stdint.h>

struct interval {
    double low, high;
};

/* count of n, where count <= n and n > 0. */
struct share {
    uint64_t count, n;
};

/* z for intervals that are wrong in a share alpha of cases, 0 < alpha < 1. */
double intervals_z(double alpha);

/*
 * z for so many intervals that all together are wrong in at most a share alpha
 * of cases (Bonferroni); 0 intervals count as 1.
 */
double intervals_family_z(double alpha, uint64_t n_intervals);

/* Wilson's score interval of one share. */
struct interval intervals_wilson(struct share s, double z);

/* Newcombe's interval of a minus b: square-and-add of Wilson's intervals. */
struct interval intervals_newcombe(struct share a, struct share b, double z);

#endif
