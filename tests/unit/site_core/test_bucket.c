/* SPDX-License-Identifier: EUPL-1.2 */
/* How many answers a minute the kiosk takes, at every pace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bucket.h"

static unsigned take_all(struct bucket *b, int64_t now_ms)
{
    unsigned n = 0, wait_s = 0;

    while (bucket_take(b, now_ms, &wait_s))
        n++;
    assert_true(wait_s >= 1);
    return n;
}

static void test_full_at_start(void **state)
{
    struct bucket b = bucket_new(30, 1000);

    (void)state;
    assert_int_equal(take_all(&b, 1000), 30);
    assert_int_equal(take_all(&b, 1000), 0);
}

static void test_refills_evenly(void **state)
{
    struct bucket b = bucket_new(30, 0);

    (void)state;
    take_all(&b, 0);
    assert_int_equal(take_all(&b, 1999), 0);
    assert_int_equal(take_all(&b, 2000), 1);
    assert_int_equal(take_all(&b, 12000), 5);
    assert_int_equal(take_all(&b, 12000 + 86400000), 30); /* never over full */
}

static void test_wait_is_enough(void **state)
{
    struct bucket b = bucket_new(1, 0);
    unsigned wait_s = 0;

    (void)state;
    assert_true(bucket_take(&b, 0, &wait_s));
    assert_false(bucket_take(&b, 1, &wait_s));
    assert_true(wait_s <= 61);
    assert_true(bucket_take(&b, (int64_t)wait_s * 1000, &wait_s));
}

/* A million a minute fills up without overflow, however long it slept. */
static void test_extremes(void **state)
{
    struct bucket b = bucket_new(1000000, 0);

    (void)state;
    assert_int_equal(take_all(&b, 0), 1000000);
    assert_int_equal(take_all(&b, INT64_MAX / 2), 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_at_start),
        cmocka_unit_test(test_refills_evenly),
        cmocka_unit_test(test_wait_is_enough),
        cmocka_unit_test(test_extremes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
