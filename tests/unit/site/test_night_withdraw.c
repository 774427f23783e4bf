/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_night_withdraw.c - a night withdraws the release that was meant, once,
 * and no other that has its number now; wherever it is stopped, the wish is
 * there still or the entry is.
 */
#include "labels.h"
#include "released.h"
#include "store_people.h"

/* The step at which the night is stopped; NULL: none. */
static const char *stop_at;

static enum wk_err step(void *arg, const char *name)
{
    (void)arg;
    return stop_at != NULL && strcmp(name, stop_at) == 0 ? WK_EKILLED : WK_OK;
}

static enum wk_err night(struct labels *l)
{
    struct night_env env = labels_env(l, 20000);

    env.step = step;
    return night_withdraw(&env);
}

/* A release of January, and the wish to withdraw entry seq; other: by the hash
 * of another entry. */
static void wish(struct labels *l, uint64_t seq, bool other)
{
    struct store_withdrawal w = {.seq = seq, .reason = 3};
    struct store_entry e;

    if (store_entry_get(l->store, seq, &e) == WK_OK) {
        memcpy(w.hash, e.hash, HASH_LEN);
        free(e.bytes);
    }
    w.hash[7] ^= other;
    assert_int_equal(store_withdrawal_add(l->store, &w), WK_OK);
}

static void open_with_release(struct labels *l)
{
    struct store_series of;

    labels_open(l);
    of = labels_series(l, 0, CHANNEL_SELF);
    labels_answer(l, &of, LABELS_START, 12);
    labels_night(l, LABELS_START);
    stop_at = NULL;
}

static void expect(
    struct labels *l, uint64_t head, uint64_t by, size_t wishes, size_t alarms)
{
    struct store_withdrawal *w = NULL;
    struct store_log *line = NULL;
    struct wire_head h;
    uint64_t withdrawn;
    size_t n = 0;

    assert_int_equal(store_head(l->store, &h), WK_OK);
    assert_int_equal(h.seq, head);
    assert_int_equal(released_withdrawn_by(l->store, 1, &withdrawn), WK_OK);
    assert_int_equal(withdrawn, by);
    assert_int_equal(store_withdrawal_list(l->store, &w, &n), WK_OK);
    assert_int_equal(n, wishes);
    assert_int_equal(
        store_log_list(l->store,
            &(struct store_log_query){.kind = STORE_LOG_ALARM, .max = 9}, &line,
            &n),
        WK_OK);
    assert_int_equal(n, alarms);
    free(w);
    free(line);
}

static void test_what_is_withdrawn(void **state)
{
    struct entry *value = calloc(1, sizeof *value);
    struct store_entry e;
    struct labels l;

    (void)state;
    open_with_release(&l);
    assert_int_equal(night(&l), WK_OK);
    expect(&l, 1, 0, 0, 0); /* nobody asked */
    wish(&l, 1, true);
    assert_int_equal(night(&l), WK_OK);
    expect(&l, 1, 0, 0, 1); /* another was meant */
    wish(&l, 9, false);
    assert_int_equal(night(&l), WK_OK);
    expect(&l, 1, 0, 0, 2); /* there is none */
    wish(&l, 1, false);
    assert_int_equal(night(&l), WK_OK);
    expect(&l, 2, 2, 0, 2);
    assert_int_equal(store_entry_get(l.store, 2, &e), WK_OK);
    assert_int_equal(wire_decode_entry(e.bytes, e.len, value), WK_OK);
    free(e.bytes);
    assert_int_equal(value->kind, ENTRY_WITHDRAWAL);
    assert_int_equal(value->withdrawal.seq, 1);
    assert_int_equal(value->withdrawal.reason, 3);
    wish(&l, 1, false);
    wish(&l, 2, false);
    assert_int_equal(night(&l), WK_OK);
    expect(&l, 2, 2, 0, 4); /* once; and a withdrawal stands */
    labels_close(&l);
    free(value);
}

static void test_stopped(void **state)
{
    static const struct {
        const char *step;
        bool done;
    } CASES[] = {{"entry", false}, {"withdraw", false}, {"withdrawn", true},
        {"head", true}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct labels l;

        open_with_release(&l);
        wish(&l, 1, false);
        stop_at = CASES[i].step;
        assert_int_equal(night(&l), WK_EKILLED);
        if (CASES[i].done)
            expect(&l, 2, 2, 0, 0);
        else
            expect(&l, 1, 0, 1, 0);
        stop_at = NULL;
        assert_int_equal(night(&l), WK_OK);
        expect(&l, 2, 2, 0, 0);
        labels_close(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_withdrawn),
        cmocka_unit_test(test_stopped),
    };

    return cmocka_run_group_tests_name("night_withdraw", tests, NULL, NULL);
}
