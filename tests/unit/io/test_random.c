/* SPDX-License-Identifier: EUPL-1.2 */
#include "random.h"

#include "../test.h"

static void test_bytes_fill_exactly(void **state)
{
    (void)state;
    for (size_t len = 0; len < 600; len += 37) {
        uint8_t *p = calloc(len + 1, 1);
        size_t zeros = 0;

        p[len] = 0xa5;
        random_bytes(p, len);
        assert_int_equal(p[len], 0xa5);
        for (size_t i = 0; i < len; i++)
            zeros += p[i] == 0;
        assert_true(zeros <= 5 + len / 16);
        free(p);
    }
}

static void test_bytes_differ(void **state)
{
    uint8_t a[16], b[16];

    (void)state;
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

static const uint32_t BOUNDS[] = {
    1, 2, 3, 6, 10, 255, 256, 1u << 31, (1u << 31) + 1, UINT32_MAX};

static void test_below_stays_below(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(BOUNDS); i++)
        for (int n = 0; n < 200; n++)
            assert_true(random_below(BOUNDS[i]) < BOUNDS[i]);
}

/*
 * 60,000 throws of a die: each face within 6 standard deviations (91) of
 * 10,000, which an honest die misses once in 80 million runs.  The bound
 * 3 * 2^30 would show what forgetting the rejection does: without it, values
 * below 2^30 come twice as often as the others.
 */
static void test_below_is_even(void **state)
{
    int face[6] = {0}, third[3] = {0};

    (void)state;
    for (int i = 0; i < 60000; i++) {
        face[random_below(6)]++;
        third[random_below(3u << 30) >> 30]++;
    }
    for (int i = 0; i < 6; i++)
        assert_in_range(face[i], 10000 - 548, 10000 + 548);
    for (int i = 0; i < 3; i++)
        assert_in_range(third[i], 20000 - 693, 20000 + 693);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_fill_exactly),
        cmocka_unit_test(test_bytes_differ),
        cmocka_unit_test(test_below_stays_below),
        cmocka_unit_test(test_below_is_even),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
