/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_verify_history.c - what a site sends twice is set aside, and leaves
 * "verify" content; what is counted twice, by whatever bug, does not.
 */
#include "told.h"

#include "history.h"
#include "sync.h"
#include "verify.h"

enum { JANUARY = 12 * 2026 };

struct fix {
    struct centre *centre;
    struct ledger *l;
    struct told_site site;
    uint8_t qn[HASH_LEN];
    unsigned faults;
    char place[WHY_MAX];
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);
    char why[WHY_MAX];

    f->centre = centre_new();
    f->l = f->centre->c->ledger;
    told_site_new(&f->site, f->centre, "Gent");
    assert_int_equal(ledger_questionnaire_add(
                         f->l, SPAN(QN("start", "C01")), true, f->qn, why),
        WK_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;

    told_site_end(&f->site);
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

    assert_int_equal(ledger_head(f->l, f->site.id, &head), WK_OK);
    *e = (struct entry){.era = {7}, .seq = head.seq + 1, .kind = kind};
    memcpy(e->previous, head.hash, HASH_LEN);
    return e;
}

static struct entry *release(struct fix *f, int32_t first, int32_t last)
{
    struct entry *e = next_entry(f, ENTRY_RELEASE);

    told_release(e, f->qn, (struct period){JANUARY + first, JANUARY + last});
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
    struct bytes body = bytes_new(MAX_BODY), reply = bytes_new(MAX_BODY);
    struct wire_verdict verdict;

    told_push(&f->site, e, &body);
    assert_int_equal(sync_handle(&env, f->site.fingerprint, "/sync/v1/push",
                         (struct span){body.data, body.len}, &reply),
        200);
    verdict = told_verdict(&reply);
    assert_int_equal(verdict.kind, kind);
    assert_int_equal(verdict.code, code);
    bytes_free(&body);
    bytes_free(&reply);
    free(e);
}

/* What a centre with a bug would have counted. */
static void count(struct fix *f, struct entry *e)
{
    told_counted(&f->site, e, f->l);
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

    snprintf(place, sizeof place, "site %d, entry %d: %s", (int)f->site.id,
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
    struct told_site site = f->site;

    push(f, release(f, 0, 2), VERDICT_STORED, CODE_NONE);
    told_site_new(&f->site, f->centre, "Brugge");
    count(f, release(f, 0, 2));
    expect(f, NULL);
    count(f, release(f, 1, 3));
    expect_breach(f, 2, HISTORY_AGAIN);
    told_site_end(&f->site);
    f->site = site;
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
