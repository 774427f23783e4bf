/* SPDX-License-Identifier: EUPL-1.2 */
/* test_night_adopt.c - what a restored site has when it took the centre's
 * history over. */
#include "labels.h"

/* The entry with this number as the centre and the site both know it. */
static struct store_entry entry_of(uint64_t seq, uint8_t *byte)
{
    struct store_entry e = {
        .seq = seq, .bytes = byte, .len = 1, .signature_len = 1};

    e.hash[0] = (uint8_t)seq;
    return e;
}

/* The centre holds all that it sent, and what was here before it too. */
static void test_receipts(void **state)
{
    enum { N = 4 };
    uint8_t byte = 'x';
    struct store_entry all[N];
    struct night_history history = {.entry = all, .n = N};

    (void)state;
    for (uint64_t seq = 1; seq <= N; seq++)
        all[seq - 1] = entry_of(seq, &byte);
    for (uint64_t held = 0; held <= N; held++) {
        struct labels l;
        struct night_env env;

        labels_open(&l);
        env = labels_env(&l, 20500);
        for (uint64_t i = 0; i < held; i++)
            assert_int_equal(store_entry_add(l.store, &all[i]), WK_OK);
        assert_int_equal(night_adopt(&env, &history, false, 20500), WK_OK);
        for (uint64_t seq = 1; seq <= N; seq++) {
            struct store_entry e;

            assert_int_equal(store_entry_get(l.store, seq, &e), WK_OK);
            free(e.bytes);
            if (e.verdict != VERDICT_ALREADY_HELD)
                fail_msg("%d held: %d has no receipt", (int)held, (int)seq);
        }
        labels_close(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_receipts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
