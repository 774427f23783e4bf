/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * released_tables.h - the figures of one release as JSON, as common/API.md has
 * them, and nothing that does not stand in the release.
 *
 * Pure.  r must fit q (release_fits()).
 *
 * Ownership  Every value is the caller's.
 */
#ifndef WK_RELEASED_TABLES_H
#define WK_RELEASED_TABLES_H

#include "json.h"
#include "release.h"

/* One of each question: its total, and its breakdown if the plan has one. */
struct json *released_tables(
    const struct questionnaire *q, const struct release *r);

/* The total of question i, without its breakdown. */
struct json *released_total(
    const struct questionnaire *q, const struct release *r, size_t i);

/* One of each attribute: how many people are in each of its groups. */
struct json *released_attributes(
    const struct questionnaire *q, const struct release *r);

/* What a table's "no answer" is called when exits are in it as well. */
const char *released_aside_code(const struct qn_question *question);

/*
 * How an option's count is to be read: "count", or "at_most", "at_least" where
 * it stands for a bound.
 */
const char *released_choice_kind(
    const struct rules_set *rules, const struct table *t, size_t option);

#endif
