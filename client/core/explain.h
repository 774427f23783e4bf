/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * explain.h - why a release tells what it tells: the rule that chose each
 * level and each coding, from the sizes that everybody sees.
 *
 * Pure module.  It reads a release as it was sent, and its questionnaire, and
 * nothing else: so it says no more than whoever holds those bytes can work out.
 * Where they hold no reason, the line is EXPLAIN_NOT_TOLD whatever the reason
 * was (R7).
 *
 * Each call appends lines of English, "RULE: why" and a line end; r must fit q.
 *
 * Source  client/PRIVACY.md, B.
 */
#ifndef WK_EXPLAIN_H
#define WK_EXPLAIN_H

#include "bytes.h"
#include "release.h"

extern const char EXPLAIN_NOT_TOLD[];

/* Why the batch was released at all. */
void explain_batch(const struct release *r, struct bytes *out);

/* Of one question: its total; its breakdown, nothing if the plan has none. */
void explain_total(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out);
void explain_breakdown(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out);

/* Of one attribute: its coding. */
void explain_attribute(const struct questionnaire *q, const struct release *r,
    size_t attribute, struct bytes *out);

#endif
