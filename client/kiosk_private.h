/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_private.h - what the files of kiosk share; only they include it. */
#ifndef WK_KIOSK_PRIVATE_H
#define WK_KIOSK_PRIVATE_H

#include "box.h"
#include "bucket.h"
#include "flood.h"
#include "json.h"
#include "kiosk.h"
#include "throttle.h"

enum {
    KIOSK_TOKEN_LEN = 16,
    KIOSK_HELD = 16,
    KIOSK_GUESSES = 10, /* wrong numbers of cards; then each costs a wait */
    KIOSK_GUESS_WAIT_S = 60,
};

struct kiosk {
    struct site *site;
    char token[2 * KIOSK_TOKEN_LEN + 1]; /* of this start */
    struct bucket bucket;
    struct flood flood;
    struct throttle *guesses; /* at the numbers of ballot cards */
    struct box box;           /* of box_date, if there is one */
    bool has_box;
    int64_t box_date;
    bool traces; /* where rows lie may tell in which order they came */
    /* Questionnaires parsed lately: a hash never means another one. */
    struct store_questionnaire held[KIOSK_HELD];
    size_t next_held;
};

/* The questionnaire of a hash; lent until KIOSK_HELD others were asked for. */
WK_MUST_USE enum wk_err kiosk_questionnaire(struct kiosk *k,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out);

/* Add key to what a project is told: the hash of what the plan puts (NULL:
 * null), and the questionnaire itself to all. */
WK_MUST_USE enum wk_err kiosk_put(struct kiosk *k,
    const struct store_plan *plan, const char *key, struct json *all,
    struct json *out);

/* Have the box of today, and none that is over. */
void kiosk_box_refresh(struct kiosk *k);
/* {"id", "key"}, or null. */
struct json *kiosk_box_json(struct kiosk *k);
/* What a page sealed, as it would have sent it.  WK_ECHECK: does not open;
 * WK_ENOTFOUND: sealed too long ago; WK_EINVAL: no JSON (why); else the store.
 */
WK_MUST_USE enum wk_err kiosk_box_open(struct kiosk *k, const char *text,
    struct json **body, char why[static WHY_MAX]);

/* The month an answer given now counts in, for one plan and channel, and
 * whether the plan asks in it. */
WK_MUST_USE enum wk_err kiosk_month(struct kiosk *k,
    const struct store_plan *plan, enum channel channel, int32_t *month,
    bool *asks);

/* What a project asks in a month: "wave", "pilot", "cards", "languages" and
 * "feedback_month" of one in GET /api/v1/kiosk. */
WK_MUST_USE enum wk_err kiosk_wave(struct kiosk *k,
    const struct store_project *p, const struct store_plan *plans, size_t n,
    int32_t month, struct json *out);

/* Add "packs" and "preview" to what the page is told: the languages offered, or
 * (preview not NULL) that one alone; WK_ENOTFOUND when there is no such. */
WK_MUST_USE enum wk_err kiosk_add_packs(
    struct kiosk *k, const char *preview, struct json *out);

/* "assisted" of one project in GET /api/v1/kiosk, whose "wave" stands in out:
 * what is put to who is helped; the questionnaire itself goes into all. */
WK_MUST_USE enum wk_err kiosk_assisted(struct kiosk *k,
    const struct store_plan *plans, size_t n, int32_t month, struct json *all,
    struct json *out);

/* A browser must show the page's token; else it has answered: 403. */
bool kiosk_token_passes(const struct kiosk *k, struct http_request *r);

/* The wave of which one more answer set of this kind needs a card, or -1: only
 * the core does, and only alone. */
WK_MUST_USE enum wk_err kiosk_card_wave(struct kiosk *k, const char *project,
    int32_t month, enum channel channel, const struct questionnaire *q,
    int64_t *wave);
/*
 * Use a card up inside the caller's transaction, kiosk_card_used() once that
 * is sure.  WK_ENOTFOUND: not good; that was a guess.  WK_EBUSY: too many
 * guesses, *wait_s from now on.
 */
WK_MUST_USE enum wk_err kiosk_card_use(
    struct kiosk *k, int64_t wave, const char *number, unsigned *wait_s);
void kiosk_card_used(struct kiosk *k);

/* Add "local", the site's own questions that are put after the wave's. */
WK_MUST_USE enum wk_err kiosk_local(struct kiosk *k,
    const struct store_project *p, const struct store_plan *plans, size_t n,
    int32_t month, struct json *all, struct json *out);

#endif
