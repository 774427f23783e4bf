/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * headcount_json.h - headcounts as the staff page reads and sends them.
 *
 * Source  common/API.md, "Staff".
 */
#ifndef WK_HEADCOUNT_JSON_H
#define WK_HEADCOUNT_JSON_H

#include "headcount.h"
#include "json.h"

/* The reply to GET /api/v1/headcounts. */
WK_MUST_USE enum wk_err headcount_json_list(struct site *s, struct json **out);

/*
 * Do what the body of POST /api/v1/headcounts says, for who; the HTTP status,
 * and why when it is not 200.
 */
int headcount_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);

#endif
