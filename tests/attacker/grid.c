/* SPDX-License-Identifier: EUPL-1.2 */
#include "grid.h"

enum { NO_CAP = INT32_MAX };

struct grid grid_new(size_t rows, size_t columns)
{
    struct grid g = {.rows = rows, .columns = columns};

    for (size_t r = 0; r < rows; r++) {
        g.open[r] = (1u << columns) - 1;
        g.cap[r][0] = g.cap[r][1] = NO_CAP;
    }
    return g;
}

void grid_put(struct grid *g, size_t row, size_t column, int64_t n)
{
    g->row[row] -= n;
    g->column[column] -= n;
    for (size_t side = 0; side < GRID_ASIDE; side++)
        if (g->of_side[side] >> column & 1)
            g->cap[row][side] -= n;
}

/* What a row can put into a set of columns. */
static int64_t carries(const struct grid *g, size_t row, uint32_t set)
{
    int64_t sum = 0;

    set &= g->open[row];
    if (set & ~(g->of_side[0] | g->of_side[1]))
        return g->row[row];
    for (size_t side = 0; side < GRID_ASIDE; side++)
        if (set & g->of_side[side])
            sum += g->cap[row][side];
    return sum < g->row[row] ? sum : g->row[row];
}

bool grid_exists(const struct grid *g)
{
    int64_t rows = 0, columns = 0;

    for (size_t r = 0; r < g->rows; r++) {
        if (g->row[r] < 0 || g->cap[r][0] < 0 || g->cap[r][1] < 0)
            return false;
        rows += g->row[r];
    }
    for (size_t c = 0; c < g->columns; c++) {
        if (g->column[c] < 0)
            return false;
        columns += g->column[c];
    }
    if (rows != columns)
        return false;
    for (uint32_t set = 1; set < 1u << g->columns; set++) {
        int64_t held = 0, carried = 0;

        for (size_t c = 0; c < g->columns; c++)
            held += set >> c & 1 ? g->column[c] : 0;
        for (size_t r = 0; r < g->rows && carried < held; r++)
            carried += carries(g, r, set);
        if (carried < held)
            return false;
    }
    return true;
}

bool grid_can(const struct grid *g, size_t row, size_t column, int64_t n)
{
    struct grid with = *g;

    if (n > 0 && !(g->open[row] >> column & 1))
        return false;
    grid_put(&with, row, column, n);
    with.open[row] &= ~(1u << column);
    return grid_exists(&with);
}
