/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tabulate.h - from answer sets to full counts, inside the closing transaction.
 *
 * Pure module.  It holds true counts; nothing here may leave the site before
 * rules.h has decided what of it may.
 *
 * Source  client/PRIVACY.md, B.2 (R1).
 */
#ifndef WK_TABULATE_H
#define WK_TABULATE_H

#include "answers.h"

struct tabulation; /* of one batch */

struct tabulation *tabulate_new(const struct questionnaire *q);
void tabulate_free(struct tabulation *t);
void tabulate_add(struct tabulation *t, const struct answers *a);

/* Full counts of one question, at its finest level. */
struct tabulate_counts {
    bool asked;                    /* put to everybody in the batch */
    uint32_t code[MAX_CODES];
    uint32_t extra[MAX_EXTRAS];
    uint32_t refused, not_understood, skipped;
};

uint32_t tabulate_answer_sets(const struct tabulation *t);
const struct tabulate_counts *tabulate_question(
    const struct tabulation *t, size_t question);

#endif
