/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * others.h - what the centre tells a site of the network: for some months, its
 * own share of each question beside those of other sites, by letters.
 *
 * Travels as JSON in the catalogue:
 *   {"first": "2025-11", "last": "2026-10", "questions": [{"id": "C01",
 *     "own": {"n": 120, "low": 661, "high": 820, "share": 750},
 *     "others": [{"letter": "A", "n": 88, "low": 580, "high": 777,
 *                 "share": null, "clear": false}]}]}
 * low, high and share are thousandths of those who answered: the 95 % interval
 * of the positive side, and the share itself unless a part is capped.  clear:
 * the difference to the own share is more than chance.  The order is that of
 * the letters, and nobody's rank.
 *
 * Pure module.
 *
 * Errors     WK_EINVAL with why for a text that is not this; keys that a later
 *            version adds are passed over.
 * Source     proto/PROTOCOL.md, "A night".
 */
#ifndef WK_OTHERS_H
#define WK_OTHERS_H

#include "bytes.h"
#include "json.h"
#include "period.h"
#include "questionnaire.h"
#include "wk_limits.h"

enum {
    OTHERS_MAX = 8,   /* sites beside the own one */
    OTHERS_LEAST = 3, /* or none */
    OTHERS_QUESTIONS = 64,
    OTHERS_LETTER = 8, /* "A" and NUL, with room */
    OTHERS_TEXT = 64 * 1024,
    OTHERS_WHOLE = 1000,
    OTHERS_CAPPED = -1,
};

struct others_share {
    uint32_t n;
    int32_t low, high, share; /* thousandths; OTHERS_CAPPED: no one share */
};

struct others_site {
    char letter[OTHERS_LETTER];
    struct others_share share;
    bool clear;
};

struct others_question {
    char id[MAX_ID + 1];
    struct others_share own;
    struct others_site other[OTHERS_MAX];
    size_t n;
};

struct others {
    struct period months;
    struct others_question question[OTHERS_QUESTIONS];
    size_t n;
};

/* Set n, low, high and share, as above. */
void others_set_share(struct json *j, const struct others_share *s);
void others_write(const struct others *o, struct bytes *out);
WK_MUST_USE enum wk_err others_parse(
    const void *text, size_t len, struct others *out, char why[static WHY_MAX]);

#endif
