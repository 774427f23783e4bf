/* SPDX-License-Identifier: EUPL-1.2 */
#include "floors.h"

#include "levels.h"

/* R2, R4: exact counts need this many answer sets for each of their cells. */
enum { SETS_PER_CELL = 5 };

/* ---- Totals ---- */

/* What a row of counts says at another, coarser level of its question. */
static void coarsen(const struct qn_question *question, size_t from, size_t to,
    const uint32_t *row, uint64_t out[static MAX_CODES])
{
    uint8_t group[MAX_OPTIONS];

    levels_nest(
        &question->level[from], &question->level[to], question->n_codes, group);
    for (size_t i = 0; i < MAX_CODES; i++)
        out[i] = 0;
    for (size_t i = 0; i < question->level[from].n_groups; i++)
        out[group[i]] += row[i];
}

/* The fewer of the two sides of a row, at the coarsest level. */
static uint64_t smaller_side(
    const struct qn_question *question, size_t level, const uint32_t *row)
{
    uint64_t side[MAX_CODES];

    coarsen(question, level, question->n_levels - 1u, row, side);
    return side[0] < side[1] ? side[0] : side[1];
}

static uint64_t sum(const uint32_t *count, size_t n)
{
    uint64_t all = 0;

    for (size_t i = 0; i < n; i++)
        all += count[i];
    return all;
}

/* Of the three kinds of no answer, one that is a few people. */
static bool split_broken(const struct table *t)
{
    for (size_t i = t->n_counts - 3u; t->split && i < t->n_counts; i++)
        if (t->count[i] > 0 && t->count[i] < FLOOR_COLUMN)
            return true;
    return false;
}

/* Whether there are too few answer sets for so many cells. */
static bool too_fine(const struct release *r, size_t rows, size_t columns)
{
    return r->answer_sets < SETS_PER_CELL * rows * columns;
}

static bool exact_broken(const struct release *r, const struct table *t,
    const struct qn_question *question)
{
    if (sum(t->count, t->n_counts) != r->answer_sets)
        return true;
    return question != NULL &&
        (smaller_side(question, t->level, t->count) <= FLOOR_DISSENT ||
            (t->level + 1u < question->n_levels &&
                too_fine(r, 1, question->level[t->level].n_groups)) ||
            split_broken(t));
}

static bool bound_broken(const struct release *r, const struct table *t)
{
    uint64_t answered = t->count[1];

    return answered < FLOOR_BATCH || t->count[0] + answered != r->answer_sets ||
        (uint64_t)t->count[2] + FLOOR_DISSENT > answered;
}

/* How many people can have chosen an option, as its count alone says it. */
struct range {
    uint64_t least, most;
};

static struct range option_range(const struct table *t, size_t i, uint32_t d)
{
    uint64_t told = t->count[i], answered = t->count[CHOICES_ANSWERED];

    if (told == d)
        return (struct range){0, d};
    if (told == answered - d)
        return (struct range){answered - d, answered};
    return (struct range){told, told};
}

/*
 * Everybody who answered chose one to three options, so all counts add up to
 * between once and three times as many.  Who knows one answer knows it better:
 * having chosen three, two more than once each; having chosen one, two fewer
 * than three times each.  When that leaves a bound less room than it was
 * given, it tells more than it says; when it leaves none at all, the counts
 * are of nobody.
 */
static bool sum_narrows(const struct table *t, uint32_t d)
{
    uint64_t answered = t->count[CHOICES_ANSWERED];
    uint64_t fewest = answered, most = MAX_CHOICES * answered;
    struct range all = {0, 0};

    for (size_t i = CHOICES_OPTION; i < t->n_counts; i++) {
        all.least += option_range(t, i, d).least;
        all.most += option_range(t, i, d).most;
    }
    if (all.most < fewest || all.least > most)
        return true;
    fewest += MAX_CHOICES - 1;
    most -= MAX_CHOICES - 1;
    for (size_t i = CHOICES_OPTION; i < t->n_counts; i++) {
        struct range one = option_range(t, i, d);

        if (one.least < one.most &&
            (all.most - one.most + one.least < fewest ||
                all.least - one.least + one.most > most))
            return true;
    }
    return false;
}

static bool choices_broken(const struct release *r, const struct table *t)
{
    uint64_t answered = t->count[CHOICES_ANSWERED], d = r->rules.dissent;

    if (answered < FLOOR_BATCH || answered <= 2 * d + 1 ||
        t->count[CHOICES_ASIDE] + answered != r->answer_sets)
        return true;
    for (size_t i = CHOICES_OPTION; i < t->n_counts; i++)
        if (t->count[i] < d || t->count[i] > answered - d)
            return true;
    return sum_narrows(t, r->rules.dissent);
}

static bool table_broken(const struct release *r, const struct table *t,
    const struct qn_question *question)
{
    switch (t->state) {
    case TABLE_EXACT:
        return exact_broken(r, t, question);
    case TABLE_AT_LEAST:
        return bound_broken(r, t);
    case TABLE_CHOICES:
        return choices_broken(r, t);
    case TABLE_HIDDEN:
    case TABLE_NOT_ASKED:
        break;
    }
    return false;
}

/* ---- Those who could answer, and those who were asked ---- */

/* Whether somebody is one of a few who kept silent, or were not asked. */
static bool turnout_broken(const struct release *r)
{
    uint64_t silent = (uint64_t)r->answer_sets + r->rules.group - 1;

    if (r->asked == 0)
        return r->eligible > 0 && r->eligible < silent;
    return r->asked < silent || r->asked > r->eligible ||
        (r->asked != r->eligible && r->eligible - r->asked < r->rules.group);
}

/* Whether somebody is one of a few who declined, or who kept silent and did
 * not. */
static bool declined_broken(const struct release *r)
{
    uint64_t silent = r->asked > 0 ? r->asked : r->eligible;

    if (r->declined == 0)
        return false;
    return r->channel != CHANNEL_SELF || r->declined < r->rules.group - 1 ||
        (silent > 0 &&
            silent - r->answer_sets < (uint64_t)r->declined + r->rules.group);
}

/* ---- Groups of people, and breakdowns by them ---- */

static bool margin_broken(const struct release *r, const struct margin *m)
{
    if (!m->shown)
        return false;
    for (size_t i = 0; i < m->n_groups; i++)
        if (r->cell[m->first + i] < FLOOR_GROUP)
            return true;
    return sum(r->cell + m->first, m->n_groups) != r->answer_sets;
}

/* Whether each row is a group's and the columns are the total's. */
static bool sums_differ(const struct release *r, const struct breakdown *b,
    const struct table *t, const struct qn_question *question)
{
    const struct margin *m = &r->margin[question->attribute];
    size_t width = breakdown_width(question, b->level);
    size_t fine = question->level[t->level].n_groups;
    size_t groups = question->level[b->level].n_groups;
    uint64_t total[MAX_CODES + MAX_EXTRAS + 1] = {0};

    coarsen(question, t->level, b->level, t->count, total);
    for (size_t i = 0; i < question->n_extras; i++)
        total[groups + i] = t->count[fine + i];
    total[width - 1] = sum(t->count + fine + question->n_extras,
        t->n_counts - fine - question->n_extras);
    for (size_t g = 0; g < m->n_groups; g++) {
        const uint32_t *row = r->cell + b->first + g * width;

        if (sum(row, width) != r->cell[m->first + g])
            return true;
        for (size_t i = 0; i < width; i++)
            total[i] -= row[i]; /* below 0 is far above 0 */
    }
    for (size_t i = 0; i < width; i++)
        if (total[i] != 0)
            return true;
    return false;
}

/* Whether a column holds a few, or a cell of it nobody where that tells. */
static bool column_tells(const struct release *r, const struct breakdown *b,
    const struct qn_question *question, size_t column)
{
    size_t width = breakdown_width(question, b->level);
    uint64_t all = 0;

    for (size_t i = column; i < b->n_cells; i += width) {
        if (question->sensitive && r->cell[b->first + i] == 0)
            return true;
        all += r->cell[b->first + i];
    }
    return all > 0 && all < FLOOR_COLUMN;
}

/* Below the 2-level no column of the total may hold a few. */
static bool total_tells(const struct breakdown *b, const struct table *t,
    const struct qn_question *question)
{
    if (b->level + 1 == question->n_levels)
        return false;
    for (size_t i = 0; i < question->level[t->level].n_groups; i++)
        if (t->count[i] > 0 && t->count[i] < FLOOR_COLUMN)
            return true;
    return false;
}

static bool breakdown_broken(const struct release *r, const struct breakdown *b,
    const struct table *t, const struct qn_question *question)
{
    size_t width;

    if (b->state != BREAKDOWN_SHOWN)
        return false;
    if (t->state != TABLE_EXACT || b->level < t->level ||
        too_fine(r, r->margin[question->attribute].n_groups,
            question->level[b->level].n_groups) ||
        sums_differ(r, b, t, question) || total_tells(b, t, question))
        return true;
    width = breakdown_width(question, b->level);
    for (size_t i = 0; i < b->n_cells; i += width)
        if (smaller_side(question, b->level, r->cell + b->first + i) <
            FLOOR_DISSENT)
            return true;
    for (size_t i = 0; i < question->level[b->level].n_groups; i++)
        if (column_tells(r, b, question, i))
            return true;
    return false;
}

bool floors_broken(const struct release *r, const struct questionnaire *q)
{
    if (r->rules.batch < FLOOR_BATCH || r->rules.group < FLOOR_GROUP ||
        r->rules.column < FLOOR_COLUMN || r->rules.dissent < FLOOR_DISSENT ||
        r->answer_sets < FLOOR_BATCH ||
        r->months.last - r->months.first >= LABEL_MONTHS_MAX ||
        turnout_broken(r) || declined_broken(r) ||
        (q != NULL && !release_fits(r, q)))
        return true;
    for (size_t i = 0; i < r->n_margins; i++)
        if (margin_broken(r, &r->margin[i]))
            return true;
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct qn_question *question = q != NULL ? &q->question[i] : NULL;

        if (table_broken(r, &r->table[i], question) ||
            (question != NULL &&
                breakdown_broken(r, &r->breakdown[i], &r->table[i], question)))
            return true;
    }
    return false;
}
