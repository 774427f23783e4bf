/* SPDX-License-Identifier: EUPL-1.2 */
/* test_content.c - the questionnaires that ship, held against their checks and
 * against each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "questionnaire.h"

struct form_case {
    const char *id, *questions;
    const char *by_stay; /* questions broken down by the attribute stay */
};

static const struct form_case FORMS[] = {
    {"start", "C04 C05 C07 C03 N01 ", ""},
    {"mid-a", "C02 C03 C09 C06 C12 ", "C02 C03 C06 C12 "},
    {"mid-b", "C04 C07 C08 C10 N01 ", ""},
    {"end", "C01 C02 C10 C11 C12 C07 ", ""},
};
enum { N_FORMS = sizeof FORMS / sizeof FORMS[0] };

static struct questionnaire *forms[N_FORMS];

static int load(void **state)
{
    static uint8_t text[MAX_QUESTIONNAIRE + 1];

    (void)state;
    for (size_t i = 0; i < N_FORMS; i++) {
        char path[500], why[WHY_MAX];
        size_t len;
        FILE *f;

        snprintf(path, sizeof path, "%s/client/content/questionnaires/%s.json",
            SOURCE_DIR, FORMS[i].id);
        f = fopen(path, "rb");
        if (f == NULL)
            return 1;
        len = fread(text, 1, sizeof text, f);
        fclose(f);
        if (questionnaire_parse(text, len, &forms[i], why) != WK_OK) {
            fprintf(stderr, "%s: %s\n", path, why);
            return 1;
        }
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_FORMS; i++)
        questionnaire_free(forms[i]);
    return 0;
}

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_FORMS; i++) {
        char ids[100] = "", by_stay[100] = "";

        assert_string_equal(forms[i]->id, FORMS[i].id);
        assert_int_equal(forms[i]->version, 1);
        assert_false(forms[i]->site_scope);
        assert_int_equal(forms[i]->n_attributes, *FORMS[i].by_stay != '\0');
        for (size_t k = 0; k < forms[i]->n_questions; k++) {
            const struct qn_question *q = &forms[i]->question[k];

            strcat(strcat(ids, q->id), " ");
            if (q->attribute >= 0)
                strcat(strcat(by_stay, q->id), " ");
        }
        assert_string_equal(ids, FORMS[i].questions);
        assert_string_equal(by_stay, FORMS[i].by_stay);
    }
}

/* Everything but N01 asks on the cup scale; only C05 has an exit. */
static void test_cups(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_FORMS; i++)
        for (size_t k = 0; k < forms[i]->n_questions; k++) {
            const struct qn_question *q = &forms[i]->question[k];
            bool c05 = strcmp(q->id, "C05") == 0;

            if (q->many)
                continue;
            assert_int_equal(q->n_codes, 4);
            assert_int_equal(q->n_levels, 2);
            for (int c = 0; c < 4; c++) {
                assert_int_equal(q->code[c][0], '0' + c);
                assert_int_equal(q->level[1].group_of[c], c / 2);
            }
            assert_int_equal(
                q->sensitive, strstr("C03 C06 C07 C08 C09", q->id) != NULL);
            assert_int_equal(q->n_extras, c05);
            if (c05)
                assert_string_equal(q->extra[0], "not_needed");
        }
}

/* Eleven needs, and "I do not know", which stands alone; each has its word in
 * every language and its picture at the kiosk (kiosk_pictograms.js). */
static void test_needs(void **state)
{
    static const char *const NEEDS[] = {"house", "money", "work", "language",
        "papers", "health", "childcare", "school", "people", "transport",
        "other"};
    enum { N = sizeof NEEDS / sizeof NEEDS[0] };
    int asked = 0;

    (void)state;
    for (size_t i = 0; i < N_FORMS; i++) {
        int at = questionnaire_find(forms[i], "N01");
        const struct qn_question *q;

        if (at < 0)
            continue;
        q = &forms[i]->question[at];
        asked++;
        assert_true(q->many);
        assert_false(q->sensitive);
        assert_int_equal(q->n_codes, N);
        assert_int_equal(q->n_extras, 1);
        assert_string_equal(q->extra[0], "dont_know");
        for (int c = 0; c < N; c++)
            assert_string_equal(q->code[c], NEEDS[c]);
        assert_string_equal(questionnaire_label(forms[i], "money", LANG_FR),
            "argent et dettes");
        assert_string_equal(questionnaire_label(forms[i], "dont_know", LANG_NL),
            "ik weet het niet");
    }
    assert_int_equal(asked, 2);
}

/* How long somebody has been coming: three groups, or two. */
static void test_stay(void **state)
{
    const struct qn_attribute *stay = &forms[1]->attribute[0];

    (void)state;
    assert_string_equal(stay->id, "stay");
    assert_int_equal(stay->n_codes, 3);
    assert_int_equal(stay->n_codings, 2);
    assert_int_equal(stay->coding[1].n_groups, 2);
    for (int c = 0; c < 3; c++)
        assert_int_equal(stay->coding[1].group_of[c], c > 0);
    assert_string_equal(
        questionnaire_label(forms[1], "gt12m", LANG_NL), "langer dan een jaar");
}

static void test_labels(void **state)
{
    static const char *const CUP[4][N_LANGS] = {{"nee", "non", "no"},
        {"een beetje", "un peu", "a little"}, {"ja", "oui", "yes"},
        {"ja, heel veel", "oui, beaucoup", "yes, a lot"}};

    (void)state;
    for (size_t i = 0; i < N_FORMS; i++)
        for (int c = 0; c < 4; c++)
            for (int lang = 0; lang < N_LANGS; lang++) {
                const char code[2] = {(char)('0' + c), '\0'};

                assert_string_equal(
                    questionnaire_label(forms[i], code, (enum lang)lang),
                    CUP[c][lang]);
            }
    assert_string_equal(questionnaire_label(forms[0], "not_needed", LANG_NL),
        "ik heb geen hulp nodig");
}

/* The centre compares by id: one id, one question. */
static void test_same_everywhere(void **state)
{
    int twice = 0;

    (void)state;
    for (size_t i = 0; i < N_FORMS; i++)
        for (size_t j = 0; j < i; j++)
            for (size_t k = 0; k < forms[i]->n_questions; k++) {
                const struct qn_question *q = &forms[i]->question[k];
                int other = questionnaire_find(forms[j], q->id);

                if (other < 0)
                    continue;
                twice++;
                assert_true(
                    questionnaire_same_question(q, &forms[j]->question[other]));
            }
    assert_int_equal(twice, 9); /* C02 C03 C04 C10 C12 N01, and C07 in three */
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_cups),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_stay),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_same_everywhere),
    };

    return cmocka_run_group_tests_name("content", TESTS, load, unload) != 0;
}
