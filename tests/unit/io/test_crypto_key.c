/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "../test.h"

static struct bytes spki_of(const struct crypto_key *k)
{
    struct bytes b = bytes_new(MAX_PEM);

    crypto_key_spki(k, &b);
    return b;
}

static void test_a_key_survives_pem(void **state)
{
    struct crypto_key *k = crypto_key_new(), *again = NULL;
    struct bytes one = spki_of(k), two;
    char *pem = crypto_key_to_pem(k);
    uint8_t id[HASH_LEN], hash[HASH_LEN];

    (void)state;
    assert_non_null(strstr(pem, "BEGIN PRIVATE KEY"));
    assert_int_equal(
        crypto_key_from_pem((uint8_t *)pem, strlen(pem), &again), WK_OK);
    two = spki_of(again);
    assert_int_equal(one.len, 91); /* an uncompressed point on P-256 */
    assert_int_equal(two.len, one.len);
    assert_memory_equal(one.data, two.data, one.len);
    crypto_key_id(again, id);
    crypto_sha256(one.data, one.len, hash);
    assert_memory_equal(id, hash, HASH_LEN);
    crypto_key_free(again);
    crypto_key_free(k);
    crypto_key_free(NULL);
    bytes_free(&one);
    bytes_free(&two);
    free(pem);
}

static void test_two_keys_differ(void **state)
{
    struct crypto_key *a = crypto_key_new(), *b = crypto_key_new();
    uint8_t id_a[HASH_LEN], id_b[HASH_LEN];

    (void)state;
    crypto_key_id(a, id_a);
    crypto_key_id(b, id_b);
    assert_memory_not_equal(id_a, id_b, HASH_LEN);
    crypto_key_free(a);
    crypto_key_free(b);
}

/* A private key in PEM, made by OpenSSL itself; cipher may be NULL. */
static char *foreign_pem(EVP_PKEY *pkey, const EVP_CIPHER *cipher)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *data, *text;
    long len;

    assert_non_null(pkey);
    assert_true(PEM_write_bio_PKCS8PrivateKey(bio, pkey, cipher,
        cipher != NULL ? "word" : NULL, cipher != NULL ? 4 : 0, NULL, NULL));
    len = BIO_get_mem_data(bio, &data);
    text = calloc((size_t)len + 1, 1);
    memcpy(text, data, (size_t)len);
    BIO_free(bio);
    EVP_PKEY_free(pkey);
    return text;
}

static void test_other_keys_are_refused(void **state)
{
    struct crypto_key *k = NULL;
    struct bytes big = bytes_new(2 * MAX_PEM);
    char *pems[] = {foreign_pem(EVP_EC_gen("P-384"), NULL),
        foreign_pem(EVP_EC_gen("secp256k1"), NULL),
        foreign_pem(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), NULL),
        foreign_pem(EVP_RSA_gen(2048), NULL),
        foreign_pem(EVP_EC_gen("P-256"), EVP_aes_256_cbc())};
    static const char *const TEXTS[] = {"", "no key",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"};

    (void)state;
    for (size_t i = 0; i < N_OF(pems); i++) {
        assert_int_equal(
            crypto_key_from_pem((uint8_t *)pems[i], strlen(pems[i]), &k),
            WK_EINVAL);
        free(pems[i]);
    }
    for (size_t i = 0; i < N_OF(TEXTS); i++)
        assert_int_equal(crypto_key_from_pem(
                             (const uint8_t *)TEXTS[i], strlen(TEXTS[i]), &k),
            WK_EINVAL);
    for (size_t i = 0; i <= MAX_PEM; i++)
        bytes_add_text(&big, "\n");
    assert_int_equal(crypto_key_from_pem(big.data, big.len, &k), WK_EINVAL);
    assert_null(k);
    bytes_free(&big);
}

/*
 * The private half and its copy of the public half must belong together: one
 * flipped character is refused, or spoils nothing but the text form.
 */
static void test_each_damaged_character_of_a_key(void **state)
{
    struct crypto_key *k = crypto_key_new();
    char *pem = crypto_key_to_pem(k);
    uint8_t id[HASH_LEN], other[HASH_LEN];
    size_t len = strlen(pem);

    (void)state;
    crypto_key_id(k, id);
    for (size_t i = 0; i < len; i++) {
        struct crypto_key *got = NULL;

        pem[i] ^= 1;
        if (crypto_key_from_pem((uint8_t *)pem, len, &got) == WK_OK) {
            char *again = crypto_key_to_pem(got);

            pem[i] ^= 1;
            assert_string_equal(again, pem);
            crypto_key_id(got, other);
            assert_memory_equal(id, other, HASH_LEN);
            pem[i] ^= 1;
            free(again);
        }
        crypto_key_free(got);
        pem[i] ^= 1;
    }
    crypto_key_free(k);
    free(pem);
}

static void test_signatures(void **state)
{
    struct crypto_key *k = crypto_key_new(), *other = crypto_key_new();
    struct bytes spki = spki_of(k), wrong = spki_of(other);
    struct bytes sig = bytes_new(256);
    uint8_t data[] = "a short entry";

    (void)state;
    crypto_sign(k, data, sizeof data, &sig);
    assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                         sig.data, sig.len),
        WK_OK);
    assert_int_equal(crypto_verify(wrong.data, wrong.len, data, sizeof data,
                         sig.data, sig.len),
        WK_ECHECK);
    assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data - 1,
                         sig.data, sig.len),
        WK_ECHECK);
    for (size_t bit = 0; bit < 8 * sizeof data; bit++) {
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                             sig.data, sig.len),
            WK_ECHECK);
        data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * sig.len; bit += 3) {
        sig.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                             sig.data, sig.len),
            WK_ECHECK);
        sig.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < sig.len; cut++)
        assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                             sig.data, cut),
            WK_ECHECK);
    for (size_t bit = 0; bit < 8 * spki.len; bit += 3) {
        enum wk_err err;

        spki.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        err = crypto_verify(
            spki.data, spki.len, data, sizeof data, sig.data, sig.len);
        assert_true(err == WK_ECHECK || err == WK_EINVAL);
        spki.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    /* The same point in its hybrid form is the same key under another id. */
    spki.data[26] = (uint8_t)(6 + (spki.data[spki.len - 1] & 1));
    assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                         sig.data, sig.len),
        WK_EINVAL);
    spki.data[26] = 4;
    for (size_t cut = 0; cut < spki.len; cut++)
        assert_int_equal(
            crypto_verify(spki.data, cut, data, sizeof data, sig.data, sig.len),
            WK_EINVAL);
    bytes_add(&spki, "", 1); /* a byte too many */
    assert_int_equal(crypto_verify(spki.data, spki.len, data, sizeof data,
                         sig.data, sig.len),
        WK_EINVAL);
    assert_int_equal(
        crypto_verify(wrong.data, wrong.len, NULL, 0, NULL, 0), WK_ECHECK);
    bytes_free(&sig);
    bytes_free(&wrong);
    bytes_free(&spki);
    crypto_key_free(other);
    crypto_key_free(k);
}

/* A good signature by a key of a kind that we do not take. */
static void test_only_p256_verifies(void **state)
{
    static const char *const CURVES[] = {"P-384", "P-521", "secp256k1"};

    (void)state;
    for (size_t i = 0; i < N_OF(CURVES); i++) {
        EVP_PKEY *pkey = EVP_EC_gen(CURVES[i]);
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        unsigned char sig[256], *spki = NULL;
        size_t len = sizeof sig;
        int spki_len;

        assert_non_null(pkey);
        assert_int_equal(
            EVP_DigestSignInit_ex(ctx, NULL, "SHA256", NULL, NULL, pkey, NULL),
            1);
        assert_int_equal(
            EVP_DigestSign(ctx, sig, &len, (const uint8_t *)"x", 1), 1);
        spki_len = i2d_PUBKEY(pkey, &spki);
        assert_true(spki_len > 0);
        assert_int_equal(
            crypto_verify(spki, (size_t)spki_len, "x", 1, sig, len), WK_EINVAL);
        OPENSSL_free(spki);
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_free(pkey);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_key_survives_pem),
        cmocka_unit_test(test_two_keys_differ),
        cmocka_unit_test(test_other_keys_are_refused),
        cmocka_unit_test(test_each_damaged_character_of_a_key),
        cmocka_unit_test(test_signatures),
        cmocka_unit_test(test_only_p256_verifies),
    };
    return cmocka_run_group_tests_name("crypto_key", tests, NULL, NULL);
}
