/* SPDX-License-Identifier: EUPL-1.2 */
/* The device key's file: no changed bit is read as a key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "device_key.h"
#include "file.h"

static char folder[] = "device_key_XXXXXX";
static char *path;

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    path = file_join(folder, "device.key");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    free(path);
    return rmdir(folder);
}

static void test_round_trip(void **state)
{
    uint8_t a[SEAL_KEY_LEN], b[SEAL_KEY_LEN], sum[HASH_LEN], again[HASH_LEN];
    uint8_t *text;
    size_t len;

    (void)state;
    assert_int_equal(device_key_create(path), WK_OK);
    assert_int_equal(device_key_read(path, a, sum), WK_OK);
    assert_int_equal(file_read(path, 1024, &text, &len), WK_OK);
    crypto_sha256(text, len, again);
    assert_memory_equal(sum, again, HASH_LEN);
    free(text);
    assert_int_equal(device_key_create(path), WK_OK);
    assert_int_equal(device_key_read(path, b, sum), WK_OK);
    assert_memory_not_equal(a, b, SEAL_KEY_LEN);
}

static void test_every_bit(void **state)
{
    uint8_t key[SEAL_KEY_LEN], sum[HASH_LEN], *text;
    size_t len;

    (void)state;
    assert_int_equal(device_key_create(path), WK_OK);
    assert_int_equal(file_read(path, 1024, &text, &len), WK_OK);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        text[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(file_replace(path, text, len, 0600), WK_OK);
        assert_int_equal(device_key_read(path, key, sum), WK_ECHECK);
        text[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < len; cut++) {
        assert_int_equal(file_replace(path, text, cut, 0600), WK_OK);
        assert_int_equal(device_key_read(path, key, sum), WK_ECHECK);
    }
    free(text);
}

static void test_readable_by_others(void **state)
{
    uint8_t key[SEAL_KEY_LEN], sum[HASH_LEN];

    (void)state;
    assert_int_equal(device_key_create(path), WK_OK);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(device_key_read(path, key, sum), WK_ECHECK);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(device_key_read(path, key, sum), WK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_every_bit),
        cmocka_unit_test(test_readable_by_others),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
