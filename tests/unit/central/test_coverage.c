/* SPDX-License-Identifier: EUPL-1.2 */
/* Which months an entry covers, and what counts of it: stored, set aside,
 * waiting, withdrawn. */
#include "cells_fixture.h"

static bool covered(struct fix *f, int32_t first, int32_t last)
{
    struct entry e = release(f, 1, first);
    bool yes = false;

    e.release.months.last = last;
    assert_int_equal(ledger_is_covered(f->l, f->site, &e.release, &yes), WK_OK);
    return yes;
}

static void test_covered_months(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    e.release.months.last = 24303;
    store(f, e);
    assert_false(covered(f, 24297, 24299));
    assert_true(covered(f, 24297, 24300));
    assert_true(covered(f, 24301, 24302));
    assert_true(covered(f, 24290, 24310));
    assert_true(covered(f, 24303, 24303));
    assert_false(covered(f, 24304, 24304));
}

/* The questionnaire that the first entry waited for is there. */
static void stored_after_all(struct fix *f, const struct entry *e)
{
    struct bytes b = bytes_new(MAX_ENTRY);
    struct ledger_entry row = {
        .site = f->site, .seq = 1, .verdict = VERDICT_STORED};

    wire_encode_entry(e, &b);
    row.bytes = (struct span){b.data, b.len};
    assert_int_equal(
        ledger_entry_verdict(f->l, f->site, 1, VERDICT_STORED, CODE_NONE),
        WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    bytes_free(&b);
}

static void test_waiting_covers_and_counts_later(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    assert_true(covered(f, 24300, 24300));
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
    stored_after_all(f, &e);
    assert_int_equal(parts(f, "C01"), 1);
    assert_sound(f);
}

static void test_waiting_in_vain_covers_no_more(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);
    struct ledger_entry row = {
        .seq = 1, .verdict = VERDICT_SET_ASIDE, .code = CODE_FLOOR};

    row.site = f->site;
    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    assert_true(covered(f, 24300, 24300));
    assert_int_equal(
        ledger_entry_verdict(f->l, f->site, 1, VERDICT_SET_ASIDE, CODE_FLOOR),
        WK_OK);
    assert_int_equal(ledger_entry_forget(f->l, f->site, 1), WK_OK);
    assert_int_equal(cells_add(f->l, &row), WK_OK);
    assert_false(covered(f, 24300, 24300));
    assert_sound(f);
}

static void test_set_aside_covers_nothing(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    add(f, &e, VERDICT_SET_ASIDE, CODE_RULES);
    assert_false(covered(f, 24300, 24300));
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
}

static void test_a_withdrawal_hides(void **state)
{
    struct fix *f = *state;

    store(f, release(f, 1, 24300));
    store(f, release(f, 2, 24301));
    store(f, withdrawal(3, 1));
    assert_int_equal(parts(f, "C01"), 1);
    assert_true(covered(f, 24300, 24300));
    assert_sound(f);
    assert_int_equal(cells_rebuild(f->l), WK_OK);
    assert_int_equal(parts(f, "C01"), 1);
    assert_true(covered(f, 24300, 24300));
    assert_sound(f);
}

static void test_withdrawn_while_waiting(void **state)
{
    struct fix *f = *state;
    struct entry e = release(f, 1, 24300);

    add(f, &e, VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    store(f, withdrawal(2, 1));
    stored_after_all(f, &e);
    assert_int_equal(parts(f, "C01"), 0);
    assert_sound(f);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_covered_months),
        T(test_waiting_covers_and_counts_later),
        T(test_waiting_in_vain_covers_no_more),
        T(test_set_aside_covers_nothing),
        T(test_a_withdrawal_hides),
        T(test_withdrawn_while_waiting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
