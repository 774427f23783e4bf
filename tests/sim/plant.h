/* SPDX-License-Identifier: EUPL-1.2 */
/* plant.h - bugs against the promises over time, each a negative control
 * of one check: no other may be the first to find them. */
#ifndef WK_PLANT_H
#define WK_PLANT_H

#include "world.h"

/* After a night of this machine: one of PLANT_RESTART, PLANT_WITHDRAWN_AGAIN.
 */
void plant_at_site(struct world *w, struct machine *m);
/* After a day of the world: PLANT_COUNTED_TWICE, PLANT_OVERLAP,
 * PLANT_TWO_ERAS. */
void plant_at_centre(struct world *w);

#endif
