/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules.h - which figures of a batch may be told: R0 to R4 and R7.
 *
 * Pure module, all integers, deterministic: equal counts give equal tables.
 *
 * Source  client/PRIVACY.md, B.
 */
#ifndef WK_RULES_H
#define WK_RULES_H

#include "release.h"
#include "tabulate.h"

/* The compiled floors. */
struct rules_set rules_floors(void);

/* Whether none of the set's values lies below its floor. */
bool rules_above_floors(const struct rules_set *set);

/* R0: whether a batch of n answer sets may be released at all. */
bool rules_batch_is_large(const struct rules_set *set, uint32_t answer_sets);

/*
 * R1 to R4: fill r's rules, answer_sets, tables, margins and breakdowns.  R0
 * must hold (asserted); the caller fills the rest of r.
 */
void rules_apply(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r);

#endif
