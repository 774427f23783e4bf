/* SPDX-License-Identifier: EUPL-1.2 */
/* Ballot files: every form that is fine, and every fault with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ballots.h"

static const char FORM[] =
    "{\"id\":\"t\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"A\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"not_needed\"],"
    "\"attribute\":\"age\",\"text\":{\"nl\":\"a\",\"fr\":\"a\",\"en\":\"a\"}},"
    "{\"id\":\"B\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
    "\"text\":{\"nl\":\"b\",\"fr\":\"b\",\"en\":\"b\"}},"
    "{\"id\":\"C\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
    "\"text\":{\"nl\":\"c\",\"fr\":\"c\",\"en\":\"c\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"young\",\"old\"]],"
    "\"text\":{\"nl\":\"l\",\"fr\":\"l\",\"en\":\"l\"}}]}";

/* One of which several may be chosen. */
static const char NEEDS[] =
    "{\"id\":\"t\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"N\",\"type\":\"many\",\"levels\":[[\"house\",\"work\","
    "\"papers\",\"other\"]],\"extra\":[\"none\"],"
    "\"text\":{\"nl\":\"n\",\"fr\":\"n\",\"en\":\"n\"}},"
    "{\"id\":\"B\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
    "\"text\":{\"nl\":\"b\",\"fr\":\"b\",\"en\":\"b\"}}]}";

static const char *const NOT_ASKED[] = {"C"};
static const char *const WITHOUT_AGE[] = {"C", "age"};

static struct questionnaire *form(const char *text)
{
    struct questionnaire *q = NULL;
    char why[WHY_MAX] = "";

    if (questionnaire_parse((const uint8_t *)text, strlen(text), &q, why) !=
        WK_OK)
        fail_msg("the form is refused: %s", why);
    return q;
}

/* text, and what is read: one ballot as "A B age", with spaces between; or the
 * faults as "line:column" with spaces between. */
struct ballots_case {
    const char *name, *text;
    size_t len; /* 0: strlen(text) */
    const char *read, *faults;
};

static struct ballots_case cases[] = {
    {"plain", "A,B,age\n2,1,old\n", 0, "2 1 1;", ""},
    {"no end of line", "A,B\n3,0", 0, "3 0 253;", ""},
    {"CRLF, semicolon, mark",
        "\xef\xbb\xbf"
        "A;B;age\r\n0;1;young\r\n",
        0, "0 1 0;", ""},
    {"any order of columns", "age,B,A\nold,0,2\n", 0, "2 0 1;", ""},
    {"a column left out", "B\n1\n", 0, "253 1 253;", ""},
    {"quoted", "\"A\",\"B\"\n\"2\",\"1\"\n", 0, "2 1 253;", ""},
    {"spaces around", " A , B \n 2 ,\t1 \n", 0, "2 1 253;", ""},
    {"words", "A,B\nrefused,not_understood\nskipped,1\nnot_needed,0\n", 0,
        "251 252 253;253 1 253;100 0 253;", ""},
    {"empty is skipped", "A,B\n,1\n2,\n", 0, "253 1 253;2 253 253;", ""},
    {"blank lines", "A,B\n\n2,1\n\r\n\n3,0\n\n", 0, "2 1 253;3 0 253;", ""},
    {"an empty quoted field", "A\n\"\"\n", 0, "253 253 253;", ""},

    {"nothing", "", 0, NULL, "1:1"},
    {"a header alone", "A,B\n", 0, NULL, "1:1"},
    {"UTF-16",
        "\xff\xfe"
        "A\0",
        4, NULL, "1:1"},
    {"unknown column", "A,X\n2,1\n", 0, NULL, "1:2"},
    {"column twice", "A,B,A\n2,1,2\n", 0, NULL, "1:3"},
    {"a question not put", "A,C\n2,1\n", 0, NULL, "1:2"},
    {"no such code", "A,B\n4,1\n2,2\n", 0, NULL, "2:1 3:2"},
    {"an attribute's code", "A,age\n2,mid\n", 0, NULL, "2:2"},
    {"too few columns", "A,B\n2\n", 0, NULL, "2:1"},
    {"too many columns", "A,B\n2,1,0\n", 0, NULL, "2:3"},
    {"spreadsheet's empty line", "A,B\n2,1\n,\n", 0, NULL, "3:1"},
    {"not UTF-8", "A,B\n\xff,1\n", 0, NULL, "2:1"},
    {"a NUL", "A,B\n\0,1\n", 8, NULL, "2:1"},
    {"a lone CR", "A,B\n2\r,1\n", 0, NULL, "2:1"},
    {"an open quotation mark", "A,B\n\"2,1\n3,0\n", 0, NULL, "2:1 2:1"},
    {"text after the mark", "A,B\n\"2\"x,1\n", 0, NULL, "2:1"},
    {"a long field",
        "A,B\n2222222222222222222222222222222222222222222222222222222,1\n", 0,
        NULL, "2:1"},
    {"every fault of every line", "A,B\n9,9\n1,1\n,7\n", 0, NULL,
        "2:1 2:2 4:2"},
};

/* N and B; read is N's value, its options as bits, and B's value. */
static struct ballots_case needs[] = {
    {"one choice", "N,B\nwork,1\n", 0, "249/2 1;", ""},
    {"three, by plus", "N,B\nhouse+work+other,1\n", 0, "249/11 1;", ""},
    {"three, by spaces", "N,B\nother  work house,0\n", 0, "249/11 0;", ""},
    {"plus and spaces", "N,B\n house + work ,0\n", 0, "249/3 0;", ""},
    {"quoted, the separator between", "N,B\n\"house,papers\",0\n", 0,
        "249/5 0;", ""},
    {"quoted, a spreadsheet's semicolon", "N;B\n\"house; work\";1\n", 0,
        "249/3 1;", ""},
    {"alone, an exit, nothing", "N,B\nnone,1\nrefused,1\n,1\n", 0,
        "100/0 1;251/0 1;253/0 1;", ""},
    {"another question has one", "N,B\nwork,0 1\n", 0, NULL, "2:2"},
    {"four", "N,B\nhouse+work+papers+other,1\n", 0, NULL, "2:1"},
    {"the same twice", "N,B\nhouse+work+house,1\n", 0, NULL, "2:1"},
    {"none beside a choice", "N,B\nhouse+none,1\n", 0, NULL, "2:1"},
    {"a choice beside none", "N,B\nnone house,1\n", 0, NULL, "2:1"},
    {"an exit beside a choice", "N,B\nwork+refused,1\n", 0, NULL, "2:1"},
    {"one that is no option", "N,B\nhouse+castle,1\n", 0, NULL, "2:1"},
    {"the separator without quotes", "N,B\nhouse,work,1\n", 0, NULL, "2:2 2:3"},
    {"longer than three codes",
        "N,B\nhouse+work+papers+house+work+papers+house+work+papers+house+w,"
        "1\n",
        0, NULL, "2:1"},
};

static void check_read(const struct ballots_case *c, const struct ballots *b)
{
    char text[512] = "";
    size_t len = 0;

    for (size_t i = 0; i < b->n; i++) {
        assert_int_equal(b->answers[i].value[2], ANSWER_NOT_ASKED);
        for (size_t k = 3; k < MAX_QUESTIONS; k++)
            assert_int_equal(b->answers[i].value[k], 0);
        len += (size_t)snprintf(text + len, sizeof text - len, "%d %d %d;",
            b->answers[i].value[0], b->answers[i].value[1],
            b->answers[i].attribute[0]);
    }
    assert_string_equal(text, c->read);
}

static void check_faults(const struct ballots_case *c, const struct ballots *b)
{
    char text[512] = "";
    size_t len = 0;

    for (size_t i = 0; i < b->n_faults; i++) {
        assert_true(text_is_utf8(b->fault[i].text, strlen(b->fault[i].text)));
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%zu:%zu",
            i > 0 ? " " : "", b->fault[i].line, b->fault[i].column);
    }
    assert_string_equal(text, c->faults);
}

static void test_case(void **state)
{
    const struct ballots_case *c = *state;
    struct questionnaire *q = form(FORM);
    struct ballots b;
    size_t len = c->len > 0 ? c->len : strlen(c->text);
    enum wk_err err =
        ballots_parse(q, NOT_ASKED, 1, (const uint8_t *)c->text, len, &b);

    check_faults(c, &b);
    assert_int_equal(err, c->read != NULL ? WK_OK : WK_EINVAL);
    if (c->read != NULL)
        check_read(c, &b);
    else
        assert_null(b.answers);
    ballots_free(&b);
    questionnaire_free(q);
}

static void test_need(void **state)
{
    const struct ballots_case *c = *state;
    struct questionnaire *q = form(NEEDS);
    struct ballots b;
    char text[512] = "";
    size_t len = 0;
    enum wk_err err = ballots_parse(
        q, NULL, 0, (const uint8_t *)c->text, strlen(c->text), &b);

    check_faults(c, &b);
    assert_int_equal(err, c->read != NULL ? WK_OK : WK_EINVAL);
    for (size_t i = 0; i < b.n; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%d/%u %d;",
            b.answers[i].value[0], b.answers[i].choices[0],
            b.answers[i].value[1]);
    if (c->read != NULL)
        assert_string_equal(text, c->read);
    ballots_free(&b);
    questionnaire_free(q);
}

/* A file of faults is told to the 50th and counted to the end. */
static void test_many_faults(void **state)
{
    struct questionnaire *q = form(FORM);
    struct bytes text = bytes_new(64 * 1024);
    struct ballots b;

    (void)state;
    bytes_add_text(&text, "A,B\n");
    for (int i = 0; i < 1000; i++)
        bytes_add_text(&text, "7,1\n");
    assert_int_equal(
        ballots_parse(q, NULL, 0, text.data, text.len, &b), WK_EINVAL);
    assert_int_equal(b.n_faults, 1000);
    assert_int_equal(b.fault[BALLOTS_MAX_FAULTS - 1].line, 51);
    assert_null(b.answers);
    ballots_free(&b);
    bytes_free(&text);
    questionnaire_free(q);
}

static void test_limits(void **state)
{
    struct questionnaire *q = form(FORM);
    size_t len = 2 + 2 * (BALLOTS_MAX_ROWS + 1);
    char *text = malloc(len + 1);
    struct ballots b;

    (void)state;
    assert_non_null(text);
    memcpy(text, "B\n", 2);
    for (size_t i = 2; i < len; i += 2)
        memcpy(text + i, "1\n", 2);
    assert_int_equal(
        ballots_parse(q, NULL, 0, (uint8_t *)text, len - 2, &b), WK_OK);
    assert_int_equal(b.n, BALLOTS_MAX_ROWS);
    ballots_free(&b);
    assert_int_equal(
        ballots_parse(q, NULL, 0, (uint8_t *)text, len, &b), WK_EINVAL);
    assert_int_equal(b.n_faults, 1);
    ballots_free(&b);
    assert_int_equal(
        ballots_parse(q, NULL, 0, (uint8_t *)text, MAX_BALLOTS + 1, &b),
        WK_ETOOBIG);
    ballots_free(&b);
    free(text);
    questionnaire_free(q);
}

static void test_template(void **state)
{
    struct questionnaire *q = form(FORM);
    struct bytes out = bytes_new(256);
    struct ballots b;

    (void)state;
    ballots_template(q, NOT_ASKED, 1, &out);
    assert_string_equal(bytes_text(&out), "A,B,age\n");
    out.len = 0;
    ballots_template(q, WITHOUT_AGE, 2, &out);
    assert_string_equal(bytes_text(&out), "A,B\n");
    assert_int_equal(ballots_parse(q, WITHOUT_AGE, 2,
                         (const uint8_t *)"A,age\n1,old\n", 12, &b),
        WK_EINVAL);
    assert_int_equal(b.n_faults, 1);
    assert_int_equal(b.fault[0].column, 2);
    ballots_free(&b);
    bytes_free(&out);
    questionnaire_free(q);
}

int main(void)
{
    enum {
        N = sizeof cases / sizeof cases[0],
        M = sizeof needs / sizeof needs[0]
    };
    struct CMUnitTest tests[N + 3 + M];

    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
            .test_func = test_case,
            .initial_state = &cases[i]};
    tests[N] = (struct CMUnitTest)cmocka_unit_test(test_many_faults);
    tests[N + 1] = (struct CMUnitTest)cmocka_unit_test(test_limits);
    tests[N + 2] = (struct CMUnitTest)cmocka_unit_test(test_template);
    for (size_t i = 0; i < M; i++)
        tests[N + 3 + i] = (struct CMUnitTest){.name = needs[i].name,
            .test_func = test_need,
            .initial_state = &needs[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
