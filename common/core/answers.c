/* SPDX-License-Identifier: EUPL-1.2 */
#include "answers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* One byte of format, then the values; what is left is zero. */
enum {
    FORMAT = 1,
    DECLINED = 2, /* and nothing but zeros */
    AT_ATTRIBUTE = 1 + MAX_QUESTIONS,
    AT_CHOICES = AT_ATTRIBUTE + MAX_ATTRIBUTES,
    CHOICES_LEN = 3, /* bytes of one set of choices, low byte first */
};

_Static_assert(
    (int)AT_CHOICES + (int)CHOICES_LEN * (int)MAX_MANY <= (int)ANSWERS_LEN,
    "too short");
_Static_assert((int)MAX_OPTIONS <= 8 * (int)CHOICES_LEN, "too many options");
_Static_assert((int)MAX_OPTIONS <= (int)ANSWER_EXTRA, "values collide");
_Static_assert(
    (int)ANSWER_EXTRA + (int)MAX_EXTRAS <= ANSWER_CHOSEN, "values collide");

static const char NO_CODE[] = "not one of its codes";

/* The value of the words that stand for no answer, or -1. */
static int no_answer(const char *word)
{
    if (strcmp(word, "refused") == 0)
        return ANSWER_REFUSED;
    if (strcmp(word, "not_understood") == 0)
        return ANSWER_NOT_UNDERSTOOD;
    return strcmp(word, "skipped") == 0 ? ANSWER_SKIPPED : -1;
}

/* The value for one code (or word) written as text, or -1. */
static int value_of(const struct qn_question *question, const char *code)
{
    for (int i = 0; i < question->n_codes; i++)
        if (strcmp(question->code[i], code) == 0)
            return i;
    for (int i = 0; i < question->n_extras; i++)
        if (strcmp(question->extra[i], code) == 0)
            return ANSWER_EXTRA + i;
    return no_answer(code);
}

static int count_bits(uint32_t bits)
{
    int n = 0;

    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

/* Up to MAX_CHOICES options, or one thing that stands alone. */
static const char *choose(int value, bool first, uint8_t *at, uint32_t *chosen)
{
    bool option = value < ANSWER_EXTRA;

    if (!first && (!option || *at != ANSWER_CHOSEN))
        return "this answer stands alone";
    if (!option) {
        *at = (uint8_t)value;
        return NULL;
    }
    if (*chosen & 1u << value)
        return "the same twice";
    if (count_bits(*chosen) == MAX_CHOICES)
        return "more than three choices";
    *chosen |= 1u << value;
    *at = ANSWER_CHOSEN;
    return NULL;
}

const char *answers_take(const struct questionnaire *q, size_t question,
    const char *code, bool first, struct answers *a)
{
    const struct qn_question *it = &q->question[question];
    int value = value_of(it, code);

    if (value < 0)
        return NO_CODE;
    if (it->many)
        return choose(
            value, first, &a->value[question], &a->choices[it->choices]);
    a->value[question] = (uint8_t)value;
    return NULL;
}

const char *answers_take_attribute(const struct questionnaire *q,
    size_t attribute, const char *code, struct answers *a)
{
    const struct qn_attribute *it = &q->attribute[attribute];

    for (uint8_t i = 0; i < it->n_codes; i++)
        if (strcmp(it->code[i], code) == 0) {
            a->attribute[attribute] = i;
            return NULL;
        }
    if (no_answer(code) < 0)
        return NO_CODE;
    a->attribute[attribute] = ANSWER_SKIPPED;
    return NULL;
}

int answers_find_attribute(const struct questionnaire *q, const char *id)
{
    for (size_t i = 0; i < q->n_attributes; i++)
        if (strcmp(q->attribute[i].id, id) == 0)
            return (int)i;
    return -1;
}

void answers_start(const struct questionnaire *q, const char *const *not_asked,
    size_t n_not_asked, struct answers *out)
{
    memset(out, 0, sizeof *out);
    memset(out->value, ANSWER_SKIPPED, q->n_questions);
    memset(out->attribute, ANSWER_SKIPPED, q->n_attributes);
    for (size_t i = 0; i < n_not_asked; i++) {
        int question = questionnaire_find(q, not_asked[i]);

        if (question >= 0)
            out->value[question] = ANSWER_NOT_ASKED;
    }
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

/* One code, or a list of them for a question of type "many". */
static const char *take_json(const struct questionnaire *q, size_t question,
    const struct json *j, struct answers *out)
{
    bool list = json_type_of(j) == JSON_ARRAY_T && q->question[question].many;
    size_t n = list ? json_size(j) : 1;
    const char *wrong = NULL;

    for (size_t i = 0; i < n && wrong == NULL; i++) {
        char number[24];
        const char *code = code_text(list ? json_at(j, i) : j, number);

        wrong = code != NULL ? answers_take(q, question, code, i == 0, out)
                             : NO_CODE;
    }
    return wrong;
}

/* Put one member of the "answers" object where it belongs. */
static enum wk_err read_answer(const struct questionnaire *q, const char *id,
    const struct json *j, struct answers *out, char why[static WHY_MAX])
{
    int question = questionnaire_find(q, id);
    int attribute = answers_find_attribute(q, id);
    char number[24];
    const char *code = code_text(j, number), *wrong = NO_CODE;

    if (question < 0 && attribute < 0) {
        unknown(q, id, why);
        return WK_EINVAL;
    }
    if (question >= 0)
        wrong = take_json(q, (size_t)question, j, out);
    else if (code != NULL)
        wrong = answers_take_attribute(q, (size_t)attribute, code, out);
    if (wrong != NULL)
        snprintf(why, WHY_MAX, "answers.%s: %s", id, wrong);
    return wrong == NULL ? WK_OK : WK_EINVAL;
}

static bool stands_in(const char *id, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

enum wk_err answers_from_json(const struct questionnaire *q,
    const struct json *object, const char *const *not_asked, size_t n_not_asked,
    struct answers *out, char why[static WHY_MAX])
{
    const char *id = NULL;
    enum wk_err err = WK_OK;

    answers_start(q, not_asked, n_not_asked, out);
    if (object == NULL || json_type_of(object) != JSON_OBJECT_T) {
        snprintf(why, WHY_MAX, "answers: needs an object");
        return WK_EINVAL;
    }
    while (err == WK_OK && (id = json_next_key(object, id)) != NULL) {
        if (stands_in(id, not_asked, n_not_asked)) {
            snprintf(why, WHY_MAX, "answers.%s: not asked in this project", id);
            err = WK_EINVAL;
        } else {
            err = read_answer(q, id, json_get(object, id), out, why);
        }
    }
    return err;
}

void answers_encode(const struct answers *a, uint8_t out[static ANSWERS_LEN])
{
    memset(out, 0, ANSWERS_LEN);
    out[0] = a->declined ? DECLINED : FORMAT;
    if (a->declined)
        return;
    memcpy(out + 1, a->value, MAX_QUESTIONS);
    memcpy(out + AT_ATTRIBUTE, a->attribute, MAX_ATTRIBUTES);
    for (size_t i = 0; i < (size_t)MAX_MANY * CHOICES_LEN; i++)
        out[AT_CHOICES + i] =
            (uint8_t)(a->choices[i / CHOICES_LEN] >> 8 * (i % CHOICES_LEN));
}

/* What may stand for this question, its choices aside. */
static bool value_fits(uint8_t value, const struct qn_question *question)
{
    if (value < ANSWER_EXTRA)
        return !question->many && value < question->n_codes;
    if (value < ANSWER_CHOSEN)
        return value - ANSWER_EXTRA < question->n_extras;
    return value == ANSWER_CHOSEN ? question->many : value <= ANSWER_SKIPPED;
}

/* Choices stand where something was chosen, and nowhere else. */
static bool choices_fit(const struct questionnaire *q, const struct answers *a)
{
    uint32_t known[MAX_MANY] = {0};

    for (size_t i = 0; i < q->n_questions; i++) {
        const struct qn_question *it = &q->question[i];
        int n;

        if (!it->many || a->value[i] != ANSWER_CHOSEN)
            continue;
        known[it->choices] = (1u << it->n_codes) - 1;
        n = count_bits(a->choices[it->choices]);
        if (n < 1 || n > MAX_CHOICES)
            return false;
    }
    for (size_t i = 0; i < MAX_MANY; i++)
        if (a->choices[i] & ~known[i])
            return false;
    return true;
}

static enum wk_err decode_declined(
    const uint8_t in[static ANSWERS_LEN], struct answers *out)
{
    out->declined = true;
    for (size_t i = 1; i < ANSWERS_LEN; i++)
        if (in[i] != 0)
            return WK_EINVAL;
    return WK_OK;
}

enum wk_err answers_decode(const struct questionnaire *q,
    const uint8_t in[static ANSWERS_LEN], struct answers *out)
{
    uint8_t again[ANSWERS_LEN];

    *out = (struct answers){0};
    if (in[0] == DECLINED)
        return decode_declined(in, out);
    if (in[0] != FORMAT)
        return WK_EINVAL;
    memcpy(out->value, in + 1, MAX_QUESTIONS);
    memcpy(out->attribute, in + AT_ATTRIBUTE, MAX_ATTRIBUTES);
    for (size_t i = 0; i < (size_t)MAX_MANY * CHOICES_LEN; i++)
        out->choices[i / CHOICES_LEN] |= (uint32_t)in[AT_CHOICES + i]
            << 8 * (i % CHOICES_LEN);
    for (size_t i = 0; i < MAX_QUESTIONS; i++)
        if (i < q->n_questions ? !value_fits(out->value[i], &q->question[i])
                               : out->value[i] != 0)
            return WK_EINVAL;
    for (size_t i = 0; i < MAX_ATTRIBUTES; i++)
        if (i < q->n_attributes
                ? out->attribute[i] >= q->attribute[i].n_codes &&
                    out->attribute[i] != ANSWER_SKIPPED
                : out->attribute[i] != 0)
            return WK_EINVAL;
    answers_encode(out, again); /* nothing may stand where nothing belongs */
    return choices_fit(q, out) && memcmp(in, again, ANSWERS_LEN) == 0
        ? WK_OK
        : WK_EINVAL;
}
