/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_local.c - a site's own questions: told by the same rules as everything
 * else, once, whenever the night dies; and nothing of them is in what leaves.
 */
#include "audit.h"
#include "site_history.h"
#include "site_verify.h"
#include "wave.h"

#include "labels.h"

enum { MONTHLY = 0 };

#define OWN(SCOPE, ID, QUESTION)                                               \
    "{\"id\":\"" ID "\",\"version\":1,\"scope\":\"" SCOPE                      \
    "\",\"questions\":[{\"id\":\"" QUESTION                                    \
    "\",\"type\":\"one\",\"levels\":[[\"no\",\"yes\"]],"                       \
    "\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":\"c\"}}]}"

static const char TEA[] = OWN("site", "site:tea", "site:hot");

static struct span span_of(const char *text)
{
    return (struct span){(const uint8_t *)text, strlen(text)};
}

/* Project p1 puts the tea as well. */
static struct store_series add_tea(struct labels *l)
{
    struct store_plan plan = {
        .first_month = LABELS_START, .last_month = INT32_MAX};
    struct store_series of = labels_series(l, MONTHLY, CHANNEL_SELF);
    char why[WHY_MAX] = "";

    if (store_questionnaire_add_own(
            l->store, span_of(TEA), of.questionnaire, why) != WK_OK)
        fail_msg("%s", why);
    strcpy(plan.project, "p1");
    memcpy(plan.questionnaire, of.questionnaire, HASH_LEN);
    assert_int_equal(store_plan_add(l->store, &plan), WK_OK);
    return of;
}

static size_t locals(struct labels *l, uint32_t *answer_sets)
{
    struct store_local *list = NULL;
    struct release *r = calloc(1, sizeof *r);
    size_t n = 0;

    assert_int_equal(store_local_list(l->store, &list, &n), WK_OK);
    *answer_sets = 0;
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(
            wire_decode_release(list[i].bytes, list[i].len, r), WK_OK);
        *answer_sets += r->answer_sets;
    }
    store_free_locals(list, n);
    free(r);
    return n;
}

static uint64_t entries(struct labels *l)
{
    struct wire_head head;

    assert_int_equal(store_head(l->store, &head), WK_OK);
    return head.seq;
}

static void no_fault(void *arg, const char *place)
{
    (void)arg;
    fail_msg("%s", place);
}

static void expect_sound(struct labels *l)
{
    assert_int_equal(site_history_verify(l->store, no_fault, NULL), WK_OK);
    assert_int_equal(site_verify_local(l->store, no_fault, NULL), WK_OK);
}

/* ---- The same bytes leave ---- */

/* One month of core answers, and tea of so many; entry 1 as it leaves. */
static struct bytes lived(uint32_t tea, bool planned)
{
    struct bytes out = bytes_new(MAX_ENTRY);
    struct store_series core, of;
    struct store_entry e = {.seq = 0};
    struct labels l;
    uint32_t n;

    labels_open(&l);
    core = labels_series(&l, MONTHLY, CHANNEL_SELF);
    labels_answer(&l, &core, LABELS_START, 12);
    if (planned) {
        of = add_tea(&l);
        labels_answer(&l, &of, LABELS_START, tea);
    }
    labels_night(&l, LABELS_START);
    assert_int_equal(entries(&l), 1);
    assert_int_equal(locals(&l, &n), tea >= FLOOR_BATCH);
    assert_int_equal(n, tea >= FLOOR_BATCH ? tea : 0);
    assert_int_equal(labels_pools(&l), tea > 0 && tea < FLOOR_BATCH);
    expect_sound(&l);
    assert_int_equal(store_entry_get(l.store, 1, &e), WK_OK);
    bytes_add(&out, e.bytes, e.len);
    free(e.bytes);
    labels_close(&l);
    return out;
}

static void test_nothing_leaves(void **state)
{
    static const uint32_t TEAS[] = {0, 9, 10, 40};
    struct bytes plain = lived(0, false);

    (void)state;
    for (size_t i = 0; i < N_OF(TEAS); i++) {
        struct bytes with = lived(TEAS[i], true);

        assert_int_equal(with.len, plain.len);
        assert_memory_equal(with.data, plain.data, plain.len);
        bytes_free(&with);
    }
    bytes_free(&plain);
}

/* What stays is no entry, and what leaves is no local release. */
static void test_no_way_out(void **state)
{
    struct bytes entry = lived(0, false);
    struct store_local *list = NULL;
    struct store_questionnaire q = {.q = NULL};
    struct release *r = calloc(1, sizeof *r);
    struct entry *e = calloc(1, sizeof *e);
    struct store_series of;
    struct labels l;
    char why[WHY_MAX] = "";
    size_t n = 0;

    (void)state;
    labels_open(&l);
    of = add_tea(&l);
    labels_answer(&l, &of, LABELS_START, 12);
    labels_night(&l, LABELS_START);
    assert_int_equal(entries(&l), 0);
    assert_int_equal(store_local_list(l.store, &list, &n), WK_OK);
    assert_int_equal(n, 1);
    assert_int_not_equal(
        wire_decode_entry(list[0].bytes, list[0].len, e), WK_OK);
    assert_int_not_equal(wire_decode_release(entry.data, entry.len, r), WK_OK);
    assert_int_equal(
        store_questionnaire_get(l.store, of.questionnaire, NULL, &q), WK_OK);
    /* An entry made of it by force is refused before it is signed. */
    assert_int_equal(
        wire_decode_release(list[0].bytes, list[0].len, &e->release), WK_OK);
    e->seq = 1;
    e->kind = ENTRY_RELEASE;
    bytes_clear(&entry);
    wire_encode_entry(e, &entry);
    assert_int_equal(audit_entry(q.q, entry.data, entry.len, why), WK_ECHECK);
    assert_string_equal(why, "scope: site:tea is the site's own and stays");
    q.q->site_scope = false;
    assert_int_equal(
        audit_local(q.q, list[0].bytes, list[0].len, why), WK_ECHECK);
    questionnaire_free(q.q);
    store_free_locals(list, n);
    bytes_free(&entry);
    free(r);
    free(e);
    labels_close(&l);
}

/* ---- Once ---- */

struct dying {
    struct labels *l;
    unsigned left; /* steps until the night dies */
};

static enum wk_err step(void *arg, const char *name)
{
    struct dying *d = arg;

    (void)name;
    return --d->left == 0 ? WK_EKILLED : WK_OK;
}

static enum wk_err head_read(void *arg, struct bytes *text)
{
    return labels_head_read(((struct dying *)arg)->l, text);
}

static enum wk_err head_write(void *arg, const struct bytes *text)
{
    return labels_head_write(((struct dying *)arg)->l, text);
}

static void test_killed_at_each_step(void **state)
{
    bool died = true;

    (void)state;
    for (unsigned at = 1; died; at++) {
        struct night_report report = {.closed = 0};
        struct dying d = {.left = at};
        struct store_series core, of;
        struct night_env env;
        struct labels l;
        uint32_t n;

        labels_open(&l);
        d.l = &l;
        core = labels_series(&l, MONTHLY, CHANNEL_SELF);
        of = add_tea(&l);
        labels_answer(&l, &core, LABELS_START, 12);
        labels_answer(&l, &of, LABELS_START, 14);
        env = labels_env(
            &l, period_closes_on((struct period){LABELS_START, LABELS_START}));
        env.step = step;
        env.head_read = head_read;
        env.head_write = head_write;
        env.arg = &d;
        died = night_close(&env, env.date, &report) == WK_EKILLED;
        /* Either told with its keys gone, or untold with its answers here. */
        assert_int_equal(locals(&l, &n) + entries(&l) + labels_pools(&l), 2);
        labels_night(&l, LABELS_START);
        assert_int_equal(locals(&l, &n), 1);
        assert_int_equal(n, 14);
        assert_int_equal(entries(&l), 1);
        assert_int_equal(labels_pools(&l), 0);
        expect_sound(&l);
        labels_close(&l);
        assert_true(at < 100);
    }
}

/* ---- The namespace ---- */

static const struct {
    const char *text;
    enum wk_err own, network;
} FORMS[] = {
    {OWN("site", "site:a", "site:b"), WK_OK, WK_EINVAL},
    {OWN("site", "a", "site:b"), WK_EINVAL, WK_EINVAL},
    {OWN("site", "site:a", "C01"), WK_EINVAL, WK_EINVAL},
    {OWN("network", "site:a", "b"), WK_EINVAL, WK_EINVAL},
    {OWN("network", "a", "site:b"), WK_EINVAL, WK_EINVAL},
    {OWN("network", "a", "b"), WK_OK, WK_OK},
    {OWN("site", "site:", "site:b"), WK_EINVAL, WK_EINVAL},
    {OWN("site", "site:aaaaaaaaaaaaaaaaaaaa", "site:b"), WK_EINVAL, WK_EINVAL},
};

static void test_namespace(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(FORMS); i++) {
        uint8_t hash[HASH_LEN];
        char why[WHY_MAX];
        struct labels l;

        labels_open(&l);
        assert_int_equal(
            store_questionnaire_add(l.store, span_of(FORMS[i].text), hash, why),
            FORMS[i].network);
        assert_int_equal(store_questionnaire_add_own(
                             l.store, span_of(FORMS[i].text), hash, why),
            FORMS[i].own);
        labels_close(&l);
    }
}

/* The core has its turns as if there were nothing beside it. */
static void test_beside_the_core(void **state)
{
    const struct store_wave w = {.kind = WAVE_NORMAL};
    struct store_plan *plans = NULL;
    struct store_project p;
    struct labels l;
    size_t n = 0;

    (void)state;
    labels_open(&l);
    add_tea(&l);
    assert_int_equal(store_project_get(l.store, "p1", &p), WK_OK);
    assert_int_equal(store_plan_list(l.store, "p1", &plans, &n), WK_OK);
    assert_int_equal(n, 2);
    for (int32_t m = LABELS_START; m < LABELS_START + 4; m++) {
        assert_false(wave_plan(&p, plans, n, &w, m)->local);
        assert_true(wave_local(&p, plans, n, m)->local);
    }
    assert_int_equal(
        store_plan_last(l.store, &plans[1], LABELS_START + 1), WK_OK);
    free(plans);
    assert_int_equal(store_plan_list(l.store, "p1", &plans, &n), WK_OK);
    assert_non_null(wave_local(&p, plans, n, LABELS_START + 1));
    assert_null(wave_local(&p, plans, n, LABELS_START + 2));
    free(plans);
    labels_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_leaves),
        cmocka_unit_test(test_no_way_out),
        cmocka_unit_test(test_killed_at_each_step),
        cmocka_unit_test(test_namespace),
        cmocka_unit_test(test_beside_the_core),
    };

    return cmocka_run_group_tests_name("local", tests, NULL, NULL);
}
