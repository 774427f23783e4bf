/* SPDX-License-Identifier: EUPL-1.2 */
/* store_box.c - pairs of keys for what waits on pages. */
#include "store.h"
#include "store_sql.h"

enum wk_err store_box_add(struct store *s, const struct store_box *b)
{
    struct db_stmt *q = db_stmt(s->db, SQL_BOX_ADD);

    db_bind_blob(q, ":id", b->id, sizeof b->id);
    db_bind_blob(q, ":public", b->public_key, sizeof b->public_key);
    db_bind_blob(q, ":wrapped", b->wrapped, sizeof b->wrapped);
    db_bind_int(q, ":since", b->since);
    return db_run(q);
}

enum wk_err store_box_list(struct store *s, struct store_box **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_BOX_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_box *b = store_rows_next(&rows);

        store_column_blob(q, 0, b->id, sizeof b->id);
        store_column_blob(q, 1, b->public_key, sizeof b->public_key);
        store_column_blob(q, 2, b->wrapped, sizeof b->wrapped);
        b->since = db_int(q, 3);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_box_keep(
    struct store *s, int64_t first, int64_t last, bool *gone)
{
    struct db_stmt *q = db_stmt(s->db, SQL_BOX_DROP);
    enum wk_err err;

    db_bind_int(q, ":first", first);
    db_bind_int(q, ":last", last);
    err = db_run(q);
    *gone = err == WK_OK && db_changes(s->db) > 0;
    return err;
}
