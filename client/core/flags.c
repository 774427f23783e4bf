/* SPDX-License-Identifier: EUPL-1.2 */
#include "flags.h"

#include "figure.h"
#include "reading.h"

/* The counts of a split "no answer" are the last three. */
enum { SKIPPED = 1, NOT_UNDERSTOOD, REFUSED };

static uint64_t sum_of(const struct table *t)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < t->n_counts; i++)
        sum += t->count[i];
    return sum;
}

static unsigned exits(const struct table *t, uint64_t people)
{
    unsigned flags = 0;

    if (!t->split)
        return 0;
    if (10 * (uint64_t)t->count[t->n_counts - NOT_UNDERSTOOD] > people)
        flags |= FLAG_NOT_UNDERSTOOD;
    if (4 * (uint64_t)t->count[t->n_counts - REFUSED] > people)
        flags |= FLAG_REFUSED;
    return flags;
}

unsigned flags_of(const struct qn_question *q, const struct table *t)
{
    struct figure f = {.level = 0};
    uint64_t people = sum_of(t);

    if (t->state != TABLE_EXACT ||
        figure_add(&f, q, t, (uint32_t)people) != WK_OK)
        return 0;
    return exits(t, people) |
        (reading_ceiling(&f.two, q->id) ? FLAG_CEILING : 0);
}
