/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashes and seals; keys and certificates have files of their own. */
#include "crypto.h"

#include "../test.h"

/* FIPS 180-2, appendix B, and the empty message. */
static const struct {
    const char *text, *hex;
} HASHES[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void test_hashes(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(HASHES); i++) {
        const char *text = HASHES[i].text;
        uint8_t want[HASH_LEN], got[HASH_LEN];

        assert_true(hex_decode(HASHES[i].hex, want, HASH_LEN));
        crypto_sha256(text, strlen(text), got);
        assert_memory_equal(got, want, HASH_LEN);
        for (size_t cut = 0; cut <= strlen(text); cut++) {
            struct crypto_hash *h = crypto_hash_new();

            crypto_hash_add(h, text, cut);
            crypto_hash_add(h, text + cut, strlen(text) - cut);
            crypto_hash_end(h, got);
            assert_memory_equal(got, want, HASH_LEN);
        }
    }
}

/* RFC 4231, test case 2. */
static void test_hmac(void **state)
{
    uint8_t want[HASH_LEN], got[HASH_LEN];

    (void)state;
    assert_true(hex_decode("5bdcc146bf60754e6a042426089575c7"
                           "5a003f089d2739839dec58b964ec3843",
        want, HASH_LEN));
    crypto_hmac("Jefe", 4, "what do ya want for nothing?", 28, got);
    assert_memory_equal(got, want, HASH_LEN);
}

static const uint8_t KEY[SEAL_KEY_LEN] = "thirty-two bytes of key, no less";
static const char AAD[] = "pool 7";

static void test_what_is_sealed_opens(void **state)
{
    (void)state;
    for (size_t len = 0; len <= 70; len++) {
        uint8_t plain[70], sealed[70 + SEAL_OVERHEAD], got[70 + 1];

        memset(plain, (int)len, sizeof plain);
        memset(got, 0xee, sizeof got);
        crypto_seal(KEY, AAD, sizeof AAD, plain, len, sealed);
        assert_int_equal(
            crypto_open(KEY, AAD, sizeof AAD, sealed, len + SEAL_OVERHEAD, got),
            WK_OK);
        assert_memory_equal(got, plain, len);
        assert_int_equal(got[len], 0xee);
    }
}

static void test_no_two_seals_are_alike(void **state)
{
    uint8_t one[4 + SEAL_OVERHEAD], two[4 + SEAL_OVERHEAD];

    (void)state;
    crypto_seal(KEY, NULL, 0, "same", 4, one);
    crypto_seal(KEY, NULL, 0, "same", 4, two);
    for (size_t i = 0; i < sizeof one; i += 12)
        assert_memory_not_equal(one + i, two + i, 4);
}

static void test_each_flipped_bit_is_noticed(void **state)
{
    uint8_t key[SEAL_KEY_LEN], sealed[5 + SEAL_OVERHEAD], plain[5];
    char aad[sizeof AAD];

    (void)state;
    memcpy(key, KEY, sizeof key);
    memcpy(aad, AAD, sizeof aad);
    crypto_seal(key, aad, sizeof aad, "plain", 5, sealed);
    for (size_t bit = 0; bit < 8 * sizeof sealed; bit++) {
        memset(plain, 'x', sizeof plain);
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(
            crypto_open(key, aad, sizeof aad, sealed, sizeof sealed, plain),
            WK_ECHECK);
        assert_memory_equal(plain, "\0\0\0\0\0", 5);
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * sizeof key; bit++) {
        key[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(
            crypto_open(key, aad, sizeof aad, sealed, sizeof sealed, plain),
            WK_ECHECK);
        key[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * sizeof aad; bit++) {
        aad[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_equal(
            crypto_open(key, aad, sizeof aad, sealed, sizeof sealed, plain),
            WK_ECHECK);
        aad[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_int_equal(
        crypto_open(key, aad, sizeof aad - 1, sealed, sizeof sealed, plain),
        WK_ECHECK);
    assert_int_equal(
        crypto_open(key, aad, sizeof aad, sealed, sizeof sealed, plain), WK_OK);
    assert_memory_equal(plain, "plain", 5);
}

static void test_each_cut_is_noticed(void **state)
{
    uint8_t sealed[5 + SEAL_OVERHEAD], plain[5];

    (void)state;
    crypto_seal(KEY, NULL, 0, "plain", 5, sealed);
    for (size_t len = 0; len < sizeof sealed; len++) {
        uint8_t *cut = malloc(len + 1); /* exact, for the sanitizer */

        memcpy(cut, sealed, len);
        assert_int_equal(crypto_open(KEY, NULL, 0, cut, len, plain), WK_ECHECK);
        free(cut);
    }
}

/*
 * The GCM specification (McGrew and Viega), test case 16: 256-bit key, AAD
 * and a text that is no whole number of blocks.
 */
static void test_opens_what_others_sealed(void **state)
{
    static const char KEY_HEX[] =
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    static const char SEALED_HEX[] =
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b";
    static const char PLAIN_HEX[] =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    static const char AAD_HEX[] = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    uint8_t key[32], sealed[60 + SEAL_OVERHEAD], want[60], got[60], aad[20];

    (void)state;
    assert_true(hex_decode(KEY_HEX, key, sizeof key));
    assert_true(hex_decode(SEALED_HEX, sealed, sizeof sealed));
    assert_true(hex_decode(PLAIN_HEX, want, sizeof want));
    assert_true(hex_decode(AAD_HEX, aad, sizeof aad));
    assert_int_equal(
        crypto_open(key, aad, sizeof aad, sealed, sizeof sealed, got), WK_OK);
    assert_memory_equal(got, want, sizeof want);
}

static void test_wipe(void **state)
{
    uint8_t secret[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    (void)state;
    crypto_wipe(secret, 8);
    assert_memory_equal(secret, "\0\0\0\0\0\0\0\0\x09", 9);
    crypto_wipe(secret, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hashes),
        cmocka_unit_test(test_hmac),
        cmocka_unit_test(test_what_is_sealed_opens),
        cmocka_unit_test(test_no_two_seals_are_alike),
        cmocka_unit_test(test_each_flipped_bit_is_noticed),
        cmocka_unit_test(test_each_cut_is_noticed),
        cmocka_unit_test(test_opens_what_others_sealed),
        cmocka_unit_test(test_wipe),
    };
    return cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
