/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk.c - the page and what it asks; kiosk_take.c takes the answers. */
#include "kiosk.h"

#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "clock.h"
#include "guard.h"
#include "json.h"
#include "kiosk_loop.h"
#include "kiosk_private.h"
#include "not_asked.h"
#include "pin.h"
#include "qn_json.h"
#include "random.h"
#include "site_reply.h"
#include "xalloc.h"

enum { REPLY_MAX = 4 * 1024 * 1024 };

struct kiosk *kiosk_new(struct site *s)
{
    struct kiosk *k = xcalloc(1, sizeof *k);
    uint8_t token[KIOSK_TOKEN_LEN];

    random_bytes(token, sizeof token);
    hex_encode(token, sizeof token, k->token);
    k->site = s;
    k->traces = true; /* of a run that was killed */
    k->bucket =
        bucket_new(site_settings(s)->kiosk_per_minute, clock_monotonic_ms());
    k->guesses = throttle_new(KIOSK_GUESSES, KIOSK_GUESS_WAIT_S);
    return k;
}

void kiosk_free(struct kiosk *k)
{
    if (k == NULL)
        return;
    for (size_t i = 0; i < KIOSK_HELD; i++)
        questionnaire_free(k->held[i].q);
    throttle_free(k->guesses);
    free(k);
}

void kiosk_mark(struct kiosk *k)
{
    k->traces = true;
}

void kiosk_shuffle(struct kiosk *k)
{
    kiosk_box_refresh(k);
    if (k->traces)
        k->traces = store_answer_shuffle(site_store(k->site)) != WK_OK;
}

enum wk_err kiosk_questionnaire(struct kiosk *k,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out)
{
    struct store_questionnaire fresh = {.q = NULL}, *slot;
    enum wk_err err;

    for (size_t i = 0; i < KIOSK_HELD; i++)
        if (k->held[i].q != NULL &&
            memcmp(k->held[i].hash, hash, HASH_LEN) == 0) {
            *out = k->held[i].q;
            return WK_OK;
        }
    err = store_questionnaire_get(site_store(k->site), hash, NULL, &fresh);
    if (err != WK_OK)
        return err;
    slot = &k->held[k->next_held++ % KIOSK_HELD];
    questionnaire_free(slot->q);
    *slot = fresh;
    *out = fresh.q;
    return WK_OK;
}

/* Put a plan's questionnaire among all that are told; its hash in hex. */
static enum wk_err add_form(struct kiosk *k, const struct store_plan *plan,
    struct json *all, char hex[static 2 * HASH_LEN + 1])
{
    const struct questionnaire *q;
    enum wk_err err = kiosk_questionnaire(k, plan->questionnaire, &q);

    if (err != WK_OK)
        return err;
    hex_encode(plan->questionnaire, HASH_LEN, hex);
    if (json_get(all, hex) == NULL)
        json_set_new(all, hex, json_new_copy(q->json));
    return WK_OK;
}

enum wk_err kiosk_put(struct kiosk *k, const struct store_plan *plan,
    const char *key, struct json *all, struct json *out)
{
    char hex[2 * HASH_LEN + 1];
    enum wk_err err = plan != NULL ? add_form(k, plan, all, hex) : WK_OK;

    if (err == WK_OK)
        json_set_new(
            out, key, plan != NULL ? json_new_text(hex) : json_new_null());
    return err;
}

enum wk_err kiosk_month(struct kiosk *k, const struct store_plan *plan,
    enum channel channel, int32_t *month, bool *asks)
{
    struct seal_clock clock = site_clock(k->site);
    struct store_series series = {.channel = channel};
    enum wk_err err;

    memcpy(series.questionnaire, plan->questionnaire, HASH_LEN);
    memcpy(series.project, plan->project, sizeof series.project);
    err = seal_month(site_store(k->site), &series, &clock, month);
    /* Its label may begin later; before its month nobody is asked. */
    *asks = err == WK_OK && store_plan_asks(plan, *month) &&
        (!plan->local || plan->first_month <= date_month(clock.date));
    return err;
}

void kiosk_page(struct kiosk *k, struct http_request *r)
{
    asset_reply_page(&SITE_ASSETS, r, "kiosk.html", k->token);
}

bool kiosk_token_passes(const struct kiosk *k, struct http_request *r)
{
    const char *token = http_header(r, "x-weerklank-token");

    /* A program could read it anyway. */
    if (!guard_is_browser(r) ||
        (token != NULL && strlen(token) == 2 * KIOSK_TOKEN_LEN &&
            bytes_equal((const uint8_t *)token, (const uint8_t *)k->token,
                2 * KIOSK_TOKEN_LEN)))
        return true;
    http_reply_error(
        r, 403, "X-Weerklank-Token: not the page's; load it again");
    return false;
}

/* ---- GET /api/v1/kiosk ---- */

/* A plan's hash goes on the list of its project. */
static enum wk_err add_questionnaire(struct kiosk *k,
    const struct store_plan *plan, struct json *list, struct json *all)
{
    char hex[2 * HASH_LEN + 1];
    enum wk_err err = add_form(k, plan, all, hex);

    if (err == WK_OK)
        json_append_new(list, json_new_text(hex));
    return err;
}

/* A project that asks something now; otherwise it is left out. */
static enum wk_err add_project(struct kiosk *k, const struct store_project *p,
    struct json *projects, struct json *all)
{
    struct store_plan *plans = NULL;
    struct json *list = json_new_array(), *one;
    int32_t month = p->first_month;
    size_t n = 0;
    enum wk_err err = store_plan_list(site_store(k->site), p->id, &plans, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        bool asks;
        int32_t m;

        err = kiosk_month(k, &plans[i], CHANNEL_SELF, &m, &asks);
        if (err == WK_OK && asks && !plans[i].has_base && !plans[i].local) {
            month = m > month ? m : month;
            err = add_questionnaire(k, &plans[i], list, all);
        }
    }
    if (err != WK_OK || json_size(list) == 0) {
        free(plans);
        json_free(list);
        return err;
    }
    one = json_new_object();
    json_set_new(one, "id", json_new_text(p->id));
    json_set_new(one, "name", qn_json_project(p));
    err = kiosk_wave(k, p, plans, n, month, one);
    if (err == WK_OK)
        err = kiosk_assisted(k, plans, n, month, all, one);
    if (err == WK_OK)
        err = kiosk_local(k, p, plans, n, month, all, one);
    free(plans);
    json_set_new(one, "questionnaires", list);
    json_set_new(one, "not_asked", not_asked_json(p));
    json_append_new(projects, one);
    return err == WK_OK ? kiosk_loop_set(site_store(k->site), p->id, one) : err;
}

static enum wk_err add_projects(struct kiosk *k, struct json *out)
{
    struct json *projects = json_new_array(), *all = json_new_object();
    struct store_project *list = NULL;
    size_t n = 0;
    enum wk_err err = store_project_list(site_store(k->site), &list, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = add_project(k, &list[i], projects, all);
    json_set_new(out, "projects", projects);
    json_set_new(out, "questionnaires", all);
    free(list);
    return err;
}

static void add_facts(struct kiosk *k, struct json *out)
{
    const struct site_config *config = site_settings(k->site);
    char name[MAX_NAME + 1];

    site_name(k->site, name);
    json_set_new(out, "site", json_new_text(name));
    json_set_new(out, "languages", site_config_languages(config));
    json_set_new(out, "demonstration", json_new_bool(config->demonstration));
    json_set_new(out, "month", json_new_month(date_month(site_today())));
    json_set_new(out, "seal", kiosk_box_json(k));
    json_set_new(out, "pin", json_new_bool(pin_is_set(k->site)));
}

/* Who looks at a draft gets no token, and so cannot send anything. */
static enum wk_err add_all(
    struct kiosk *k, const char *preview, struct json *out)
{
    enum wk_err err = kiosk_add_packs(k, preview, out);

    add_facts(k, out);
    json_set_new(out, "token",
        preview != NULL ? json_new_null() : json_new_text(k->token));
    return err == WK_OK ? add_projects(k, out) : err;
}

void kiosk_describe(struct kiosk *k, struct http_request *r)
{
    struct json *out = json_new_object();
    char preview[MAX_ID + 1];
    bool is_preview;
    enum wk_err err =
        http_query_param(r, "preview", preview, sizeof preview, &is_preview);

    if (err == WK_OK)
        err = add_all(k, is_preview ? preview : NULL, out);
    if (err == WK_EINVAL || err == WK_ENOTFOUND) {
        http_reply_error(r, 404, "preview: no such language");
        json_free(out);
    } else {
        site_reply(r, err, out, REPLY_MAX);
    }
}
