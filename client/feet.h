/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * feet.h - a conversation on feet: for each statement how many people stood
 * near, in the middle and far, saved as answer sets of a form of the site's
 * own.
 *
 * Nobody wrote down who stood where, so the counts of one statement have no tie
 * to those of another: each column is shuffled by itself, and who stood nowhere
 * skipped it.  Only totals are ever told of such a form, and these are the
 * counts that came in, so nothing is lost.  They fall under the same rules as
 * any answer: of fewer than ten people nothing is told, and nothing of it
 * leaves the site.
 *
 * The form is put at no kiosk: its plan ends before it begins.
 *
 * Errors   WK_EINVAL and the like with a sentence in why; nothing was saved.
 * Source   client/PRIVACY.md, "On feet"; common/API.md, "Staff".
 */
#ifndef WK_FEET_H
#define WK_FEET_H

#include "json.h"
#include "site.h"

enum { FEET_STATEMENTS = 12, FEET_PEOPLE = 500, FEET_TEXT = 160 };
enum { FEET_PLACES = 3 }; /* near, middle, far */

struct feet_statement {
    const struct json *text; /* of a language or more; lent */
    uint32_t at[FEET_PLACES];
};

struct feet {
    const char *project;
    uint8_t id[ID_LEN]; /* random: the same again is saved already */
    size_t n;
    struct feet_statement statement[FEET_STATEMENTS];
};

/* Save one; who is for the log, which tells no statement and no count. */
WK_MUST_USE enum wk_err feet_save(struct site *s, const char *who,
    const struct feet *f, char why[static WHY_MAX]);

/* Do what the body of POST /api/v1/feet says; the HTTP status, and why when it
 * is not 200. */
int feet_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX]);

#endif
