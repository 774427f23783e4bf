/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * results_json.h - the reply to GET /api/v1/results: what this centre's people
 * said, question by question, from released bytes alone.
 *
 * Each figure is one release's; none are added up, since a period is what the
 * team talks about.  Beside a share stands its Wilson interval, and what
 * changed since the period before of the same project and channel: Newcombe's
 * interval, widened over all changes that are told together.
 *
 * Source  common/API.md, "Staff"; common/core/intervals.h.
 */
#ifndef WK_RESULTS_JSON_H
#define WK_RESULTS_JSON_H

#include "json.h"
#include "store.h"

/* The caller frees *out. */
WK_MUST_USE enum wk_err results_json(struct store *s, struct json **out);

#endif
