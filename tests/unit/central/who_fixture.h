/* SPDX-License-Identifier: EUPL-1.2 */
/* who_fixture.h - an audience looks at the ledger of view_fixture.h, and what
 * stands in what it sees. */
#ifndef WK_TEST_WHO_FIXTURE_H
#define WK_TEST_WHO_FIXTURE_H

#include "view_fixture.h"
#include "view_package.h"

static const struct view_terms TERMS = {.embargo_days = 14};

static inline struct audience who(
    struct fix *f, enum audience_role role, const char *site, int64_t opened)
{
    return (struct audience){
        role, site != NULL ? centre_site(f->centre, site).id : 0, opened};
}

static inline struct bytes look(struct fix *f, const struct audience *a,
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
static inline const char *behind(
    const struct bytes *seen, const char *key, size_t i)
{
    const char *p = strstr(bytes_text(seen), key);

    for (; p != NULL && i > 0; i--)
        p = strstr(p + 1, key);
    return p != NULL ? p + strlen(key) : "";
}

static inline size_t count_of(const struct bytes *seen, const char *key)
{
    size_t n = 0;

    while (behind(seen, key, n)[0] != '\0')
        n++;
    return n;
}

/* The ith site of a comparison: its name, and how many answered. */
static inline void check_site(
    const struct bytes *seen, size_t i, const char *name, long n)
{
    const char *p = behind(seen, "{\"site\":\"", i);

    assert_memory_equal(p, name, strlen(name));
    assert_memory_equal(p + strlen(name), "\",\"n\":", 6);
    if (n >= 0)
        assert_int_equal(strtol(p + strlen(name) + 6, NULL, 10), n);
}

static inline long n_of(const struct bytes *seen, size_t i)
{
    return strtol(
        strstr(behind(seen, "{\"site\":\"", i), "\"n\":") + 4, NULL, 10);
}

/* All that a role sees of these months, page after page. */
static inline struct bytes look_at_all(
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

#endif
