/* SPDX-License-Identifier: EUPL-1.2 */
/* store_local.c - a site's own questions: when they are put, and what was told
 * of them, which stays. */
#include <stdlib.h>
#include <string.h>

#include "store_sql.h"
#include "xalloc.h"

enum wk_err store_plan_last(
    struct store *s, const struct store_plan *p, int32_t last)
{
    struct db_stmt *q = db_stmt(s->db, SQL_PLAN_LAST);

    db_bind_text(q, ":project", p->project);
    db_bind_blob(q, ":questionnaire", p->questionnaire, HASH_LEN);
    if (last != INT32_MAX)
        db_bind_int(q, ":last", last);
    return db_run(q);
}

enum wk_err store_questionnaire_is_local(
    struct store *s, const uint8_t hash[static HASH_LEN], bool *local)
{
    struct db_stmt *q = db_stmt(s->db, SQL_QN_LOCAL);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_row(q, local);
    db_reset(q);
    return err;
}

enum wk_err store_local_add(struct store *s, const struct store_local *r)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOCAL_ADD);

    db_bind_blob(q, ":era", r->era, ERA_LEN);
    db_bind_blob(q, ":bytes", r->bytes, r->len);
    db_bind_blob(q, ":hash", r->hash, HASH_LEN);
    return db_run(q);
}

enum wk_err store_local_list(
    struct store *s, struct store_local **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_LOCAL_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_local *r = store_rows_next(&rows);
        const void *bytes = db_blob(q, 2, &r->len);

        r->id = db_int(q, 0);
        store_column_blob(q, 1, r->era, ERA_LEN);
        r->bytes = xmemdup(bytes, r->len);
        store_column_blob(q, 3, r->hash, HASH_LEN);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}

void store_free_locals(struct store_local *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i].bytes);
    free(list);
}
