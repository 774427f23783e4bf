/* SPDX-License-Identifier: EUPL-1.2 */
/* store_device.c - the tablets that were paired. */
#include "store_people.h"
#include "store_sql.h"

static void read_device(const struct db_stmt *q, struct store_device *out)
{
    store_column_blob(q, 0, out->id, sizeof out->id);
    store_column_blob(q, 1, out->secret, sizeof out->secret);
    store_column_text(q, 2, out->name, MAX_NAME);
    out->since = db_int(q, 3);
}

enum wk_err store_device_add(struct store *s, const struct store_device *d)
{
    struct db_stmt *q = db_stmt(s->db, SQL_DEVICE_ADD);

    db_bind_blob(q, ":id", d->id, sizeof d->id);
    db_bind_blob(q, ":secret", d->secret, sizeof d->secret);
    db_bind_text(q, ":name", d->name);
    db_bind_int(q, ":since", d->since);
    return db_run(q);
}

enum wk_err store_device_find(struct store *s,
    const uint8_t secret[static HASH_LEN], struct store_device *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_DEVICE_FIND);
    enum wk_err err;

    db_bind_blob(q, ":secret", secret, HASH_LEN);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    read_device(q, out);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_device_list(
    struct store *s, struct store_device **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_DEVICE_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    while ((err = db_row(q, &more)) == WK_OK && more)
        read_device(q, store_rows_next(&rows));
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_device_drop(struct store *s, const uint8_t id[static ID_LEN])
{
    struct db_stmt *q = db_stmt(s->db, SQL_DEVICE_DROP);
    enum wk_err err;

    db_bind_blob(q, ":id", id, ID_LEN);
    err = db_run(q);
    if (err == WK_OK && db_changes(s->db) == 0)
        err = WK_ENOTFOUND;
    return err;
}
