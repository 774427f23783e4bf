/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unanswered.h - of one question and site: who gave it no answer, and, where
 * releases tell that apart, who refused, did not understand, or skipped it.
 *
 * Only what a release tells is added up.  Where a question has exits of its
 * own ("not needed"), a bound or an option tells them together with no answer:
 * such a release is counted as one that does not tell, and nothing is worked
 * out from it.
 *
 * Pure module.
 *
 * Units   People, as answer sets are; shares are of all whom the question was
 *         put to in the releases that tell.
 * Source  client/PRIVACY.md, B, "no answer"; common/API.md, "GET
 *         /api/v1/compare".
 */
#ifndef WK_UNANSWERED_H
#define WK_UNANSWERED_H

#include "json.h"
#include "release.h"

enum unanswered_told {
    UNANSWERED_NOT, /* nothing, or not to be told */
    UNANSWERED_TOGETHER,
    UNANSWERED_APART,
};

enum unanswered_kind {
    UNANSWERED_REFUSED,
    UNANSWERED_NOT_UNDERSTOOD,
    UNANSWERED_SKIPPED,
    UNANSWERED_KINDS,
};

/* Releases added up. */
struct unanswered {
    uint32_t shown, told, apart; /* of shown tell it; of told tell it apart */
    uint64_t n, no_answer;       /* of those that tell it */
    uint64_t n_apart, kind[UNANSWERED_KINDS]; /* of those that do so apart */
};

/* What t tells, a table of the question or (option.h) of an option of it. */
enum unanswered_told unanswered_of(
    const struct qn_question *question, const struct table *t);

/* Add t, in so many releases together; it must fit its question. */
void unanswered_add(struct unanswered *u, enum unanswered_told told,
    const struct table *t, uint32_t answer_sets, uint32_t releases);

/* Shares with their interval; null: no release shows the question. */
struct json *unanswered_json(const struct unanswered *u, double z);

#endif
