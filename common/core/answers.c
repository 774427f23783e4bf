/* SPDX-License-Identifier: EUPL-1.2 */
#include "answers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* One byte of format, then the values; what is left is zero. */
enum { FORMAT = 1, AT_ATTRIBUTE = 1 + MAX_QUESTIONS };

_Static_assert(
    (int)AT_ATTRIBUTE + (int)MAX_ATTRIBUTES <= (int)ANSWERS_LEN, "too short");
_Static_assert((int)MAX_CODES <= (int)ANSWER_EXTRA, "values collide");
_Static_assert(
    (int)ANSWER_EXTRA + (int)MAX_EXTRAS <= ANSWER_NOT_ASKED, "values collide");

/* The value of the words that stand for no answer, or -1. */
static int no_answer(const char *word)
{
    if (strcmp(word, "refused") == 0)
        return ANSWER_REFUSED;
    if (strcmp(word, "not_understood") == 0)
        return ANSWER_NOT_UNDERSTOOD;
    return strcmp(word, "skipped") == 0 ? ANSWER_SKIPPED : -1;
}

int answers_code(const struct qn_question *question, const char *code)
{
    for (int i = 0; i < question->n_codes; i++)
        if (strcmp(question->code[i], code) == 0)
            return i;
    for (int i = 0; i < question->n_extras; i++)
        if (strcmp(question->extra[i], code) == 0)
            return ANSWER_EXTRA + i;
    return no_answer(code);
}

int answers_attribute_code(const struct qn_attribute *a, const char *code)
{
    for (int i = 0; i < a->n_codes; i++)
        if (strcmp(a->code[i], code) == 0)
            return i;
    return no_answer(code) >= 0 ? ANSWER_SKIPPED : -1;
}

static int find_attribute(const struct questionnaire *q, const char *id)
{
    for (size_t i = 0; i < q->n_attributes; i++)
        if (strcmp(q->attribute[i].id, id) == 0)
            return (int)i;
    return -1;
}

/* A code as text, whether the page sent "2" or 2; NULL for anything else. */
static const char *code_text(const struct json *j, char out[static 24])
{
    if (json_type_of(j) != JSON_INT_T)
        return json_text(j);
    snprintf(out, 24, "%" PRId64, json_int(j));
    return out;
}

/* The key came from outside: it is quoted only where it could be an id. */
static void unknown(
    const struct questionnaire *q, const char *id, char why[static WHY_MAX])
{
    size_t len = strspn(
        id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    if (id[len] == '\0' && len > 0 && len <= MAX_ID)
        snprintf(why, WHY_MAX, "answers.%s: a question that %s does not have",
            id, q->id);
    else
        snprintf(
            why, WHY_MAX, "answers: a question that %s does not have", q->id);
}

/* Put one member of the "answers" object where it belongs. */
static enum wk_err read_answer(const struct questionnaire *q, const char *id,
    const struct json *j, struct answers *out, char why[static WHY_MAX])
{
    int question = questionnaire_find(q, id), attribute = -1, value;
    char number[24];
    const char *code = code_text(j, number);

    if (question < 0 && (attribute = find_attribute(q, id)) < 0) {
        unknown(q, id, why);
        return WK_EINVAL;
    }
    if (question >= 0 && out->value[question] == ANSWER_NOT_ASKED) {
        snprintf(why, WHY_MAX, "answers.%s: not asked in this project", id);
        return WK_EINVAL;
    }
    value = code == NULL ? -1
        : question >= 0
        ? answers_code(&q->question[question], code)
        : answers_attribute_code(&q->attribute[attribute], code);
    if (value < 0) {
        snprintf(why, WHY_MAX, "answers.%s: not one of its codes", id);
        return WK_EINVAL;
    }
    if (question >= 0)
        out->value[question] = (uint8_t)value;
    else
        out->attribute[attribute] = (uint8_t)value;
    return WK_OK;
}

enum wk_err answers_from_json(const struct questionnaire *q,
    const struct json *object, const char *const *not_asked, size_t n_not_asked,
    struct answers *out, char why[static WHY_MAX])
{
    const char *id = NULL;
    enum wk_err err = WK_OK;

    memset(out, 0, sizeof *out);
    memset(out->value, ANSWER_SKIPPED, q->n_questions);
    memset(out->attribute, ANSWER_SKIPPED, q->n_attributes);
    for (size_t i = 0; i < n_not_asked; i++) {
        int question = questionnaire_find(q, not_asked[i]);

        if (question >= 0)
            out->value[question] = ANSWER_NOT_ASKED;
    }
    if (object == NULL || json_type_of(object) != JSON_OBJECT_T) {
        snprintf(why, WHY_MAX, "answers: needs an object");
        return WK_EINVAL;
    }
    while (err == WK_OK && (id = json_next_key(object, id)) != NULL)
        err = read_answer(q, id, json_get(object, id), out, why);
    return err;
}

void answers_encode(const struct answers *a, uint8_t out[static ANSWERS_LEN])
{
    memset(out, 0, ANSWERS_LEN);
    out[0] = FORMAT;
    memcpy(out + 1, a->value, MAX_QUESTIONS);
    memcpy(out + AT_ATTRIBUTE, a->attribute, MAX_ATTRIBUTES);
}

static bool fits(uint8_t value, size_t n_codes, size_t n_extras)
{
    if (value < ANSWER_EXTRA)
        return value < n_codes;
    if (value < ANSWER_NOT_ASKED)
        return (size_t)(value - ANSWER_EXTRA) < n_extras;
    return value <= ANSWER_SKIPPED;
}

enum wk_err answers_decode(const struct questionnaire *q,
    const uint8_t in[static ANSWERS_LEN], struct answers *out)
{
    if (in[0] != FORMAT)
        return WK_EINVAL;
    memcpy(out->value, in + 1, MAX_QUESTIONS);
    memcpy(out->attribute, in + AT_ATTRIBUTE, MAX_ATTRIBUTES);
    for (size_t i = 0; i < MAX_QUESTIONS; i++)
        if (i < q->n_questions ? !fits(out->value[i], q->question[i].n_codes,
                                     q->question[i].n_extras)
                               : out->value[i] != 0)
            return WK_EINVAL;
    for (size_t i = 0; i < MAX_ATTRIBUTES; i++)
        if (i < q->n_attributes
                ? out->attribute[i] >= q->attribute[i].n_codes &&
                    out->attribute[i] != ANSWER_SKIPPED
                : out->attribute[i] != 0)
            return WK_EINVAL;
    for (size_t i = AT_ATTRIBUTE + MAX_ATTRIBUTES; i < ANSWERS_LEN; i++)
        if (in[i] != 0)
            return WK_EINVAL;
    return WK_OK;
}
