/* SPDX-License-Identifier: EUPL-1.2 */
/* What two X25519 pairs agree on. */
#include "crypto.h"

#include "../test.h"

/* RFC 7748, 6.1: Bob's halves, Alice's public one; and the 64 bytes that a
 * HKDF written in Python from RFC 5869 makes of their secret. */
static const char BOB[] =
    "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
static const char BOB_PUBLIC[] =
    "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
static const char ALICE_PUBLIC[] =
    "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
static const char INFO[] = "what for";
static const char AGREED[] =
    "2959a50f26df286c1991fc10fd4539eb8746993a1c0aed4a833528c319ba2228"
    "56396ecd721e1f1599e29316692b2a5149fed11fc33d6c5be888b4b8374ca8a6";

static void test_as_in_the_rfcs(void **state)
{
    uint8_t key[BOX_KEY_LEN], public_key[BOX_KEY_LEN], alice[BOX_KEY_LEN];
    uint8_t out[64];
    char hex[2 * sizeof out + 1];

    (void)state;
    assert_true(hex_decode(BOB, key, sizeof key));
    assert_true(hex_decode(ALICE_PUBLIC, alice, sizeof alice));
    crypto_box_public(key, public_key);
    hex_encode(public_key, sizeof public_key, hex);
    assert_string_equal(hex, BOB_PUBLIC);
    assert_int_equal(
        crypto_box_agree(key, alice, INFO, strlen(INFO), out, sizeof out),
        WK_OK);
    hex_encode(out, sizeof out, hex);
    assert_string_equal(hex, AGREED);
}

static void test_both_sides_agree(void **state)
{
    uint8_t one[BOX_KEY_LEN], two[BOX_KEY_LEN], out[3][32];
    uint8_t one_public[BOX_KEY_LEN], two_public[BOX_KEY_LEN];

    (void)state;
    memset(one, 1, sizeof one);
    memset(two, 2, sizeof two);
    crypto_box_public(one, one_public);
    crypto_box_public(two, two_public);
    assert_int_equal(
        crypto_box_agree(one, two_public, "a", 1, out[0], 32), WK_OK);
    assert_int_equal(
        crypto_box_agree(two, one_public, "a", 1, out[1], 32), WK_OK);
    assert_int_equal(
        crypto_box_agree(two, one_public, "b", 1, out[2], 32), WK_OK);
    assert_memory_equal(out[0], out[1], 32);
    assert_memory_not_equal(out[0], out[2], 32);
}

/* RFC 7748, 7: with a point of small order everybody would agree. */
static void test_a_point_of_small_order(void **state)
{
    uint8_t key[BOX_KEY_LEN], small[BOX_KEY_LEN] = {0}, out[32] = {0};

    (void)state;
    memset(key, 7, sizeof key);
    for (uint8_t i = 0; i < 2; i++) {
        small[0] = i;
        assert_int_equal(
            crypto_box_agree(key, small, "", 0, out, sizeof out), WK_ECHECK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_in_the_rfcs),
        cmocka_unit_test(test_both_sides_agree),
        cmocka_unit_test(test_a_point_of_small_order),
    };
    return cmocka_run_group_tests_name("crypto_box", tests, NULL, NULL);
}
