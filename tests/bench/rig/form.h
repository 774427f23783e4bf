/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * form.h - questionnaires of any size, and answers drawn by chance: .10, .22,
 * .42, .22 for the four cups and .04 without; each group is as likely.
 *
 * Ownership  What is made is the caller's.
 */
#ifndef WK_BENCH_FORM_H
#define WK_BENCH_FORM_H

#include "answers.h"
#include "bytes.h"
#include "release.h"

/* Equal seeds draw equal answers. */
void form_seed(uint64_t seed);

/* Questions "q0"... of four cups, the i-th by attribute i mod n (none when
 * attributes is 0) with this many groups; text gets the JSON, unless NULL. */
struct questionnaire *form_new(
    int questions, int attributes, int groups, struct bytes *text);

void form_draw(const struct questionnaire *q, int n, struct answers *out);

/* What the rules tell of these answer sets: project "bench", January 2026. */
void form_release(const struct questionnaire *q, const struct answers *sets,
    int n, struct release *out);

#endif
