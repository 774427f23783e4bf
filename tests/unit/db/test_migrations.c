/* SPDX-License-Identifier: EUPL-1.2 */
/* A migration that is interrupted at any write has happened, or has not. */
#include "sample.h"

#include "migrations.h"

static const char FILL[] =
    "INSERT INTO item (name, amount, share, data)"
    " VALUES ('apple', 3, 1.0, x'000102');"
    "INSERT INTO pair (a, b, n) VALUES (x'01ff', 'one', 1);"
    "INSERT INTO keyless (x, y) VALUES (2.5, x'00');"
    "INSERT INTO entry (bytes) VALUES (x'aabbcc');"
    "INSERT INTO child (item) VALUES (1)";

static void test_every_write_of_every_migration(void **state)
{
    const char *steps[3];
    const struct db_schema newest = next_schema(steps, 3);
    struct migrations m = {.steps = newest.migrations,
        .n_steps = newest.n_migrations,
        .fill = FILL,
        .migrate = migrations_at_once};

    (void)state;
    assert_int_equal(migrations_everywhere(&m), 0);
}

/* As it must not be: a transaction for each step. */
static enum wk_err step_by_step(
    const struct migrations *m, size_t from, size_t to)
{
    enum wk_err err = WK_OK;

    while (err == WK_OK && from < to) {
        err = migrations_at_once(m, from, from + 1);
        from++;
    }
    return err;
}

/* The trial itself: it would notice a migration that stops half-way. */
static void test_the_trial_sees_half_a_migration(void **state)
{
    const char *steps[3];
    const struct db_schema newest = next_schema(steps, 2);
    struct migrations m = {.steps = newest.migrations,
        .n_steps = newest.n_migrations,
        .fill = FILL,
        .migrate = step_by_step};

    (void)state;
    assert_true(migrations_everywhere(&m) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_write_of_every_migration),
        cmocka_unit_test(test_the_trial_sees_half_a_migration),
    };

    return cmocka_run_group_tests_name("migrations", tests, NULL, NULL);
}
