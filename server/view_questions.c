/* SPDX-License-Identifier: EUPL-1.2 */
/* view_questions.c - what can be asked: questions and options, months, sites.
 */
#include "view_private.h"

#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "compare.h"
#include "option.h"
#include "roster.h"
#include "xalloc.h"

static int by_id(const void *a, const void *b)
{
    const struct view_asked *x = a, *y = b;

    return strcmp(x->question->id, y->question->id);
}

struct view_asked *view_asked_list(
    const struct questionnaire *const *list, size_t n, size_t *out_n)
{
    struct view_asked *all = xcalloc(n * MAX_QUESTIONS + 1, sizeof *all);
    size_t found = 0, kept = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < list[i]->n_questions; j++)
            all[found++] = (struct view_asked){list[i], &list[i]->question[j]};
    qsort(all, found, sizeof *all, by_id);
    for (size_t i = 0; i < found; i++)
        if (kept == 0 || by_id(&all[kept - 1], &all[i]) != 0)
            all[kept++] = all[i];
    *out_n = kept;
    return all;
}

/* The options of a question of type many, to be asked for by their ids. */
static struct json *options_json(const struct view_asked *a)
{
    struct json *list = json_new_array();

    for (size_t i = 0; a->question->many && i < a->question->n_codes; i++) {
        const char *code = a->question->code[i];
        struct json *j = json_new_object();
        char id[MAX_OPTION_ID + 1];
        struct qn_text text;

        option_id(a->question, i, id);
        for (size_t k = 0; k < N_LANGS; k++)
            text.in[k] = questionnaire_label(a->from, code, (enum lang)k);
        json_set_new(j, "id", json_new_text(id));
        json_set_new(j, "text", compare_text_json(&text));
        json_append_new(list, j);
    }
    return list;
}

/* The attributes by which some questionnaire breaks the question down. */
static struct json *attributes_json(const struct view_asked *a,
    const struct questionnaire *const *list, size_t n)
{
    struct json *found = json_new_array();
    struct json *by_name = json_new_object();
    const char *name = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct questionnaire *q = list[i];
        int at = questionnaire_find(q, a->question->id);

        if (at >= 0 && q->question[at].attribute >= 0) {
            const struct qn_attribute *by =
                &q->attribute[q->question[at].attribute];

            json_set_new(by_name, by->id, compare_text_json(&by->text));
        }
    }
    while ((name = json_next_key(by_name, name)) != NULL) {
        struct json *j = json_new_object();

        json_set_new(j, "id", json_new_text(name));
        json_set_new(j, "text", json_new_copy(json_get(by_name, name)));
        json_append_new(found, j);
    }
    json_free(by_name);
    return found;
}

static struct json *question_json(const struct view_asked *a,
    const struct questionnaire *const *list, size_t n)
{
    struct json *j = json_new_object(), *in = json_new_array();
    const char *last = "";

    for (size_t i = 0; i < n; i++) {
        /* Versions of one questionnaire stand together. */
        if (questionnaire_find(list[i], a->question->id) >= 0 &&
            strcmp(last, list[i]->id) != 0) {
            last = list[i]->id;
            json_append_new(in, json_new_text(last));
        }
    }
    json_set_new(j, "id", json_new_text(a->question->id));
    json_set_new(j, "text", compare_text_json(&a->question->text));
    json_set_new(j, "sensitive", json_new_bool(a->question->sensitive));
    json_set_new(j, "questionnaires", in);
    json_set_new(j, "options", options_json(a));
    json_set_new(j, "attributes", attributes_json(a, list, n));
    json_set_new(j, "levels", compare_levels_json(a->question));
    json_set_new(j, "labels", compare_labels_json(a->from, a->question));
    return j;
}

static enum wk_err set_months(
    struct ledger *l, const struct audience *a, struct json *j)
{
    struct period months;
    enum wk_err err = cells_months(l, a->opened, &months);

    json_set_new(j, "first",
        err == WK_OK ? json_new_month(months.first) : json_new_null());
    json_set_new(j, "last",
        err == WK_OK ? json_new_month(months.last) : json_new_null());
    return err == WK_ENOTFOUND ? WK_OK : err;
}

static enum wk_err set_site_names(
    struct ledger *l, const struct audience *a, struct json *j)
{
    struct json *names = json_new_array();
    struct roster r = {.n_rows = 0};
    enum wk_err err = roster_load(l, a, &r);

    for (size_t i = 0; i < r.n_rows; i++)
        json_append_new(names, json_new_text(r.name[i]));
    json_set_new(j, "sites", names);
    roster_free(&r);
    return err;
}

enum wk_err view_questions_json(struct ledger *l, const struct audience *a,
    struct view_terms terms, struct json **out)
{
    struct json *j = json_new_object(), *questions = json_new_array();
    const struct questionnaire **list = NULL;
    struct view_asked *asked;
    size_t n = 0, n_asked = 0;
    enum wk_err err;

    json_set_new(j, "demonstration", json_new_bool(terms.demonstration));
    json_set_new(j, "embargo_days", json_new_int(terms.embargo_days));
    err = set_months(l, a, j);
    if (err == WK_OK)
        err = set_site_names(l, a, j);
    if (err == WK_OK)
        err = ledger_questionnaire_all(l, &list, &n);
    asked = view_asked_list(list, n, &n_asked);
    for (size_t i = 0; i < n_asked; i++)
        json_append_new(questions, question_json(&asked[i], list, n));
    json_set_new(j, "questions", questions);
    free(asked);
    free(list);
    *out = j;
    return err;
}

enum wk_err view_questions(struct ledger *l, const struct audience *a,
    struct view_terms terms, struct bytes *out)
{
    struct json *j = NULL;
    enum wk_err err = view_questions_json(l, a, terms, &j);

    return view_finish(j, err, out);
}
