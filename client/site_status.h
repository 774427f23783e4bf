/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_status.h - how this site is doing, for its staff and for monitors.
 *
 * How many answers an open period has is told in bands only, and only in the
 * period's last week, as it stood when that week was first looked at: live
 * counts would tell who answered (client/PRIVACY.md, G).
 */
#ifndef WK_SITE_STATUS_H
#define WK_SITE_STATUS_H

#include "json.h"
#include "site.h"

/* GET /api/v1/status of common/API.md; next_night in seconds UTC. */
WK_MUST_USE enum wk_err site_status_json(
    struct site *s, int64_t next_night, struct json **out);

/* Freeze the bands of the periods whose last week has begun; call it daily. */
WK_MUST_USE enum wk_err site_status_freeze(struct site *s);

#endif
