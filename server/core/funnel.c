/* SPDX-License-Identifier: EUPL-1.2 */
#include "funnel.h"

#include <math.h>

/* Beyond as many standard deviations the binomial has nothing left to add. */
static const double FAR = 12;

/* The chance of exactly r of n. */
static double chance(double target, double n, double r)
{
    return exp(lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1) +
        r * log(target) + (n - r) * log1p(-target));
}

/* The share below which a part p of all samples lies, between whole people. */
static double limit(double target, double n, double p)
{
    double spread = FAR * (sqrt(n * target * (1 - target)) + 1);
    double r = fmax(0, floor(n * target - spread));
    double one = chance(target, n, r), sum = one;

    while (sum < p && r < n) {
        one *= (n - r) / (r + 1) * target / (1 - target);
        sum += one;
        r++;
    }
    return fmin(1, fmax(0, (r - (sum - p) / one) / n));
}

struct interval funnel_limits(double target, uint64_t n, double alpha)
{
    if (target <= 0 || target >= 1)
        return (struct interval){target, target};
    return (struct interval){
        .low = limit(target, (double)n, alpha / 2),
        .high = limit(target, (double)n, 1 - alpha / 2),
    };
}

bool funnel_outside(const struct bounds *b, double target, double alpha)
{
    struct interval i = funnel_limits(target, b->n, alpha);
    struct share least = bounds_least(b), most = bounds_most(b);

    return (double)least.count / (double)least.n > i.high ||
        (double)most.count / (double)most.n < i.low;
}
