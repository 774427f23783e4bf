/* SPDX-License-Identifier: EUPL-1.2 */
/* The closing transaction, killed: at each of its steps, and at each write,
 * sync and truncation of the database. */
#include "night_killed.h"

static void die(void)
{
    raise(SIGKILL);
}

static void test_the_steps(void **state)
{
    struct night n = {.order = RIGHT};

    (void)state;
    fresh_copy();
    assert_true(has_secret("site.db")); /* or the search finds nothing */
    assert_int_equal(close_all(&n), WK_OK);
    assert_string_equal(n.names,
        " head"
        " entry pool close closed head"
        " entry pool close closed head"
        " entry pool close closed head"
        " close closed head" /* the batch that goes on */
        " empty emptied");
    assert_null(fault_at_the_end());
}

static void test_killed_at_each_step(void **state)
{
    unsigned at = 1;

    (void)state;
    for (; night_dies(RIGHT, at, 0, NULL); at++) {
        const char *fault = fault_of_the_dead();

        if (fault == NULL)
            fault = fault_at_the_end();
        if (fault != NULL)
            fail_msg("killed at step %u: %s", at, fault);
    }
    assert_int_equal(at, 22);
}

static void test_killed_at_each_write(void **state)
{
    (void)state;
    die_at_each_write(die, "killed", 1);
}

/* Negative controls: a wrong order is noticed at one of the kills. */
static void test_a_wrong_order_is_noticed(void **state)
{
    static const enum order WRONG[] = {ENTRY_ALONE, HEAD_FIRST};

    (void)state;
    for (size_t i = 0; i < N_OF(WRONG); i++) {
        unsigned faults = 0;

        for (unsigned at = 1; night_dies(WRONG[i], at, 0, NULL); at++)
            faults += fault_of_the_dead() != NULL;
        assert_true(faults > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_steps),
        cmocka_unit_test(test_killed_at_each_step),
        cmocka_unit_test(test_killed_at_each_write),
        cmocka_unit_test(test_a_wrong_order_is_noticed),
    };
    return cmocka_run_group_tests_name("night_kills", tests, set_up, tear_down);
}
