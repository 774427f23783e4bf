/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_scra.c - the small-cell risk analysis holds every figure that left under
 * its questionnaire and no other: nothing that the centre has not confirmed,
 * nothing that was withdrawn, and the audit of today.
 */
#include "scra.h"
#include "released_fixture.h"

static struct fixture f;
static struct store_questionnaire of;
static struct scra *page;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f);
    assert_int_equal(
        store_questionnaire_get(f.store, f.questionnaire, NULL, &of), WK_OK);
    page = calloc(1, sizeof *page);
    return page == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    free(page);
    questionnaire_free(of.q);
    fixture_close(&f);
    return 0;
}

/* Read, write; the caller ends what is returned. */
static struct bytes html(enum lang lang)
{
    struct bytes out = bytes_new(MAX_BODY);

    assert_int_equal(scra_read(f.store, &of, page), WK_OK);
    snprintf(page->site, sizeof page->site, "%s", "Gent & <b>\"co\"</b>");
    page->today = 20454; /* 2026-01-01 */
    scra_html(page, lang, &out);
    assert_false(bytes_over(&out));
    return out;
}

static void assert_in(const struct bytes *text, const char *wanted)
{
    if (strstr(bytes_text(text), wanted) == NULL)
        fail_msg("no \"%s\" in %s", wanted, bytes_text(text));
}

static void assert_not_in(const struct bytes *text, const char *unwanted)
{
    if (strstr(bytes_text(text), unwanted) != NULL)
        fail_msg("\"%s\" in %s", unwanted, bytes_text(text));
}

static void test_nothing(void **state)
{
    struct bytes nl = html(LANG_NL), fr = html(LANG_FR);

    (void)state;
    assert_in(&nl, "Er is nog niets vertrokken.");
    assert_in(&fr, "Rien n'est encore parti.");
    assert_in(&nl, "01/01/2026");
    bytes_free(&nl);
    bytes_free(&fr);
}

static void test_figures(void **state)
{
    struct bytes nl, fr;

    (void)state;
    fixture_add(&f, &FIXTURE_RELEASE, VERDICT_STORED);
    nl = html(LANG_NL);
    fr = html(LANG_FR);
    assert_int_equal(page->failed, 0);
    assert_in(&nl,
        "<tr><th scope=\"row\">1</th><td>p, alleen</td><td class=\"s\">01/2026"
        " – 02/2026</td><td class=\"n\">45</td><td class=\"s\">1 / 2 / 1</td>"
        "<td class=\"s\">1 / 2</td><td>age\u00a020, 19 (zei dit niet: 6);"
        " home\u00a0·</td></tr>\n");
    assert_in(
        &fr, "<td>age\u00a020, 19 (ne l'a pas dit\u00a0: 6); home\u00a0·");
    assert_in(
        &nl, "vragenlijst (1), opnieuw gedaan bij het opmaken: geslaagd.");
    assert_in(&fr,
        "questionnaire (1), refait en établissant cette page\u00a0:"
        " réussi.");
    bytes_free(&nl);
    bytes_free(&fr);
}

/* One figure that is nowhere else on the page. */
static struct release odd(uint32_t n)
{
    struct release r = FIXTURE_RELEASE;

    r.answer_sets = n;
    r.cell[0] = n - 25;
    return r;
}

static void test_not_left(void **state)
{
    struct release waiting = odd(7777), withdrawn = odd(8888);
    struct bytes nl;

    (void)state;
    fixture_add(&f, &FIXTURE_RELEASE, VERDICT_STORED);
    fixture_add(&f, &withdrawn, VERDICT_STORED);
    fixture_withdraw(&f, 2);
    fixture_add(&f, &waiting, 0);
    nl = html(LANG_NL);
    assert_int_equal(page->waiting, 1);
    assert_int_equal(page->audited, 3);
    assert_int_equal(page->sum.answer_sets, 45);
    assert_not_in(&nl, "7777");
    assert_not_in(&nl, "7752");
    assert_not_in(&nl, "8888");
    assert_not_in(&nl, "8863");
    assert_in(&nl, "<td colspan=\"4\">teruggetrokken: telt niet meer mee</td>");
    assert_in(&nl, "en dus niet in deze cijfers: 1.");
    /* What does not sum fails the audit; the first of them is named. */
    assert_in(&nl, "NIET GESLAAGD voor bericht 2.");
    bytes_free(&nl);
}

/* The newest ones have a line, all are in the sum. */
static void test_many(void **state)
{
    struct bytes nl;

    (void)state;
    for (unsigned i = 0; i < SCRA_ROWS_MAX + 3; i++)
        fixture_add(&f, &FIXTURE_RELEASE, VERDICT_STORED);
    nl = html(LANG_NL);
    assert_int_equal(page->n_rows, SCRA_ROWS_MAX);
    assert_int_equal(page->row[0].seq, SCRA_ROWS_MAX + 3);
    assert_in(&nl, "Samen (berichten: 7)</th><td class=\"n\">315</td>");
    assert_in(&nl, "laatste berichten (4); „samen” telt ook de vroegere (3).");
    bytes_free(&nl);
}

static void test_escapes(void **state)
{
    struct bytes nl = html(LANG_NL);

    (void)state;
    assert_in(&nl, "Gent &amp; &lt;b&gt;&quot;co&quot;&lt;/b&gt;");
    assert_not_in(&nl, "<b>\"co\"");
    bytes_free(&nl);
}

/* The thresholds in force are those of the policy, not the floors. */
static void test_policy(void **state)
{
    struct bytes fr;

    (void)state;
    assert_int_equal(
        store_policy_set(f.store, 1, "{\"batch\":31,\"group\":17}"), WK_OK);
    fr = html(LANG_FR);
    assert_in(&fr, "S'il y a alors moins de 31 questionnaires");
    assert_in(&fr, "<li>au moins 31 questionnaires remplis dans un lot</li>");
    assert_in(&fr, "<li>au moins 17 personnes dans un groupe</li>");
    assert_in(&fr, "<li>au moins 5 réponses dans une colonne");
    bytes_free(&fr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_not_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_escapes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_policy, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
