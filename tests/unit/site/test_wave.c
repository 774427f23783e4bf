/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_wave.c - answers enter only in a wave that the management promised: what
 * a month's waves let in, what they ask, and what stays of a pilot.
 */
#include "wave.h"

#include "labels.h"

enum { MONTHLY = 0 };

/* Put one wave in the place of what labels_open() made. */
static void only_wave(struct labels *l, const char *project,
    enum wave_kind kind, int32_t first, int32_t last, int64_t ended_on)
{
    struct store_wave w = {.kind = kind,
        .months = {LABELS_START + first, LABELS_START + last},
        .promised_role = "director",
        .until = INT64_MIN,
        .ended_on = ended_on};
    struct store_wave *held = NULL;
    size_t n = 0;

    assert_int_equal(store_wave_list(l->store, project, &held, &n), WK_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(store_wave_drop(l->store, held[i].id), WK_OK);
    free(held);
    snprintf(w.project, sizeof w.project, "%s", project);
    assert_int_equal(store_wave_add(l->store, &w), WK_OK);
}

static enum wk_err add(struct labels *l, const struct store_series *of,
    int32_t month, const uint8_t id[static ID_LEN])
{
    struct answers a = {.value = {1}};
    struct store_project p;
    enum wk_err err;

    assert_int_equal(store_project_get(l->store, of->project, &p), WK_OK);
    assert_int_equal(store_begin(l->store), WK_OK);
    err = seal_add(l->seal, l->store, of, &p, LABELS_START + month, id, &a);
    if (err == WK_OK)
        assert_int_equal(store_commit(l->store), WK_OK);
    store_rollback(l->store);
    return err;
}

static const struct {
    enum wave_kind kind;
    int32_t first, last;
    int64_t ended_on;
    int32_t month;
    enum wk_err wanted;
} TAKES[] = {
    {WAVE_NORMAL, 0, 11, INT64_MIN, 0, WK_OK},
    {WAVE_NORMAL, 0, 11, INT64_MIN, 11, WK_OK},
    {WAVE_NORMAL, 0, 11, INT64_MIN, 12, WK_EWAVE},
    {WAVE_NORMAL, 1, 11, INT64_MIN, 0, WK_EWAVE},
    {WAVE_NORMAL, 0, 11, 20500, 0, WK_EWAVE},
    {WAVE_PILOT, 0, 0, INT64_MIN, 0, WK_EWAVE},
    {WAVE_PILOT, 0, 0, INT64_MIN, 1, WK_EWAVE},
};

static void test_takes(void **state)
{
    static const uint8_t ID[ID_LEN] = {7};

    (void)state;
    for (size_t i = 0; i < N_OF(TAKES); i++) {
        struct store_series of;
        struct labels l;

        labels_open(&l);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        only_wave(&l, "p1", TAKES[i].kind, TAKES[i].first, TAKES[i].last,
            TAKES[i].ended_on);
        assert_int_equal(add(&l, &of, TAKES[i].month, ID), TAKES[i].wanted);
        labels_close(&l);
    }
}

/* Twelve people try everything out: enough for a release, if one were kept. */
static void test_pilot_leaves_nothing(void **state)
{
    struct store_series of;
    struct wire_head head;
    struct labels l;

    (void)state;
    labels_open(&l);
    of = labels_series(&l, MONTHLY, CHANNEL_SELF);
    only_wave(&l, "p1", WAVE_PILOT, 0, 0, INT64_MIN);
    for (uint8_t i = 0; i < 12; i++)
        assert_int_equal(add(&l, &of, 0, (uint8_t[ID_LEN]){i}), WK_EWAVE);
    assert_int_equal(labels_pools(&l), 0);
    labels_night(&l, LABELS_START);
    assert_int_equal(store_head(l.store, &head), WK_OK);
    assert_int_equal(head.seq, 0);
    /* In the same period all of it counts, once the wave is a real one. */
    only_wave(&l, "p1", WAVE_NORMAL, 1, 1, INT64_MIN);
    for (uint8_t i = 0; i < 12; i++)
        assert_int_equal(add(&l, &of, 1, (uint8_t[ID_LEN]){i}), WK_OK);
    assert_int_equal(labels_pools(&l), 1);
    labels_night(&l, LABELS_START + 1);
    assert_int_equal(store_head(l.store, &head), WK_OK);
    assert_int_equal(head.seq, 1);
    labels_close(&l);
}

/* Whoever was told "saved" is told so again, whatever became of the wave. */
static void test_saved_stays_saved(void **state)
{
    static const uint8_t ID[ID_LEN] = {9}, OTHER[ID_LEN] = {10};
    struct store_series of;
    struct labels l;

    (void)state;
    labels_open(&l);
    of = labels_series(&l, MONTHLY, CHANNEL_SELF);
    only_wave(&l, "p1", WAVE_NORMAL, 0, 0, INT64_MIN);
    assert_int_equal(add(&l, &of, 0, ID), WK_OK);
    only_wave(&l, "p1", WAVE_NORMAL, 0, 0, 20500);
    assert_int_equal(add(&l, &of, 0, ID), WK_EEXIST);
    assert_int_equal(add(&l, &of, 0, OTHER), WK_EWAVE);
    labels_close(&l);
}

/* ---- What is asked ---- */

static const struct {
    int named; /* plan, or -1: turns */
    int32_t month;
    int wanted; /* plan, or -1: nothing */
} ASKED[] = {
    {-1, 0, 0}, /* turns: three plans, of which the last begins later */
    {-1, 1, 1}, {-1, 2, 0}, {-1, 3, 1}, {-1, 4, 1}, {-1, 5, 2}, {-1, 6, 0},
    {0, 1, 0}, {1, 0, 1}, {2, 4, 2}, {2, 0, -1}, /* not planned yet */
};

static void test_asked(void **state)
{
    struct store_plan plans[3] = {{.first_month = 0, .last_month = INT32_MAX},
        {.first_month = 0, .last_month = INT32_MAX},
        {.first_month = 4, .last_month = INT32_MAX}};
    const struct store_project p = {.period = PERIOD_MONTH, .first_month = 0};

    (void)state;
    for (uint8_t i = 0; i < 3; i++)
        memset(plans[i].questionnaire, i + 1, HASH_LEN);
    for (size_t i = 0; i < N_OF(ASKED); i++) {
        struct store_wave w = {.has_questionnaire = ASKED[i].named >= 0};
        const struct store_plan *got;

        memset(w.questionnaire, ASKED[i].named + 1, HASH_LEN);
        got = wave_plan(&p, plans, 3, &w, ASKED[i].month);
        if (ASKED[i].wanted < 0)
            assert_null(got);
        else
            assert_ptr_equal(got, &plans[ASKED[i].wanted]);
    }
    assert_null(wave_plan(&p, plans, 0, &(struct store_wave){.id = 1}, 0));
}

static void test_of_month(void **state)
{
    const struct store_wave waves[] = {
        {.kind = WAVE_PILOT, .months = {0, 0}},
        {.kind = WAVE_NORMAL, .months = {1, 2}, .ended_on = 5},
        {.kind = WAVE_NORMAL, .months = {2, 4}, .ended_on = INT64_MIN},
    };

    (void)state;
    assert_null(wave_of_month(waves, 3, 0));
    assert_ptr_equal(wave_of_month(waves, 3, 1), &waves[1]);
    assert_ptr_equal(wave_of_month(waves, 3, 2), &waves[2]);
    assert_null(wave_of_month(waves, 3, 5));
}

static const struct {
    const char *text;
    bool wanted;
} LABELS[] = {{"director", true}, {"d\xc3\xa9l\xc3\xa9gu\xc3\xa9", true},
    {"", false}, {"   ", false}, {"a\tb", false}, {"\xff", false},
    {"0123456789012345678901234567890123456789012345678901234567890123", true},
    {"01234567890123456789012345678901234567890123456789012345678901234",
        false}};

static void test_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(LABELS); i++)
        assert_int_equal(wave_is_label(LABELS[i].text), LABELS[i].wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_takes),
        cmocka_unit_test(test_pilot_leaves_nothing),
        cmocka_unit_test(test_saved_stays_saved),
        cmocka_unit_test(test_asked),
        cmocka_unit_test(test_of_month),
        cmocka_unit_test(test_labels),
    };

    return cmocka_run_group_tests_name("wave", tests, NULL, NULL);
}
