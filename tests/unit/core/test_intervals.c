/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>

#include "bounds.h"
#include "intervals.h"

#define ASSERT_NEAR(a, b, eps) assert_true(fabs((a) - (b)) <= (eps))

static const double Z95 = 1.959963984540054;

/* Standard normal quantiles, as in Wichura's AS 241 and any table. */
static void test_z(void **state)
{
    static const struct {
        double alpha, z;
    } CASES[] = {
        {0.05, 1.959963984540054},
        {0.10, 1.644853626951473},
        {0.01, 2.575829303548901},
        {0.005, 2.807033768343811}, /* 10 pairs: five sites */
        {0.001, 3.290526731491926},
        {0.5, 0.6744897501960817},
        {1e-6, 4.891638475699},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++)
        ASSERT_NEAR(intervals_z(CASES[i].alpha), CASES[i].z, 1e-9);
    ASSERT_NEAR(intervals_family_z(0.05, 0), Z95, 1e-12);
    ASSERT_NEAR(intervals_family_z(0.05, 1), Z95, 1e-12);
    ASSERT_NEAR(intervals_family_z(0.05, 10), 2.807033768343811, 1e-9);
    /* 565 centres: 159,330 pairs. */
    assert_true(intervals_family_z(0.05, 159330) > 5);
}

/*
 * The first four rows: Newcombe (1998), Statistics in Medicine 17, 857-872,
 * table I, method 3.  The others: the sizes that our pages speak of.
 */
static void test_wilson(void **state)
{
    static const struct {
        struct share s;
        double low, high, eps;
    } CASES[] = {
        {{81, 263}, 0.2553, 0.3662, 0.00005},
        {{15, 148}, 0.0624, 0.1605, 0.00005},
        {{0, 20}, 0.0000, 0.1611, 0.00005},
        {{1, 29}, 0.0061, 0.1718, 0.00005},
        {{8, 10}, 0.49, 0.94, 0.005},
        {{24, 30}, 0.63, 0.90, 0.005},
        {{40, 50}, 0.67, 0.89, 0.005},
        {{80, 100}, 0.71, 0.87, 0.005},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
        struct interval w = intervals_wilson(CASES[i].s, Z95);

        ASSERT_NEAR(w.low, CASES[i].low, CASES[i].eps);
        ASSERT_NEAR(w.high, CASES[i].high, CASES[i].eps);
    }
}

/* Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10. */
static void test_newcombe(void **state)
{
    static const struct {
        struct share a, b;
        double low, high;
    } CASES[] = {
        {{56, 70}, {48, 80}, 0.0524, 0.3339},
        {{9, 10}, {3, 10}, 0.1705, 0.8090},
        {{6, 7}, {2, 7}, 0.0582, 0.8062},
        {{5, 56}, {0, 29}, -0.0381, 0.1926},
        {{0, 10}, {0, 20}, -0.1611, 0.2775},
        {{0, 10}, {0, 10}, -0.2775, 0.2775},
        {{10, 10}, {0, 20}, 0.6791, 1.0000},
        {{10, 10}, {0, 10}, 0.6075, 1.0000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
        struct interval d = intervals_newcombe(CASES[i].a, CASES[i].b, Z95);

        ASSERT_NEAR(d.low, CASES[i].low, 0.00005);
        ASSERT_NEAR(d.high, CASES[i].high, 0.00005);
    }
}

/* Mirror the sides, or swap the sites, and the interval is mirrored. */
static void test_symmetry(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 25; n++) {
        for (uint64_t x = 0; x <= n; x++) {
            struct interval w = intervals_wilson((struct share){x, n}, Z95);
            struct interval m = intervals_wilson((struct share){n - x, n}, Z95);
            struct share b = {3, 7};
            struct interval d =
                intervals_newcombe((struct share){x, n}, b, Z95);
            struct interval r =
                intervals_newcombe(b, (struct share){x, n}, Z95);

            assert_true(w.low >= 0 && w.high <= 1 && w.low < w.high);
            ASSERT_NEAR(w.low, 1 - m.high, 1e-12);
            ASSERT_NEAR(d.low, -r.high, 1e-12);
        }
    }
}

/* The corners that bounds.h names hold every truth in between. */
static void test_bounds_hold_every_truth(void **state)
{
    static const double ZS[] = {1.0, 1.959963984540054, 3.3};

    (void)state;
    for (uint64_t n = 10; n <= 24; n += 7) {
        for (uint64_t sure = 0; sure <= n; sure++) {
            struct bounds a = {0}, b = {0};

            bounds_add_exact(&a, n - sure, sure);
            bounds_add_capped(&a, 11, 9, sure % 2 == 0);
            bounds_add_exact(&b, sure, 3);
            bounds_add_capped(&b, 10, 8, sure % 3 == 0);
            for (size_t i = 0; i < sizeof(ZS) / sizeof(*ZS); i++) {
                struct interval all = bounds_newcombe(&a, &b, ZS[i]);
                struct interval own = bounds_wilson(&a, ZS[i]);

                for (uint64_t x = bounds_least(&a).count;
                     x <= bounds_most(&a).count; x++) {
                    struct interval w =
                        intervals_wilson((struct share){x, a.n}, ZS[i]);

                    assert_true(own.low <= w.low && own.high >= w.high);
                    for (uint64_t y = bounds_least(&b).count;
                         y <= bounds_most(&b).count; y++) {
                        struct interval d =
                            intervals_newcombe((struct share){x, a.n},
                                (struct share){y, b.n}, ZS[i]);

                        assert_true(all.low <= d.low + 1e-12);
                        assert_true(all.high >= d.high - 1e-12);
                    }
                }
            }
        }
    }
}

/*
 * Two capped parts, each with two people whose side is unknown: every way in
 * which they may stand lies inside the bounds, and both ends are reached.
 */
static void test_bounds_are_tight(void **state)
{
    (void)state;
    for (int sides = 0; sides < 4; sides++) {
        bool first = (sides & 1) != 0, second = (sides & 2) != 0;
        struct bounds b = {0};
        uint64_t least = UINT64_MAX, most = 0;

        bounds_add_exact(&b, 4, 6);
        bounds_add_capped(&b, 20, 18, first);
        bounds_add_capped(&b, 10, 8, second);
        for (uint64_t i = 0; i <= 2; i++) {
            for (uint64_t j = 0; j <= 2; j++) {
                uint64_t truth =
                    6 + (first ? 18 + i : i) + (second ? 8 + j : j);

                least = truth < least ? truth : least;
                most = truth > most ? truth : most;
            }
        }
        assert_int_equal(b.n, 40);
        assert_int_equal(bounds_least(&b).count, least);
        assert_int_equal(bounds_most(&b).count, most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_z),
        cmocka_unit_test(test_wilson),
        cmocka_unit_test(test_newcombe),
        cmocka_unit_test(test_symmetry),
        cmocka_unit_test(test_bounds_hold_every_truth),
        cmocka_unit_test(test_bounds_are_tight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
