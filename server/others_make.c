/* SPDX-License-Identifier: EUPL-1.2 */
#include "others_make.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view_private.h"
#include "xalloc.h"

enum { MONTHS = 12 };
static const double ALPHA = 0.05;

/* The last month whose periods are over, by the calendar, on this date. */
static int32_t last_month(int64_t opened)
{
    int32_t month = date_month(opened);

    while (period_closes_on((struct period){month, month}) > opened)
        month--;
    return month;
}

static struct others_share share_of(const struct figure *f)
{
    struct interval i = bounds_wilson(&f->two, intervals_z(ALPHA));

    return (struct others_share){
        .n = (uint32_t)f->two.n,
        .low = (int32_t)floor(i.low * OTHERS_WHOLE),
        .high = (int32_t)ceil(i.high * OTHERS_WHOLE),
        .share = f->capped ? OTHERS_CAPPED
                           : (int32_t)lround((double)f->two.positive /
                                 (double)f->two.n * OTHERS_WHOLE),
    };
}

/* The first others, by letter, that tell it; false: they or the own one are
 * too few. */
static bool take(const struct compare *c, struct others_question *out)
{
    const struct figure *own = &c->site[0].row[COMPARE_TOTAL];
    const struct figure *other[OTHERS_MAX];
    double z;

    out->n = 0;
    for (size_t i = 1; i < c->in.n_sites && out->n < OTHERS_MAX; i++) {
        const struct figure *f = &c->site[i].row[COMPARE_TOTAL];

        if (f->two.n == 0)
            continue;
        audience_letter(i - 1, out->other[out->n].letter);
        out->other[out->n].share = share_of(f);
        other[out->n++] = f;
    }
    if (own->two.n == 0 || out->n < OTHERS_LEAST)
        return false;
    out->own = share_of(own);
    z = intervals_family_z(ALPHA, out->n);
    for (size_t i = 0; i < out->n; i++) {
        struct interval d = bounds_newcombe(&own->two, &other[i]->two, z);

        out->other[i].clear = d.low > 0 || d.high < 0;
    }
    return true;
}

static enum wk_err add_question(struct ledger *l, const struct roster *roster,
    const char *id, struct others *o)
{
    const struct view_query q = {.who = roster->audience,
        .question = id,
        .months = o->months,
        .roster = roster};
    struct others_question *out = &o->question[o->n];
    char why[WHY_MAX];
    struct view v;
    enum wk_err err;

    for (size_t i = 0; i < o->n; i++)
        if (strcmp(o->question[i].id, id) == 0)
            return WK_OK;
    err = view_open(l, &q, &v, why);
    if (err == WK_OK && take(v.compare, out)) {
        snprintf(out->id, sizeof out->id, "%s", id);
        o->n++;
    }
    view_close(&v);
    return err;
}

enum wk_err others_make(
    struct ledger *l, int64_t site, int64_t opened, struct bytes *out)
{
    const struct audience a = {AUDIENCE_NETWORK, site, opened};
    struct others *o = xcalloc(1, sizeof *o);
    const struct questionnaire **list = NULL;
    struct roster roster = {.n_sites = 0};
    size_t n = 0;
    enum wk_err err = ledger_questionnaire_all(l, &list, &n);

    if (err == WK_OK)
        err = roster_load(l, &a, &roster); /* the same for all questions */
    o->months.last = last_month(opened);
    o->months.first = o->months.last - MONTHS + 1;
    for (size_t i = 0; err == WK_OK && i < n; i++)
        for (size_t k = 0; err == WK_OK && k < list[i]->n_questions &&
             o->n < OTHERS_QUESTIONS;
             k++)
            if (!list[i]->question[k].many)
                err = add_question(l, &roster, list[i]->question[k].id, o);
    if (err == WK_OK && o->n > 0)
        others_write(o, out);
    roster_free(&roster);
    free(list);
    free(o);
    return err;
}
