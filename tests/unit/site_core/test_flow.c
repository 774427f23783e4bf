/* SPDX-License-Identifier: EUPL-1.2 */
/* test_flow.c - the ranges of flow.h of random networks and tables, against two
 * oracles. */
#include "flow_oracles.h"
#include "form_sample.h"

/* Counts below `below`; one in `of` is hidden, also of the totals. */
static void random_grid(uint64_t *seed, struct grid *g, size_t rows,
    size_t cols, uint32_t below, uint32_t of)
{
    *g = (struct grid){.rows = rows, .cols = cols};
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            g->at[i][j] = sample_random(seed, below);
    add_up(g);
    for (size_t i = 0; i <= rows; i++)
        for (size_t j = 0; j <= cols; j++)
            g->hidden[i][j] =
                (i < rows || j < cols) && sample_random(seed, of) == 0;
}

/* Small networks of any shape: loops, arcs side by side, dead ends. */
static void random_net(uint64_t *seed, struct net *n)
{
    *n = (struct net){.n_nodes = 2 + sample_random(seed, 4)};
    for (uint32_t left = 1 + sample_random(seed, 8); left > 0; left--) {
        int64_t least = sample_random(seed, 3);

        add(n, sample_random(seed, (uint32_t)n->n_nodes),
            sample_random(seed, (uint32_t)n->n_nodes), least,
            least + sample_random(seed, 3));
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

            random_grid(&seed, &g, 2, 2 + sample_random(&seed, 2), 3, 2);
            if (i % 16 == 1)
                g.at[sample_random(&seed, 2)][g.cols]++;
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

        random_grid(&seed, &g, 3 + sample_random(&seed, 6),
            3 + sample_random(&seed, 5), i % 3 == 0 ? 3 : 200,
            2 + sample_random(&seed, 3));
        if (i % 8 == 0)
            g.at[sample_random(&seed, 3)][sample_random(&seed, 3)] += 1000;
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
        n.arc[sample_random(&seed, (uint32_t)n.n_arcs)].most++;
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

        random_grid(&seed, &g, 2 + sample_random(&seed, 3),
            2 + sample_random(&seed, 3), 3, 1);
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

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_worlds),
        cmocka_unit_test(test_glpk),
        cmocka_unit_test(test_negative_control),
        cmocka_unit_test(test_cells_of_told_sums),
    };

    glp_term_out(GLP_OFF);
    return cmocka_run_group_tests_name("flow", tests, NULL, free_glpk);
}
