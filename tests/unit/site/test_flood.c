/* SPDX-License-Identifier: EUPL-1.2 */
/* test_flood.c - what staff are told of a flood, and what they are not. */
#include "flood.h"

#include "lived_site.h"
#include "store_people.h"

static struct site *site;
static char folder[] = "/tmp/wk-flood-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    umask(077);
    if (mkdtemp(folder) == NULL)
        return -1;
    site = lived_site_new(folder);
    return 0;
}

static int tear_down(void **state)
{
    char command[64];

    (void)state;
    site_close(site);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static void expect(int64_t date, const char *band)
{
    struct json *j = flood_json(site, date);
    const char *text = json_text(json_get(j, "turned_away"));

    if (band == NULL)
        assert_int_equal(json_type_of(j), JSON_NULL_T);
    else
        assert_string_equal(text, band);
    json_free(j);
}

static size_t lines(void)
{
    const struct store_log_query all = {.max = 100};
    struct store_log *line = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(store_log_list(site_store(site), &all, &line, &n), WK_OK);
    for (size_t i = 0; i < n; i++)
        found += strstr(line[i].what, "turned away") != NULL;
    free(line);
    return found;
}

static void test_bands(void **state)
{
    static const struct {
        unsigned n;
        const char *band;
    } CASES[] = {{1, NULL}, {9, NULL}, {10, "10-99"}, {99, "10-99"},
        {100, "100-999"}, {999, "100-999"}, {1000, "1000+"}, {5000, "1000+"}};
    struct flood f = {.date = 0}, again = {.date = 0};
    enum { DAY = 20000 };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        while (f.date != DAY || f.n < CASES[i].n)
            flood_count(&f, site, DAY);
        expect(DAY, CASES[i].band);
    }
    assert_int_equal(lines(), 1);
    expect(DAY + 1, NULL); /* the next day begins anew */
    expect(DAY - 1, NULL);
    for (int i = 0; i < 20; i++) /* started again, the band stays */
        flood_count(&again, site, DAY);
    expect(DAY, "1000+");
    assert_int_equal(lines(), 1);
    for (int i = 0; i < 20; i++)
        flood_count(&again, site, DAY + 1);
    expect(DAY + 1, "10-99");
    assert_int_equal(lines(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bands)};

    return cmocka_run_group_tests_name("flood", tests, set_up, tear_down);
}
