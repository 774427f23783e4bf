/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_private.h - what writing and verifying derived rows share. */
#ifndef WK_CELLS_PRIVATE_H
#define WK_CELLS_PRIVATE_H

#include "cells.h"
#include "ledger_private.h"

enum { COUNT_LEN = 4, ROWS_MAX = MAX_GROUPS * (MAX_CODES + MAX_EXTRAS + 1) };

/* Everything that follows from one entry. */
struct cells_derived {
    bool covers;   /* its months are taken */
    bool counts;   /* and its tables are figures */
    uint64_t drop; /* a withdrawal: the release whose figures go; else 0 */
    struct entry entry;
    const struct questionnaire *q; /* when it counts; lent by the ledger */
};

WK_MUST_USE enum wk_err cells_derive(
    struct ledger *l, const struct ledger_entry *e, struct cells_derived *d);

/* What one row of the table holds, beside what all rows of a release share. */
struct cells_row {
    char question[MAX_OPTION_ID + 1];
    struct table table;
    struct margin margin;
    struct breakdown breakdown;
    const uint32_t *cell; /* of the breakdown; lent by the release */
};

/* The row at this position of a release that counts; false: there is none. */
WK_MUST_USE bool cells_row(
    const struct cells_derived *d, size_t position, struct cells_row *out);

/* Add a row of SQL_CELL_LIST or SQL_CELL_OF; these columns stand behind it. */
enum { CELL_QUESTION = 19, CELL_POSITION };
WK_MUST_USE enum wk_err cells_read(const struct db_stmt *q, struct cells *into);

#endif
