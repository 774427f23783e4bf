/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * broken.h - rules that lack one thing each: the negative controls.  An
 * attacker who finds nothing in these would prove nothing.
 *
 * All of them but broken_no_sum() and broken_low_d() are for one question of
 * two codes.
 */
#ifndef WK_BROKEN_H
#define WK_BROKEN_H

#include "victim.h"

victim_rules broken_others;       /* R3: small groups gathered into one */
victim_rules broken_small_group;  /* R3: k_g is not asked */
victim_rules broken_two_by;       /* B8: by two attributes (see below) */
victim_rules broken_no_mix;       /* R4: C1 is not asked */
victim_rules broken_cap_split;    /* R2: "no answer" split under a cap */
victim_rules broken_exact_at_one; /* R2: exact though m is 1 */
victim_rules broken_low_d;        /* d is 1, below its floor */
victim_rules broken_no_sum;       /* choices: the sum is not asked */

/* broken_two_by() reads the four codes of its one attribute as two by two:
 * told by the halves of the coarse coding, and by first and second. */

#endif
