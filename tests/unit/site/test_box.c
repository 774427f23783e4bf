/* SPDX-License-Identifier: EUPL-1.2 */
/* test_box.c - what waits on a page opens here alone, whole, and in time. */
#include "box.h"

#include <stdlib.h>
#include <string.h>

#include "../test.h"

#include "../../helpers/box_page.h"

enum { TODAY = 20000 };
static const uint8_t DEVICE[32] = {7};

struct home {
    struct store *store;
    struct seal *seal;
    struct box box;
    uint8_t sealed[BOX_SEALED_LEN], plain[BOX_PLAIN_LEN];
};

static void begin(struct home *h)
{
    bool gone = true;

    memset(h, 0, sizeof *h);
    assert_int_equal(store_open(":memory:", &h->store), WK_OK);
    h->seal = seal_new(DEVICE);
    assert_int_equal(box_now(h->seal, h->store, TODAY, &h->box, &gone), WK_OK);
    assert_false(gone);
    box_page_seal(&h->box, "{\"id\":1}", h->sealed);
}

static void end(struct home *h)
{
    store_close(h->store);
    seal_free(h->seal);
}

static enum wk_err open_it(struct home *h)
{
    return box_open(h->seal, h->store, h->sealed, h->plain);
}

static void test_opens(void **state)
{
    struct home h;

    (void)state;
    begin(&h);
    assert_int_equal(open_it(&h), WK_OK);
    assert_memory_equal(h.plain, "{\"id\":1}  ", 10);
    assert_int_equal(h.plain[BOX_PLAIN_LEN - 1], ' ');
    /* Twice: nothing here remembers; the id in it does. */
    assert_int_equal(open_it(&h), WK_OK);
    end(&h);
}

/* Each bit of the head and of the seal, and a few of the rest. */
static void test_tampered(void **state)
{
    struct home h;

    (void)state;
    begin(&h);
    for (size_t i = 0; i < BOX_SEALED_LEN; i += i < 128 ? 1 : 97)
        for (int bit = 0; bit < 8; bit += 3) {
            enum wk_err err;

            h.sealed[i] ^= (uint8_t)(1u << bit);
            err = open_it(&h);
            /* The top bit of an X25519 key does not count (RFC 7748), but the
             * AAD covers it. */
            assert_int_equal(err, i < ID_LEN ? WK_ENOTFOUND : WK_ECHECK);
            h.sealed[i] ^= (uint8_t)(1u << bit);
        }
    memset(h.sealed + ID_LEN, 0, BOX_KEY_LEN); /* anybody agrees with that */
    assert_int_equal(open_it(&h), WK_ECHECK);
    end(&h);
}

static void test_other_device(void **state)
{
    static const uint8_t OTHER[32] = {8};
    struct home h;

    (void)state;
    begin(&h);
    seal_free(h.seal);
    h.seal = seal_new(OTHER);
    assert_int_equal(open_it(&h), WK_ECHECK);
    end(&h);
}

/* What a page sealed to one box, asked on later dates. */
static void test_rotation(void **state)
{
    static const struct {
        int days;
        bool same, opens, gone;
    } CASES[] = {
        {0, true, true, false},
        {BOX_NEW_DAYS - 1, true, true, false},
        {BOX_NEW_DAYS, false, true, false},
        {BOX_KEEP_DAYS - 1, false, true, false},
        {BOX_KEEP_DAYS, false, false, true},
        {1000, false, false, true},
        {-1, true, true, false}, /* the clock was set back */
        {-BOX_AHEAD_DAYS, true, true, false},
        {-BOX_AHEAD_DAYS - 1, false, false, true},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct home h;
        struct box now;
        bool gone;

        begin(&h);
        assert_int_equal(
            box_now(h.seal, h.store, TODAY + CASES[i].days, &now, &gone),
            WK_OK);
        assert_int_equal(memcmp(&now, &h.box, sizeof now) == 0, CASES[i].same);
        assert_int_equal(open_it(&h) == WK_OK, CASES[i].opens);
        assert_int_equal(gone, CASES[i].gone);
        end(&h);
    }
    /* Within the nights for which ids are remembered (SPENT_DAYS), the days
     * of a wrong clock included. */
    assert_true(BOX_KEEP_DAYS + BOX_AHEAD_DAYS <= 62);
}

/* Two boxes side by side: each opens its own. */
static void test_two(void **state)
{
    struct home h;
    struct box later;
    uint8_t sealed[BOX_SEALED_LEN];
    bool gone;

    (void)state;
    begin(&h);
    assert_int_equal(
        box_now(h.seal, h.store, TODAY + BOX_NEW_DAYS, &later, &gone), WK_OK);
    box_page_seal(&later, "later", sealed);
    assert_int_equal(open_it(&h), WK_OK);
    assert_int_equal(box_open(h.seal, h.store, sealed, h.plain), WK_OK);
    assert_memory_equal(h.plain, "later ", 6);
    memcpy(sealed, h.box.id, ID_LEN); /* under the other's name */
    assert_int_equal(box_open(h.seal, h.store, sealed, h.plain), WK_ECHECK);
    end(&h);
}

static void on_fault(void *arg, const char *place)
{
    assert_non_null(strstr(place, "table box, row "));
    ++*(int *)arg;
}

static void test_verify(void **state)
{
    struct home h;
    int n = 0;

    (void)state;
    begin(&h);
    assert_int_equal(box_verify(h.seal, h.store, on_fault, &n), WK_OK);
    assert_int_equal(
        db_exec(store_db(h.store), "UPDATE box SET public = zeroblob(32)"),
        WK_OK);
    assert_int_equal(box_verify(h.seal, h.store, on_fault, &n), WK_ECHECK);
    assert_int_equal(n, 1);
    end(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opens),
        cmocka_unit_test(test_tampered),
        cmocka_unit_test(test_other_device),
        cmocka_unit_test(test_rotation),
        cmocka_unit_test(test_two),
        cmocka_unit_test(test_verify),
    };

    return cmocka_run_group_tests_name("box", tests, NULL, NULL);
}
