/* SPDX-License-Identifier: EUPL-1.2 */
/* store_chain.c - entries, signatures, receipts and keys. */
#include <string.h>

#include "store.h"
#include "store_sql.h"
#include "xalloc.h"

enum wk_err store_entry_add(struct store *s, const struct store_entry *e)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ENTRY_ADD);
    enum wk_err err;

    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_blob(q, ":era", e->era, ERA_LEN);
    db_bind_blob(q, ":bytes", e->bytes, e->len);
    db_bind_blob(q, ":hash", e->hash, HASH_LEN);
    err = db_run(q);
    return err == WK_OK ? store_entry_sign(s, e) : err;
}

enum wk_err store_entry_sign(struct store *s, const struct store_entry *e)
{
    struct db_stmt *q = db_stmt(s->db, SQL_SIGNATURE_SET);

    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_blob(q, ":key", e->key, HASH_LEN);
    db_bind_blob(q, ":signature", e->signature, e->signature_len);
    return db_run(q);
}

enum wk_err store_entry_get(
    struct store *s, uint64_t seq, struct store_entry *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ENTRY_GET);
    const void *p;
    size_t len;
    enum wk_err err;

    db_bind_int(q, ":seq", (int64_t)seq);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    memset(out, 0, sizeof *out);
    out->seq = seq;
    store_column_blob(q, 1, out->era, ERA_LEN);
    p = db_blob(q, 2, &out->len);
    out->bytes = xmemdup(p, out->len);
    store_column_blob(q, 3, out->hash, HASH_LEN);
    store_column_blob(q, 4, out->key, HASH_LEN);
    p = db_blob(q, 5, &len);
    if (p != NULL && len <= sizeof out->signature) {
        memcpy(out->signature, p, len);
        out->signature_len = len;
    }
    out->verdict = (enum verdict_kind)db_int(q, 6);
    out->code = (enum verdict_code)db_int(q, 7);
    out->receipt_date = db_int(q, 8);
    db_reset(q);
    return WK_OK;
}

enum wk_err store_head(struct store *s, struct wire_head *out)
{
    struct db_stmt *q = db_stmt(s->db, SQL_ENTRY_HEAD);
    struct bytes era = bytes_new(2 * ERA_LEN);
    bool more;
    enum wk_err err = db_row(q, &more);

    *out = (struct wire_head){.seq = 0};
    if (err == WK_OK && more) {
        out->seq = (uint64_t)db_int(q, 0);
        store_column_blob(q, 2, out->hash, HASH_LEN);
        db_reset(q);
    }
    /* The open era: an adoption opens one before it holds an entry. */
    if (err == WK_OK)
        err = store_meta_get(s, "era", &era);
    if (err == WK_OK && !hex_decode(bytes_text(&era), out->era, ERA_LEN))
        err = WK_ECHECK;
    bytes_free(&era);
    return err;
}

enum wk_err store_receipt_set(struct store *s, uint64_t seq,
    enum verdict_kind verdict, enum verdict_code code, int64_t date)
{
    struct db_stmt *q = db_stmt(s->db, SQL_RECEIPT_SET);

    db_bind_int(q, ":seq", (int64_t)seq);
    db_bind_int(q, ":verdict", verdict);
    db_bind_int(q, ":code", code);
    db_bind_int(q, ":date", date);
    return db_run(q);
}

enum wk_err store_entry_orphan(struct store *s, uint64_t above)
{
    static const enum store_sql STEPS[] = {
        SQL_ENTRY_ORPHAN, SQL_SIGNATURE_DROP, SQL_RECEIPT_DROP, SQL_ENTRY_DROP};
    enum wk_err err = store_meta_set(s, "adopting", "yes");

    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0] && err == WK_OK;
         i++) {
        struct db_stmt *q = db_stmt(s->db, STEPS[i]);

        db_bind_int(q, ":seq", (int64_t)above);
        err = db_run(q);
    }
    return err == WK_OK ? store_meta_drop(s, "adopting") : err;
}

enum wk_err store_key_add(struct store *s, const struct store_key *k)
{
    struct db_stmt *q = db_stmt(s->db, SQL_KEY_ADD);

    db_bind_blob(q, ":id", k->id, HASH_LEN);
    db_bind_blob(q, ":spki", k->spki.data, k->spki.len);
    db_bind_blob(q, ":certificate", k->certificate.data, k->certificate.len);
    return db_run(q);
}

enum wk_err store_key_spki(
    struct store *s, const uint8_t id[static HASH_LEN], struct bytes *spki)
{
    struct db_stmt *q = db_stmt(s->db, SQL_KEY_SPKI);
    const void *p;
    size_t len;
    enum wk_err err;

    db_bind_blob(q, ":id", id, HASH_LEN);
    err = db_one_row(q);
    if (err != WK_OK)
        return err;
    p = db_blob(q, 0, &len);
    bytes_add(spki, p, len);
    db_reset(q);
    return WK_OK;
}
