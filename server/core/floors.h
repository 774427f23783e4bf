/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * floors.h - the centre's own look at a release: whether it tells more than
 * the compiled privacy floors allow, whatever the site's rules and audit said.
 *
 * It is a second opinion, so it shares no code with the site's.  It asks
 * whether what is told may be told, not whether more could have been.
 *
 * Pure module.
 *
 * Source  client/PRIVACY.md, B; proto/PROTOCOL.md, "Verdicts", code 3.
 */
#ifndef WK_FLOORS_H
#define WK_FLOORS_H

#include "release.h"

/*
 * Whether r breaks a floor.  Without its questionnaire (q NULL) only sums and
 * sizes can be seen; with it, a release that does not fit it is broken too.
 */
bool floors_broken(const struct release *r, const struct questionnaire *q);

#endif
