/* SPDX-License-Identifier: EUPL-1.2 */
#include "night.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backoff.h"
#include "log.h"
#include "night_private.h"
#include "others.h"
#include "xalloc.h"

static const char *const RESULTS[] = {
    [NIGHT_DONE] = "done",
    [NIGHT_NO_CONTACT] = "no contact",
    [NIGHT_QUARANTINED] = "quarantined",
    [NIGHT_REFUSED] = "refused",
    [NIGHT_STOPPED] = "stopped",
    [NIGHT_FAILED] = "failed",
};

const char *night_result_text(enum night_result r)
{
    return RESULTS[r];
}

/* ---- Exchanges ---- */

void night_exchange(const struct night_env *env, struct night_report *report,
    const char *path, struct bytes *body, struct night_reply *reply)
{
    *reply = (struct night_reply){.body = bytes_new(MAX_BODY)};
    env->exchange(env->arg, path, (struct span){body->data, body->len}, reply);
    report->bytes += body->len + reply->body.len;
    bytes_free(body);
}

struct span night_body_of(const struct night_reply *reply)
{
    return (struct span){reply->body.data, reply->body.len};
}

void night_refuse(struct uplink *u, enum wk_err decoded, const char *what)
{
    uplink_refused(u, decoded == WK_ESCHEMA ? UPLINK_OTHER_VERSION : what);
}

enum wk_err night_keep_held(const struct night_env *env, uint64_t seq)
{
    enum wk_err err = WK_OK;
    bool more = true;

    for (; err == WK_OK && more && seq > 0; seq--) {
        struct store_entry e;

        err = store_entry_get(env->store, seq, &e);
        if (err != WK_OK)
            break;
        free(e.bytes);
        more = e.verdict == 0;
        if (more)
            err = store_receipt_set(
                env->store, seq, VERDICT_ALREADY_HELD, CODE_NONE, env->date);
    }
    return err;
}

static enum wk_err say_hello(
    const struct night_env *env, struct uplink *u, struct night_report *report)
{
    struct wire_hello hello = {.software = WK_VERSION,
        .date = env->date,
        .disk_free = env->disk_free / 10 * 10};
    struct wire_hello_reply m;
    struct wire_hold *hold = NULL;
    struct bytes body = bytes_new(MAX_BODY), csr = bytes_new(MAX_PEM);
    struct night_reply reply;
    bool mine = false;
    enum wk_err decoded, err = store_head(env->store, &hello.head);

    if (err != WK_OK)
        return err;
    hello.catalogue = (uint64_t)store_meta_int(env->store, "catalogue", 0);
    if (env->renew) {
        crypto_make_csr(env->key, "weerklank-site", &csr);
        hello.csr = (struct span){csr.data, csr.len};
    }
    wire_encode_hello(&hello, &body);
    night_exchange(env, report, "/sync/v1/hello", &body, &reply);
    decoded = wire_decode_hello_reply(night_body_of(&reply), &m, &hold);
    if (reply.status != 200) {
        uplink_failed(u, reply.status, reply.retry_after, reply.clock_wrong);
    } else if (decoded != WK_OK) {
        night_refuse(u, decoded, "the centre's hello could not be understood");
    } else {
        err = night_head_is_mine(env, &m.head, &mine);
        if (err == WK_OK && mine)
            err = night_keep_held(env, m.head.seq);
        if (err == WK_OK && m.certificate.len > 0)
            err = env->certificate(env->arg, m.certificate);
        if (err == WK_OK)
            err = store_meta_set_int(env->store, "central_date", m.date);
        if (err == WK_OK && m.catalogue < hello.catalogue)
            err = night_log(env, true,
                "the centre offers an older catalogue; it is not taken");
        uplink_heard(u, &m, mine);
    }
    wire_release(hold);
    bytes_free(&reply.body);
    bytes_free(&csr);
    return err;
}

/* Take one page of the catalogue; what is refused raises an alarm. */
static enum wk_err take_catalogue(const struct night_env *env,
    const struct wire_catalogue *m, int64_t central_date)
{
    uint8_t hash[HASH_LEN];
    char why[WHY_MAX], text[MAX_TEXT + 1];
    struct rules_set rules;
    enum wk_err err = WK_OK;

    if (m->policy.len > MAX_TEXT ||
        policy_parse((const char *)m->policy.data, m->policy.len, &rules,
            why) != WK_OK) {
        snprintf(text, sizeof text, "the centre's policy is refused: %s",
            m->policy.len > MAX_TEXT ? "too long" : why);
        err = night_log(env, true, text);
    } else {
        memcpy(text, m->policy.data, m->policy.len);
        text[m->policy.len] = '\0';
        err = store_policy_set(env->store, central_date, text);
    }
    for (size_t i = 0; i < m->n_questionnaires && err == WK_OK; i++) {
        err =
            store_questionnaire_add(env->store, m->questionnaire[i], hash, why);
        if (err == WK_EINVAL || err == WK_ECHECK || err == WK_ETOOBIG) {
            snprintf(text, sizeof text,
                "a questionnaire of the centre is refused: %.300s", why);
            err = night_log(env, true, text);
        }
    }
    return err;
}

/* The network's figures for this site; none, when none are told. */
static enum wk_err take_figures(const struct night_env *env,
    const struct uplink *u, const struct wire_catalogue *m)
{
    struct others *o = xcalloc(1, sizeof *o);
    struct bytes text = bytes_new(OTHERS_TEXT + 1);
    char why[WHY_MAX], what[MAX_TEXT + 1];
    enum wk_err err = WK_OK;

    if (m->figures.len == 0) {
        err = store_meta_drop(env->store, "others");
    } else if (others_parse(m->figures.data, m->figures.len, o, why) != WK_OK) {
        snprintf(what, sizeof what,
            "the network's figures cannot be read: %.300s", why);
        err = night_log(env, true, what);
    } else {
        others_write(o, &text); /* what we know of it, and nothing else */
        err = store_meta_set(env->store, "others", bytes_text(&text));
    }
    if (err == WK_OK)
        err = store_meta_set_int(
            env->store, "others_revision", (int64_t)uplink_figures(u));
    bytes_free(&text);
    free(o);
    return err;
}

static enum wk_err fetch_catalogue(
    const struct night_env *env, struct uplink *u, struct night_report *report)
{
    struct wire_catalogue *m = xcalloc(1, sizeof *m);
    enum wk_err err = WK_OK;
    bool more = true;

    while (more && err == WK_OK) {
        struct bytes body = bytes_new(MAX_BODY);
        struct wire_hold *hold = NULL;
        struct night_reply reply;
        enum wk_err decoded;

        more = false;
        wire_encode_catalogue_request(m->next, &body);
        night_exchange(env, report, "/sync/v1/catalogue", &body, &reply);
        decoded = wire_decode_catalogue(night_body_of(&reply), m, &hold);
        if (reply.status != 200) {
            uplink_failed(
                u, reply.status, reply.retry_after, reply.clock_wrong);
        } else if (decoded != WK_OK) {
            night_refuse(u, decoded, "the catalogue could not be understood");
        } else {
            err = take_catalogue(env, m, uplink_central_date(u));
            more = m->next > 0;
            if (!more && err == WK_OK)
                err = take_figures(env, u, m);
            if (!more && err == WK_OK)
                err = store_meta_set_int(
                    env->store, "catalogue", (int64_t)m->catalogue);
            if (!more)
                uplink_catalogued(u);
        }
        wire_release(hold);
        bytes_free(&reply.body);
    }
    free(m);
    return err;
}

/* ---- One night ---- */

static enum wk_err close_periods(
    const struct night_env *env, struct uplink *u, struct night_report *report)
{
    struct wire_head head;
    enum wk_err err = night_withdraw(env);

    if (err == WK_OK)
        err = night_close(env, uplink_central_date(u), report);
    if (err == WK_OK)
        err = store_head(env->store, &head);
    if (err == WK_OK)
        uplink_closed(u, &head);
    return err;
}

static enum wk_err adopt(const struct night_env *env, struct uplink *u,
    const struct night_history *history, bool lost)
{
    struct wire_head head;
    enum wk_err err = night_adopt(env, history, lost, uplink_central_date(u));

    if (err == WK_OK)
        err = store_head(env->store, &head);
    if (err == WK_OK)
        uplink_adopted(u, &head);
    return err;
}

static void wait_and_retry(const struct night_env *env, struct uplink *u)
{
    uint32_t jitter = env->random_below(env->arg, uplink_wait_bound_ms(u));
    uint32_t ms = backoff_wait_ms(jitter, uplink_retry_after_s(u));

    uplink_waited(u, env->wait(env->arg, ms));
}

/* Do what the machine asks for until it has come to an end. */
static enum wk_err drive(const struct night_env *env, struct uplink *u,
    bool lost, struct night_report *report)
{
    struct night_history history = {.n = 0};
    enum wk_err err = WK_OK;

    while (err == WK_OK && uplink_next(u) != UPLINK_END) {
        switch (uplink_next(u)) {
        case UPLINK_HELLO:
            err = say_hello(env, u, report);
            break;
        case UPLINK_CATALOGUE:
            err = fetch_catalogue(env, u, report);
            break;
        case UPLINK_HISTORY:
            night_history_free(&history);
            err = night_fetch_history(env, u, report, &history);
            break;
        case UPLINK_ADOPT:
            err = adopt(env, u, &history, lost);
            break;
        case UPLINK_CLOSE:
            err = close_periods(env, u, report);
            break;
        case UPLINK_PUSH:
            err = night_push(env, u, report);
            break;
        case UPLINK_WAIT:
            wait_and_retry(env, u);
            break;
        case UPLINK_END:
            break;
        }
        if (err == WK_OK)
            err = night_step(env, "step");
    }
    night_history_free(&history);
    return err;
}

static enum night_result result_of(enum uplink_end end)
{
    switch (end) {
    case UPLINK_DONE:
        return NIGHT_DONE;
    case UPLINK_NO_CONTACT:
    case UPLINK_CLOCK:
        return NIGHT_NO_CONTACT;
    case UPLINK_QUARANTINED:
        return NIGHT_QUARANTINED;
    case UPLINK_REFUSED:
        return NIGHT_REFUSED;
    case UPLINK_STOPPED:
        break;
    }
    return NIGHT_STOPPED;
}

/* What people and monitors read of the night. */
static enum wk_err keep_report(const struct night_env *env,
    const struct uplink *u, struct night_report *report)
{
    struct store *s = env->store;
    enum wk_err err = WK_OK;

    report->result = result_of(uplink_end(u));
    snprintf(report->message, sizeof report->message, "%s", uplink_message(u));
    if (report->result == NIGHT_QUARANTINED)
        err = store_meta_set(s, "state", "quarantined");
    if (err == WK_OK && uplink_alarm(u))
        err = night_log(env, true, report->message);
    if (err == WK_OK && report->result != NIGHT_NO_CONTACT &&
        report->result != NIGHT_STOPPED)
        err = store_meta_set_int(s, "last_contact", env->date);
    return err;
}

static enum wk_err keep_figures(
    const struct night_env *env, const struct night_report *report)
{
    struct store *s = env->store;
    enum wk_err err = store_meta_set_int(s, "last_night", env->date);

    if (err == WK_OK)
        err = store_meta_set(
            s, "night_result", night_result_text(report->result));
    if (err == WK_OK)
        err = store_meta_set(s, "night_message", report->message);
    if (err == WK_OK)
        err = store_meta_set_int(s, "night_sent", report->sent);
    if (err == WK_OK)
        err = store_meta_set_int(s, "night_bytes", (int64_t)report->bytes);
    return err;
}

static enum wk_err begin(
    const struct night_env *env, bool *lost, struct uplink_start *start)
{
    struct bytes state = bytes_new(32);
    bool restored;
    enum wk_err err = night_check_head(env, &restored, lost);

    if (err == WK_OK)
        err = store_head(env->store, &start->head);
    if (err == WK_OK && store_meta_get(env->store, "state", &state) == WK_OK)
        start->quarantined = strcmp(bytes_text(&state), "quarantined") == 0;
    start->catalogue = (uint64_t)store_meta_int(env->store, "catalogue", 0);
    start->figures = (uint64_t)store_meta_int(env->store, "others_revision", 0);
    start->adopted = store_meta_int(env->store, "adopted", UPLINK_NEVER);
    start->date = env->date;
    start->lost = *lost;
    start->max_tries = env->max_tries > 0 ? env->max_tries : BACKOFF_TRIES_MAX;
    bytes_free(&state);
    return err;
}

enum night_result night_run(
    const struct night_env *env, struct night_report *report)
{
    struct uplink_start start = {.quarantined = false};
    struct uplink *u = NULL;
    bool lost = false;
    enum wk_err err;

    *report = (struct night_report){.result = NIGHT_FAILED};
    err = begin(env, &lost, &start);
    if (err == WK_OK) {
        u = uplink_new(&start);
        err = drive(env, u, lost, report);
    }
    if (err == WK_OK)
        err = keep_report(env, u, report);
    else
        snprintf(
            report->message, sizeof report->message, "%s", wk_err_text(err));
    if (err != WK_EKILLED && keep_figures(env, report) != WK_OK)
        report->result = NIGHT_FAILED;
    uplink_free(u);
    return report->result;
}
