/* SPDX-License-Identifier: EUPL-1.2 */
#include "dictionary.h"

#include <string.h>

#include "csv.h"
#include "option.h"

static const char QUESTIONS_HEADER[] =
    "id,part_of,type,text_nl,text_fr,text_en,sensitive,questionnaires,"
    "attributes,first\r\n";
static const char CODES_HEADER[] =
    "question,attribute,attribute_nl,attribute_fr,attribute_en,code,"
    "label_nl,label_fr,label_en,groups\r\n";
static const char *const LANG_KEY[N_LANGS] = {"nl", "fr", "en"};

enum { SCRATCH = 8192 };

static void cell(struct bytes *out, const char *s)
{
    csv_text(out, s != NULL ? s : "");
    bytes_add_text(out, ",");
}

static const char *member(const struct json *j, const char *key)
{
    return json_text(json_get(j, key));
}

/* A text in three cells; from NULL they are empty. */
static void text_cells(struct bytes *out, const struct json *text)
{
    for (size_t i = 0; i < N_LANGS; i++)
        cell(out, text != NULL ? member(text, LANG_KEY[i]) : NULL);
}

/* The texts of a list, or the ids of what is in it, between spaces. */
static void list_cell(struct bytes *out, const struct json *list)
{
    struct bytes line = bytes_new(SCRATCH);

    for (size_t i = 0; i < json_size(list); i++) {
        const struct json *one = json_at(list, i);
        const char *s = json_text(one);

        bytes_addf(
            &line, "%s%s", i > 0 ? " " : "", s != NULL ? s : member(one, "id"));
    }
    cell(out, bytes_text(&line));
    bytes_free(&line);
}

static void question_line(struct bytes *out, const struct json *q,
    const struct json *one, const char *part_of, const char *type)
{
    const char *first = member(q, "first");

    cell(out, member(one, "id"));
    cell(out, part_of);
    cell(out, type);
    text_cells(out, json_get(one, "text"));
    cell(out, json_bool(json_get(q, "sensitive")) ? "true" : "false");
    list_cell(out, json_get(q, "questionnaires"));
    list_cell(out, json_get(q, "attributes"));
    bytes_addf(out, "%s\r\n", first != NULL ? first : "");
}

void dictionary_questions_csv(const struct json *dictionary, struct bytes *out)
{
    const struct json *list = json_get(dictionary, "questions");

    bytes_add_text(out, QUESTIONS_HEADER);
    for (size_t i = 0; i < json_size(list); i++) {
        const struct json *q = json_at(list, i);
        const struct json *options = json_get(q, "options");

        question_line(out, q, q, NULL, member(q, "type"));
        for (size_t k = 0; k < json_size(options); k++)
            question_line(
                out, q, json_at(options, k), member(q, "id"), "option");
    }
}

/* ---- Codes ---- */

/* The group of code at each level, between spaces; "" when it has none. */
static void groups_of(
    const struct json *levels, const char *code, struct bytes *out)
{
    bytes_clear(out);
    for (size_t l = 0; l < json_size(levels); l++) {
        const struct json *level = json_at(levels, l);

        for (size_t g = 0; g < json_size(level); g++)
            for (size_t c = 0; c < json_size(json_at(level, g)); c++)
                if (strcmp(json_text(json_at(json_at(level, g), c)), code) == 0)
                    bytes_addf(out, "%s%zu", out->len > 0 ? " " : "", g);
    }
}

/* A line for each code that has a label; attribute NULL: answers. */
static void code_lines(struct bytes *out, const char *question,
    const struct json *attribute, const struct json *levels,
    const struct json *labels)
{
    struct bytes groups = bytes_new(SCRATCH);
    const char *code = NULL;

    while ((code = json_next_key(labels, code)) != NULL) {
        cell(out, question);
        cell(out, attribute != NULL ? member(attribute, "id") : NULL);
        text_cells(out, attribute != NULL ? json_get(attribute, "text") : NULL);
        cell(out, code);
        text_cells(out, json_get(labels, code));
        groups_of(levels, code, &groups);
        bytes_addf(out, "%s\r\n", bytes_text(&groups));
    }
    bytes_free(&groups);
}

/* "no" and "yes" of one option. */
static void option_lines(struct bytes *out, const char *option)
{
    static const char *const CODES[] = {"no", "yes"};

    for (size_t i = 0; i < 2; i++) {
        cell(out, option);
        cell(out, NULL);
        text_cells(out, NULL);
        cell(out, CODES[i]);
        for (size_t l = 0; l < N_LANGS; l++)
            cell(out, option_label(CODES[i], (enum lang)l));
        bytes_addf(out, "%zu\r\n", i);
    }
}

void dictionary_codes_csv(const struct json *dictionary, struct bytes *out)
{
    const struct json *list = json_get(dictionary, "questions");

    bytes_add_text(out, CODES_HEADER);
    for (size_t i = 0; i < json_size(list); i++) {
        const struct json *q = json_at(list, i);
        const struct json *options = json_get(q, "options");
        const struct json *attributes = json_get(q, "attributes");
        const char *id = member(q, "id");

        code_lines(out, id, NULL, json_get(q, "levels"), json_get(q, "labels"));
        for (size_t k = 0; k < json_size(options); k++)
            option_lines(out, member(json_at(options, k), "id"));
        for (size_t k = 0; k < json_size(attributes); k++) {
            const struct json *a = json_at(attributes, k);

            code_lines(
                out, id, a, json_get(a, "codings"), json_get(a, "labels"));
        }
    }
}
