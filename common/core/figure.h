/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * figure.h - one site's (or one channel's) figure of one question: the sum of
 * released tables, at the coarsest level that all of them show.
 *
 * Pure module.  It reads released figures only, never answers.
 *
 * Errors  figure_add() gives WK_EINVAL for a table that does not fit its
 *         question or its answer sets, and then leaves the figure as it was.
 * Source  client/PRIVACY.md, B.
 */
#ifndef WK_FIGURE_H
#define WK_FIGURE_H

#include "bounds.h"
#include "release.h"

struct figure {
    uint32_t shown, hidden, not_asked; /* releases */
    uint64_t answer_sets;              /* in the releases that show it */
    uint64_t eligible;                 /* at most, in those that tell it */
    uint32_t uncounted;                /* those that show it and do not */
    struct bounds two;                 /* at the coarsest level */
    bool capped;                       /* a part says only "at least" */
    uint8_t level;                     /* of count; fine is 0 */
    uint64_t count[MAX_CODES];         /* per group, unless capped */
};

WK_MUST_USE enum wk_err figure_add(struct figure *f,
    const struct qn_question *q, const struct table *t, uint32_t answer_sets);

/* The same for several releases of one shape whose counts were added up. */
WK_MUST_USE enum wk_err figure_add_sum(struct figure *f,
    const struct qn_question *q, const struct table *t, uint32_t answer_sets,
    uint32_t releases);

/* Of the same releases: how many people could have answered, and how many of
 * the releases do not tell. */
void figure_add_people(struct figure *f, const struct table *t,
    uint64_t eligible, uint32_t uncounted);

/* Whether all that show it tell how many could have answered. */
bool figure_is_counted(const struct figure *f);

/* How many groups count holds. */
size_t figure_groups(const struct figure *f, const struct qn_question *q);

/* People who gave no answer, or one outside the levels. */
uint64_t figure_aside(const struct figure *f);

#endif
