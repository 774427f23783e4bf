/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kiosk_card.c - ballot cards at the kiosk: POST /api/v1/card, and what
 * kiosk_take.c asks of one.
 *
 * Wrong numbers are counted for the machine as a whole: the first few are free,
 * each further one doubles a wait.  A card that was really used up forgives
 * them, so that a room full of people who mistype waits for nothing; checking a
 * good one does not, or its holder could guess for ever.
 */
#include "cards.h"
#include "clock.h"
#include "json.h"
#include "kiosk_private.h"

static const uint8_t EVERYBODY[HASH_LEN];

enum wk_err kiosk_card_wave(struct kiosk *k, const char *project, int32_t month,
    enum channel channel, const struct questionnaire *q, int64_t *wave)
{
    *wave = -1;
    if (channel != CHANNEL_SELF || q->site_scope)
        return WK_OK;
    return cards_wave(k->site, project, month, wave);
}

/* Count a number that is not good. */
static enum wk_err judge(struct kiosk *k, enum wk_err err)
{
    if (err == WK_ENOTFOUND)
        throttle_count(k->guesses, EVERYBODY, clock_monotonic_ms());
    return err;
}

static bool must_wait(const struct kiosk *k, unsigned *wait_s)
{
    *wait_s = throttle_wait(k->guesses, EVERYBODY, clock_monotonic_ms());
    return *wait_s > 0;
}

enum wk_err kiosk_card_use(
    struct kiosk *k, int64_t wave, const char *number, unsigned *wait_s)
{
    if (must_wait(k, wait_s))
        return WK_EBUSY;
    return judge(k, cards_use(k->site, wave, number));
}

void kiosk_card_used(struct kiosk *k)
{
    throttle_forget(k->guesses, EVERYBODY);
}

/* ---- POST /api/v1/card ---- */

/* What is wrong with the body, or NULL. */
static const char *read_body(
    const struct json *body, const char **project, const char **number)
{
    *project = json_text(json_get(body, "project"));
    *number = json_text(json_get(body, "card"));
    if (json_type_of(body) != JSON_OBJECT_T || json_size(body) != 2)
        return "send project and card, nothing else";
    if (*project == NULL || !text_is_id(*project, MAX_ID))
        return "project: should be the id of one";
    if (*number == NULL || !cards_is_number(*number))
        return "card: should be 6 digits";
    return NULL;
}

static void reply_valid(struct http_request *r, bool valid)
{
    struct bytes text = bytes_new(32);

    bytes_addf(&text, "{\"valid\":%s}", valid ? "true" : "false");
    http_reply_json(r, 200, &text);
    bytes_free(&text);
}

static void check(struct kiosk *k, struct http_request *r, const char *project,
    const char *number)
{
    struct store_project p;
    unsigned wait_s;
    int64_t wave;
    enum wk_err err = store_project_get(site_store(k->site), project, &p);

    if (err == WK_ENOTFOUND) {
        http_reply_error(r, 404, "project: no such project");
        return;
    }
    if (must_wait(k, &wait_s)) {
        http_reply_wait(r, 429, wait_s, "too many guesses");
        return;
    }
    if (err == WK_OK)
        err = cards_wave(k->site, project, date_month(site_today()), &wave);
    if (err == WK_OK)
        err = judge(k, cards_find(k->site, wave, number));
    if (err == WK_OK || err == WK_ENOTFOUND)
        reply_valid(r, err == WK_OK);
    else
        http_reply_error(r, 503, "the site's database cannot be read");
}

void kiosk_card(struct kiosk *k, struct http_request *r)
{
    const char *project, *number, *wrong;
    struct json *body = NULL;
    char why[WHY_MAX] = "";
    size_t len;
    const uint8_t *data = http_body(r, &len);

    if (!kiosk_token_passes(k, r))
        return;
    if (json_parse(data, len, &body, why, sizeof why) != WK_OK) {
        http_reply_error(r, 400, "%s", why);
        return;
    }
    wrong = read_body(body, &project, &number);
    if (wrong != NULL)
        http_reply_error(r, 400, "%s", wrong);
    else
        check(k, r, project, number);
    json_free(body);
}
