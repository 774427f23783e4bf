/* SPDX-License-Identifier: EUPL-1.2 */
/* test_answers.c - what a page may send, and the 96 bytes it becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"site\",\"questions\":["
    "{\"id\":\"C04\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"text\":{\"en\":\"?\"}},"
    "{\"id\":\"C05\",\"type\":\"one\",\"levels\":[[\"no\",\"yes\"]],"
    "\"extra\":[\"not_needed\",\"7\"],\"text\":{\"en\":\"?\"}},"
    "{\"id\":\"N01\",\"type\":\"many\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"]],"
    "\"extra\":[\"none\"],\"text\":{\"en\":\"?\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"0\",\"1\",\"2\"]]}]}";

enum { SK = ANSWER_SKIPPED, NA = ANSWER_NOT_ASKED, CH = ANSWER_CHOSEN };

struct read_case {
    const char *name, *json, *not_asked;
    const char *why; /* NULL: accepted, with */
    int c04, c05, age;
    int n01;          /* 0: skipped */
    unsigned choices; /* of n01 */
};

static struct read_case read_cases[] = {
    {"nothing", "{}", NULL, NULL, SK, SK, SK, 0, 0},
    {"a code as text", "{\"C04\":\"2\"}", NULL, NULL, 2, SK, SK, 0, 0},
    {"a code as a number", "{\"C04\":2}", NULL, NULL, 2, SK, SK, 0, 0},
    {"all", "{\"C05\":\"yes\",\"age\":1,\"C04\":0}", NULL, NULL, 0, 1, 1, 0, 0},
    {"an extra", "{\"C05\":\"not_needed\"}", NULL, NULL, SK, 100, SK, 0, 0},
    {"an extra as a number", "{\"C05\":7}", NULL, NULL, SK, 101, SK, 0, 0},
    {"refused", "{\"C04\":\"refused\"}", NULL, NULL, ANSWER_REFUSED, SK, SK, 0,
        0},
    {"not understood", "{\"C04\":\"not_understood\"}", NULL, NULL,
        ANSWER_NOT_UNDERSTOOD, SK, SK, 0, 0},
    {"skipped", "{\"C04\":\"skipped\"}", NULL, NULL, SK, SK, SK, 0, 0},
    {"an attribute refused", "{\"age\":\"refused\"}", NULL, NULL, SK, SK, SK, 0,
        0},
    {"not asked", "{\"C04\":1}", "C05", NULL, 1, NA, SK, 0, 0},
    {"not asked, elsewhere", "{\"C04\":1}", "C99", NULL, 1, SK, SK, 0, 0},
    {"an answer to what was not asked", "{\"C05\":\"yes\"}", "C05",
        "answers.C05: not asked in this project", 0, 0, 0, 0, 0},
    {"skipping what was not asked", "{\"C05\":\"skipped\"}", "C05",
        "answers.C05: not asked in this project", 0, 0, 0, 0, 0},
    {"an answer to an attribute that was not asked", "{\"age\":1}", "age",
        "answers.age: not asked in this project", 0, 0, 0, 0, 0},
    {"an attribute not asked", "{\"C04\":1}", "age", NULL, 1, SK, SK, 0, 0},
    {"an unknown question", "{\"C06\":1}", NULL,
        "answers.C06: a question that s does not have", 0, 0, 0, 0, 0},
    {"a question in small letters", "{\"c04\":1}", NULL,
        "answers.c04: a question that s does not have", 0, 0, 0, 0, 0},
    {"an unknown code", "{\"C04\":\"4\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0, 0, 0},
    {"an unknown number", "{\"C04\":-1}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0, 0, 0},
    {"a code written otherwise", "{\"C04\":\"02\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0, 0, 0},
    {"not_asked cannot be sent", "{\"C04\":\"not_asked\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0, 0, 0},
    {"an extra of another question", "{\"C04\":\"not_needed\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0, 0, 0},
    {"a list", "{\"C04\":[1]}", NULL, "answers.C04: not one of its codes", 0, 0,
        0, 0, 0},
    {"null", "{\"C04\":null}", NULL, "answers.C04: not one of its codes", 0, 0,
        0, 0, 0},
    {"true", "{\"C04\":true}", NULL, "answers.C04: not one of its codes", 0, 0,
        0, 0, 0},
    {"an unknown attribute code", "{\"age\":3}", NULL,
        "answers.age: not one of its codes", 0, 0, 0, 0, 0},
    {"one choice", "{\"N01\":\"b\"}", NULL, NULL, SK, SK, SK, CH, 2},
    {"one choice in a list", "{\"N01\":[\"b\"]}", NULL, NULL, SK, SK, SK, CH,
        2},
    {"three choices", "{\"N01\":[\"e\",\"a\",\"c\"]}", NULL, NULL, SK, SK, SK,
        CH, 1 + 4 + 16},
    {"no choice", "{\"N01\":[]}", NULL, NULL, SK, SK, SK, SK, 0},
    {"an extra instead of a choice", "{\"N01\":[\"none\"]}", NULL, NULL, SK, SK,
        SK, ANSWER_EXTRA, 0},
    {"a choice refused", "{\"N01\":\"refused\"}", NULL, NULL, SK, SK, SK,
        ANSWER_REFUSED, 0},
    {"four choices", "{\"N01\":[\"a\",\"b\",\"c\",\"d\"]}", NULL,
        "answers.N01: more than three choices", 0, 0, 0, 0, 0},
    {"a choice twice", "{\"N01\":[\"a\",\"a\"]}", NULL,
        "answers.N01: the same twice", 0, 0, 0, 0, 0},
    {"an extra beside a choice", "{\"N01\":[\"a\",\"none\"]}", NULL,
        "answers.N01: this answer stands alone", 0, 0, 0, 0, 0},
    {"a choice beside an extra", "{\"N01\":[\"none\",\"a\"]}", NULL,
        "answers.N01: this answer stands alone", 0, 0, 0, 0, 0},
    {"skipped beside a choice", "{\"N01\":[\"skipped\",\"a\"]}", NULL,
        "answers.N01: this answer stands alone", 0, 0, 0, 0, 0},
    {"skipped in a list", "{\"N01\":[\"skipped\"]}", NULL, NULL, SK, SK, SK, SK,
        0},
    {"two words", "{\"N01\":[\"refused\",\"not_understood\"]}", NULL,
        "answers.N01: this answer stands alone", 0, 0, 0, 0, 0},
    {"a choice that is none", "{\"N01\":[\"a\",\"x\"]}", NULL,
        "answers.N01: not one of its codes", 0, 0, 0, 0, 0},
    {"a list in a list", "{\"N01\":[[\"a\"]]}", NULL,
        "answers.N01: not one of its codes", 0, 0, 0, 0, 0},
    {"no object", "[]", NULL, "answers: needs an object", 0, 0, 0, 0, 0},
};

static struct questionnaire *form;

static int load_form(void **state)
{
    char why[WHY_MAX];

    (void)state;
    return questionnaire_parse(
               (const uint8_t *)FORM, sizeof FORM - 1, &form, why) != WK_OK;
}

static int free_form(void **state)
{
    (void)state;
    questionnaire_free(form);
    return 0;
}

static void test_read(void **state)
{
    const struct read_case *c = *state;
    struct answers a, back;
    uint8_t bytes[ANSWERS_LEN];
    char why[WHY_MAX] = "";
    struct json *j;
    enum wk_err err;

    assert_int_equal(json_parse((const uint8_t *)c->json, strlen(c->json), &j,
                         why, sizeof why),
        WK_OK);
    err = answers_from_json(
        form, j, &c->not_asked, c->not_asked != NULL, &a, why);
    json_free(j);
    if (c->why != NULL) {
        assert_int_equal(err, WK_EINVAL);
        assert_string_equal(why, c->why);
        return;
    }
    assert_string_equal(why, "");
    assert_int_equal(err, WK_OK);
    assert_int_equal(a.value[0], c->c04);
    assert_int_equal(a.value[1], c->c05);
    assert_int_equal(a.attribute[0], c->age);
    assert_int_equal(a.value[2], c->n01 != 0 ? c->n01 : SK);
    assert_int_equal(a.choices[0], c->choices);
    answers_encode(&a, bytes);
    assert_int_equal(answers_decode(form, bytes, &back), WK_OK);
    assert_memory_equal(&a, &back, sizeof a);
}

enum { AT_AGE = 1 + MAX_QUESTIONS, AT_CHOICES = AT_AGE + MAX_ATTRIBUTES };

/* Every single byte value in every place: only what fits is taken. */
static void test_decode_every_byte(void **state)
{
    struct answers a = {.value = {3, 101, CH},
                       .attribute = {2},
                       .choices = {1 | 4}},
                   back;
    uint8_t bytes[ANSWERS_LEN], good[ANSWERS_LEN];
    int accepted[ANSWERS_LEN] = {0};

    (void)state;
    answers_encode(&a, good);
    for (size_t i = 0; i < ANSWERS_LEN; i++)
        for (int v = 0; v < 256; v++) {
            memcpy(bytes, good, ANSWERS_LEN);
            bytes[i] = (uint8_t)v;
            if (answers_decode(form, bytes, &back) == WK_OK)
                accepted[i]++;
        }
    assert_int_equal(accepted[0], 1);         /* the format */
    assert_int_equal(accepted[1], 4 + 4);     /* C04 */
    assert_int_equal(accepted[2], 2 + 2 + 4); /* C05 */
    assert_int_equal(accepted[3], 1); /* N01: its choices stand elsewhere */
    assert_int_equal(accepted[AT_AGE], 3 + 1);
    assert_int_equal(accepted[AT_CHOICES], 5 + 10 + 10); /* 1, 2 or 3 of 5 */
    for (size_t i = 4; i < ANSWERS_LEN; i++)
        if (i != AT_AGE && i != AT_CHOICES)
            assert_int_equal(accepted[i], 1); /* nothing but zero */
}

/* Who declined says nothing else, in as many bytes. */
static void test_declined(void **state)
{
    struct answers a = {
        .value = {3}, .attribute = {2}, .choices = {1}, .declined = true};
    struct answers back;
    uint8_t bytes[ANSWERS_LEN], again[ANSWERS_LEN];
    int accepted = 0;

    (void)state;
    answers_encode(&a, bytes);
    assert_int_equal(answers_decode(form, bytes, &back), WK_OK);
    assert_true(back.declined);
    assert_int_equal(back.value[0] | back.attribute[0], 0);
    answers_encode(&back, again);
    assert_memory_equal(again, bytes, sizeof bytes);
    for (size_t i = 1; i < ANSWERS_LEN; i++)
        for (int v = 0; v < 256; v++) {
            bytes[i] = (uint8_t)v;
            accepted += answers_decode(form, bytes, &back) == WK_OK;
            bytes[i] = 0;
        }
    assert_int_equal(accepted, ANSWERS_LEN - 1); /* the zeros */
}

/* What was taken stays when the next one is refused. */
static void test_take(void **state)
{
    struct answers a, before;

    (void)state;
    answers_start(form, NULL, 0, &a);
    assert_null(answers_take(form, 0, "3", true, &a));
    assert_null(answers_take(form, 1, "7", true, &a));
    assert_null(answers_take(form, 2, "e", true, &a));
    assert_null(answers_take_attribute(form, 0, "2", &a));
    before = a;
    assert_non_null(answers_take(form, 1, "", false, &a));
    assert_non_null(answers_take(form, 2, "e", false, &a));
    assert_non_null(answers_take_attribute(form, 0, "x", &a));
    assert_memory_equal(&a, &before, sizeof a);
    assert_int_equal(a.value[0], 3);
    assert_int_equal(a.value[1], ANSWER_EXTRA + 1);
    assert_int_equal(a.choices[0], 16);
    assert_int_equal(a.attribute[0], 2);
    assert_null(answers_take_attribute(form, 0, "skipped", &a));
    assert_int_equal(a.attribute[0], SK);
    assert_int_equal(answers_find_attribute(form, "age"), 0);
    assert_int_equal(answers_find_attribute(form, "C04"), -1);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_decode_every_byte),
        cmocka_unit_test(test_declined),
        cmocka_unit_test(test_take),
    };
    struct CMUnitTest tests[sizeof read_cases / sizeof read_cases[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = read_cases[i].name,
            .test_func = test_read,
            .initial_state = &read_cases[i]};
    failed =
        cmocka_run_group_tests_name("from_json", tests, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("answers", OTHERS, load_form, free_form);
    return failed != 0;
}
