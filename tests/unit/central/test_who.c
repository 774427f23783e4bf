/* SPDX-License-Identifier: EUPL-1.2 */
/* What an audience sees of a ledger: names, letters, totals; what is under
 * embargo; and that no value has a say in the order of the sites. */
#include "view_fixture.h"

#include "roster.h"
#include "view_package.h"

static const struct view_terms TERMS = {.embargo_days = 14};
static const struct period ALWAYS = {INT32_MIN, INT32_MAX};

/* One over several months. */
static void add_long(
    struct fix *f, const char *site, uint64_t seq, struct period months)
{
    struct entry *e = new_release(f, seq, months.first,
        (struct table){
            .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}});

    e->release.months = months;
    store(f, site, e, VERDICT_STORED);
}

static struct audience who(
    struct fix *f, enum audience_role role, const char *site, int64_t opened)
{
    return (struct audience){
        role, site != NULL ? centre_site(f->centre, site).id : 0, opened};
}

static struct bytes look(struct fix *f, const struct audience *a,
    enum view_format format, int32_t first, int32_t last)
{
    const struct view_query q = {
        .who = *a, .question = "C02", .months = {first, last}};
    struct bytes out = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "";

    assert_int_equal(view_compare(f->l, &q, format, &out, why), WK_OK);
    return out;
}

/* What stands behind the ith place where key stands; "" when there is none.
 * (The project's reader of JSON takes whole numbers alone.) */
static const char *behind(const struct bytes *seen, const char *key, size_t i)
{
    const char *p = strstr(bytes_text(seen), key);

    for (; p != NULL && i > 0; i--)
        p = strstr(p + 1, key);
    return p != NULL ? p + strlen(key) : "";
}

static size_t count_of(const struct bytes *seen, const char *key)
{
    size_t n = 0;

    while (behind(seen, key, n)[0] != '\0')
        n++;
    return n;
}

/* The ith site of a comparison: its name, and how many answered. */
static void check_site(
    const struct bytes *seen, size_t i, const char *name, long n)
{
    const char *p = behind(seen, "{\"site\":\"", i);

    assert_memory_equal(p, name, strlen(name));
    assert_memory_equal(p + strlen(name), "\",\"n\":", 6);
    if (n >= 0)
        assert_int_equal(strtol(p + strlen(name) + 6, NULL, 10), n);
}

static long n_of(const struct bytes *seen, size_t i)
{
    return strtol(
        strstr(behind(seen, "{\"site\":\"", i), "\"n\":") + 4, NULL, 10);
}

/* ---- Embargo ---- */

/* All that a role sees of these months, page after page. */
static struct bytes look_at_all(
    struct fix *f, const struct audience *a, int32_t first, int32_t last)
{
    static view_fn *const VIEWS[] = {
        view_trend, view_trust, view_overview, view_silence};
    struct view_query q = {
        .who = *a, .question = "C02", .months = {first, last}};
    struct bytes all = look(f, a, VIEW_JSON, first, last);
    struct bytes one = look(f, a, VIEW_CSV, first, last);
    char why[WHY_MAX] = "";

    bytes_add(&all, one.data, one.len);
    for (size_t i = 0; i < N_OF(VIEWS); i++) {
        bytes_clear(&one);
        assert_int_equal(VIEWS[i](f->l, &q, &one, why), WK_OK);
        bytes_add(&all, one.data, one.len);
    }
    bytes_clear(&one);
    assert_int_equal(view_dictionary(f->l, a, TERMS, &one), WK_OK);
    bytes_add(&all, one.data, one.len);
    bytes_free(&one);
    for (size_t i = 0; i < VIEW_PACKAGE_FILES; i++) {
        one = bytes_new(VIEW_PACKAGE_MAX);
        assert_int_equal(
            view_package(f->l, a, TERMS, VIEW_PACKAGE_NAME[i], &one), WK_OK);
        bytes_add(&all, one.data, one.len);
        bytes_free(&one);
    }
    return all;
}

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

/* ---- Names, letters, totals ---- */

/* No text of these stands in what is seen, but the one that may. */
static void holds_none(
    const struct bytes *seen, const char *const *text, size_t n, size_t but)
{
    for (size_t i = 0; i < n; i++)
        if ((strstr(bytes_text(seen), text[i]) != NULL) != (i == but))
            fail_msg("%s: %s", text[i], bytes_text(seen));
}

static void test_letters(void **state)
{
    static const char *const LETTERS[] = {"", "A", "B", "C", "D"};
    struct fix *f = *state;
    long order[N_OF(SITES)][N_OF(SITES)];
    bool differ = false;

    tell_all(f, 1, 24300, (const uint32_t[]){10, 11, 12, 13, 14});
    for (size_t own = 0; own < N_OF(SITES); own++) {
        struct audience a = who(f, AUDIENCE_NETWORK, SITES[own], 20000);
        struct bytes json = look(f, &a, VIEW_JSON, 24300, 24301);
        struct bytes again = look(f, &a, VIEW_JSON, 24300, 24301);
        struct bytes csv = look_at_all(f, &a, 24300, 24301);

        holds_none(&json, SITES, N_OF(SITES), own);
        holds_none(&csv, SITES, N_OF(SITES), own);
        holds_none(&json, PROJECTS, N_OF(SITES), own);
        assert_string_equal(bytes_text(&json), bytes_text(&again));
        assert_int_equal(count_of(&json, "{\"site\":\""), 5);
        check_site(&json, 0, SITES[own], 35 + (long)own);
        for (size_t i = 1; i < N_OF(SITES); i++) {
            check_site(&json, i, LETTERS[i], -1);
            order[own][i] = n_of(&json, i);
            differ |= i > 1 && order[own][i - 1] > order[own][i];
        }
        assert_int_equal(count_of(&json, "\"releases\":[]"), 4);
        bytes_free(&json);
        bytes_free(&again);
        bytes_free(&csv);
    }
    /* Drawn for each site anew; all five in the order of admission would be a
     * chance of 1 in 24 to the fifth. */
    assert_true(differ);
}

static void test_others_without_company(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_NETWORK, "Gent", 20000);
    struct bytes narrow, wide;

    tell_all(f, 1, 24300, SAME);
    for (size_t i = 0; i < 3; i++) /* two others and itself */
        release(f, SITES[1 + i], 2, 24301, VERDICT_STORED);
    narrow = look(f, &a, VIEW_JSON, 24301, 24301);
    /* Nor by a wider choice, less a narrower one. */
    wide = look(f, &a, VIEW_JSON, 24300, 24301);
    check_site(&narrow, 0, "Gent", 18);
    check_site(&wide, 0, "Gent", 43);
    for (size_t i = 1; i < N_OF(SITES); i++) {
        assert_int_equal(n_of(&narrow, i), 0);
        assert_int_equal(n_of(&wide, i), 25);
    }
    bytes_free(&narrow);
    bytes_free(&wide);
}

/* Who gave no answer is told of those seen by name alone. */
static void test_no_answers(void **state)
{
    static const struct {
        enum audience_role role;
        const char *own;
        size_t told, not_told;
    } CASES[] = {
        {AUDIENCE_ADMIN, NULL, 5, 0},
        {AUDIENCE_ANALYST, NULL, 5, 0},
        {AUDIENCE_NETWORK, "Gent", 1, 4},
        {AUDIENCE_FUNDING, NULL, 0, 1},
    };
    struct fix *f = *state;

    tell_all(f, 1, 24300, SAME);
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct audience a = who(f, CASES[i].role, CASES[i].own, 20000);
        struct bytes seen = look(f, &a, VIEW_JSON, 24300, 24301);

        assert_int_equal(
            count_of(&seen, "\"told\":{\"releases\":1,"), CASES[i].told);
        assert_int_equal(
            count_of(&seen, "\"told\":null,\"apart\":null"), CASES[i].not_told);
        bytes_free(&seen);
    }
}

/* How many people the question of the overview has; 0: there is none. */
static long n_of_overview(struct fix *f, const struct audience *a)
{
    const struct view_query q = {.who = *a, .months = {24300, 24301}};
    struct bytes seen = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "";
    long n;

    assert_int_equal(view_overview(f->l, &q, &seen, why), WK_OK);
    n = strtol(behind(&seen, "\"n\":", 0), NULL, 10);
    bytes_free(&seen);
    return n;
}

static void test_overview_is_for_somebody(void **state)
{
    struct fix *f = *state;
    struct audience all = who(f, AUDIENCE_ANALYST, NULL, 20000);
    struct audience gent = who(f, AUDIENCE_NETWORK, "Gent", 20000);
    struct audience liege = who(f, AUDIENCE_NETWORK, "Liège", 20000);
    struct audience early = who(f, AUDIENCE_ADMIN, NULL, 19999);

    f->date = 20000;
    tell_all(f, 1, 24300, SAME);
    release(f, "Gent", 2, 24301, VERDICT_STORED);
    assert_int_equal(n_of_overview(f, &early), 0);
    assert_int_equal(n_of_overview(f, &all), 18);
    assert_int_equal(n_of_overview(f, &gent), 18);
    assert_int_equal(n_of_overview(f, &liege), 125);
}

static void test_together(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_FUNDING, NULL, 20000);
    struct bytes seen;

    tell_all(f, 1, 24300, SAME);
    add_long(f, "Gent", 2, (struct period){24301, 24303});
    add_long(f, "Liège", 2, (struct period){24301, 24303});
    add_long(f, "Brussel", 2, (struct period){24301, 24303});
    seen = look(f, &a, VIEW_JSON, 24300, 24301);
    holds_none(&seen, SITES, N_OF(SITES), SIZE_MAX);
    holds_none(&seen, PROJECTS, N_OF(SITES), SIZE_MAX);
    assert_null(strstr(bytes_text(&seen), "wijkhuis"));
    assert_int_equal(count_of(&seen, "{\"site\":\""), 1);
    check_site(&seen, 0, "*", 125);
    assert_int_equal(count_of(&seen, "\"releases\":[]"), 1);
    assert_int_equal(count_of(&seen, "\"project\":null"), 3);
    assert_int_equal(count_of(&seen, "\"questionnaire\":null"), 3);
    assert_int_equal(count_of(&seen, "\"differences\":[]"), 1);
    bytes_free(&seen);
    seen = look(f, &a, VIEW_CSV, 24300, 24301);
    holds_none(&seen, SITES, N_OF(SITES), SIZE_MAX);
    bytes_free(&seen);
    seen = bytes_new(VIEW_MAX);
    assert_int_equal(view_questions(f->l, &a, TERMS, &seen), WK_OK);
    holds_none(&seen, SITES, N_OF(SITES), SIZE_MAX);
    bytes_free(&seen);
    seen = look_at_all(f, &a, 24300, 24301);
    holds_none(&seen, SITES, N_OF(SITES), SIZE_MAX);
    holds_none(&seen, PROJECTS, N_OF(SITES), SIZE_MAX);
    bytes_free(&seen);
    seen = bytes_new(VIEW_MAX);
    assert_int_equal(view_sites(f->l, &a, &seen), WK_EINVAL);
    bytes_free(&seen);
}

/* Of one month only the first site's figures would be all of them. */
static void test_together_by_the_very_months(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_FUNDING, NULL, 20000);
    struct bytes seen;

    release(f, "Gent", 1, 24300, VERDICT_STORED);
    add_long(f, "Liège", 1, (struct period){24300, 24301});
    add_long(f, "Brussel", 1, (struct period){24300, 24302});
    seen = look_at_all(f, &a, 24300, 24300);
    assert_null(strstr(bytes_text(&seen), "18"));
    bytes_free(&seen);
    add_long(f, "Antwerpen", 1, (struct period){24300, 24301});
    add_long(f, "Charleroi", 1, (struct period){24300, 24301});
    seen = look(f, &a, VIEW_JSON, 24300, 24302);
    check_site(&seen, 0, "*", 54);
    bytes_free(&seen);
}

/* How many could answer is told by two of five only: not of all together,
 * where it would be theirs.  Who declined is told of the own site, with its
 * channel, and of nobody else. */
static void test_turnout_together(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_FUNDING, NULL, 20000);

    for (size_t i = 0; i < N_OF(SITES); i++) {
        struct entry *e = new_release(f, 1, 24300,
            (struct table){
                .state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}});
        struct view_query q = {.who = a, .months = {24300, 24300}};
        struct bytes seen = bytes_new(VIEW_MAX);
        char why[WHY_MAX] = "";

        e->release.eligible = i < 2 ? 0 : 40;
        e->release.asked = i < 4 ? 0 : 36;
        e->release.declined = 7;
        store(f, SITES[i], e, VERDICT_STORED);
        assert_int_equal(view_silence(f->l, &q, &seen, why), WK_OK);
        assert_non_null(strstr(bytes_text(&seen), "\"counted\":null"));
        assert_int_equal(count_of(&seen, "\"declined\":{"), 0);
        bytes_clear(&seen);
        /* Three others do, from the last of them on. */
        q.who = who(f, AUDIENCE_NETWORK, SITES[0], 20000);
        assert_int_equal(view_silence(f->l, &q, &seen, why), WK_OK);
        assert_int_equal(strstr(bytes_text(&seen), "\"counted\":{") != NULL,
            i == N_OF(SITES) - 1);
        assert_int_equal(count_of(&seen, "\"declined\":{"), 2);
        bytes_free(&seen);
    }
}

static void test_own_row_of_the_sites(void **state)
{
    struct fix *f = *state;
    struct audience a = who(f, AUDIENCE_NETWORK, "Gent", 20000);
    struct bytes seen = bytes_new(VIEW_MAX);
    struct json *j;

    tell_all(f, 1, 24300, SAME);
    for (size_t i = 0; i < N_OF(SITES); i++)
        assert_int_equal(central_log(f->centre->c, "test",
                             centre_site(f->centre, SITES[i]).id, true, "rang"),
            WK_OK);
    assert_int_equal(central_log(f->centre->c, "test", 0, true, "rang"), WK_OK);
    assert_int_equal(view_sites(f->l, &a, &seen), WK_OK);
    holds_none(&seen, SITES, N_OF(SITES), 3);
    j = parse(&seen);
    assert_int_equal(json_size(json_get(j, "sites")), 1);
    assert_int_equal(json_size(json_get(j, "alarms")), 1);
    json_free(j);
    /* A site that is not there is nobody's. */
    a.site = 99;
    seen = bytes_new(VIEW_MAX);
    assert_int_equal(view_questions(f->l, &a, TERMS, &seen), WK_ENOTFOUND);
    bytes_free(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_embargo, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_embargo_inside_a_chunk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_clock_ahead, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_numbers_under_embargo, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_others_without_company, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_answers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_overview_is_for_somebody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_together_by_the_very_months, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_turnout_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_own_row_of_the_sites, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("who", tests, NULL, NULL);
}
