/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scra.h - the small-cell risk analysis of one questionnaire: one page for a
 * data protection officer to file.
 *
 * It holds the plan, the rules, and what left the building.  Every figure of
 * answers in it was read from canonical bytes that the centre has confirmed;
 * nothing is read of the answers that are still here.
 *
 * Errors  WK_ECHECK: a stored entry cannot be read (logged).
 * Source  client/PRIVACY.md.
 */
#ifndef WK_SCRA_H
#define WK_SCRA_H

#include "store.h"

enum { SCRA_ROWS_MAX = 4 }; /* so many releases have a line; all are summed */

/* Of the people in each group; not shown: no groups. */
struct scra_groups {
    bool shown, not_said;
    uint8_t n;
    uint32_t size[MAX_GROUPS];
};

struct scra_batch {
    uint64_t seq; /* of a sum: how many releases are in it */
    char project[MAX_ID + 1];
    enum channel channel;
    struct period months;
    bool withdrawn;
    uint32_t answer_sets;
    uint32_t exact, bounded, hidden; /* totals */
    uint32_t rows_shown, rows_hidden;
    struct scra_groups groups[MAX_ATTRIBUTES];
};

struct scra {
    const struct questionnaire *q;
    uint8_t hash[HASH_LEN];
    char site[MAX_NAME + 1];
    int64_t today;
    struct rules_set rules; /* in force now */
    size_t n_rows;          /* the newest ones */
    struct scra_batch row[SCRA_ROWS_MAX];
    struct scra_batch sum; /* of all that are not withdrawn */
    uint32_t confirmed;    /* releases that left, withdrawn ones too */
    uint32_t waiting;      /* closed, and not confirmed by the centre */
    uint32_t audited;      /* entries that were audited again */
    uint64_t failed;       /* the first that did not pass, or 0 */
};

/* Read what left under this questionnaire, and audit it again. */
WK_MUST_USE enum wk_err scra_read(
    struct store *s, const struct store_questionnaire *of, struct scra *out);

/* The page: HTML that is also well-formed XML.  lang is nl or fr. */
void scra_html(const struct scra *a, enum lang lang, struct bytes *out);

#endif
