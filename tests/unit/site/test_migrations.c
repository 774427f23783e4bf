/* SPDX-License-Identifier: EUPL-1.2 */
/* Every migration of the site's database, interrupted at each of its writes. */
#include "../db/migrations.h"

#include "store.h"
#include "site_sql.h"

/* With all of its statements and sums, as the program opens it. */
static enum wk_err as_the_program(
    const struct migrations *m, size_t from, size_t to)
{
    struct store *s = NULL;
    enum wk_err err;

    if (to < m->n_steps)
        return migrations_at_once(m, from, to);
    err = store_open(m->path, &s);
    if (err == WK_OK)
        err = db_verify(store_db(s), migrations_fault, NULL);
    store_close(s);
    return err;
}

static void test_every_write_of_every_migration(void **state)
{
    struct migrations m = {.steps = SITE_MIGRATIONS,
        .n_steps = SITE_N_MIGRATIONS,
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
