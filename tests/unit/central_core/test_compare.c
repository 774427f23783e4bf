/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "xalloc.h"

enum { MONTH = 12 * 2026, CSV_MAX = 1 << 20, COLUMNS = 23 };

static const char START[] =
    "{\"id\": \"start\", \"version\": 1, \"scope\": \"network\","
    " \"title\": {\"nl\": \"Begin\", \"fr\": \"Debut\", \"en\": \"Start\"},"
    " \"questions\": [{\"id\": \"C04\", \"type\": \"one\","
    "  \"levels\": [[\"0\", \"1\", \"2\", \"3\"],"
    "   [[\"0\", \"1\"], [\"2\", \"3\"]]],"
    "  \"extra\": [\"not_needed\"],"
    "  \"text\": {\"nl\": \"Begrijpt u?\", \"fr\": \"Comprenez-vous ?\","
    "   \"en\": \"Do you understand?\"}}],"
    " \"labels\": {\"0\": {\"nl\": \"nee\", \"fr\": \"non\", \"en\": \"no\"},"
    "  \"1\": {\"nl\": \"een beetje\", \"fr\": \"un peu\","
    "   \"en\": \"a little, \\\"so so\\\"\"},"
    "  \"2\": {\"nl\": \"ja\", \"fr\": \"oui\", \"en\": \"yes\"},"
    "  \"3\": {\"nl\": \"=1+1\", \"fr\": \"oui, beaucoup\","
    "   \"en\": \"yes, a lot\"}}}";

static const char *const SITES[] = {
    "Antwerpen", "Brussel", "Charleroi", "Gent", "Li\xc3\xa8ge"};

struct fixture {
    struct questionnaire *q;
    struct compare_part part[64];
    struct compare_input in;
};

static int setup(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));
    char why[WHY_MAX] = "";

    if (questionnaire_parse(
            (const uint8_t *)START, strlen(START), &f->q, why) != WK_OK)
        fail_msg("%s", why);
    f->in = (struct compare_input){
        .question = &f->q->question[0],
        .from = f->q,
        .months = {MONTH, MONTH + 5},
        .site = SITES,
        .n_sites = 5,
        .part = f->part,
    };
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    questionnaire_free(f->q);
    free(f);
    return 0;
}

/* Add a part of one month; the caller fills in the table. */
static struct compare_part *add(struct fixture *f, size_t site,
    enum channel channel, int32_t month, struct table t)
{
    struct compare_part *p = &f->part[f->in.n_parts++];

    assert_true(f->in.n_parts <= 64);
    *p = (struct compare_part){
        .site = site,
        .seq = f->in.n_parts,
        .project = "wijkhuis",
        .questionnaire = "start",
        .channel = channel,
        .months = {MONTH + month, MONTH + month},
        .table = t,
    };
    for (size_t i = 0; i < t.n_counts && t.state == TABLE_EXACT; i++)
        p->answer_sets += t.count[i];
    if (t.state == TABLE_AT_LEAST)
        p->answer_sets = t.count[0] + t.count[1];
    else if (t.state != TABLE_EXACT)
        p->answer_sets = 12;
    return p;
}

static struct table exact(
    uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t none)
{
    return (struct table){
        TABLE_EXACT, 0, false, false, 6, {a, b, c, d, 1, none}};
}

static struct table coarse(uint32_t negative, uint32_t positive)
{
    return (struct table){
        TABLE_EXACT, 1, false, false, 4, {negative, positive, 0, 2}};
}

static struct table capped(uint32_t answered, bool positive)
{
    return (struct table){
        TABLE_AT_LEAST, 0, false, positive, 3, {3, answered, answered - 2}};
}

static struct compare *run(struct fixture *f)
{
    struct compare *c = NULL;

    assert_int_equal(compare_new(&f->in, &c), WK_OK);
    return c;
}

/* A number of any kind, as JSON would print it. */
static double number(const struct json *j)
{
    struct json *one = json_new_array();
    struct bytes text = bytes_new(64);
    double v;

    json_append_new(one, json_new_copy(j));
    json_write(one, false, &text);
    v = strtod(bytes_text(&text) + 1, NULL);
    json_free(one);
    bytes_free(&text);
    return v;
}

static int64_t member(const struct json *j, const char *key)
{
    return json_int(json_get(j, key));
}

static bool is_null(const struct json *j, const char *key)
{
    return json_type_of(json_get(j, key)) == JSON_NULL_T;
}

/* Cut the next CSV cell from *at; true at the end of a line. */
static bool cell(const char **at, struct bytes *out)
{
    bool quoted = **at == '"';
    const char *s = *at + (quoted ? 1 : 0);

    bytes_clear(out);
    for (;; s++) {
        if (quoted && *s == '"' && s[1] == '"')
            s++;
        else if (quoted && *s == '"')
            break;
        else if (!quoted && (*s == ',' || *s == '\r'))
            break;
        assert_int_not_equal(*s, '\0');
        bytes_add(out, s, 1);
    }
    s += quoted ? 1 : 0;
    if (*s == ',') {
        *at = s + 1;
        return false;
    }
    assert_memory_equal(s, "\r\n", 2);
    *at = s + 2;
    return true;
}

static void random_parts(struct fixture *f, unsigned seed)
{
    srand(seed);
    f->in.n_parts = 0;
    for (int i = 0; i < 40; i++) {
        uint32_t r[5];
        enum channel channel = rand() % 2 ? CHANNEL_SELF : CHANNEL_ASSISTED;
        size_t site = (size_t)(rand() % 5);
        int32_t month = rand() % 8 - 1;

        for (size_t k = 0; k < 5; k++)
            r[k] = (uint32_t)(rand() % 20);
        switch (rand() % 6) {
        case 0:
            add(f, site, channel, month, (struct table){.state = TABLE_HIDDEN});
            break;
        case 1:
            add(f, site, channel, month,
                (struct table){.state = TABLE_NOT_ASKED});
            break;
        case 2:
            add(f, site, channel, month, coarse(r[0] + 3, r[1] + 3));
            break;
        case 3:
            add(f, site, channel, month,
                seed % 2 ? capped(10 + r[0], r[1] % 2)
                         : coarse(r[0] + 3, r[1] + 3));
            break;
        default:
            add(f, site, channel, month, exact(r[0], r[1], r[2], r[3], r[4]));
        }
    }
}

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

/* Compare one CSV line with the JSON object it comes from. */
static void check_line(const char **at, const struct json *site,
    const struct json *j, const char *row, size_t group)
{
    struct bytes got[COLUMNS];
    const struct json *counts = json_get(j, "counts");
    const struct json *at_least = json_get(j, "at_least");
    const struct json *positive = json_get(j, "positive");

    for (size_t i = 0; i < COLUMNS; i++) {
        got[i] = bytes_new(4096);
        assert_int_equal(cell(at, &got[i]), i == COLUMNS - 1);
    }
#define GOT(i) bytes_text(&got[i])
#define SAME(i, v) assert_true(fabs(strtod(GOT(i), NULL) - (v)) < 1e-9)
    assert_string_equal(GOT(3), json_text(json_get(site, "site")));
    assert_string_equal(GOT(4), row);
    SAME(5, (double)member(j, "answer_sets"));
    SAME(6, (double)member(j, "aside"));
    SAME(7, (double)member(j, "n"));
    if (is_null(j, "level"))
        assert_string_equal(GOT(8), "");
    else
        SAME(8, (double)member(j, "level"));
    if (json_size(counts) > 0) {
        SAME(13, (double)json_int(json_at(counts, group)));
        if (member(j, "n") > 0) {
            const struct json *i = json_at(json_get(j, "intervals"), group);

            SAME(16, number(json_get(i, "low")));
            SAME(17, number(json_get(i, "high")));
        }
    } else {
        assert_string_equal(GOT(13), "");
    }
    if (json_size(at_least) > 0) {
        SAME(14, (double)json_int(json_at(at_least, group)));
        SAME(15,
            (double)(member(j, "n") - json_int(json_at(at_least, 1 - group))));
    } else {
        assert_string_equal(GOT(14), "");
    }
    if (json_type_of(positive) == JSON_OBJECT_T) {
        if (!is_null(positive, "share"))
            SAME(18, number(json_get(positive, "share")));
        SAME(19, number(json_get(positive, "low")));
        SAME(20, number(json_get(positive, "high")));
    } else {
        assert_string_equal(GOT(19), "");
    }
    SAME(21, (double)member(j, "hidden"));
    SAME(22, (double)member(j, "not_asked"));
#undef SAME
#undef GOT
    for (size_t i = 0; i < COLUMNS; i++)
        bytes_free(&got[i]);
}

static void check_rows(const char **at, const struct json *site,
    const struct json *j, const char *row)
{
    size_t n =
        json_size(json_get(j, "counts")) + json_size(json_get(j, "at_least"));

    for (size_t g = 0; g < (n > 0 ? n : 1); g++)
        check_line(at, site, j, row, g);
}

static void test_csv_says_what_json_says(void **state)
{
    struct fixture *f = *state;

    for (unsigned seed = 1; seed <= 30; seed++) {
        struct bytes csv = bytes_new(CSV_MAX);
        struct compare *c;
        struct json *j, *sites;
        const char *at;

        random_parts(f, seed);
        c = run(f);
        j = compare_json(c);
        sites = json_get(j, "sites");
        compare_csv(c, &csv);
        at = strstr(bytes_text(&csv), "\r\n") + 2;
        for (size_t s = 0; s < json_size(sites); s++) {
            const struct json *site = json_at(sites, s);
            const struct json *channels = json_get(site, "channels");

            check_rows(&at, site, site, "all");
            check_rows(&at, site, json_at(channels, 0), "self");
            check_rows(&at, site, json_at(channels, 1), "assisted");
        }
        assert_string_equal(at, "");
        assert_int_equal(
            json_size(json_get(j, "differences")), c->n_differences);
        json_free(j);
        compare_free(c);
        bytes_free(&csv);
    }
}

static void test_csv_is_safe_to_open(void **state)
{
    static const char *const NAMES[] = {
        "=cmd()", "+1", "-1", "@SUM(A1)", "\tx", "Saint-\"Gilles\", 1"};
    struct fixture *f = *state;
    struct bytes csv = bytes_new(CSV_MAX);
    struct compare *c;

    f->in.site = NAMES;
    f->in.n_sites = 6;
    add(f, 0, CHANNEL_SELF, 0, exact(3, 3, 3, 3, 0));
    c = run(f);
    compare_csv(c, &csv);
    assert_non_null(strstr(bytes_text(&csv), ",'=cmd(),"));
    assert_non_null(strstr(bytes_text(&csv), ",'+1,"));
    assert_non_null(strstr(bytes_text(&csv), ",'-1,"));
    assert_non_null(strstr(bytes_text(&csv), ",'@SUM(A1),"));
    assert_non_null(strstr(bytes_text(&csv), ",'\tx,"));
    assert_non_null(strstr(bytes_text(&csv), ",\"Saint-\"\"Gilles\"\", 1\","));
    assert_non_null(strstr(bytes_text(&csv), ",'=1+1,"));
    assert_non_null(strstr(bytes_text(&csv), ",\"a little, \"\"so so\"\"\","));
    compare_free(c);
    bytes_free(&csv);
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

static void test_bad_parts_are_refused(void **state)
{
    struct fixture *f = *state;
    struct compare *c = NULL;

    add(f, 5, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5));
    assert_int_equal(compare_new(&f->in, &c), WK_EINVAL);
    f->in.n_parts = 0;
    add(f, 1, CHANNEL_SELF, 0, exact(1, 2, 3, 4, 5))->answer_sets++;
    assert_int_equal(compare_new(&f->in, &c), WK_EINVAL);
    assert_null(c);
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
        TEST(test_csv_says_what_json_says),
        TEST(test_csv_is_safe_to_open),
        TEST(test_capped_holds_every_truth),
        TEST(test_nobody_is_ranked),
        TEST(test_no_clear_difference_by_default),
        TEST(test_bad_parts_are_refused),
        cmocka_unit_test(test_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
