/* SPDX-License-Identifier: EUPL-1.2 */
/* identity.h - certificates of the world: two years each, renewed in their last
 * 180 days as shipped, enrolled anew by somebody where that failed. */
#ifndef WK_IDENTITY_H
#define WK_IDENTITY_H

#include "world.h"

void identity_new_ca(struct world *w);
void identity_free_ca(struct world *w);
/* A new site at the centre, with its key. */
void identity_new(struct world *w, size_t site);
/* A new certificate for the site's machine. */
void identity_enrol(struct world *w, size_t site);

/* The centre issues one for a CSR (sync_env.renew; arg is the world). */
enum wk_err identity_renew(void *arg, const struct ledger_site *site,
    struct span csr, struct bytes *der);
enum wk_err identity_take(struct machine *m, struct span der);

bool identity_is_nearly_over(const struct machine *m, int64_t date);
/* Whether no handshake can succeed any more. */
bool identity_is_over(const struct machine *m, int64_t date);
/* A centre that was restored may have forgotten it. */
bool identity_is_known(struct world *w, const struct machine *m);

#endif
