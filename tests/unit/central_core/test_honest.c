/* SPDX-License-Identifier: EUPL-1.2 */
/* test_honest.c - honest ranges against published and worked ones. */
#include <math.h>

#include "../test.h"

#include "honest.h"

/* Of so many, so many answered, so many of these positive. */
static const struct {
    const char *source;
    uint64_t eligible, answered, positive;
    double low, high;
} CASES[] = {
    /* Manski 1995, chapter 2: of homeless people (Piliavin and Sosin's data)
     * who was met again, and who of those had a home by then. */
    {"men", 106, 64, 21, 21.0 / 106, 63.0 / 106},
    {"women", 31, 14, 3, 3.0 / 31, 20.0 / 31},
    {"40 took part, 22 answered, 18 were helped", 40, 22, 18, .45, .90},
    {"everybody answered", 40, 40, 30, .75, .75},
    {"nobody was positive", 20, 10, 0, 0, .5},
    {"everybody was", 20, 10, 10, .5, 1},
};

static void test_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct bounds b = {CASES[i].answered,
            CASES[i].answered - CASES[i].positive, CASES[i].positive};
        struct interval r = honest_share(&b, CASES[i].eligible);

        if (fabs(r.low - CASES[i].low) > 1e-12 ||
            fabs(r.high - CASES[i].high) > 1e-12)
            fail_msg("%s: %f to %f", CASES[i].source, r.low, r.high);
    }
}

/* A part that says "at least": both ends give way. */
static void test_capped(void **state)
{
    struct bounds b = {.n = 0};
    struct interval r;

    (void)state;
    bounds_add_exact(&b, 4, 6);
    bounds_add_capped(&b, 20, 18, true);
    r = honest_share(&b, 60);
    assert_true(fabs(r.low - 24.0 / 60) < 1e-12);
    assert_true(fabs(r.high - 56.0 / 60) < 1e-12);
}

/* Whatever is true of the silent lies in the range, and both ends occur; a
 * larger "at most" only widens it. */
static void test_every_world(void **state)
{
    (void)state;
    for (uint64_t all = 1; all <= 24; all++)
        for (uint64_t n = 1; n <= all; n++)
            for (uint64_t x = 0; x <= n; x++) {
                struct bounds b = {n, n - x, x};
                struct interval r = honest_share(&b, all);
                struct interval wide = honest_share(&b, all + 4);

                assert_true(fabs(r.low - (double)x / (double)all) < 1e-12);
                assert_true(
                    fabs(r.high - (double)(x + all - n) / (double)all) < 1e-12);
                assert_true(wide.low <= r.low && wide.high >= r.high);
            }
}

/* c solves its equation and lies between the z of one side and of two. */
static void test_c(void **state)
{
    double last = 2;

    (void)state;
    assert_true(fabs(honest_c(0, .05) - 1.959964) < 1e-6);
    assert_true(fabs(honest_c(50, .05) - 1.644854) < 1e-6);
    assert_true(fabs(honest_c(0, .01) - 2.575829) < 1e-6);
    for (double width = 0; width < 6; width += .125) {
        double c = honest_c(width, .05);
        double covered =
            erfc(-(c + width) / sqrt(2)) / 2 - erfc(c / sqrt(2)) / 2;

        assert_true(fabs(covered - .95) < 1e-9);
        assert_true(c <= last && c >= 1.644853 && c <= 1.959965);
        last = c;
    }
}

static void test_sure(void **state)
{
    struct bounds men = {64, 43, 21}, all = {40, 10, 30}, none = {10, 0, 10};
    struct interval r = honest_sure(&men, 106, .05), wilson, w;

    (void)state;
    /* c is 1.6449 here: the range is eight standard errors wide. */
    assert_true(fabs(r.low - (.198113 - 1.644854 * .038714)) < 1e-4);
    assert_true(fabs(r.high - (.594340 + 1.644854 * .047693)) < 1e-4);
    /* Without silence it is the plain interval. */
    w = honest_sure(&all, 40, .05);
    assert_true(fabs(w.low - (.75 - 1.959964 * sqrt(.75 * .25 / 40))) < 1e-6);
    wilson = bounds_wilson(&all, intervals_z(.05));
    assert_true(fabs(wilson.low - w.low) < .03);
    /* Never outside 0 and 1; nothing to add to nothing known. */
    w = honest_sure(&none, 10, .05);
    assert_true(w.low == 1 && w.high == 1);
    w = honest_sure(&none, 1000000, .05);
    assert_true(w.low >= 0 && w.high == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_capped),
        cmocka_unit_test(test_every_world),
        cmocka_unit_test(test_c),
        cmocka_unit_test(test_sure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
