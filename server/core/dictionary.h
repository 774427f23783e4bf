/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dictionary.h - the questions and what may be answered, as two CSV files.
 *
 * Both are made of the value that GET /api/v1/dictionary answers, so they
 * cannot say anything else.
 *
 * Pure module.
 *
 * Source  common/API.md, "GET /api/v1/dictionary"; server/datapackage.json.
 */
#ifndef WK_DICTIONARY_H
#define WK_DICTIONARY_H

#include "json.h"

/* One line a question, and one an option of it. */
void dictionary_questions_csv(const struct json *dictionary, struct bytes *out);

/* One line a code of each question and option, then of each attribute by which
 * it is broken down. */
void dictionary_codes_csv(const struct json *dictionary, struct bytes *out);

#endif
