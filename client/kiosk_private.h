/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_private.h - what the files of kiosk share; only they include it. */
#ifndef WK_KIOSK_PRIVATE_H
#define WK_KIOSK_PRIVATE_H

#include "bucket.h"
#include "json.h"
#include "kiosk.h"

enum { KIOSK_TOKEN_LEN = 16, KIOSK_HELD = 16 };

struct kiosk {
    struct site *site;
    char token[2 * KIOSK_TOKEN_LEN + 1]; /* of this start */
    struct bucket bucket;
    bool traces; /* where rows lie may tell in which order they came */
    /* Questionnaires parsed lately: a hash never means another one. */
    struct store_questionnaire held[KIOSK_HELD];
    size_t next_held;
};

/* The questionnaire of a hash; lent until KIOSK_HELD others were asked for. */
WK_MUST_USE enum wk_err kiosk_questionnaire(struct kiosk *k,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out);

/* The month an answer given now counts in, for one plan and channel, and
 * whether the plan asks in it. */
WK_MUST_USE enum wk_err kiosk_month(struct kiosk *k,
    const struct store_plan *plan, enum channel channel, int32_t *month,
    bool *asks);

/* What a project asks in a month: "wave", "pilot", "cards" and
 * "feedback_month" of one in GET /api/v1/kiosk. */
WK_MUST_USE enum wk_err kiosk_wave(struct kiosk *k,
    const struct store_project *p, const struct store_plan *plans, size_t n,
    int32_t month, struct json *out);

/* Add "packs" and "preview" to what the page is told: the languages offered, or
 * (preview not NULL) that one alone; WK_ENOTFOUND when there is no such. */
WK_MUST_USE enum wk_err kiosk_add_packs(
    struct kiosk *k, const char *preview, struct json *out);

#endif
