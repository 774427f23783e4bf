/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "funnel.h"
#include "mean.h"
#include "reading.h"

#define ASSERT_NEAR(a, b, eps) assert_true(fabs((a) - (b)) <= (eps))

/* Fisher and Yates, "Statistical Tables", table III. */
static void test_t(void **state)
{
    static const struct {
        double alpha;
        uint64_t df;
        double t;
    } CASES[] = {
        {0.05, 9, 2.262},
        {0.05, 10, 2.228},
        {0.05, 19, 2.093},
        {0.05, 29, 2.045},
        {0.05, 60, 2.000},
        {0.05, 120, 1.980},
        {0.10, 9, 1.833},
        {0.01, 9, 3.250},
        {0.01, 30, 2.750},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        ASSERT_NEAR(mean_t(CASES[i].alpha, CASES[i].df), CASES[i].t, 0.0005001);
    ASSERT_NEAR(mean_t(0.05, 1000000), 1.959966, 1e-5);
}

/*
 * Student (1908), Biometrika 6, section IX: hours of sleep gained by ten
 * patients, here in tenths; the interval as R documents it (?sleep, t.test).
 */
static void test_student(void **state)
{
    static const int GAIN[10] = {12, 24, 13, 13, 0, 10, 18, 8, 46, 14};
    uint64_t count[47] = {0};
    struct mean m;

    (void)state;
    for (size_t i = 0; i < 10; i++)
        count[GAIN[i]]++;
    m = mean_of(count, 47, 0.05);
    ASSERT_NEAR(m.mean, 15.8, 1e-12);
    ASSERT_NEAR(m.interval.low, 7.001142, 0.0005);
    ASSERT_NEAR(m.interval.high, 24.598858, 0.0005);
}

static void test_edges(void **state)
{
    static const uint64_t ALL[4] = {0, 0, 0, 20}, ENDS[4] = {1, 0, 0, 1};
    struct mean m = mean_of(ALL, 4, 0.05), r;

    (void)state;
    ASSERT_NEAR(m.mean, 3, 0);
    ASSERT_NEAR(m.interval.low, 3, 0);
    ASSERT_NEAR(m.interval.high, 3, 0);
    m = mean_of(ENDS, 4, 0.05); /* far wider than the scale */
    ASSERT_NEAR(m.interval.low, 0, 0);
    ASSERT_NEAR(m.interval.high, 3, 0);
    m = (struct mean){2.25, {2, 2.75}};
    r = mean_reverse(m, 3);
    ASSERT_NEAR(r.mean, 0.75, 1e-12);
    ASSERT_NEAR(r.interval.low, 0.25, 1e-12);
    ASSERT_NEAR(r.interval.high, 1, 1e-12);
}

/* Three means that err together: three times one deviation, over three. */
static void test_index(void **state)
{
    static const struct mean M[3] = {
        {2, {1.7, 2.3}}, {1, {0.4, 1.6}}, {3, {2.7, 3}}};
    struct mean m = mean_index(M, 3);

    (void)state;
    ASSERT_NEAR(m.mean, 2, 1e-12);
    ASSERT_NEAR(m.interval.low, 1.6, 1e-12);
    ASSERT_NEAR(m.interval.high, 2.3, 1e-12);
}

static void test_only_the_finest_level(void **state)
{
    static const struct qn_question Q = {.n_codes = 4, .n_levels = 2};
    struct figure f = {.shown = 1, .two = {20, 5, 15}, .count = {2, 3, 10, 5}};
    struct mean m;

    (void)state;
    assert_true(mean_figure(&f, &Q, 0.05, &m));
    ASSERT_NEAR(m.mean, 38.0 / 20, 1e-12);
    f.level = 1;
    assert_false(mean_figure(&f, &Q, 0.05, &m));
    f.level = 0;
    f.capped = true;
    assert_false(mean_figure(&f, &Q, 0.05, &m));
    f.capped = false;
    f.two.n = 1;
    assert_false(mean_figure(&f, &Q, 0.05, &m));
    f.shown = 0;
    assert_false(mean_figure(&f, &Q, 0.05, &m));
}

/*
 * Cumulative binomial chances from the tables of the National Bureau of
 * Standards (Applied Mathematics Series 6, 1950), put into Spiegelhalter
 * (2005), A.1.1: with r the first count whose chance P(r) reaches p, the limit
 * is (r - (P(r) - p) / (P(r) - P(r - 1))) / n.
 */
static void test_funnel(void **state)
{
    static const struct {
        double target;
        uint64_t n;
        struct {
            double r, before, at;
        } low, high;
    } CASES[] = {
        {0.5, 10, {2, .0107, .0547}, {8, .9453, .9893}},
        {0.5, 20, {6, .0207, .0577}, {14, .9423, .9793}},
        {0.3, 20, {2, .0076, .0355}, {10, .9520, .9829}},
        {0.2, 10, {0, 0, .1074}, {5, .9672, .9936}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct interval f = funnel_limits(CASES[i].target, CASES[i].n, 0.05);
        double n = (double)CASES[i].n;
        double low = CASES[i].low.r -
            (CASES[i].low.at - .025) / (CASES[i].low.at - CASES[i].low.before);
        double high = CASES[i].high.r -
            (CASES[i].high.at - .975) /
                (CASES[i].high.at - CASES[i].high.before);

        ASSERT_NEAR(f.low, fmax(0, low / n), 0.0005);
        ASSERT_NEAR(f.high, high / n, 0.0005);
    }
}

/* With many people the limits are those of the normal curve. */
static void test_funnel_large(void **state)
{
    (void)state;
    for (uint64_t n = 100000; n <= 10000000; n *= 10) {
        struct interval f = funnel_limits(0.7, n, 0.05);
        double half = 1.959964 * sqrt(0.7 * 0.3 / (double)n);

        ASSERT_NEAR(f.low, 0.7 - half, 2 / (double)n);
        ASSERT_NEAR(f.high, 0.7 + half, 2 / (double)n);
    }
    ASSERT_NEAR(funnel_limits(0, 20, 0.05).high, 0, 0);
    ASSERT_NEAR(funnel_limits(1, 20, 0.05).low, 1, 0);
}

static void test_outside(void **state)
{
    static const struct {
        struct bounds b;
        bool outside;
    } CASES[] = {
        {{100, 30, 70}, false}, {{100, 55, 45}, true}, {{100, 10, 90}, true},
        {{100, 10, 0}, false}, /* capped: may still lie inside */
        {{100, 60, 0}, true},  /* capped, and outside whatever it is */
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(
            funnel_outside(&CASES[i].b, 0.7, 0.002), CASES[i].outside);
}

static void test_ceiling(void **state)
{
    static const struct {
        const char *question;
        struct bounds b;
        bool ceiling;
    } CASES[] = {
        {"C01", {20, 2, 18}, true},
        {"C01", {20, 3, 17}, false},
        {"C01", {20, 18, 2}, false}, /* bad news says a lot */
        {"C01", {0, 0, 0}, false},
        {"C01", {20, 0, 18}, true},  /* capped at nine of ten */
        {"C01", {30, 2, 26}, false}, /* capped below */
        {"C08", {20, 18, 2}, true},  /* nobody is afraid */
        {"C08", {20, 2, 18}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(
            reading_ceiling(&CASES[i].b, CASES[i].question), CASES[i].ceiling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_t),
        cmocka_unit_test(test_student),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_only_the_finest_level),
        cmocka_unit_test(test_funnel),
        cmocka_unit_test(test_funnel_large),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_ceiling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
