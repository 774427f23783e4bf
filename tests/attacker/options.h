/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * options.h - the attacker of questions of type "many" in small batches.
 *
 * A world says how many people chose something and how many chose each option.
 * Every such world has people who fit when each count is at most s and their
 * sum lies between s and 3 s (Gale and Ryser): so counts are all there is.
 *
 * Source  client/PRIVACY.md, C.
 */
#ifndef WK_OPTIONS_H
#define WK_OPTIONS_H

#include "victim.h"

struct option_findings {
    size_t worlds, objects, told; /* told: objects that tell options */
    size_t computed;              /* a bound that stands for one value */
    size_t by_one;                /* certainty of a side of an option */
    size_t computed_by_one;       /* the same of a bound, by one answer */
    size_t reasoned;              /* objects in which reason.h finds one */
    size_t differ;                /* objects told in which only one does */
    char first[256];
};

/* Every world of n people and this many options, the first `chosen` of whom
 * chose something; chosen 0: any number of them. */
struct option_findings options_attack(
    victim_rules *rules, size_t options, uint32_t n, uint32_t chosen);

#endif
