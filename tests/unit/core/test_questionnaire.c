/* SPDX-License-Identifier: EUPL-1.2 */
/* test_questionnaire.c - one good form, and every way to spoil it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questionnaire.h"

#define TEXTS(t) "{\"nl\":\"" t "\",\"fr\":\"" t "\",\"en\":\"" t "\"}"

static const char GOOD[] =
    "{\"id\":\"start\",\"version\":3,\"scope\":\"network\","
    "\"title\":" TEXTS(
        "Title") ","
                 "\"questions\":["
                 "{\"id\":\"C04\",\"type\":\"one\","
                 "\"levels\":[[\"0\",\"1\",\"2\",\"3\"],[[\"0\",\"1\"],["
                 "\"2\",\"3\"]]],"
                 "\"extra\":[\"not_needed\",\"x\"],\"sensitive\":true,"
                 "\"attribute\":\"age\",\"text\":" TEXTS(
                     "Cup") "},"
                            "{\"id\":\"Q5\",\"type\":\"one\",\"levels\":[["
                            "\"a\",\"b\",\"c\",\"d\","
                            "\"e\"],[[\"a\"],[\"b\",\"c\"],[\"d\"],[\"e\"]]"
                            ",[[\"a\",\"b\",\"c\"],"
                            "[\"d\",\"e\"]]],\"text\":" TEXTS(
                                "Five") "},"
                                        "{\"id\":\"yes\",\"type\":\"one\","
                                        "\"levels\":[[\"n\",\"y\"]],"
                                        "\"text\":" TEXTS(
                                            "Yes") "}],"
                                                   "\"attributes\":[{"
                                                   "\"id\":\"age\","
                                                   "\"codings\":[[\"lt18\","
                                                   "\"18_60\","
                                                   "\"gt60\"],[[\"lt18\","
                                                   "\"18_60\"],[\"gt60\"]]]"
                                                   ",\"text\":" TEXTS(
                                                       "Age") "}],"
                                                              "\"labels\":{"
                                                              "\"0\":{"
                                                              "\"nl\":"
                                                              "\"nee\","
                                                              "\"fr\":"
                                                              "\"non\","
                                                              "\"en\":"
                                                              "\"no\"},"
                                                              "\"lt18\""
                                                              ":" TEXTS(
                                                                  "yo"
                                                                  "un"
                                                                  "g") ",\"x\""
                                                                       ":" TEXTS("ex") "}"
                                                                                       "}";

/* GOOD with the first find replaced; why NULL: still good. */
struct edit {
    const char *name, *find, *replace, *why;
};

#define NO_TITLE "\"title\":" TEXTS("Title") ","
#define LEVELS4 "[[\"0\",\"1\",\"2\",\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]]"
#define HALVES "[[\"0\",\"1\"],[\"2\",\"3\"]]]"
#define YES_ONE "\"id\":\"yes\",\"type\":\"one\","
#define TEXT50 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx"
#define TEXT400 TEXT50 TEXT50 TEXT50 TEXT50 TEXT50 TEXT50 TEXT50 TEXT50
#define NESTED "must hold every code once, in the first list's order"

static struct edit edits[] = {
    {"nothing changed", "", "", NULL},
    {"no title", NO_TITLE, "", NULL},
    {"no attribute", "\"attribute\":\"age\",", "", NULL},
    {"no sensitive", "\"sensitive\":true,", "", NULL},
    {"no extra", "[\"not_needed\",\"x\"]", "[\"x\"]", NULL},
    {"one level of two",
        "[[\"a\",\"b\",\"c\",\"d\",\"e\"],[[\"a\"],[\"b\","
        "\"c\"],[\"d\"],[\"e\"]],[[\"a\",\"b\",\"c\"],"
        "[\"d\",\"e\"]]]",
        "[[\"a\",\"b\"]]", NULL},
    {"text of 400 bytes", "Title", TEXT400, NULL},
    {"accents as one character", "Title", "\xc3\xa9t\xc3\xa9 \xe2\x82\xac",
        NULL},

    {"not JSON", "}]", "}", "line 1: "},
    {"a key twice", "\"version\":3", "\"version\":3,\"version\":3",
        "line 1: duplicate object key"},
    {"a key twice, deep", "\"nl\":\"Cup\"", "\"nl\":\"Cup\",\"nl\":\"Cup\"",
        "line 1: duplicate object key"},
    {"an unknown key", "\"version\":3", "\"version\":3,\"colour\":1",
        "questionnaire: unknown key \"colour\""},
    {"an unknown key of a question", "\"id\":\"Q5\"",
        "\"id\":\"Q5\",\"if\":\"x\"", "questions[1]: unknown key \"if\""},
    {"an unknown key of an attribute", "\"id\":\"age\"",
        "\"id\":\"age\",\"a\":1", "attributes[0]: unknown key \"a\""},
    {"an unknown language", "\"nl\":\"Cup\"", "\"nl\":\"Cup\",\"de\":\"x\"",
        "questions[0].text: unknown key \"de\""},
    {"a key that would write on a terminal", "\"version\":3",
        "\"version\":3,\"\\u001b[\xc3\xa9\":1",
        "questionnaire: unknown key \"?[??\""},

    {"no id", "\"id\":\"start\",", "", "id: must be 1 to 24"},
    {"an id with capitals", "\"id\":\"start\"", "\"id\":\"Start\"",
        "id: must be 1 to 24"},
    {"an id of 25", "\"id\":\"start\"", "\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaa\"",
        "id: must be 1 to 24"},
    {"no version", "\"version\":3,", "", "version: must be a whole"},
    {"version 0", "\"version\":3", "\"version\":0", "version: must be"},
    {"version too large", "\"version\":3", "\"version\":2147483648",
        "version: must be"},
    {"version as text", "\"version\":3", "\"version\":\"3\"",
        "version: must be"},
    {"no scope", "\"scope\":\"network\",", "", "scope: must be"},
    {"another scope", "\"network\"", "\"all\"", "scope: must be"},

    {"another type", "\"type\":\"one\"", "\"type\":\"some\"",
        "questions[0]: type must be \"one\""},
    {"options that nest", "\"type\":\"one\"", "\"type\":\"many\"",
        "questions[0].levels: options of which several may be chosen do not"},
    {"several may be chosen", YES_ONE, "\"id\":\"yes\",\"type\":\"many\",", NULL},
    {"several, by an attribute", YES_ONE,
        "\"id\":\"yes\",\"type\":\"many\",\"attribute\":\"age\",",
        "questions[2]: a question of type many is told in total only"},
    {"no type", "\"type\":\"one\",", "", "questions[0]: type must be"},
    {"a question id twice", "\"id\":\"Q5\"", "\"id\":\"C04\"",
        "questions[1]: id C04 stands twice"},
    {"a question id twice but for case", "\"id\":\"Q5\"", "\"id\":\"c04\"",
        "questions[1]: id c04 stands twice"},
    {"a question named as an attribute", "\"id\":\"Q5\"", "\"id\":\"age\"",
        "questions[1]: id age stands twice"},
    {"an id with a dot", "\"id\":\"Q5\"", "\"id\":\"Q.5\"",
        "questions[1]: id must be 1 to 24"},
    {"an empty id", "\"id\":\"Q5\"", "\"id\":\"\"", "questions[1]: id must be"},
    {"sensitive as a number", "\"sensitive\":true", "\"sensitive\":1",
        "questions[0]: sensitive must be true or false"},
    {"two attributes", "\"attribute\":\"age\"", "\"attribute\":[\"age\"]",
        "questions[0]: attribute must be one id"},
    {"an unknown attribute", "\"attribute\":\"age\"",
        "\"attribute\":\"gender\"",
        "questions[0]: attribute \"gender\" is not declared"},
    {"a question is no object",
        "{\"id\":\"yes\",\"type\":\"one\",\"levels\":["
        "[\"n\",\"y\"]],\"text\":" TEXTS("Yes") "}",
        "7", "questions[2]: needs an object"},
    {"no levels", "\"levels\":" LEVELS4 ",", "",
        "questions[0]: levels is missing"},

    {"levels empty", LEVELS4, "[]",
        "questions[0].levels: needs a list of 1 to 4 lists"},
    {"five levels", LEVELS4, "[[\"0\",\"1\"],[],[],[],[]]",
        "questions[0].levels: needs a list of 1 to 4 lists"},
    {"one code", LEVELS4, "[[\"0\"]]",
        "questions[0].levels[0]: needs a list of 2 to 12 codes"},
    {"thirteen codes", LEVELS4,
        "[[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\","
        "\"10\",\"11\",\"12\"]]",
        "questions[0].levels[0]: needs a list of 2 to 12 codes"},
    {"a code as a number", "[[\"0\",", "[[0,",
        "questions[0].levels[0]: a code is 1 to 16"},
    {"a code with capitals", "[[\"0\",", "[[\"A\",",
        "questions[0].levels[0]: a code is"},
    {"a code of 17", "[[\"0\",", "[[\"aaaaaaaaaaaaaaaaa\",",
        "questions[0].levels[0]: a code is"},
    {"a code kept for no answer", "[[\"0\",", "[[\"refused\",",
        "questions[0].levels[0]: refused, not_understood"},
    {"a code twice", "[[\"0\",", "[[\"1\",",
        "questions[0].levels[0]: code 1 stands twice"},
    {"last level of three groups", HALVES, "[[\"0\"],[\"1\"],[\"2\",\"3\"]]]",
        "questions[0].levels: the last list must have exactly 2 groups"},
    {"last level of four codes", LEVELS4, "[[\"0\",\"1\",\"2\",\"3\"]]",
        "questions[0].levels: the last list must have exactly 2 groups"},
    {"a code left out", HALVES, "[[\"0\",\"1\"],[\"2\"]]]",
        "questions[0].levels[1]: " NESTED},
    {"a code in two groups", HALVES, "[[\"0\",\"1\"],[\"1\",\"2\",\"3\"]]]",
        "questions[0].levels[1]: " NESTED},
    {"a code too many", HALVES, "[[\"0\",\"1\"],[\"2\",\"3\",\"4\"]]]",
        "questions[0].levels[1]: " NESTED},
    {"another order", HALVES, "[[\"0\",\"2\"],[\"1\",\"3\"]]]",
        "questions[0].levels[1]: " NESTED},
    {"groups turned round", HALVES, "[[\"2\",\"3\"],[\"0\",\"1\"]]]",
        "questions[0].levels[1]: " NESTED},
    {"an empty group", HALVES, "[[],[\"0\",\"1\",\"2\",\"3\"]]]",
        "questions[0].levels[1]: group 1 is not a list of codes"},
    {"a group that is a code", HALVES, "[\"0\",\"1\"]]",
        "questions[0].levels[1]: group 1 is not a list of codes"},
    {"one group", HALVES, "[[\"0\",\"1\",\"2\",\"3\"]]]",
        "questions[0].levels[1]: needs a list of at least two groups"},
    {"a level no coarser", HALVES, "[[\"0\"],[\"1\"],[\"2\"],[\"3\"]]]",
        "questions[0].levels[1]: must have fewer groups"},
    {"a level that cuts a group", "[[\"a\",\"b\",\"c\"],[\"d\",\"e\"]]]",
        "[[\"a\",\"b\"],[\"c\",\"d\",\"e\"]]]",
        "questions[1].levels[2]: cuts a group of the list before it in two"},

    {"extra is no list", "[\"not_needed\",\"x\"]", "\"x\"",
        "questions[0]: extra needs a list"},
    {"five extras", "[\"not_needed\",\"x\"]", "[\"a\",\"b\",\"c\",\"d\",\"x\"]",
        "questions[0]: extra needs a list"},
    {"an extra that is a level's code", "\"not_needed\"", "\"3\"",
        "questions[0]: extra[0]: code 3 stands twice"},
    {"an extra twice", "\"not_needed\"", "\"x\"",
        "questions[0]: extra[1]: code x stands twice"},
    {"an extra kept for no answer", "\"not_needed\"", "\"skipped\"",
        "questions[0]: extra[0]: refused, not_understood"},
    {"an extra with a blank", "\"not_needed\"", "\"not needed\"",
        "questions[0]: extra[0]: a code is"},

    {"no text", ",\"text\":" TEXTS("Yes"), "",
        "questions[2].text: needs an object"},
    {"a language missing", "\"nl\":\"Cup\",", "",
        "questions[0].text: nl, fr and en are all needed"},
    {"an empty text", "\"nl\":\"Cup\"", "\"nl\":\"\"",
        "questions[0].text.nl: empty"},
    {"a blank text", "\"fr\":\"Cup\"", "\"fr\":\"  \"",
        "questions[0].text.fr: empty"},
    {"a text that is a number", "\"fr\":\"Cup\"", "\"fr\":1",
        "questions[0].text.fr: needs a text"},
    {"a text of 401 bytes", "\"en\":\"Cup\"", "\"en\":\"" TEXT400 "y\"",
        "questions[0].text.en: longer than 400 bytes"},
    {"a newline in a text", "\"en\":\"Cup\"", "\"en\":\"a\\nb\"",
        "questions[0].text.en: a control character"},
    {"an accent as two characters", "\"fr\":\"Cup\"",
        "\"fr\":\"e\xcc\x81t\xc3\xa9\"",
        "questions[0].text.fr: not in Unicode NFC"},
    {"an accent as two, escaped", "\"fr\":\"Cup\"", "\"fr\":\"e\\u0301\"",
        "questions[0].text.fr: not in Unicode NFC"},
    {"the last combining mark", "\"fr\":\"Cup\"", "\"fr\":\"e\\u036f\"",
        "questions[0].text.fr: not in Unicode NFC"},
    {"the letter after it", "\"fr\":\"Cup\"", "\"fr\":\"e\\u0370\"", NULL},
    {"the Kelvin sign", "\"fr\":\"Cup\"", "\"fr\":\"\\u212a\"",
        "questions[0].text.fr: not in Unicode NFC"},
    {"a title in one language", NO_TITLE, "\"title\":{\"nl\":\"x\"},",
        "title: nl, fr and en are all needed"},

    {"an attribute id twice", "\"attributes\":[",
        "\"attributes\":[{\"id\":\"AGE\",\"codings\":[[\"a\",\"b\"]]},",
        "attributes[1]: id age stands twice"},
    {"four attributes", "\"attributes\":[", "\"attributes\":[1,2,3,",
        "attributes: needs a list of 0 to 3"},
    {"no codings",
        "\"codings\":[[\"lt18\",\"18_60\",\"gt60\"],[[\"lt18\","
        "\"18_60\"],[\"gt60\"]]],",
        "", "attributes[0]: codings is missing"},
    {"a coding of one group", "[[\"lt18\",\"18_60\"],[\"gt60\"]]",
        "[[\"lt18\",\"18_60\",\"gt60\"]]",
        "attributes[0].codings[1]: needs a list of at least two groups"},
    {"an attribute text in one language", "\"nl\":\"Age\",", "",
        "attributes[0].text: nl, fr and en are all needed"},
    {"a label for no code", "\"labels\":{\"0\"", "\"labels\":{\"9\"",
        "labels: no question has the code \"9\""},
    {"a label in one language", "\"nl\":\"nee\",", "",
        "labels.0: nl, fr and en are all needed"},
    {"a label that is text", "\"labels\":{", "\"labels\":{\"1\":\"a little\",",
        "labels.1: needs an object"},

    {"a form of a site", "\"scope\":\"network\",", "\"scope\":\"site\",", NULL},
};

/* GOOD, edited; the caller frees it. */
static char *edited(const struct edit *e)
{
    const char *at = strstr(GOOD, e->find);
    size_t size = sizeof GOOD + strlen(e->replace), before;
    char *text = malloc(size);

    assert_non_null(at);
    before = (size_t)(at - GOOD);
    snprintf(text, size, "%.*s%s%s", (int)before, GOOD, e->replace,
        at + strlen(e->find));
    return text;
}

static enum wk_err parse(
    const char *text, struct questionnaire **q, char why[static WHY_MAX])
{
    why[0] = '\0';
    return questionnaire_parse((const uint8_t *)text, strlen(text), q, why);
}

/* The canonical form is read back as itself. */
static void check_canonical(const struct questionnaire *q)
{
    struct bytes once = bytes_new(MAX_QUESTIONNAIRE);
    struct bytes twice = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *again;
    char why[WHY_MAX];

    questionnaire_canonical(q, &once);
    assert_int_equal(
        questionnaire_parse(once.data, once.len, &again, why), WK_OK);
    questionnaire_canonical(again, &twice);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
    questionnaire_free(again);
    bytes_free(&once);
    bytes_free(&twice);
}

static void test_edit(void **state)
{
    const struct edit *e = *state;
    char *text = edited(e), why[WHY_MAX];
    struct questionnaire *q;
    enum wk_err err = parse(text, &q, why);

    free(text);
    if (e->why == NULL) {
        assert_string_equal(why, "");
        assert_int_equal(err, WK_OK);
        check_canonical(q);
        questionnaire_free(q);
        return;
    }
    assert_int_equal(err, WK_EINVAL);
    assert_null(q);
    if (strncmp(why, e->why, strlen(e->why)) != 0)
        assert_string_equal(why, e->why);
}

static void test_values(void **state)
{
    struct questionnaire *q;
    const struct qn_question *c;
    char why[WHY_MAX];

    (void)state;
    assert_int_equal(parse(GOOD, &q, why), WK_OK);
    assert_string_equal(q->id, "start");
    assert_int_equal(q->version, 3);
    assert_false(q->site_scope);
    assert_int_equal(q->n_questions, 3);
    assert_int_equal(q->n_attributes, 1);
    c = &q->question[0];
    assert_string_equal(c->id, "C04");
    assert_string_equal(c->text.in[LANG_EN], "Cup");
    assert_true(c->sensitive);
    assert_int_equal(c->attribute, 0);
    assert_int_equal(c->n_codes, 4);
    assert_int_equal(c->n_levels, 2);
    assert_int_equal(c->n_extras, 2);
    assert_string_equal(c->code[3], "3");
    assert_string_equal(c->extra[0], "not_needed");
    assert_int_equal(c->level[0].n_groups, 4);
    assert_memory_equal(c->level[0].group_of, "\0\1\2\3", 4);
    assert_int_equal(c->level[1].n_groups, 2);
    assert_memory_equal(c->level[1].group_of, "\0\0\1\1", 4);
    c = &q->question[1];
    assert_false(c->sensitive);
    assert_int_equal(c->attribute, -1);
    assert_int_equal(c->n_levels, 3);
    assert_memory_equal(c->level[1].group_of, "\0\1\1\2\3", 5);
    assert_memory_equal(c->level[2].group_of, "\0\0\0\1\1", 5);
    assert_int_equal(q->attribute[0].n_codings, 2);
    assert_memory_equal(q->attribute[0].coding[1].group_of, "\0\0\1", 3);
    assert_string_equal(q->attribute[0].text.in[LANG_NL], "Age");
    assert_int_equal(questionnaire_find(q, "yes"), 2);
    assert_int_equal(questionnaire_find(q, "age"), -1);
    assert_string_equal(questionnaire_label(q, "0", LANG_FR), "non");
    assert_string_equal(questionnaire_label(q, "1", LANG_FR), "1");
    questionnaire_free(q);
    questionnaire_free(NULL);
}

/* The publisher may order keys and space them as he likes: one hash. */
static void test_canonical_order(void **state)
{
    static const char ONE[] =
        "{\"id\":\"s\",\"version\":1,\"scope\":\"site\",\"questions\":[{"
        "\"id\":\"a\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
        "\"text\":{\"nl\":\"caf\\u00e9\"}}]}";
    static const char TWO[] =
        "{ \"questions\": [\n{\"text\": {\"nl\": \"caf\xc3\xa9\"}, \"type\":"
        " \"one\", \"levels\": [[\"0\", \"1\"]], \"id\": \"a\"}],\n"
        " \"scope\": \"site\", \"version\": 1, \"id\": \"s\" }\n";
    static const char WANT[] =
        "{\"id\":\"s\",\"questions\":[{\"id\":\"a\",\"levels\":[[\"0\","
        "\"1\"]],\"text\":{\"nl\":\"caf\xc3\xa9\"},\"type\":\"one\"}],"
        "\"scope\":\"site\",\"version\":1}";
    const char *const texts[] = {ONE, TWO, WANT};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct bytes out = bytes_new(MAX_QUESTIONNAIRE);
        struct questionnaire *q;
        char why[WHY_MAX];

        assert_int_equal(parse(texts[i], &q, why), WK_OK);
        assert_true(q->site_scope);
        assert_null(q->question[0].text.in[LANG_FR]);
        questionnaire_canonical(q, &out);
        assert_string_equal(bytes_text(&out), WANT);
        bytes_free(&out);
        questionnaire_free(q);
    }
}

static void test_site_scope_needs_one_language(void **state)
{
    static const char NONE[] =
        "{\"id\":\"s\",\"version\":1,\"scope\":\"site\",\"questions\":[{"
        "\"id\":\"a\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
        "\"text\":{}}]}";
    struct questionnaire *q;
    char why[WHY_MAX];

    (void)state;
    assert_int_equal(parse(NONE, &q, why), WK_EINVAL);
    assert_string_equal(
        why, "questions[0].text: at least one of nl, fr and en is needed");
}

static void test_sizes(void **state)
{
    char *text = malloc(MAX_QUESTIONNAIRE + 2), why[WHY_MAX];
    struct questionnaire *q;

    (void)state;
    memset(text, ' ', MAX_QUESTIONNAIRE + 1);
    memcpy(text, GOOD, sizeof GOOD - 1);
    assert_int_equal(questionnaire_parse(
                         (const uint8_t *)text, MAX_QUESTIONNAIRE + 1, &q, why),
        WK_ETOOBIG);
    assert_null(q);
    assert_int_equal(
        questionnaire_parse((const uint8_t *)text, MAX_QUESTIONNAIRE, &q, why),
        WK_OK);
    questionnaire_free(q);
    free(text);
}

/* What makes two questions of one id different; the rest may change. */
static void test_same_question(void **state)
{
    static const struct {
        struct edit edit;
        size_t question;
        bool same;
    } CASES[] = {
        {{"", "", "", NULL}, 0, true},
        {{"", "\"version\":3", "\"version\":4", NULL}, 0, true},
        {{"", "\"attribute\":\"age\",", "", NULL}, 0, true},
        {{"", "\"en\":\"Cup\"", "\"en\":\"Cups\"", NULL}, 0, false},
        {{"", "\"nl\":\"Cup\"", "\"nl\":\"Kop\"", NULL}, 0, false},
        {{"", "\"sensitive\":true", "\"sensitive\":false", NULL}, 0, false},
        {{"", "[\"not_needed\",\"x\"]", "[\"x\",\"not_needed\"]", NULL}, 0,
            false},
        {{"", "[\"not_needed\",\"x\"]", "[\"x\"]", NULL}, 0, false},
        {{"", HALVES, "[[\"0\"],[\"1\",\"2\",\"3\"]]]", NULL}, 0, false},
        {{"", "[\"n\",\"y\"]", "[\"no\",\"y\"]", NULL}, 2, false},
        {{"", "[[\"a\"],[\"b\",\"c\"],[\"d\"],[\"e\"]],", "", NULL}, 1, false},
        {{"", "[\"n\",\"y\"]", "[\"n\",\"y\",\"z\"],[[\"n\"],[\"y\",\"z\"]]",
             NULL},
            2, false},
    };
    struct questionnaire *good;
    char why[WHY_MAX];

    (void)state;
    assert_int_equal(parse(GOOD, &good, why), WK_OK);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char *text = edited(&CASES[i].edit);
        size_t n = CASES[i].question;
        struct questionnaire *other;

        assert_int_equal(parse(text, &other, why), WK_OK);
        assert_int_equal(questionnaire_same_question(
                             &good->question[n], &other->question[n]),
            CASES[i].same);
        assert_int_equal(questionnaire_same_question(
                             &other->question[n], &good->question[n]),
            CASES[i].same);
        questionnaire_free(other);
        free(text);
    }
    questionnaire_free(good);
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_canonical_order),
        cmocka_unit_test(test_site_scope_needs_one_language),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_same_question),
    };
    struct CMUnitTest tests[sizeof edits / sizeof edits[0]];
    int failed;

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = edits[i].name,
            .test_func = test_edit,
            .initial_state = &edits[i]};
    failed = cmocka_run_group_tests_name("edits", tests, NULL, NULL);
    failed += cmocka_run_group_tests_name("questionnaire", OTHERS, NULL, NULL);
    return failed != 0;
}
