/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ballots.h - a file of paper ballots, one answer set a line, as answers.
 *
 * The first line names the questions (and attributes) of the columns; each
 * other line is one ballot: codes, "refused", "not_understood", "skipped", or
 * nothing for skipped.  The options of a question of type "many" stand in one
 * field with "+", spaces, commas or semicolons between: house+work, or in
 * double quotes "house,work".  UTF-8 with or without a byte order mark; the
 * separator is the comma or the semicolon, whichever comes first in the first
 * line; lines end with LF or CRLF; a field may stand in double quotes.  Blank
 * lines are passed over; a line of empty fields alone is a fault, because
 * spreadsheets add such lines at the end.
 *
 * Pure module.  All or nothing: with one fault there are no answers.
 *
 * Units      Lines and columns count from 1; a column is a field.
 * Ownership  ballots_parse() fills *out either way; ballots_free() ends it.
 */
#ifndef WK_BALLOTS_H
#define WK_BALLOTS_H

#include "answers.h"

enum {
    BALLOTS_MAX_ROWS = 100000,
    BALLOTS_MAX_FAULTS = 50,
    BALLOTS_FAULT_LEN = 160
};

struct ballots_fault {
    size_t line, column;
    char text[BALLOTS_FAULT_LEN];
};

struct ballots {
    size_t n;
    struct answers *answers;
    size_t n_faults; /* all that were found; the first ones are in fault */
    struct ballots_fault fault[BALLOTS_MAX_FAULTS];
};

/*
 * Read a file.  not_asked holds the ids of questions and attributes that
 * the project does not put.  WK_EINVAL with every fault; WK_ETOOBIG over
 * MAX_BALLOTS.
 */
WK_MUST_USE enum wk_err ballots_parse(const struct questionnaire *q,
    const char *const *not_asked, size_t n_not_asked, const uint8_t *text,
    size_t len, struct ballots *out);
void ballots_free(struct ballots *b);

/* Append the first line of such a file. */
void ballots_template(const struct questionnaire *q,
    const char *const *not_asked, size_t n_not_asked, struct bytes *out);

#endif
