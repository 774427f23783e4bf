/* SPDX-License-Identifier: EUPL-1.2 */
#include "tabulate.h"

#include <assert.h>
#include <stdlib.h>

#include "xalloc.h"

struct tabulation {
    size_t n_questions;
    uint32_t answer_sets;
    struct tabulate_counts question[MAX_QUESTIONS];
};

struct tabulation *tabulate_new(const struct questionnaire *q)
{
    struct tabulation *t = xcalloc(1, sizeof *t);

    t->n_questions = q->n_questions;
    for (size_t i = 0; i < t->n_questions; i++)
        t->question[i].asked = true;
    return t;
}

void tabulate_free(struct tabulation *t)
{
    free(t);
}

/* value was held against the questionnaire by answers_decode(). */
static void count(struct tabulate_counts *c, uint8_t value)
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

void tabulate_add(struct tabulation *t, const struct answers *a)
{
    t->answer_sets++;
    for (size_t i = 0; i < t->n_questions; i++)
        count(&t->question[i], a->value[i]);
}

uint32_t tabulate_answer_sets(const struct tabulation *t)
{
    return t->answer_sets;
}

const struct tabulate_counts *tabulate_question(
    const struct tabulation *t, size_t question)
{
    assert(question < t->n_questions);
    return &t->question[question];
}
