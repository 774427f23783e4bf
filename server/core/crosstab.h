/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crosstab.h - one site's answers to one question by the groups of one
 * attribute: the sum of released breakdowns, at the coarsest coding and level
 * that all of them show.
 *
 * It adds up what was released and nothing else: a breakdown that is hidden is
 * counted, never worked out from the totals.  An attribute of the same name
 * with other words, codes or codings is another one; what was released by that,
 * or by none, is counted as apart.
 *
 * Pure module.
 *
 * Errors  crosstab_add() gives WK_EINVAL for a breakdown that does not fit its
 *         question and attribute, and then leaves the sum as it was.
 * Source  client/PRIVACY.md, B, R3 and R4.
 */
#ifndef WK_CROSSTAB_H
#define WK_CROSSTAB_H

#include "figure.h"

/* Where those who did not say stand, behind the groups. */
enum { CROSSTAB_NOT_SAID = MAX_CODES };

struct crosstab {
    uint32_t shown, hidden, not_asked, apart; /* releases */
    bool not_said;                            /* some part has such a group */
    uint8_t coding, level;                    /* of count; fine is 0 */
    uint64_t people[MAX_GROUPS];              /* answer sets */
    uint64_t count[MAX_GROUPS][MAX_CODES];
};

/* What one release says of it. */
struct crosstab_part {
    const struct qn_attribute *attribute; /* NULL: none in its plan */
    bool not_asked;
    struct margin margin;
    struct breakdown breakdown;
    const uint32_t *cell; /* the rows */
};

WK_MUST_USE enum wk_err crosstab_add(struct crosstab *x,
    const struct qn_question *q, const struct qn_attribute *a,
    const struct crosstab_part *p);

/*
 * The groups in their order, as places in count; how many.  None when nothing
 * is shown.
 */
size_t crosstab_groups(const struct crosstab *x, const struct qn_attribute *a,
    size_t out[static MAX_GROUPS]);

/* The figure of one group, by its place in count. */
struct figure crosstab_figure(
    const struct crosstab *x, const struct qn_question *q, size_t group);

#endif
