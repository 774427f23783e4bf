/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_headcount.c - what staff counted for each period travels with the batch
 * that closes it, and is then gone; and it tells nothing about who answered
 * when.
 */
#include "labels.h"

#include "headcount.h"

enum { MONTHLY = 0, NOTHING = -1 };

static void count(struct labels *l, const struct store_series *of,
    int32_t month, uint32_t eligible, int64_t asked)
{
    struct store_headcount h = {.series = *of,
        .first_month = LABELS_START + month,
        .eligible = eligible,
        .asked = asked >= 0 ? (uint32_t)asked : 0,
        .has_asked = asked >= 0};

    assert_int_equal(store_headcount_set(l->store, &h), WK_OK);
}

static bool is_counted(
    struct labels *l, const struct store_series *of, int32_t month)
{
    struct store_headcount h;
    enum wk_err err =
        store_headcount_get(l->store, of, LABELS_START + month, &h);

    assert_true(err == WK_OK || err == WK_ENOTFOUND);
    return err == WK_OK;
}

/* The release of that number, which there must be. */
static const struct release *release_of(struct labels *l, uint64_t seq)
{
    static struct entry e;
    struct store_entry held;

    assert_int_equal(store_entry_get(l->store, seq, &held), WK_OK);
    assert_int_equal(wire_decode_entry(held.bytes, held.len, &e), WK_OK);
    free(held.bytes);
    return &e.release;
}

/* A period's answers and headcount; asked NOTHING: not entered. */
struct period_case {
    uint32_t answers;
    int64_t eligible, asked;
};

/* Months that end in one release, and what it tells. */
static const struct {
    const char *what;
    struct period_case month[3];
    uint32_t eligible, asked;
} CASES[] = {
    {"one month", {{20, 60, 40}}, 60, 40},
    {"asked not entered", {{20, 60, NOTHING}}, 60, 0},
    {"nothing entered", {{20, NOTHING, NOTHING}}, 0, 0},
    {"all but one answered", {{20, 21, 21}}, 24, 24},
    {"people of two months", {{5, 30, 20}, {8, 40, 30}}, 70, 50},
    {"asked in one of two months", {{5, 30, NOTHING}, {8, 40, 30}}, 70, 0},
    {"only the last of two months", {{5, NOTHING, NOTHING}, {8, 40, 30}}, 0, 0},
    {"only the first", {{5, 40, 30}, {8, NOTHING, NOTHING}}, 0, 0},
    {"a month in which nobody answered", {{0, 30, 20}, {12, 40, 30}}, 70, 50},
    {"the same, not entered", {{0, NOTHING, NOTHING}, {12, 40, 30}}, 0, 0},
    {"nobody there in a month", {{0, 0, 0}, {12, 40, 30}}, 40, 30},
    {"three months", {{3, 20, 10}, {3, 20, 15}, {8, 20, 20}}, 60, 45},
};

static void test_travels(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct labels l;
        struct store_series of;
        const struct release *r;

        labels_open(&l);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        for (int32_t m = 0; m < 3; m++) {
            const struct period_case *c = &CASES[i].month[m];

            if (c->eligible >= 0)
                count(&l, &of, m, (uint32_t)c->eligible, c->asked);
            labels_answer(&l, &of, LABELS_START + m, c->answers);
            if (c->answers > 0 || c->eligible >= 0)
                labels_night(&l, LABELS_START + m);
        }
        r = release_of(&l, 1);
        if (r->eligible != CASES[i].eligible || r->asked != CASES[i].asked)
            fail_msg("%s: %u, %u", CASES[i].what, r->eligible, r->asked);
        labels_close(&l);
    }
}

/* They stay while the label is extended, and go when it moves on, whether its
 * batch was released or destroyed; another channel's stay. */
static void test_goes(void **state)
{
    struct labels l;
    struct store_series of, other;

    (void)state;
    labels_open(&l);
    of = labels_series(&l, MONTHLY, CHANNEL_SELF);
    other = labels_series(&l, MONTHLY, CHANNEL_ASSISTED);
    count(&l, &of, 0, 30, 20);
    count(&l, &of, 1, 30, 20);
    count(&l, &of, 2, 30, 20);
    count(&l, &other, 0, 30, 20);
    labels_answer(&l, &of, LABELS_START, 5);
    labels_night(&l, LABELS_START);
    assert_true(is_counted(&l, &of, 0)); /* fewer than ten */
    labels_answer(&l, &of, LABELS_START + 1, 5);
    labels_night(&l, LABELS_START + 1);
    assert_false(is_counted(&l, &of, 0));
    assert_false(is_counted(&l, &of, 1));
    assert_true(is_counted(&l, &of, 2));
    assert_true(is_counted(&l, &other, 0));
    labels_night(&l, LABELS_START + 11); /* a year, and nobody was assisted */
    assert_false(is_counted(&l, &other, 0));
    assert_int_equal(store_headcount_drop(l.store, &of, LABELS_START + 2), 0);
    assert_false(is_counted(&l, &of, 2));
    labels_close(&l);
}

/* Two questionnaires that take turns: only the months of its own turn are
 * asked for, others count when they are there. */
static void test_turns(void **state)
{
    static const struct {
        int64_t month[3];
        uint32_t eligible;
    } TURNS[] = {
        {{NOTHING, NOTHING, 50}, 0},
        {{40, NOTHING, 50}, 90},
        {{40, 30, 50}, 120},
        {{40, 30, NOTHING}, 0},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(TURNS); i++) {
        static const char SECOND[] =
            "{\"id\":\"second\",\"version\":1,\"scope\":\"network\","
            "\"questions\":[{\"id\":\"q2\",\"type\":\"one\",\"levels\":[["
            "\"no\",\"yes\"]],\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":"
            "\"c\"}}]}";
        struct store_plan plan = {.project = "p1",
            .first_month = LABELS_START,
            .last_month = INT32_MAX};
        struct store_project p;
        struct store_series of;
        struct turnout sum;
        struct labels l;
        char why[WHY_MAX];

        labels_open(&l);
        assert_int_equal(
            store_questionnaire_add(l.store,
                (struct span){(const uint8_t *)SECOND, sizeof SECOND - 1},
                plan.questionnaire, why),
            WK_OK);
        assert_int_equal(store_plan_add(l.store, &plan), WK_OK);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        for (int32_t m = 0; m < 3; m++)
            if (TURNS[i].month[m] >= 0)
                count(&l, &of, m, (uint32_t)TURNS[i].month[m], NOTHING);
        assert_int_equal(store_project_get(l.store, "p1", &p), WK_OK);
        assert_int_equal(
            headcount_turnout(l.store, &of, &p,
                (struct period){LABELS_START, LABELS_START + 2}, &sum),
            WK_OK);
        assert_int_equal(sum.eligible, TURNS[i].eligible);
        assert_int_equal(sum.asked, 0);
        labels_close(&l);
    }
}

/* Whether a month without headcount had answers changes nothing. */
static void test_tells_nothing_of_a_month(void **state)
{
    uint32_t told[2];

    (void)state;
    for (uint32_t i = 0; i < 2; i++) {
        struct labels l;
        struct store_series of;

        labels_open(&l);
        of = labels_series(&l, MONTHLY, CHANNEL_SELF);
        count(&l, &of, 1, 60, 40);
        labels_answer(&l, &of, LABELS_START, i);
        labels_night(&l, LABELS_START);
        labels_answer(&l, &of, LABELS_START + 1, 20 - i);
        labels_night(&l, LABELS_START + 1);
        told[i] = release_of(&l, 1)->eligible;
        labels_close(&l);
    }
    assert_int_equal(told[0], told[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_travels),
        cmocka_unit_test(test_goes),
        cmocka_unit_test(test_turns),
        cmocka_unit_test(test_tells_nothing_of_a_month),
    };

    return cmocka_run_group_tests_name("headcount", tests, NULL, NULL);
}
