/* SPDX-License-Identifier: EUPL-1.2 */
/* store_card.c - ballot cards that were printed and not used yet. */
#include "store.h"
#include "store_sql.h"

enum wk_err store_card_add(
    struct store *s, const uint8_t hash[static HASH_LEN], int64_t wave)
{
    struct db_stmt *q = db_stmt(s->db, SQL_CARD_ADD);

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    db_bind_int(q, ":wave", wave);
    return db_run(q);
}

enum wk_err store_card_find(
    struct store *s, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_CARD_HAS);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_one_row(q);
    if (err == WK_OK)
        db_reset(q);
    return err;
}

enum wk_err store_card_drop(
    struct store *s, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_CARD_DROP);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_run(q);
    return err == WK_OK && db_changes(s->db) == 0 ? WK_ENOTFOUND : err;
}

enum wk_err store_card_void(struct store *s, int64_t wave)
{
    struct db_stmt *q = db_stmt(s->db, SQL_CARD_VOID);

    if (wave >= 0)
        db_bind_int(q, ":wave", wave);
    return db_run(q);
}
