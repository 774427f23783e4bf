/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger_private.h - what the files of the ledger and of cells.h share. */
#ifndef WK_LEDGER_PRIVATE_H
#define WK_LEDGER_PRIVATE_H

#include "ledger.h"
#include "ledger_sql.h"

/* Questionnaires are fixed by their hash, so one that was parsed stays good
 * for as long as the ledger is open. */
struct ledger_parsed {
    uint8_t hash[HASH_LEN];
    struct questionnaire *q;
};

struct ledger {
    struct db_schema schema; /* db.h keeps a pointer to it */
    struct db *db;
    struct ledger_parsed *parsed;
    size_t n_parsed;
};

/* Room for one more behind n items, grown in powers of two. */
void *ledger_grow(void *list, size_t n, size_t size);

/* A column as text of at most cap - 1 bytes ("" for NULL). */
void ledger_text(const struct db_stmt *q, int column, char *out, size_t cap);

/* A column that must be a blob of exactly len bytes; WK_ECHECK otherwise. */
WK_MUST_USE enum wk_err ledger_fixed(
    const struct db_stmt *q, int column, uint8_t *out, size_t len);

/* Run q, and call it WK_ENOTFOUND when it changed no row. */
WK_MUST_USE enum wk_err ledger_run_one(struct ledger *l, struct db_stmt *q);

#endif
