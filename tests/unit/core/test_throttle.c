/* SPDX-License-Identifier: EUPL-1.2 */
#include "throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t *key(uint32_t n)
{
    static uint8_t k[HASH_LEN];

    memset(k, 0, sizeof k);
    memcpy(k, &n, sizeof n);
    return k;
}

static void test_waits(void **state)
{
    static const unsigned WANT[] = {0, 0, 0, 1, 2, 4, 8, 10, 10, 10};
    struct throttle *t = throttle_new(4, 10);
    int64_t now = 1000000;

    (void)state;
    assert_int_equal(throttle_wait(t, key(1), now), 0);
    for (unsigned i = 0; i < sizeof WANT / sizeof WANT[0]; i++) {
        assert_int_equal(throttle_count(t, key(1), now), i + 1);
        assert_int_equal(throttle_wait(t, key(1), now), WANT[i]);
        if (WANT[i] > 0) {
            now += (int64_t)WANT[i] * 1000 - 1;
            assert_int_equal(throttle_wait(t, key(1), now), 1);
            now++;
        }
        assert_int_equal(throttle_wait(t, key(1), now), 0);
        assert_int_equal(throttle_wait(t, key(2), now), 0);
    }
    throttle_free(t);
    throttle_free(NULL);
}

static void test_many_tries_do_not_overflow(void **state)
{
    struct throttle *t = throttle_new(1, 300);

    (void)state;
    for (int i = 0; i < 10000; i++)
        (void)throttle_count(t, key(1), 0);
    assert_int_equal(throttle_wait(t, key(1), 0), 300);
    throttle_free(t);
}

static void test_forgiven(void **state)
{
    struct throttle *t = throttle_new(2, 300);

    (void)state;
    throttle_take_back(t, key(1)); /* unknown keys have no effect */
    throttle_forget(t, key(1));
    (void)throttle_count(t, key(1), 0);
    (void)throttle_count(t, key(1), 0);
    assert_int_equal(throttle_wait(t, key(1), 0), 1);
    throttle_take_back(t, key(1));
    assert_int_equal(throttle_wait(t, key(1), 0), 0);
    assert_int_equal(throttle_count(t, key(1), 0), 2);
    throttle_forget(t, key(1));
    assert_int_equal(throttle_wait(t, key(1), 0), 0);
    assert_int_equal(throttle_count(t, key(1), 0), 1);
    throttle_take_back(t, key(1));
    throttle_take_back(t, key(1));
    assert_int_equal(throttle_count(t, key(1), 0), 1);
    throttle_free(t);
}

static void test_forgotten_after_an_hour(void **state)
{
    struct throttle *t = throttle_new(2, 300);

    (void)state;
    (void)throttle_count(t, key(1), 5);
    assert_int_equal(throttle_count(t, key(1), 4 + THROTTLE_FORGET_MS), 2);
    assert_int_equal(throttle_count(t, key(1), 4 + 2 * THROTTLE_FORGET_MS), 1);
    throttle_free(t);
}

static void test_bounded(void **state)
{
    struct throttle *t = throttle_new(2, 300);

    (void)state;
    for (uint32_t i = 0; i < THROTTLE_KEYS; i++)
        (void)throttle_count(t, key(i), i);
    (void)throttle_count(t, key(0), THROTTLE_KEYS);        /* fresh again */
    (void)throttle_count(t, key(9999), THROTTLE_KEYS + 1); /* for key 1 */
    assert_int_equal(throttle_count(t, key(2), THROTTLE_KEYS + 2), 2);
    assert_int_equal(throttle_count(t, key(0), THROTTLE_KEYS + 2), 3);
    assert_int_equal(throttle_count(t, key(9999), THROTTLE_KEYS + 2), 2);
    assert_int_equal(throttle_count(t, key(1), THROTTLE_KEYS + 2), 1);
    throttle_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waits),
        cmocka_unit_test(test_many_tries_do_not_overflow),
        cmocka_unit_test(test_forgiven),
        cmocka_unit_test(test_forgotten_after_an_hour),
        cmocka_unit_test(test_bounded),
    };

    return cmocka_run_group_tests_name("throttle", tests, NULL, NULL);
}
