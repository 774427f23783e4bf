/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * others_json.h - the reply to GET /api/v1/others: what the centre told of the
 * network, with the words of the questions as this site knows them.
 *
 * Source  common/API.md, "Staff"; common/core/others.h.
 */
#ifndef WK_OTHERS_JSON_H
#define WK_OTHERS_JSON_H

#include "json.h"
#include "store.h"

/* The caller frees *out.  Questions that the site does not know are left out.
 */
WK_MUST_USE enum wk_err others_json(struct store *s, struct json **out);

#endif
