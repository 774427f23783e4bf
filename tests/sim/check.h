/* SPDX-License-Identifier: EUPL-1.2 */
/* check.h - what must hold after every step of the world. */
#ifndef WK_CHECK_H
#define WK_CHECK_H

#include "world.h"

/* A push leaves its machine, to arrive or not, now or late: no release in it
 * may cover a month that the centre holds covered by another entry. */
void check_push(struct world *w, size_t site, struct span body);

/* The site has just taken receipts: each must stand at the centre. */
void check_receipts(struct world *w, struct machine *m);

/* New entries of a machine: their answer sets are those acknowledged. */
void check_entries(struct world *w, struct machine *m);

/* The machine: all its entries together, by the shipped auditor. */
void check_history(struct world *w, struct machine *m);

/* The centre: no month counted twice, by the shipped auditor and by a count of
 * our own; chains unbroken. */
void check_centre(struct world *w);

/* After calm: the centre's entries are the site's, one by one. */
void check_equal(struct world *w);

#endif
