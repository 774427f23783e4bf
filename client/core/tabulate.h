/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tabulate.h - from answer sets to full counts, inside the closing transaction.
 *
 * Pure module.  It holds true counts; nothing here may leave the site before
 * rules.h has decided what of it may.
 *
 * Ownership  It borrows the questionnaire.
 * Source     client/PRIVACY.md, B (R1).
 */
#ifndef WK_TABULATE_H
#define WK_TABULATE_H

#include "answers.h"

struct tabulation; /* of one batch */

struct tabulation *tabulate_new(const struct questionnaire *q);
void tabulate_free(struct tabulation *t);
/* An answer set, or one who declined, who counts as nothing else. */
void tabulate_add(struct tabulation *t, const struct answers *a);

/* Full counts of one question, at its finest level. */
struct tabulate_counts {
    bool asked;     /* put to everybody in the batch */
    uint32_t chose; /* type "many": people with a choice */
    uint32_t code[MAX_OPTIONS];
    uint32_t extra[MAX_EXTRAS];
    uint32_t refused, not_understood, skipped;
};

/* The same of the people with one code of the question's attribute. */
struct tabulate_row {
    uint32_t code[MAX_CODES];
    uint32_t extra[MAX_EXTRAS];
    uint32_t no_answer;
};

uint32_t tabulate_answer_sets(const struct tabulation *t);
uint32_t tabulate_declined(const struct tabulation *t);
const struct tabulate_counts *tabulate_question(
    const struct tabulation *t, size_t question);
/* How many people have each code of an attribute; the last did not say. */
const uint32_t *tabulate_attribute(
    const struct tabulation *t, size_t attribute);
/* One row for each code of the question's attribute; the last did not say. */
const struct tabulate_row *tabulate_rows(
    const struct tabulation *t, size_t question);

#endif
