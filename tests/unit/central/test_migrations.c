/* SPDX-License-Identifier: EUPL-1.2 */
/* Every migration of the centre's database, interrupted at each of its writes.
 */
#include "../db/migrations.h"

#include "ledger.h"
#include "central_sql.h"

/* With all of its statements and sums, as the program opens it. */
static enum wk_err as_the_program(
    const struct migrations *m, size_t from, size_t to)
{
    struct ledger *s = NULL;
    enum wk_err err;

    if (to < m->n_steps)
        return migrations_at_once(m, from, to);
    err = ledger_open(m->path, &s);
    if (err == WK_OK)
        err = db_verify(ledger_db(s), migrations_fault, NULL);
    ledger_close(s);
    return err;
}

static void test_every_write_of_every_migration(void **state)
{
    struct migrations m = {.steps = CENTRAL_MIGRATIONS,
        .n_steps = CENTRAL_N_MIGRATIONS,
        .fill = "INSERT INTO meta (key, value) VALUES ('era', '00')",
        .migrate = as_the_program};

    (void)state;
    assert_int_equal(migrations_everywhere(&m), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_write_of_every_migration),
    };

    return cmocka_run_group_tests_name("migrations", tests, NULL, NULL);
}
