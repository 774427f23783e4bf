/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * flags.h - what a released total says of its question, so that staff can
 * mend the question: hard to understand, hard to answer, or answered alike by
 * nearly everybody.
 *
 * Pure module, and a function of released bytes.  A flag is raised only where
 * the very counts behind it were told: raised from a bound, or from counts
 * that were put together, it would say more than the bytes do.  Straight
 * answers through several questions and the time an answer took are in no
 * bytes, and so no flag.
 *
 * Source  client/PRIVACY.md, B (R6).
 */
#ifndef WK_FLAGS_H
#define WK_FLAGS_H

#include "release.h"

enum {
    FLAG_NOT_UNDERSTOOD = 1, /* over 10 % of those to whom it was put */
    FLAG_REFUSED = 2,        /* over 25 % of them */
    FLAG_CEILING = 4, /* 90 % or more of those who answered gave a hoped for
                         answer: people may say what is expected */
};

/* t is the total of question q in a release. */
unsigned flags_of(const struct qn_question *q, const struct table *t);

#endif
