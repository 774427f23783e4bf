/* SPDX-License-Identifier: EUPL-1.2 */
/* test_uplink.c - the night's machine, path by path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "backoff.h"
#include "uplink.h"

enum { TODAY = 20500 };

/* A site at entry 5, catalogue 3, that never adopted. */
static struct uplink_start at_five(void)
{
    struct uplink_start s = {.catalogue = 3,
        .date = TODAY,
        .adopted = UPLINK_NEVER,
        .max_tries = BACKOFF_TRIES_MAX};

    s.head.seq = 5;
    return s;
}

static struct wire_hello_reply centre_at(uint64_t seq)
{
    struct wire_hello_reply r = {.catalogue = 3, .date = TODAY};

    r.head.seq = seq;
    return r;
}

static struct wire_push_reply verdicts(uint64_t head, enum verdict_kind kind)
{
    struct wire_push_reply r = {.n_verdicts = 1};

    r.head.seq = head;
    r.verdict[0] = (struct wire_verdict){head, kind, CODE_NONE};
    return r;
}

static struct uplink *heard(
    struct uplink_start s, struct wire_hello_reply r, bool mine)
{
    struct uplink *u = uplink_new(&s);

    assert_int_equal(uplink_next(u), UPLINK_HELLO);
    uplink_heard(u, &r, mine);
    return u;
}

static void ends(struct uplink *u, enum uplink_end end, bool alarm)
{
    assert_int_equal(uplink_next(u), UPLINK_END);
    assert_int_equal(uplink_end(u), end);
    assert_int_equal(uplink_alarm(u), alarm);
    uplink_free(u);
}

static void test_plain_night(void **state)
{
    struct uplink *u = heard(at_five(), centre_at(5), true);
    struct wire_head closed = {.seq = 6};
    struct wire_push_reply r = verdicts(6, VERDICT_STORED);

    (void)state;
    assert_int_equal(uplink_next(u), UPLINK_CLOSE);
    uplink_closed(u, &closed);
    assert_int_equal(uplink_next(u), UPLINK_PUSH);
    assert_int_equal(uplink_above(u), 5);
    uplink_pushed(u, &r, true);
    ends(u, UPLINK_DONE, false);
}

/* A push is made even when nothing was closed: the wire tells nothing. */
static void test_night_with_nothing(void **state)
{
    struct uplink *u = heard(at_five(), centre_at(5), true);
    struct wire_head same = {.seq = 5};
    struct wire_push_reply r = {.n_verdicts = 0};

    (void)state;
    r.head.seq = 5;
    uplink_closed(u, &same);
    assert_int_equal(uplink_next(u), UPLINK_PUSH);
    uplink_pushed(u, &r, true);
    ends(u, UPLINK_DONE, false);
}

static void test_new_catalogue(void **state)
{
    struct wire_hello_reply newer = centre_at(5), older = centre_at(5);
    struct uplink *u;

    (void)state;
    newer.catalogue = 4;
    older.catalogue = 2;
    u = heard(at_five(), newer, true);
    assert_int_equal(uplink_next(u), UPLINK_CATALOGUE);
    uplink_catalogued(u);
    assert_int_equal(uplink_next(u), UPLINK_CLOSE);
    uplink_free(u);
    u = heard(at_five(), older, true);
    assert_int_equal(uplink_next(u), UPLINK_CLOSE);
    uplink_free(u);
}

/* With other figures than those held, unless the catalogue is older. */
static void test_new_figures(void **state)
{
    static const struct {
        uint64_t held, told, catalogue;
        enum uplink_do next;
    } CASES[] = {
        {7, 7, 3, UPLINK_CLOSE},
        {7, 8, 3, UPLINK_CATALOGUE},
        {8, 7, 3, UPLINK_CATALOGUE}, /* the centre's clock was ahead */
        {0, 7, 3, UPLINK_CATALOGUE},
        {7, 0, 3, UPLINK_CLOSE}, /* a centre that tells none */
        {7, 8, 2, UPLINK_CLOSE},
        {7, 7, 4, UPLINK_CATALOGUE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct uplink_start start = at_five();
        struct wire_hello_reply r = centre_at(5);
        struct uplink *u;

        start.figures = CASES[i].held;
        r.figures = CASES[i].told;
        r.catalogue = CASES[i].catalogue;
        u = heard(start, r, true);
        assert_int_equal(uplink_next(u), CASES[i].next);
        assert_int_equal(uplink_figures(u), CASES[i].told);
        uplink_free(u);
    }
}

static void test_backlog_and_wanted(void **state)
{
    struct uplink *u = heard(at_five(), centre_at(2), true);
    struct wire_head same = {.seq = 5};
    struct wire_push_reply r = verdicts(4, VERDICT_STORED);
    size_t n;

    (void)state;
    uplink_closed(u, &same);
    assert_int_equal(uplink_above(u), 2);
    uplink_pushed(u, &r, true);
    assert_int_equal(uplink_next(u), UPLINK_PUSH);
    assert_int_equal(uplink_above(u), 4);
    r = verdicts(5, VERDICT_SET_ASIDE);
    r.n_wanted = 1;
    uplink_pushed(u, &r, true);
    assert_int_equal(uplink_next(u), UPLINK_PUSH);
    (void)uplink_wanted(u, &n);
    assert_int_equal(n, 1);
    r = (struct wire_push_reply){.head = {.seq = 5}};
    uplink_pushed(u, &r, true);
    ends(u, UPLINK_DONE, false);
}

static void test_centre_that_does_not_go_on(void **state)
{
    struct uplink *u = heard(at_five(), centre_at(2), true);
    struct wire_head same = {.seq = 5};
    struct wire_push_reply r = verdicts(2, VERDICT_OUT_OF_ORDER);

    (void)state;
    uplink_closed(u, &same);
    for (int i = 0; i < 3; i++)
        uplink_pushed(u, &r, true);
    ends(u, UPLINK_REFUSED, true);
}

/* Nothing may be closed before the centre's head was found in the chain. */
static void test_restored(void **state)
{
    struct wire_head adopted = {.seq = 7};
    struct uplink_start s = at_five();
    struct uplink *u = heard(s, centre_at(7), false);

    (void)state;
    assert_int_equal(uplink_next(u), UPLINK_HISTORY);
    uplink_fetched(u);
    assert_int_equal(uplink_next(u), UPLINK_ADOPT);
    uplink_adopted(u, &adopted);
    assert_int_equal(uplink_next(u), UPLINK_CLOSE);
    assert_int_equal(uplink_above(u), 7);
    uplink_free(u);
    s.lost = true; /* the head file was ahead, whatever the centre holds */
    u = heard(s, centre_at(5), true);
    assert_int_equal(uplink_next(u), UPLINK_HISTORY);
    uplink_free(u);
}

/* One adoption in 30 days, else two clones adopt each other for ever. */
static void test_second_adoption(void **state)
{
    struct uplink_start s = at_five();
    struct wire_hello_reply r = centre_at(7);
    struct wire_push_reply nothing = {.head = {.seq = 7}};
    struct uplink *u;

    (void)state;
    s.adopted = TODAY - 29;
    u = heard(s, r, false);
    assert_int_equal(uplink_next(u), UPLINK_PUSH);
    assert_true(uplink_silent(u));
    uplink_pushed(u, &nothing, false);
    ends(u, UPLINK_QUARANTINED, true);
    r.readmitted = true;
    u = heard(s, r, false);
    assert_int_equal(uplink_next(u), UPLINK_HISTORY);
    uplink_free(u);
    s.adopted = TODAY - 30;
    r.readmitted = false;
    u = heard(s, r, false);
    assert_int_equal(uplink_next(u), UPLINK_HISTORY);
    uplink_free(u);
}

static void test_quarantine(void **state)
{
    struct uplink_start s = at_five();
    struct wire_hello_reply r = centre_at(5);
    struct wire_push_reply nothing = {.head = {.seq = 5}};
    struct uplink *u;

    (void)state;
    r.quarantined = true;
    u = heard(s, r, true);
    assert_true(uplink_silent(u));
    uplink_pushed(u, &nothing, true);
    ends(u, UPLINK_QUARANTINED, true);
    s.quarantined = true; /* known: no second alarm */
    u = heard(s, r, true);
    uplink_pushed(u, &nothing, true);
    ends(u, UPLINK_QUARANTINED, false);
    r.quarantined = false; /* the centre forgot; it has to say readmitted */
    u = heard(s, r, true);
    assert_true(uplink_silent(u));
    uplink_free(u);
    r.readmitted = true;
    u = heard(s, r, true);
    assert_int_equal(uplink_next(u), UPLINK_HISTORY);
    uplink_free(u);
    s.quarantined = false; /* same numbers, another history */
    r.readmitted = false;
    u = heard(s, r, false);
    assert_true(uplink_silent(u));
    uplink_free(u);
}

static void test_bad_verdicts(void **state)
{
    static const struct {
        enum verdict_kind kind;
        bool mine;
        enum uplink_end end;
    } CASES[] = {
        {VERDICT_REFUSED, true, UPLINK_REFUSED},
        {VERDICT_CONFLICT, true, UPLINK_QUARANTINED},
        {VERDICT_STORED, false, UPLINK_QUARANTINED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct uplink *u = heard(at_five(), centre_at(4), true);
        struct wire_head same = {.seq = 5};
        struct wire_push_reply r = verdicts(5, CASES[i].kind);

        uplink_closed(u, &same);
        uplink_pushed(u, &r, CASES[i].mine);
        ends(u, CASES[i].end, true);
    }
}

static void test_failed_exchanges(void **state)
{
    static const int FINAL[] = {400, 403, 409, 413, 426};
    static const int AGAIN[] = {0, 429, 500, 503};
    struct uplink_start s = at_five();
    struct uplink *u;

    (void)state;
    for (size_t i = 0; i < sizeof FINAL / sizeof FINAL[0]; i++) {
        u = uplink_new(&s);
        uplink_failed(u, FINAL[i], 0, false);
        assert_int_equal(strcmp(uplink_message(u), UPLINK_OTHER_VERSION) == 0,
            FINAL[i] == 426);
        ends(u, UPLINK_REFUSED, true);
    }
    for (size_t i = 0; i < sizeof AGAIN / sizeof AGAIN[0]; i++) {
        u = uplink_new(&s);
        for (unsigned n = 1; n < BACKOFF_TRIES_MAX; n++) {
            uplink_failed(u, AGAIN[i], 7, false);
            assert_int_equal(uplink_next(u), UPLINK_WAIT);
            assert_int_equal(uplink_retry_after_s(u), 7);
            assert_int_equal(uplink_wait_bound_ms(u), backoff_bound_ms(n));
            uplink_waited(u, true);
            assert_int_equal(uplink_next(u), UPLINK_HELLO);
        }
        uplink_failed(u, AGAIN[i], 0, false);
        ends(u, UPLINK_NO_CONTACT, false);
    }
    u = uplink_new(&s);
    uplink_failed(u, 0, 0, true);
    ends(u, UPLINK_CLOCK, true);
    u = uplink_new(&s);
    uplink_failed(u, 407, 0, false); /* a proxy's; said to people, once */
    ends(u, UPLINK_NO_CONTACT, true);
    u = uplink_new(&s);
    uplink_failed(u, 503, 0, false);
    uplink_waited(u, false);
    ends(u, UPLINK_STOPPED, false);
}

static void test_backoff(void **state)
{
    (void)state;
    assert_int_equal(backoff_bound_ms(1), 5000);
    assert_int_equal(backoff_bound_ms(2), 10000);
    assert_int_equal(backoff_bound_ms(8), 600000);
    assert_int_equal(backoff_bound_ms(1000), 600000);
    assert_int_equal(backoff_wait_ms(4000, 0), 4000);
    assert_int_equal(backoff_wait_ms(4000, 9), 9000);
    assert_int_equal(backoff_wait_ms(40000, 9), 40000);
    assert_int_equal(backoff_wait_ms(0, UINT32_MAX), 3600000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_night),
        cmocka_unit_test(test_night_with_nothing),
        cmocka_unit_test(test_new_catalogue),
        cmocka_unit_test(test_new_figures),
        cmocka_unit_test(test_backlog_and_wanted),
        cmocka_unit_test(test_centre_that_does_not_go_on),
        cmocka_unit_test(test_restored),
        cmocka_unit_test(test_second_adoption),
        cmocka_unit_test(test_quarantine),
        cmocka_unit_test(test_bad_verdicts),
        cmocka_unit_test(test_failed_exchanges),
        cmocka_unit_test(test_backoff),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
