/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * levels.h - a chain of nested code lists, read from a questionnaire.
 *
 * The first list names the codes; each later one groups the codes anew, into
 * fewer groups, each of which is a run of whole groups of the list before it.
 * So a coarser count is always a sum of finer ones, and the order of the scale
 * is never lost.
 *
 * Pure module.
 *
 * Errors  WK_EINVAL with the place in why; at is the path of the chain, which
 *         may name max_codes codes, at most MAX_OPTIONS.
 * Source  client/PRIVACY.md, B.
 */
#ifndef WK_LEVELS_H
#define WK_LEVELS_H

#include "json.h"
#include "questionnaire.h"

struct levels {
    uint8_t n_codes, n_levels;
    char code[MAX_OPTIONS][MAX_CODE + 1];
    struct qn_level level[MAX_LEVELS];
};

WK_MUST_USE enum wk_err levels_parse(const struct json *chain, const char *at,
    size_t max_codes, struct levels *out, char why[static WHY_MAX]);

/*
 * The group of a coarser level that holds each group of a finer level of the
 * same chain.
 */
void levels_nest(const struct qn_level *fine, const struct qn_level *coarse,
    size_t n_codes, uint8_t out[static MAX_OPTIONS]);

/* Why text may not be a code; NULL when it may. */
const char *levels_code_fault(const char *code);

#endif
