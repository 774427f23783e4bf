/* SPDX-License-Identifier: EUPL-1.2 */
/* What an audience sees of a ledger: names, letters, totals; and that no value
 * has a say in the order of the sites. */
#include "who_fixture.h"

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

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_letters),
        T(test_others_without_company),
        T(test_no_answers),
        T(test_overview_is_for_somebody),
        T(test_together),
        T(test_together_by_the_very_months),
        T(test_turnout_together),
        T(test_own_row_of_the_sites),
    };

    return cmocka_run_group_tests_name("who", tests, NULL, NULL);
}
