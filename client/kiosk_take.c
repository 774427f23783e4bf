/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kiosk_take.c - POST /api/v1/answers: one answer set, or one "no, thank you",
 * saved or refused.
 *
 * Saved is said only after the transaction was committed.  The page's random
 * id is the row's key, so a request that comes twice is stored once.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "assisted.h"
#include "cards.h"
#include "clock.h"
#include "crypto.h"
#include "json.h"
#include "kiosk_private.h"
#include "not_asked.h"
#include "pin.h"
#include "wave.h"

/* A request on its way in; status 0 while nothing is wrong. */
struct taking {
    struct kiosk *kiosk;
    int status;
    char why[WHY_MAX];
    const struct json *body;
    uint8_t id[ID_LEN];
    struct store_project project;
    struct store_series series;
    int32_t month;
    const struct questionnaire *q;
    struct answers answers;
    const char *beside; /* what is sealed: a ticket (pin.h), or NULL */
    int64_t wave;       /* that asks for a card, or -1 */
    unsigned wait_s;    /* with 429 */
};

static void refuse(struct taking *t, int status, const char *fmt, ...)
    WK_PRINTF(3, 4);

static void refuse(struct taking *t, int status, const char *fmt, ...)
{
    va_list ap;

    t->status = status;
    va_start(ap, fmt);
    vsnprintf(t->why, sizeof t->why, fmt, ap);
    va_end(ap);
}

static void failed(struct taking *t)
{
    refuse(t, 503, "the answers could not be saved");
}

static const char *const KEYS[] = {"id", "project", "channel", "questionnaire",
    "answers", "declined", "card", "ticket"};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0], N_NEEDED = 4 };

/* Every key there, one of answers and declined, perhaps a card, no other. */
static void check_keys(struct taking *t)
{
    const char *missing;

    if (json_type_of(t->body) != JSON_OBJECT_T) {
        refuse(t, 400, "should be an object");
        return;
    }
    for (const char *key = json_next_key(t->body, NULL); key != NULL;
         key = json_next_key(t->body, key)) {
        size_t i = 0;

        while (i < N_KEYS && strcmp(KEYS[i], key) != 0)
            i++;
        if (i == N_KEYS) {
            refuse(t, 400, "%.80s: no such key", key);
            return;
        }
    }
    missing = json_missing(t->body, KEYS, N_NEEDED);
    if (missing != NULL) {
        refuse(t, 400, "%s: missing", missing);
        return;
    }
    if ((json_get(t->body, "answers") == NULL) ==
        (json_get(t->body, "declined") == NULL))
        refuse(t, 400, "answers: missing, or declined as well");
}

static void take_id(struct taking *t)
{
    if (!hex_decode(json_get_text(t->body, "id"), t->id, ID_LEN))
        refuse(t, 400, "id: should be 32 lower-case hex digits");
}

static void take_channel(struct taking *t)
{
    if (channel_parse(json_get_text(t->body, "channel"), &t->series.channel) !=
        WK_OK)
        refuse(t, 400, "channel: should be self or assisted");
}

static void take_project(struct taking *t)
{
    const char *id = json_get_text(t->body, "project");
    enum wk_err err;

    if (json_type_of(json_get(t->body, "project")) != JSON_STRING_T) {
        refuse(t, 400, "project: should be text");
        return;
    }
    err = store_project_get(site_store(t->kiosk->site), id, &t->project);
    if (err == WK_ENOTFOUND)
        refuse(t, 404, "project: no such project");
    else if (err != WK_OK)
        failed(t);
    else
        memcpy(t->series.project, t->project.id, sizeof t->series.project);
}

/* Whether this plan is meant and asks now; then everything about it is set. */
static bool fits(struct taking *t, const struct store_plan *plan,
    const char *name, const uint8_t *hash)
{
    const struct questionnaire *q;
    int32_t month;
    bool asks;

    if (hash != NULL && !bytes_equal(hash, plan->questionnaire, HASH_LEN))
        return false;
    if (kiosk_questionnaire(t->kiosk, plan->questionnaire, &q) != WK_OK ||
        kiosk_month(t->kiosk, plan, t->series.channel, &month, &asks) !=
            WK_OK) {
        failed(t);
        return false;
    }
    if (!asks || (hash == NULL && strcmp(q->id, name) != 0))
        return false;
    t->q = q;
    t->month = month;
    memcpy(t->series.questionnaire, plan->questionnaire, HASH_LEN);
    return true;
}

/* By hash, or by id: the newest that the project's plan puts now. */
static void take_questionnaire(struct taking *t)
{
    const char *name = json_get_text(t->body, "questionnaire");
    struct store_plan *plans = NULL;
    uint8_t hash[HASH_LEN];
    bool by_hash = hex_decode(name, hash, HASH_LEN), found = false;
    size_t n = 0;

    if (store_plan_list(
            site_store(t->kiosk->site), t->project.id, &plans, &n) != WK_OK)
        failed(t);
    while (n-- > 0 && t->status == 0 && !found)
        found = fits(t, &plans[n], name, by_hash ? hash : NULL);
    free(plans);
    if (t->status == 0 && !found)
        refuse(t, 404, "questionnaire: this project does not put it now");
}

/* Only at the kiosk is there such a button. */
static void take_declined(struct taking *t)
{
    const struct json *j = json_get(t->body, "declined");

    if (json_type_of(j) != JSON_BOOL_T || !json_bool(j))
        refuse(t, 400, "declined: should be true");
    else if (t->series.channel != CHANNEL_SELF)
        refuse(t, 400, "declined: only in the channel self");
    t->answers = (struct answers){.declined = true};
}

static void take_answers(struct taking *t)
{
    struct not_asked not_asked;
    char why[WHY_MAX] = "";

    if (json_get(t->body, "declined") != NULL) {
        take_declined(t);
        return;
    }
    not_asked_of(&t->project, &not_asked);
    if (answers_from_json(t->q, json_get(t->body, "answers"), not_asked.id,
            not_asked.n, &t->answers, why) != WK_OK)
        refuse(t, 400, "%s", why);
}

/* That somebody helped is for the team to say, who know the PIN; where none is
 * set everybody may. */
static void take_ticket(struct taking *t)
{
    struct site *s = t->kiosk->site;
    const struct json *j = json_get(t->body, "ticket");
    const char *inside = json_text(j);

    if (j != NULL && (inside == NULL || t->series.channel == CHANNEL_SELF))
        refuse(t, 400, "ticket: should be text, in the channel assisted");
    else if (t->series.channel == CHANNEL_ASSISTED && pin_is_set(s) &&
        (inside == NULL || !pin_ticket_fits(s, inside)) &&
        (t->beside == NULL || !pin_ticket_fits(s, t->beside)))
        refuse(t, 403, "ticket: not the one that the team's PIN gives");
}

/* Who helped is told with such a questionnaire, and with no other. */
static void take_mode(struct taking *t)
{
    const char *fault = assisted_fault(t->q, t->series.channel, &t->answers);

    if (fault != NULL)
        refuse(t, 400, "%s", fault);
}

static void take_card(struct taking *t)
{
    const struct json *j = json_get(t->body, "card");

    if (j != NULL && (json_text(j) == NULL || !cards_is_number(json_text(j))))
        refuse(t, 400, "card: should be %d digits", CARD_DIGITS);
    else if (!t->answers.declined &&
        kiosk_card_wave(t->kiosk, t->project.id, t->month, t->series.channel,
            t->q, &t->wave) != WK_OK)
        failed(t);
}

/* In the transaction that saves; one that is rolled back uses none up. */
static enum wk_err use_card(struct taking *t)
{
    const char *number = json_text(json_get(t->body, "card"));
    enum wk_err err = WK_ENOTFOUND;

    if (number != NULL)
        err = kiosk_card_use(t->kiosk, t->wave, number, &t->wait_s);
    if (err == WK_ENOTFOUND)
        refuse(t, 409,
            number == NULL ? "card: this wave asks for one"
                           : "card: unknown, or used already");
    else if (err == WK_EBUSY)
        refuse(t, 429, "card: too many guesses");
    return err;
}

/* One transaction; the same id again is as good as saved, and needs no card. */
static void save(struct taking *t)
{
    struct store *store = site_store(t->kiosk->site);
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = seal_add(site_seal(t->kiosk->site), store, &t->series,
            &t->project, t->month, t->id, &t->answers);
    if (err == WK_OK && t->wave >= 0)
        err = use_card(t);
    if (err == WK_OK)
        err = store_commit(store);
    store_rollback(store);
    t->kiosk->traces |= err == WK_OK;
    if (err == WK_OK && t->wave >= 0)
        kiosk_card_used(t->kiosk);
    if (err == WK_EWAVE) {
        char why[WHY_MAX];

        wave_why(store, t->project.id, t->month, why);
        refuse(t, 409, "%s", why);
    } else if (err != WK_OK && err != WK_EEXIST && t->status == 0)
        failed(t);
}

static void take(struct taking *t)
{
    static void (*const STEPS[])(struct taking *) = {check_keys, take_id,
        take_channel, take_project, take_questionnaire, take_answers, take_mode,
        take_ticket, take_card, save};

    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0] && t->status == 0;
         i++)
        STEPS[i](t);
}

/* The same of what waited on a page, sealed (box.h); what was sealed without a
 * ticket, before a PIN was set, may have one beside it. */
static void take_sealed(struct taking *t)
{
    const char *text = json_text(json_get(t->body, "sealed"));
    char why[WHY_MAX] = "";
    struct json *body = NULL;

    t->beside = json_text(json_get(t->body, "ticket"));
    if (text == NULL || json_size(t->body) != 1 + (t->beside != NULL)) {
        refuse(t, 400, "sealed: should be text, with no key but a ticket");
        return;
    }
    switch (kiosk_box_open(t->kiosk, text, &body, why)) {
    case WK_OK:
        t->body = body;
        take(t);
        break;
    case WK_ENOTFOUND:
        refuse(t, 410, "sealed: to a key that is no more");
        break;
    case WK_ECHECK:
        refuse(t, 400, "sealed: does not open");
        break;
    case WK_EINVAL:
        refuse(t, 400, "sealed: %s", why);
        break;
    default:
        failed(t);
    }
    json_free(body);
}

void kiosk_take(struct kiosk *k, struct http_request *r)
{
    struct taking t = {.kiosk = k, .wave = -1};
    struct json *body = NULL;
    char why[WHY_MAX] = "";
    unsigned wait_s;
    size_t len;
    const uint8_t *data = http_body(r, &len);

    if (!kiosk_token_passes(k, r))
        return;
    if (!bucket_take(&k->bucket, clock_monotonic_ms(), &wait_s)) {
        flood_count(&k->flood, k->site, site_today());
        http_reply_wait(r, 429, wait_s, "too many answers at once");
        return;
    }
    if (json_parse(data, len, &body, why, sizeof why) != WK_OK) {
        http_reply_error(r, 400, "%s", why);
        return;
    }
    t.body = body;
    if (json_type_of(body) == JSON_OBJECT_T && json_get(body, "sealed") != NULL)
        take_sealed(&t);
    else
        take(&t);
    if (t.status == 0)
        http_reply(r, 201, "Content-Type: application/json\r\n",
            "{\"saved\":true}", 14);
    else if (t.status == 429)
        http_reply_wait(r, 429, t.wait_s, t.why);
    else
        http_reply_error(r, t.status, "%s", t.why);
    crypto_wipe(&t.answers, sizeof t.answers);
    json_free(body);
}
