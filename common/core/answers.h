/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * answers.h - one answer set, before it is sealed and after it is opened.
 *
 * Pure module.  Nothing here may leave the site or reach a log.
 *
 * Every encoded answer set has the same length whatever was answered and
 * whatever the questionnaire, so that sealed ones cannot be told apart.
 */
#ifndef WK_ANSWERS_H
#define WK_ANSWERS_H

#include "json.h"
#include "wk_limits.h"
#include "questionnaire.h"

/*
 * value[q]: a code's index, EXTRA + index of an extra code, or one of these.
 * Values past the questionnaire's last question or attribute are 0.
 */
enum {
    ANSWER_EXTRA = 100,
    ANSWER_NOT_ASKED = 250,
    ANSWER_REFUSED = 251,
    ANSWER_NOT_UNDERSTOOD = 252,
    ANSWER_SKIPPED = 253,
    ANSWERS_LEN = 96, /* bytes of every encoded answer set */
};

struct answers {
    uint8_t value[MAX_QUESTIONS];
    uint8_t attribute[MAX_ATTRIBUTES]; /* a code's index or ANSWER_SKIPPED */
};

/*
 * Read the "answers" object of a request: question ids and attribute ids to
 * codes ("2" or 2), or to "refused", "not_understood", "skipped".  What is
 * left out counts as skipped.  not_asked holds the ids of questions that this
 * project does not put; an answer to one of them is an error.  WK_EINVAL with
 * the field named in why.
 */
WK_MUST_USE enum wk_err answers_from_json(const struct questionnaire *q,
    const struct json *object, const char *const *not_asked,
    size_t n_not_asked, struct answers *out, char why[static WHY_MAX]);

/*
 * The value for one code (or word, as above) written as text, or -1: for
 * ballots and the above.  An attribute that is not given is ANSWER_SKIPPED.
 */
int answers_code(const struct qn_question *question, const char *code);
int answers_attribute_code(const struct qn_attribute *a, const char *code);

void answers_encode(const struct answers *a, uint8_t out[static ANSWERS_LEN]);

/* WK_EINVAL when the bytes do not fit the questionnaire. */
WK_MUST_USE enum wk_err answers_decode(const struct questionnaire *q,
    const uint8_t in[static ANSWERS_LEN], struct answers *out);

#endif
