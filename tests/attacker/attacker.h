/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * attacker.h - the tests of the attacker, one for each promise of
 * client/PRIVACY.md, C.  Each prints what it did, and returns whether the
 * promise held.
 */
#ifndef WK_ATTACKER_H
#define WK_ATTACKER_H

#include <stdbool.h>
#include <stdint.h>

bool promise_p1_totals(void);
bool promise_p1_options(void);
bool promise_p1_groups(void);
bool promise_p2(void);
bool promise_p3(void);
bool promise_p4(void);
bool not_promised_n_minus_1(void);
bool pitfall_nine_interpreted(void);
bool finds_leaks(void); /* the negative controls */

/* Batches of n 10 to 300 from seeds first, first + 1, ...; the first leak is
 * printed with its seed and a trace. */
bool random_batches(uint64_t first, uint64_t batches);

#endif
