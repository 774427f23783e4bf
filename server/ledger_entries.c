/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger_entries.c - entries as they were received, and what they cover. */
#include "ledger_private.h"

#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

/*
 * A date behind what is written already means that the clock was ahead: the
 * later dates go, so that numbers and dates of a site rise together and what
 * stood under them waits from today.
 */
static enum wk_err set_arrival(
    struct ledger *l, const struct ledger_entry *e, int64_t date)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ARRIVAL_LATER_DROP);
    enum wk_err err;

    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":date", date);
    err = db_run(q);
    if (err != WK_OK)
        return err;
    q = db_stmt(l->db, SQL_ARRIVAL_SET);
    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":date", date);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    return db_run(q);
}

enum wk_err ledger_opened(
    struct ledger *l, int64_t site, int64_t date, uint64_t *seq)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ARRIVAL_OPEN);
    int64_t found = 0;
    enum wk_err err;

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":date", date);
    err = db_one_int(q, &found);
    *seq = (uint64_t)found;
    return err == WK_ENOTFOUND ? WK_OK : err;
}

enum wk_err ledger_entry_add(
    struct ledger *l, const struct ledger_entry *e, int64_t date)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_ADD);
    enum wk_err err;

    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_blob(q, ":era", e->era, ERA_LEN);
    db_bind_blob(q, ":hash", e->hash, HASH_LEN);
    db_bind_blob(q, ":bytes", e->bytes.data, e->bytes.len);
    db_bind_blob(q, ":signature", e->signature.data, e->signature.len);
    db_bind_blob(q, ":key", e->key, HASH_LEN);
    db_bind_int(q, ":verdict", (int64_t)e->verdict);
    db_bind_int(q, ":code", (int64_t)e->code);
    err = db_run(q);
    return err == WK_OK ? set_arrival(l, e, date) : err;
}

/* NULL stays NULL. */
static struct span copy_span(struct span s)
{
    if (s.data != NULL)
        s.data = xmemdup(s.data, s.len);
    return s;
}

/* Both spans are lent, until q moves. */
static enum wk_err read_entry(const struct db_stmt *q, struct ledger_entry *e)
{
    enum wk_err err;

    *e = (struct ledger_entry){
        .site = db_int(q, 0),
        .seq = (uint64_t)db_int(q, 1),
        .verdict = (enum verdict_kind)db_int(q, 5),
        .code = (enum verdict_code)db_int(q, 6),
    };
    err = ledger_fixed(q, 2, e->era, ERA_LEN);
    if (err == WK_OK)
        err = ledger_fixed(q, 3, e->hash, HASH_LEN);
    if (err == WK_OK)
        err = ledger_fixed(q, 4, e->key, HASH_LEN);
    e->bytes.data = db_blob(q, 7, &e->bytes.len);
    e->signature.data = db_blob(q, 8, &e->signature.len);
    return err;
}

/*
 * Each entry is read by a step of its own and copied, so that the callback
 * may use the ledger in any way, a walk of its own and a commit included.
 */
enum wk_err ledger_entry_each(struct ledger *l, int64_t site, uint64_t above,
    enum wk_err (*each)(void *arg, const struct ledger_entry *e), void *arg)
{
    struct ledger_entry e = {.site = site, .seq = above};
    enum wk_err err = WK_OK;
    bool more = true;

    while (err == WK_OK) {
        struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_NEXT);

        db_bind_int(q, ":site", e.site);
        db_bind_int(q, ":seq", (int64_t)e.seq);
        db_bind_int(q, ":last", site != 0 ? site : INT64_MAX);
        err = db_row(q, &more);
        if (err != WK_OK || !more)
            break;
        err = read_entry(q, &e);
        e.bytes = copy_span(e.bytes);
        e.signature = copy_span(e.signature);
        db_reset(q);
        if (err == WK_OK)
            err = each(arg, &e);
        free((void *)(uintptr_t)e.bytes.data);
        free((void *)(uintptr_t)e.signature.data);
    }
    return err;
}

enum wk_err ledger_entry_all(struct ledger *l,
    enum wk_err (*each)(void *arg, const struct ledger_entry *e), void *arg)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_ALL);
    struct ledger_entry e;
    enum wk_err err;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        err = read_entry(q, &e);
        if (err == WK_OK)
            err = each(arg, &e);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    return err;
}

enum wk_err ledger_entry_hash(
    struct ledger *l, int64_t site, uint64_t seq, uint8_t hash[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_HASH);
    enum wk_err err;

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":seq", (int64_t)seq);
    err = db_one_row(q);
    if (err == WK_OK)
        err = ledger_fixed(q, 0, hash, HASH_LEN);
    db_reset(q);
    return err;
}

enum wk_err ledger_entry_verdict(struct ledger *l, int64_t site, uint64_t seq,
    enum verdict_kind verdict, enum verdict_code code)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_VERDICT);

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":seq", (int64_t)seq);
    db_bind_int(q, ":verdict", (int64_t)verdict);
    db_bind_int(q, ":code", (int64_t)code);
    return ledger_run_one(l, q);
}

enum wk_err ledger_entry_counts(
    struct ledger *l, int64_t site, struct ledger_counts *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_COUNTS);
    enum wk_err err;

    db_bind_int(q, ":site", site);
    err = db_one_row(q);
    if (err == WK_OK) {
        out->entries = db_int(q, 0);
        out->set_aside = db_int(q, 1);
        out->releases = db_int(q, 2);
    }
    db_reset(q);
    return err;
}

enum wk_err ledger_entry_story(
    struct ledger *l, int64_t site, struct ledger_story *out)
{
    struct db_stmt *eras = db_stmt(l->db, SQL_ENTRY_ERAS);
    struct db_stmt *aside = db_stmt(l->db, SQL_ENTRY_ASIDE);
    bool more = true;
    enum wk_err err;

    *out = (struct ledger_story){.eras = 0};
    db_bind_int(eras, ":site", site);
    err = db_one_row(eras);
    if (err == WK_OK)
        out->eras = db_int(eras, 0);
    db_reset(eras);
    db_bind_int(aside, ":site", site);
    while (err == WK_OK && (err = db_row(aside, &more)) == WK_OK && more) {
        int64_t code = db_int(aside, 0);

        if (code >= 0 && code < N_VERDICT_CODES)
            out->aside[code] = db_int(aside, 1);
    }
    db_reset(aside);
    return err;
}

enum wk_err ledger_entry_forget(struct ledger *l, int64_t site, uint64_t seq)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_FORGET);

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":seq", (int64_t)seq);
    return ledger_run_one(l, q);
}

enum wk_err ledger_wanted(struct ledger *l, int64_t site,
    uint8_t (*hash)[HASH_LEN], size_t max, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ENTRY_WANTED);
    enum wk_err err;
    bool more;

    *n = 0;
    db_bind_int(q, ":site", site);
    db_bind_int(q, ":max", (int64_t)max);
    while ((err = db_row(q, &more)) == WK_OK && more && *n < max) {
        err = ledger_fixed(q, 0, hash[*n], HASH_LEN);
        if (err != WK_OK)
            break;
        (*n)++;
    }
    db_reset(q);
    return err;
}

enum wk_err ledger_head(struct ledger *l, int64_t site, struct wire_head *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD);
    struct wire_head head = {.seq = 0};
    enum wk_err err;
    bool more;

    db_bind_int(q, ":site", site);
    err = db_row(q, &more);
    if (err == WK_OK && more) {
        head.seq = (uint64_t)db_int(q, 1);
        err = ledger_fixed(q, 0, head.era, ERA_LEN);
        if (err == WK_OK)
            err = ledger_fixed(q, 2, head.hash, HASH_LEN);
    }
    db_reset(q);
    if (err == WK_OK)
        *out = head;
    return err;
}

enum wk_err ledger_era_seen(struct ledger *l, int64_t site,
    const uint8_t era[static ERA_LEN], bool *seen)
{
    struct db_stmt *q = db_stmt(l->db, SQL_ERA_SEEN);
    int64_t v = 0;
    enum wk_err err;

    db_bind_int(q, ":site", site);
    db_bind_blob(q, ":era", era, ERA_LEN);
    err = db_one_int(q, &v);
    if (err == WK_OK)
        *seen = v != 0;
    return err;
}

enum wk_err ledger_is_covered(
    struct ledger *l, int64_t site, const struct release *r, bool *covered)
{
    struct db_stmt *q = db_stmt(l->db, SQL_COVERED);
    int64_t v = 0;
    enum wk_err err;

    db_bind_int(q, ":site", site);
    db_bind_blob(q, ":questionnaire", r->questionnaire, HASH_LEN);
    db_bind_text(q, ":project", r->project);
    db_bind_int(q, ":channel", r->channel);
    db_bind_int(q, ":first", r->months.first);
    db_bind_int(q, ":last", r->months.last);
    err = db_one_int(q, &v);
    if (err == WK_OK)
        *covered = v != 0;
    return err;
}
