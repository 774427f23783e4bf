/* SPDX-License-Identifier: EUPL-1.2 */
#include "seal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "crypto.h"
#include "log.h"
#include "random.h"
#include "wave.h"
#include "xalloc.h"

enum { SEALED_LEN = ANSWERS_LEN + SEAL_OVERHEAD, SCHEMA = 1 };

struct seal {
    uint8_t device_key[SEAL_KEY_LEN];
    uint8_t pool_key[SEAL_KEY_LEN]; /* zeros between two calls */
};

struct seal *seal_new(const uint8_t device_key[static 32])
{
    struct seal *s = xcalloc(1, sizeof *s);

    /* Without the right to lock memory, disks must have encrypted swap. */
    if (mlock(s, sizeof *s) != 0)
        log_warn("the device key could not be locked in memory");
    memcpy(s->device_key, device_key, SEAL_KEY_LEN);
    return s;
}

void seal_free(struct seal *s)
{
    if (s == NULL)
        return;
    crypto_wipe(s, sizeof *s);
    munlock(s, sizeof *s);
    free(s);
}

/*
 * What a seal is bound to: everything about its pool, so that a changed row
 * of pool opens nothing, and for an answer set its id as well.
 */
static void bind_to(
    const struct store_pool *p, const uint8_t *id, struct bytes *aad)
{
    bytes_addf(aad, "weerklank %d %s %d %d %d %s ", SCHEMA, p->series.project,
        (int)p->series.channel, (int)p->months.first, (int)p->months.last,
        p->policy);
    bytes_add(aad, p->series.questionnaire, HASH_LEN);
    bytes_add(aad, p->id, ID_LEN);
    if (id != NULL)
        bytes_add(aad, id, ID_LEN);
}

static void bind_key(const char *purpose, const uint8_t *id, struct bytes *aad)
{
    bytes_addf(aad, "weerklank %d %s ", SCHEMA, purpose);
    bytes_add(aad, id, ID_LEN);
}

void seal_wrap(const struct seal *s, const char *purpose,
    const uint8_t id[static ID_LEN], const uint8_t key[static SEAL_KEY_LEN],
    uint8_t out[static WRAPPED_LEN])
{
    struct bytes aad = bytes_new(MAX_POLICY);

    bind_key(purpose, id, &aad);
    crypto_seal(s->device_key, aad.data, aad.len, key, SEAL_KEY_LEN, out);
    bytes_free(&aad);
}

enum wk_err seal_unwrap(const struct seal *s, const char *purpose,
    const uint8_t id[static ID_LEN], const uint8_t wrapped[static WRAPPED_LEN],
    uint8_t key[static SEAL_KEY_LEN])
{
    struct bytes aad = bytes_new(MAX_POLICY);
    enum wk_err err;

    bind_key(purpose, id, &aad);
    err = crypto_open(
        s->device_key, aad.data, aad.len, wrapped, WRAPPED_LEN, key);
    bytes_free(&aad);
    return err;
}

/* Wrap a pool's key for the device of s. */
static void wrap(const struct seal *s, const uint8_t key[static SEAL_KEY_LEN],
    struct store_pool *p)
{
    struct bytes aad = bytes_new(MAX_POLICY);

    bind_to(p, NULL, &aad);
    crypto_seal(
        s->device_key, aad.data, aad.len, key, SEAL_KEY_LEN, p->wrapped_key);
    p->has_key = true;
    bytes_free(&aad);
}

/* Into s->pool_key, which is locked in memory; forget() ends it. */
static enum wk_err unwrap(struct seal *s, const struct store_pool *p)
{
    struct bytes aad = bytes_new(MAX_POLICY);
    enum wk_err err;

    if (!p->has_key)
        return WK_ECLOSED;
    bind_to(p, NULL, &aad);
    err = crypto_open(s->device_key, aad.data, aad.len, p->wrapped_key,
        WRAPPED_LEN, s->pool_key);
    bytes_free(&aad);
    return err;
}

static void forget(struct seal *s)
{
    crypto_wipe(s->pool_key, sizeof s->pool_key);
}

enum wk_err seal_month(struct store *store, const struct store_series *series,
    const struct seal_clock *clock, int32_t *month)
{
    struct store_label label;
    enum wk_err err = store_label_get(store, series, &label);
    int32_t now = date_month(clock->date);

    if (err != WK_OK)
        return err;
    if (clock->central_date != INT64_MIN &&
        clock->date > clock->central_date + SEAL_AHEAD_DAYS)
        now = date_month(clock->central_date);
    *month = now <= label.tested_month ? label.tested_month + 1 : now;
    return WK_OK;
}

/* Whether an answer may count in that month; one that is held already is as
 * good as taken, whatever happened to its wave since. */
static enum wk_err check_wave(struct store *store,
    const struct store_series *series, int32_t month,
    const uint8_t id[static ID_LEN])
{
    bool held = false;
    enum wk_err err = wave_takes(store, series->project, month);

    if (err != WK_EWAVE)
        return err;
    err = store_answer_held(store, id, &held);
    if (err != WK_OK)
        return err;
    return held ? WK_EEXIST : WK_EWAVE;
}

/* Open a new pool with the policy as it stands now. */
static enum wk_err make_pool(struct seal *s, struct store *store,
    const struct store_series *series, struct period months,
    struct store_pool *pool)
{
    struct bytes policy = bytes_new(MAX_TEXT);
    enum wk_err err = store_policy_now(store, &policy);

    *pool = (struct store_pool){
        .series = *series, .months = months, .state = POOL_OPEN};
    snprintf(pool->policy, sizeof pool->policy, "%s", bytes_text(&policy));
    random_bytes(pool->id, ID_LEN);
    random_bytes(s->pool_key, sizeof s->pool_key);
    wrap(s, s->pool_key, pool);
    forget(s);
    bytes_free(&policy);
    return err == WK_OK ? store_pool_add(store, pool) : err;
}

enum wk_err seal_add(struct seal *s, struct store *store,
    const struct store_series *series, const struct store_project *project,
    int32_t month, const uint8_t id[static ID_LEN], const struct answers *a)
{
    struct period months = period_of(project->period, month);
    struct store_label label;
    struct store_pool pool;
    struct bytes aad = bytes_new(MAX_POLICY);
    uint8_t plain[ANSWERS_LEN], sealed[SEALED_LEN];
    enum wk_err err = check_wave(store, series, month, id);

    if (err == WK_OK)
        err = store_label_get(store, series, &label);
    if (err == WK_OK && months.last <= label.tested_month)
        err = WK_ECLOSED;
    if (err != WK_OK)
        goto out;
    err = store_pool_get(store, series, months.first, &pool);
    if (err == WK_ENOTFOUND)
        err = make_pool(s, store, series, months, &pool);
    if (err == WK_OK && pool.state != POOL_OPEN)
        err = WK_ECLOSED;
    if (err == WK_OK)
        err = unwrap(s, &pool);
    if (err != WK_OK)
        goto out;
    bind_to(&pool, id, &aad);
    answers_encode(a, plain);
    crypto_seal(s->pool_key, aad.data, aad.len, plain, sizeof plain, sealed);
    err = store_answer_add(store, id, pool.id, sealed, sizeof sealed);
out:
    forget(s);
    crypto_wipe(plain, sizeof plain);
    bytes_free(&aad);
    return err;
}

/* What opening the answer sets of one pool needs; report NULL: stop at the
 * first fault. */
struct opening {
    const struct seal *s; /* with the pool's key unwrapped */
    const struct store_pool *pool;
    const struct questionnaire *q;
    struct tabulation *t;
    void (*report)(void *arg, const char *place);
    void *arg;
};

static enum wk_err open_one(
    void *arg, const uint8_t *id, const uint8_t *sealed, size_t len)
{
    struct opening *o = arg;
    struct bytes aad = bytes_new(MAX_POLICY);
    uint8_t plain[ANSWERS_LEN];
    struct answers a;
    enum wk_err err = WK_ECHECK;

    bind_to(o->pool, id, &aad);
    if (len == SEALED_LEN)
        err =
            crypto_open(o->s->pool_key, aad.data, aad.len, sealed, len, plain);
    if (err == WK_OK && answers_decode(o->q, plain, &a) != WK_OK)
        err = WK_ECHECK;
    if (err == WK_OK && o->t != NULL)
        tabulate_add(o->t, &a);
    if (err == WK_ECHECK && o->report != NULL) {
        char hex[2 * ID_LEN + 1], place[96];

        hex_encode(id, ID_LEN, hex);
        snprintf(place, sizeof place, "table answer_set, row %s: does not open",
            hex);
        o->report(o->arg, place);
        err = WK_OK;
    }
    crypto_wipe(plain, sizeof plain);
    crypto_wipe(&a, sizeof a);
    bytes_free(&aad);
    return err;
}

enum wk_err seal_tabulate(struct seal *s, struct store *store,
    const struct store_pool *pool, const struct questionnaire *q,
    struct tabulation *t)
{
    struct opening o = {.s = s, .pool = pool, .q = q, .t = t};
    enum wk_err err = unwrap(s, pool);

    if (err == WK_OK)
        err = store_answer_each(store, pool->id, open_one, &o);
    forget(s);
    return err;
}

static void overlook(void *arg, const char *place)
{
    (void)arg;
    (void)place;
}

/* How many of a pool declined, as far as it opens. */
static enum wk_err count_declined(struct seal *s, struct store *store,
    const struct store_pool *pool, uint32_t *n)
{
    struct store_questionnaire held = {.q = NULL};
    struct opening o = {.s = s, .pool = pool, .report = overlook};
    enum wk_err err =
        store_questionnaire_get(store, pool->series.questionnaire, NULL, &held);

    if (err != WK_OK)
        return err;
    o.q = held.q;
    o.t = tabulate_new(held.q);
    err = unwrap(s, pool);
    if (err == WK_OK)
        err = store_answer_each(store, pool->id, open_one, &o);
    else if (err == WK_ECHECK || err == WK_ECLOSED)
        err = WK_OK;
    forget(s);
    *n = tabulate_declined(o.t);
    tabulate_free(o.t);
    questionnaire_free(held.q);
    return err;
}

enum wk_err seal_count(struct seal *s, struct store *store,
    const struct store_pool *pool, uint32_t *n)
{
    uint32_t all = 0, declined = 0;
    enum wk_err err = store_pool_count(store, pool->id, &all);

    if (err == WK_OK)
        err = count_declined(s, store, pool, &declined);
    *n = all - declined;
    return err;
}

static enum wk_err verify_pool(struct seal *s, struct store *store,
    const struct store_pool *pool, struct opening *o)
{
    struct store_questionnaire held = {.q = NULL};
    char hex[2 * ID_LEN + 1], place[96];
    enum wk_err err = unwrap(s, pool);

    if (err != WK_OK) {
        hex_encode(pool->id, ID_LEN, hex);
        snprintf(place, sizeof place,
            "table pool, row %s: its key does not open", hex);
        o->report(o->arg, place);
        return err == WK_ECHECK || err == WK_ECLOSED ? WK_OK : err;
    }
    err =
        store_questionnaire_get(store, pool->series.questionnaire, NULL, &held);
    if (err == WK_OK) {
        o->pool = pool;
        o->q = held.q;
        err = store_answer_each(store, pool->id, open_one, o);
    }
    forget(s);
    questionnaire_free(held.q);
    return err;
}

struct verify_count {
    size_t n;
    void (*report)(void *arg, const char *place);
    void *arg;
};

static void count_report(void *arg, const char *place)
{
    struct verify_count *c = arg;

    c->n++;
    c->report(c->arg, place);
}

enum wk_err seal_verify(struct seal *s, struct store *store,
    void (*report)(void *arg, const char *place), void *arg)
{
    struct verify_count count = {0, report, arg};
    struct opening o = {.s = s, .report = count_report, .arg = &count};
    struct store_pool *pool = NULL;
    size_t n = 0;
    enum wk_err err = store_pool_list(store, NULL, POOL_OPEN, &pool, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = verify_pool(s, store, &pool[i], &o);
    free(pool);
    if (err == WK_OK && count.n > 0)
        err = WK_ECHECK;
    return err;
}

void seal_card(const struct seal *s, int64_t wave, const char *number,
    uint8_t out[static HASH_LEN])
{
    struct bytes text = bytes_new(MAX_TEXT);

    bytes_addf(&text, "weerklank card %" PRId64 " %s", wave, number);
    crypto_hmac(s->device_key, sizeof s->device_key, text.data, text.len, out);
    bytes_wipe(text.data, text.len);
    bytes_free(&text);
}

void seal_help(const struct seal *s, uint8_t out[static HASH_LEN])
{
    static const char TITLE[] = "weerklank help";

    crypto_hmac(
        s->device_key, sizeof s->device_key, TITLE, sizeof TITLE - 1, out);
}

enum wk_err seal_rewrap(
    struct seal *from, const struct seal *to, struct store *store)
{
    struct store_pool *pool = NULL;
    size_t n = 0;
    enum wk_err err = store_pool_list(store, NULL, 0, &pool, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        if (!pool[i].has_key)
            continue;
        err = unwrap(from, &pool[i]);
        if (err == WK_OK) {
            wrap(to, from->pool_key, &pool[i]);
            err = store_pool_key(store, pool[i].id, pool[i].wrapped_key);
        }
        forget(from);
    }
    free(pool);
    return err;
}
