/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * overview.h - what the opening page says of all questions: fresh results, and
 * what clearly changed at a site since its period before.
 *
 * Which results are fresh follows from months and the order of the questions
 * alone: those with the newest months, and among equals the next in turn, as
 * the newest month says whose turn it is.  No value decides.
 *
 * Pure module.
 *
 * Ownership  overview_new() hands over one overview, ended by overview_free().
 *            It keeps what it needs of each question, so that the figures of
 *            one question at a time are in memory.
 * Source     common/API.md, "GET /api/v1/overview".
 */
#ifndef WK_OVERVIEW_H
#define WK_OVERVIEW_H

#include "trend.h"

enum { OVERVIEW_FRESH = 3 };

struct overview;

/* Of at most so many questions. */
struct overview *overview_new(size_t n_questions);
void overview_free(struct overview *o);

/* The next question, in their fixed order.  WK_EINVAL for a part that does not
 * fit. */
WK_MUST_USE enum wk_err overview_add(struct overview *o, const struct trend *t);

/* The reply to GET /api/v1/overview; once all questions are there. */
struct json *overview_json(const struct overview *o);

#endif
