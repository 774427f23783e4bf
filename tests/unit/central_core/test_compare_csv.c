/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare_fixture.h"

#include <math.h>

enum { COLUMNS = 23 };

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

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_csv_says_what_json_says),
        TEST(test_csv_is_safe_to_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
