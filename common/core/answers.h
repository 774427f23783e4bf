/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * answers.h - one answer set, or one "no, thank you", before it is sealed and
 * after it is opened.
 *
 * Pure module.  Nothing here may leave the site or reach a log.
 *
 * Every encoded answer set has the same length whatever was answered and
 * whatever the questionnaire, so that sealed ones cannot be told apart, nor
 * from those who declined.
 */
#ifndef WK_ANSWERS_H
#define WK_ANSWERS_H

#include "json.h"
#include "wk_limits.h"
#include "questionnaire.h"

/*
 * value[q]: a code's index, EXTRA + index of an extra code, or one of these.
 * Values past the questionnaire's last question or attribute are 0.
 * CHOSEN stands for the options of a question of type "many" that choices
 * holds, a bit each.
 */
enum {
    ANSWER_EXTRA = 100,
    ANSWER_CHOSEN = 249,
    ANSWER_NOT_ASKED = 250,
    ANSWER_REFUSED = 251,
    ANSWER_NOT_UNDERSTOOD = 252,
    ANSWER_SKIPPED = 253,
    ANSWERS_LEN = 96, /* bytes of every encoded answer set */
};

struct answers {
    uint8_t value[MAX_QUESTIONS];
    uint8_t attribute[MAX_ATTRIBUTES]; /* a code's index or ANSWER_SKIPPED */
    uint32_t choices[MAX_MANY];        /* bit i: option i; see qn_question */
    bool declined; /* no answer set: nothing above means anything */
};

/*
 * Read the "answers" object of a request: question ids and attribute ids to
 * codes ("2" or 2), or to "refused", "not_understood", "skipped"; a question of
 * type "many" takes a list of options too.  What is left out, and an empty
 * list, counts as skipped.  not_asked holds the ids of questions and attributes
 * that this project does not put; an answer to one of them is an error.
 * WK_EINVAL with the field named in why.
 */
WK_MUST_USE enum wk_err answers_from_json(const struct questionnaire *q,
    const struct json *object, const char *const *not_asked, size_t n_not_asked,
    struct answers *out, char why[static WHY_MAX]);

/* An answer set in which nothing was answered yet. */
void answers_start(const struct questionnaire *q, const char *const *not_asked,
    size_t n_not_asked, struct answers *out);

/*
 * Give one code (or word, as above) written as text to a question that has
 * none yet; to one of type "many" also the next ones, with first false.  NULL
 * when it was taken, else what is wrong with it, and a is as it was.
 */
const char *answers_take(const struct questionnaire *q, size_t question,
    const char *code, bool first, struct answers *a);
/* The same for an attribute; the words mean that it was not said. */
const char *answers_take_attribute(const struct questionnaire *q,
    size_t attribute, const char *code, struct answers *a);

/* The index of attribute id, or -1. */
int answers_find_attribute(const struct questionnaire *q, const char *id);

void answers_encode(const struct answers *a, uint8_t out[static ANSWERS_LEN]);

/* WK_EINVAL when the bytes do not fit the questionnaire. */
WK_MUST_USE enum wk_err answers_decode(const struct questionnaire *q,
    const uint8_t in[static ANSWERS_LEN], struct answers *out);

#endif
