/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loop_json.h - "you said, we did" as JSON: for staff, and what of it a kiosk
 * shows.
 *
 * Source  common/API.md, "Staff".
 */
#ifndef WK_LOOP_JSON_H
#define WK_LOOP_JSON_H

#include "json.h"
#include "site.h"

/* All of it, the newest first; the caller frees *out. */
WK_MUST_USE enum wk_err loop_json_list(struct site *s, struct json **out);

/*
 * Take a request in for who: add an entry, or change one.  Returns the status:
 * 200, or 400, 404 or 503 with why.  The log names the project and the state,
 * never the text.
 */
int loop_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);

/* The three texts of an entry, or null where it has none. */
struct json *loop_json_text(const struct store_loop *l);

#endif
