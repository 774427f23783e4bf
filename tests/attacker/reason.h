/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reason.h - the attacker of batches too large to enumerate: what follows from
 * one entry's bytes, the questionnaire and the published rules, in integers.
 *
 * He knows who is in which group, and may know one answer.  That something is
 * not told, though sizes and totals would allow it, tells him too: each reason
 * that there can be is one set of worlds, and he keeps to what holds in all of
 * them.
 *
 * Source  client/PRIVACY.md, B and C.
 */
#ifndef WK_REASON_H
#define WK_REASON_H

#include "release.h"

enum { LEAK_MAX = 256 };

/* What was reasoned about, so that a test can see that it was. */
struct reasoned {
    uint64_t exact, capped, hidden, options; /* totals */
    uint64_t margins, merged;                /* told; told coarser */
    uint64_t shown, coarser, withheld;       /* breakdowns: told; told
                      coarser for a zero; hidden though sizes allow it */
    uint64_t alike; /* hidden because sizes and totals do not allow it */
};

/* True when nothing can be determined; else false, and why in leak. */
bool reason_entry(const struct questionnaire *q, const uint8_t *bytes,
    size_t len, struct reasoned *sum, char leak[static LEAK_MAX]);

/* The same of one question of type "many" and of one breakdown. */
bool reason_options(const struct release *r, const struct qn_question *it,
    const struct table *t, char leak[static LEAK_MAX]);
bool reason_breakdown(const struct questionnaire *q, const struct release *r,
    size_t question, struct reasoned *sum, char leak[static LEAK_MAX]);

/* Write the leak; false. */
bool reason_found(char leak[static LEAK_MAX], const char *fmt, ...)
    WK_PRINTF(2, 3);

#endif
