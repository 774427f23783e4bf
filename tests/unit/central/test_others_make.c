/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes back to a site: its own figures beside those of at least three
 * others, past their embargo, by letters. */
#include "others_make.h"

#include "view_fixture.h"

/* 2026-02-22: January was over on 2026-02-08, two weeks ago. */
enum { OPENED = 20492, JANUARY = 12 * 2026 };

static struct others *made(struct fix *f, const char *site, int64_t opened)
{
    struct others *o = calloc(1, sizeof *o);
    struct bytes text = bytes_new(OTHERS_TEXT);
    char why[WHY_MAX];

    assert_int_equal(
        others_make(f->l, centre_site(f->centre, site).id, opened, &text),
        WK_OK);
    for (size_t i = 0; i < N_OF(SITES); i++)
        assert_null(strstr(bytes_text(&text), SITES[i]));
    if (text.len > 0)
        assert_int_equal(others_parse(text.data, text.len, o, why), WK_OK);
    bytes_free(&text);
    return o;
}

static void test_five_sites(void **state)
{
    struct fix *f = *state;
    struct others *o;
    size_t clear = 0;

    f->date = OPENED;
    tell_all(f, 1, JANUARY, (const uint32_t[]){0, 300, 0, 0, 0});
    o = made(f, "Gent", OPENED);
    assert_int_equal(o->months.first, JANUARY - 11);
    assert_int_equal(o->months.last, JANUARY);
    assert_int_equal(o->n, 1);
    assert_string_equal(o->question[0].id, "C02");
    assert_int_equal(o->question[0].own.n, 25);
    assert_int_equal(o->question[0].own.share, 200);
    assert_int_equal(o->question[0].n, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct others_site *s = &o->question[0].other[i];

        assert_int_equal(s->letter[0], 'A' + (int)i);
        assert_int_equal(s->clear, s->share.n == 325);
        clear += s->clear;
    }
    assert_int_equal(clear, 1);
    free(o);
}

static void test_not_before_time(void **state)
{
    struct fix *f = *state;
    struct others *o;

    f->date = OPENED + 1;
    tell_all(f, 1, JANUARY, SAME);
    o = made(f, "Gent", OPENED);
    assert_int_equal(o->n, 0);
    free(o);
    o = made(f, "Gent", OPENED + 1);
    assert_int_equal(o->n, 1);
    free(o);
}

static void test_too_few(void **state)
{
    struct fix *f = *state;
    static const char *const THREE[] = {"Antwerpen", "Brussel", "Charleroi"};
    struct others *o;

    f->date = OPENED;
    for (size_t i = 0; i < N_OF(THREE); i++)
        release(f, THREE[i], 1, JANUARY, VERDICT_STORED);
    o = made(f, "Antwerpen", OPENED); /* two others */
    assert_int_equal(o->n, 0);
    free(o);
    o = made(f, "Gent", OPENED); /* three others, and nothing of its own */
    assert_int_equal(o->n, 0);
    free(o);
    release(f, "Gent", 1, JANUARY, VERDICT_STORED);
    o = made(f, "Gent", OPENED);
    assert_int_equal(o->n, 1);
    free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_five_sites, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_not_before_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_few, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("others_make", tests, NULL, NULL);
}
