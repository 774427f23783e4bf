/* SPDX-License-Identifier: EUPL-1.2 */
/* test_site_status.c - bands that cannot be read are told to staff, once, and
 * begin anew; where there are none nothing is said. */
#include "site_status.h"
#include "store_people.h"

#include "../test.h"

static size_t alarms(struct site *s)
{
    struct store_log *line = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(
        store_log_list(site_store(s),
            &(struct store_log_query){.kind = STORE_LOG_ALARM, .max = 100},
            &line, &n),
        WK_OK);
    for (size_t i = 0; i < n; i++)
        found += strstr(line[i].what, "bands") != NULL;
    free(line);
    return found;
}

static void test_bands(void **state)
{
    static const struct {
        const char *stored; /* NULL: nothing */
        size_t alarms;
    } CASES[] = {{NULL, 0}, {"{}", 0}, {"{\"x\":\"<10\"}", 0}, {"", 1},
        {"{\"x\":", 1}, {"\xff", 1}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char *folder = test_folder(), *tls;
        struct bytes held = bytes_new(64);
        struct site *s = NULL;

        assert_int_equal(site_create(folder, NULL, "Gent", &s), WK_OK);
        if (CASES[i].stored != NULL)
            assert_int_equal(
                store_meta_set(site_store(s), "bands", CASES[i].stored), WK_OK);
        assert_int_equal(site_status_freeze(s), WK_OK);
        assert_int_equal(site_status_freeze(s), WK_OK);
        assert_int_equal(alarms(s), CASES[i].alarms);
        if (CASES[i].alarms > 0) {
            assert_int_equal(
                store_meta_get(site_store(s), "bands", &held), WK_OK);
            assert_string_equal(bytes_text(&held), "{}");
        }
        tls = site_path(s, "tls");
        site_close(s);
        assert_int_equal(rmdir(tls), 0);
        free(tls);
        bytes_free(&held);
        test_folder_end(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands),
    };

    return cmocka_run_group_tests_name("site_status", tests, NULL, NULL);
}
