/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * option.h - one option of a question of type many, told as a question of its
 * own: "N01.house" is the yes-or-no question whether somebody chose house.
 *
 * So whoever stores, adds up or draws figures knows one kind of question.
 *
 * Pure module.
 *
 * Ownership  A struct option holds all its texts: it may not be copied.
 * Source     client/PRIVACY.md, B, "up to three".
 */
#ifndef WK_OPTION_H
#define WK_OPTION_H

#include "release.h"

struct option {
    struct qn_question question; /* codes "no", "yes"; text "N01's – house" */
    char text[N_LANGS][2 * MAX_TEXT + 8];
};

/* "N01.house"; no id of a question holds a full stop. */
void option_id(const struct qn_question *many, size_t option,
    char out[static MAX_OPTION_ID + 1]);

/* The question and option of q that this id names; false: none. */
WK_MUST_USE bool option_find(const struct questionnaire *q, const char *id,
    size_t *question, size_t *option);

void option_make(const struct questionnaire *q, size_t question, size_t option,
    struct option *out);

/*
 * What a table of the question says of one option: the same when nothing is
 * told, exact counts of no and yes, or a bound where d stands for one.
 */
struct table option_table(const struct table *many, size_t option, uint32_t d);

/* The labels of "no" and "yes"; of another code, the code itself. */
const char *option_label(const char *code, enum lang lang);

#endif
