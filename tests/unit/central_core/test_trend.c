/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare_fixture.h"

#include <math.h>

#include "needs.h"
#include "option.h"
#include "overview.h"
#include "trust.h"

static struct trend *trend_of(const struct compare *c)
{
    struct trend *t = NULL;

    assert_int_equal(trend_new(c, &t), WK_OK);
    return t;
}

/* Releases of the same months are one point; others stay apart. */
static void test_points(void **state)
{
    struct fixture *f = *state;
    const struct trend_point *p;
    struct compare *c;
    struct trend *t;

    add(f, 1, CHANNEL_SELF, 3, exact(5, 5, 5, 5, 0));
    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 0))->months.last += 2;
    add(f, 1, CHANNEL_ASSISTED, 0, coarse(4, 8));
    add(f, 1, CHANNEL_SELF, 1, (struct table){.state = TABLE_HIDDEN});
    add(f, 1, CHANNEL_SELF, 2, (struct table){.state = TABLE_NOT_ASKED});
    add(f, 1, CHANNEL_SELF, 5, exact(9, 9, 9, 9, 9))->months.last += 1;
    add(f, 2, CHANNEL_SELF, 0, capped(20, true));
    c = run(f);
    t = trend_of(c);
    assert_int_equal(t->site[0].n, 0);
    assert_int_equal(t->site[1].n, 4);
    assert_int_equal(t->site[1].straddling, 1);
    p = &t->point[t->site[1].first];
    assert_int_equal(p[0].months.first, MONTH);
    assert_int_equal(p[0].months.last, MONTH);
    assert_int_equal(p[0].figure.two.n, 10 + 12);
    assert_int_equal(p[0].figure.two.positive, 7 + 8);
    assert_int_equal(p[1].months.last, MONTH + 2);
    assert_int_equal(p[2].figure.shown, 0);
    assert_int_equal(p[2].figure.hidden, 1);
    assert_int_equal(p[3].months.first, MONTH + 3);
    assert_true(t->site[1].compared);
    assert_int_equal(t->site[1].after, t->site[1].first + 3);
    /* Of the two before it, the one that ended last. */
    assert_int_equal(t->site[1].before, t->site[1].first + 1);
    assert_true(t->point[t->site[2].first].figure.capped);
    assert_false(t->site[2].compared);
    assert_int_equal(t->n_compared, 1);
    trend_free(t);
    compare_free(c);
}

/* What all points hold adds up to what Compare says of the same months. */
static void test_points_sum_to_compare(void **state)
{
    struct fixture *f = *state;

    for (unsigned seed = 1; seed <= 60; seed++) {
        struct compare *c;
        struct trend *t;

        random_parts(f, seed);
        c = run(f);
        t = trend_of(c);
        for (size_t s = 0; s < 5; s++) {
            const struct figure *all = &c->site[s].row[COMPARE_TOTAL];
            uint64_t n = 0, positive = 0, hidden = 0;

            for (size_t i = 0; i < t->site[s].n; i++) {
                const struct trend_point *p = &t->point[t->site[s].first + i];

                n += p->figure.two.n;
                positive += p->figure.two.positive;
                hidden += p->figure.hidden;
                assert_true(i == 0 || p[-1].months.first <= p->months.first);
            }
            assert_int_equal(n, all->two.n);
            assert_int_equal(positive, all->two.positive);
            assert_int_equal(hidden, all->hidden);
        }
        trend_free(t);
        compare_free(c);
    }
}

/* Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10,
 * (a): 56 of 70 and 48 of 80. */
static void test_change(void **state)
{
    struct fixture *f = *state;
    struct interval i;
    struct compare *c;
    struct trend *t;
    bool clear;

    add(f, 0, CHANNEL_SELF, 0, coarse(32, 48));
    add(f, 0, CHANNEL_SELF, 1, coarse(14, 56));
    c = run(f);
    t = trend_of(c);
    i = trend_change(t, &t->site[0], c->z, &clear);
    assert_true(fabs(i.low - 0.0524) < 0.00005);
    assert_true(fabs(i.high - 0.3339) < 0.00005);
    assert_true(clear);
    i = trend_change(t, &t->site[0], intervals_family_z(0.05, 100), &clear);
    assert_false(clear);
    trend_free(t);
    compare_free(c);
}

static void test_gap(void **state)
{
    struct fixture *f = *state;
    struct compare *c;
    struct json *j, *sites;

    add(f, 0, CHANNEL_SELF, 0, coarse(32, 48));
    add(f, 0, CHANNEL_ASSISTED, 0, coarse(14, 56));
    add(f, 1, CHANNEL_SELF, 0, coarse(32, 48));
    add(f, 2, CHANNEL_SELF, 0, coarse(1, 11));
    add(f, 2, CHANNEL_ASSISTED, 0, (struct table){.state = TABLE_HIDDEN});
    c = run(f);
    assert_true(fabs(c->site[0].gap.low - 0.0524) < 0.00005);
    assert_true(fabs(c->site[0].gap.high - 0.3339) < 0.00005);
    j = compare_json(c);
    sites = json_get(j, "sites");
    assert_true(
        json_bool(json_get(json_get(json_at(sites, 0), "gap"), "clear")));
    assert_true(is_null(json_at(sites, 1), "gap"));
    assert_true(is_null(json_at(sites, 2), "gap"));
    assert_false(json_bool(json_get(json_at(sites, 0), "ceiling")));
    assert_true(json_bool(json_get(json_at(sites, 2), "ceiling")));
    assert_true(is_null(j, "funnel"));
    json_free(j);
    compare_free(c);
}

static const char *fresh(const struct json *j, size_t i)
{
    return json_text(json_get(json_at(json_get(j, "fresh"), i), "question"));
}

/* What is fresh does not depend on any value; only what is clear among all
 * that was looked at is called a change. */
static void test_overview(void **state)
{
    struct fixture *f = *state;
    struct overview *o = overview_new(5);
    const struct json *one;
    struct json *j;

    /* Five questions; nobody answered the last of late, the second is old. */
    for (size_t i = 0; i < 5; i++) {
        struct qn_question q = f->q->question[0];
        struct compare *c;
        struct trend *t;

        q.id[2] = (char)('0' + i);
        f->in.question = &q;
        f->in.attribute = NULL;
        f->in.n_parts = 0;
        add(f, 3, CHANNEL_SELF, i == 1 ? 3 : 4,
            i == 4 ? (struct table){.state = TABLE_HIDDEN}
                   : exact(1, 2, (uint32_t)i, 4, 0));
        add(f, 0, CHANNEL_SELF, 0, coarse(90, 10));
        add(f, 0, CHANNEL_SELF, 2, coarse(10, i == 4 ? 0 : 90));
        add(f, 1, CHANNEL_SELF, 0, coarse(30, 20)); /* clear if it were alone */
        add(f, 1, CHANNEL_SELF, 2, coarse(19, 31));
        if (i == 2)
            add(f, 2, CHANNEL_SELF, 3, coarse(5, 6))->months.last = MONTH + 4;
        c = run(f);
        t = trend_of(c);
        assert_int_equal(overview_add(o, t), WK_OK);
        trend_free(t);
        compare_free(c);
    }
    j = overview_json(o);
    overview_free(o);
    /* It is the turn of the second, which is old: then come 2, 3 and 0. */
    assert_int_equal((MONTH + 4) % 5, 1);
    assert_int_equal(json_size(json_get(j, "fresh")), 3);
    assert_string_equal(fresh(j, 0), "C02");
    assert_string_equal(fresh(j, 1), "C03");
    assert_string_equal(fresh(j, 2), "C00");
    one = json_at(json_get(j, "fresh"), 0);
    assert_int_equal(member(one, "sites"), 2);
    assert_int_equal(member(one, "n"), 9 + 11);
    assert_string_equal(json_text(json_get(one, "from")), "2026-04");
    assert_string_equal(json_text(json_get(one, "to")), "2026-05");
    assert_int_equal(member(j, "compared"), 10);
    assert_int_equal(json_size(json_get(j, "changes")), 4);
    one = json_at(json_get(j, "changes"), 1);
    assert_string_equal(json_text(json_get(one, "site")), "Antwerpen");
    assert_string_equal(json_text(json_get(one, "question")), "C01");
    assert_true(number(json_get(one, "low")) > 0.6);
    json_free(j);
}

static void test_trust(void **state)
{
    struct fixture *f = *state;
    struct qn_question q[3];
    struct compare *c[3];
    struct trust trust = {.site = SITES, .n_sites = 5};
    struct mean m;
    struct json *j;

    for (size_t i = 0; i < 3; i++) {
        q[i] = f->q->question[0];
        strcpy(q[i].id, READING_TRUST_ID[i]);
        f->in.question = &q[i];
        f->in.attribute = NULL;
        f->in.n_parts = 0;
        add(f, 0, CHANNEL_SELF, 0,
            i == 1 ? exact(10, 5, 3, 2, 0) : exact(2, 3, 5, 10, 0));
        add(f, 1, CHANNEL_SELF, 0,
            i == 1 ? coarse(15, 5) : exact(2, 3, 5, 10, 0));
        c[i] = run(f);
        trust.item[i] = c[i];
    }
    /* The fear of the first is the mirror of its other two. */
    assert_true(trust_index(&trust, 0, &m));
    assert_true(fabs(m.mean - 43.0 / 20) < 1e-12);
    assert_false(trust_index(&trust, 1, &m)); /* coarser somewhere */
    assert_false(trust_index(&trust, 2, &m)); /* nothing there */
    j = trust_json(&trust);
    assert_int_equal(json_size(json_get(j, "items")), 3);
    assert_true(is_null(json_at(json_get(j, "sites"), 1), "index"));
    assert_false(is_null(json_at(json_get(j, "sites"), 0), "index"));
    json_free(j);
    trust.item[2] = NULL;
    assert_false(trust_index(&trust, 0, &m));
    j = trust_json(&trust);
    assert_int_equal(json_size(json_get(j, "items")), 2);
    json_free(j);
    for (size_t i = 0; i < 3; i++)
        compare_free(c[i]);
}

/* Twelve sites, one far from the others and one capped. */
static void test_funnel_of_many(void **state)
{
    struct fixture *f = *state;
    const char *names[COMPARE_MANY + 1];
    struct compare *c;
    struct json *j, *funnel, *limits;
    double low = 0;

    for (size_t i = 0; i < COMPARE_MANY + 1; i++) {
        names[i] = i == 4 ? "Far" : "Near";
        add(f, i, CHANNEL_SELF, 0,
            i == 4       ? coarse(45, 5)
                : i == 9 ? capped(30, true)
                         : coarse(10 + (uint32_t)i, 40 + 4 * (uint32_t)i));
    }
    f->in.site = names;
    f->in.n_sites = COMPARE_MANY + 1;
    c = run(f);
    assert_int_equal(c->funnel.n_sites, COMPARE_MANY);
    j = compare_json(c);
    funnel = json_get(j, "funnel");
    assert_int_equal(json_size(json_get(funnel, "outside")), 1);
    assert_string_equal(
        json_text(json_at(json_get(funnel, "outside"), 0)), "Far");
    limits = json_get(funnel, "limits");
    assert_int_equal(member(json_at(limits, 0), "n"), 30);
    for (size_t i = 0; i < json_size(limits); i++) {
        const struct json *one = json_at(limits, i);
        double near = number(json_get(json_get(one, "near"), "low"));
        double far = number(json_get(json_get(one, "far"), "low"));

        assert_true(far < near && far > low - 0.02); /* ever narrower */
        low = far;
    }
    json_free(j);
    compare_free(c);
}

/* Options in the order in which they are asked, sites in theirs. */
static void test_needs(void **state)
{
    static const char NEEDS[] =
        "{\"id\": \"start\", \"version\": 1, \"scope\": \"network\","
        " \"questions\": [{\"id\": \"N01\", \"type\": \"many\","
        "  \"levels\": [[\"work\", \"house\"]],"
        "  \"text\": {\"nl\": \"Wat?\", \"fr\": \"Quoi ?\","
        "   \"en\": \"What?\"}}],"
        " \"labels\": {\"work\": {\"nl\": \"werk\", \"fr\": \"travail\", "
        "\"en\": \"a job\"}}}";
    struct fixture *f = *state;
    struct questionnaire *q = NULL;
    struct option option[2];
    struct compare *c[2];
    const struct compare *lent[2];
    char why[WHY_MAX] = "";
    struct needs needs = {.option = lent};
    struct json *j, *list;

    if (questionnaire_parse((const uint8_t *)NEEDS, strlen(NEEDS), &q, why) !=
        WK_OK)
        fail_msg("%s", why);
    needs.from = q;
    needs.question = &q->question[0];
    f->in.attribute = NULL;
    f->in.from = NULL;
    for (size_t i = 0; i < 2; i++) {
        struct table yes = {
            TABLE_EXACT, 0, false, false, 2, {20, i == 0 ? 5 : 15}};

        option_make(q, 0, i, &option[i]);
        f->in.question = &option[i].question;
        f->in.n_parts = 0;
        add(f, 0, CHANNEL_SELF, 0, yes);
        add(f, 2, CHANNEL_SELF, 0, yes);
        add(f, 3, CHANNEL_SELF, 0, (struct table){.state = TABLE_HIDDEN});
        lent[i] = c[i] = run(f);
    }
    j = needs_json(&needs);
    list = json_get(j, "options");
    assert_int_equal(json_size(list), 2);
    assert_string_equal(
        json_text(json_get(json_at(list, 0), "id")), "N01.work");
    assert_string_equal(
        json_text(json_get(json_get(json_at(list, 0), "text"), "en")), "a job");
    assert_int_equal(member(json_at(list, 0), "n"), 50);
    assert_int_equal(member(json_at(list, 0), "sites"), 2);
    assert_int_equal(member(json_at(list, 0), "hidden"), 1);
    list = json_get(json_at(json_get(j, "sites"), 2), "options");
    assert_true(
        fabs(number(json_get(json_get(json_at(list, 1), "positive"), "share")) -
            15.0 / 35) < 1e-6);
    list = json_get(json_at(json_get(j, "sites"), 3), "options");
    assert_true(is_null(json_at(list, 0), "positive"));
    json_free(j);
    compare_free(c[0]);
    compare_free(c[1]);
    questionnaire_free(q);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_points),
        TEST(test_points_sum_to_compare),
        TEST(test_change),
        TEST(test_gap),
        TEST(test_overview),
        TEST(test_trust),
        TEST(test_funnel_of_many),
        TEST(test_needs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
