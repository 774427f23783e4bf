/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What verify promises of the files beside the database: with one bit of any
 * key, any certificate or the head file changed, with one cut short, missing or
 * readable by others, a site is not sound, and the file is named.
 */
#include "verify_fixture.h"

static void put(const char *path, const uint8_t *data, size_t len)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void test_file(void **state)
{
    const char *name = *state;
    char *path = site_path(site, name);
    uint8_t *data = NULL;
    size_t len, stride;

    assert_int_equal(file_read(path, MAX_PEM, &data, &len), WK_OK);
    stride = step(8 * len / 20 + 1);
    for (size_t bit = 0; bit < 8 * len; bit += stride) {
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        put(path, data, len);
        expect_fault(name, name);
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    put(path, data, len - 1);
    expect_fault(name, "cut short");
    put(path, data, len);
    expect_sound(name);
    assert_int_equal(chmod(path, 0644), 0);
    if (strcmp(name, "head") != 0)
        expect_fault(name, "readable by others");
    assert_int_equal(chmod(path, 0600), 0);
    unlink(path);
    expect_fault(name, "missing");
    put(path, data, len);
    assert_int_equal(chmod(path, 0600), 0);
    expect_sound(name);
    free(data);
    free(path);
}

int main(void)
{
    static char names[][32] = {
        "device.key", "tls/key.pem", "tls/cert.pem", "tls/ca.pem", "head"};
    struct CMUnitTest tests[N_OF(names)];

    for (size_t i = 0; i < N_OF(names); i++)
        tests[i] = (struct CMUnitTest){.name = names[i],
            .test_func = test_file,
            .initial_state = names[i]};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
