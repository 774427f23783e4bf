/* SPDX-License-Identifier: EUPL-1.2 */
/* What opening a state directory accepts, refuses, mends and closes. */
#include "centre.h"

enum { DATABASE_MAX = 16 << 20 };

struct fix {
    struct centre *centre;
    struct crypto_key *key;
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);

    f->centre = centre_new();
    f->key = crypto_key_new();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;

    crypto_key_free(f->key);
    centre_free(f->centre);
    free(f);
    return 0;
}

/* The bytes of a file of the closed centre. */
static struct bytes take(const struct fix *f, const char *name)
{
    char *path = centre_path(f->centre, name);
    struct bytes b = bytes_new(DATABASE_MAX);
    uint8_t *data = NULL;
    size_t len;

    assert_int_equal(file_read(path, DATABASE_MAX, &data, &len), WK_OK);
    bytes_add(&b, data, len);
    free(data);
    free(path);
    return b;
}

static void put(const struct fix *f, const char *name, const struct bytes *b)
{
    char *path = centre_path(f->centre, name);

    assert_int_equal(file_replace(path, b->data, b->len, 0600), WK_OK);
    free(path);
}

static void drop(const struct fix *f, const char *name)
{
    char *path = centre_path(f->centre, name);

    assert_int_equal(unlink(path), 0);
    free(path);
}

static enum wk_err reopen(struct fix *f)
{
    centre_close(f->centre);
    return central_open(&f->centre->args, CENTRAL_USE, &f->centre->c);
}

static void revoke(struct fix *f, const char *name)
{
    struct central *c = f->centre->c;
    struct ledger_site site = centre_site(f->centre, name);

    assert_int_equal(ledger_begin(c->ledger), WK_OK);
    assert_int_equal(central_revoke(c, &site), WK_OK);
    site.state = SITE_REVOKED;
    assert_int_equal(ledger_site_set(c->ledger, &site), WK_OK);
    assert_int_equal(ledger_commit(c->ledger), WK_OK);
}

static size_t certificates(struct fix *f, const char *site, size_t *revoked)
{
    struct ledger_site s = centre_site(f->centre, site);
    struct ledger_certificate *list = NULL;
    size_t n = 0;

    *revoked = 0;
    assert_int_equal(
        ledger_certificate_list(f->centre->c->ledger, s.id, &list, &n), WK_OK);
    for (size_t i = 0; i < n; i++)
        *revoked += list[i].revoked;
    ledger_certificate_free(list, n);
    return n;
}

static size_t alarms(struct fix *f)
{
    struct ledger_log *lines = NULL;
    size_t n = 0;

    assert_int_equal(
        ledger_log_list(f->centre->c->ledger, true, 10, &lines, &n), WK_OK);
    free(lines);
    return n;
}

static void count(void *arg, const char *place)
{
    (void)place;
    ++*(unsigned *)arg;
}

static void assert_agreed(struct fix *f)
{
    unsigned faults = 0;

    assert_int_equal(
        central_register_verify(f->centre->c, count, &faults), WK_OK);
    assert_int_equal(faults, 0);
    assert_string_equal(f->centre->c->closed, "");
}

/* A database from before a site came, a certificate was renewed and another
 * one was revoked: the register brings all three back. */
static void test_a_restored_database_forgets_nothing(void **state)
{
    struct fix *f = *state;
    struct bytes old;
    size_t revoked;

    centre_enrolled(f->centre, "Gent", f->key);
    centre_enrolled(f->centre, "Antwerpen", f->key);
    centre_close(f->centre);
    old = take(f, "central.db");
    centre_open(f->centre);
    centre_enrolled(f->centre, "Gent", f->key);
    centre_enrolled(f->centre, "Charleroi", f->key);
    revoke(f, "Antwerpen");
    centre_close(f->centre);
    put(f, "central.db", &old);
    centre_open(f->centre);
    assert_agreed(f);
    assert_int_equal(certificates(f, "Gent", &revoked), 2);
    assert_int_equal(revoked, 0);
    assert_int_equal(certificates(f, "Charleroi", &revoked), 1);
    assert_int_equal(certificates(f, "Antwerpen", &revoked), 1);
    assert_int_equal(revoked, 1);
    assert_int_equal(centre_site(f->centre, "Antwerpen").state, SITE_REVOKED);
    assert_int_equal(centre_site(f->centre, "Charleroi").id, 3);
    assert_int_equal(alarms(f), 1);
    assert_int_equal(reopen(f), WK_OK);
    assert_int_equal(alarms(f), 1);
    bytes_free(&old);
}

/* A used code does not come back with the database that knew it unused. */
static void test_a_code_is_used_once_across_a_restore(void **state)
{
    struct fix *f = *state;
    struct enrol e = {.sync_port = 1};
    struct bytes old, reply = bytes_new(MAX_BODY);
    uint8_t secret[ID_LEN];
    char why[WHY_MAX];

    centre_code(f->centre, "Gent", secret);
    centre_close(f->centre);
    old = take(f, "central.db");
    centre_open(f->centre);
    e.central = f->centre->c;
    assert_int_equal(
        centre_enrol(&e, secret, f->key, clock_now(), &reply, why), 200);
    centre_close(f->centre);
    put(f, "central.db", &old);
    centre_open(f->centre);
    e.central = f->centre->c;
    assert_int_equal(
        centre_enrol(&e, secret, f->key, clock_now(), &reply, why), 403);
    bytes_free(&old);
    bytes_free(&reply);
}

static void test_without_a_register_sites_wait(void **state)
{
    struct fix *f = *state;
    size_t revoked;

    centre_enrolled(f->centre, "Gent", f->key);
    centre_enrolled(f->centre, "Antwerpen", f->key);
    centre_close(f->centre);
    drop(f, "register");
    centre_open(f->centre);
    assert_non_null(strstr(f->centre->c->closed, "register: missing"));
    revoke(f, "Antwerpen"); /* that must always be possible */
    assert_int_equal(central_register_confirm(f->centre->c), WK_OK);
    assert_agreed(f);
    assert_int_equal(reopen(f), WK_OK);
    assert_agreed(f);
    assert_int_equal(certificates(f, "Antwerpen", &revoked), 1);
    assert_int_equal(revoked, 1);
}

/* Its last line gone: the database remembers what it said. */
static void test_a_shortened_register_is_noticed(void **state)
{
    struct fix *f = *state;
    struct bytes text;

    centre_enrolled(f->centre, "Gent", f->key);
    revoke(f, "Gent");
    centre_close(f->centre);
    text = take(f, "register");
    for (int lines = 3; lines > 0; lines--) {
        text.len--;
        while (text.data[text.len - 1] != '\n')
            text.len--;
        put(f, "register", &text);
        centre_open(f->centre);
        assert_non_null(strstr(f->centre->c->closed, "lacks facts"));
        centre_close(f->centre);
    }
    centre_open(f->centre);
    assert_int_equal(central_register_confirm(f->centre->c), WK_OK);
    assert_agreed(f);
    bytes_free(&text);
}

static void test_a_damaged_register_is_kept_aside(void **state)
{
    struct fix *f = *state;
    struct bytes text;

    centre_enrolled(f->centre, "Gent", f->key);
    centre_close(f->centre);
    text = take(f, "register");
    text.data[text.len - 5] ^= 1;
    put(f, "register", &text);
    centre_open(f->centre);
    assert_non_null(strstr(f->centre->c->closed, "line 3: damaged"));
    assert_int_equal(central_register_confirm(f->centre->c), WK_OK);
    assert_int_equal(reopen(f), WK_OK);
    assert_agreed(f);
    assert_int_equal(register_size(f->centre->c->book), 2);
    bytes_free(&text);
    text = take(f, "register.damaged");
    bytes_free(&text);
}

static void test_another_centres_register(void **state)
{
    struct fix *f = *state;
    char *path = centre_path(f->centre, "register");

    centre_enrolled(f->centre, "Gent", f->key);
    centre_close(f->centre);
    drop(f, "register");
    assert_int_equal(register_create(path), WK_OK);
    free(path);
    centre_open(f->centre);
    assert_non_null(strstr(f->centre->c->closed, "another centre's"));
    assert_int_equal(central_register_confirm(f->centre->c), WK_OK);
    assert_int_equal(reopen(f), WK_OK);
    assert_agreed(f);
}

/* ---- What is not opened at all ---- */

static void test_rights(void **state)
{
    static const char *const KEYS[] = {
        "ca/key.pem", "tls/sync-key.pem", "tls/web-key.pem"};
    struct fix *f = *state;

    for (size_t i = 0; i < N_OF(KEYS); i++) {
        char *path = centre_path(f->centre, KEYS[i]);

        assert_int_equal(chmod(path, 0640), 0);
        assert_int_equal(reopen(f), WK_ECHECK);
        assert_int_equal(chmod(path, 0600), 0);
        assert_int_equal(reopen(f), WK_OK);
        free(path);
    }
    assert_int_equal(chmod(f->centre->state, 0755), 0);
    assert_int_equal(reopen(f), WK_ECHECK);
    assert_int_equal(chmod(f->centre->state, 0700), 0);
}

static void test_foreign_folders(void **state)
{
    struct fix *f = *state;
    struct bytes db, junk = bytes_new(4096), none = bytes_new(1);

    centre_close(f->centre);
    db = take(f, "central.db");
    for (size_t i = 0; i < 4096; i++)
        bytes_add(&junk, "x", 1);
    put(f, "central.db", &junk);
    assert_int_equal(reopen(f), WK_ECHECK);
    put(f, "central.db", &none);
    assert_int_equal(reopen(f), WK_ECHECK);
    drop(f, "central.db");
    assert_int_equal(reopen(f), WK_ECHECK);
    f->centre->args.state_dir = "/nonexistent/centre";
    assert_int_equal(reopen(f), WK_ENOTFOUND);
    f->centre->args.state_dir = f->centre->state;
    put(f, "central.db", &db);
    assert_int_equal(reopen(f), WK_OK);
    bytes_free(&db);
    bytes_free(&junk);
    bytes_free(&none);
}

static void test_configuration(void **state)
{
    static const struct {
        const char *text;
        enum wk_err err;
    } cases[] = {
        {"", WK_OK},
        {"[central]\ntime_zone = Europe/Lisbon\ndemonstration = yes\n", WK_OK},
        {"[central]\ntime_zone = Mars/Olympus\n", WK_EINVAL},
        {"[central]\ndemonstration = maybe\n", WK_EINVAL},
        {"[central]\nembargo_days = 0\n", WK_OK},
        {"[central]\nembargo_days = 366\n", WK_OK},
        {"[central]\nembargo_days = -1\n", WK_EINVAL},
        {"[central]\nembargo_days = 367\n", WK_EINVAL},
        {"[central]\nembargo_days = two weeks\n", WK_EINVAL},
        {"[sync]\nlistn = 127.0.0.1:1\n", WK_EINVAL},
        {"[sync]\nlisten = 127.0.0.1:1\nlisten = 127.0.0.1:2\n", WK_EINVAL},
        {"[web]\ncertificate = /etc/ssl/cert.pem\n", WK_EINVAL},
    };
    struct fix *f = *state;

    for (size_t i = 0; i < N_OF(cases); i++) {
        struct bytes text = bytes_new(400);

        bytes_add_text(&text, cases[i].text);
        put(f, "central.conf", &text);
        assert_int_equal(reopen(f), cases[i].err);
        bytes_free(&text);
    }
    f->centre->args.config = "/nonexistent/central.conf";
    assert_int_equal(reopen(f), WK_ENOTFOUND);
}

static void test_init_begins_in_an_empty_folder(void **state)
{
    struct fix *f = *state;

    assert_int_equal(central_cmd_init(&f->centre->args), WK_EEXIST);
    centre_close(f->centre);
    drop(f, "central.db");
    assert_int_equal(central_cmd_init(&f->centre->args), WK_EEXIST);
}

/* ---- Our own certificates ---- */

static void read_cert(
    struct fix *f, const char *name, struct crypto_cert_info *info)
{
    struct bytes pem = take(f, name), der = bytes_new(MAX_PEM);

    assert_int_equal(crypto_cert_from_pem(pem.data, pem.len, &der), WK_OK);
    assert_int_equal(crypto_cert_read(der.data, der.len, info), WK_OK);
    bytes_free(&pem);
    bytes_free(&der);
}

/* Put one in the place of ours that was issued so many days ago. */
static void make_old(struct fix *f, int days)
{
    struct bytes key = take(f, "tls/sync-key.pem"), ca = bytes_new(MAX_PEM);
    struct bytes ca_key = take(f, "ca/key.pem"), csr = bytes_new(MAX_PEM);
    struct bytes der = bytes_new(MAX_PEM), out = bytes_new(MAX_PEM);
    struct crypto_key *k = NULL, *issuer = NULL;
    const char *host = "localhost";
    char *pem;

    assert_int_equal(crypto_key_from_pem(key.data, key.len, &k), WK_OK);
    assert_int_equal(
        crypto_key_from_pem(ca_key.data, ca_key.len, &issuer), WK_OK);
    assert_int_equal(central_ca(f->centre->c, &ca), WK_OK);
    crypto_make_csr(k, "old", &csr);
    assert_int_equal(
        crypto_issue(issuer, ca.data, ca.len, csr.data, csr.len, "old",
            CERT_SERVER, &host, 1, clock_now() - 86400LL * days, 397, &der),
        WK_OK);
    pem = crypto_cert_to_pem(der.data, der.len);
    bytes_add_text(&out, pem);
    put(f, "tls/sync-cert.pem", &out);
    free(pem);
    crypto_key_free(k);
    crypto_key_free(issuer);
    bytes_free(&key);
    bytes_free(&ca);
    bytes_free(&ca_key);
    bytes_free(&csr);
    bytes_free(&der);
    bytes_free(&out);
}

static void test_our_certificates_are_renewed(void **state)
{
    struct fix *f = *state;
    struct crypto_cert_info before, after;
    unsigned faults = 0;

    read_cert(f, "tls/sync-cert.pem", &before);
    assert_true(before.not_after <= clock_now() + 397 * 86400);
    make_old(f, 360);
    assert_int_equal(central_keys_renew(f->centre->c), WK_OK);
    read_cert(f, "tls/sync-cert.pem", &after);
    assert_string_equal(after.name, "old"); /* 37 days are left */
    make_old(f, 368);
    assert_int_equal(central_keys_renew(f->centre->c), WK_OK);
    read_cert(f, "tls/sync-cert.pem", &after);
    assert_string_equal(after.name, before.name);
    assert_true(after.not_after > clock_now() + 396 * 86400);
    assert_memory_equal(before.key_id, after.key_id, HASH_LEN);
    assert_int_equal(central_keys_verify(f->centre->c, count, &faults), WK_OK);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_restored_database_forgets_nothing),
        T(test_a_code_is_used_once_across_a_restore),
        T(test_without_a_register_sites_wait),
        T(test_a_shortened_register_is_noticed),
        T(test_a_damaged_register_is_kept_aside),
        T(test_another_centres_register),
        T(test_rights),
        T(test_foreign_folders),
        T(test_configuration),
        T(test_init_begins_in_an_empty_folder),
        T(test_our_certificates_are_renewed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
