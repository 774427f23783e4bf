/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_verify_history.c - what a site sends twice is set aside, and leaves
 * "verify" content; what is counted twice, by whatever bug, does not.
 */
#include "centre.h"
#include "history.h"
#include "sync.h"
#include "verify.h"

enum { JANUARY = 12 * 2026 };

struct fix {
    struct centre *centre;
    struct crypto_key *key;
    struct ledger *l;
    int64_t site;
    uint8_t fingerprint[HASH_LEN], qn[HASH_LEN];
    unsigned faults;
    char place[WHY_MAX];
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    char why[WHY_MAX];

    f->centre = centre_new();
    f->key = crypto_key_new();
    f->site = centre_enrolled(f->centre, "Gent", f->key).id;
    f->l = f->centre->c->ledger;
    assert_int_equal(ledger_certificate_list(f->l, f->site, &list, &n), WK_OK);
    assert_int_equal(n, 1);
    memcpy(f->fingerprint, list[0].fingerprint, HASH_LEN);
    ledger_certificate_free(list, n);
    assert_int_equal(ledger_questionnaire_add(
                         f->l, SPAN(QN("start", "C01")), true, f->qn, why),
        WK_OK);
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

/* ---- Entries ---- */

/* The next one in line. */
static struct entry *next_entry(struct fix *f, enum entry_kind kind)
{
    struct entry *e = calloc(1, sizeof *e);
    struct wire_head head;

    assert_int_equal(ledger_head(f->l, f->site, &head), WK_OK);
    *e = (struct entry){.era = {7}, .seq = head.seq + 1, .kind = kind};
    memcpy(e->previous, head.hash, HASH_LEN);
    return e;
}

static struct entry *release(struct fix *f, int32_t first, int32_t last)
{
    struct entry *e = next_entry(f, ENTRY_RELEASE);

    memcpy(e->release.questionnaire, f->qn, HASH_LEN);
    strcpy(e->release.project, "wijkhuis");
    e->release.channel = CHANNEL_SELF;
    e->release.months = (struct period){JANUARY + first, JANUARY + last};
    e->release.rules = (struct rules_set){RULES_VERSION, 10, 5, 5, 2};
    e->release.answer_sets = 20;
    e->release.n_tables = 1;
    e->release.table[0] = (struct table){
        .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}};
    return e;
}

static struct entry *withdrawal(struct fix *f, uint64_t seq)
{
    struct entry *e = next_entry(f, ENTRY_WITHDRAWAL);

    e->withdrawal.seq = seq;
    return e;
}

/* Push it as the site would; it must get this verdict. */
static void push(struct fix *f, struct entry *e, enum verdict_kind kind,
    enum verdict_code code)
{
    struct sync_env env = {.ledger = f->l, .date = 20600};
    struct wire_push *m = calloc(1, sizeof *m);
    struct wire_push_reply *said = calloc(1, sizeof *said);
    struct wire_hold *hold = NULL;
    struct bytes bytes = bytes_new(MAX_ENTRY), body = bytes_new(MAX_BODY),
                 sig = bytes_new(200), reply = bytes_new(MAX_BODY);
    uint8_t id[HASH_LEN];

    wire_encode_entry(e, &bytes);
    crypto_sign(f->key, bytes.data, bytes.len, &sig);
    crypto_key_id(f->key, id);
    m->n_entries = 1;
    m->entry[0] = (struct wire_signed){.entry = {bytes.data, bytes.len},
        .signature = {sig.data, sig.len},
        .key = {id, HASH_LEN}};
    wire_encode_push(m, &body);
    assert_int_equal(sync_handle(&env, f->fingerprint, "/sync/v1/push",
                         (struct span){body.data, body.len}, &reply),
        200);
    assert_int_equal(wire_decode_push_reply(
                         (struct span){reply.data, reply.len}, said, &hold),
        WK_OK);
    assert_int_equal(said->n_verdicts, 1);
    assert_int_equal(said->verdict[0].kind, kind);
    assert_int_equal(said->verdict[0].code, code);
    wire_release(hold);
    bytes_free(&bytes);
    bytes_free(&body);
    bytes_free(&sig);
    bytes_free(&reply);
    free(m);
    free(said);
    free(e);
}

/* What a centre with a bug would have counted. */
static void count(struct fix *f, struct entry *e)
{
    struct ledger_entry row = {
        .site = f->site, .seq = e->seq, .verdict = VERDICT_STORED};
    struct bytes bytes = bytes_new(MAX_ENTRY), sig = bytes_new(200);

    wire_encode_entry(e, &bytes);
    crypto_sign(f->key, bytes.data, bytes.len, &sig);
    crypto_sha256(bytes.data, bytes.len, row.hash);
    crypto_key_id(f->key, row.key);
    memcpy(row.era, e->era, ERA_LEN);
    row.bytes = (struct span){bytes.data, bytes.len};
    row.signature = (struct span){sig.data, sig.len};
    assert_int_equal(ledger_begin(f->l), WK_OK);
    assert_int_equal(ledger_entry_add(f->l, &row, 0), WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_int_equal(ledger_commit(f->l), WK_OK);
    bytes_free(&bytes);
    bytes_free(&sig);
    free(e);
}

/* ---- What verify says ---- */

static void on_fault(void *arg, const char *place)
{
    struct fix *f = arg;

    f->faults++;
    snprintf(f->place, sizeof f->place, "%s", place);
}

/* Every check of "verify" that looks at entries; place NULL: content. */
static void expect(struct fix *f, const char *place)
{
    enum wk_err wanted = place == NULL ? WK_OK : WK_ECHECK;

    f->faults = 0;
    assert_int_equal(verify_ledger(f->l, on_fault, f), WK_OK);
    assert_int_equal(cells_verify(f->l, on_fault, f), WK_OK);
    assert_int_equal(verify_history(f->l, on_fault, f), wanted);
    assert_int_equal(f->faults, place == NULL ? 0 : 1);
    if (place != NULL)
        assert_string_equal(f->place, place);
}

static void expect_breach(
    struct fix *f, uint64_t seq, enum history_breach breach)
{
    char place[WHY_MAX];

    snprintf(place, sizeof place, "site %d, entry %d: %s", (int)f->site,
        (int)seq, history_text(breach));
    expect(f, place);
}

static void test_set_aside(void **state)
{
    struct fix *f = *state;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    push(f, release(f, 2, 3), VERDICT_SET_ASIDE, CODE_COVERED);
    push(f, release(f, 5, 5), VERDICT_STORED, CODE_NONE); /* 4 was frozen */
    push(f, release(f, 6, 18), VERDICT_SET_ASIDE, CODE_FLOOR);
    push(f, release(f, 19, 19), VERDICT_STORED, CODE_NONE);
    expect(f, NULL);
}

static void test_withdrawals(void **state)
{
    struct fix *f = *state;

    push(f, release(f, 0, 0), VERDICT_STORED, CODE_NONE);
    push(f, withdrawal(f, 1), VERDICT_STORED, CODE_NONE);
    push(f, withdrawal(f, 1), VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    push(f, withdrawal(f, 2), VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    push(f, withdrawal(f, 5), VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    push(f, release(f, 0, 0), VERDICT_SET_ASIDE, CODE_COVERED);
    push(f, release(f, 1, 1), VERDICT_STORED, CODE_NONE);
    push(f, withdrawal(f, 7), VERDICT_STORED, CODE_NONE);
    expect(f, NULL);
}

/* It covers its months while it waits. */
static void test_waiting(void **state)
{
    struct fix *f = *state;
    struct entry *e = release(f, 0, 0);

    e->release.questionnaire[0] ^= 1;
    push(f, e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    e = release(f, 0, 1);
    e->release.questionnaire[0] ^= 1;
    push(f, e, VERDICT_SET_ASIDE, CODE_COVERED);
    expect(f, NULL);
}

static void test_counted_twice(void **state)
{
    struct fix *f = *state;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    count(f, release(f, 2, 2));
    expect_breach(f, 2, HISTORY_AGAIN);
}

static void test_withdrawn_and_counted_again(void **state)
{
    struct fix *f = *state;
    struct entry *e;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    push(f, withdrawal(f, 1), VERDICT_STORED, CODE_NONE);
    e = release(f, 1, 3);
    e->era[0]++; /* a new era is no excuse */
    count(f, e);
    expect_breach(f, 3, HISTORY_AGAIN);
}

static void test_withdrawn_twice(void **state)
{
    struct fix *f = *state;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    push(f, withdrawal(f, 1), VERDICT_STORED, CODE_NONE);
    count(f, withdrawal(f, 1));
    expect_breach(f, 3, HISTORY_WITHDRAWN);
}

/* Each site has a history of its own. */
static void test_two_sites(void **state)
{
    struct fix *f = *state;
    int64_t site = f->site;
    struct crypto_key *key = f->key, *other = crypto_key_new();

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    f->site = centre_enrolled(f->centre, "Brugge", other).id;
    f->key = other;
    count(f, release(f, 0, 2));
    expect(f, NULL);
    count(f, release(f, 1, 3));
    expect_breach(f, 2, HISTORY_AGAIN);
    f->site = site;
    f->key = key;
    crypto_key_free(other);
}

/* The command runs it. */
static void test_command(void **state)
{
    struct fix *f = *state;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    centre_close(f->centre);
    assert_int_equal(central_cmd_verify(&f->centre->args), WK_OK);
    centre_open(f->centre);
    f->l = f->centre->c->ledger;
    count(f, release(f, 1, 3));
    centre_close(f->centre);
    assert_int_equal(central_cmd_verify(&f->centre->args), WK_ECHECK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_set_aside),
        TEST(test_withdrawals),
        TEST(test_waiting),
        TEST(test_counted_twice),
        TEST(test_withdrawn_and_counted_again),
        TEST(test_withdrawn_twice),
        TEST(test_two_sites),
        TEST(test_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
