/* SPDX-License-Identifier: EUPL-1.2 */
#include "spaces.h"

#include <stdio.h>

#define TEXT "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}"
#define ASK(levels, rest)                                                      \
    "[{\"id\":\"q\",\"type\":\"one\",\"levels\":" levels "," rest TEXT "}]"
#define BY "\"attribute\":\"g\","

static const struct {
    const char *questions, *attributes;
} FORM[FORMS] = {
    [YES] = {ASK("[[\"n\",\"y\"]]", ""), "[]"},
    [CUP] = {ASK("[[\"0\",\"1\",\"2\",\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]]",
                 "\"extra\":[\"x\"],"),
        "[]"},
    [FIVE] = {ASK("[[\"a\",\"b\",\"c\",\"d\",\"e\"],[[\"a\",\"b\"],[\"c\"],"
                  "[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],[\"d\",\"e\"]]]",
                  ""),
        "[]"},
    [BY_TWO] = {ASK("[[\"n\",\"y\"]]", BY),
        "[{\"id\":\"g\",\"codings\":[[\"a\",\"b\"]]}]"},
    [FEAR_BY_TWO] = {ASK("[[\"n\",\"y\"]]", "\"sensitive\":true," BY),
        "[{\"id\":\"g\",\"codings\":[[\"a\",\"b\"]]}]"},
    [BY_THREE] = {ASK("[[\"n\",\"y\"]]", BY),
        "[{\"id\":\"g\",\"codings\":[[\"a\",\"b\",\"c\"]]}]"},
    [MID_BY_TWO] = {ASK("[[\"n\",\"m\",\"y\"],[[\"n\",\"m\"],[\"y\"]]]",
                        "\"sensitive\":true," BY),
        "[{\"id\":\"g\",\"codings\":[[\"a\",\"b\"]]}]"},
    [BY_FOUR] = {ASK("[[\"n\",\"y\"]]", BY),
        "[{\"id\":\"g\",\"codings\":[[\"a\",\"b\",\"c\",\"d\"],"
        "[[\"a\",\"b\"],[\"c\",\"d\"]]]}]"},
};

const struct questionnaire *spaces_form(enum form form)
{
    static struct questionnaire *read[FORMS];

    if (read[form] == NULL)
        read[form] = victim_form(FORM[form].questions, FORM[form].attributes);
    return read[form];
}

bool spaces_hold(const struct space *s)
{
    struct findings f = worlds_attack(s);
    bool held = f.by_one == 0 && f.by_two == 0 && f.computed == 0 &&
        f.few == 0 && f.reasoned == 0;

    printf("%s of %u: %zu worlds, %zu objects (%zu exact, %zu broken down, "
           "%zu capped): %s%s\n",
        s->name, s->people, f.worlds, f.objects, f.exact, f.shown, f.capped,
        held ? "nothing found" : "LEAK: ", f.first);
    return held;
}
