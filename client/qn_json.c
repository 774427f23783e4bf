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

struct json *qn_json_project(const struct store_project *p)
{
    const struct qn_text name = {{p->name[0], p->name[1], p->name[2]}};

    return qn_json_text(&name, p->id);
}

struct qn_scale qn_scale_level(
    const struct qn_question *question, uint8_t level)
{
    return (struct qn_scale){
        question->code, question->n_codes, &question->level[level]};
}

struct qn_scale qn_scale_coding(const struct qn_attribute *a, uint8_t coding)
{
    return (struct qn_scale){a->code, a->n_codes, &a->coding[coding]};
}

struct json *qn_json_codes(struct qn_scale scale, uint8_t group)
{
    struct json *out = json_new_array();

    for (uint8_t i = 0; i < scale.n_codes; i++)
        if (scale.level->group_of[i] == group)
            json_append_new(out, json_new_text(scale.code[i]));
    return out;
}

void qn_json_label_text(const struct questionnaire *q, struct qn_scale scale,
    uint8_t group, enum lang lang, struct bytes *out)
{
    const char *before = "";

    for (uint8_t i = 0; i < scale.n_codes; i++) {
        if (scale.level->group_of[i] != group)
            continue;
        bytes_addf(
            out, "%s%s", before, questionnaire_label(q, scale.code[i], lang));
        before = ", ";
    }
}

struct json *qn_json_label(
    const struct questionnaire *q, struct qn_scale scale, uint8_t group)
{
    struct json *out = json_new_object();

    for (int i = 0; i < N_LANGS; i++) {
        struct bytes text = bytes_new(QN_LABEL_MAX);

        qn_json_label_text(q, scale, group, (enum lang)i, &text);
        json_set_new(out, site_config_lang((enum lang)i),
            json_new_text(bytes_text(&text)));
        bytes_free(&text);
    }
    return out;
}

struct json *qn_json_code_label(const struct questionnaire *q, const char *code)
{
    struct json *out = json_new_object();

    for (int i = 0; i < N_LANGS; i++)
        json_set_new(out, site_config_lang((enum lang)i),
            json_new_text(questionnaire_label(q, code, (enum lang)i)));
    return out;
}

struct json *qn_json_positive(
    const struct questionnaire *q, const struct qn_question *question)
{
    const struct qn_level *level = &question->level[question->n_levels - 1];
    struct json *list = json_new_array();

    for (size_t i = 0; i < question->n_codes; i++)
        if (level->group_of[i] + 1 == level->n_groups)
            json_append_new(list, qn_json_code_label(q, question->code[i]));
    return list;
}
