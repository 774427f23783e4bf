/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kiosk_loop.h - "you said, we did" as a kiosk shows it: per project the newest
 * entries that staff have not put away.
 *
 * Source  common/API.md, "GET /api/v1/kiosk".
 */
#ifndef WK_KIOSK_LOOP_H
#define WK_KIOSK_LOOP_H

#include "json.h"
#include "store.h"

enum { KIOSK_LOOP_MOST = 3 };

/* Set "loop" in what is told of the project. */
WK_MUST_USE enum wk_err kiosk_loop_set(
    struct store *s, const char *project, struct json *out);

#endif
