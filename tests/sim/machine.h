/* SPDX-License-Identifier: EUPL-1.2 */
/* machine.h - one machine of the world: its database, its days, its faults. */
#ifndef WK_MACHINE_H
#define WK_MACHINE_H

#include "world.h"

/* Databases in memory: a connection that keeps one alive, copies of it. */
void *machine_anchor(const char *uri);
void machine_drop_anchor(void *anchor);
void *machine_copy(void *anchor);
void machine_copy_into(void *from, void *anchor);

void machine_new(struct world *w, size_t site, struct span questionnaire);
void machine_free(struct machine *m);
/* Close the database and open it again. */
void machine_reopen(struct machine *m);
bool machine_is_quarantined(struct machine *m);
/* The centre was restored: receipts up to here may be undone. */
void machine_exempt(struct machine *m);

/* Restores, clones, clock jumps, as the seed has it. */
void machine_faults(struct world *w, struct site_of_world *s);
/* A day's answer sets and its night. */
void machine_day(struct world *w, struct machine *m);
/* A planted bug: close first and ask later. */
void machine_close_first(struct world *w, struct machine *m);
/* One body of a site at the centre: HTTP status, or 0 where the centre died. */
int machine_handle(struct world *w, const uint8_t fingerprint[static HASH_LEN],
    const char *path, struct span body, struct bytes *reply);
/* A message that the network kept arrives now. */
void machine_deliver_late(struct world *w);

#endif
