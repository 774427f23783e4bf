/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * intake.h - answers that somebody typed in, or counted, as one batch.
 *
 * Shuffled and sealed in one transaction, so that neither their order nor half
 * of them ever reaches the disk.  Somebody has seen these answers, so their
 * channel is always "assisted".
 *
 * Errors  WK_EINVAL and the like with a sentence in why; nothing was taken.
 */
#ifndef WK_INTAKE_H
#define WK_INTAKE_H

#include "site.h"

struct intake {
    struct site *site;
    struct store_project project;
    struct store_series series;
    int32_t month; /* the first of the period they count in */
};

struct intake_row {
    uint8_t id[ID_LEN]; /* random: one that is held already counts once */
    struct answers answers;
};

/* For a project and a questionnaire that it puts; month is the present one. */
WK_MUST_USE enum wk_err intake_begin(struct site *s,
    const struct store_project *project, const uint8_t hash[static HASH_LEN],
    struct intake *out);

/* Count in the period that has this month instead, "YYYY-MM": the present one,
 * or one whose nights of grace are not over. */
WK_MUST_USE enum wk_err intake_month(
    struct intake *in, const char *text, char why[static WHY_MAX]);

/* Add them, in an order that nobody knows, inside the caller's transaction. */
WK_MUST_USE enum wk_err intake_add(struct intake *in, struct intake_row *rows,
    size_t n, char why[static WHY_MAX]);

/* Take all in, in an order that nobody knows; who is for the log, which tells
 * what was done and never how many there were. */
WK_MUST_USE enum wk_err intake_save(struct intake *in, const char *who,
    const char *what, struct intake_row *rows, size_t n,
    char why[static WHY_MAX]);

#endif
