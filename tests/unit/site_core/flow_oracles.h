/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * flow_oracles.h - networks and tables, their ranges by flow.h, and two oracles
 * that share nothing with it: every world of small networks, and the exact
 * simplex of GLPK.
 *
 * GLPK is GPL-3: tests link it, and no program does (tests/tests.cmake).
 */
#ifndef WK_FLOW_ORACLES_H
#define WK_FLOW_ORACLES_H

#include "../test.h"

#include <glpk.h>
#include <stdbool.h>

#include "flow.h"

enum { MAX_ARCS = 80, MAX_NODES = 24 };

struct arc {
    size_t from, to;
    int64_t least, most;
};

struct net {
    size_t n_nodes, n_arcs;
    struct arc arc[MAX_ARCS];
};

static inline size_t add(
    struct net *n, size_t from, size_t to, int64_t least, int64_t most)
{
    assert_true(n->n_arcs < MAX_ARCS && from < n->n_nodes && to < n->n_nodes);
    n->arc[n->n_arcs] = (struct arc){from, to, least, most};
    return n->n_arcs++;
}

/* What an oracle finds: the range of every arc, or that no flow is. */
struct answer {
    bool feasible;
    struct flow_range range[MAX_ARCS];
};

static inline struct answer by_flow(const struct net *n)
{
    struct flow *f = flow_new(n->n_nodes);
    struct answer a = {.feasible = false};

    for (size_t i = 0; i < n->n_arcs; i++)
        assert_int_equal(flow_arc(f, n->arc[i].from, n->arc[i].to,
                             n->arc[i].least, n->arc[i].most),
            i);
    a.feasible = flow_settle(f) == WK_OK;
    for (size_t i = 0; a.feasible && i < n->n_arcs; i++)
        a.range[i] = flow_range(f, i);
    flow_free(f);
    return a;
}

static inline bool same_answer(
    const struct net *n, const struct answer *a, const struct answer *b)
{
    bool same = a->feasible == b->feasible;

    for (size_t i = 0; same && a->feasible && i < n->n_arcs; i++)
        same = a->range[i].low == b->range[i].low &&
            a->range[i].high == b->range[i].high;
    return same;
}

/* ---- Oracle one: every world ---- */

struct search {
    const struct net *n;
    int64_t carries[MAX_ARCS];
    size_t last[MAX_NODES]; /* the last arc that touches a node */
    struct answer found;
};

/* Whether as much goes in as comes out of a node all of whose arcs are set. */
static inline bool balances(const struct search *s, size_t node)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->n->n_arcs; i++) {
        sum += s->n->arc[i].to == node ? s->carries[i] : 0;
        sum -= s->n->arc[i].from == node ? s->carries[i] : 0;
    }
    return sum == 0;
}

static inline void keep_world(struct search *s)
{
    for (size_t i = 0; i < s->n->n_arcs; i++) {
        struct flow_range *r = &s->found.range[i];
        int64_t v = s->carries[i];

        if (!s->found.feasible || v < r->low)
            r->low = v;
        if (!s->found.feasible || v > r->high)
            r->high = v;
    }
    s->found.feasible = true;
}

static inline void enumerate(struct search *s, size_t i)
{
    const struct arc *a = &s->n->arc[i];

    if (i == s->n->n_arcs) {
        keep_world(s);
        return;
    }
    for (int64_t v = a->least; v <= a->most; v++) {
        s->carries[i] = v;
        if ((s->last[a->from] != i || balances(s, a->from)) &&
            (s->last[a->to] != i || balances(s, a->to)))
            enumerate(s, i + 1);
    }
}

static inline struct answer by_worlds(const struct net *n)
{
    struct search s = {.n = n};

    for (size_t i = 0; i < n->n_arcs; i++)
        s.last[n->arc[i].from] = s.last[n->arc[i].to] = i;
    enumerate(&s, 0);
    return s.found;
}

/* ---- Oracle two: GLPK ---- */

static inline glp_prob *problem_of(const struct net *n)
{
    glp_prob *p = glp_create_prob();

    glp_add_rows(p, (int)n->n_nodes);
    glp_add_cols(p, (int)n->n_arcs);
    for (int i = 1; i <= (int)n->n_nodes; i++)
        glp_set_row_bnds(p, i, GLP_FX, 0, 0);
    for (int i = 1; i <= (int)n->n_arcs; i++) {
        const struct arc *a = &n->arc[i - 1];
        int row[3] = {0, (int)a->from + 1, (int)a->to + 1};
        double by[3] = {0, -1, 1};

        glp_set_mat_col(p, i, a->from == a->to ? 0 : 2, row, by);
        glp_set_col_bnds(p, i, a->least == a->most ? GLP_FX : GLP_DB,
            (double)a->least, (double)a->most);
    }
    return p;
}

/* The optimum in one direction, an integer; false: no flow is. */
static inline bool optimum(glp_prob *p, int direction, int64_t *out)
{
    glp_smcp how;
    double v;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(p, direction);
    assert_int_equal(glp_exact(p, &how), 0);
    if (glp_get_status(p) != GLP_OPT)
        return false;
    v = glp_get_obj_val(p);
    *out = (int64_t)v;
    assert_true((double)*out == v);
    return true;
}

static inline struct answer by_glpk(const struct net *n)
{
    glp_prob *p = problem_of(n);
    struct answer a = {.feasible = true};

    for (int i = 1; a.feasible && i <= (int)n->n_arcs; i++) {
        struct flow_range *r = &a.range[i - 1];

        glp_set_obj_coef(p, i, 1);
        a.feasible =
            optimum(p, GLP_MIN, &r->low) && optimum(p, GLP_MAX, &r->high);
        glp_set_obj_coef(p, i, 0);
    }
    glp_delete_prob(p);
    return a;
}

/* ---- Tables: rows x columns, both totals, and the total of all ---- */

enum { SIDE = 9 };

struct grid {
    size_t rows, cols; /* without the totals, which are the last of each */
    int64_t at[SIDE][SIDE];
    bool hidden[SIDE][SIDE];
    size_t arc[SIDE][SIDE];
};

/* Nodes: all people, the end of all columns, each row, each column. */
static inline void net_of(struct grid *g, struct net *n)
{
    enum { ALL = 0, END = 1, ROW = 2 };
    size_t col = ROW + g->rows;

    *n = (struct net){.n_nodes = col + g->cols};
    for (size_t i = 0; i <= g->rows; i++)
        for (size_t j = 0; j <= g->cols; j++) {
            bool hidden = g->hidden[i][j];
            int64_t all = g->hidden[g->rows][g->cols] ? 2 * SIDE * SIDE
                                                      : g->at[g->rows][g->cols];

            g->arc[i][j] = add(n,
                i == g->rows && j == g->cols ? END
                    : j == g->cols           ? ALL
                    : i == g->rows           ? col + j
                                             : ROW + i,
                i == g->rows && j == g->cols ? ALL
                    : i == g->rows           ? END
                    : j == g->cols           ? ROW + i
                                             : col + j,
                hidden ? 0 : g->at[i][j], hidden ? all : g->at[i][j]);
        }
}

static inline void add_up(struct grid *g)
{
    for (size_t i = 0; i <= g->rows; i++)
        g->at[i][g->cols] = 0;
    for (size_t j = 0; j <= g->cols; j++)
        g->at[g->rows][j] = 0;
    for (size_t i = 0; i < g->rows; i++)
        for (size_t j = 0; j < g->cols; j++) {
            g->at[i][g->cols] += g->at[i][j];
            g->at[g->rows][j] += g->at[i][j];
            g->at[g->rows][g->cols] += g->at[i][j];
        }
}

static inline int free_glpk(void **state)
{
    (void)state;
    glp_free_env();
    return 0;
}

#endif
