/* SPDX-License-Identifier: EUPL-1.2 */
/* night_close.c - closing periods: one transaction each, from answer sets to
 * an entry, with the answer sets and their keys gone in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "headcount.h"
#include "log.h"
#include "night_private.h"
#include "rules.h"
#include "store_people.h"
#include "xalloc.h"

/* One batch about to be closed. */
struct batch {
    struct store_label label;
    struct store_project project;
    struct period months; /* of the period whose closing night it is */
    struct store_pool *pool;
    size_t n_pools;
    uint32_t answer_sets;
    struct rules_set rules;
};

enum wk_err night_step(const struct night_env *env, const char *name)
{
    return env->step != NULL ? env->step(env->arg, name) : WK_OK;
}

enum wk_err night_log(const struct night_env *env, bool alarm, const char *what)
{
    struct store_log line = {.date = env->date, .alarm = alarm, .who = "night"};

    snprintf(line.what, sizeof line.what, "%s", what);
    if (alarm)
        log_alarm("%s", what);
    return store_log_add(env->store, &line);
}

/* "project, 2026-01/2026-03, self", for people. */
static void describe(const struct batch *b, char *out, size_t len)
{
    char first[MONTH_TEXT], last[MONTH_TEXT];

    month_text(b->label.next_month, first);
    month_text(b->months.last, last);
    snprintf(out, len, "%s, %s/%s, %s", b->label.series.project, first, last,
        channel_text(b->label.series.channel));
}

static enum wk_err log_batch(const struct night_env *env, const struct batch *b,
    bool alarm, const char *what)
{
    char text[MAX_TEXT + 1], where[128];

    describe(b, where, sizeof where);
    snprintf(text, sizeof text, "%s: %.200s", where, what);
    return night_log(env, alarm, text);
}

/* The stricter of two policies, value by value. */
static void tighten(struct rules_set *set, const struct rules_set *other)
{
    set->batch = other->batch > set->batch ? other->batch : set->batch;
    set->group = other->group > set->group ? other->group : set->group;
    set->column = other->column > set->column ? other->column : set->column;
    set->dissent =
        other->dissent > set->dissent ? other->dissent : set->dissent;
}

static void tighten_by(struct rules_set *set, const char *policy)
{
    struct rules_set rules;
    char why[WHY_MAX];

    if (policy_parse(policy, strlen(policy), &rules, why) == WK_OK)
        tighten(set, &rules);
}

/*
 * The strictest of what held since the label began, whether or not anybody
 * answered under it: else the thresholds would tell on which side of a change
 * somebody did.
 */
static enum wk_err find_rules(
    const struct night_env *env, const struct batch *b, struct rules_set *out)
{
    struct store_policy *policy = NULL;
    size_t n = 0;
    enum wk_err err = store_policy_list(
        env->store, month_first_date(b->label.next_month), &policy, &n);

    *out = rules_floors();
    for (size_t i = 0; i < n; i++)
        tighten_by(out, policy[i].text);
    free(policy);
    return err;
}

/* Which pools the batch has, how many answer sets, and under which rules. */
static enum wk_err gather(const struct night_env *env, struct batch *b)
{
    enum wk_err err = find_rules(env, b, &b->rules);
    size_t kept = 0;

    if (err == WK_OK)
        err = store_pool_list(
            env->store, &b->label.series, POOL_OPEN, &b->pool, &b->n_pools);
    for (size_t i = 0; i < b->n_pools && err == WK_OK; i++) {
        struct store_pool *p = &b->pool[i];
        uint32_t n = 0;

        if (p->months.last > b->months.last)
            continue;
        if (!p->has_key) {
            /* Without its key nothing in it can be read by anybody. */
            err = store_pool_end(env->store, p->id, POOL_DESTROYED, env->date);
            if (err == WK_OK)
                err = log_batch(env, b, true,
                    "the key of a pool is gone; its answers are destroyed");
            continue;
        }
        tighten_by(&b->rules, p->policy);
        err = seal_count(env->seal, env->store, p, &n);
        b->answer_sets += n;
        b->pool[kept++] = *p;
    }
    b->n_pools = kept;
    return err;
}

static enum wk_err end_pools(
    const struct night_env *env, const struct batch *b, enum pool_state state)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < b->n_pools && err == WK_OK; i++) {
        err = store_pool_end(env->store, b->pool[i].id, state, env->date);
        if (err == WK_OK)
            err = night_step(env, "pool");
    }
    return err;
}

enum wk_err night_sign(const struct night_env *env, struct store_entry *e)
{
    struct bytes signature = bytes_new(sizeof e->signature);

    crypto_key_id(env->key, e->key);
    crypto_sign(env->key, e->bytes, e->len, &signature);
    e->signature_len = signature.len;
    memcpy(e->signature, signature.data, signature.len);
    bytes_free(&signature);
    return WK_OK;
}

enum wk_err night_entry_next(
    const struct night_env *env, enum entry_kind kind, struct entry *out)
{
    struct wire_head head;
    enum wk_err err = store_head(env->store, &head);

    *out = (struct entry){.seq = head.seq + 1, .kind = kind};
    memcpy(out->era, head.era, ERA_LEN);
    memcpy(out->previous, head.hash, HASH_LEN);
    return err;
}

enum wk_err night_append(const struct night_env *env, const struct bytes *bytes,
    const struct entry *value)
{
    struct store_entry e = {.seq = value->seq};
    enum wk_err err;

    memcpy(e.era, value->era, ERA_LEN);
    e.bytes = bytes->data;
    e.len = bytes->len;
    crypto_sha256(e.bytes, e.len, e.hash);
    err = night_sign(env, &e);
    return err == WK_OK ? store_entry_add(env->store, &e) : err;
}

static enum wk_err tabulate_batch(const struct night_env *env,
    const struct batch *b, const struct questionnaire *q,
    struct release *release, uint32_t *declined)
{
    struct tabulation *t = tabulate_new(q);
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < b->n_pools && err == WK_OK; i++)
        err = seal_tabulate(env->seal, env->store, &b->pool[i], q, t);
    if (err == WK_OK)
        rules_apply(&b->rules, q, t, release);
    *declined = tabulate_declined(t);
    tabulate_free(t);
    return err;
}

/* The value of the next entry: this batch's release. */
static enum wk_err make_entry(const struct night_env *env,
    const struct batch *b, const struct questionnaire *q, struct entry *e)
{
    struct turnout turnout = {.declined = 0};
    enum wk_err err = night_entry_next(env, ENTRY_RELEASE, e);

    if (err != WK_OK)
        return err;
    memcpy(e->release.questionnaire, b->label.series.questionnaire, HASH_LEN);
    snprintf(e->release.project, sizeof e->release.project, "%s",
        b->label.series.project);
    e->release.channel = b->label.series.channel;
    e->release.months = (struct period){b->label.next_month, b->months.last};
    err = tabulate_batch(env, b, q, &e->release, &turnout.declined);
    if (err == WK_OK)
        err = headcount_turnout(env->store, &b->label.series, &b->project,
            e->release.months, &turnout);
    if (err == WK_OK)
        turnout_tell(&turnout, &e->release);
    return err;
}

static enum wk_err append_network(const struct night_env *env,
    const struct questionnaire *q, const struct entry *value,
    char why[static WHY_MAX])
{
    struct bytes bytes = bytes_new(MAX_ENTRY);
    enum wk_err err;

    wire_encode_entry(value, &bytes);
    err = audit_entry(q, bytes.data, bytes.len, why);
    if (err == WK_OK)
        err = night_append(env, &bytes, value);
    bytes_free(&bytes);
    return err;
}

/*
 * Release the batch: WK_ECHECK when the audit refuses it or an answer set does
 * not open; the caller freezes it then.
 */
static enum wk_err release_batch(
    const struct night_env *env, const struct batch *b)
{
    struct store_questionnaire held = {.q = NULL};
    struct entry *e = xcalloc(1, sizeof *e);
    char why[WHY_MAX] = "an answer set does not open";
    enum wk_err err = store_questionnaire_get(
        env->store, b->label.series.questionnaire, NULL, &held);

    if (err != WK_OK)
        goto out;
    err = make_entry(env, b, held.q, e);
    if (err == WK_OK)
        err = held.q->site_scope ? night_append_local(env, held.q, e, why)
                                 : append_network(env, held.q, e, why);
    if (err == WK_ECHECK)
        (void)log_batch(env, b, true, why);
    if (err == WK_OK)
        err = night_step(env, "entry");
    if (err == WK_OK)
        err = end_pools(env, b, POOL_RELEASED);
out:
    free(e);
    questionnaire_free(held.q);
    return err;
}

/* B4: whether the label could not take in one more period. */
static bool label_is_full(const struct batch *b)
{
    int32_t months = b->months.last - b->label.next_month + 1;

    return months + (int32_t)b->project.period > LABEL_MONTHS_MAX;
}

/* Decide and act on one batch, inside the transaction. */
static enum wk_err settle(
    const struct night_env *env, struct batch *b, struct night_report *report)
{
    bool restart = true;
    enum wk_err err = gather(env, b);

    if (err != WK_OK)
        return err;
    if (rules_batch_is_large(&b->rules, b->answer_sets)) {
        err = release_batch(env, b);
        report->closed += err == WK_OK;
        if (err == WK_ECHECK) {
            err = end_pools(env, b, POOL_FROZEN);
            if (err == WK_OK)
                err = log_batch(env, b, true,
                    "frozen: the audit refused this batch; nothing was sent");
        }
    } else if (label_is_full(b)) {
        /* Said also when nobody answered: else it would tell that somebody
         * did. */
        err = end_pools(env, b, POOL_DESTROYED);
        report->destroyed++;
        if (err == WK_OK)
            err = log_batch(env, b, false, "not released");
    } else {
        restart = false;
    }
    if (restart)
        b->label.next_month = b->months.last + 1;
    b->label.tested_month = b->months.last;
    return err == WK_OK ? store_label_set(env->store, &b->label) : err;
}

static enum wk_err close_batch(
    const struct night_env *env, struct batch *b, struct night_report *report)
{
    enum wk_err err = store_begin(env->store);

    if (err != WK_OK)
        return err;
    err = settle(env, b, report);
    if (err == WK_OK)
        err = night_step(env, "close");
    if (err == WK_OK)
        err = store_commit(env->store);
    if (err == WK_OK)
        err = night_step(env, "closed");
    store_rollback(env->store);
    free(b->pool);
    if (err == WK_OK)
        err = night_head_update(env);
    return err;
}

/* Find the oldest period that is past its end and grace by both clocks. */
static enum wk_err next_batch(const struct night_env *env, int64_t central_date,
    struct batch *b, bool *found)
{
    int64_t today = env->date < central_date ? env->date : central_date;
    struct store_label *label = NULL;
    size_t n = 0;
    enum wk_err err = store_label_list(env->store, &label, &n);

    *found = false;
    for (size_t i = 0; i < n && err == WK_OK && !*found; i++) {
        *b = (struct batch){.label = label[i]};
        err =
            store_project_get(env->store, label[i].series.project, &b->project);
        if (err == WK_ENOTFOUND) {
            /* A project that a restore has forgotten: nothing collects. */
            err = WK_OK;
            continue;
        }
        b->months = period_of(b->project.period, label[i].tested_month + 1);
        *found = err == WK_OK && period_closes_on(b->months) <= today;
    }
    free(label);
    return err;
}

enum wk_err night_close(const struct night_env *env, int64_t central_date,
    struct night_report *report)
{
    struct batch b;
    bool found;
    enum wk_err err = next_batch(env, central_date, &b, &found);

    while (err == WK_OK && found) {
        err = close_batch(env, &b, report);
        if (err == WK_OK)
            err = next_batch(env, central_date, &b, &found);
    }
    if (err == WK_OK) /* every night: a year may pass between two closings */
        err = store_spent_forget(env->store, env->date - SPENT_DAYS);
    if (err == WK_OK)
        err = night_step(env, "empty");
    /* What was deleted must not linger in the WAL; a reader may be in the
     * way, the next night takes it along then. */
    if (err == WK_OK) {
        err = db_truncate_wal(store_db(env->store));
        if (err == WK_EBUSY)
            err = night_log(env, false, "the WAL is in use; emptied later");
    }
    if (err == WK_OK)
        err = night_step(env, "emptied");
    return err;
}
