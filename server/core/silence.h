/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * silence.h - how many people could answer, were asked, answered, and declined:
 * of each site and channel the sums over releases that tell so.
 *
 * A number that stands for "at most so many" lies between the answer sets (of
 * those who declined: nobody) and itself, so sums and shares are ranges.  No
 * share is made of declines: who declines twice counts twice.  They count
 * everybody who was there: nothing is a sample here, and no share has an
 * interval of chance.  What a release does not tell is left out and counted as
 * left out, never guessed.
 *
 * Pure module.
 *
 * Units   People in a period, as answer sets are.
 * Source  client/PRIVACY.md, B, "turnout"; common/API.md, "GET
 *         /api/v1/silence".
 */
#ifndef WK_SILENCE_H
#define WK_SILENCE_H

#include "json.h"
#include "release.h"

/* What one release tells. */
struct silence_part {
    enum channel channel;
    uint32_t answer_sets;
    uint32_t eligible, asked, declined; /* 0: not told */
    uint32_t few; /* that many above answer_sets, or nobody who declined, stands
                   * for "at most" */
};

struct silence_range {
    uint64_t least, most;
};

/* Releases added up. */
struct silence_sum {
    uint32_t releases;
    uint64_t answered;
    struct silence_range eligible, asked;
};

struct silence_declined {
    uint32_t releases;
    uint64_t answered;
    struct silence_range declined;
};

struct silence_row {
    struct silence_sum all;           /* its ranges are not used */
    struct silence_sum counted;       /* of those that tell eligible */
    struct silence_sum asked;         /* of those that tell both */
    struct silence_declined declined; /* of those that tell it */
};

enum { SILENCE_TOTAL, SILENCE_SELF, SILENCE_ASSISTED, SILENCE_ROWS };

struct silence {
    struct silence_row row[SILENCE_ROWS];
};

void silence_add(struct silence *s, const struct silence_part *p);

/* One site of the reply to GET /api/v1/silence. */
struct json *silence_json(const struct silence *s, const char *site);

#endif
