/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "file.h"
#include "register.h"

enum { FILE_MAX = 1 << 20 };

static char folder[64], path[80];

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/weerklank-register-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/register", folder);
    assert_int_equal(register_create(path), WK_OK);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct register_book *open_book(void)
{
    struct register_book *b = NULL;
    char why[WHY_MAX] = "";

    assert_int_equal(register_open(path, false, &b, why), WK_OK);
    return b;
}

static void add(struct register_book *b, enum register_kind kind, uint8_t n)
{
    uint8_t der[] = {0x30, 0x82, n};
    struct register_fact f = {
        .kind = kind, .site = 2, .name = "Brussel / Bruxelles", .hash = {n}};

    if (kind == REGISTER_ISSUED) {
        f.der = der;
        f.der_len = sizeof der;
    }
    assert_int_equal(register_add(b, &f), WK_OK);
}

static void fill(void)
{
    struct register_book *b = open_book();

    add(b, REGISTER_ISSUED, 1);
    add(b, REGISTER_CODE, 2);
    add(b, REGISTER_REVOKED, 1);
    register_close(b);
}

static void test_facts_come_back(void **state)
{
    struct register_book *b;
    const struct register_fact *f;
    uint8_t hash[HASH_LEN] = {1};

    (void)state;
    fill();
    b = open_book();
    assert_int_equal(register_size(b), 3);
    f = register_at(b, 0);
    assert_int_equal(f->kind, REGISTER_ISSUED);
    assert_int_equal(f->site, 2);
    assert_string_equal(f->name, "Brussel / Bruxelles");
    assert_int_equal(f->der_len, 3);
    assert_int_equal(f->der[2], 1);
    assert_true(register_has(b, REGISTER_REVOKED, hash));
    assert_false(register_has(b, REGISTER_CODE, hash));
    assert_int_equal(strlen(register_id(b)), 2 * ID_LEN);
    add(b, REGISTER_ISSUED, 1); /* held already */
    assert_int_equal(register_size(b), 3);
    register_close(b);
    assert_int_equal(register_create(path), WK_EEXIST);
}

static void test_two_writers_see_each_other(void **state)
{
    struct register_book *a = open_book(), *b = open_book();

    (void)state;
    add(a, REGISTER_ISSUED, 1);
    add(b, REGISTER_ISSUED, 2);
    add(a, REGISTER_ISSUED, 3);
    assert_int_equal(register_size(a), 3);
    assert_int_equal(register_refresh(b), WK_OK);
    assert_int_equal(register_size(b), 3);
    register_close(a);
    register_close(b);
    register_close(open_book());
}

/* Many facts of few hashes: each is found under its own kind alone. */
static void test_many_facts(void **state)
{
    struct register_book *b = open_book();

    (void)state;
    for (unsigned n = 0; n < 100; n++)
        add(b, n % 2 == 0 ? REGISTER_ISSUED : REGISTER_CODE, (uint8_t)n);
    register_close(b);
    b = open_book();
    assert_int_equal(register_size(b), 100);
    for (unsigned n = 0; n < 120; n++) {
        uint8_t hash[HASH_LEN] = {(uint8_t)n};

        assert_int_equal(
            register_has(b, REGISTER_ISSUED, hash), n < 100 && n % 2 == 0);
        assert_int_equal(
            register_has(b, REGISTER_CODE, hash), n < 100 && n % 2 == 1);
        assert_false(register_has(b, REGISTER_REVOKED, hash));
    }
    register_close(b);
}

/* Every bit of every byte: damage is found, and its line named. */
static void test_every_bit_counts(void **state)
{
    uint8_t *data = NULL;
    size_t len, line = 1;

    (void)state;
    fill();
    assert_int_equal(file_read(path, FILE_MAX, &data, &len), WK_OK);
    for (size_t i = 0; i < len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct register_book *b = NULL;
            char why[WHY_MAX] = "", expected[64];
            FILE *f = fopen(path, "wb");

            data[i] ^= (uint8_t)(1u << bit);
            assert_int_equal(fwrite(data, 1, len, f), len);
            fclose(f);
            data[i] ^= (uint8_t)(1u << bit);
            assert_int_equal(register_open(path, false, &b, why), WK_ECHECK);
            snprintf(
                expected, sizeof expected, "register, line %zu: damaged", line);
            assert_string_equal(why, expected);
        }
        line += data[i] == '\n';
    }
    free(data);
}

static void cut_to(size_t len)
{
    assert_int_equal(truncate(path, (off_t)len), 0);
}

static void test_a_line_cut_short_is_mended(void **state)
{
    struct register_book *b = NULL;
    char why[WHY_MAX] = "";
    uint8_t *data = NULL;
    size_t len;

    (void)state;
    fill();
    assert_int_equal(file_read(path, FILE_MAX, &data, &len), WK_OK);
    free(data);
    cut_to(len - 1);
    assert_int_equal(register_open(path, false, &b, why), WK_ECHECK);
    assert_int_equal(register_open(path, true, &b, why), WK_OK);
    assert_int_equal(register_refresh(b), WK_OK);
    assert_int_equal(register_size(b), 2);
    add(b, REGISTER_REVOKED, 1);
    register_close(b);
    b = open_book();
    assert_int_equal(register_size(b), 3);
    register_close(b);
}

static void test_damage_in_the_middle_is_not_mended(void **state)
{
    struct register_book *b = NULL;
    char why[WHY_MAX] = "";
    uint8_t *data = NULL;
    size_t len;

    (void)state;
    fill();
    assert_int_equal(file_read(path, FILE_MAX, &data, &len), WK_OK);
    data[250] ^= 1;
    assert_int_equal(file_replace(path, data, len, 0600), WK_OK);
    free(data);
    assert_int_equal(register_open(path, true, &b, why), WK_ECHECK);
    assert_string_equal(why, "register, line 2: damaged");
    assert_int_equal(register_salvage(path, &b), WK_OK);
    assert_int_equal(register_size(b), 0);
    register_close(b);
}

static void test_nothing_there(void **state)
{
    struct register_book *b = NULL;
    char why[WHY_MAX] = "";

    (void)state;
    cut_to(0);
    assert_int_equal(register_open(path, true, &b, why), WK_ECHECK);
    unlink(path);
    assert_int_equal(register_open(path, true, &b, why), WK_ENOTFOUND);
    assert_string_equal(why, "register: missing");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_facts_come_back),
        T(test_two_writers_see_each_other),
        T(test_many_facts),
        T(test_every_bit_counts),
        T(test_a_line_cut_short_is_mended),
        T(test_damage_in_the_middle_is_not_mended),
        T(test_nothing_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
