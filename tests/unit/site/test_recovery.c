/* SPDX-License-Identifier: EUPL-1.2 */
/* The recovery key as text, and files that it alone opens. */
#include "recovery.h"

#include "../test.h"

static char text[RECOVERY_TEXT];
static uint8_t public_key[BOX_KEY_LEN], private_key[BOX_KEY_LEN];
static const uint8_t DB[] = "a database of some bytes, \0 and all";

static int make(void **state)
{
    (void)state;
    recovery_new(text, public_key);
    return recovery_parse(text, private_key) == WK_OK ? 0 : -1;
}

static void test_the_text_is_the_key(void **state)
{
    uint8_t again[BOX_KEY_LEN];
    char spaced[2 * RECOVERY_TEXT + 1];
    size_t n = 0;

    (void)state;
    crypto_box_public(private_key, again);
    assert_memory_equal(again, public_key, sizeof again);
    assert_int_equal(strlen(text), RECOVERY_TEXT - 1);
    for (const char *p = text; *p != '\0'; p++) {
        spaced[n++] = *p == '-' ? '\n' : *p;
        spaced[n++] = ' ';
    }
    spaced[n] = '\0';
    assert_int_equal(recovery_parse(spaced, again), WK_OK);
    assert_memory_equal(again, private_key, sizeof again);
}

/* Whoever types it from paper is told, wherever the slip is. */
static void test_each_wrong_character_is_noticed(void **state)
{
    uint8_t again[BOX_KEY_LEN];

    (void)state;
    for (size_t i = 0; i < RECOVERY_TEXT - 1; i++) {
        char wrong[RECOVERY_TEXT];

        if (text[i] == '-')
            continue;
        memcpy(wrong, text, sizeof wrong);
        wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
        assert_int_equal(recovery_parse(wrong, again), WK_EINVAL);
        wrong[i] = '\0';
        assert_int_equal(recovery_parse(wrong, again), WK_EINVAL);
    }
    assert_int_equal(recovery_parse("", again), WK_EINVAL);
}

/* A sealed file of DB; the caller frees. */
static uint8_t *sealed(struct recovery *r, size_t *len)
{
    uint8_t *file = NULL;

    assert_int_equal(recovery_begin(r, public_key), WK_OK);
    recovery_seal(r, DB, sizeof DB, &file, len);
    return file;
}

static enum wk_err open_it(const uint8_t *key, const uint8_t *file, size_t len)
{
    struct recovery r;
    uint8_t *db = NULL;
    size_t n = 0;
    enum wk_err err = recovery_open(key, file, len, &r, &db, &n);

    if (err == WK_OK) {
        assert_int_equal(n, sizeof DB);
        assert_memory_equal(db, DB, n);
    } else {
        assert_null(db);
    }
    free(db);
    return err;
}

static void test_round_trip(void **state)
{
    struct recovery r, again;
    size_t len = 0, n = 0;
    uint8_t *file = sealed(&r, &len), *db = NULL;

    (void)state;
    assert_true(recovery_is_sealed(file, len));
    assert_int_equal(
        recovery_open(private_key, file, len, &again, &db, &n), WK_OK);
    assert_int_equal(n, sizeof DB);
    assert_memory_equal(db, DB, n);
    assert_memory_equal(&again, &r, sizeof r);
    assert_memory_not_equal(r.file_key, r.pool_key, sizeof r.file_key);
    free(db);
    free(file);
}

/* Every bit of what stands before the ciphertext and of its ends, and one in
 * each run of bytes between. */
static void test_each_flipped_bit_is_noticed(void **state)
{
    struct recovery r;
    size_t len = 0;
    uint8_t *file = sealed(&r, &len);

    (void)state;
    for (size_t at = 0; at < len; at += at < 100 || at + 40 > len ? 1 : 50021) {
        for (int bit = 0; bit < 8; bit += at < 100 ? 1 : 5) {
            file[at] ^= (uint8_t)(1 << bit);
            /* The top bit of the public half means nothing (RFC 7748), but it
             * is bound into the keys. */
            assert_int_equal(open_it(private_key, file, len), WK_ECHECK);
            file[at] ^= (uint8_t)(1 << bit);
        }
    }
    assert_int_equal(open_it(private_key, file, len), WK_OK);
    free(file);
}

static void test_each_cut_is_noticed(void **state)
{
    struct recovery r;
    size_t len = 0;
    uint8_t *file = sealed(&r, &len);

    (void)state;
    for (size_t n = 0; n < len; n += n < 120 ? 1 : 99991) {
        uint8_t *cut = malloc(n + 1); /* exact, for the sanitizer */

        memcpy(cut, file, n);
        assert_int_equal(open_it(private_key, cut, n), WK_ECHECK);
        free(cut);
    }
    assert_int_equal(open_it(private_key, file, len - 1), WK_ECHECK);
    free(file);
}

static void test_another_key_opens_nothing(void **state)
{
    struct recovery r;
    char other_text[RECOVERY_TEXT];
    uint8_t other_public[BOX_KEY_LEN], other[BOX_KEY_LEN];
    size_t len = 0;
    uint8_t *file = sealed(&r, &len);

    (void)state;
    recovery_new(other_text, other_public);
    assert_int_equal(recovery_parse(other_text, other), WK_OK);
    assert_int_equal(open_it(other, file, len), WK_ECHECK);
    /* Nor does what the site itself keeps. */
    assert_int_equal(open_it(public_key, file, len), WK_ECHECK);
    free(file);
}

static void test_files_tell_nothing(void **state)
{
    struct recovery r, s;
    size_t len = 0, other_len = 0;
    uint8_t *file = sealed(&r, &len), *other = sealed(&s, &other_len);
    uint8_t *big = calloc(500000, 1);

    (void)state;
    assert_memory_not_equal(&r, &s, sizeof r);
    for (size_t i = 0; i + sizeof DB <= len; i++)
        assert_memory_not_equal(file + i, DB, sizeof DB);
    free(other);
    /* Some thousands of answer sets more make the same size. */
    recovery_seal(&s, big, 500000, &other, &other_len);
    assert_int_equal(other_len, len);
    free(big);
    free(other);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_text_is_the_key),
        cmocka_unit_test(test_each_wrong_character_is_noticed),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_each_flipped_bit_is_noticed),
        cmocka_unit_test(test_each_cut_is_noticed),
        cmocka_unit_test(test_another_key_opens_nothing),
        cmocka_unit_test(test_files_tell_nothing),
    };
    return cmocka_run_group_tests_name("recovery", tests, make, NULL);
}
