/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cards.h - one-time ballot cards: six digits, drawn from a bowl, good for one
 * answer set of a wave that asks for them.
 *
 * A number is shown once, when it is printed; a keyed hash of it is all that is
 * kept, until it is used or the wave ends.  It goes in the transaction that
 * saves the answer set, and nothing of it stays there: two tables without a
 * tie.  How many are left is told to nobody: that would be how many answered.
 *
 * Errors  WK_ENOTFOUND: no such project, or no such card (never printed, used,
 *         void, or of another wave: nobody is told which).  WK_EWAVE: no wave,
 *         present or to come, asks for cards.
 * Source  client/PRIVACY.md, B11.
 */
#ifndef WK_CARDS_H
#define WK_CARDS_H

#include "site.h"

enum { CARD_DIGITS = 6, CARDS_MAX = 400 }; /* at once */

struct card {
    char number[CARD_DIGITS + 1];
};

/* Whether text is the number of a card at all. */
bool cards_is_number(const char *text);

/*
 * Make n new cards, 1 to CARDS_MAX, in one transaction, for the present wave or
 * the next; out has n places.  Who did it is logged, how many and which are
 * not.
 */
WK_MUST_USE enum wk_err cards_make(struct site *s, const char *who,
    const char *project, size_t n, struct card *out);
/* End all that are left of a project's waves; logged. */
WK_MUST_USE enum wk_err cards_void(
    struct site *s, const char *who, const char *project);

/* The wave of a month that asks for cards, or -1. */
WK_MUST_USE enum wk_err cards_wave(
    struct site *s, const char *project, int32_t month, int64_t *wave);
WK_MUST_USE enum wk_err cards_find(
    struct site *s, int64_t wave, const char *number);
/* Use one up, inside the caller's transaction. */
WK_MUST_USE enum wk_err cards_use(
    struct site *s, int64_t wave, const char *number);

#endif
