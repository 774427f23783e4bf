/* SPDX-License-Identifier: EUPL-1.2 */
#include "release.h"

#include <string.h>

const char *channel_text(enum channel c)
{
    return c == CHANNEL_ASSISTED ? "assisted" : "self";
}

enum wk_err channel_parse(const char *s, enum channel *out)
{
    if (strcmp(s, "self") == 0)
        *out = CHANNEL_SELF;
    else if (strcmp(s, "assisted") == 0)
        *out = CHANNEL_ASSISTED;
    else
        return WK_EINVAL;
    return WK_OK;
}

size_t table_width(const struct qn_question *question, const struct table *t)
{
    switch (t->state) {
    case TABLE_EXACT:
        if (t->level >= question->n_levels || question->many)
            return 0;
        return (size_t)question->level[t->level].n_groups + question->n_extras +
            (t->split ? 3 : 1);
    case TABLE_AT_LEAST:
        return question->many ? 0 : 3;
    case TABLE_CHOICES:
        return question->many ? CHOICES_OPTION + (size_t)question->n_codes : 0;
    case TABLE_HIDDEN:
    case TABLE_NOT_ASKED:
        break;
    }
    return 0;
}

size_t breakdown_width(const struct qn_question *question, uint8_t level)
{
    return (size_t)question->level[level].n_groups + question->n_extras + 1;
}

static bool table_fits(
    const struct table *t, const struct qn_question *question)
{
    bool silent = t->state == TABLE_HIDDEN || t->state == TABLE_NOT_ASKED;

    return t->n_counts == table_width(question, t) &&
        (silent || t->n_counts > 0);
}

static bool margin_fits(const struct margin *m, const struct qn_attribute *a)
{
    if (!m->shown)
        return m->n_groups == 0;
    return m->coding < a->n_codings &&
        m->n_groups == a->coding[m->coding].n_groups + (m->not_said ? 1 : 0);
}

static bool breakdown_fits(const struct breakdown *b, const struct release *r,
    const struct qn_question *question)
{
    if (question->attribute < 0)
        return b->state == BREAKDOWN_NONE;
    if (b->state != BREAKDOWN_SHOWN)
        return b->state == BREAKDOWN_HIDDEN;
    return b->level < question->n_levels &&
        r->margin[question->attribute].shown &&
        b->n_cells ==
        r->margin[question->attribute].n_groups *
            breakdown_width(question, b->level);
}

bool release_fits(const struct release *r, const struct questionnaire *q)
{
    if (r->n_tables != q->n_questions || r->n_margins != q->n_attributes)
        return false;
    for (size_t i = 0; i < r->n_margins; i++)
        if (!margin_fits(&r->margin[i], &q->attribute[i]))
            return false;
    for (size_t i = 0; i < r->n_tables; i++)
        if (!table_fits(&r->table[i], &q->question[i]) ||
            !breakdown_fits(&r->breakdown[i], r, &q->question[i]))
            return false;
    return true;
}
