/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_history_calendar.c - years of every kind of period, with nobody
 * answering in random months: what rule B4 makes of them is sound, and with
 * one release changed it is not.  The oracle here is told only how many
 * answered in each period, and shares nothing with the audit.
 */
#include "history.h"

#include "../test.h"

enum { START = 12 * 2026, YEARS = 30, MONTHS = 12 * YEARS, N_SERIES = 8 };

static const enum period_kind KINDS[] = {
    PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF_YEAR, PERIOD_YEAR};

/* splitmix64, so that a failure comes again. */
static uint64_t random_state;

static uint32_t below(uint32_t bound)
{
    uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % bound);
}

/* ---- The oracle ---- */

struct told {
    size_t series;
    int32_t first, last;
    bool frozen; /* by the audit: nothing left */
};

struct calendar {
    struct told told[N_SERIES * MONTHS]; /* in the order of their nights */
    size_t n;
    int32_t begins[N_SERIES]; /* where each label stands at the end */
    int32_t tested[N_SERIES];
    unsigned destroyed;
};

static int32_t months_of(size_t series)
{
    return (int32_t)KINDS[series / 2];
}

/* freeze: of so many batches one is frozen; 0: none. */
static void live(struct calendar *c, int32_t until, uint32_t freeze)
{
    uint32_t sum[N_SERIES] = {0}, busy[N_SERIES];

    memset(c, 0, sizeof *c);
    for (size_t s = 0; s < N_SERIES; s++) {
        busy[s] = 1 + below(20);
        c->begins[s] = 0;
        c->tested[s] = -1;
    }
    for (int32_t month = 0; month < until; month++)
        for (size_t s = 0; s < N_SERIES; s++) {
            sum[s] += below(busy[s]) == 0 ? below(20) : 0;
            if ((month + 1) % months_of(s) != 0)
                continue;
            c->tested[s] = month;
            if (sum[s] >= 10)
                c->told[c->n++] = (struct told){
                    s, c->begins[s], month, freeze > 0 && below(freeze) == 0};
            else if (month + 1 - c->begins[s] == 12)
                c->destroyed++;
            else
                continue;
            c->begins[s] = month + 1;
            sum[s] = 0;
        }
}

/* ---- The audit of it ---- */

static struct history_series series(size_t s)
{
    struct history_series of = {.questionnaire = {7},
        .channel = s % 2 ? CHANNEL_ASSISTED : CHANNEL_SELF};

    snprintf(of.project, sizeof of.project, "p%d", (int)months_of(s));
    return of;
}

static enum history_breach feed(
    struct history *h, struct entry *e, const struct told *t)
{
    struct history_series of = series(t->series);

    e->seq++;
    e->kind = ENTRY_RELEASE;
    memcpy(e->release.questionnaire, of.questionnaire, HASH_LEN);
    memcpy(e->release.project, of.project, sizeof of.project);
    e->release.channel = of.channel;
    e->release.months = (struct period){START + t->first, START + t->last};
    return history_entry(h, e, HISTORY_COUNTS);
}

/* The first breach of all, skipping told[skip]. */
static enum history_breach audit(
    const struct calendar *c, bool explains, size_t skip)
{
    struct history *h = history_new(explains);
    struct entry *e = calloc(1, sizeof *e);
    enum history_breach b = HISTORY_SOUND;

    for (size_t s = 0; s < N_SERIES && explains; s++) {
        struct history_series of = series(s);

        history_start(h, &of, START);
    }
    for (size_t i = 0; i < c->n && explains; i++)
        if (c->told[i].frozen) {
            struct history_series of = series(c->told[i].series);

            history_frozen(h, &of, START + c->told[i].last);
        }
    for (size_t i = 0; i < c->n && b == HISTORY_SOUND; i++)
        if (!c->told[i].frozen && i != skip)
            b = feed(h, e, &c->told[i]);
    for (size_t s = 0; s < N_SERIES && explains && b == HISTORY_SOUND; s++) {
        struct history_series of = series(s);

        b = history_label(h, &of, e->era, START + c->begins[s],
            START + c->tested[s], (enum period_kind)months_of(s));
    }
    free(e);
    history_free(h);
    return b;
}

static void expect(const struct calendar *c, bool explains, size_t skip,
    enum history_breach wanted, const char *what)
{
    enum history_breach b = audit(c, explains, skip);

    if (b != wanted)
        fail_msg("%s: %s", what, history_text(b));
}

static void test_sound(void **state)
{
    struct calendar *c = calloc(1, sizeof *c);
    size_t told = 0, destroyed = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        random_state = seed;
        live(c, (int32_t)below(MONTHS), seed % 2 ? 0 : 10);
        expect(c, true, SIZE_MAX, HISTORY_SOUND, "at the site");
        expect(c, false, SIZE_MAX, HISTORY_SOUND, "at the centre");
        told += c->n;
        destroyed += c->destroyed;
    }
    assert_true(told > 1000 && destroyed > 1000);
    free(c);
}

/* Every release of a calendar in turn, with one bug. */
static void plant_all(struct calendar *c)
{
    for (size_t i = 0; i < c->n; i++) {
        struct told good = c->told[i];
        int32_t period = months_of(good.series);

        /* The label begins with the first period in which somebody answered */
        if (good.last - good.first + 1 > period) {
            c->told[i].first += period;
            expect(c, true, SIZE_MAX, HISTORY_GAP, "began late");
            expect(c, false, SIZE_MAX, HISTORY_SOUND, "began late");
        }
        c->told[i].first = good.first - 1;
        if (c->told[i].first >= 0 && good.last - good.first < 11) {
            enum history_breach b = audit(c, true, SIZE_MAX);

            assert_true(b == HISTORY_AGAIN || b == HISTORY_GAP);
        }
        c->told[i] = good;
        /* It was made, and its entry is gone. */
        if (good.last - good.first < 11)
            expect(c, true, i, HISTORY_GAP, "missing");
        /* It is made again at the end. */
        c->told[c->n] = good;
        c->n++;
        expect(c, true, SIZE_MAX, HISTORY_AGAIN, "made again");
        expect(c, false, SIZE_MAX, HISTORY_AGAIN, "made again");
        c->n--;
    }
}

static void test_planted(void **state)
{
    struct calendar *c = calloc(1, sizeof *c);
    size_t planted = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        random_state = seed;
        live(c, 12 * 6 + 5, 0);
        plant_all(c);
        planted += c->n;
    }
    assert_true(planted > 100);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_planted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
