/* SPDX-License-Identifier: EUPL-1.2 */
/* labels.h - a store in memory whose projects have every kind of period, and
 * nights that close them, for tests of labels. */
#ifndef WK_TEST_LABELS_H
#define WK_TEST_LABELS_H

#include "crypto.h"
#include "night_private.h"
#include "random.h"

#include "../test.h"
#include "../../helpers/promised_wave.h"

enum { LABELS_START = 12 * 2026, LABELS_PROJECTS = 4 };

static const enum period_kind LABELS_KIND[LABELS_PROJECTS] = {
    PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF_YEAR, PERIOD_YEAR};

struct labels {
    struct store *store;
    struct seal *seal;
    struct crypto_key *key;
    uint8_t questionnaire[HASH_LEN];
    struct bytes head;
};

static inline enum wk_err labels_head_read(void *arg, struct bytes *text)
{
    const struct labels *l = arg;

    bytes_add(text, l->head.data, l->head.len);
    return l->head.len > 0 ? WK_OK : WK_ENOTFOUND;
}

static inline enum wk_err labels_head_write(void *arg, const struct bytes *text)
{
    struct labels *l = arg;

    bytes_clear(&l->head);
    bytes_add(&l->head, text->data, text->len);
    return WK_OK;
}

static inline struct night_env labels_env(struct labels *l, int64_t date)
{
    return (struct night_env){.store = l->store,
        .seal = l->seal,
        .key = l->key,
        .date = date,
        .head_read = labels_head_read,
        .head_write = labels_head_write,
        .arg = l};
}

/* Projects p1, p3, p6 and p12, each named by the months of its period. */
static inline void labels_add_projects(struct labels *l)
{
    for (size_t i = 0; i < LABELS_PROJECTS; i++) {
        struct store_project p = {.period = LABELS_KIND[i],
            .first_month = LABELS_START,
            .name = {"p", "p", "p"}};
        struct store_plan plan = {
            .first_month = LABELS_START, .last_month = INT32_MAX};

        snprintf(p.id, sizeof p.id, "p%d", (int)LABELS_KIND[i]);
        memcpy(plan.project, p.id, sizeof plan.project);
        memcpy(plan.questionnaire, l->questionnaire, HASH_LEN);
        assert_int_equal(store_project_add(l->store, &p), WK_OK);
        assert_int_equal(store_plan_add(l->store, &plan), WK_OK);
        assert_int_equal(promised_wave(l->store, p.id, LABELS_START), WK_OK);
    }
}

static inline void labels_open(struct labels *l)
{
    static const char QUESTIONNAIRE[] =
        "{\"id\":\"labels\",\"version\":1,\"scope\":\"network\",\"questions\":["
        "{\"id\":\"q1\",\"type\":\"one\",\"levels\":[[\"no\",\"yes\"]],"
        "\"text\":{\"nl\":\"een\",\"fr\":\"un\",\"en\":\"one\"}}]}";
    static const uint8_t DEVICE_KEY[32] = {1, 2, 3};
    static unsigned count;
    char uri[64], why[WHY_MAX] = "";

    snprintf(
        uri, sizeof uri, "file:labels%u?mode=memory&cache=shared", ++count);
    *l = (struct labels){.seal = seal_new(DEVICE_KEY),
        .key = crypto_key_new(),
        .head = bytes_new(512)};
    assert_int_equal(store_open(uri, &l->store), WK_OK);
    assert_int_equal(
        store_meta_set(l->store, "era", "000102030405060708090a0b0c0d0e0f"),
        WK_OK);
    if (store_questionnaire_add(l->store,
            (struct span){
                (const uint8_t *)QUESTIONNAIRE, sizeof QUESTIONNAIRE - 1},
            l->questionnaire, why) != WK_OK)
        fail_msg("%s", why);
    labels_add_projects(l);
}

static inline void labels_close(struct labels *l)
{
    store_close(l->store);
    seal_free(l->seal);
    crypto_key_free(l->key);
    bytes_free(&l->head);
}

static inline struct store_series labels_series(
    const struct labels *l, size_t project, enum channel channel)
{
    struct store_series s = {.channel = channel};

    memcpy(s.questionnaire, l->questionnaire, HASH_LEN);
    snprintf(s.project, sizeof s.project, "p%d", (int)LABELS_KIND[project]);
    return s;
}

/* How many pools there are; answer sets and keys end with theirs. */
static inline size_t labels_pools(struct labels *l)
{
    struct store_pool *pool = NULL;
    size_t n = 0;

    assert_int_equal(store_pool_list(l->store, NULL, 0, &pool, &n), WK_OK);
    free(pool);
    return n;
}

/* n answer sets of one month, of both opinions. */
static inline void labels_answer(
    struct labels *l, const struct store_series *of, int32_t month, uint32_t n)
{
    struct store_project p;

    assert_int_equal(store_project_get(l->store, of->project, &p), WK_OK);
    assert_int_equal(store_begin(l->store), WK_OK);
    for (uint32_t i = 0; i < n; i++) {
        struct answers a = {.value = {(uint8_t)(i % 2)}};
        uint8_t id[ID_LEN];

        random_bytes(id, sizeof id);
        assert_int_equal(
            seal_add(l->seal, l->store, of, &p, month, id, &a), WK_OK);
    }
    assert_int_equal(store_commit(l->store), WK_OK);
}

/* Close all that the night of the last day of grace of month closes. */
static inline void labels_night(struct labels *l, int32_t month)
{
    struct night_env env =
        labels_env(l, period_closes_on((struct period){month, month}));
    struct night_report report = {.closed = 0};

    assert_int_equal(night_close(&env, env.date, &report), WK_OK);
}

#endif
