/* SPDX-License-Identifier: EUPL-1.2 */
/* test_questionnaire_sizes.c - how much one questionnaire may ask and break
 * down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "questionnaire.h"

/* n questions of a type with so many codes, broken down by so many groups. */
struct size_case {
    const char *name;
    int questions;
    const char *type;
    int codes, groups;
    const char *why; /* NULL: accepted */
};

static struct size_case size_cases[] = {
    {"no question", 0, "one", 2, 0, "questions: needs a list of 1 to 60"},
    {"one question", 1, "one", 2, 0, NULL},
    {"60 questions", 60, "one", 2, 0, NULL},
    {"61 questions", 61, "one", 2, 0, "questions: needs a list of 1 to 60"},
    {"12 codes", 1, "one", 12, 0, NULL},
    {"13 codes", 1, "one", 13, 0,
        "questions[0].levels[0]: needs a list of 2 to 12 codes"},
    {"24 options", 1, "many", 24, 0, NULL},
    {"25 options", 1, "many", 25, 0,
        "questions[0].levels[0]: needs a list of 2 to 24 codes"},
    {"4 questions of many options", 4, "many", 24, 0, NULL},
    {"5 questions of many options", 5, "many", 2, 0,
        "questions[4]: more than 4 questions of type many"},
    {"12 groups", 1, "one", 2, 12, NULL},
    {"13 groups", 1, "one", 2, 13,
        "attributes[0].codings[0]: needs a list of 2 to 12 codes"},
    {"as many cells as there may be", 23, "one", 12, 12, NULL}, /* 3,900 */
    {"too many cells", 24, "one", 12, 12,
        "questions: their breakdowns have 4069 cells, more than 4000"},
};

static void add_codes(struct bytes *b, const char *prefix, int n)
{
    for (int i = 0; i < n; i++)
        bytes_addf(b, "%s\"%s%d\"", i > 0 ? "," : "", prefix, i);
}

/* The levels of a question: its codes, and for type "one" two halves. */
static void add_levels(struct bytes *b, const struct size_case *c)
{
    bytes_add_text(b, "[[");
    add_codes(b, "c", c->codes);
    if (c->type[0] == 'o' && c->codes > 2) {
        bytes_add_text(b, "],[[\"c0\"],[");
        for (int i = 1; i < c->codes; i++)
            bytes_addf(b, "%s\"c%d\"", i > 1 ? "," : "", i);
        bytes_add_text(b, "]");
    }
    bytes_add_text(b, "]]");
}

static void write_form(const struct size_case *c, struct bytes *b)
{
    bytes_add_text(
        b, "{\"id\":\"s\",\"version\":1,\"scope\":\"site\",\"questions\":[");
    for (int i = 0; i < c->questions; i++) {
        bytes_addf(b,
            "%s{\"id\":\"q%d\",\"type\":\"%s\",\"levels\":", i > 0 ? "," : "",
            i, c->type);
        add_levels(b, c);
        bytes_addf(b, "%s,\"text\":{\"en\":\"?\"}}",
            c->groups > 0 ? ",\"attribute\":\"by\"" : "");
    }
    bytes_add_text(b, "]");
    if (c->groups > 0) {
        bytes_add_text(b, ",\"attributes\":[{\"id\":\"by\",\"codings\":[[");
        add_codes(b, "g", c->groups);
        bytes_add_text(b, "]]}]");
    }
    bytes_add_text(b, "}");
}

static void test_size(void **state)
{
    const struct size_case *c = *state;
    struct bytes form = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = NULL;
    char why[WHY_MAX] = "";
    enum wk_err err;

    write_form(c, &form);
    assert_false(bytes_over(&form));
    err = questionnaire_parse(form.data, form.len, &q, why);
    assert_string_equal(why, c->why != NULL ? c->why : "");
    assert_int_equal(err, c->why != NULL ? WK_EINVAL : WK_OK);
    questionnaire_free(q);
    bytes_free(&form);
}

int main(void)
{
    struct CMUnitTest tests[sizeof size_cases / sizeof size_cases[0]];

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tests[i] = (struct CMUnitTest){.name = size_cases[i].name,
            .test_func = test_size,
            .initial_state = &size_cases[i]};
    return cmocka_run_group_tests_name("sizes", tests, NULL, NULL);
}
