/* SPDX-License-Identifier: EUPL-1.2 */
/* test_langpack.c - the packs inside the binary, and what a review makes of
 * one. */
#include "lived_site.h"

#include "langpack_review.h"

static char *folder;

static int set_up(void **state)
{
    folder = test_folder();
    *state = lived_site_new(folder);
    return 0;
}

static int tear_down(void **state)
{
    char *tls = file_join(folder, "tls");

    site_close(*state);
    rmdir(tls);
    free(tls);
    test_folder_end(folder);
    return 0;
}

static const struct {
    const char *language, *direction, *script;
    bool source;
} PACKS[] = {
    {"ar", "rtl", "Arab", false},
    {"en", "ltr", "Latn", true},
    {"fr", "ltr", "Latn", true},
    {"nl", "ltr", "Latn", true},
    {"ti", "ltr", "Ethi", false},
};

static void test_embedded(void **state)
{
    size_t n;
    const struct langpack *all = langpack_all(&n);

    (void)state;
    for (size_t i = 0; i < sizeof PACKS / sizeof PACKS[0]; i++) {
        const struct langpack *p = langpack_find(PACKS[i].language);
        struct json *missing;

        assert_non_null(p);
        assert_string_equal(p->language, PACKS[i].language);
        assert_string_equal(p->direction, PACKS[i].direction);
        assert_string_equal(p->script, PACKS[i].script);
        assert_int_equal(p->source, PACKS[i].source);
        assert_true(langpack_has_intention(p->language));
        assert_true(strlen(p->endonym) > 0 && strlen(p->welcome) > 0);
        missing = langpack_missing(p);
        assert_int_equal(json_size(missing), 0);
        json_free(missing);
    }
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(all[i - 1].language, all[i].language) < 0);
    assert_null(langpack_find("xx"));
    assert_false(langpack_has_intention("xx"));
    assert_string_not_equal(
        langpack_find("nl")->hash, langpack_find("fr")->hash);
}

static enum langpack_status status_of(struct site *s, const char *language)
{
    struct langpack_state now;

    assert_int_equal(
        langpack_state(site_store(s), langpack_find(language), &now), WK_OK);
    return now.status;
}

static const struct {
    const char *language, *hash, *role;
    enum wk_err err;
} REVIEWS[] = {
    {"xx", NULL, "translator", WK_ENOTFOUND},
    {"nl", NULL, "translator", WK_EINVAL},
    {"ar", NULL, "friend", WK_EINVAL},
    {"ar", NULL, "", WK_EINVAL},
    {"ar", "0f", "translator", WK_ECHECK},
    {"ar", NULL, "translator", WK_OK},
};

static void test_review(void **state)
{
    struct site *s = *state;

    assert_int_equal(status_of(s, "nl"), LANGPACK_SOURCE);
    for (size_t i = 0; i < sizeof REVIEWS / sizeof REVIEWS[0]; i++) {
        assert_int_equal(status_of(s, "ar"), LANGPACK_DRAFT);
        assert_int_equal(langpack_review(s, "user", REVIEWS[i].language,
                             REVIEWS[i].hash, REVIEWS[i].role),
            REVIEWS[i].err);
    }
    assert_int_equal(status_of(s, "ar"), LANGPACK_REVIEWED);
    assert_int_equal(status_of(s, "ti"), LANGPACK_DRAFT);
}

/* The program says something else now: a draft again, and seen to be one. */
static void test_other_strings(void **state)
{
    struct site *s = *state;
    struct store_review old = {
        .language = "ti", .date = 20000, .role = "interpreter"};
    struct langpack_state now;

    memset(old.hash, '0', sizeof old.hash - 1);
    assert_int_equal(store_review_set(site_store(s), &old), WK_OK);
    assert_int_equal(
        langpack_state(site_store(s), langpack_find("ti"), &now), WK_OK);
    assert_int_equal(now.status, LANGPACK_DRAFT);
    assert_true(now.has_review);
    assert_int_equal(now.review.date, 20000);
    assert_string_equal(now.review.role, "interpreter");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedded),
        cmocka_unit_test(test_review),
        cmocka_unit_test(test_other_strings),
    };

    return cmocka_run_group_tests_name("langpack", tests, set_up, tear_down);
}
