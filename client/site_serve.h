/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_serve.h - the daemon: kiosk, staff pages and the night on one loop.
 *
 * Blocks until SIGTERM or SIGINT; ends within a second, also in the middle of
 * a night.  Prints "listening on http://ADDRESS:PORT" to standard error.
 *
 * Errors  WK_EBUSY: the port or the state directory is in use.
 */
#ifndef WK_SITE_SERVE_H
#define WK_SITE_SERVE_H

#include "site.h"

WK_MUST_USE enum wk_err site_serve_run(struct site *s);

#endif
