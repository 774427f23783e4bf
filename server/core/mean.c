/* SPDX-License-Identifier: EUPL-1.2 */
#include "mean.h"

#include <assert.h>
#include <math.h>

double mean_t(double alpha, uint64_t df)
{
    double z = intervals_z(alpha), n = (double)df, zz = z * z;
    double term[4] = {
        z * (zz + 1) / 4,
        z * (zz * (5 * zz + 16) + 3) / 96,
        z * (zz * (zz * (3 * zz + 19) + 17) - 15) / 384,
        z * (zz * (zz * (zz * (79 * zz + 776) + 1482) - 1920) - 945) / 92160,
    };

    for (int i = 3; i >= 0; i--)
        z += term[i] / pow(n, i + 1);
    return z;
}

struct mean mean_of(const uint64_t *count, size_t n_scores, double alpha)
{
    double n = 0, sum = 0, squares = 0, mean, half;

    for (size_t i = 0; i < n_scores; i++) {
        n += (double)count[i];
        sum += (double)i * (double)count[i];
    }
    assert(n >= 2);
    mean = sum / n;
    for (size_t i = 0; i < n_scores; i++) {
        double d = (double)i - mean;

        squares += d * d * (double)count[i];
    }
    half = mean_t(alpha, (uint64_t)n - 1) * sqrt(squares / (n - 1) / n);
    return (struct mean){
        .mean = mean,
        .interval = {.low = fmax(0, mean - half),
            .high = fmin((double)n_scores - 1, mean + half)},
    };
}

bool mean_figure(const struct figure *f, const struct qn_question *q,
    double alpha, struct mean *out)
{
    if (f->shown == 0 || f->capped || f->level != 0 || f->two.n < 2)
        return false;
    *out = mean_of(f->count, q->n_codes, alpha);
    return true;
}

struct mean mean_reverse(struct mean m, double max)
{
    return (struct mean){
        .mean = max - m.mean,
        .interval = {.low = max - m.interval.high,
            .high = max - m.interval.low},
    };
}

struct mean mean_index(const struct mean *m, size_t n)
{
    struct mean sum = {.mean = 0};

    for (size_t i = 0; i < n; i++) {
        sum.mean += m[i].mean / (double)n;
        sum.interval.low += m[i].interval.low / (double)n;
        sum.interval.high += m[i].interval.high / (double)n;
    }
    return sum;
}
