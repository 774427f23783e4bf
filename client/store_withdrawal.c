/* SPDX-License-Identifier: EUPL-1.2 */
/* store_withdrawal.c - releases that the next night withdraws. */
#include "store.h"
#include "store_sql.h"

enum wk_err store_withdrawal_add(
    struct store *s, const struct store_withdrawal *w)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WITHDRAWAL_ADD);

    db_bind_int(q, ":seq", (int64_t)w->seq);
    db_bind_blob(q, ":hash", w->hash, HASH_LEN);
    db_bind_int(q, ":reason", w->reason);
    return db_run(q);
}

enum wk_err store_withdrawal_drop(struct store *s, uint64_t seq)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WITHDRAWAL_DROP);

    db_bind_int(q, ":seq", (int64_t)seq);
    return db_run(q);
}

enum wk_err store_withdrawal_list(
    struct store *s, struct store_withdrawal **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_WITHDRAWAL_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_withdrawal *w = store_rows_next(&rows);

        w->seq = (uint64_t)db_int(q, 0);
        store_column_blob(q, 1, w->hash, HASH_LEN);
        w->reason = (uint32_t)db_int(q, 2);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}
