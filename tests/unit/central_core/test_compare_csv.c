/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare_fixture.h"

#include <math.h>

enum { COLUMNS = 33, ATTRIBUTE = 5, PEOPLE, HIDDEN = 26, NOT_ASKED, HONEST };

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

/* The codes of a group of people, as CSV has them. */
static void people_of(const struct json *group, struct bytes *out)
{
    const struct json *codes = json_get(group, "codes");

    for (size_t i = 0; i < json_size(codes); i++)
        bytes_addf(out, "%s%s", i > 0 ? " " : "", json_text(json_at(codes, i)));
    if (codes != NULL && json_size(codes) == 0)
        bytes_add_text(out, "(not said)");
}

/* Compare one CSV line with the JSON object it comes from; by: the breakdown
 * that it is a group of, or NULL. */
static void check_line(const char **at, const struct json *site,
    const struct json *by, const struct json *j, const char *row, size_t group)
{
    struct bytes people = bytes_new(256);
    struct bytes got[COLUMNS];
    const struct json *counts = json_get(j, "counts");
    const struct json *at_least = json_get(j, "at_least");
    const struct json *positive = json_get(j, "positive");
    const struct json *honest = json_get(j, "honest"); /* groups have none */
    bool is_honest = honest != NULL && json_type_of(honest) == JSON_OBJECT_T;

    for (size_t i = 0; i < COLUMNS; i++) {
        got[i] = bytes_new(4096);
        assert_int_equal(cell(at, &got[i]), i == COLUMNS - 1);
    }
#define GOT(i) bytes_text(&got[i])
#define SAME(i, v) assert_true(fabs(strtod(GOT(i), NULL) - (v)) < 1e-9)
/* Where half a millionth may be rounded either way. */
#define NEAR(i, v) assert_true(fabs(strtod(GOT(i), NULL) - (v)) < 1.5e-6)
    assert_string_equal(GOT(3), json_text(json_get(site, "site")));
    assert_string_equal(GOT(4), row);
    people_of(j, &people);
    assert_string_equal(GOT(ATTRIBUTE), by != NULL ? "age" : "");
    assert_string_equal(GOT(PEOPLE), bytes_text(&people));
    bytes_free(&people);
    SAME(10, (double)member(j, "answer_sets"));
    SAME(11, (double)member(j, "aside"));
    SAME(12, (double)member(j, "n"));
    if (is_null(j, "level"))
        assert_string_equal(GOT(13), "");
    else
        SAME(13, (double)member(j, "level"));
    if (json_size(counts) > 0) {
        SAME(18, (double)json_int(json_at(counts, group)));
        if (member(j, "n") > 0) {
            const struct json *i = json_at(json_get(j, "intervals"), group);

            SAME(21, number(json_get(i, "low")));
            SAME(22, number(json_get(i, "high")));
        }
    } else {
        assert_string_equal(GOT(18), "");
    }
    if (json_size(at_least) > 0) {
        SAME(19, (double)json_int(json_at(at_least, group)));
        SAME(20,
            (double)(member(j, "n") - json_int(json_at(at_least, 1 - group))));
    } else {
        assert_string_equal(GOT(19), "");
    }
    if (json_type_of(positive) == JSON_OBJECT_T) {
        if (!is_null(positive, "share"))
            SAME(23, number(json_get(positive, "share")));
        SAME(24, number(json_get(positive, "low")));
        SAME(25, number(json_get(positive, "high")));
    } else {
        assert_string_equal(GOT(24), "");
    }
    SAME(HIDDEN, (double)member(by != NULL ? by : j, "hidden"));
    SAME(NOT_ASKED, (double)member(by != NULL ? by : j, "not_asked"));
    if (is_honest) {
        const struct json *sure = json_get(honest, "sure");

        SAME(HONEST, (double)member(honest, "eligible"));
        NEAR(HONEST + 1, number(json_get(honest, "low")));
        NEAR(HONEST + 2, number(json_get(honest, "high")));
        NEAR(HONEST + 3, number(json_get(sure, "low")));
        NEAR(HONEST + 4, number(json_get(sure, "high")));
    }
    for (size_t i = HONEST; i < COLUMNS; i++)
        assert_int_equal(got[i].len > 0, is_honest);
#undef SAME
#undef NEAR
#undef GOT
    for (size_t i = 0; i < COLUMNS; i++)
        bytes_free(&got[i]);
}

static void check_rows(const char **at, const struct json *site,
    const struct json *by, const struct json *j, const char *row)
{
    size_t n =
        json_size(json_get(j, "counts")) + json_size(json_get(j, "at_least"));

    for (size_t g = 0; g < (n > 0 ? n : 1); g++)
        check_line(at, site, by, j, row, g);
}

/* Every group of a breakdown; one line of nothing when there is none. */
static void check_people(const char **at, const struct json *site)
{
    const struct json *by = json_get(site, "breakdown");
    const struct json *groups = json_get(by, "groups");

    for (size_t i = 0; i < json_size(groups); i++)
        check_rows(at, site, by, json_at(groups, i), "all");
    if (json_size(groups) == 0) {
        struct bytes got = bytes_new(256);

        for (size_t i = 0; i < COLUMNS; i++) {
            assert_int_equal(cell(at, &got), i == COLUMNS - 1);
            if (i == ATTRIBUTE)
                assert_string_equal(bytes_text(&got), "age");
            else if (i > ATTRIBUTE && i != HIDDEN && i != NOT_ASKED)
                assert_true(got.len == 0 || strcmp(bytes_text(&got), "0") == 0);
        }
        bytes_free(&got);
    }
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

            check_rows(&at, site, NULL, site, "all");
            check_rows(&at, site, NULL, json_at(channels, 0), "self");
            check_rows(&at, site, NULL, json_at(channels, 1), "assisted");
            check_people(&at, site);
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
    by_age(f, 0, 0, false, 2);
    c = run(f);
    compare_csv(c, &csv);
    assert_non_null(strstr(bytes_text(&csv), ",'=cmd(),"));
    assert_non_null(strstr(bytes_text(&csv), ",'+1,"));
    assert_non_null(strstr(bytes_text(&csv), ",'-1,"));
    assert_non_null(strstr(bytes_text(&csv), ",'@SUM(A1),"));
    assert_non_null(strstr(bytes_text(&csv), ",\"'\tx\","));
    assert_non_null(strstr(bytes_text(&csv), ",\"Saint-\"\"Gilles\"\", 1\","));
    assert_non_null(strstr(bytes_text(&csv), ",'=1+1,"));
    assert_non_null(strstr(bytes_text(&csv), ",age,b,'=b,b-fr,b-en,"));
    assert_non_null(strstr(bytes_text(&csv), ",\"a little, \"\"so so\"\"\","));
    compare_free(c);
    bytes_free(&csv);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_csv_says_what_json_says),
        TEST(test_csv_is_safe_to_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
