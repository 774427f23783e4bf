/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reading.h - how figures of the shared core are to be read: which questions
 * tell of trust, which scale stands the other way up, and when nearly everybody
 * gave the answer that is hoped for, so that a result says little.
 *
 * Pure module.
 *
 * Source  The questionnaires of the shared core; client/PRIVACY.md, R6.
 */
#ifndef WK_READING_H
#define WK_READING_H

#include "bounds.h"

enum { READING_TRUST = 3 };

/* Honest without fear, and heard: together the trust index. */
extern const char *const READING_TRUST_ID[READING_TRUST];

/* Whether a high answer is bad news: C08 asks about fear. */
bool reading_reversed(const char *question);

/* Whether nine of ten people or more, for sure, gave a hoped for answer. */
bool reading_ceiling(const struct bounds *b, const char *question);

#endif
