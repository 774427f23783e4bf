/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * waves_json.h - the waves of every project as the staff page has them, and
 * what it asks to be started, ended or noted.
 *
 * Source  common/API.md, "The site".
 */
#ifndef WK_WAVES_JSON_H
#define WK_WAVES_JSON_H

#include "json.h"
#include "wave.h"

/* {"projects": [...]}, which the caller frees. */
WK_MUST_USE enum wk_err waves_json_list(struct site *s, struct json **out);

/*
 * Do what a request's body asks, for an account.  Returns the status: 200,
 * 400, 403 (settings are the coordinator's), 404, 409 or 503; what is wrong in
 * why.
 */
int waves_json_take(struct site *s, const char *who, bool coordinator,
    const uint8_t *body, size_t len, char why[static WHY_MAX]);

#endif
