/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_private.h - what writing and verifying derived rows share. */
#ifndef WK_CELLS_PRIVATE_H
#define WK_CELLS_PRIVATE_H

#include "cells.h"
#include "ledger_private.h"

enum { COUNT_LEN = 4 };

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

/* One row of SQL_CELL_LIST or SQL_CELL_OF. */
WK_MUST_USE enum wk_err cells_read(
    const struct db_stmt *q, struct cells_part *p);

#endif
