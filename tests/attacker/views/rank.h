/* SPDX-License-Identifier: EUPL-1.2 */
/* rank.h - sums as sets of what they are sums of, and the space they span. */
#ifndef WK_ATTACKER_RANK_H
#define WK_ATTACKER_RANK_H

#include <stddef.h>
#include <stdint.h>

enum { MASKS_MAX = 4096, MASKS_BITS = 24 };

/* Each once. */
struct masks {
    uint32_t mask[MASKS_MAX];
    size_t n;
};

void masks_add(struct masks *m, uint32_t mask);
/* All bits of all of them. */
uint32_t masks_all(const struct masks *m);
/* The dimension of what they span, over the rationals, of the kept bits. */
size_t masks_rank(const struct masks *m, uint32_t kept);

#endif
