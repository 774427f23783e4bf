/* SPDX-License-Identifier: EUPL-1.2 */
#include "honest.h"

#include <math.h>

static const double SQRT_2 = 1.41421356237309504880;

struct interval honest_share(const struct bounds *b, uint64_t eligible)
{
    double all = (double)eligible;
    uint64_t silent = eligible - b->n;

    return (struct interval){(double)bounds_least(b).count / all,
        (double)(bounds_most(b).count + silent) / all};
}

/* The chance that a standard normal number is at most x. */
static double phi(double x)
{
    return erfc(-x / SQRT_2) / 2;
}

double honest_c(double width, double alpha)
{
    double low = 0, high = intervals_z(alpha);

    /* The left side grows with c; each step halves what is open of it. */
    for (int step = 0; step < 60; step++) {
        double c = (low + high) / 2;

        if (phi(c + width) - phi(-c) < 1 - alpha)
            low = c;
        else
            high = c;
    }
    return high;
}

static double standard_error(double share, uint64_t n)
{
    return sqrt(share * (1 - share) / (double)n);
}

struct interval honest_sure(
    const struct bounds *b, uint64_t eligible, double alpha)
{
    struct interval r = honest_share(b, eligible);
    double low = standard_error(r.low, eligible);
    double high = standard_error(r.high, eligible);
    double larger = low > high ? low : high, c;

    if (!(larger > 0))
        return r; /* from 0 to 1, or everybody the same */
    c = honest_c((r.high - r.low) / larger, alpha);
    return (struct interval){
        fmax(0, r.low - c * low), fmin(1, r.high + c * high)};
}
