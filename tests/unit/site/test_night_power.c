/* SPDX-License-Identifier: EUPL-1.2 */
/* The closing transaction, and the power lost at each write, sync and
 * truncation of the database. */
#include "night_killed.h"

static void lose_power(void)
{
    faulty_cut(run);
    raise(SIGKILL);
}

static void test_power_lost_at_each_write(void **state)
{
    (void)state;
    die_at_each_write(lose_power, "power lost", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_lost_at_each_write),
    };
    return cmocka_run_group_tests_name("night_power", tests, set_up, tear_down);
}
