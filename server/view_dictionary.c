/* SPDX-License-Identifier: EUPL-1.2 */
/* view_dictionary.c - what can be asked, and everything about it: what
 * view_questions() says, the type, the groups of people and since when. */
#include "view_private.h"

#include <stdlib.h>
#include <string.h>

#include "compare.h"

/* The newest attribute of this name by which a questionnaire breaks the
 * question down; the list is by id and version. */
static struct json *attribute_json(const struct questionnaire *const *list,
    size_t n, const char *question, const char *attribute)
{
    struct json *found = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct questionnaire *q = list[i];
        int at = questionnaire_find(q, question);
        int by = at >= 0 ? q->question[at].attribute : -1;

        if (by >= 0 && strcmp(q->attribute[by].id, attribute) == 0) {
            json_free(found);
            found = compare_attribute_json(q, &q->attribute[by]);
        }
    }
    return found != NULL ? found : json_new_null();
}

static void set_attributes(const struct questionnaire *const *list, size_t n,
    const char *id, struct json *question)
{
    const struct json *names = json_get(question, "attributes");
    struct json *all = json_new_array();

    for (size_t i = 0; i < json_size(names); i++)
        json_append_new(all,
            attribute_json(
                list, n, id, json_text(json_get(json_at(names, i), "id"))));
    json_set_new(question, "attributes", all);
}

/* The first month in which a release that is seen here tells of it; null
 * while none does.  A question of several choices is told of by its options,
 * all at once. */
static enum wk_err set_first(struct ledger *l, const struct audience *a,
    const char *id, struct json *question)
{
    const struct json *options = json_get(question, "options");
    const struct view_query q = {.who = *a,
        .question = json_size(options) > 0
            ? json_text(json_get(json_at(options, 0), "id"))
            : id,
        .months = {INT32_MIN, INT32_MAX},
        .apart = true};
    const struct compare_part *first = NULL;
    char why[WHY_MAX], text[MONTH_TEXT];
    struct view v;
    enum wk_err err = view_open(l, &q, &v, why);

    for (size_t i = 0; err == WK_OK && i < v.n_parts; i++) {
        const struct compare_part *p = &v.parts[i];

        if (p->table.state != TABLE_NOT_ASKED &&
            (first == NULL || p->months.first < first->months.first))
            first = p;
    }
    if (first != NULL)
        month_text(first->months.first, text);
    json_set_new(question, "first",
        first != NULL ? json_new_text(text) : json_new_null());
    view_close(&v);
    return err;
}

enum wk_err view_dictionary_json(struct ledger *l, const struct audience *a,
    struct view_terms terms, struct json **out)
{
    const struct questionnaire **list = NULL;
    const struct json *questions;
    size_t n = 0;
    enum wk_err err = view_questions_json(l, a, terms, out);

    if (err == WK_OK)
        err = ledger_questionnaire_all(l, &list, &n);
    questions = err == WK_OK ? json_get(*out, "questions") : NULL;
    for (size_t i = 0; err == WK_OK && i < json_size(questions); i++) {
        struct json *q = json_at(questions, i);
        const char *id = json_text(json_get(q, "id"));

        json_set_new(q, "type",
            json_new_text(
                json_size(json_get(q, "options")) > 0 ? "many" : "one"));
        set_attributes(list, n, id, q);
        err = set_first(l, a, id, q);
    }
    free(list);
    return err;
}

enum wk_err view_dictionary(struct ledger *l, const struct audience *a,
    struct view_terms terms, struct bytes *out)
{
    struct json *j = NULL;
    enum wk_err err = view_dictionary_json(l, a, terms, &j);

    return view_finish(j, err, out);
}
