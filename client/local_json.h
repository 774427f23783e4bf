/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * local_json.h - a site's own questions for the staff page: what is put, what
 * was told of it, and a change.
 *
 * Source  common/API.md, "Staff".
 */
#ifndef WK_LOCAL_JSON_H
#define WK_LOCAL_JSON_H

#include "json.h"
#include "site.h"

/* The caller frees *out. */
WK_MUST_USE enum wk_err local_json_list(struct site *s, struct json **out);

/*
 * Do what the body of POST /api/v1/local says, for who; the HTTP status, and
 * why when it is not 200.
 */
int local_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);

#endif
