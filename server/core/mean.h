/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mean.h - the mean of a scale, how surely it is known, and the mean of such
 * means.
 *
 * A mean exists only where the finest declared level was released: of groups
 * that were put together nobody knows where in them the answers lie.
 *
 * Pure module.
 *
 * Units   A code scores its place on the scale, from 0.
 * Source  Student, "The probable error of a mean", Biometrika 6 (1908) 1-25;
 *         M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
 *         Functions", 26.7.5 (quantiles of t); client/PRIVACY.md, R6.
 */
#ifndef WK_MEAN_H
#define WK_MEAN_H

#include "figure.h"

struct mean {
    double mean;
    struct interval interval;
};

/* The two-sided quantile of Student's t; good to 1e-4 from df 9 on. */
double mean_t(double alpha, uint64_t df);

/*
 * Of count[i] people with score i, where at least two answered; the interval
 * stays inside the scale.
 */
struct mean mean_of(const uint64_t *count, size_t n_scores, double alpha);

/* Of a figure; false where the finest level is not shown, or to fewer than
 * two people. */
WK_MUST_USE bool mean_figure(const struct figure *f,
    const struct qn_question *q, double alpha, struct mean *out);

/* The same scale turned round: its highest score is max. */
struct mean mean_reverse(struct mean m, double max);

/*
 * The mean of n means of the same or of other people, whatever their answers
 * have in common: the interval is as wide as if all erred together (no
 * deviation of a sum is larger than the sum of the deviations).
 */
struct mean mean_index(const struct mean *m, size_t n);

#endif
