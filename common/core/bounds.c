/* SPDX-License-Identifier: EUPL-1.2 */
#include "bounds.h"

void bounds_add_exact(struct bounds *b, uint64_t negative, uint64_t positive)
{
    b->n += negative + positive;
    b->negative += negative;
    b->positive += positive;
}

void bounds_add_capped(
    struct bounds *b, uint64_t answered, uint64_t at_least, bool positive)
{
    b->n += answered;
    if (positive)
        b->positive += at_least;
    else
        b->negative += at_least;
}

struct share bounds_least(const struct bounds *b)
{
    return (struct share){b->positive, b->n};
}

struct share bounds_most(const struct bounds *b)
{
    return (struct share){b->n - b->negative, b->n};
}

struct interval bounds_wilson(const struct bounds *b, double z)
{
    return (struct interval){
        .low = intervals_wilson(bounds_least(b), z).low,
        .high = intervals_wilson(bounds_most(b), z).high,
    };
}

struct interval bounds_newcombe(
    const struct bounds *a, const struct bounds *b, double z)
{
    struct share least_a = bounds_least(a), most_a = bounds_most(a);
    struct share least_b = bounds_least(b), most_b = bounds_most(b);

    return (struct interval){
        .low = intervals_newcombe(least_a, most_b, z).low,
        .high = intervals_newcombe(most_a, least_b, z).high,
    };
}
