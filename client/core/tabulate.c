/* SPDX-License-Identifier: EUPL-1.2 */
#include "tabulate.h"

#include <assert.h>
#include <stdlib.h>

#include "xalloc.h"

struct tabulation {
    const struct questionnaire *q;
    uint32_t answer_sets, declined;
    struct tabulate_counts question[MAX_QUESTIONS];
    uint32_t attribute[MAX_ATTRIBUTES][MAX_GROUPS];
    struct tabulate_row row[MAX_QUESTIONS][MAX_GROUPS];
};

struct tabulation *tabulate_new(const struct questionnaire *q)
{
    struct tabulation *t = xcalloc(1, sizeof *t);

    t->q = q;
    for (size_t i = 0; i < q->n_questions; i++)
        t->question[i].asked = true;
    return t;
}

void tabulate_free(struct tabulation *t)
{
    if (t != NULL)
        bytes_wipe(t, sizeof *t); /* it holds true counts */
    free(t);
}

/* value was held against the questionnaire by answers_decode(). */
static void count(struct tabulate_counts *c, uint8_t value, uint32_t choices)
{
    switch (value) {
    case ANSWER_NOT_ASKED:
        c->asked = false;
        break;
    case ANSWER_REFUSED:
        c->refused++;
        break;
    case ANSWER_NOT_UNDERSTOOD:
        c->not_understood++;
        break;
    case ANSWER_SKIPPED:
        c->skipped++;
        break;
    case ANSWER_CHOSEN:
        c->chose++;
        for (size_t i = 0; i < MAX_OPTIONS; i++)
            c->code[i] += choices >> i & 1;
        break;
    default:
        if (value < ANSWER_EXTRA) {
            assert(value < MAX_CODES);
            c->code[value]++;
        } else {
            assert(value - ANSWER_EXTRA < MAX_EXTRAS);
            c->extra[value - ANSWER_EXTRA]++;
        }
    }
}

static void count_row(struct tabulate_row *r, uint8_t value)
{
    if (value < ANSWER_EXTRA)
        r->code[value]++;
    else if (value < ANSWER_CHOSEN)
        r->extra[value - ANSWER_EXTRA]++;
    else
        r->no_answer++;
}

/* The group of a person: a code of the attribute, or the last. */
static size_t group_of(
    const struct tabulation *t, size_t attribute, const struct answers *a)
{
    uint8_t code = a->attribute[attribute];

    return code == ANSWER_SKIPPED ? t->q->attribute[attribute].n_codes : code;
}

void tabulate_add(struct tabulation *t, const struct answers *a)
{
    if (a->declined) {
        t->declined++;
        return;
    }
    t->answer_sets++;
    for (size_t i = 0; i < t->q->n_attributes; i++)
        t->attribute[i][group_of(t, i, a)]++;
    for (size_t i = 0; i < t->q->n_questions; i++) {
        const struct qn_question *it = &t->q->question[i];

        count(&t->question[i], a->value[i],
            it->many ? a->choices[it->choices] : 0);
        if (it->attribute >= 0)
            count_row(
                &t->row[i][group_of(t, (size_t)it->attribute, a)], a->value[i]);
    }
}

uint32_t tabulate_answer_sets(const struct tabulation *t)
{
    return t->answer_sets;
}

uint32_t tabulate_declined(const struct tabulation *t)
{
    return t->declined;
}

const struct tabulate_counts *tabulate_question(
    const struct tabulation *t, size_t question)
{
    assert(question < t->q->n_questions);
    return &t->question[question];
}

const uint32_t *tabulate_attribute(const struct tabulation *t, size_t attribute)
{
    assert(attribute < t->q->n_attributes);
    return t->attribute[attribute];
}

const struct tabulate_row *tabulate_rows(
    const struct tabulation *t, size_t question)
{
    assert(question < t->q->n_questions);
    return t->row[question];
}
