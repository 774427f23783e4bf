/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare_fixture.h"

#include <math.h>

/* What the channels show adds up to the site. */
static void test_channels_sum_to_site(void **state)
{
    struct fixture *f = *state;

    for (unsigned seed = 1; seed <= 60; seed++) {
        struct compare *c;

        random_parts(f, seed);
        c = run(f);
        for (size_t s = 0; s < 5; s++) {
            const struct figure *all = &c->site[s].row[COMPARE_TOTAL];
            const struct figure *self = &c->site[s].row[COMPARE_SELF];
            const struct figure *with = &c->site[s].row[COMPARE_ASSISTED];
            bool agree = self->shown == 0 || with->shown == 0 ||
                self->level == with->level;

            assert_int_equal(all->two.n, self->two.n + with->two.n);
            assert_int_equal(
                all->two.negative, self->two.negative + with->two.negative);
            assert_int_equal(
                all->two.positive, self->two.positive + with->two.positive);
            assert_int_equal(all->hidden, self->hidden + with->hidden);
            assert_int_equal(all->not_asked, self->not_asked + with->not_asked);
            assert_int_equal(all->capped, self->capped || with->capped);
            for (size_t g = 0; agree && g < MAX_CODES; g++)
                assert_int_equal(
                    all->count[g], self->count[g] + with->count[g]);
        }
        compare_free(c);
    }
}

/* The JSON without the lists of straddling releases. */
static void write_without_straddling(struct fixture *f, struct bytes *out)
{
    struct compare *c = run(f);
    struct json *j = compare_json(c), *sites = json_get(j, "sites");

    for (size_t s = 0; s < json_size(sites); s++)
        json_set_new(json_at(sites, s), "straddling", json_new_array());
    json_write(j, false, out);
    compare_csv(c, out);
    json_free(j);
    compare_free(c);
}

static void test_straddling_changes_nothing(void **state)
{
    struct fixture *f = *state;

    for (unsigned seed = 1; seed <= 20; seed++) {
        struct bytes before = bytes_new(CSV_MAX), after = bytes_new(CSV_MAX);

        random_parts(f, seed);
        write_without_straddling(f, &before);
        add(f, 2, CHANNEL_SELF, -1, exact(1, 2, 3, 4, 5))->months.last = MONTH;
        add(f, 3, CHANNEL_ASSISTED, 5, capped(15, true))->months.last =
            MONTH + 6;
        add(f, 4, CHANNEL_SELF, -3, coarse(5, 6))->months.last = MONTH + 9;
        write_without_straddling(f, &after);
        assert_string_equal(bytes_text(&before), bytes_text(&after));
        bytes_free(&before);
        bytes_free(&after);
    }
}

static void test_straddling_is_listed(void **state)
{
    struct fixture *f = *state;
    struct compare *c;
    struct json *j, *list;

    add(f, 0, CHANNEL_SELF, 5, exact(1, 2, 3, 4, 5))->months.last = MONTH + 7;
    add(f, 0, CHANNEL_SELF, 5, (struct table){.state = TABLE_NOT_ASKED})
        ->months.last = MONTH + 7;
    add(f, 0, CHANNEL_SELF, 6, exact(5, 5, 5, 5, 5));
    c = run(f);
    j = compare_json(c);
    list = json_get(json_at(json_get(j, "sites"), 0), "straddling");
    assert_int_equal(json_size(list), 1);
    assert_string_equal(
        json_text(json_get(json_at(list, 0), "first")), "2026-06");
    assert_string_equal(
        json_text(json_get(json_at(list, 0), "last")), "2026-08");
    assert_true(is_null(json_at(json_get(j, "sites"), 0), "level"));
    json_free(j);
    compare_free(c);
}

static const struct json *breakdown_of(const struct json *j, size_t site)
{
    return json_get(json_at(json_get(j, "sites"), site), "breakdown");
}

/* As text, without the counts of releases behind the groups. */
static void groups_text(const struct json *breakdown, struct bytes *out)
{
    json_write(json_get(breakdown, "groups"), false, out);
}

static void test_breakdown(void **state)
{
    struct fixture *f = *state;
    const struct json *b, *groups;
    struct compare *c;
    struct json *j;

    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    by_age(f, 0, 0, false, 1); /* rows 1..6, 7..12, 13..18 */
    add(f, 1, CHANNEL_ASSISTED, 1, coarse(5, 6));
    by_age(f, 1, 1, true, 10); /* rows 10..13, 14..17, 18..21 */
    add(f, 1, CHANNEL_SELF, 2, exact(1, 2, 3, 4, 5));
    add(f, 1, CHANNEL_SELF, 3, (struct table){.state = TABLE_NOT_ASKED});
    add(f, 1, CHANNEL_SELF, 5, exact(1, 2, 3, 4, 5))->months.last += 1;
    by_age(f, 1, 1, true, 100);
    add(f, 2, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    c = run(f);
    j = compare_json(c);
    b = json_get(j, "attribute");
    assert_string_equal(json_text(json_get(b, "id")), "age");
    assert_int_equal(json_size(json_get(b, "codings")), 2);
    assert_string_equal(
        json_text(json_get(json_get(json_get(b, "labels"), "b"), "fr")),
        "b-fr");
    b = breakdown_of(j, 1);
    assert_int_equal(member(b, "coding"), 1);
    assert_int_equal(member(b, "level"), 1);
    assert_int_equal(member(b, "shown"), 2);
    assert_int_equal(member(b, "hidden"), 1);
    assert_int_equal(member(b, "not_asked"), 1);
    assert_int_equal(member(b, "apart"), 0);
    groups = json_get(b, "groups");
    assert_int_equal(json_size(groups), 3);
    b = json_at(groups, 1); /* b and c: 7+13, 8+14 ... and 14, 15 */
    assert_int_equal(json_size(json_get(b, "codes")), 2);
    assert_int_equal(
        json_int(json_at(json_get(b, "counts"), 0)), 7 + 8 + 13 + 14 + 14);
    assert_int_equal(
        json_int(json_at(json_get(b, "counts"), 1)), 9 + 10 + 15 + 16 + 15);
    assert_int_equal(member(b, "n"), 56 + 65);
    assert_int_equal(member(b, "answer_sets"), 57 + 93 + 62);
    assert_int_equal(member(b, "aside"), 212 - 121);
    assert_true(number(json_get(json_get(b, "positive"), "share")) > 0.5);
    b = json_at(groups, 2); /* did not say: 18, 19, 20, 21 */
    assert_int_equal(json_size(json_get(b, "codes")), 0);
    assert_int_equal(json_int(json_at(json_get(b, "counts"), 1)), 19);
    b = breakdown_of(j, 2);
    assert_int_equal(json_size(json_get(b, "groups")), 0);
    assert_true(is_null(b, "coding") && is_null(b, "level"));
    assert_int_equal(member(b, "hidden"), 1);
    json_free(j);
    compare_free(c);
    f->in.attribute = NULL;
    c = run(f);
    j = compare_json(c);
    assert_true(is_null(j, "attribute"));
    assert_true(is_null(json_at(json_get(j, "sites"), 1), "breakdown"));
    json_free(j);
    compare_free(c);
}

/*
 * Nothing is worked out: whatever a release with a hidden breakdown tells of
 * its total, what is shown by group stays what the others released.
 */
static void test_hidden_is_never_subtracted(void **state)
{
    struct fixture *f = *state;

    for (unsigned seed = 1; seed <= 30; seed++) {
        struct bytes before = bytes_new(CSV_MAX), after = bytes_new(CSV_MAX);
        struct compare *c;
        struct json *j;

        random_parts(f, seed);
        c = run(f);
        j = compare_json(c);
        for (size_t s = 0; s < 5; s++)
            groups_text(breakdown_of(j, s), &before);
        json_free(j);
        compare_free(c);
        for (size_t s = 0; s < 5; s++)
            add(f, s, CHANNEL_SELF, 2, exact(seed, 2, 3, 4, 5));
        c = run(f);
        j = compare_json(c);
        for (size_t s = 0; s < 5; s++)
            groups_text(breakdown_of(j, s), &after);
        assert_string_equal(bytes_text(&before), bytes_text(&after));
        json_free(j);
        compare_free(c);
        bytes_free(&before);
        bytes_free(&after);
    }
}

/* Every way in which the capped people may have answered is allowed for. */
static void test_capped_holds_every_truth(void **state)
{
    struct fixture *f = *state;
    struct compare *c;
    struct json *j, *site;

    add(f, 0, CHANNEL_SELF, 0, exact(2, 3, 10, 5, 1));
    add(f, 0, CHANNEL_SELF, 1, capped(20, true));
    add(f, 0, CHANNEL_ASSISTED, 1, capped(12, false));
    add(f, 3, CHANNEL_SELF, 1, exact(9, 4, 6, 3, 0));
    c = run(f);
    j = compare_json(c);
    site = json_at(json_get(j, "sites"), 0);
    assert_int_equal(member(site, "n"), 52);
    assert_int_equal(member(site, "level"), 1);
    assert_true(is_null(site, "counts") && is_null(site, "intervals"));
    assert_int_equal(json_int(json_at(json_get(site, "at_least"), 0)), 15);
    assert_int_equal(json_int(json_at(json_get(site, "at_least"), 1)), 33);
    assert_true(is_null(json_get(site, "positive"), "share"));
    for (uint64_t yes = 0; yes <= 2; yes++) {
        for (uint64_t other = 0; other <= 2; other++) {
            struct share a = {15 + 18 + yes + other, 52}, b = {9, 22};
            struct interval w = intervals_wilson(a, c->z);
            struct interval d = intervals_newcombe(a, b, c->z);
            const struct json *positive = json_get(site, "positive");

            assert_true(number(json_get(positive, "low")) < w.low + 1e-6);
            assert_true(number(json_get(positive, "high")) > w.high - 1e-6);
            assert_true(c->difference[0].interval.low <= d.low + 1e-12);
            assert_true(c->difference[0].interval.high >= d.high - 1e-12);
        }
    }
    assert_int_equal(c->n_differences, 1);
    json_free(j);
    compare_free(c);
}

/* The order is the one given, whatever the values and whoever has answers. */
static void test_nobody_is_ranked(void **state)
{
    static const size_t PAIRS[][2] = {{0, 1}, {0, 3}, {1, 3}};
    struct fixture *f = *state;
    struct compare *c;
    struct json *j, *sites;

    add(f, 3, CHANNEL_SELF, 0, exact(30, 3, 3, 4, 0));
    add(f, 1, CHANNEL_SELF, 0, exact(3, 3, 30, 40, 0));
    add(f, 0, CHANNEL_SELF, 0, exact(10, 10, 10, 10, 0));
    add(f, 4, CHANNEL_SELF, 0, (struct table){.state = TABLE_HIDDEN});
    c = run(f);
    j = compare_json(c);
    sites = json_get(j, "sites");
    for (size_t s = 0; s < 5; s++)
        assert_string_equal(
            json_text(json_get(json_at(sites, s), "site")), SITES[s]);
    assert_int_equal(c->n_differences, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c->difference[i].a, PAIRS[i][0]);
        assert_int_equal(c->difference[i].b, PAIRS[i][1]);
    }
    assert_true(c->difference[2].clear);
    assert_true(is_null(json_at(sites, 4), "level"));
    assert_true(is_null(json_at(sites, 4), "positive"));
    assert_int_equal(member(json_at(sites, 4), "hidden"), 1);
    json_free(j);
    compare_free(c);
}

/*
 * 45 of 50 against 36 of 50 is clear between two sites, not among five:
 * ten pairs need wider intervals than one.
 */
static void test_no_clear_difference_by_default(void **state)
{
    struct fixture *f = *state;
    struct share a = {45, 50}, b = {36, 50};
    struct interval alone = intervals_newcombe(a, b, intervals_z(0.05));
    struct compare *c;

    add(f, 0, CHANNEL_SELF, 0, coarse(5, 45));
    for (size_t s = 1; s < 5; s++)
        add(f, s, CHANNEL_SELF, 0, coarse(14, 36));
    c = run(f);
    assert_true(alone.low > 0);
    assert_int_equal(c->n_differences, 10);
    for (size_t i = 0; i < 10; i++)
        assert_false(c->difference[i].clear);
    compare_free(c);
}

/* Many sites: no pair but the one that is asked for, as wide as all would be;
 * sums count as many releases, which are not listed. */
static void test_many_sites(void **state)
{
    enum { N = 30 };
    struct fixture *f = *state;
    const char *names[N];
    size_t pair[2] = {28, 3};
    struct interval wide;
    struct compare *c;
    struct json *j;

    for (size_t s = 0; s < N; s++) {
        names[s] = SITES[s % 5];
        add(f, s, CHANNEL_SELF, 0, coarse(10 + (uint32_t)s, 30))->more = 4;
    }
    add(f, 29, CHANNEL_SELF, 0, (struct table){.state = TABLE_HIDDEN})->more =
        2;
    f->in.site = names;
    f->in.n_sites = N;
    c = run(f);
    assert_int_equal(c->n_differences, 0);
    assert_int_equal(c->site[3].row[COMPARE_TOTAL].shown, 5);
    assert_int_equal(c->site[29].row[COMPARE_TOTAL].hidden, 3);
    assert_int_equal(c->site[29].row[COMPARE_SELF].shown, 5);
    j = compare_json(c);
    assert_true(is_null(json_at(json_get(j, "sites"), 0), "releases"));
    assert_int_equal(json_size(json_get(j, "differences")), 0);
    json_free(j);
    compare_free(c);
    f->in.pair = pair;
    c = run(f);
    wide = intervals_newcombe((struct share){30, 68}, (struct share){30, 43},
        intervals_family_z(0.05, N * (N - 1) / 2));
    assert_int_equal(c->n_differences, 1);
    assert_int_equal(c->difference[0].a, 28);
    assert_int_equal(c->difference[0].b, 3);
    assert_true(c->difference[0].interval.low == wide.low);
    assert_true(c->difference[0].interval.high == wide.high);
    j = compare_json(c);
    assert_int_equal(json_size(json_get(j, "sites")), 2);
    json_free(j);
    compare_free(c);
    pair[1] = pair[0];
    c = run(f);
    assert_int_equal(c->n_differences, 0);
    compare_free(c);
}

/* Of few sites a pair that is asked for stands alone too. */
static void test_a_pair_of_few(void **state)
{
    static const size_t NONE[] = {0, 4}, BOTH[] = {1, 0};
    struct fixture *f = *state;
    struct compare *c;

    for (size_t s = 0; s < 3; s++)
        add(f, s, CHANNEL_SELF, 0, coarse(10, 30));
    f->in.pair = BOTH;
    c = run(f);
    assert_int_equal(c->n_differences, 1);
    assert_int_equal(c->difference[0].a, 1);
    compare_free(c);
    f->in.pair = NONE; /* nobody answered at the second */
    c = run(f);
    assert_int_equal(c->n_differences, 0);
    compare_free(c);
}

static void test_bad_parts_are_refused(void **state)
{
    struct fixture *f = *state;
    struct compare *c = NULL;

    add(f, 5, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    assert_int_equal(compare_new(&f->in, &c), WK_EINVAL);
    f->in.n_parts = 0;
    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5))->answer_sets++;
    assert_int_equal(compare_new(&f->in, &c), WK_EINVAL);
    f->in.n_parts = 0;
    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    by_age(f, 0, 0, false, 1);
    f->part[0].rows.margin.n_groups++;
    assert_int_equal(compare_new(&f->in, &c), WK_EINVAL);
    assert_null(c);
}

/* A site has an honest range where all that it shows is counted, and each way
 * of asking by itself; what is hidden is not in it. */
static void test_honest(void **state)
{
    struct fixture *f = *state;
    struct compare *c;
    struct json *j;
    const struct json *site, *honest;

    of_people(add(f, 1, CHANNEL_SELF, 0, exact(4, 5, 6, 7, 2)), 40);
    of_people(add(f, 1, CHANNEL_ASSISTED, 0, capped(17, true)), 24);
    add(f, 1, CHANNEL_SELF, 1, (struct table){.state = TABLE_HIDDEN});
    of_people(add(f, 2, CHANNEL_SELF, 0, exact(4, 5, 6, 7, 2)), 40);
    add(f, 2, CHANNEL_ASSISTED, 0, capped(17, true));
    c = run(f);
    j = compare_json(c);
    site = json_at(json_get(j, "sites"), 1);
    honest = json_get(site, "honest");
    assert_int_equal(member(honest, "eligible"), 64);
    assert_true(fabs(number(json_get(honest, "low")) - 28.0 / 64) < 1e-6);
    assert_true(fabs(number(json_get(honest, "high")) - 55.0 / 64) < 1e-6);
    assert_true(number(json_get(json_get(honest, "sure"), "low")) < 28.0 / 64);
    site = json_at(json_get(j, "sites"), 2);
    assert_true(is_null(site, "honest"));
    honest = json_get(json_at(json_get(site, "channels"), 0), "honest");
    assert_int_equal(member(honest, "eligible"), 40);
    assert_true(is_null(json_at(json_get(site, "channels"), 1), "honest"));
    assert_true(is_null(json_at(json_get(j, "sites"), 0), "honest"));
    json_free(j);
    compare_free(c);
}

static void test_place(void **state)
{
    static const struct {
        struct period part;
        enum compare_place place;
    } CASES[] = {
        {{5, 9}, COMPARE_OUTSIDE},
        {{21, 22}, COMPARE_OUTSIDE},
        {{10, 10}, COMPARE_INSIDE},
        {{20, 20}, COMPARE_INSIDE},
        {{10, 20}, COMPARE_INSIDE},
        {{9, 10}, COMPARE_STRADDLES},
        {{20, 21}, COMPARE_STRADDLES},
        {{9, 21}, COMPARE_STRADDLES},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++)
        assert_int_equal(
            compare_place_of(CASES[i].part, (struct period){10, 20}),
            CASES[i].place);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_channels_sum_to_site),
        TEST(test_straddling_changes_nothing),
        TEST(test_straddling_is_listed),
        TEST(test_breakdown),
        TEST(test_hidden_is_never_subtracted),
        TEST(test_capped_holds_every_truth),
        TEST(test_nobody_is_ranked),
        TEST(test_no_clear_difference_by_default),
        TEST(test_many_sites),
        TEST(test_a_pair_of_few),
        TEST(test_bad_parts_are_refused),
        TEST(test_honest),
        cmocka_unit_test(test_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
