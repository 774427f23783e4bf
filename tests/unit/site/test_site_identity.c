/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A new identity counts from its transaction: killed before it, the old one
 * is whole; killed after it, opening the directory finishes the new one.
 */
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

#include "crypto.h"
#include "file.h"
#include "site_identity.h"

enum { CA_FROM = 1760000000 };

static char folder[] = "identity_XXXXXX";
static struct site *site;
static struct crypto_key *ca_key;
static struct bytes ca;

static int set_up(void **state)
{
    (void)state;
    umask(077);
    if (mkdtemp(folder) == NULL)
        return -1;
    ca_key = crypto_key_new();
    ca = bytes_new(MAX_PEM);
    crypto_make_ca(ca_key, "ca", CA_FROM, 4000, &ca);
    assert_int_equal(site_create(folder, NULL, "Gent", &site), WK_OK);
    assert_int_equal(site_created(site), WK_OK);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const FILES[] = {"site.db", "site.db-wal", "site.db-shm",
        "device.key", "lock", "tls/key.pem", "tls/cert.pem", "tls/ca.pem",
        "tls/key.pem.new", "tls/cert.pem.new", "tls/ca.pem.new"};
    char *tls = site_path(site, "tls");

    (void)state;
    site_close(site);
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        char *path = file_join(folder, FILES[i]);

        unlink(path);
        free(path);
    }
    rmdir(tls);
    free(tls);
    crypto_key_free(ca_key);
    bytes_free(&ca);
    return rmdir(folder);
}

static void reopen(void)
{
    site_close(site);
    assert_int_equal(site_open(folder, NULL, &site), WK_OK);
}

static void issue(
    const struct crypto_key *key, unsigned days, struct bytes *der)
{
    struct bytes csr = bytes_new(MAX_PEM);

    *der = bytes_new(MAX_PEM);
    crypto_make_csr(key, "site", &csr);
    assert_int_equal(crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
                         "Gent", CERT_CLIENT, NULL, 0, CA_FROM, days, der),
        WK_OK);
    bytes_free(&csr);
}

/* Prepare a new identity: with a key, or a certificate for the old one. */
static void prepare(
    const struct crypto_key *key, const struct bytes *der, bool commit)
{
    const struct span cert = {der->data, der->len}, none = {NULL, 0};

    assert_int_equal(store_begin(site_store(site)), WK_OK);
    assert_int_equal(site_identity_prepare(site, key, cert,
                         key != NULL ? (struct span){ca.data, ca.len} : none),
        WK_OK);
    if (commit)
        assert_int_equal(store_commit(site_store(site)), WK_OK);
    else
        store_rollback(site_store(site));
}

static void expect_cert(const struct bytes *der)
{
    struct site_identity id = {0};
    uint8_t wanted[HASH_LEN];

    crypto_sha256(der->data, der->len, wanted);
    assert_int_equal(site_identity_load(site, &id), WK_OK);
    assert_memory_equal(id.cert.fingerprint, wanted, HASH_LEN);
    site_identity_end(&id);
}

static void test_all(void **state)
{
    struct crypto_key *first = crypto_key_new(), *second = crypto_key_new();
    struct bytes a, b, renewed, spki = bytes_new(MAX_PEM);
    struct site_identity id = {0};
    uint8_t key_id[HASH_LEN];

    (void)state;
    issue(first, 700, &a);
    issue(second, 700, &b);
    issue(second, 1400, &renewed);
    assert_int_equal(site_identity_load(site, &id), WK_ENOTFOUND);

    prepare(first, &a, false); /* killed before the commit */
    reopen();
    assert_int_equal(site_identity_load(site, &id), WK_ENOTFOUND);
    prepare(first, &a, true); /* killed after it */
    reopen();
    expect_cert(&a);

    prepare(second, &b, false);
    reopen();
    expect_cert(&a);
    prepare(second, &b, true);
    assert_int_equal(site_identity_finish(site), WK_OK);
    expect_cert(&b);

    prepare(NULL, &renewed, true); /* the key and the CA stay */
    reopen();
    expect_cert(&renewed);

    crypto_key_id(first, key_id); /* old entries stay verifiable */
    assert_int_equal(store_key_spki(site_store(site), key_id, &spki), WK_OK);
    bytes_free(&a);
    bytes_free(&b);
    bytes_free(&renewed);
    bytes_free(&spki);
    crypto_key_free(first);
    crypto_key_free(second);
}

/* A file put back from elsewhere is not what the database knows. */
static void test_mixed_up(void **state)
{
    struct crypto_key *key = crypto_key_new();
    char *path = site_path(site, "tls/key.pem"), *pem = crypto_key_to_pem(key);
    struct site_identity id = {0};
    uint8_t *kept = NULL;
    size_t len;

    (void)state;
    assert_int_equal(file_read(path, MAX_PEM, &kept, &len), WK_OK);
    assert_int_equal(file_replace(path, pem, strlen(pem), 0600), WK_OK);
    assert_int_equal(site_identity_load(site, &id), WK_ECHECK);
    assert_int_equal(file_replace(path, kept, len, 0600), WK_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(site_identity_load(site, &id), WK_ECHECK);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(site_identity_load(site, &id), WK_OK);
    site_identity_end(&id);
    free(kept);
    free(pem);
    free(path);
    crypto_key_free(key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_mixed_up),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
