/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audit_ranges.c - what an outsider can compute (C.2, C.4): the equations of
 * one margin, one total and its breakdown as a network, whether anybody
 * answers to them, and the range of every group, of every side of a row and of
 * every cell that is not told.
 *
 * A block is a set of columns whose sum each row tells: one for each group of
 * the level told, each extra code and no answer; when the breakdown is hidden,
 * all columns are one block.  The network: the world -> row, as many as its
 * group -> (row, block), as much as is told -> (people, block), where a row is
 * several groups by the attribute's own codes -> column, as much as the total
 * tells -> the world.
 *
 * Within a block all sums of rows and columns are told, and then a cell has one
 * possible value only when its row or column is otherwise empty (test_flow.c
 * shows it).  The zeros of a released table may say that of many people; of a
 * column of few they would tell in which group the few are.
 */
#include <stdlib.h>

#include "audit_private.h"
#include "flow.h"
#include "xalloc.h"

enum { WORLD = 0, MAX_BLOCKS = MAX_CODES + MAX_EXTRAS + 1 };

struct ranges {
    const struct audit *a;
    const struct audit_table *t;
    unsigned n_people; /* groups by the attribute's own codes, and not said */
    unsigned n_blocks, n_columns;
    unsigned row_of[MAX_GROUPS];   /* of people */
    unsigned block_of[MAX_BLOCKS]; /* of a column of the total */
    unsigned code_of[MAX_CODES];   /* one code of each group of the total */
    uint64_t column[MAX_BLOCKS];
    struct flow *flow;
    size_t people_arc[MAX_GROUPS][MAX_BLOCKS];
    size_t cell_arc[MAX_GROUPS][MAX_BLOCKS]; /* of people, by column */
};

/* ---- The equations ---- */

static void read_people(struct ranges *r)
{
    const struct margin *m = r->t->margin;
    const struct qn_attribute *by = r->t->attribute;

    r->n_people = by->n_codes + (m->not_said ? 1u : 0);
    for (unsigned i = 0; i < by->n_codes; i++)
        r->row_of[i] = by->coding[m->coding].group_of[i];
    if (m->not_said)
        r->row_of[by->n_codes] = m->n_groups - 1u;
}

/* The columns of the total, and which block of the breakdown each is in. */
static void read_columns(struct ranges *r)
{
    const struct qn_question *it = r->t->question;
    const struct table *total = r->t->total;
    const struct qn_level *fine = &it->level[total->level];
    const struct qn_level *coarse = &it->level[r->t->breakdown->level];
    bool shown = r->t->cell != NULL;
    unsigned i;

    r->n_columns = fine->n_groups + it->n_extras + 1u;
    r->n_blocks = shown ? coarse->n_groups + it->n_extras + 1u : 1;
    for (unsigned code = 0; code < it->n_codes; code++) {
        r->block_of[fine->group_of[code]] = shown ? coarse->group_of[code] : 0;
        r->code_of[fine->group_of[code]] = code;
    }
    for (i = fine->n_groups; i < r->n_columns; i++)
        r->block_of[i] = shown ? coarse->n_groups + i - fine->n_groups : 0;
    for (i = 0; i < total->n_counts; i++)
        r->column[i < r->n_columns ? i : r->n_columns - 1] += total->count[i];
}

/* Nodes: the world, each row, each (row, block), each (people, block), each
 * column. */
static size_t row_node(unsigned row)
{
    return 1u + row;
}

static size_t block_node(const struct ranges *r, unsigned row, unsigned block)
{
    return row_node(r->t->margin->n_groups) + row * r->n_blocks + block;
}

static size_t people_node(
    const struct ranges *r, unsigned people, unsigned block)
{
    return block_node(r, r->t->margin->n_groups + people, block);
}

static size_t column_node(const struct ranges *r, unsigned column)
{
    return people_node(r, r->n_people, 0) + column;
}

static enum wk_err settle(struct ranges *r)
{
    unsigned rows = r->t->margin->n_groups;
    int64_t all = (int64_t)r->a->release->answer_sets;

    r->flow = flow_new(column_node(r, r->n_columns));
    for (unsigned row = 0; row < rows; row++) {
        flow_arc(
            r->flow, WORLD, row_node(row), r->t->size[row], r->t->size[row]);
        for (unsigned b = 0; b < r->n_blocks; b++) {
            int64_t told =
                r->t->cell != NULL ? r->t->cell[row * r->n_blocks + b] : 0;

            flow_arc(r->flow, row_node(row), block_node(r, row, b), told,
                r->t->cell != NULL ? told : all);
        }
    }
    for (unsigned i = 0; i < r->n_people; i++)
        for (unsigned b = 0; b < r->n_blocks; b++)
            r->people_arc[i][b] = flow_arc(r->flow,
                block_node(r, r->row_of[i], b), people_node(r, i, b), 0, all);
    for (unsigned i = 0; i < r->n_people; i++)
        for (unsigned c = 0; c < r->n_columns; c++)
            r->cell_arc[i][c] = flow_arc(r->flow,
                people_node(r, i, r->block_of[c]), column_node(r, c), 0, all);
    for (unsigned c = 0; c < r->n_columns; c++)
        flow_arc(r->flow, column_node(r, c), WORLD, (int64_t)r->column[c],
            (int64_t)r->column[c]);
    return flow_settle(r->flow);
}

/* ---- What may be computed ---- */

/* Whether a row is told for these people alone. */
static bool is_alone(const struct ranges *r, unsigned people)
{
    for (unsigned i = 0; i < r->n_people; i++)
        if (i != people && r->row_of[i] == r->row_of[people])
            return false;
    return true;
}

/*
 * A group of people that is told only together with others: possibly nobody,
 * possibly k_g.  Nothing tells them apart, so this asks k_g of their row.
 */
static enum wk_err check_size(const struct ranges *r, unsigned people)
{
    struct flow_range size = {0, 0};

    if (is_alone(r, people))
        return WK_OK;
    /* Blocks have no column in common, so their ranges add up. */
    for (unsigned b = 0; b < r->n_blocks; b++) {
        struct flow_range part = flow_range(r->flow, r->people_arc[people][b]);

        size.low += part.low;
        size.high += part.high;
    }
    if (size.low > 0 || size.high < r->a->rules->group)
        return audit_refuse(
            r->a, "C.4", "a group that is not told is known to be small");
    return WK_OK;
}

/* C1: how many may stand on either side of a row, of any of its people. */
static enum wk_err check_dissent(const struct ranges *r, unsigned people)
{
    const struct qn_question *it = r->t->question;
    const struct qn_level *halves = &it->level[it->n_levels - 1];
    int64_t side[2] = {0, 0};

    if (r->t->cell == NULL)
        return WK_OK;
    for (unsigned b = 0; b < it->level[r->t->breakdown->level].n_groups; b++) {
        unsigned c = 0;

        while (r->block_of[c] != b)
            c++;
        side[halves->group_of[r->code_of[c]]] +=
            flow_range(r->flow, r->people_arc[people][b]).high;
    }
    if (side[0] < r->a->rules->dissent || side[1] < r->a->rules->dissent)
        return audit_refuse(r->a, "C1", "one side of a row is below d");
    return WK_OK;
}

/* Whether the breakdown tells this column as it is, in a block of its own. */
static bool is_own_block(const struct ranges *r, unsigned column)
{
    for (unsigned c = 0; c < r->n_columns; c++)
        if (c != column && r->block_of[c] == r->block_of[column])
            return false;
    return true;
}

/* A cell of a column of few, told only in the total: not to be computed. */
static enum wk_err check_cells(const struct ranges *r, unsigned people)
{
    unsigned groups = r->t->question->level[r->t->total->level].n_groups;

    for (unsigned c = 0; c < groups; c++) {
        struct flow_range cell;

        if (r->column[c] == 0 || r->column[c] >= r->a->rules->column ||
            is_own_block(r, c))
            continue;
        cell = flow_range(r->flow, r->cell_arc[people][c]);
        if (cell.low == cell.high)
            return audit_refuse(
                r->a, "C.4", "where a few people are can be computed");
    }
    return WK_OK;
}

enum wk_err audit_ranges(const struct audit *a, const struct audit_table *t)
{
    struct ranges *r = xcalloc(1, sizeof *r);
    enum wk_err err;

    r->a = a;
    r->t = t;
    read_people(r);
    read_columns(r);
    err = settle(r);
    if (err != WK_OK)
        err = audit_refuse(a, "C.4", "no people answer to these sums");
    for (unsigned i = 0; err == WK_OK && i < r->n_people; i++) {
        err = check_size(r, i);
        if (err == WK_OK)
            err = check_dissent(r, i);
        if (err == WK_OK)
            err = check_cells(r, i);
    }
    flow_free(r->flow);
    free(r);
    return err;
}
