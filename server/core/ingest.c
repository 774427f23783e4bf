/* SPDX-License-Identifier: EUPL-1.2 */
#include "ingest.h"

#include <string.h>

/* The two sides of an exact table, at the question's 2-level. */
static bool sides_of(const struct qn_question *question, const struct table *t,
    uint32_t side[static 2])
{
    const struct qn_level *two = &question->level[question->n_levels - 1];
    const struct qn_level *level;

    side[0] = side[1] = 0;
    if (t->level >= question->n_levels ||
        t->n_counts != table_width(question, t))
        return false;
    level = &question->level[t->level];
    for (size_t code = 0; code < question->n_codes; code++) {
        size_t group = level->group_of[code];
        bool first = true;

        /* A group's count is taken once, with its first code. */
        for (size_t before = 0; before < code; before++)
            first = first && level->group_of[before] != group;
        if (first)
            side[two->group_of[code]] += t->count[group];
    }
    return true;
}

static bool exact_breaks_floor(const struct release *r, const struct table *t,
    const struct qn_question *question)
{
    uint32_t side[2];
    uint64_t sum = 0;

    for (size_t i = 0; i < t->n_counts; i++)
        sum += t->count[i];
    if (sum != r->answer_sets)
        return true;
    if (question == NULL)
        return false;
    if (!sides_of(question, t, side))
        return true;
    return side[0] <= FLOOR_DISSENT || side[1] <= FLOOR_DISSENT;
}

static bool bound_breaks_floor(const struct release *r, const struct table *t)
{
    return t->count[1] < FLOOR_BATCH || t->count[0] > r->answer_sets ||
        t->count[0] + t->count[1] != r->answer_sets ||
        t->count[2] + FLOOR_DISSENT > t->count[1];
}

bool ingest_breaks_floor(const struct release *r, const struct questionnaire *q)
{
    if (r->rules.batch < FLOOR_BATCH || r->rules.group < FLOOR_GROUP ||
        r->rules.column < FLOOR_COLUMN || r->rules.dissent < FLOOR_DISSENT ||
        r->answer_sets < FLOOR_BATCH ||
        r->months.last - r->months.first >= LABEL_MONTHS_MAX)
        return true;
    if (q != NULL && q->n_questions != r->n_tables)
        return true;
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct table *t = &r->table[i];

        if (t->state == TABLE_EXACT &&
            exact_breaks_floor(r, t, q != NULL ? &q->question[i] : NULL))
            return true;
        if (t->state == TABLE_AT_LEAST && bound_breaks_floor(r, t))
            return true;
    }
    return false;
}

static struct ingest_verdict verdict(
    enum verdict_kind kind, enum verdict_code code)
{
    return (struct ingest_verdict){kind, code,
        kind == VERDICT_STORED || kind == VERDICT_SET_ASIDE,
        kind == VERDICT_STORED ||
            (kind == VERDICT_SET_ASIDE && code != CODE_FLOOR)};
}

/* Whether an entry that is next in line can be counted. */
static struct ingest_verdict judge_content(const struct ingest_facts *f)
{
    const struct release *r = &f->entry->release;

    if (f->decoded == WK_ESCHEMA)
        return verdict(VERDICT_SET_ASIDE, CODE_FORMAT);
    if (f->entry->kind == ENTRY_WITHDRAWAL)
        return f->withdrawn_exists && !f->withdrawn_again
            ? verdict(VERDICT_STORED, CODE_NONE)
            : verdict(VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    if (r->rules.version != RULES_VERSION)
        return verdict(VERDICT_SET_ASIDE, CODE_RULES);
    if (ingest_breaks_floor(r, f->questionnaire))
        return verdict(VERDICT_SET_ASIDE, CODE_FLOOR);
    if (f->covered)
        return verdict(VERDICT_SET_ASIDE, CODE_COVERED);
    if (f->questionnaire == NULL)
        return verdict(VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    return verdict(VERDICT_STORED, CODE_NONE);
}

struct ingest_verdict ingest_judge(const struct ingest_facts *f)
{
    if (f->decoded != WK_OK && f->decoded != WK_ESCHEMA)
        return verdict(VERDICT_REFUSED, CODE_MALFORMED);
    if (!f->key_known)
        return verdict(VERDICT_REFUSED, CODE_KEY);
    if (!f->signature_fits)
        return verdict(VERDICT_REFUSED, CODE_SIGNATURE);
    if (f->held)
        return f->held_same ? verdict(VERDICT_ALREADY_HELD, CODE_NONE)
                            : verdict(VERDICT_CONFLICT, CODE_OTHER_BYTES);
    if (f->entry->seq > f->head.seq + 1)
        return verdict(VERDICT_OUT_OF_ORDER, CODE_NONE);
    if (memcmp(f->entry->previous, f->head.hash, HASH_LEN) != 0)
        return verdict(VERDICT_CONFLICT, CODE_LINK);
    if (f->quarantined ||
        (f->era_seen && memcmp(f->entry->era, f->head.era, ERA_LEN) != 0))
        return verdict(VERDICT_CONFLICT, CODE_CLOSED_ERA);
    return judge_content(f);
}
