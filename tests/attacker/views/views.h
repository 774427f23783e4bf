/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * views.h - the attacker who is given every page, answer and download of the
 * centre, as each role, over random histories.
 *
 * Each test prints what it did and returns whether the promise held.  A plant
 * is a view that tells too much, made here: it must be found.
 *
 * Source  client/PRIVACY.md, C; common/API.md, "Who sees what".
 */
#ifndef WK_ATTACKER_VIEWS_H
#define WK_ATTACKER_VIEWS_H

#include <stdbool.h>
#include <stdint.h>

/* Answers that became the same bytes are the same in every view. */
bool views_bytes(uint64_t first, uint64_t seeds, bool plant);
/* What is under embargo is as if it had never come. */
bool views_embargo(uint64_t first, uint64_t seeds, bool plant);
/* Whichever site told what: others, and all together, look alike. */
bool views_names(uint64_t first, uint64_t seeds, bool plant);
/* Sites stand in their fixed order, whatever they told. */
bool views_order(uint64_t first, uint64_t seeds, bool plant);
/* No sums and differences of all that is told together are of fewer than three
 * sites; of others, three tell the same. */
bool views_company(uint64_t first, uint64_t seeds, bool plant);

#endif
