/* SPDX-License-Identifier: EUPL-1.2 */
#include "released_tables.h"

#include "qn_json.h"

static const char *const STATES[] = {
    [TABLE_HIDDEN] = "hidden",
    [TABLE_NOT_ASKED] = "not_asked",
    [TABLE_EXACT] = "exact",
    [TABLE_AT_LEAST] = "at_least",
    [TABLE_CHOICES] = "choices",
};

static const char *const SPLIT[] = {"refused", "not_understood", "skipped"};

const char *released_aside_code(const struct qn_question *question)
{
    return question->n_extras > 0 ? "aside" : "no_answer";
}

const char *released_choice_kind(
    const struct rules_set *rules, const struct table *t, size_t option)
{
    uint32_t told = t->count[CHOICES_OPTION + option];

    if (told <= rules->dissent)
        return "at_most";
    return told >= t->count[CHOICES_ANSWERED] - rules->dissent ? "at_least"
                                                               : "count";
}

/* ---- Parts of tables ---- */

static struct json *group_json(
    const struct questionnaire *q, struct qn_scale scale, uint8_t group)
{
    struct json *one = json_new_object();

    json_set_new(one, "codes", qn_json_codes(scale, group));
    json_set_new(one, "label", qn_json_label(q, scale, group));
    return one;
}

static struct json *code_json(const char *code)
{
    struct json *one = json_new_object();

    json_set_new(one, "code", json_new_text(code));
    return one;
}

static struct json *extra_json(const struct questionnaire *q, const char *code)
{
    struct json *one = code_json(code);

    json_set_new(one, "label", qn_json_code_label(q, code));
    return one;
}

static void append_counted(struct json *list, struct json *one, uint32_t count)
{
    json_set_new(one, "count", json_new_int(count));
    json_append_new(list, one);
}

/* ---- Totals ---- */

/* Counts of groups, then of extra codes, then of "no answer". */
static void add_exact(struct json *out, const struct questionnaire *q,
    const struct qn_question *question, const struct table *t)
{
    struct json *groups = json_new_array(), *aside = json_new_array();
    struct qn_scale scale = qn_scale_level(question, t->level);
    const uint32_t *count = t->count;

    for (uint8_t g = 0; g < scale.level->n_groups; g++)
        append_counted(groups, group_json(q, scale, g), *count++);
    for (size_t k = 0; k < question->n_extras; k++)
        append_counted(aside, extra_json(q, question->extra[k]), *count++);
    for (size_t k = 0; t->split && k < 3; k++)
        append_counted(aside, code_json(SPLIT[k]), *count++);
    if (!t->split)
        append_counted(aside, code_json("no_answer"), *count);
    json_set_new(out, "groups", groups);
    json_set_new(out, "aside", aside);
}

/* All that are in none of the figures above, in one count. */
static void add_aside(
    struct json *out, const struct qn_question *question, uint32_t count)
{
    struct json *aside = json_new_array();

    append_counted(aside, code_json(released_aside_code(question)), count);
    json_set_new(out, "aside", aside);
}

static void add_at_least(struct json *out, const struct questionnaire *q,
    const struct qn_question *question, const struct table *t)
{
    struct json *one = json_new_object();
    struct qn_scale halves =
        qn_scale_level(question, (uint8_t)(question->n_levels - 1));

    json_set_new(
        one, "side", json_new_text(t->positive ? "positive" : "negative"));
    json_set_new(one, "bound", json_new_int(t->count[2]));
    json_set_new(one, "answered", json_new_int(t->count[1]));
    json_set_new(one, "label", qn_json_label(q, halves, t->positive ? 1 : 0));
    json_set_new(out, "at_least", one);
    json_set_new(out, "groups", json_new_array());
    add_aside(out, question, t->count[0]);
}

static void add_choices(struct json *out, const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    const struct rules_set *rules)
{
    struct json *choices = json_new_array();

    for (size_t i = 0; i < question->n_codes; i++) {
        struct json *one = extra_json(q, question->code[i]);

        json_set_new(one, released_choice_kind(rules, t, i),
            json_new_int(t->count[CHOICES_OPTION + i]));
        json_append_new(choices, one);
    }
    json_set_new(out, "answered", json_new_int(t->count[CHOICES_ANSWERED]));
    json_set_new(out, "choices", choices);
    add_aside(out, question, t->count[CHOICES_ASIDE]);
}

/* ---- Breakdowns ---- */

static struct json *rows_json(
    const struct release *r, const struct breakdown *b, size_t n_rows)
{
    struct json *rows = json_new_array();
    const uint32_t *cell = r->cell + b->first;

    for (size_t i = 0; i < n_rows; i++) {
        struct json *row = json_new_array();

        for (size_t k = 0; k < b->n_cells / n_rows; k++)
            json_append_new(row, json_new_int(*cell++));
        json_append_new(rows, row);
    }
    return rows;
}

static struct json *columns_json(const struct questionnaire *q,
    const struct qn_question *question, uint8_t level)
{
    struct json *columns = json_new_array();
    struct qn_scale scale = qn_scale_level(question, level);

    for (uint8_t g = 0; g < scale.level->n_groups; g++)
        json_append_new(columns, group_json(q, scale, g));
    for (size_t k = 0; k < question->n_extras; k++)
        json_append_new(columns, extra_json(q, question->extra[k]));
    json_append_new(columns, code_json("no_answer"));
    return columns;
}

static struct json *breakdown_json(
    const struct questionnaire *q, const struct release *r, size_t i)
{
    const struct qn_question *question = &q->question[i];
    const struct qn_attribute *a = &q->attribute[question->attribute];
    const struct margin *m = &r->margin[question->attribute];
    const struct breakdown *b = &r->breakdown[i];
    struct json *out = json_new_object(), *groups;
    bool shown = b->state == BREAKDOWN_SHOWN;

    json_set_new(out, "attribute", json_new_text(a->id));
    json_set_new(out, "state", json_new_text(shown ? "shown" : "hidden"));
    if (!shown)
        return out;
    groups = json_new_array();
    for (uint8_t g = 0; g < a->coding[m->coding].n_groups; g++)
        json_append_new(
            groups, group_json(q, qn_scale_coding(a, m->coding), g));
    if (m->not_said)
        json_append_new(groups, code_json("not_said"));
    json_set_new(out, "groups", groups);
    json_set_new(out, "columns", columns_json(q, question, b->level));
    json_set_new(out, "rows", rows_json(r, b, m->n_groups));
    return out;
}

struct json *released_total(
    const struct questionnaire *q, const struct release *r, size_t i)
{
    const struct qn_question *question = &q->question[i];
    const struct table *t = &r->table[i];
    struct json *out = json_new_object();

    json_set_new(out, "question", json_new_text(question->id));
    json_set_new(out, "text", qn_json_text(&question->text, question->id));
    json_set_new(out, "state", json_new_text(STATES[t->state]));
    if (t->state == TABLE_EXACT)
        add_exact(out, q, question, t);
    else if (t->state == TABLE_AT_LEAST)
        add_at_least(out, q, question, t);
    else if (t->state == TABLE_CHOICES)
        add_choices(out, q, question, t, &r->rules);
    return out;
}

static struct json *table_json(
    const struct questionnaire *q, const struct release *r, size_t i)
{
    struct json *out = released_total(q, r, i);

    if (r->breakdown[i].state != BREAKDOWN_NONE)
        json_set_new(out, "breakdown", breakdown_json(q, r, i));
    return out;
}

struct json *released_tables(
    const struct questionnaire *q, const struct release *r)
{
    struct json *out = json_new_array();

    for (size_t i = 0; i < r->n_tables; i++)
        json_append_new(out, table_json(q, r, i));
    return out;
}

struct json *released_attributes(
    const struct questionnaire *q, const struct release *r)
{
    struct json *out = json_new_array();

    for (size_t i = 0; i < r->n_margins; i++) {
        const struct qn_attribute *a = &q->attribute[i];
        const struct margin *m = &r->margin[i];
        const uint32_t *size = r->cell + m->first;
        struct json *one = json_new_object(), *groups = json_new_array();

        json_set_new(one, "id", json_new_text(a->id));
        json_set_new(one, "text", qn_json_text(&a->text, a->id));
        json_set_new(
            one, "state", json_new_text(m->shown ? "shown" : "hidden"));
        for (uint8_t g = 0; m->shown && g < a->coding[m->coding].n_groups; g++)
            append_counted(groups,
                group_json(q, qn_scale_coding(a, m->coding), g), *size++);
        json_set_new(one, "groups", groups);
        if (m->shown)
            json_set_new(
                one, "not_said", json_new_int(m->not_said ? *size : 0));
        json_append_new(out, one);
    }
    return out;
}
