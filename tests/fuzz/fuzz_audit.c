/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_audit.c - bytes as an entry: whatever the audit accepts of them keeps
 * to the sums and floors of client/PRIVACY.md B, added up here anew.
 *
 * Covers client/core/audit.c client/core/audit_breakdown.c
 * Covers client/core/audit_ranges.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/site_core/audit_form.h"
#include "audit.h"
#include "wire.h"

enum { K_B = 10, K_G = 5, K_C = 5, D = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static uint64_t sum_of(const uint32_t *count, size_t n)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += count[i];
    return sum;
}

/* Add up counts of one level by the groups of a coarser one. */
static void add_up(const struct qn_question *it, uint8_t from, uint8_t to,
    const uint32_t *count, uint64_t *out)
{
    memset(out, 0, MAX_CODES * sizeof *out);
    for (size_t code = 0; code < it->n_codes; code++)
        if (code == 0 ||
            it->level[from].group_of[code] !=
                it->level[from].group_of[code - 1])
            out[it->level[to].group_of[code]] +=
                count[it->level[from].group_of[code]];
}

static void check_total(
    const struct qn_question *it, const struct table *t, uint64_t n)
{
    uint64_t side[MAX_CODES];

    switch (t->state) {
    case TABLE_EXACT:
        assert(sum_of(t->count, t->n_counts) == n);
        add_up(it, t->level, it->n_levels - 1, t->count, side);
        assert(side[0] > D && side[1] > D);
        break;
    case TABLE_AT_LEAST:
        assert(sum_of(t->count, 2) == n && t->count[1] >= K_B);
        assert(t->count[2] + D <= t->count[1]);
        break;
    case TABLE_CHOICES:
        assert(it->many && sum_of(t->count, 2) == n && t->count[1] >= K_B);
        for (size_t i = 0; i < it->n_codes; i++)
            assert(t->count[2 + i] >= D && t->count[2 + i] + D <= t->count[1]);
        break;
    default:
        assert(t->n_counts == 0);
    }
}

static void check_rows(const struct qn_question *it, const struct table *total,
    const struct breakdown *b, const uint32_t *size, size_t rows,
    const uint32_t *cell)
{
    size_t groups = it->level[b->level].n_groups;
    size_t width = groups + it->n_extras + 1;
    uint64_t column[MAX_CODES], side[MAX_CODES];

    assert(total->state == TABLE_EXACT && b->n_cells == rows * width);
    add_up(it, total->level, b->level, total->count, column);
    for (size_t r = 0; r < rows; r++) {
        const uint32_t *row = cell + r * width;

        assert(sum_of(row, width) == size[r]);
        add_up(it, b->level, it->n_levels - 1, row, side);
        assert(side[0] >= D && side[1] >= D);
        for (size_t g = 0; g < groups; g++) {
            assert(!it->sensitive || row[g] > 0);
            assert(column[g] >= row[g]);
            column[g] -= row[g];
        }
    }
    for (size_t g = 0; g < groups; g++) {
        uint64_t sum = 0;

        assert(column[g] == 0);
        for (size_t r = 0; r < rows; r++)
            sum += cell[r * width + g];
        assert(sum == 0 || sum >= K_C);
    }
}

/* Nobody is one of a few who kept silent, were not asked, or declined. */
static void check_turnout(const struct release *r)
{
    int64_t eligible = r->eligible, asked = r->asked, n = r->answer_sets;
    int64_t declined = r->declined;

    assert(eligible == 0 || eligible >= n + K_G - 1);
    assert(asked == 0 || asked >= n + K_G - 1);
    assert(asked == 0 || asked == eligible || eligible - asked >= K_G);
    assert(declined == 0 || declined >= K_G - 1);
    assert(declined == 0 || r->channel == CHANNEL_SELF);
    assert(declined == 0 || eligible == 0 || eligible - n - declined >= K_G);
    assert(declined == 0 || asked == 0 || asked - n - declined >= K_G);
}

static void check_release(
    const struct questionnaire *q, const struct release *r)
{
    assert(r->answer_sets >= K_B && r->n_tables == q->n_questions);
    check_turnout(r);
    for (size_t i = 0; i < q->n_attributes; i++) {
        const uint32_t *size = r->cell + r->margin[i].first;

        if (!r->margin[i].shown)
            continue;
        assert(sum_of(size, r->margin[i].n_groups) == r->answer_sets);
        for (size_t g = 0; g < r->margin[i].n_groups; g++)
            assert(size[g] >= K_G);
    }
    for (size_t i = 0; i < q->n_questions; i++) {
        const struct qn_question *it = &q->question[i];
        const struct margin *m;

        check_total(it, &r->table[i], r->answer_sets);
        if (r->breakdown[i].state != BREAKDOWN_SHOWN)
            continue;
        assert(it->attribute >= 0);
        m = &r->margin[it->attribute];
        assert(m->shown);
        check_rows(it, &r->table[i], &r->breakdown[i], r->cell + m->first,
            m->n_groups, r->cell + r->breakdown[i].first);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct questionnaire *q;
    struct entry *e = malloc(sizeof *e);
    char why[WHY_MAX] = "";

    assert(e != NULL);
    if (q == NULL &&
        questionnaire_parse(
            (const uint8_t *)AUDIT_FORM, strlen(AUDIT_FORM), &q, why) != WK_OK)
        abort();
    if (audit_entry(q, data, len, why) != WK_OK) {
        assert(strlen(why) > 0 && strlen(why) < WHY_MAX);
    } else {
        if (wire_decode_entry(data, len, e) != WK_OK)
            abort();
        if (e->kind == ENTRY_RELEASE)
            check_release(q, &e->release);
    }
    free(e);
    return 0;
}
