/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cards_json.h - ballot cards as the staff page has them made and ended.
 *
 * Source  common/API.md, "Staff".
 */
#ifndef WK_CARDS_JSON_H
#define WK_CARDS_JSON_H

#include "cards.h"
#include "json.h"

/*
 * Do what the body of POST /api/v1/cards says, for who: {"project", "make": n}
 * or {"project", "void": true}.  The HTTP status, and why when it is not 200;
 * *out is the reply then, for the caller to free.
 */
int cards_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, struct json **out, char why[static WHY_MAX]);

#endif
