/* SPDX-License-Identifier: EUPL-1.2 */
#include "explain.h"

#include <inttypes.h>

/* R2, R4: exact counts need this many answer sets for each of their cells. */
enum { SETS_PER_CELL = 5 };

const char EXPLAIN_NOT_TOLD[] =
    "not told; no reason is kept, see PRIVACY.md R7\n";

static const char NOT_ASKED[] =
    "R1: it was not put to everybody in this batch\n";

void explain_batch(const struct release *r, struct bytes *out)
{
    bytes_addf(out,
        "R0: a batch needs %" PRIu32 " answer sets, there are %" PRIu32 "\n",
        r->rules.batch, r->answer_sets);
}

/* ---- What the bytes hold ---- */

/* The told counts of an exact total, added up to a coarser level. */
static void columns_at(const struct qn_question *question,
    const struct table *t, size_t level, uint32_t out[static MAX_CODES])
{
    const struct qn_level *told = &question->level[t->level];
    bool added[MAX_CODES] = {false};

    for (size_t i = 0; i < question->n_codes; i++) {
        uint8_t from = told->group_of[i];

        if (!added[from])
            out[question->level[level].group_of[i]] += t->count[from];
        added[from] = true;
    }
}

static uint32_t needed(size_t rows, size_t columns)
{
    return (uint32_t)(SETS_PER_CELL * rows * columns);
}

/*
 * C2: the first column that is a few people; 0 when there is none.  Only the
 * 2-level may add the total's columns up.
 */
static uint32_t few_in_a_column(const struct release *r,
    const struct qn_question *question, const struct table *t, size_t level)
{
    uint32_t column[MAX_CODES] = {0};

    if (level + 1u < question->n_levels)
        level = t->level;
    columns_at(question, t, level, column);
    for (size_t g = 0; g < question->level[level].n_groups; g++)
        if (column[g] > 0 && column[g] < r->rules.column)
            return column[g];
    return 0;
}

/* ---- Totals ---- */

static void say_exact(const struct release *r,
    const struct qn_question *question, const struct table *t,
    struct bytes *out)
{
    uint32_t side[MAX_CODES] = {0};
    uint32_t n = r->answer_sets;
    unsigned told = question->level[t->level].n_groups;

    columns_at(question, t, question->n_levels - 1u, side);
    bytes_addf(out,
        "R2: %" PRIu32 " on one side and %" PRIu32
        " on the other, each more than %" PRIu32 ": exact counts\n",
        side[0], side[1], r->rules.dissent);
    for (size_t l = 0; l < t->level; l++)
        bytes_addf(out,
            "R2: %u columns need %" PRIu32 " answer sets, there are %" PRIu32
            "\n",
            question->level[l].n_groups, needed(1, question->level[l].n_groups),
            n);
    bytes_addf(out,
        "R2: told in %u columns, which need %" PRIu32
        " answer sets; there are %" PRIu32 "\n",
        told, needed(1, told), n);
    bytes_addf(out,
        t->split
            ? "NO ANSWER: in three counts, each nobody or at least %" PRIu32
              "\n"
            : "NO ANSWER: in one count, for its three parts are not each"
              " nobody or at least %" PRIu32 "\n",
        r->rules.column);
}

static void say_choices(
    const struct release *r, const struct table *t, struct bytes *out)
{
    uint32_t d = r->rules.dissent, answered = t->count[CHOICES_ANSWERED];

    bytes_addf(out,
        "CHOICES: %" PRIu32 " chose something, at least %" PRIu32
        " and more than %" PRIu32 "; %" PRIu32 " stands for \"at most %" PRIu32
        "\", %" PRIu32 " for \"at least %" PRIu32 "\"\n",
        answered, r->rules.batch, 2 * d + 1, d, d, answered - d, answered - d);
}

void explain_total(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out)
{
    const struct table *t = &r->table[question];

    switch (t->state) {
    case TABLE_HIDDEN:
        bytes_add_text(out, EXPLAIN_NOT_TOLD);
        break;
    case TABLE_NOT_ASKED:
        bytes_add_text(out, NOT_ASKED);
        break;
    case TABLE_EXACT:
        say_exact(r, &q->question[question], t, out);
        break;
    case TABLE_AT_LEAST:
        bytes_addf(out,
            "R2: %" PRIu32 " answered, at least %" PRIu32
            ", and on the smaller side are at most %" PRIu32
            ": a bound and nothing else\n",
            t->count[1], r->rules.batch, r->rules.dissent);
        break;
    case TABLE_CHOICES:
        say_choices(r, t, out);
        break;
    }
}

/* ---- Attributes ---- */

void explain_attribute(const struct questionnaire *q, const struct release *r,
    size_t attribute, struct bytes *out)
{
    const struct margin *m = &r->margin[attribute];

    if (!m->shown) {
        bytes_add_text(out, EXPLAIN_NOT_TOLD);
        return;
    }
    bytes_addf(out,
        "R3: coding %d of %d, the first in which every group has at least"
        " %" PRIu32 " people\n",
        m->coding + 1, q->attribute[attribute].n_codings, r->rules.group);
    if (m->not_said)
        bytes_addf(out,
            "R3: those who did not say are a group, for they are at least"
            " %" PRIu32 "\n",
            r->rules.group);
    else
        bytes_add_text(out, "R3: there is nobody who did not say\n");
}

/* ---- Breakdowns ---- */

/*
 * What everybody sees against a breakdown at this level: too few answer sets,
 * or a column of few.  False when there is nothing.
 */
static bool say_against(const struct questionnaire *q, const struct release *r,
    size_t i, size_t level, struct bytes *out)
{
    const struct qn_question *question = &q->question[i];
    unsigned rows = r->margin[question->attribute].n_groups;
    unsigned columns = question->level[level].n_groups;
    uint32_t need = needed(rows, columns), few;

    if (r->answer_sets < need) {
        bytes_addf(out,
            "R4: %u groups by %u columns need %" PRIu32
            " answer sets, there are %" PRIu32 "\n",
            rows, columns, need, r->answer_sets);
        return true;
    }
    few = few_in_a_column(r, question, &r->table[i], level);
    if (few > 0)
        bytes_addf(out,
            "C2: in %u columns, one holds %" PRIu32
            " people, which is fewer than %" PRIu32 "\n",
            columns, few, r->rules.column);
    return few > 0;
}

static void say_shown(const struct questionnaire *q, const struct release *r,
    size_t i, struct bytes *out)
{
    const struct qn_question *question = &q->question[i];
    unsigned rows = r->margin[question->attribute].n_groups;
    unsigned told = question->level[r->breakdown[i].level].n_groups;

    for (size_t l = r->table[i].level; l < r->breakdown[i].level; l++)
        if (!say_against(q, r, i, l, out))
            bytes_add_text(out, EXPLAIN_NOT_TOLD);
    bytes_addf(out,
        "R4: told in %u groups by %u columns, which need %" PRIu32
        " answer sets; there are %" PRIu32 "\n",
        rows, told, needed(rows, told), r->answer_sets);
}

/* Under an exact total, by groups that are told. */
static void say_hidden(const struct questionnaire *q, const struct release *r,
    size_t i, struct bytes *out)
{
    struct bytes reasons = bytes_new(MAX_LEVELS * MAX_TEXT);
    bool all = true;

    for (size_t l = r->table[i].level; l < q->question[i].n_levels; l++)
        all = say_against(q, r, i, l, &reasons) && all;
    bytes_add_text(out, all ? bytes_text(&reasons) : EXPLAIN_NOT_TOLD);
    bytes_free(&reasons);
}

void explain_breakdown(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out)
{
    const struct table *t = &r->table[question];

    if (r->breakdown[question].state == BREAKDOWN_NONE)
        return;
    if (r->breakdown[question].state == BREAKDOWN_SHOWN)
        say_shown(q, r, question, out);
    else if (t->state == TABLE_NOT_ASKED)
        bytes_add_text(out, NOT_ASKED);
    else if (t->state == TABLE_AT_LEAST)
        bytes_add_text(
            out, "R4: its total is a bound, and only an exact one has rows\n");
    else if (t->state == TABLE_EXACT &&
        r->margin[q->question[question].attribute].shown)
        say_hidden(q, r, question, out);
    else
        bytes_add_text(out, EXPLAIN_NOT_TOLD);
}
