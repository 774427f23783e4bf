/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * grid.h - whether there is a table of counts with these sums.
 *
 * Rows and columns have sums; some cells are known to be 0; and in a row the
 * cells on one side may add up to no more than a cap.  By Gale and Hoffman
 * there is such a table exactly if, for every set of columns, the rows can
 * carry what these columns hold.
 */
#ifndef WK_GRID_H
#define WK_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRID_ROWS = 16, GRID_COLUMNS = 20, GRID_ASIDE = 2 };

struct grid {
    size_t rows, columns;
    int64_t row[GRID_ROWS], column[GRID_COLUMNS];
    uint32_t open[GRID_ROWS];     /* bits: columns that may hold somebody */
    uint32_t of_side[GRID_ASIDE]; /* bits: columns of one side */
    int64_t cap[GRID_ROWS][GRID_ASIDE];
};

/* A grid of no sums, all cells open and no caps. */
struct grid grid_new(size_t rows, size_t columns);

/* Put n people into a cell for good: they are in no sum any more. */
void grid_put(struct grid *g, size_t row, size_t column, int64_t n);

bool grid_exists(const struct grid *g);

/* Whether the cell can hold n and no other number is asked about. */
bool grid_can(const struct grid *g, size_t row, size_t column, int64_t n);

#endif
