/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * figure_json.h - figures and intervals as common/API.md writes them.
 *
 * Pure module.
 *
 * Ownership  Hands over a value, or sets keys of the caller's.
 */
#ifndef WK_FIGURE_JSON_H
#define WK_FIGURE_JSON_H

#include "figure.h"
#include "json.h"

/* Six decimals: more than any figure here can mean, and short to read. */
struct json *figure_json_real(double v);
struct json *figure_json_count(uint64_t v);
struct json *figure_json_interval(struct interval i);

/* Null where nothing, or nothing capped, is shown. */
struct json *figure_json_positive(const struct figure *f, double z);
struct json *figure_json_at_least(const struct figure *f);

/* The keys from n to intervals, which sites, channels and groups share. */
void figure_json_shown(struct json *j, const struct qn_question *q,
    const struct figure *f, double z);

/* And those to not_asked, which sites and channels share. */
void figure_json_set(struct json *j, const struct qn_question *q,
    const struct figure *f, double z);

/* What a chart of many figures needs: n, answer_sets, at_least, positive and
 * hidden. */
void figure_json_brief(struct json *j, const struct figure *f, double z);

#endif
