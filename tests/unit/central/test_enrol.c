/* SPDX-License-Identifier: EUPL-1.2 */
#include "centre.h"

struct fix {
    struct centre *centre;
    struct enrol enrol;
    struct crypto_key *key;
    struct bytes reply;
    char why[WHY_MAX];
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);

    f->centre = centre_new();
    f->enrol = (struct enrol){.central = f->centre->c, .sync_port = 7421};
    f->key = crypto_key_new();
    f->reply = bytes_new(MAX_BODY);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;

    bytes_free(&f->reply);
    crypto_key_free(f->key);
    centre_free(f->centre);
    free(f);
    return 0;
}

static int try(struct fix *f, const uint8_t secret[static ID_LEN], int64_t now)
{
    bytes_clear(&f->reply);
    f->why[0] = '\0';
    return centre_enrol(&f->enrol, secret, f->key, now, &f->reply, f->why);
}

static void test_a_code_has_its_form(void **state)
{
    struct fix *f = *state;
    struct ledger_site site = centre_site(f->centre, "Gent");
    char code[ENROL_TEXT];
    uint8_t raw[ENROL_RAW], id[HASH_LEN];

    assert_int_equal(enrol_code(f->centre->c, &site, code), WK_OK);
    assert_int_equal(strlen(code), 79 + 15);
    for (size_t i = 5; i < strlen(code); i += 6)
        assert_int_equal(code[i], '-');
    assert_true(base32_decode(code, raw, sizeof raw));
    assert_int_equal(raw[0], 1);
    assert_int_equal(central_web_key_id(f->centre->c, id), WK_OK);
    assert_memory_equal(raw + 1 + ID_LEN, id, HASH_LEN);
}

static void test_a_machine_becomes_a_site(void **state)
{
    struct fix *f = *state;
    struct wire_enrol_reply m;
    struct wire_hold *hold = NULL;
    struct crypto_cert_info info;
    struct ledger_certificate held = {.der = NULL};
    uint8_t secret[ID_LEN], id[HASH_LEN], zero[HASH_LEN] = {0};

    centre_code(f->centre, "Gent", secret);
    assert_int_equal(try(f, secret, clock_now()), 200);
    assert_int_equal(wire_decode_enrol_reply(
                         (struct span){f->reply.data, f->reply.len}, &m, &hold),
        WK_OK);
    assert_string_equal(m.site, "Gent");
    assert_int_equal(m.sync_port, 7421);
    assert_true(m.head.seq == 0);
    assert_memory_equal(m.head.hash, zero, HASH_LEN);
    assert_int_equal(
        crypto_cert_read(m.certificate.data, m.certificate.len, &info), WK_OK);
    assert_string_equal(info.name, "Gent");
    crypto_key_id(f->key, id);
    assert_memory_equal(info.key_id, id, HASH_LEN);
    assert_true(info.not_after > clock_now() + 729 * 86400);
    assert_true(info.not_after < clock_now() + 731 * 86400);
    assert_int_equal(
        ledger_certificate_get(f->centre->c->ledger, info.fingerprint, &held),
        WK_OK);
    assert_memory_equal(held.key, id, HASH_LEN);
    assert_true(
        register_has(f->centre->c->book, REGISTER_ISSUED, info.fingerprint));
    free(held.der);
    wire_release(hold);
}

static void test_refused_codes(void **state)
{
    struct fix *f = *state;
    uint8_t secret[ID_LEN], old[ID_LEN], none[ID_LEN] = {7};
    int64_t now = clock_now();

    centre_code(f->centre, "Gent", old);
    centre_code(f->centre, "Gent", secret);
    assert_int_equal(try(f, none, now), 403);
    assert_non_null(strstr(f->why, "not known"));
    assert_int_equal(try(f, old, now), 403);
    assert_non_null(strstr(f->why, "not known"));
    assert_int_equal(try(f, secret, now + CODE_VALID_S + 1), 403);
    assert_non_null(strstr(f->why, "seven days"));
    assert_int_equal(try(f, secret, now + CODE_VALID_S - 60), 200);
    assert_int_equal(try(f, secret, now), 403);
    assert_non_null(strstr(f->why, "used already"));
    assert_int_equal(f->reply.len, 0);
}

static void test_bad_requests_spend_nothing(void **state)
{
    struct fix *f = *state;
    struct bytes body = bytes_new(MAX_BODY);
    struct wire_enrol m = {.csr = SPAN("not a request")};
    uint8_t secret[ID_LEN];

    centre_code(f->centre, "Gent", secret);
    assert_int_equal(enrol_handle(&f->enrol, SPAN("nonsense"), clock_now(),
                         &f->reply, f->why),
        400);
    memcpy(m.secret, secret, ID_LEN);
    wire_encode_enrol(&m, &body);
    assert_int_equal(enrol_handle(&f->enrol, (struct span){body.data, body.len},
                         clock_now(), &f->reply, f->why),
        400);
    bytes_free(&body);
    assert_int_equal(register_size(f->centre->c->book), 0);
    assert_int_equal(try(f, secret, clock_now()), 200);
}

static void test_guessing_is_slow(void **state)
{
    struct fix *f = *state;
    uint8_t secret[ID_LEN], none[ID_LEN] = {7};
    int64_t now = 60 * (clock_now() / 60);

    centre_code(f->centre, "Gent", secret);
    for (int i = 0; i < ENROL_PER_MINUTE; i++)
        assert_int_equal(try(f, none, now), 403);
    assert_int_equal(try(f, none, now), 429);
    assert_int_equal(try(f, secret, now + 59), 429);
    assert_int_equal(try(f, secret, now + 60), 200);
}

static void test_a_revoked_site_comes_back(void **state)
{
    struct fix *f = *state;
    struct central *c = f->centre->c;
    struct ledger_site site = centre_enrolled(f->centre, "Gent", f->key);
    struct ledger_certificate *list = NULL;
    size_t n = 0;

    assert_int_equal(ledger_begin(c->ledger), WK_OK);
    assert_int_equal(central_revoke(c, &site), WK_OK);
    site.state = SITE_REVOKED;
    assert_int_equal(ledger_site_set(c->ledger, &site), WK_OK);
    assert_int_equal(ledger_commit(c->ledger), WK_OK);
    crypto_key_free(f->key);
    f->key = crypto_key_new();
    site = centre_enrolled(f->centre, "Gent", f->key);
    assert_int_equal(site.state, SITE_ACTIVE);
    assert_int_equal(
        ledger_certificate_list(c->ledger, site.id, &list, &n), WK_OK);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].revoked + list[1].revoked, 1);
    ledger_certificate_free(list, n);
}

static void test_closed_means_closed(void **state)
{
    struct fix *f = *state;
    uint8_t secret[ID_LEN];

    centre_code(f->centre, "Gent", secret);
    strcpy(f->centre->c->closed, "the register is missing");
    assert_int_equal(try(f, secret, clock_now()), 503);
    f->centre->c->closed[0] = '\0';
    assert_int_equal(try(f, secret, clock_now()), 200);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_a_code_has_its_form),
        T(test_a_machine_becomes_a_site),
        T(test_refused_codes),
        T(test_bad_requests_spend_nothing),
        T(test_guessing_is_slow),
        T(test_a_revoked_site_comes_back),
        T(test_closed_means_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
