/* SPDX-License-Identifier: EUPL-1.2 */
#include "broken.h"

#include "rules.h"

/* The last thing in cell moves up: what was after it must not be there. */
static void put_margin(struct release *r, const uint32_t *size, size_t n,
    bool not_said, uint8_t coding)
{
    r->margin[0] = (struct margin){.shown = true,
        .coding = coding,
        .not_said = not_said,
        .n_groups = (uint8_t)n,
        .first = 0};
    for (size_t i = 0; i < n; i++)
        r->cell[i] = size[i];
    r->n_cells = n;
    r->breakdown[0] = (struct breakdown){.state = BREAKDOWN_HIDDEN, .first = n};
}

void broken_others(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    const uint32_t *people = tabulate_attribute(t, 0);
    size_t n = q->attribute[0].n_codes;
    uint32_t size[MAX_GROUPS] = {0}; /* zeros stand for "see others" */

    rules_apply(set, q, t, r);
    for (size_t i = 0; i <= n; i++) {
        if (i < n && people[i] >= set->group)
            size[i] = people[i];
        else
            size[n] += people[i];
    }
    put_margin(r, size, n + 1, true, 0);
}

void broken_small_group(const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct release *r)
{
    rules_apply(set, q, t, r);
    put_margin(
        r, tabulate_attribute(t, 0), q->attribute[0].n_codes + 1u, true, 0);
}

/* A breakdown at the 2-level, of the codes that group_of sends together. */
static void put_breakdown(const struct tabulation *t, struct release *r,
    size_t place, const uint8_t *group_of, size_t n_codes, size_t n_groups)
{
    struct breakdown *b = &r->breakdown[place];
    uint32_t *cell;

    *b = (struct breakdown){.state = BREAKDOWN_SHOWN,
        .level = 0,
        .n_cells = 3 * n_groups,
        .first = r->n_cells};
    cell = r->cell + b->first;
    for (size_t i = 0; i < b->n_cells; i++)
        cell[i] = 0;
    for (size_t code = 0; code < n_codes; code++) {
        const struct tabulate_row *row = &tabulate_rows(t, 0)[code];

        cell[3 * group_of[code]] += row->code[0];
        cell[3 * group_of[code] + 1] += row->code[1];
        cell[3 * group_of[code] + 2] += row->no_answer;
    }
    r->n_cells += b->n_cells;
}

void broken_two_by(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    static const uint8_t BY_SECOND[] = {0, 1, 0, 1};
    uint32_t size[2] = {0, 0};

    rules_apply(set, q, t, r);
    if (r->breakdown[0].state != BREAKDOWN_SHOWN)
        return;
    for (size_t code = 0; code < 4; code++)
        size[BY_SECOND[code]] += tabulate_attribute(t, 0)[code];
    if (size[0] < set->group || size[1] < set->group)
        return;
    /* As a second question would stand: its total, its table. */
    r->n_tables = 2;
    r->table[1] = r->table[0];
    put_breakdown(t, r, 1, BY_SECOND, 4, 2);
    for (size_t i = 0; i < 2; i++) /* every rule for one table holds */
        if (r->cell[r->breakdown[1].first + 3 * i] < set->dissent ||
            r->cell[r->breakdown[1].first + 3 * i + 1] < set->dissent) {
            r->n_tables = 1;
            r->n_cells = r->breakdown[1].first;
            return;
        }
}

void broken_no_mix(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    const struct qn_attribute *a = &q->attribute[0];

    rules_apply(set, q, t, r);
    if (r->table[0].state != TABLE_EXACT || !r->margin[0].shown ||
        r->margin[0].not_said)
        return;
    r->n_cells = r->breakdown[0].first;
    put_breakdown(t, r, 0, a->coding[r->margin[0].coding].group_of, a->n_codes,
        r->margin[0].n_groups);
}

/* "Each part is 0 or at least k_c", asked of all parts of a row. */
void broken_cap_split(const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct release *r)
{
    const struct tabulate_counts *c = tabulate_question(t, 0);
    const uint32_t part[] = {
        c->code[0], c->code[1], c->refused, c->not_understood, c->skipped};

    rules_apply(set, q, t, r);
    if (r->table[0].state != TABLE_AT_LEAST)
        return;
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++)
        if (part[i] > 0 && part[i] < set->column)
            return;
    r->n_tables = 2;
    r->table[1] = (struct table){.state = TABLE_EXACT,
        .n_counts = 3,
        .count = {c->refused, c->not_understood, c->skipped}};
    r->breakdown[1] = (struct breakdown){.state = BREAKDOWN_NONE};
}

void broken_exact_at_one(const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct release *r)
{
    const struct tabulate_counts *c = tabulate_question(t, 0);

    rules_apply(set, q, t, r);
    if (c->code[0] >= 1 && c->code[1] >= 1)
        r->table[0] = (struct table){.state = TABLE_EXACT,
            .n_counts = 3,
            .count = {c->code[0], c->code[1],
                c->refused + c->not_understood + c->skipped}};
}

void broken_low_d(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    struct rules_set low = *set;

    low.dissent = 1;
    rules_apply(&low, q, t, r);
}

void broken_no_sum(const struct rules_set *set, const struct questionnaire *q,
    const struct tabulation *t, struct release *r)
{
    const struct tabulate_counts *c = tabulate_question(t, 0);
    struct table *to = &r->table[0];
    uint32_t d = set->dissent;

    rules_apply(set, q, t, r);
    if (c->chose < set->batch || c->chose <= 2 * d + 1)
        return;
    *to = (struct table){.state = TABLE_CHOICES,
        .n_counts = (uint8_t)(CHOICES_OPTION + q->question[0].n_codes),
        .count = {r->answer_sets - c->chose, c->chose}};
    for (size_t i = 0; i < q->question[0].n_codes; i++) {
        uint32_t told = c->code[i] < d ? d : c->code[i];

        to->count[CHOICES_OPTION + i] =
            told > c->chose - d ? c->chose - d : told;
    }
}
