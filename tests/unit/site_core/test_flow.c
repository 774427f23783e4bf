/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_flow.c - the ranges of flow.h against what others have published of
 * tables with suppressed cells, and against two oracles that share nothing
 * with it: every world of small networks, and the exact simplex of GLPK.
 *
 * GLPK is GPL-3: tests link it, and no program does (tests/tests.cmake).
 */
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

static size_t add(
    struct net *n, size_t from, size_t to, int64_t least, int64_t most)
{
    assert_true(n->n_arcs < MAX_ARCS && from < n->n_nodes && to < n->n_nodes);
    n->arc[n->n_arcs] = (struct arc){from, to, least, most};
    return n->n_arcs++;
}

static uint32_t next_random(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13; /* xorshift64 */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 33) % below;
}

/* What an oracle finds: the range of every arc, or that no flow is. */
struct answer {
    bool feasible;
    struct flow_range range[MAX_ARCS];
};

static struct answer by_flow(const struct net *n)
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

static bool same_answer(
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
static bool balances(const struct search *s, size_t node)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->n->n_arcs; i++) {
        sum += s->n->arc[i].to == node ? s->carries[i] : 0;
        sum -= s->n->arc[i].from == node ? s->carries[i] : 0;
    }
    return sum == 0;
}

static void keep_world(struct search *s)
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

static void enumerate(struct search *s, size_t i)
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

static struct answer by_worlds(const struct net *n)
{
    struct search s = {.n = n};

    for (size_t i = 0; i < n->n_arcs; i++)
        s.last[n->arc[i].from] = s.last[n->arc[i].to] = i;
    enumerate(&s, 0);
    return s.found;
}

/* ---- Oracle two: GLPK ---- */

static glp_prob *problem_of(const struct net *n)
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
static bool optimum(glp_prob *p, int direction, int64_t *out)
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

static struct answer by_glpk(const struct net *n)
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
static void net_of(struct grid *g, struct net *n)
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

static void add_up(struct grid *g)
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

/* Counts below `below`; one in `of` is hidden, also of the totals. */
static void random_grid(uint64_t *seed, struct grid *g, size_t rows,
    size_t cols, uint32_t below, uint32_t of)
{
    *g = (struct grid){.rows = rows, .cols = cols};
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            g->at[i][j] = next_random(seed, below);
    add_up(g);
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= cols; j++)
            g->hidden[i][j] =
                (i < rows || j < cols) && next_random(seed, of) == 0;
}

/* A published table with its suppressed cells, and ranges known of them. */
struct instance {
    const char *name;
    size_t rows, cols;
    int64_t at[4][4];      /* the inner cells */
    const char *hidden[5]; /* 'x': not told; totals stand last */
    struct {
        size_t row, col;
        int64_t low, high;
    } range[16]; /* none but the first is of the cell 0, 0 */
};

static struct instance instances[] = {
    /* Handbook on Statistical Disclosure Control, chapter 4, "Example 3"
     * (after Geurts 1992); X11 is published, the rest follows by hand. */
    {"C5-1, Geurts", 3, 2, {{5, 2}, {1, 2}, {3, 3}},
        {"xx.", "xx.", "...", "..."},
        {{0, 0, 3, 6}, {0, 1, 1, 4}, {1, 0, 0, 3}, {1, 1, 0, 3}}},
    /* sdcTable, tests/testthat/test-protectTable.r: what OPT, HITAS and
     * HYPERCUBE suppress; the ranges of client/PRIVACY.md's own work. */
    {"C5-2, sdcTable microdata1", 4, 2, {{18, 2}, {19, 14}, {10, 12}, {14, 11}},
        {"xx.", "...", "xx.", "...", "..."},
        {{0, 0, 6, 20}, {0, 1, 0, 14}, {2, 0, 8, 22}, {2, 1, 0, 14}}},
    /* checkTauArgus, inst/tests/Batch/ex1/tabdata_ex1.tab: what tau-argus
     * OPT suppresses. */
    {"C5-3, tau-argus ex1", 4, 2,
        {{895, 137}, {753, 973}, {569, 486}, {540, 793}},
        {"xx.", "...", "xx.", "...", "..."},
        {{0, 0, 409, 1032}, {0, 1, 0, 623}, {2, 0, 432, 1055}, {2, 1, 0, 623}}},
    /* Our own: ages by an answer; whole rows go, their sizes too. */
    {"C5-9, ages by three answers", 4, 3,
        {{1, 1, 1}, {3, 4, 6}, {2, 3, 9}, {0, 0, 11}},
        {"xxxx", "....", "....", "xxxx", "...."},
        {{0, 3, 0, 14}, {3, 3, 0, 14}, {3, 0, 0, 1}, {3, 1, 0, 1},
            {3, 2, 0, 12}}},
    {"C5-10, three groups by two answers", 3, 2, {{4, 5}, {3, 5}, {1, 2}},
        {"...", "xxx", "xxx", "..."},
        {{2, 2, 0, 11}, {1, 2, 0, 11}, {2, 0, 0, 4}, {2, 1, 0, 7}}},
    /* Our own: age by gender, with two column totals not told either. */
    {"C5-11, age by gender", 3, 4, {{3, 6, 0, 1}, {24, 17, 2, 7}, {8, 5, 0, 6}},
        {"xxxx.", "..xx.", "xxxx.", "..xx."},
        {{0, 0, 0, 10}, {0, 1, 0, 10}, {0, 2, 0, 7}, {0, 3, 0, 7}, {1, 2, 0, 9},
            {1, 3, 0, 9}, {2, 0, 1, 11}, {2, 1, 1, 11}, {2, 2, 0, 7},
            {2, 3, 0, 7}, {3, 2, 0, 16}, {3, 3, 0, 16}}},
    /* Our own: every hidden line sums to five and more, and yet each hidden
     * cell is known exactly. */
    {"line sums are not enough", 3, 3, {{0, 6, 20}, {25, 6, 0}, {8, 40, 7}},
        {"xx..", ".xx.", "x.x.", "...."},
        {{0, 0, 0, 0}, {0, 1, 6, 6}, {1, 1, 6, 6}, {1, 2, 0, 0}, {2, 0, 8, 8},
            {2, 2, 7, 7}}},
};

static void test_instance(void **state)
{
    const struct instance *it = *state;
    struct grid g = {.rows = it->rows, .cols = it->cols};
    struct net n;
    struct answer a, glpk;

    for (size_t i = 0; i < g.rows; i++)
        for (size_t j = 0; j < g.cols; j++)
            g.at[i][j] = it->at[i][j];
    add_up(&g);
    for (size_t i = 0; i <= g.rows; i++)
        for (size_t j = 0; j <= g.cols; j++)
            g.hidden[i][j] = it->hidden[i][j] == 'x';
    net_of(&g, &n);
    a = by_flow(&n);
    assert_true(a.feasible);
    for (size_t i = 0; i < N_OF(it->range) &&
         (i == 0 || it->range[i].row + it->range[i].col > 0);
         i++) {
        struct flow_range r =
            a.range[g.arc[it->range[i].row][it->range[i].col]];

        assert_int_equal(r.low, it->range[i].low);
        assert_int_equal(r.high, it->range[i].high);
    }
    glpk = by_glpk(&n);
    assert_true(same_answer(&n, &a, &glpk));
}

/*
 * C5-5, sdcTable tests/testthat/test-linked-tables.r: eight regions, added up
 * by county and by size.  Each table alone is safe with A, B, K, L, M hidden;
 * linked they tell K, until N is hidden too (the published answer).
 */
static void test_linked(void **state)
{
    enum { ALL, COUNTY_1, COUNTY_2, SMALL, BIG, N_NODES };
    static const struct {
        size_t county, size;
        int64_t n;
        bool hidden;
    } REGION[] = {{COUNTY_1, SMALL, 2, true}, {COUNTY_1, SMALL, 2, true},
        {COUNTY_1, SMALL, 8, false}, {COUNTY_1, SMALL, 8, false},
        {COUNTY_2, SMALL, 3, true}, {COUNTY_2, BIG, 3, true},
        {COUNTY_2, BIG, 3, true}, {COUNTY_2, SMALL, 7, false}};
    enum { K = 4, N = 7 };

    (void)state;
    for (int n_hidden = 0; n_hidden < 2; n_hidden++) {
        struct net n = {.n_nodes = N_NODES};
        struct answer a;

        for (size_t i = 0; i < N_OF(REGION); i++) {
            bool hidden = REGION[i].hidden || (i == N && n_hidden);

            add(&n, REGION[i].county, REGION[i].size, hidden ? 0 : REGION[i].n,
                hidden ? 36 : REGION[i].n);
        }
        add(&n, ALL, COUNTY_1, 20, 20);
        add(&n, ALL, COUNTY_2, 16, 16);
        add(&n, SMALL, ALL, 30, 30);
        add(&n, BIG, ALL, 6, 6);
        a = by_flow(&n);
        assert_true(a.feasible);
        assert_int_equal(a.range[K].low, n_hidden ? 0 : 3);
        assert_int_equal(a.range[K].high, n_hidden ? 10 : 3);
        assert_int_equal(a.range[N].low, n_hidden ? 0 : 7);
        assert_int_equal(a.range[N].high, n_hidden ? 10 : 7);
    }
}

/* Small networks of any shape: loops, arcs side by side, dead ends. */
static void random_net(uint64_t *seed, struct net *n)
{
    *n = (struct net){.n_nodes = 2 + next_random(seed, 4)};
    for (uint32_t left = 1 + next_random(seed, 8); left > 0; left--) {
        int64_t least = next_random(seed, 3);

        add(n, next_random(seed, (uint32_t)n->n_nodes),
            next_random(seed, (uint32_t)n->n_nodes), least,
            least + next_random(seed, 3));
    }
}

/* Half of the networks are tables, one in eight of them with a total that is
 * one off; the worlds are counted one by one. */
static void test_all_worlds(void **state)
{
    uint64_t seed = 1;
    size_t feasible = 0, refused = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct net n;
        struct answer a, worlds;

        if (i % 2 == 0) {
            random_net(&seed, &n);
        } else {
            struct grid g;

            random_grid(&seed, &g, 2, 2 + next_random(&seed, 2), 3, 2);
            if (i % 16 == 1)
                g.at[next_random(&seed, 2)][g.cols]++;
            net_of(&g, &n);
        }
        a = by_flow(&n);
        worlds = by_worlds(&n);
        if (!same_answer(&n, &a, &worlds))
            fail_msg("network %d", i);
        feasible += a.feasible;
        refused += !a.feasible;
    }
    assert_true(feasible > 1000 && refused > 1000);
}

static void test_glpk(void **state)
{
    uint64_t seed = 2;
    size_t feasible = 0, refused = 0;

    (void)state;
    for (int i = 0; i < 150; i++) {
        struct grid g;
        struct net n;
        struct answer a, glpk;

        random_grid(&seed, &g, 3 + next_random(&seed, 6),
            3 + next_random(&seed, 5), i % 3 == 0 ? 3 : 200,
            2 + next_random(&seed, 3));
        if (i % 8 == 0)
            g.at[next_random(&seed, 3)][next_random(&seed, 3)] += 1000;
        net_of(&g, &n);
        a = by_flow(&n);
        glpk = by_glpk(&n);
        if (!same_answer(&n, &a, &glpk))
            fail_msg("table %d", i);
        feasible += a.feasible;
        refused += !a.feasible;
    }
    assert_true(feasible > 50 && refused > 5);
}

/* The oracles would notice: with one bound off by one, somewhere an end of a
 * range is another one. */
static void test_negative_control(void **state)
{
    uint64_t seed = 3;
    size_t worlds_saw = 0, glpk_saw = 0;

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct grid g;
        struct net n;
        struct answer a, worlds, glpk;

        random_grid(&seed, &g, 2, 3, 3, 2);
        net_of(&g, &n);
        worlds = by_worlds(&n);
        glpk = by_glpk(&n);
        n.arc[next_random(&seed, (uint32_t)n.n_arcs)].most++;
        a = by_flow(&n);
        worlds_saw += !same_answer(&n, &a, &worlds);
        glpk_saw += !same_answer(&n, &a, &glpk);
    }
    assert_true(worlds_saw > 5);
    assert_int_equal(glpk_saw, worlds_saw);
}

/*
 * Why audit_ranges.c looks at no single cell: where all sums of rows and
 * columns are told, a cell has one possible value only when its row or its
 * column has no other cell that a published zero does not empty.
 */
static void test_cells_of_told_sums(void **state)
{
    uint64_t seed = 4;
    size_t known = 0, open = 0;

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct grid g;
        struct net n;
        struct answer a;

        random_grid(&seed, &g, 2 + next_random(&seed, 3),
            2 + next_random(&seed, 3), 3, 1);
        for (size_t k = 0; k < SIDE; k++)
            g.hidden[g.rows][k] = g.hidden[k][g.cols] = false;
        net_of(&g, &n);
        a = by_flow(&n);
        for (size_t r = 0; r < g.rows; r++)
            for (size_t c = 0; c < g.cols; c++) {
                struct flow_range cell = a.range[g.arc[r][c]];
                int64_t row = g.at[r][g.cols], col = g.at[g.rows][c];
                int64_t all = g.at[g.rows][g.cols];
                bool told = row == 0 || col == 0 || row == all || col == all;

                assert_int_equal(cell.low == cell.high, told);
                known += told;
                open += !told;
            }
    }
    assert_true(known > 1000 && open > 1000);
}

static int free_glpk(void **state)
{
    (void)state;
    glp_free_env();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_linked),
        cmocka_unit_test(test_all_worlds),
        cmocka_unit_test(test_glpk),
        cmocka_unit_test(test_negative_control),
        cmocka_unit_test(test_cells_of_told_sums),
    };
    struct CMUnitTest tests[N_OF(instances)];
    int failed;

    glp_term_out(GLP_OFF);
    for (size_t i = 0; i < N_OF(tests); i++)
        tests[i] = (struct CMUnitTest){.name = instances[i].name,
            .test_func = test_instance,
            .initial_state = &instances[i]};
    failed = cmocka_run_group_tests_name("instance", tests, NULL, NULL);
    failed += cmocka_run_group_tests_name("flow", OTHERS, NULL, free_glpk);
    return failed != 0;
}
