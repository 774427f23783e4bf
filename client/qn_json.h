/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * qn_json.h - texts and labels of a questionnaire, and the name of a project,
 * as {"nl", "fr", "en"}.
 *
 * Pure.  Ownership  Every value is the caller's.
 */
#ifndef WK_QN_JSON_H
#define WK_QN_JSON_H

#include "json.h"
#include "questionnaire.h"
#include "store.h"

/* A label of one group is at most so long. */
enum { QN_LABEL_MAX = MAX_OPTIONS * (MAX_TEXT + 2) };

/* text (NULL: none) in three languages; fallback where one is missing. */
struct json *qn_json_text(const struct qn_text *text, const char *fallback);

struct json *qn_json_title(const struct questionnaire *q);
struct json *qn_json_project(const struct store_project *p);

/* Codes and one way to group them: a level of a question, or a coding of an
 * attribute. */
struct qn_scale {
    const char (*code)[MAX_CODE + 1];
    uint8_t n_codes;
    const struct qn_level *level;
};

struct qn_scale qn_scale_level(
    const struct qn_question *question, uint8_t level);
struct qn_scale qn_scale_coding(const struct qn_attribute *a, uint8_t coding);

/* The codes of one group of a scale, and what they are called, together. */
struct json *qn_json_codes(struct qn_scale scale, uint8_t group);
struct json *qn_json_label(
    const struct questionnaire *q, struct qn_scale scale, uint8_t group);

/* What one code is called. */
struct json *qn_json_code_label(
    const struct questionnaire *q, const char *code);

/* What the codes of the last group of the coarsest level are called, each by
 * itself: the positive side, of which shares are told. */
struct json *qn_json_positive(
    const struct questionnaire *q, const struct qn_question *question);

/* The label of one group in one language, "no, a little". */
void qn_json_label_text(const struct questionnaire *q, struct qn_scale scale,
    uint8_t group, enum lang lang, struct bytes *out);

#endif
