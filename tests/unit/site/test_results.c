/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_results.c - a centre's own results: shares and intervals of each
 * release, what changed since the period before, flags; nothing that was
 * withdrawn, and no order but the calendar's.
 */
#include "released_fixture.h"
#include "results_json.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* A release of one month in which q1 has these counts, of no, 1 and 2. */
static void add(int32_t month, enum channel channel, uint32_t no, uint32_t one,
    uint32_t two)
{
    struct release r = FIXTURE_RELEASE;

    r.channel = channel;
    r.months = (struct period){month, month};
    r.table[0] = (struct table){.state = TABLE_EXACT,
        .n_counts = 5,
        .count = {no, one, two, 0, r.answer_sets - no - one - two}};
    fixture_add(&f, &r, VERDICT_STORED);
}

static struct json *look(void)
{
    struct json *j = NULL;

    assert_int_equal(results_json(f.store, &j), WK_OK);
    return j;
}

static const struct json *question(const struct json *j, size_t i)
{
    return json_at(json_get(j, "questions"), i);
}

static const struct json *figure(const struct json *j, size_t q, size_t i)
{
    return json_at(json_get(question(j, q), "figures"), i);
}

static int64_t number(const struct json *j, const char *key)
{
    return json_int(json_get(j, key));
}

static void check_share(const struct json *figure_json, int64_t n, int64_t low,
    int64_t high, int64_t share)
{
    const struct json *s = json_get(figure_json, "share");

    assert_int_equal(number(s, "n"), n);
    assert_int_equal(number(s, "low"), low);
    assert_int_equal(number(s, "high"), high);
    if (share < 0)
        assert_int_equal(json_type_of(json_get(s, "share")), JSON_NULL_T);
    else
        assert_int_equal(number(s, "share"), share);
}

/* Wilson's intervals as published: 24 of 30 is 63 to 90 %; a bound of 30 of 32
 * reaches to 100 %. */
static void test_shares(void **state)
{
    struct json *j;

    (void)state;
    add(24312, CHANNEL_SELF, 6, 14, 10);
    j = look();
    assert_int_equal(
        json_size(json_get(j, "questions")), 4); /* q5: not asked */
    assert_string_equal(json_text(json_get(question(j, 0), "question")), "q1");
    assert_int_equal(json_size(json_get(question(j, 0), "positive")), 2);
    assert_false(json_bool(json_get(question(j, 0), "reversed")));
    check_share(figure(j, 0, 0), 30, 627, 905, 800);
    check_share(figure(j, 1, 0), 32, 799, 1000, -1);
    assert_string_equal(
        json_text(json_get(json_get(figure(j, 1, 0), "table"), "state")),
        "at_least");
    for (size_t i = 2; i < 4; i++) /* choices, hidden */
        assert_int_equal(
            json_type_of(json_get(figure(j, i, 0), "share")), JSON_NULL_T);
    assert_int_equal(
        number(json_get(figure(j, 0, 0), "eligible"), "count"), 80);
    json_free(j);
}

/* Beside the period before of the same project and channel, if there is one. */
static void test_changes(void **state)
{
    struct json *j;

    (void)state;
    add(24312, CHANNEL_SELF, 15, 10, 5);
    add(24312, CHANNEL_ASSISTED, 15, 10, 5);
    add(24313, CHANNEL_SELF, 14, 10, 6);
    add(24314, CHANNEL_SELF, 1, 19, 20);
    j = look();
    assert_int_equal(json_size(json_get(question(j, 0), "figures")), 4);
    for (size_t i = 0; i < 4; i++) {
        static const struct {
            int64_t seq;
            bool has, clear;
        } CASES[] = {{4, true, true}, {3, true, false}, {2, false, false},
            {1, false, false}};
        const struct json *one = figure(j, 0, i);
        const struct json *change = json_get(one, "change");

        assert_int_equal(number(one, "seq"), CASES[i].seq);
        assert_int_equal(json_type_of(change) == JSON_OBJECT_T, CASES[i].has);
        if (CASES[i].has) {
            assert_int_equal(
                json_bool(json_get(change, "clear")), CASES[i].clear);
            assert_int_equal(CASES[i].clear,
                number(change, "low") > 0 || number(change, "high") < 0);
        }
    }
    json_free(j);
}

static void test_flags(void **state)
{
    struct json *j;

    (void)state;
    fixture_add(&f, &FIXTURE_RELEASE, 0); /* six of 45 did not understand */
    add(24314, CHANNEL_SELF, 1, 19, 20);
    j = look();
    assert_int_equal(json_size(json_get(figure(j, 0, 0), "flags")), 1);
    assert_string_equal(
        json_text(json_at(json_get(figure(j, 0, 0), "flags"), 0)), "ceiling");
    assert_string_equal(
        json_text(json_at(json_get(figure(j, 0, 1), "flags"), 0)),
        "not_understood");
    assert_int_equal(json_size(json_get(figure(j, 1, 0), "flags")), 0);
    json_free(j);
}

static void test_withdrawn(void **state)
{
    struct json *j;

    (void)state;
    add(24312, CHANNEL_SELF, 15, 10, 5);
    add(24313, CHANNEL_SELF, 1, 19, 20);
    fixture_withdraw(&f, 1);
    j = look();
    assert_int_equal(json_size(json_get(question(j, 0), "figures")), 1);
    assert_int_equal(number(figure(j, 0, 0), "seq"), 2);
    assert_int_equal(
        json_type_of(json_get(figure(j, 0, 0), "change")), JSON_NULL_T);
    json_free(j);
}

static void test_nothing(void **state)
{
    struct json *j;

    (void)state;
    j = look();
    assert_int_equal(json_size(json_get(j, "questions")), 0);
    json_free(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shares, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_withdrawn, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("results", tests, NULL, NULL);
}
