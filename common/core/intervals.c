/* SPDX-License-Identifier: EUPL-1.2 */
#include "intervals.h"

#include <math.h>

static const double SQRT_2 = 1.41421356237309504880;
static const double SQRT_2_PI = 2.50662827463100050242;

/* The chance that a standard normal number is above x. */
static double upper_tail(double x)
{
    return erfc(x / SQRT_2) / 2;
}

double intervals_z(double alpha)
{
    double p = alpha / 2, t = sqrt(-2 * log(p));
    double z = t -
        (2.515517 + t * (0.802853 + t * 0.010328)) /
            (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

    /* The start is good to 4.5e-4; each step doubles the digits. */
    for (int step = 0; step < 4; step++)
        z += (upper_tail(z) - p) * SQRT_2_PI * exp(z * z / 2);
    return z;
}

double intervals_family_z(double alpha, uint64_t n_intervals)
{
    return intervals_z(alpha / (n_intervals > 1 ? (double)n_intervals : 1));
}

struct interval intervals_wilson(struct share s, double z)
{
    double x = (double)s.count, n = (double)s.n, zz = z * z;
    double centre = (x + zz / 2) / (n + zz);
    double half = z * sqrt(x * (n - x) / n + zz / 4) / (n + zz);

    /* At the ends the formula gives 0 and 1 up to rounding only. */
    return (struct interval){
        .low = s.count == 0 ? 0 : centre - half,
        .high = s.count == s.n ? 1 : centre + half,
    };
}

struct interval intervals_newcombe(struct share a, struct share b, double z)
{
    double pa = (double)a.count / (double)a.n;
    double pb = (double)b.count / (double)b.n;
    struct interval wa = intervals_wilson(a, z), wb = intervals_wilson(b, z);

    return (struct interval){
        .low = pa - pb - hypot(pa - wa.low, wb.high - pb),
        .high = pa - pb + hypot(wa.high - pa, pb - wb.low),
    };
}
