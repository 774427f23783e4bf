/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * qn_json.h - texts and labels of a questionnaire as {"nl", "fr", "en"}.
 *
 * Pure.  Ownership  Every value is the caller's.
 */
#ifndef WK_QN_JSON_H
#define WK_QN_JSON_H

#include "json.h"
#include "questionnaire.h"

/* text (NULL: none) in three languages; fallback where one is missing. */
struct json *qn_json_text(const struct qn_text *text, const char *fallback);

struct json *qn_json_title(const struct questionnaire *q);

/* The codes of one group of a level, and what they are called, together. */
struct json *qn_json_codes(const struct qn_question *question,
    const struct qn_level *level, uint8_t group);
struct json *qn_json_label(const struct questionnaire *q,
    const struct qn_question *question, const struct qn_level *level,
    uint8_t group);

/* The label of one group in one language, "no, a little". */
void qn_json_label_text(const struct questionnaire *q,
    const struct qn_question *question, const struct qn_level *level,
    uint8_t group, enum lang lang, struct bytes *out);

#endif
