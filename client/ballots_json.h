/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ballots_json.h - paper ballots as the staff page types and sends them.
 *
 * Source  common/API.md, "Staff".
 */
#ifndef WK_BALLOTS_JSON_H
#define WK_BALLOTS_JSON_H

#include "json.h"
#include "site.h"

enum { BALLOTS_JSON_ROWS = 250 }; /* in one request, below its 64 KiB */

/* For which periods they may be typed in today, and the form of each; the
 * caller frees *out. */
WK_MUST_USE enum wk_err ballots_json_open(struct site *s, struct json **out);

/*
 * Do what the body of POST /api/v1/ballots says, for who; the HTTP status, and
 * why when it is not 200.
 */
int ballots_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);

#endif
