/* SPDX-License-Identifier: EUPL-1.2 */
/* store_loop.c - what became of what people said. */
#include "store.h"
#include "store_sql.h"

enum wk_err store_loop_set(struct store *s, const struct store_loop *l)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOOP_SET);
    static const char *const TEXT[N_LANGS] = {":nl", ":fr", ":en"};

    if (l->id != 0)
        db_bind_int(q, ":id", l->id);
    db_bind_text(q, ":project", l->project);
    db_bind_text(q, ":theme", l->theme);
    db_bind_int(q, ":said", l->said);
    db_bind_int(q, ":state", l->state);
    if (l->told != 0)
        db_bind_int(q, ":told", l->told);
    db_bind_int(q, ":archived", l->archived);
    for (int i = 0; i < N_LANGS; i++)
        db_bind_text(q, TEXT[i], l->text[i]);
    return db_run(q);
}

enum wk_err store_loop_list(
    struct store *s, const char *project, struct store_loop **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOOP_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    db_bind_text(q, ":project", project);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_loop *l = store_rows_next(&rows);

        l->id = db_int(q, 0);
        store_column_text(q, 1, l->project, MAX_ID);
        store_column_text(q, 2, l->theme, LOOP_THEME - 1);
        l->said = (int32_t)db_int(q, 3);
        l->state = (enum loop_state)db_int(q, 4);
        l->told = db_int(q, 5);
        l->archived = db_int(q, 6) != 0;
        for (int i = 0; i < N_LANGS; i++)
            store_column_text(q, 7 + i, l->text[i], LOOP_TEXT_BYTES);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}
