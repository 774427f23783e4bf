/* SPDX-License-Identifier: EUPL-1.2 */
/* reason_table.c - breakdowns, told and hidden. */
#include "reason.h"

#include "grid.h"

enum { MAX_WAYS = 2 * GRID_ROWS };

/* One breakdown, as it can be read: rows, columns of the total, sides. */
struct table_read {
    const struct qn_question *it;
    const struct release *r;
    const struct table *total;
    const struct breakdown *b;
    size_t rows, columns;
    const uint32_t *size;   /* of each row */
    int side[GRID_COLUMNS]; /* of a column of the total; GRID_ASIDE */
    uint32_t column[GRID_COLUMNS];
};

static void read_columns(struct table_read *t)
{
    const struct qn_level *fine = &t->it->level[t->total->level];
    const struct qn_level *halves = &t->it->level[t->it->n_levels - 1];

    t->columns = t->total->n_counts;
    for (size_t c = 0; c < t->columns; c++) {
        t->side[c] = GRID_ASIDE;
        t->column[c] = t->total->count[c];
    }
    for (size_t code = 0; code < t->it->n_codes; code++)
        t->side[fine->group_of[code]] = halves->group_of[code];
}

/* How many gave an answer of this group of this level, added up. */
static uint32_t column_of(const struct table_read *t, size_t level, size_t g)
{
    const uint8_t *fine = t->it->level[t->total->level].group_of;
    uint32_t sum = 0;

    for (size_t code = 0; code < t->it->n_codes; code++)
        if (t->it->level[level].group_of[code] == g &&
            (code == 0 || fine[code] != fine[code - 1]))
            sum += t->column[fine[code]];
    return sum;
}

/* Whether sizes and totals, which everybody sees, allow this level. */
static bool is_open(const struct table_read *t, size_t level)
{
    size_t groups = t->it->level[level].n_groups;

    if (t->r->answer_sets < 5 * t->rows * groups)
        return false;
    if (level + 1u < t->it->n_levels) { /* C2 asks the total's own columns */
        level = t->total->level;
        groups = t->it->level[level].n_groups;
    }
    for (size_t g = 0; g < groups; g++) {
        uint32_t n = column_of(t, level, g);

        if (n > 0 && n < t->r->rules.column)
            return false;
    }
    return true;
}

/* ---- Hidden: some row is nearly of one mind, if sizes allow a table ---- */

/* Every reason that there can be: a grid each, of all rows and two sides. */
struct ways {
    size_t n;
    struct grid grid[MAX_WAYS];
};

/*
 * Columns that stand for the same in every reason are one: column 0 (beside
 * which nothing else is asked), then the rest of both sides, the rest aside.
 */
static void reasons(const struct table_read *t, size_t asked, struct ways *w)
{
    struct grid g = grid_new(t->rows, 4);
    bool open = is_open(t, t->it->n_levels - 1u);

    for (size_t row = 0; row < t->rows; row++)
        g.row[row] = t->size[row];
    for (size_t c = 0; c < t->columns; c++)
        g.column[c == asked ? 0 : 1 + t->side[c]] += t->column[c];
    g.of_side[0] = 1u << 1;
    g.of_side[1] = 1u << 2;
    if (asked < t->columns && t->side[asked] < GRID_ASIDE)
        g.of_side[t->side[asked]] |= 1u << 0;
    w->n = 0;
    if (!open)
        w->grid[w->n++] = g;
    for (size_t row = 0; open && row < t->rows; row++)
        for (size_t side = 0; side < GRID_ASIDE; side++) {
            struct grid *way = &w->grid[w->n++];

            *way = g;
            way->cap[row][side] = t->r->rules.dissent - 1;
        }
}

/* Whether somebody of a row can be in a column, beside those already put. */
static bool can_be(const struct ways *w, size_t row, size_t column)
{
    for (size_t i = 0; i < w->n; i++) {
        struct grid g = w->grid[i];

        grid_put(&g, row, column, 1);
        if (grid_exists(&g))
            return true;
    }
    return false;
}

/* One more answer is known, of this row and column; column 0: none. */
static struct ways knowing(const struct ways *w, size_t row, size_t column)
{
    struct ways with = {.n = w->n};

    for (size_t i = 0; i < w->n; i++) {
        with.grid[i] = w->grid[i];
        if (column > 0)
            grid_put(&with.grid[i], row, column, 1);
    }
    return with;
}

static bool reason_sides(const struct table_read *t, char leak[static LEAK_MAX])
{
    struct ways w;

    reasons(t, t->columns, &w);
    for (size_t a = 0; a < 4 * t->rows; a++) {
        struct ways one = knowing(&w, a / 4, a % 4);

        for (size_t b = a % 4 == 0 ? a : 0; b <= a; b++) {
            struct ways two = knowing(&one, b / 4, b % 4);

            for (size_t row = 0; row < t->rows; row++)
                if (can_be(&two, row, 1) != can_be(&two, row, 2))
                    return reason_found(leak,
                        "%s: hidden, and row %zu is certain to one who knows "
                        "of rows %zu and %zu answers %zu and %zu",
                        t->it->id, row, a / 4, b / 4, a % 4, b % 4);
        }
    }
    return true;
}

/* Whether a cell has more than one possible value in these grids. */
static bool varies(
    const struct grid *grid, size_t n, size_t row, size_t column, int64_t most)
{
    int64_t others = -grid[0].row[row]; /* they hold at most this many of it */
    size_t values = 0;

    for (size_t r = 0; r < grid[0].rows; r++)
        others += grid[0].row[r];
    for (int64_t v = most > others ? most - others : 0; v <= most && values < 2;
         v++)
        for (size_t i = 0; i < n; i++)
            if (grid_can(&grid[i], row, column, v)) {
                values++;
                break;
            }
    return values >= 2;
}

static bool reason_hidden(
    const struct table_read *t, char leak[static LEAK_MAX])
{
    for (size_t c = 0; c < t->columns; c++) {
        struct ways w;

        if (t->column[c] == 0)
            continue;
        reasons(t, c, &w);
        for (size_t row = 0; row < t->rows; row++)
            if (!varies(w.grid, w.n, row, 0, t->column[c]))
                return reason_found(leak,
                    "%s: hidden, and row %zu column %zu has one value",
                    t->it->id, row, c);
    }
    return reason_sides(t, leak);
}

/* ---- Told: the finer columns of one column that is told ---- */

/* A column of the breakdown, and the columns of the total that it gathers. */
struct block {
    struct grid grid;
    uint8_t column[GRID_COLUMNS]; /* of the total */
    bool can_be_zero;             /* at the finer level that was refused */
    size_t n_ways;
    struct grid way[GRID_ROWS * GRID_COLUMNS];
};

static size_t told_column(const struct table_read *t, size_t c)
{
    const struct qn_level *fine = &t->it->level[t->total->level];
    const struct qn_level *told = &t->it->level[t->b->level];
    size_t last = told->n_groups + t->it->n_extras;
    size_t place = c - fine->n_groups + told->n_groups;

    for (size_t code = 0; code < t->it->n_codes; code++)
        if (fine->group_of[code] == c)
            return told->group_of[code];
    return place < last ? place : last; /* the parts of "no answer" are one */
}

static void read_block(const struct table_read *t, size_t b, struct block *to)
{
    size_t width = t->b->n_cells / t->rows, n = 0;

    for (size_t c = 0; c < t->columns; c++)
        if (told_column(t, c) == b)
            to->column[n++] = (uint8_t)c;
    to->grid = grid_new(t->rows, n);
    for (size_t row = 0; row < t->rows; row++)
        to->grid.row[row] = t->r->cell[t->b->first + row * width + b];
    for (size_t c = 0; c < n; c++)
        to->grid.column[c] = t->column[to->column[c]];
    to->can_be_zero = false;
    to->n_ways = 0;
}

/* The finer level that sizes and totals allow, and that a zero refused. */
static size_t refused_level(const struct table_read *t)
{
    for (size_t l = t->b->level; t->it->sensitive && l > t->total->level; l--) {
        if (!is_open(t, l - 1))
            continue;
        for (size_t g = 0; g < t->it->level[l - 1].n_groups; g++)
            if (column_of(t, l - 1, g) == 0)
                return t->b->level; /* everybody sees that zero */
        return l - 1;
    }
    return t->b->level;
}

/* Every way in which a cell of that level can be the zero, in this block. */
static void find_zeros(
    const struct table_read *t, size_t refused, struct block *b)
{
    const struct qn_level *level = &t->it->level[refused];
    const uint8_t *fine = t->it->level[t->total->level].group_of;

    for (size_t g = 0; g < level->n_groups; g++) {
        uint32_t columns = 0;

        for (size_t c = 0; c < b->grid.columns; c++)
            for (size_t code = 0; code < t->it->n_codes; code++)
                if (fine[code] == b->column[c] && level->group_of[code] == g)
                    columns |= 1u << c;
        for (size_t row = 0; columns != 0 && row < t->rows; row++) {
            struct grid *way = &b->way[b->n_ways];

            *way = b->grid;
            way->open[row] &= ~columns;
            if (grid_exists(way))
                b->n_ways++;
        }
    }
    b->can_be_zero = b->n_ways > 0;
}

static bool follows_from_zeros(const struct block *b, size_t row, size_t column)
{
    size_t beside = 0, below = 0;

    if (b->grid.row[row] == 0 || b->grid.column[column] == 0)
        return true;
    for (size_t c = 0; c < b->grid.columns; c++)
        beside += c != column && b->grid.column[c] > 0;
    for (size_t r = 0; r < b->grid.rows; r++)
        below += r != row && b->grid.row[r] > 0;
    return beside == 0 || below == 0;
}

static bool reason_block(const struct table_read *t, const struct block *b,
    bool elsewhere, char leak[static LEAK_MAX])
{
    bool free = elsewhere || b->n_ways == 0;

    for (size_t row = 0; row < t->rows; row++)
        for (size_t c = 0; c < b->grid.columns; c++)
            if (!follows_from_zeros(b, row, c) &&
                !varies(free ? &b->grid : b->way, free ? 1 : b->n_ways, row, c,
                    b->grid.column[c]))
                return reason_found(leak,
                    "%s: told coarser, and row %zu column %u has one value",
                    t->it->id, row, b->column[c]);
    return true;
}

static bool reason_rows(const struct table_read *t, char leak[static LEAK_MAX])
{
    const struct qn_level *told = &t->it->level[t->b->level];
    const struct qn_level *halves = &t->it->level[t->it->n_levels - 1];
    size_t width = t->b->n_cells / t->rows;

    for (size_t row = 0; row < t->rows; row++) {
        const uint32_t *cell = t->r->cell + t->b->first + row * width;
        uint32_t side[2] = {0, 0};

        for (size_t code = 0; code < t->it->n_codes; code++)
            if (code == 0 || told->group_of[code] != told->group_of[code - 1])
                side[halves->group_of[code]] += cell[told->group_of[code]];
        if ((side[0] < 2) != (side[1] < 2) || side[0] + side[1] < 4)
            return reason_found(leak,
                "%s: row %zu is certain to one who knows of it", t->it->id,
                row);
    }
    return true;
}

static bool reason_told(const struct table_read *t, struct reasoned *sum,
    char leak[static LEAK_MAX])
{
    static struct block block[GRID_COLUMNS];
    size_t n = t->b->n_cells / t->rows, refused = refused_level(t), zeros = 0;

    sum->shown++;
    sum->coarser += refused < t->b->level;
    for (size_t b = 0; b < n; b++) {
        read_block(t, b, &block[b]);
        if (refused < t->b->level && b < t->it->level[t->b->level].n_groups)
            find_zeros(t, refused, &block[b]);
        zeros += block[b].can_be_zero;
    }
    for (size_t b = 0; b < n; b++)
        if (!reason_block(t, &block[b], zeros > block[b].can_be_zero, leak))
            return false;
    return reason_rows(t, leak);
}

bool reason_breakdown(const struct questionnaire *q, const struct release *r,
    size_t question, struct reasoned *sum, char leak[static LEAK_MAX])
{
    struct table_read t = {.it = &q->question[question],
        .r = r,
        .total = &r->table[question],
        .b = &r->breakdown[question]};
    const struct margin *m;

    if (t.it->attribute < 0)
        return true;
    m = &r->margin[t.it->attribute];
    if (!m->shown || t.total->state != TABLE_EXACT)
        return true; /* hidden for what everybody sees */
    t.rows = m->n_groups;
    t.size = r->cell + m->first;
    read_columns(&t);
    if (t.b->state == BREAKDOWN_SHOWN)
        return reason_told(&t, sum, leak);
    if (is_open(&t, t.it->n_levels - 1u))
        sum->withheld++;
    else
        sum->alike++;
    return reason_hidden(&t, leak);
}
