/* SPDX-License-Identifier: EUPL-1.2 */
#include "option.h"

#include <stdio.h>
#include <string.h>

static const char *const CODES[] = {"no", "yes"};
static const char *const LABELS[][N_LANGS] = {
    {"nee", "non", "no"}, {"ja", "oui", "yes"}};

void option_id(const struct qn_question *many, size_t option,
    char out[static MAX_OPTION_ID + 1])
{
    snprintf(out, MAX_OPTION_ID + 1, "%.*s.%s", MAX_ID, many->id,
        many->code[option]);
}

bool option_find(const struct questionnaire *q, const char *id,
    size_t *question, size_t *option)
{
    char own[MAX_OPTION_ID + 1];

    for (size_t i = 0; i < q->n_questions; i++) {
        for (size_t j = 0; q->question[i].many && j < q->question[i].n_codes;
             j++) {
            option_id(&q->question[i], j, own);
            if (strcmp(own, id) != 0)
                continue;
            *question = i;
            *option = j;
            return true;
        }
    }
    return false;
}

void option_make(const struct questionnaire *q, size_t question, size_t option,
    struct option *out)
{
    const struct qn_question *many = &q->question[question];
    struct qn_question *one = &out->question;

    *one = (struct qn_question){
        .sensitive = many->sensitive,
        .attribute = -1,
        .n_codes = 2,
        .n_levels = 1,
        .level = {{2, {0, 1}}},
    };
    option_id(many, option, one->id);
    for (size_t i = 0; i < 2; i++)
        strcpy(one->code[i], CODES[i]);
    for (size_t i = 0; i < N_LANGS; i++) {
        const char *label =
            questionnaire_label(q, many->code[option], (enum lang)i);

        if (many->text.in[i] == NULL)
            continue;
        /* A dash, as a question often ends in a question mark. */
        snprintf(out->text[i], sizeof out->text[i], "%s \xe2\x80\x93 %s",
            many->text.in[i], label);
        one->text.in[i] = out->text[i];
    }
}

struct table option_table(const struct table *many, size_t option, uint32_t d)
{
    uint32_t aside = many->count[CHOICES_ASIDE];
    uint32_t answered = many->count[CHOICES_ANSWERED];
    uint32_t chose = many->count[CHOICES_OPTION + option];

    if (many->state != TABLE_CHOICES)
        return (struct table){.state = many->state};
    if (chose <= d || chose >= answered - d)
        return (struct table){.state = TABLE_AT_LEAST,
            .positive = chose > d,
            .n_counts = 3,
            .count = {aside, answered, answered - d}};
    return (struct table){.state = TABLE_EXACT,
        .n_counts = 3,
        .count = {answered - chose, chose, aside}};
}

const char *option_label(const char *code, enum lang lang)
{
    for (size_t i = 0; i < 2; i++)
        if (strcmp(CODES[i], code) == 0)
            return LABELS[i][lang];
    return code;
}
