/* SPDX-License-Identifier: EUPL-1.2 */
/* store_clip.c - what the kiosk says aloud. */
#include "store_clip.h"

#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "store_sql.h"

/* The statement, bound to what makes a clip the one it is. */
static struct db_stmt *of_clip(
    struct store *s, enum store_sql sql, const struct store_clip *c)
{
    struct db_stmt *q = db_stmt(s->db, sql);

    db_bind_text(q, ":language", c->language);
    db_bind_text(q, ":address", c->address);
    db_bind_int(q, ":human", c->human);
    db_bind_blob(q, ":hash", c->text_hash, HASH_LEN);
    return q;
}

static enum wk_err is_there(struct store *s, const struct store_clip *c)
{
    struct db_stmt *q = of_clip(s, SQL_CLIP_SAME, c);
    enum wk_err err;

    db_bind_int(q, ":kind", c->kind);
    db_bind_blob(q, ":name", c->name, CLIP_NAME_LEN);
    err = db_one_row(q);
    db_reset(q);
    return err;
}

enum wk_err store_clip_add(
    struct store *s, struct store_clip *c, const uint8_t *bytes, size_t len)
{
    uint8_t hash[HASH_LEN];
    struct db_stmt *q;
    enum wk_err err;

    crypto_sha256(bytes, len, hash);
    memcpy(c->name, hash, CLIP_NAME_LEN);
    err = is_there(s, c);
    if (err != WK_ENOTFOUND)
        return err == WK_OK ? WK_EEXIST : err;
    q = of_clip(s, SQL_CLIP_OUST, c);
    db_bind_int(q, ":kind", c->kind);
    err = db_run(q);
    if (err != WK_OK)
        return err;
    q = of_clip(s, SQL_CLIP_ADD, c);
    db_bind_int(q, ":kind", c->kind);
    db_bind_blob(q, ":name", c->name, CLIP_NAME_LEN);
    db_bind_int(q, ":made", c->made);
    db_bind_blob(q, ":bytes", bytes, len);
    return db_run(q);
}

static void read_clip(const struct db_stmt *q, struct store_clip *c)
{
    store_column_text(q, 0, c->address, MAX_ADDRESS);
    c->human = db_int(q, 1) != 0;
    c->kind = (enum clip_kind)db_int(q, 2);
    store_column_blob(q, 3, c->text_hash, HASH_LEN);
    store_column_blob(q, 4, c->name, CLIP_NAME_LEN);
    c->made = db_int(q, 5);
    c->is_reviewed = db_text(q, 7) != NULL;
    c->reviewed = db_int(q, 6);
    store_column_text(q, 7, c->reviewer, MAX_ID);
}

enum wk_err store_clip_list(
    struct store *s, const char *language, struct store_clip **out, size_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_CLIP_LIST);
    struct store_rows rows = {.size = sizeof **out};
    bool more;
    enum wk_err err;

    db_bind_text(q, ":language", language);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        struct store_clip *c = store_rows_next(&rows);

        read_clip(q, c);
        snprintf(c->language, sizeof c->language, "%s", language);
    }
    *out = rows.data;
    *n = rows.n;
    return err;
}

enum wk_err store_clip_review(struct store *s, const struct store_clip *c)
{
    struct db_stmt *q = of_clip(s, SQL_CLIP_REVIEW, c);
    enum wk_err err;

    db_bind_int(q, ":date", c->reviewed);
    db_bind_text(q, ":role", c->reviewer);
    err = db_run(q);
    return err == WK_OK && db_changes(s->db) == 0 ? WK_ENOTFOUND : err;
}

enum wk_err store_clip_drop(struct store *s, const char *language,
    const char *address, enum clip_source source, int64_t *n)
{
    struct db_stmt *q = db_stmt(s->db, SQL_CLIP_DROP);
    enum wk_err err;

    db_bind_text(q, ":language", language);
    db_bind_text(q, ":address", address);
    db_bind_int(q, ":human", source);
    err = db_run(q);
    *n = err == WK_OK ? db_changes(s->db) : 0;
    return err;
}

enum wk_err store_clip_bytes(struct store *s,
    const uint8_t name[static CLIP_NAME_LEN], enum clip_kind kind,
    struct bytes *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_CLIP_BYTES);
    const void *p;
    size_t len;
    enum wk_err err;

    db_bind_blob(q, ":name", name, CLIP_NAME_LEN);
    db_bind_int(q, ":kind", kind);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    p = db_blob(q, 0, &len);
    bytes_add(out, p, len);
    db_reset(q);
    return WK_OK;
}
