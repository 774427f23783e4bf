/* SPDX-License-Identifier: EUPL-1.2 */
/* test_flow_published.c - the ranges of flow.h against what others have
 * published of tables with suppressed cells. */
#include "flow_oracles.h"

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

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_linked),
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
