/* SPDX-License-Identifier: EUPL-1.2 */
#include "questionnaire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "questionnaire_private.h"
#include "xalloc.h"

enum wk_err questionnaire_parse(const uint8_t *text, size_t len,
    struct questionnaire **out, char why[static WHY_MAX])
{
    struct questionnaire *q = xcalloc(1, sizeof *q);
    enum wk_err err = WK_ETOOBIG;

    *out = NULL;
    if (len > MAX_QUESTIONNAIRE) {
        snprintf(why, WHY_MAX, "longer than %d bytes", MAX_QUESTIONNAIRE);
        goto out;
    }
    err = json_parse(text, len, &q->json, why, WHY_MAX);
    if (err == WK_OK)
        err = questionnaire_read(q, why);
    if (err != WK_OK) {
        /* Keys are quoted in why, and it may end on a terminal. */
        for (char *p = why; *p != '\0'; p++)
            if (*p < ' ' || *p > '~')
                *p = '?';
        goto out;
    }
    *out = q; /* Ownership moves to the caller. */
    q = NULL;
out:
    questionnaire_free(q);
    return err;
}

void questionnaire_free(struct questionnaire *q)
{
    if (q == NULL)
        return;
    free(q->question);
    free(q->attribute);
    json_free(q->json);
    free(q);
}

int questionnaire_find(const struct questionnaire *q, const char *id)
{
    for (size_t i = 0; i < q->n_questions; i++)
        if (strcmp(q->question[i].id, id) == 0)
            return (int)i;
    return -1;
}

const char *questionnaire_label(
    const struct questionnaire *q, const char *code, enum lang lang)
{
    static const char *const KEY[N_LANGS] = {"nl", "fr", "en"};
    const struct json *labels = json_get(q->json, "labels");
    const char *label = json_text(json_get(json_get(labels, code), KEY[lang]));

    return label != NULL ? label : code;
}

bool questionnaire_is_local(const char *id)
{
    return strncmp(id, QUESTIONNAIRE_LOCAL, sizeof QUESTIONNAIRE_LOCAL - 1) ==
        0;
}

void questionnaire_canonical(const struct questionnaire *q, struct bytes *out)
{
    json_write(q->json, true, out);
}

static bool same_text(const struct qn_text *a, const struct qn_text *b)
{
    for (int i = 0; i < N_LANGS; i++)
        if (a->in[i] != b->in[i] &&
            (a->in[i] == NULL || b->in[i] == NULL ||
                strcmp(a->in[i], b->in[i]) != 0))
            return false;
    return true;
}

bool questionnaire_same_question(
    const struct qn_question *a, const struct qn_question *b)
{
    if (!same_text(&a->text, &b->text) || a->sensitive != b->sensitive ||
        a->many != b->many || a->n_codes != b->n_codes ||
        a->n_levels != b->n_levels || a->n_extras != b->n_extras)
        return false;
    for (size_t i = 0; i < a->n_codes; i++)
        if (strcmp(a->code[i], b->code[i]) != 0)
            return false;
    for (size_t i = 0; i < a->n_extras; i++)
        if (strcmp(a->extra[i], b->extra[i]) != 0)
            return false;
    for (size_t i = 0; i < a->n_levels; i++)
        if (memcmp(a->level[i].group_of, b->level[i].group_of, a->n_codes) != 0)
            return false;
    return true;
}

bool questionnaire_same_attribute(
    const struct qn_attribute *a, const struct qn_attribute *b)
{
    if (strcmp(a->id, b->id) != 0 || !same_text(&a->text, &b->text) ||
        a->n_codes != b->n_codes || a->n_codings != b->n_codings)
        return false;
    for (size_t i = 0; i < a->n_codes; i++)
        if (strcmp(a->code[i], b->code[i]) != 0)
            return false;
    for (size_t i = 0; i < a->n_codings; i++)
        if (a->coding[i].n_groups != b->coding[i].n_groups ||
            memcmp(a->coding[i].group_of, b->coding[i].group_of, a->n_codes) !=
                0)
            return false;
    return true;
}
