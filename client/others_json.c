/* SPDX-License-Identifier: EUPL-1.2 */
#include "others_json.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "others.h"
#include "qn_json.h"
#include "xalloc.h"

static struct json *share_json(const struct others_share *s)
{
    struct json *j = json_new_object();

    others_set_share(j, s);
    return j;
}

static struct json *sites_json(const struct others_question *q)
{
    struct json *list = json_new_array();

    for (size_t i = 0; i < q->n; i++) {
        struct json *j = share_json(&q->other[i].share);

        json_set_new(j, "letter", json_new_text(q->other[i].letter));
        json_set_new(j, "clear", json_new_bool(q->other[i].clear));
        json_append_new(list, j);
    }
    return list;
}

/* The question in the newest questionnaire that has it; NULL: none here. */
static const struct qn_question *find(const struct store_questionnaire *held,
    size_t n, const char *id, const struct questionnaire **in)
{
    const struct qn_question *found = NULL;

    for (size_t i = 0; i < n; i++) {
        int at = questionnaire_find(held[i].q, id);

        if (at >= 0 && !held[i].q->question[at].many) {
            found = &held[i].q->question[at];
            *in = held[i].q;
        }
    }
    return found;
}

static struct json *questions_json(const struct others *o,
    const struct store_questionnaire *held, size_t n_held)
{
    struct json *list = json_new_array();

    for (size_t i = 0; i < o->n; i++) {
        const struct others_question *q = &o->question[i];
        const struct questionnaire *in = NULL;
        const struct qn_question *known = find(held, n_held, q->id, &in);
        struct json *j;

        if (known == NULL)
            continue;
        j = json_new_object();
        json_set_new(j, "question", json_new_text(q->id));
        json_set_new(j, "text", qn_json_text(&known->text, q->id));
        json_set_new(j, "positive", qn_json_positive(in, known));
        json_set_new(j, "own", share_json(&q->own));
        json_set_new(j, "others", sites_json(q));
        json_append_new(list, j);
    }
    return list;
}

static struct json *month_json(const struct others *o, int32_t month)
{
    return o->n > 0 ? json_new_month(month) : json_new_null();
}

/* What is kept; nothing before the first, WK_ECHECK when it is damaged. */
static enum wk_err load(struct store *s, struct others *o)
{
    struct bytes text = bytes_new(OTHERS_TEXT + 1);
    char why[WHY_MAX];
    enum wk_err err = store_meta_get(s, "others", &text);

    *o = (struct others){.n = 0};
    if (err == WK_OK && others_parse(text.data, text.len, o, why) != WK_OK) {
        log_warn("site.db: table meta, row others: %s", why);
        err = WK_ECHECK;
    }
    bytes_free(&text);
    return err == WK_ENOTFOUND ? WK_OK : err;
}

enum wk_err others_json(struct store *s, struct json **out)
{
    struct others *o = xcalloc(1, sizeof *o);
    struct store_questionnaire *held = NULL;
    struct json *j = json_new_object();
    size_t n = 0;
    enum wk_err err = load(s, o);

    if (err == WK_OK)
        err = store_questionnaire_list(s, &held, &n);
    json_set_new(j, "first", month_json(o, o->months.first));
    json_set_new(j, "last", month_json(o, o->months.last));
    json_set_new(j, "questions", questions_json(o, held, n));
    for (size_t i = 0; i < n; i++)
        questionnaire_free(held[i].q);
    free(held);
    free(o);
    *out = j;
    return err;
}
