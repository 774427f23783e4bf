/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_private.h - what the files of audit share.  Nothing of rules.c is used
 * in them, on purpose. */
#ifndef WK_AUDIT_PRIVATE_H
#define WK_AUDIT_PRIVATE_H

#include "audit.h"

/* One release under audit. */
struct audit {
    const struct release *release;
    const struct rules_set *rules;
    const char *item; /* the question or attribute being read, or NULL */
    char *why;
};

/* Write why, "RULE, ITEM: ..."; WK_ECHECK. */
enum wk_err audit_refuse(const struct audit *a, const char *rule,
    const char *fmt, ...) WK_PRINTF(3, 4);

/* R3, R4 and C.4, once every total has passed. */
WK_MUST_USE enum wk_err audit_breakdowns(
    const struct audit *a, const struct questionnaire *q);

/*
 * One breakdown and what can be computed from it together with its margin and
 * its total: the ranges of every group and side.
 */
struct audit_table {
    const struct qn_question *question;
    const struct qn_attribute *attribute;
    const struct table *total;
    const struct margin *margin;
    const struct breakdown *breakdown;
    const uint32_t *size; /* of each group of the margin */
    const uint32_t *cell; /* row by row; NULL when hidden */
};

/* C1 and C.4: refuse when the sums do not fit, or tell too much of a group. */
WK_MUST_USE enum wk_err audit_ranges(
    const struct audit *a, const struct audit_table *t);

#endif
