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
    "\"extra\":[\"not_needed\",\"7\"],\"text\":{\"en\":\"?\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"0\",\"1\",\"2\"]]}]}";

enum { SK = ANSWER_SKIPPED, NA = ANSWER_NOT_ASKED };

struct read_case {
    const char *name, *json, *not_asked;
    const char *why; /* NULL: accepted, with */
    int c04, c05, age;
};

static struct read_case read_cases[] = {
    {"nothing", "{}", NULL, NULL, SK, SK, SK},
    {"a code as text", "{\"C04\":\"2\"}", NULL, NULL, 2, SK, SK},
    {"a code as a number", "{\"C04\":2}", NULL, NULL, 2, SK, SK},
    {"all", "{\"C05\":\"yes\",\"age\":1,\"C04\":0}", NULL, NULL, 0, 1, 1},
    {"an extra", "{\"C05\":\"not_needed\"}", NULL, NULL, SK, 100, SK},
    {"an extra as a number", "{\"C05\":7}", NULL, NULL, SK, 101, SK},
    {"refused", "{\"C04\":\"refused\"}", NULL, NULL, ANSWER_REFUSED, SK, SK},
    {"not understood", "{\"C04\":\"not_understood\"}", NULL, NULL,
        ANSWER_NOT_UNDERSTOOD, SK, SK},
    {"skipped", "{\"C04\":\"skipped\"}", NULL, NULL, SK, SK, SK},
    {"an attribute refused", "{\"age\":\"refused\"}", NULL, NULL, SK, SK, SK},
    {"not asked", "{\"C04\":1}", "C05", NULL, 1, NA, SK},
    {"not asked, elsewhere", "{\"C04\":1}", "C99", NULL, 1, SK, SK},
    {"an answer to what was not asked", "{\"C05\":\"yes\"}", "C05",
        "answers.C05: not asked in this project", 0, 0, 0},
    {"skipping what was not asked", "{\"C05\":\"skipped\"}", "C05",
        "answers.C05: not asked in this project", 0, 0, 0},
    {"an unknown question", "{\"C06\":1}", NULL,
        "answers.C06: a question that s does not have", 0, 0, 0},
    {"a question in small letters", "{\"c04\":1}", NULL,
        "answers.c04: a question that s does not have", 0, 0, 0},
    {"an unknown code", "{\"C04\":\"4\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0},
    {"an unknown number", "{\"C04\":-1}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0},
    {"a code written otherwise", "{\"C04\":\"02\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0},
    {"not_asked cannot be sent", "{\"C04\":\"not_asked\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0},
    {"an extra of another question", "{\"C04\":\"not_needed\"}", NULL,
        "answers.C04: not one of its codes", 0, 0, 0},
    {"a list", "{\"C04\":[1]}", NULL, "answers.C04: not one of its codes", 0, 0,
        0},
    {"null", "{\"C04\":null}", NULL, "answers.C04: not one of its codes", 0, 0,
        0},
    {"true", "{\"C04\":true}", NULL, "answers.C04: not one of its codes", 0, 0,
        0},
    {"an unknown attribute code", "{\"age\":3}", NULL,
        "answers.age: not one of its codes", 0, 0, 0},
    {"no object", "[]", NULL, "answers: needs an object", 0, 0, 0},
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
    answers_encode(&a, bytes);
    assert_int_equal(answers_decode(form, bytes, &back), WK_OK);
    assert_memory_equal(&a, &back, sizeof a);
}

/* Every single byte value in every place: only what fits is taken. */
static void test_decode_every_byte(void **state)
{
    struct answers a = {.value = {3, 101}, .attribute = {2}}, back;
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
    assert_int_equal(accepted[0], 1);                     /* the format */
    assert_int_equal(accepted[1], 4 + 4);                 /* C04 */
    assert_int_equal(accepted[2], 2 + 2 + 4);             /* C05 */
    assert_int_equal(accepted[1 + MAX_QUESTIONS], 3 + 1); /* age */
    for (size_t i = 3; i < ANSWERS_LEN; i++)
        if (i != 1 + MAX_QUESTIONS)
            assert_int_equal(accepted[i], 1); /* nothing but zero */
}

static void test_codes(void **state)
{
    (void)state;
    assert_int_equal(answers_code(&form->question[0], "3"), 3);
    assert_int_equal(answers_code(&form->question[1], "7"), ANSWER_EXTRA + 1);
    assert_int_equal(
        answers_code(&form->question[1], "refused"), ANSWER_REFUSED);
    assert_int_equal(answers_code(&form->question[1], ""), -1);
    assert_int_equal(
        answers_attribute_code(&form->attribute[0], "skipped"), SK);
    assert_int_equal(answers_attribute_code(&form->attribute[0], "x"), -1);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_decode_every_byte),
        cmocka_unit_test(test_codes),
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
