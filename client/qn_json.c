/* SPDX-License-Identifier: EUPL-1.2 */
#include "qn_json.h"

#include "site_config.h"

struct json *qn_json_text(const struct qn_text *text, const char *fallback)
{
    struct json *out = json_new_object();

    for (int i = 0; i < N_LANGS; i++) {
        const char *s = text != NULL ? text->in[i] : NULL;

        json_set_new(out, site_config_lang((enum lang)i),
            json_new_text(s != NULL ? s : fallback));
    }
    return out;
}

struct json *qn_json_title(const struct questionnaire *q)
{
    const struct json *title = json_get(q->json, "title");
    struct qn_text text = {{NULL}};

    for (int i = 0; title != NULL && i < N_LANGS; i++)
        text.in[i] = json_text(json_get(title, site_config_lang((enum lang)i)));
    return qn_json_text(&text, q->id);
}

struct json *qn_json_codes(const struct qn_question *question,
    const struct qn_level *level, uint8_t group)
{
    struct json *out = json_new_array();

    for (uint8_t i = 0; i < question->n_codes; i++)
        if (level->group_of[i] == group)
            json_append_new(out, json_new_text(question->code[i]));
    return out;
}

void qn_json_label_text(const struct questionnaire *q,
    const struct qn_question *question, const struct qn_level *level,
    uint8_t group, enum lang lang, struct bytes *out)
{
    const char *before = "";

    for (uint8_t i = 0; i < question->n_codes; i++) {
        if (level->group_of[i] != group)
            continue;
        bytes_addf(out, "%s%s", before,
            questionnaire_label(q, question->code[i], lang));
        before = ", ";
    }
}

struct json *qn_json_label(const struct questionnaire *q,
    const struct qn_question *question, const struct qn_level *level,
    uint8_t group)
{
    struct json *out = json_new_object();

    for (int i = 0; i < N_LANGS; i++) {
        struct bytes text = bytes_new(MAX_CODES * (MAX_TEXT + 2));

        qn_json_label_text(q, question, level, group, (enum lang)i, &text);
        json_set_new(out, site_config_lang((enum lang)i),
            json_new_text(bytes_text(&text)));
        bytes_free(&text);
    }
    return out;
}
