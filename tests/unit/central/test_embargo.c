/* SPDX-License-Identifier: EUPL-1.2 */
/* What is under embargo: nothing of it stands in any view, and it opens in the
 * order of the ledger. */
#include "who_fixture.h"

static const struct period ALWAYS = {INT32_MIN, INT32_MAX};

static void test_embargo(void **state)
{
    struct fix *f = *state;
    struct period months;
    struct bytes before, after;
    struct audience a;

    f->date = 20100;
    tell_all(f, 1, 24300, SAME);
    a = who(f, AUDIENCE_ADMIN, NULL, 20113);
    before = look(f, &a, VIEW_JSON, 24300, 24301);
    f->date = 20114;
    tell_all(f, 2, 24301, SAME);
    /* Not a byte of any view tells that something came, until it is open. */
    for (int role = 0; role < N_AUDIENCE_ROLES; role++) {
        struct bytes seen[2];

        for (int64_t d = 0; d < 2; d++) {
            a = who(f, (enum audience_role)role,
                role == AUDIENCE_NETWORK ? "Gent" : NULL, 20112 + d);
            seen[d] = look_at_all(f, &a, 24300, 24301);
        }
        assert_string_equal(bytes_text(&seen[0]), bytes_text(&seen[1]));
        a.opened = 20114;
        bytes_free(&seen[0]);
        seen[0] = look_at_all(f, &a, 24300, 24301);
        assert_string_not_equal(bytes_text(&seen[0]), bytes_text(&seen[1]));
        bytes_free(&seen[0]);
        bytes_free(&seen[1]);
    }
    a = who(f, AUDIENCE_ADMIN, NULL, 20113);
    after = look(f, &a, VIEW_JSON, 24300, 24301);
    assert_string_equal(bytes_text(&before), bytes_text(&after));
    assert_int_equal(cells_months(f->l, 20113, &months), WK_OK);
    assert_int_equal(months.last, 24300);
    bytes_free(&before);
    bytes_free(&after);
    a.opened = 20114;
    after = look(f, &a, VIEW_JSON, 24300, 24301);
    assert_non_null(strstr(bytes_text(&after), "\"n\":50"));
    bytes_free(&after);
    assert_int_equal(cells_months(f->l, 20114, &months), WK_OK);
    assert_int_equal(months.last, 24301);
    a.opened = 20099;
    after = look(f, &a, VIEW_JSON, 24300, 24301);
    assert_null(strstr(bytes_text(&after), "\"n\":25"));
    bytes_free(&after);
    assert_int_equal(cells_months(f->l, 20099, &months), WK_ENOTFOUND);
}

/* Releases in a row, further than one chunk: sums, parts and months end at the
 * same one, wherever the embargo begins. */
static void test_embargo_inside_a_chunk(void **state)
{
    enum { N = 140 };
    struct fix *f = *state;
    struct period all = {24300, 24300 + N}, months;

    for (int i = 0; i < N; i++) {
        f->date = 20000 + i;
        release(f, "Gent", 1 + (uint64_t)i, 24300 + i, VERDICT_STORED);
    }
    for (int i = 0; i < N; i += 9) {
        struct cells parts, sums;
        uint64_t n = 0;

        assert_int_equal(
            cells_list(f->l, "C02", 20000 + i, ALWAYS, &parts), WK_OK);
        assert_int_equal(cells_sums(f->l, "C02", 20000 + i, all, &sums), WK_OK);
        for (size_t k = 0; k < sums.n; k++)
            n += sums.part[k].releases;
        assert_int_equal(parts.n, i + 1);
        assert_int_equal(n, i + 1);
        assert_int_equal(cells_months(f->l, 20000 + i, &months), WK_OK);
        assert_int_equal(months.first, 24300);
        assert_int_equal(months.last, 24300 + i);
        cells_free(&parts);
        cells_free(&sums);
    }
}

/* A clock that was ahead does not keep a site waiting for years. */
static void test_a_clock_ahead(void **state)
{
    struct fix *f = *state;
    int64_t gent = centre_site(f->centre, "Gent").id;
    static const struct {
        uint64_t seq;
        int64_t date;
    } COMES[] = {{1, 20000}, {2, 30000}, {3, 20005}, {4, 20005}, {5, 20006}};
    static const struct {
        int64_t date;
        uint64_t opened;
    } OPEN[] = {
        {19999, 0}, {20000, 1}, {20004, 1}, {20005, 4}, {20006, 5}, {30000, 5}};
    uint64_t opened;

    for (size_t i = 0; i < N_OF(COMES); i++) {
        f->date = COMES[i].date;
        release(f, "Gent", COMES[i].seq, 24300 + (int32_t)i, VERDICT_STORED);
    }
    for (size_t i = 0; i < N_OF(OPEN); i++) {
        assert_int_equal(
            ledger_opened(f->l, gent, OPEN[i].date, &opened), WK_OK);
        assert_int_equal(opened, OPEN[i].opened);
    }
}

static void test_numbers_under_embargo(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_ADMIN, NULL, 20000);
    struct bytes out = bytes_new(VIEW_MAX);
    struct json *j;

    f->date = 20000;
    tell_all(f, 1, 24300, SAME);
    f->date = 20001;
    tell_all(f, 2, 24301, SAME);
    tell_all(f, 3, 24302, SAME);
    assert_int_equal(view_sites(f->l, &a, &out), WK_OK);
    j = parse(&out);
    assert_int_equal(
        json_int(json_get(json_at(json_get(j, "sites"), 0), "seq")), 3);
    assert_int_equal(
        json_int(json_get(json_at(json_get(j, "sites"), 0), "under_embargo")),
        2);
    json_free(j);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_embargo),
        T(test_embargo_inside_a_chunk),
        T(test_a_clock_ahead),
        T(test_numbers_under_embargo),
    };

    return cmocka_run_group_tests_name("embargo", tests, NULL, NULL);
}
