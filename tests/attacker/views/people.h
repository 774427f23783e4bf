/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people.h - random histories of what people answered, made into entries by
 * the shipped tabulation and rules.
 *
 * In the other world somebody answered otherwise wherever the bytes stay the
 * same by it.
 */
#ifndef WK_ATTACKER_PEOPLE_H
#define WK_ATTACKER_PEOPLE_H

#include "office.h"

struct people {
    uint64_t batches, changed; /* answers that are others in the other world */
    /* The true sum of all codes given, in both worlds: what a view that read
     * answers would tell. */
    uint64_t truth[2];
};

/* Two histories of equal seed, or one (other NULL); history_free() each. */
void people_draw(uint64_t seed, struct history *world, struct history *other,
    struct people *sum);

#endif
