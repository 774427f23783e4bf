/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "figure.h"
#include "option.h"

static const char FORM[] =
    "{\"id\":\"f\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"N00\",\"type\":\"one\",\"levels\":[[\"house\",\"b\"]],"
    "\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":\"c\"}},"
    "{\"id\":\"N01\",\"type\":\"many\",\"levels\":[[\"house\",\"b-c\"]],"
    "\"extra\":[\"nothing\"],\"sensitive\":true,"
    "\"text\":{\"nl\":\"Wat?\",\"fr\":\"Quoi ?\",\"en\":\"What?\"}}],"
    "\"labels\":{\"house\":{\"nl\":\"huis\",\"fr\":\"maison\",\"en\":\"house\"}"
    "}}";

static struct questionnaire *form;

static int parse_form(void **state)
{
    char why[WHY_MAX];

    (void)state;
    if (questionnaire_parse(
            (const uint8_t *)FORM, sizeof FORM - 1, &form, why) == WK_OK)
        return 0;
    print_error("%s\n", why);
    return 1;
}

static int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

static void test_ids(void **state)
{
    static const struct {
        const char *id;
        bool found;
        size_t option;
    } CASES[] = {
        {"N01.house", true, 0},
        {"N01.b-c", true, 1},
        {"N01", false, 0},
        {"N01.", false, 0},
        {"N01.nothing", false, 0},
        {"N00.house", false, 0},
        {".house", false, 0},
        {"", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t question = 9, option = 9;

        assert_int_equal(
            option_find(form, CASES[i].id, &question, &option), CASES[i].found);
        if (CASES[i].found)
            assert_true(question == 1 && option == CASES[i].option);
    }
}

static void test_a_question_of_its_own(void **state)
{
    struct option o;
    const struct qn_question *q = &o.question;

    (void)state;
    option_make(form, 1, 0, &o);
    assert_string_equal(q->id, "N01.house");
    assert_string_equal(q->text.in[LANG_NL], "Wat? \xe2\x80\x93 huis");
    assert_string_equal(q->text.in[LANG_FR], "Quoi ? \xe2\x80\x93 maison");
    assert_string_equal(q->text.in[LANG_EN], "What? \xe2\x80\x93 house");
    assert_true(q->sensitive && !q->many && q->attribute == -1);
    assert_true(q->n_codes == 2 && q->n_levels == 1 && q->n_extras == 0);
    assert_string_equal(option_label(q->code[0], LANG_FR), "non");
    assert_string_equal(option_label(q->code[1], LANG_NL), "ja");
    assert_string_equal(option_label("house", LANG_NL), "house");
    option_make(form, 1, 1, &o);
    assert_string_equal(q->text.in[LANG_EN], "What? \xe2\x80\x93 b-c");
}

/* What is told of an option, for each count and both bounds; d is 3. */
static void test_tables(void **state)
{
    static const struct {
        uint32_t told;
        struct table is;
    } CASES[] = {
        {3, {TABLE_AT_LEAST, 0, false, false, 3, {5, 20, 17}}},
        {4, {TABLE_EXACT, 0, false, false, 3, {16, 4, 5}}},
        {16, {TABLE_EXACT, 0, false, false, 3, {4, 16, 5}}},
        {17, {TABLE_AT_LEAST, 0, false, true, 3, {5, 20, 17}}},
    };
    struct option o;

    (void)state;
    option_make(form, 1, 1, &o);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct table many = {
            TABLE_CHOICES, 0, false, false, 4, {5, 20, 9, CASES[i].told}};
        struct table one = option_table(&many, 1, 3);
        struct figure f = {0};

        assert_memory_equal(&one, &CASES[i].is, sizeof one);
        assert_int_equal(one.n_counts, table_width(&o.question, &one));
        assert_int_equal(figure_add(&f, &o.question, &one, 25), WK_OK);
        assert_int_equal(f.two.n, 20);
        assert_int_equal(figure_aside(&f), 5);
    }
    for (int state_of = TABLE_HIDDEN; state_of <= TABLE_NOT_ASKED; state_of++) {
        struct table many = {.state = (enum table_state)state_of};
        struct table one = option_table(&many, 1, 3);

        assert_memory_equal(&one, &many, sizeof one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_a_question_of_its_own),
        cmocka_unit_test(test_tables),
    };

    return cmocka_run_group_tests(tests, parse_form, free_form);
}
