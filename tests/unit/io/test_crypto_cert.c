/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto.h"

#include <openssl/x509v3.h>

#include "../test.h"

enum { DAYS = 397 };
#define NOW INT64_C(1793318400) /* 2026-10-30 00:00 UTC */

static struct crypto_key *ca_key, *site_key;
static struct bytes ca, csr; /* DER */

static int set_up(void **state)
{
    (void)state;
    ca_key = crypto_key_new();
    site_key = crypto_key_new();
    ca = bytes_new(MAX_PEM);
    csr = bytes_new(MAX_PEM);
    crypto_make_ca(ca_key, "Weerklank sites", NOW, 3650, &ca);
    crypto_make_csr(site_key, "wants to be another", &csr);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bytes_free(&ca);
    bytes_free(&csr);
    crypto_key_free(ca_key);
    crypto_key_free(site_key);
    return 0;
}

static struct bytes issue(enum cert_use use, const char *const *hosts, size_t n)
{
    struct bytes der = bytes_new(MAX_PEM);

    assert_int_equal(crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
                         "Gent", use, hosts, n, NOW, DAYS, &der),
        WK_OK);
    return der;
}

static X509 *parsed(const struct bytes *der)
{
    const unsigned char *p = der->data;
    X509 *cert = d2i_X509(NULL, &p, (long)der->len);

    assert_non_null(cert);
    return cert;
}

/* What OpenSSL's own check of the chain says at that time. */
static int verify_at(const struct bytes *der, int purpose, int64_t when)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    X509 *root = parsed(&ca), *leaf = parsed(der);
    int code;

    assert_int_equal(X509_STORE_add_cert(store, root), 1);
    assert_int_equal(X509_STORE_CTX_init(ctx, store, leaf, NULL), 1);
    X509_VERIFY_PARAM_set_flags(
        X509_STORE_CTX_get0_param(ctx), X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx), (time_t)when);
    assert_int_equal(X509_STORE_CTX_set_purpose(ctx, purpose), 1);
    code =
        X509_verify_cert(ctx) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(ctx);
    X509_free(leaf);
    X509_free(root);
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    return code;
}

static const struct {
    enum cert_use use;
    int purpose;
    int64_t when;
    int code;
} CHAINS[] = {
    {CERT_CLIENT, X509_PURPOSE_SSL_CLIENT, NOW, X509_V_OK},
    {CERT_CLIENT, X509_PURPOSE_SSL_SERVER, NOW, X509_V_ERR_INVALID_PURPOSE},
    {CERT_SERVER, X509_PURPOSE_SSL_SERVER, NOW, X509_V_OK},
    {CERT_SERVER, X509_PURPOSE_SSL_CLIENT, NOW, X509_V_ERR_INVALID_PURPOSE},
    {CERT_CLIENT, X509_PURPOSE_SSL_CLIENT, NOW - 1,
        X509_V_ERR_CERT_NOT_YET_VALID},
    {CERT_CLIENT, X509_PURPOSE_SSL_CLIENT, NOW + DAYS * 86400 - 1, X509_V_OK},
    {CERT_CLIENT, X509_PURPOSE_SSL_CLIENT, NOW + DAYS * 86400,
        X509_V_ERR_CERT_HAS_EXPIRED},
};

static void test_chains(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CHAINS); i++) {
        struct bytes der = issue(CHAINS[i].use, NULL, 0);

        assert_int_equal(
            verify_at(&der, CHAINS[i].purpose, CHAINS[i].when), CHAINS[i].code);
        bytes_free(&der);
    }
}

/* By its bytes: all of them, and those of this id. */
static void test_find_key(void **state)
{
    struct bytes der = issue(CERT_CLIENT, NULL, 0), want = bytes_new(MAX_PEM);
    struct bytes found = bytes_new(MAX_PEM);
    uint8_t id[HASH_LEN];
    size_t end = 0;

    (void)state;
    crypto_key_spki(site_key, &want);
    crypto_key_id(site_key, id);
    while (end < der.len && found.len == 0)
        crypto_cert_find_key(der.data, ++end, id, &found);
    assert_int_equal(found.len, want.len);
    assert_memory_equal(found.data, want.data, want.len);
    assert_memory_equal(der.data + end - want.len, want.data, want.len);
    bytes_clear(&found);
    id[0] ^= 1; /* another key's */
    crypto_cert_find_key(der.data, der.len, id, &found);
    id[0] ^= 1;
    der.data[end - 1] ^= 1; /* another point */
    crypto_cert_find_key(der.data, der.len, id, &found);
    assert_int_equal(found.len, 0);
    bytes_free(&found);
    bytes_free(&want);
    bytes_free(&der);
}

static void test_read(void **state)
{
    struct bytes der = issue(CERT_CLIENT, NULL, 0), spki = bytes_new(MAX_PEM);
    struct bytes want = bytes_new(MAX_PEM);
    struct crypto_cert_info info;
    uint8_t hash[HASH_LEN];

    (void)state;
    assert_int_equal(crypto_cert_read(der.data, der.len, &info), WK_OK);
    assert_string_equal(info.name, "Gent");
    assert_true(info.not_before == NOW);
    assert_true(info.not_after == NOW + DAYS * 86400);
    crypto_sha256(der.data, der.len, hash);
    assert_memory_equal(info.fingerprint, hash, HASH_LEN);
    crypto_key_id(site_key, hash);
    assert_memory_equal(info.key_id, hash, HASH_LEN);
    crypto_cert_spki(der.data, der.len, &spki);
    crypto_key_spki(site_key, &want);
    assert_int_equal(spki.len, want.len);
    assert_memory_equal(spki.data, want.data, want.len);
    bytes_clear(&spki);
    crypto_cert_spki(der.data, der.len - 1, &spki);
    assert_int_equal(spki.len, 0);
    assert_int_equal(crypto_cert_read(ca.data, ca.len, &info), WK_OK);
    assert_string_equal(info.name, "Weerklank sites");
    assert_true(info.not_after == NOW + INT64_C(3650) * 86400);
    bytes_free(&want);
    bytes_free(&spki);
    bytes_free(&der);
}

/* A certificate of 2060 has its times in the other of the two ASN.1 forms. */
static void test_far_times(void **state)
{
    struct bytes far = bytes_new(MAX_PEM);
    struct crypto_cert_info info;

    (void)state;
    crypto_make_ca(ca_key, "far", INT64_C(2840140800), 7300, &far);
    assert_int_equal(crypto_cert_read(far.data, far.len, &info), WK_OK);
    assert_true(info.not_before == INT64_C(2840140800));
    assert_true(info.not_after == INT64_C(2840140800) + INT64_C(7300) * 86400);
    bytes_free(&far);
}

static void test_what_the_certificate_says(void **state)
{
    struct bytes der = issue(CERT_CLIENT, NULL, 0), two;
    X509 *cert = parsed(&der), *root = parsed(&ca), *again;
    const ASN1_INTEGER *serial = X509_get0_serialNumber(cert);

    (void)state;
    assert_int_equal(X509_get_version(cert), X509_VERSION_3);
    assert_int_equal(serial->length, 16);
    assert_true((serial->data[0] & 0x80) == 0);
    assert_int_equal(X509_check_ca(cert), 0);
    assert_int_equal(X509_check_ca(root), 1);
    assert_int_equal(X509_get_pathlen(root), 0);
    assert_int_equal(X509_get_key_usage(cert), KU_DIGITAL_SIGNATURE);
    assert_int_equal(X509_get_key_usage(root), KU_KEY_CERT_SIGN | KU_CRL_SIGN);
    assert_int_equal(X509_get_extended_key_usage(cert), XKU_SSL_CLIENT);
    assert_non_null(X509_get0_subject_key_id(cert));
    assert_int_equal(ASN1_OCTET_STRING_cmp(X509_get0_authority_key_id(cert),
                         X509_get0_subject_key_id(root)),
        0);
    assert_int_equal(X509_check_issued(root, cert), X509_V_OK);
    two = issue(CERT_CLIENT, NULL, 0);
    again = parsed(&two);
    assert_int_not_equal(
        ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(again)), 0);
    X509_free(again);
    X509_free(root);
    X509_free(cert);
    bytes_free(&two);
    bytes_free(&der);
}

static void test_hosts(void **state)
{
    static const char *const HOSTS[] = {
        "centrum.example", "127.0.0.1", "::1", "A-b.c"};
    static const char *const BAD[] = {"", "a b", "a,DNS:evil.example", "a\n",
        "*.example", "h\xc3\xa9.example", "a/b"};
    struct bytes der = issue(CERT_SERVER, HOSTS, N_OF(HOSTS));
    X509 *cert = parsed(&der);

    (void)state;
    assert_int_equal(X509_check_host(cert, "centrum.example", 0, 0, NULL), 1);
    assert_int_equal(X509_check_host(cert, "a-b.c", 0, 0, NULL), 1);
    assert_int_equal(X509_check_host(cert, "evil.example", 0, 0, NULL), 0);
    assert_int_equal(X509_check_ip_asc(cert, "127.0.0.1", 0), 1);
    assert_int_equal(X509_check_ip_asc(cert, "::1", 0), 1);
    assert_int_equal(X509_check_ip_asc(cert, "127.0.0.2", 0), 0);
    assert_int_equal(verify_at(&der, X509_PURPOSE_SSL_SERVER, NOW), X509_V_OK);
    X509_free(cert);
    for (size_t i = 0; i < N_OF(BAD); i++) {
        const char *hosts[] = {"fine.example", BAD[i]};

        bytes_clear(&der);
        assert_int_equal(
            crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len, "x",
                CERT_SERVER, hosts, 2, NOW, DAYS, &der),
            WK_EINVAL);
        assert_int_equal(der.len, 0);
    }
    bytes_free(&der);
}

static const struct {
    const char *name;
    enum wk_err err;
} NAMES[] = {
    {"G", WK_OK},
    {"Li\xc3\xa8ge", WK_OK},
    {"Bruxelles, CN=other / \"Brussel\"", WK_OK},
    {"1234567890123456789012345678901234567890123456789012345678901234", WK_OK},
    {"12345678901234567890123456789012345678901234567890123456789012345",
        WK_EINVAL},
    {"", WK_EINVAL},
    {"\xff", WK_EINVAL},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(NAMES); i++) {
        struct bytes der = bytes_new(MAX_PEM);
        struct crypto_cert_info info;

        assert_int_equal(
            crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
                NAMES[i].name, CERT_CLIENT, NULL, 0, NOW, DAYS, &der),
            NAMES[i].err);
        if (NAMES[i].err == WK_OK) {
            assert_int_equal(crypto_cert_read(der.data, der.len, &info), WK_OK);
            assert_string_equal(info.name, NAMES[i].name);
        }
        bytes_free(&der);
    }
}

static enum wk_err issue_for(const uint8_t *data, size_t len)
{
    struct bytes der = bytes_new(MAX_PEM);
    enum wk_err err = crypto_issue(ca_key, ca.data, ca.len, data, len, "x",
        CERT_CLIENT, NULL, 0, NOW, DAYS, &der);

    assert_true((err == WK_OK) == (der.len > 0));
    bytes_free(&der);
    return err;
}

static void test_each_bad_csr_is_refused(void **state)
{
    (void)state;
    assert_int_equal(issue_for(csr.data, csr.len), WK_OK);
    for (size_t bit = 0; bit < 8 * csr.len; bit += 3) {
        enum wk_err err;

        csr.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        err = issue_for(csr.data, csr.len);
        assert_true(err == WK_EINVAL || err == WK_ECHECK);
        csr.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < csr.len; cut++) {
        uint8_t *data = malloc(cut + 1);

        memcpy(data, csr.data, cut);
        assert_int_equal(issue_for(data, cut), WK_EINVAL);
        free(data);
    }
    assert_int_equal(issue_for(ca.data, ca.len), WK_EINVAL);
    bytes_add(&csr, "", 1);
    assert_int_equal(issue_for(csr.data, csr.len), WK_EINVAL);
}

/* A CSR for a key that is not P-256, properly signed. */
static void test_a_csr_of_another_kind(void **state)
{
    EVP_PKEY *pkey = EVP_EC_gen("P-384");
    X509_REQ *req = X509_REQ_new();
    unsigned char *data = NULL;
    int len;

    (void)state;
    assert_int_equal(X509_REQ_set_pubkey(req, pkey), 1);
    assert_true(X509_REQ_sign(req, pkey, EVP_sha256()) > 0);
    len = i2d_X509_REQ(req, &data);
    assert_true(len > 0);
    assert_int_equal(issue_for(data, (size_t)len), WK_EINVAL);
    OPENSSL_free(data);
    X509_REQ_free(req);
    EVP_PKEY_free(pkey);
}

/* The CA's certificate must be that of the CA's key. */
static void test_a_foreign_ca(void **state)
{
    struct bytes der = bytes_new(MAX_PEM);

    (void)state;
    assert_int_equal(crypto_issue(site_key, ca.data, ca.len, csr.data, csr.len,
                         "x", CERT_CLIENT, NULL, 0, NOW, DAYS, &der),
        WK_EINVAL);
    assert_int_equal(crypto_issue(ca_key, csr.data, csr.len, csr.data, csr.len,
                         "x", CERT_CLIENT, NULL, 0, NOW, DAYS, &der),
        WK_EINVAL);
    bytes_free(&der);
}

static void test_pem(void **state)
{
    struct bytes der = issue(CERT_CLIENT, NULL, 0), back = bytes_new(MAX_PEM);
    char *pem = crypto_cert_to_pem(der.data, der.len);
    static const char *const BAD[] = {"", "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"};

    (void)state;
    assert_int_equal(
        crypto_cert_from_pem((uint8_t *)pem, strlen(pem), &back), WK_OK);
    assert_int_equal(back.len, der.len);
    assert_memory_equal(back.data, der.data, der.len);
    for (size_t i = 0; i < N_OF(BAD); i++)
        assert_int_equal(crypto_cert_from_pem(
                             (const uint8_t *)BAD[i], strlen(BAD[i]), &back),
            WK_EINVAL);
    for (size_t cut = 0; cut + 1 < strlen(pem); cut++) {
        bytes_clear(&back);
        assert_int_equal(
            crypto_cert_from_pem((uint8_t *)pem, cut, &back), WK_EINVAL);
        assert_int_equal(back.len, 0);
    }
    free(pem);
    bytes_free(&back);
    bytes_free(&der);
}

/* Reading anything that a peer may send: an answer or a refusal, no more. */
static void test_read_damaged(void **state)
{
    struct bytes der = issue(CERT_CLIENT, NULL, 0);
    struct crypto_cert_info info = {.name = "untouched"};
    uint8_t fingerprint[HASH_LEN];

    (void)state;
    crypto_sha256(der.data, der.len, fingerprint);
    for (size_t cut = 0; cut < der.len; cut++) {
        uint8_t *data = malloc(cut + 1);

        memcpy(data, der.data, cut);
        assert_int_equal(crypto_cert_read(data, cut, &info), WK_EINVAL);
        free(data);
    }
    assert_string_equal(info.name, "untouched");
    for (size_t bit = 0; bit < 8 * der.len; bit += 3) {
        der.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (crypto_cert_read(der.data, der.len, &info) == WK_OK)
            assert_memory_not_equal(info.fingerprint, fingerprint, HASH_LEN);
        der.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    bytes_add(&der, "", 1);
    assert_int_equal(crypto_cert_read(der.data, der.len, &info), WK_EINVAL);
    bytes_free(&der);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_chains),
        TEST(test_find_key),
        TEST(test_read),
        TEST(test_far_times),
        TEST(test_what_the_certificate_says),
        TEST(test_hosts),
        TEST(test_names),
        TEST(test_each_bad_csr_is_refused),
        TEST(test_a_csr_of_another_kind),
        TEST(test_a_foreign_ca),
        TEST(test_pem),
        TEST(test_read_damaged),
    };
    return cmocka_run_group_tests_name("crypto_cert", tests, NULL, NULL);
}
