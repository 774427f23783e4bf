/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_night_labels.c - B4: labels, their extension and their end follow the
 * calendar, whether or not anybody answered: what leaves the building, what
 * the log says and where the labels stand tell nothing about a single period.
 */
#include "labels.h"
#include "site_history.h"
#include "store_people.h"

enum { YEARS = 8, MONTHS = 12 * YEARS, N_SERIES = 2 * LABELS_PROJECTS };

/* splitmix64, so that a failure comes again. */
static uint64_t random_state;

static uint32_t below(uint32_t bound)
{
    uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % bound);
}

static struct store_series series_of(const struct labels *l, size_t s)
{
    return labels_series(l, s / 2, s % 2 ? CHANNEL_ASSISTED : CHANNEL_SELF);
}

/* ---- The oracle: B4 from the counts of each month alone ---- */

struct told {
    struct period label[MONTHS];
    size_t n, destroyed;
};

static void tell(
    const uint32_t count[static MONTHS], int32_t period, struct told *out)
{
    int32_t begin = 0;
    uint32_t sum = 0;

    *out = (struct told){.n = 0};
    for (int32_t m = 0; m < MONTHS; m++) {
        sum += count[m];
        if ((m + 1) % period != 0)
            continue;
        if (sum >= 10)
            out->label[out->n++] =
                (struct period){LABELS_START + begin, LABELS_START + m};
        else if (m + 1 - begin == 12)
            out->destroyed++;
        else
            continue;
        begin = m + 1;
        sum = 0;
    }
}

/* ---- What the site did ---- */

static void count_entries(
    struct labels *l, const struct store_series *of, const struct told *wanted)
{
    struct entry *e = calloc(1, sizeof *e);
    struct wire_head head;
    size_t n = 0;

    assert_int_equal(store_head(l->store, &head), WK_OK);
    for (uint64_t seq = 1; seq <= head.seq; seq++) {
        struct store_entry held;

        assert_int_equal(store_entry_get(l->store, seq, &held), WK_OK);
        assert_int_equal(wire_decode_entry(held.bytes, held.len, e), WK_OK);
        free(held.bytes);
        if (strcmp(e->release.project, of->project) != 0 ||
            e->release.channel != of->channel)
            continue;
        assert_true(n < wanted->n);
        assert_int_equal(e->release.months.first, wanted->label[n].first);
        assert_int_equal(e->release.months.last, wanted->label[n].last);
        n++;
    }
    assert_int_equal(n, wanted->n);
    free(e);
}

/* "p3, 2026-01/2026-12, self: not released" */
static void count_log(
    struct labels *l, const struct store_series *of, const struct told *wanted)
{
    struct store_log *log = NULL;
    char begin[MAX_ID + 3];
    size_t n = 0, said = 0;

    snprintf(begin, sizeof begin, "%s, ", of->project);
    assert_int_equal(store_log_list(l->store,
                         &(struct store_log_query){.max = 10000}, &log, &n),
        WK_OK);
    for (size_t i = 0; i < n; i++) {
        const char *what = log[i].what;

        if (strncmp(what, begin, strlen(begin)) == 0 &&
            strstr(what, channel_text(of->channel)) != NULL &&
            strstr(what, "not released") != NULL)
            said++;
    }
    assert_int_equal(said, wanted->destroyed);
    free(log);
}

static void live(struct labels *l, uint32_t count[N_SERIES][MONTHS])
{
    for (int32_t m = 0; m < MONTHS; m++) {
        for (size_t s = 0; s < N_SERIES; s++) {
            struct store_series of = series_of(l, s);

            if (count[s][m] > 0)
                labels_answer(l, &of, LABELS_START + m, count[s][m]);
        }
        /* The machine may be off for months; then one night does it all. */
        if (m == MONTHS - 1 || below(3) > 0)
            labels_night(l, LABELS_START + m);
    }
}

static void on_fault(void *arg, const char *place)
{
    (void)arg;
    fail_msg("%s", place);
}

/* Gives how many labels were told, and adds how many were destroyed. */
static size_t check(
    struct labels *l, uint32_t count[N_SERIES][MONTHS], size_t *destroyed)
{
    size_t n = 0;

    assert_int_equal(site_history_verify(l->store, on_fault, NULL), WK_OK);

    for (size_t s = 0; s < N_SERIES; s++) {
        struct store_series of = series_of(l, s);
        struct told *wanted = calloc(1, sizeof *wanted);

        tell(count[s], (int32_t)LABELS_KIND[s / 2], wanted);
        count_entries(l, &of, wanted);
        count_log(l, &of, wanted);
        n += wanted->n;
        *destroyed += wanted->destroyed;
        free(wanted);
    }
    return n;
}

static void test_calendars(void **state)
{
    static uint32_t count[N_SERIES][MONTHS];

    size_t told = 0, destroyed = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct labels l;

        random_state = seed;
        memset(count, 0, sizeof count);
        for (size_t s = 0; s < N_SERIES; s++)
            for (size_t m = 0; m < MONTHS; m++)
                count[s][m] = below(8) == 0 ? below(14)
                    : below(3) == 0         ? below(2)
                                            : 0;
        labels_open(&l);
        live(&l, count);
        told += check(&l, count, &destroyed);
        labels_close(&l);
    }
    assert_true(told > 20 && destroyed > 20);
}

/* The wire is silent, and the log says what it says of everybody. */
static void test_nobody_ever(void **state)
{
    static uint32_t count[N_SERIES][MONTHS];
    size_t destroyed = 0;
    struct wire_head head;
    struct labels l;

    (void)state;
    labels_open(&l);
    live(&l, count);
    assert_int_equal(check(&l, count, &destroyed), 0);
    assert_int_equal(destroyed, N_SERIES * YEARS);
    assert_int_equal(store_head(l.store, &head), WK_OK);
    assert_int_equal(head.seq, 0);
    labels_close(&l);
}

/* ---- A restored site gives up what it may have sent ---- */

static void lose(struct labels *l, int64_t date, int64_t central_date)
{
    struct night_env env = labels_env(l, date);
    struct night_history none = {.n = 0};

    assert_int_equal(night_adopt(&env, &none, true, central_date), WK_OK);
}

struct lost_case {
    const char *name;
    int32_t answered; /* months after the start; -1: nobody did */
    int64_t ahead;    /* of the site's date, in days */
};

/* Where the labels stand then must not tell in which months somebody
 * answered. */
static void test_lost(void **state)
{
    static const struct lost_case CASES[] = {
        {"nobody", -1, 0},
        {"in the first month", 0, 0},
        {"in the last that ended", 13, 0},
        {"in the month that runs", 14, 0},
        {"nobody, with a clock far ahead", -1, 4000},
        {"with a clock far behind", 3, -4000},
    };
    int64_t today = month_first_date(LABELS_START + 14) + GRACE_NIGHTS;

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct store_label *label = NULL;
        struct store_pool *pool = NULL;
        struct labels l;
        size_t n = 0;

        labels_open(&l);
        for (size_t s = 0; s < N_SERIES && CASES[i].answered >= 0; s++) {
            struct store_series of = series_of(&l, s);

            labels_answer(&l, &of, LABELS_START + CASES[i].answered, 3);
        }
        lose(&l, today + CASES[i].ahead, today);
        assert_int_equal(store_label_list(l.store, &label, &n), WK_OK);
        assert_int_equal(n, N_SERIES);
        for (size_t s = 0; s < n; s++) {
            int32_t months = atoi(label[s].series.project + 1);
            /* 14 months have ended; ahead, at most two more. */
            int32_t ended = (CASES[i].ahead > 0 ? 16 : 14) / months * months;

            if (label[s].next_month != LABELS_START + ended ||
                label[s].tested_month != LABELS_START + ended - 1)
                fail_msg("%s: %s stands at %d", CASES[i].name,
                    label[s].series.project,
                    label[s].next_month - LABELS_START);
        }
        assert_int_equal(
            store_pool_list(l.store, NULL, POOL_OPEN, &pool, &n), WK_OK);
        for (size_t k = 0; k < n; k++)
            assert_true(period_closes_on(pool[k].months) > today);
        free(pool);
        free(label);
        labels_close(&l);
    }
}

/* ---- How long the id of a closed answer set lives ---- */

static void night_on(struct labels *l, int64_t date)
{
    struct night_env env = labels_env(l, date);
    struct night_report report = {.closed = 0};

    assert_int_equal(night_close(&env, date, &report), WK_OK);
}

/* What the kiosk would be told of the id. */
static enum wk_err take(struct labels *l, const struct store_series *of,
    int32_t month, const uint8_t id[static ID_LEN])
{
    struct answers a = {.value = {1}};
    struct store_project p;
    enum wk_err err;

    assert_int_equal(store_project_get(l->store, of->project, &p), WK_OK);
    assert_int_equal(store_begin(l->store), WK_OK);
    err = seal_add(l->seal, l->store, of, &p, month, id, &a);
    assert_int_equal(store_commit(l->store), WK_OK);
    return err;
}

/* By nights, also by those on which no period closes. */
static void test_spent(void **state)
{
    static const uint8_t ID[ID_LEN] = {7};
    struct labels l;
    struct store_series of;
    int64_t closed =
        period_closes_on((struct period){LABELS_START, LABELS_START});

    (void)state;
    labels_open(&l);
    of = labels_series(&l, 0, CHANNEL_SELF);
    labels_answer(&l, &of, LABELS_START, 12);
    assert_int_equal(take(&l, &of, LABELS_START, ID), WK_OK);
    for (int32_t m = 0; m < 3; m++)
        labels_night(&l, LABELS_START + m);
    night_on(&l, closed + SPENT_DAYS);
    assert_int_equal(take(&l, &of, LABELS_START + 3, ID), WK_EEXIST);
    night_on(&l, closed + SPENT_DAYS + 1);
    assert_int_equal(take(&l, &of, LABELS_START + 3, ID), WK_OK);
    labels_close(&l);
}

/* ---- What is left of a pool that ended ---- */

enum ending { TOLD, NOT_TOLD, GIVEN_UP };

/* End a year of n answer sets, and send one of them again. */
static enum wk_err resend(enum ending ending, uint32_t n, size_t *pools)
{
    static const uint8_t ID[ID_LEN] = {7};
    struct store_pool *pool = NULL;
    struct store_series of;
    struct labels l;
    int64_t closed =
        period_closes_on((struct period){LABELS_START, LABELS_START + 11});
    enum wk_err err;

    labels_open(&l);
    of = labels_series(&l, 3, CHANNEL_SELF);
    labels_answer(&l, &of, LABELS_START, n - 1);
    assert_int_equal(take(&l, &of, LABELS_START, ID), WK_OK);
    if (ending == GIVEN_UP)
        lose(&l, closed, closed);
    else
        labels_night(&l, LABELS_START + 11);
    assert_int_equal(store_pool_list(l.store, &of, 0, &pool, pools), WK_OK);
    free(pool);
    err = take(&l, &of, LABELS_START + 12, ID);
    labels_close(&l);
    return err;
}

/*
 * No row says that somebody answered.  An id is kept where its answer set
 * counted, or may have; where it did not, sending it again counts it once.
 */
static void test_ended(void **state)
{
    static const struct {
        enum ending ending;
        uint32_t n;
        enum wk_err again;
    } CASES[] = {
        {TOLD, 10, WK_EEXIST},
        {NOT_TOLD, 9, WK_OK},
        {NOT_TOLD, 1, WK_OK},
        {GIVEN_UP, 10, WK_EEXIST},
        {GIVEN_UP, 9, WK_EEXIST},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        size_t pools;

        assert_int_equal(
            resend(CASES[i].ending, CASES[i].n, &pools), CASES[i].again);
        assert_int_equal(pools, 0);
    }
}

/* ---- A policy that changes within a label ---- */

/* The thresholds that the last entry names. */
static struct rules_set named(struct labels *l, uint64_t seq)
{
    struct entry *e = calloc(1, sizeof *e);
    struct store_entry held;
    struct rules_set rules;

    assert_int_equal(store_entry_get(l->store, seq, &held), WK_OK);
    assert_int_equal(wire_decode_entry(held.bytes, held.len, e), WK_OK);
    rules = e->release.rules;
    free(held.bytes);
    free(e);
    return rules;
}

/*
 * A quarter in which one policy follows another at the beginning of February,
 * with this many answer sets in each of its months, and then one without a
 * change: which smallest groups do both releases name?
 */
static void live_quarters(const uint32_t count[static 3], const char *before,
    const char *after, uint32_t group[static 2])
{
    struct labels l;
    struct store_series of;
    int64_t new_year = month_first_date(LABELS_START);

    labels_open(&l);
    of = labels_series(&l, 1, CHANNEL_SELF);
    assert_int_equal(store_policy_set(l.store, new_year - 40, before), WK_OK);
    for (int32_t m = 0; m < 3; m++) {
        if (m == 1)
            assert_int_equal(
                store_policy_set(l.store, new_year + 31, after), WK_OK);
        labels_answer(&l, &of, LABELS_START + m, count[m]);
    }
    labels_night(&l, LABELS_START + 2);
    labels_answer(&l, &of, LABELS_START + 4, 12);
    labels_night(&l, LABELS_START + 5);
    for (uint64_t i = 0; i < 2; i++)
        group[i] = named(&l, 1 + i).group;
    labels_close(&l);
}

static void test_policy(void **state)
{
    static const uint32_t COUNT[][3] = {{12, 0, 0}, {0, 12, 0}, {0, 0, 12},
        {6, 0, 6}, {4, 4, 4}}; /* of January, February and March */
    static const struct {
        const char *before, *after;
        uint32_t group[2]; /* of the label with the change, and of the next */
    } CASES[] = {
        {"{\"group\":9}", "{\"group\":6}", {9, 6}},
        {"{\"group\":6}", "{\"group\":9}", {9, 9}},
        {"{}", "{\"group\":6}", {6, 6}},
        {"{\"group\":6}", "{}", {6, 5}},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++)
        for (size_t j = 0; j < N_OF(COUNT); j++) {
            uint32_t group[2];

            live_quarters(COUNT[j], CASES[i].before, CASES[i].after, group);
            assert_int_equal(group[0], CASES[i].group[0]);
            assert_int_equal(group[1], CASES[i].group[1]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendars),
        cmocka_unit_test(test_nobody_ever),
        cmocka_unit_test(test_lost),
        cmocka_unit_test(test_spent),
        cmocka_unit_test(test_ended),
        cmocka_unit_test(test_policy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
