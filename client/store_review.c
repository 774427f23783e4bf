/* SPDX-License-Identifier: EUPL-1.2 */
/* store_review.c - which language packs were read by whom speaks them. */
#include "store.h"
#include "store_sql.h"

enum wk_err store_review_set(struct store *s, const struct store_review *r)
{
    struct db_stmt *q = db_stmt(s->db, SQL_REVIEW_SET);

    db_bind_text(q, ":language", r->language);
    db_bind_text(q, ":hash", r->hash);
    db_bind_int(q, ":date", r->date);
    db_bind_text(q, ":role", r->role);
    return db_run(q);
}

enum wk_err store_review_get(
    struct store *s, const char *language, struct store_review *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_REVIEW_GET);
    bool more;
    enum wk_err err;

    db_bind_text(q, ":language", language);
    err = db_row(q, &more);
    if (err != WK_OK || !more)
        return err != WK_OK ? err : WK_ENOTFOUND;
    store_column_text(q, 0, out->language, MAX_ID);
    store_column_text(q, 1, out->hash, 2 * HASH_LEN);
    out->date = db_int(q, 2);
    store_column_text(q, 3, out->role, MAX_ID);
    return WK_OK;
}
