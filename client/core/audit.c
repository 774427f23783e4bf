/* SPDX-License-Identifier: EUPL-1.2 */
#include "audit_private.h"

#include <stdarg.h>
#include <stdio.h>

#include "flow.h"
#include "wire.h"

enum wk_err audit_refuse(
    const struct audit *a, const char *rule, const char *fmt, ...)
{
    int len = a->item != NULL
        ? snprintf(a->why, WHY_MAX, "%s, %s: ", rule, a->item)
        : snprintf(a->why, WHY_MAX, "%s: ", rule);
    va_list ap;

    va_start(ap, fmt);
    if (len > 0 && len < WHY_MAX)
        vsnprintf(a->why + len, (size_t)(WHY_MAX - len), fmt, ap);
    va_end(ap);
    return WK_ECHECK;
}

static enum wk_err check_rules(const struct audit *a)
{
    const struct rules_set *set = a->rules;

    if (set->version != 1)
        return audit_refuse(a, "rules", "rule set %u is unknown", set->version);
    if (set->batch < FLOOR_BATCH)
        return audit_refuse(a, "floor", "k_b is %u", set->batch);
    if (set->group < FLOOR_GROUP)
        return audit_refuse(a, "floor", "k_g is %u", set->group);
    if (set->column < FLOOR_COLUMN)
        return audit_refuse(a, "floor", "k_c is %u", set->column);
    if (set->dissent < FLOOR_DISSENT)
        return audit_refuse(a, "floor", "d is %u", set->dissent);
    return WK_OK;
}

/* TURNOUT: nobody can be found by having declined, or by having kept silent
 * and not declined. */
static enum wk_err check_declined(const struct audit *a)
{
    const struct release *r = a->release;
    uint64_t people = r->asked > 0 ? r->asked : r->eligible;

    if (r->declined == 0)
        return WK_OK;
    if (r->channel != CHANNEL_SELF)
        return audit_refuse(a, "TURNOUT", "declined, and not at the kiosk");
    if (r->declined + 1 < a->rules->group)
        return audit_refuse(a, "TURNOUT", "declined tells of a few");
    if (people > 0 &&
        people < (uint64_t)r->answer_sets + r->declined + a->rules->group)
        return audit_refuse(
            a, "TURNOUT", "all but a few who kept silent declined");
    return WK_OK;
}

/*
 * TURNOUT: of those who could answer and of those who were asked, nobody can
 * be found by having kept silent, nor by not having been asked.
 */
static enum wk_err check_turnout(const struct audit *a)
{
    const struct release *r = a->release;
    uint64_t least = (uint64_t)r->answer_sets + a->rules->group - 1;

    if (r->eligible > 0 && r->eligible < least)
        return audit_refuse(a, "TURNOUT", "eligible tells of a few");
    if (r->asked > 0 && r->asked < least)
        return audit_refuse(a, "TURNOUT", "asked tells of a few");
    if (r->asked > r->eligible)
        return audit_refuse(a, "TURNOUT", "more were asked than eligible");
    if (r->asked > 0 && r->asked < r->eligible &&
        r->eligible - r->asked < a->rules->group)
        return audit_refuse(a, "TURNOUT", "a few were not asked");
    return check_declined(a);
}

/* The batch as a whole: R0, B4 and TURNOUT. */
static enum wk_err check_batch(const struct audit *a)
{
    const struct release *r = a->release;
    int64_t months = (int64_t)r->months.last - r->months.first + 1;

    if (r->answer_sets < a->rules->batch)
        return audit_refuse(a, "R0", "fewer answer sets than k_b");
    if (months < 1 || months > LABEL_MONTHS_MAX)
        return audit_refuse(
            a, "B4", "a label of %lld months", (long long)months);
    return check_turnout(a);
}

/* R7: a table that tells nothing tells nothing at all. */
static enum wk_err check_silent(const struct audit *a, const struct table *t)
{
    if (t->n_counts != 0)
        return audit_refuse(
            a, "R7", "%u counts where nothing is told", t->n_counts);
    if (t->level != 0 || t->split || t->positive)
        return audit_refuse(a, "R7", "more than that nothing is told");
    return WK_OK;
}

/* R2, the cap: three numbers, of which two follow from the third. */
static enum wk_err check_at_least(const struct audit *a, const struct table *t)
{
    uint64_t aside = t->count[0], answered = t->count[1], bound = t->count[2];

    if (t->n_counts != 3 || t->split || t->level != 0)
        return audit_refuse(a, "R2", "tells more than a cap may");
    if (aside + answered != a->release->answer_sets)
        return audit_refuse(a, "R1", "does not sum to the answer sets");
    if (answered < a->rules->batch)
        return audit_refuse(a, "R2", "capped, though too few answered");
    if (answered <= a->rules->dissent || bound != answered - a->rules->dissent)
        return audit_refuse(a, "R2", "the bound is not s - d");
    return WK_OK;
}

/*
 * The level follows from n alone.  A finer one shows too much; a coarser one
 * was chosen by something else, and that something may be an answer.
 */
static enum wk_err check_level(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    uint64_t n = a->release->answer_sets;

    if (t->level >= question->n_levels)
        return audit_refuse(a, "R2", "level %u is not declared", t->level);
    for (unsigned level = 0; level <= t->level; level++) {
        unsigned groups = question->level[level].n_groups;
        bool carried = groups == 2 || n >= 5u * groups;

        if (level < t->level && carried)
            return audit_refuse(a, "R2", "coarser than the batch needs");
        if (level == t->level && !carried)
            return audit_refuse(a, "R2", "finer than the batch carries");
    }
    return WK_OK;
}

/* R2: the smaller side, added up from what is shown. */
static enum wk_err check_sides(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    const struct qn_level *shown = &question->level[t->level];
    const struct qn_level *halves = &question->level[question->n_levels - 1];
    uint64_t side[2] = {0, 0};
    bool added[MAX_CODES] = {false};

    for (unsigned code = 0; code < question->n_codes; code++) {
        unsigned group = shown->group_of[code];

        if (!added[group])
            side[halves->group_of[code] == 0 ? 0 : 1] += t->count[group];
        added[group] = true;
    }
    if (side[0] <= a->rules->dissent || side[1] <= a->rules->dissent)
        return audit_refuse(a, "R2", "exact, though one side is not above d");
    return WK_OK;
}

/* CHOOSE UP TO 3: what a number on the wire stands for. */
static struct flow_range option_range(
    const struct audit *a, const struct table *t, uint64_t told)
{
    int64_t answered = t->count[CHOICES_ANSWERED], d = a->rules->dissent;
    int64_t low = (int64_t)told <= d ? 0 : (int64_t)told;
    int64_t high = (int64_t)told >= answered - d ? answered : (int64_t)told;

    return (struct flow_range){low, high};
}

/*
 * Everybody who answered chose one to MAX_CHOICES options: the counts of the
 * options run together into one sum of known bounds.  No option's range may
 * be narrower for it than what is told of it says, not even to somebody who
 * knows of one person, himself, that he chose one, or MAX_CHOICES.
 */
static enum wk_err check_options(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    int64_t answered = t->count[CHOICES_ANSWERED];
    int64_t others = answered - 1;
    struct flow *f = flow_new(2);
    bool bounds = false; /* counts that are all told need no such care */
    enum wk_err err;

    for (size_t i = 0; i < question->n_codes; i++) {
        struct flow_range r = option_range(a, t, t->count[CHOICES_OPTION + i]);

        bounds = bounds || r.low < r.high;
        flow_arc(f, 0, 1, r.low, r.high);
    }
    flow_arc(f, 1, 0, bounds ? others + MAX_CHOICES : answered,
        bounds ? MAX_CHOICES * others + 1 : MAX_CHOICES * answered);
    err = flow_settle(f);
    if (err != WK_OK)
        err = audit_refuse(a, "CHOICES", "the options cannot add up");
    for (size_t i = 0; err == WK_OK && i < question->n_codes; i++) {
        struct flow_range told =
            option_range(a, t, t->count[CHOICES_OPTION + i]);
        struct flow_range known = flow_range(f, i);

        if (known.low != told.low || known.high != told.high)
            err = audit_refuse(
                a, "CHOICES", "the sum of the options tells more of one");
    }
    flow_free(f);
    return err;
}

static enum wk_err check_choices(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    uint64_t aside = t->count[CHOICES_ASIDE];
    uint64_t answered = t->count[CHOICES_ANSWERED];
    uint64_t d = a->rules->dissent;

    if (!question->many || t->n_counts != CHOICES_OPTION + question->n_codes ||
        t->level != 0 || t->split || t->positive)
        return audit_refuse(a, "CHOICES", "not one count for each option");
    if (aside + answered != a->release->answer_sets)
        return audit_refuse(a, "R1", "does not sum to the answer sets");
    if (answered < a->rules->batch || answered <= 2 * d + 1)
        return audit_refuse(a, "CHOICES", "told, though too few answered");
    for (size_t i = 0; i < question->n_codes; i++) {
        uint64_t told = t->count[CHOICES_OPTION + i];

        if (told < d || told > answered - d)
            return audit_refuse(
                a, "CHOICES", "an option is told beyond its bound");
    }
    return check_options(a, question, t);
}

/* NO ANSWER: in one count, or in three that are nobody or many. */
static enum wk_err check_no_answer(
    const struct audit *a, const struct table *t, const uint32_t *no_answer)
{
    for (unsigned i = 0; t->split && i < 3; i++)
        if (no_answer[i] > 0 && no_answer[i] < a->rules->column)
            return audit_refuse(
                a, "NO ANSWER", "split, though a part is below k_c");
    if (!t->split && no_answer[0] == 0)
        return audit_refuse(
            a, "NO ANSWER", "not split, though nobody is in it");
    return WK_OK;
}

static enum wk_err check_exact(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    enum wk_err err = check_level(a, question, t);
    unsigned shown;
    uint64_t sum = 0;

    if (err != WK_OK)
        return err;
    shown = question->level[t->level].n_groups + question->n_extras;
    if (t->positive || t->n_counts != shown + (t->split ? 3 : 1))
        return audit_refuse(a, "R1", "%u counts in a row of %u", t->n_counts,
            shown + (t->split ? 3 : 1));
    for (unsigned i = 0; i < t->n_counts; i++)
        sum += t->count[i];
    if (sum != a->release->answer_sets)
        return audit_refuse(a, "R1", "does not sum to the answer sets");
    err = check_sides(a, question, t);
    return err == WK_OK ? check_no_answer(a, t, t->count + shown) : err;
}

static enum wk_err check_table(const struct audit *a,
    const struct qn_question *question, const struct table *t)
{
    if (question->many &&
        (t->state == TABLE_AT_LEAST || t->state == TABLE_EXACT))
        return audit_refuse(a, "CHOICES", "has no two sides");
    switch (t->state) {
    case TABLE_HIDDEN:
    case TABLE_NOT_ASKED:
        return check_silent(a, t);
    case TABLE_CHOICES:
        return check_choices(a, question, t);
    case TABLE_AT_LEAST:
        return check_at_least(a, t);
    case TABLE_EXACT:
        return check_exact(a, question, t);
    }
    return audit_refuse(a, "R7", "a table of an unknown kind");
}

/* Everything but where the figures may go. */
static enum wk_err check_figures(const struct questionnaire *q,
    const struct release *r, char why[static WHY_MAX])
{
    struct audit a = {.release = r, .rules = &r->rules, .why = why};
    enum wk_err err = check_rules(&a);

    if (err == WK_OK)
        err = check_batch(&a);
    if (err == WK_OK && r->n_tables != q->n_questions)
        err = audit_refuse(&a, "R1", "%zu tables for %zu questions",
            r->n_tables, q->n_questions);
    for (size_t i = 0; err == WK_OK && i < q->n_questions; i++) {
        a.item = q->question[i].id;
        err = check_table(&a, &q->question[i], &r->table[i]);
    }
    a.item = NULL;
    return err == WK_OK ? audit_breakdowns(&a, q) : err;
}

/* Whether the questionnaire is one of those that stay, or one that may leave.
 */
static enum wk_err check_scope(
    const struct questionnaire *q, bool stays, char why[static WHY_MAX])
{
    struct audit a = {.why = why};

    if (q->site_scope == stays)
        return WK_OK;
    return audit_refuse(&a, "scope",
        stays ? "%s is no question of the site's own"
              : "%s is the site's own and stays",
        q->id);
}

enum wk_err audit_release(const struct questionnaire *q,
    const struct release *r, char why[static WHY_MAX])
{
    enum wk_err err = check_scope(q, false, why);

    return err == WK_OK ? check_figures(q, r, why) : err;
}

static enum wk_err cannot_read(enum wk_err err, char why[static WHY_MAX])
{
    snprintf(why, WHY_MAX, "R5: cannot be read back: %s", wk_err_text(err));
    return WK_ECHECK;
}

enum wk_err audit_local(const struct questionnaire *q, const uint8_t *bytes,
    size_t len, char why[static WHY_MAX])
{
    struct release r;
    enum wk_err err = wire_decode_release(bytes, len, &r);

    if (err != WK_OK)
        return cannot_read(err, why);
    err = check_scope(q, true, why);
    return err == WK_OK ? check_figures(q, &r, why) : err;
}

enum wk_err audit_entry(const struct questionnaire *q, const uint8_t *entry,
    size_t len, char why[static WHY_MAX])
{
    struct entry e;
    enum wk_err err = wire_decode_entry(entry, len, &e);

    if (err != WK_OK)
        return cannot_read(err, why);
    if (e.kind == ENTRY_RELEASE)
        return audit_release(q, &e.release, why);
    if (e.withdrawal.seq == 0 || e.withdrawal.seq >= e.seq) {
        snprintf(why, WHY_MAX, "B6: withdraws an entry that is not before it");
        return WK_ECHECK;
    }
    return WK_OK;
}
