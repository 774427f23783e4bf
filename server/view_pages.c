/* SPDX-License-Identifier: EUPL-1.2 */
/* view_pages.c - the views behind Trend, Needs, Trust and Overview. */
#include "view_private.h"

#include <stdio.h>
#include <stdlib.h>

#include "needs.h"
#include "overview.h"
#include "trust.h"
#include "xalloc.h"

enum wk_err view_trend(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    struct view_query apart = *q;
    struct trend *t = NULL;
    struct view v;
    enum wk_err err;

    apart.apart = true;
    err = view_open(l, &apart, &v, why);
    if (err == WK_OK)
        err = trend_new(v.compare, &t);
    if (err == WK_OK)
        err = view_finish(trend_json(t), WK_OK, out);
    trend_free(t);
    view_close(&v);
    return err;
}

/* ---- Several questions at once ---- */

/* Views of questions over the same months. */
struct many {
    struct view *view;
    size_t n;
};

static void close_many(struct many *m)
{
    for (size_t i = 0; i < m->n; i++)
        view_close(&m->view[i]);
    free(m->view);
}

/* Open one more, of another question; there is room. */
static enum wk_err open_next(struct ledger *l, struct many *m,
    const char *question, const struct view_query *like,
    char why[static WHY_MAX])
{
    struct view_query q = *like;

    q.question = question;
    q.attribute = NULL;
    return view_open(l, &q, &m->view[m->n++], why);
}

/* ---- Needs ---- */

/* The last questionnaire that asks it, with its options; NULL: none. */
static const struct questionnaire *find_many(
    const struct questionnaire *const *list, size_t n, const char *question)
{
    const struct questionnaire *found = NULL;

    for (size_t i = 0; i < n; i++) {
        int at = questionnaire_find(list[i], question);

        if (at >= 0 && list[i]->question[at].many)
            found = list[i];
    }
    return found;
}

static enum wk_err write_needs(struct ledger *l, const struct view_query *q,
    const struct questionnaire *from, struct bytes *out,
    char why[static WHY_MAX])
{
    const struct qn_question *question =
        &from->question[questionnaire_find(from, q->question)];
    const struct compare *option[MAX_OPTIONS] = {NULL};
    struct needs needs = {from, question, option};
    struct many m = {.n = 0};
    enum wk_err err = WK_OK;

    m.view = xcalloc(question->n_codes, sizeof *m.view);
    for (size_t i = 0; err == WK_OK && i < question->n_codes; i++) {
        char id[MAX_OPTION_ID + 1];

        option_id(question, i, id);
        err = open_next(l, &m, id, q, why);
        option[i] = m.view[i].compare;
    }
    if (err == WK_OK)
        err = view_finish(needs_json(&needs), WK_OK, out);
    close_many(&m);
    return err;
}

enum wk_err view_needs(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    const struct questionnaire **list = NULL;
    const struct questionnaire *from;
    size_t n = 0;
    enum wk_err err = ledger_questionnaire_all(l, &list, &n);

    from = find_many(list, n, q->question);
    if (err == WK_OK && from == NULL) {
        snprintf(why, WHY_MAX,
            "question %.*s is in no questionnaire here, or has no options",
            MAX_ID, q->question);
        err = WK_ENOTFOUND;
    }
    if (err == WK_OK)
        err = write_needs(l, q, from, out, why);
    free(list);
    return err;
}

/* ---- Trust ---- */

enum wk_err view_trust(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    struct trust t = {.months = q->months};
    struct many m = {.n = 0};
    enum wk_err err = WK_OK;

    m.view = xcalloc(READING_TRUST, sizeof *m.view);
    for (size_t i = 0; err == WK_OK && i < READING_TRUST; i++) {
        const struct view *v = &m.view[i];

        err = open_next(l, &m, READING_TRUST_ID[i], q, why);
        t.item[i] = v->compare;
        if (err == WK_OK) {
            t.site = v->roster.name;
            t.n_sites = v->roster.n_rows;
        } else if (err == WK_ENOTFOUND) {
            err = WK_OK; /* no questionnaire here has it */
        }
    }
    if (err == WK_OK)
        err = view_finish(trust_json(&t), WK_OK, out);
    close_many(&m);
    return err;
}

/* ---- Overview ---- */

/* One question after the other: of many sites their releases are many. */
static enum wk_err add_question(struct ledger *l, const struct view_query *q,
    struct overview *o, char why[static WHY_MAX])
{
    struct trend *t = NULL;
    struct view v;
    enum wk_err err = view_open(l, q, &v, why);

    if (err == WK_OK)
        err = trend_new(v.compare, &t);
    if (err == WK_OK)
        err = overview_add(o, t);
    trend_free(t);
    view_close(&v);
    return err;
}

enum wk_err view_overview(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    const struct questionnaire **list = NULL;
    size_t n = 0, n_asked = 0;
    enum wk_err err = ledger_questionnaire_all(l, &list, &n);
    struct view_asked *asked = view_asked_list(list, n, &n_asked);
    struct overview *o = overview_new(n_asked);

    for (size_t i = 0; err == WK_OK && i < n_asked; i++) {
        struct view_query one = *q;

        if (asked[i].question->many)
            continue;
        one.question = asked[i].question->id;
        one.attribute = NULL;
        one.apart = true;
        err = add_question(l, &one, o, why);
    }
    if (err == WK_OK)
        err = view_finish(overview_json(o), WK_OK, out);
    overview_free(o);
    free(asked);
    free(list);
    return err;
}
