/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * released_grid.h - one breakdown as a table of text: a line for each group of
 * people, a column for each answer.
 *
 * Pure.  r must fit q, and the breakdown of the question be shown.
 */
#ifndef WK_RELEASED_GRID_H
#define WK_RELEASED_GRID_H

#include "bytes.h"
#include "release.h"

/* What the group of those who did not say is called. */
#define RELEASED_NOT_SAID "did not say"

void released_grid(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out);

#endif
