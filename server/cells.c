/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "xalloc.h"

/* d->counts and d->q, of a release whose verdict is stored. */
static enum wk_err derive_counts(
    struct ledger *l, const struct ledger_entry *e, struct cells_derived *d)
{
    enum wk_err err =
        ledger_questionnaire(l, d->entry.release.questionnaire, &d->q);

    if (err == WK_ENOTFOUND) {
        log_alarm("site %lld, entry %llu is counted without a questionnaire",
            (long long)e->site, (unsigned long long)e->seq);
        err = WK_ECHECK;
    }
    if (err != WK_OK)
        return err;
    d->counts = release_fits(&d->entry.release, d->q);
    return d->counts ? WK_OK : WK_EINVAL;
}

enum wk_err cells_derive(
    struct ledger *l, const struct ledger_entry *e, struct cells_derived *d)
{
    bool stored = e->verdict == VERDICT_STORED;
    bool waits =
        e->verdict == VERDICT_SET_ASIDE && e->code == CODE_QUESTIONNAIRE;
    enum wk_err err;

    d->covers = d->counts = false;
    d->drop = 0;
    if (e->bytes.data == NULL || (!stored && !waits))
        return WK_OK;
    err = wire_decode_entry(e->bytes.data, e->bytes.len, &d->entry);
    if (err != WK_OK) {
        log_alarm("site %lld, entry %llu cannot be read: %s",
            (long long)e->site, (unsigned long long)e->seq, wk_err_text(err));
        return WK_ECHECK;
    }
    if (d->entry.kind == ENTRY_WITHDRAWAL) {
        d->drop = stored ? d->entry.withdrawal.seq : 0;
        return WK_OK;
    }
    d->covers = true;
    return stored ? derive_counts(l, e, d) : WK_OK;
}

/* ---- What was withdrawn ---- */

/* What cannot be read withdraws nothing; whoever derives it says so. */
static enum wk_err note_withdrawal(void *arg, const struct ledger_entry *e)
{
    struct cells_gone *g = arg;
    struct entry *value;

    if (e->verdict != VERDICT_STORED || e->bytes.data == NULL)
        return WK_OK;
    value = xcalloc(1, sizeof *value);
    if (wire_decode_entry(e->bytes.data, e->bytes.len, value) == WK_OK &&
        value->kind == ENTRY_WITHDRAWAL) {
        g->row = ledger_grow(g->row, g->n, sizeof *g->row);
        g->row[g->n].site = e->site;
        g->row[g->n++].seq = value->withdrawal.seq;
    }
    free(value);
    return WK_OK;
}

enum wk_err cells_gone_list(
    struct ledger *l, int64_t site, uint64_t above, struct cells_gone *out)
{
    *out = (struct cells_gone){.n = 0};
    return ledger_entry_each(l, site, above, note_withdrawal, out);
}

bool cells_is_gone(const struct cells_gone *g, const struct ledger_entry *e)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->row[i].site == e->site && g->row[i].seq == e->seq)
            return true;
    return false;
}

enum wk_err cells_is_withdrawn(
    struct ledger *l, int64_t site, uint64_t seq, bool *withdrawn)
{
    struct ledger_entry e = {.site = site, .seq = seq};
    struct cells_gone gone;
    enum wk_err err = cells_gone_list(l, site, seq, &gone);

    *withdrawn = cells_is_gone(&gone, &e);
    free(gone.row);
    return err;
}

/* ---- Writing ---- */

static enum wk_err add_coverage(
    struct ledger *l, const struct ledger_entry *e, const struct release *r)
{
    struct db_stmt *q = db_stmt(l->db, SQL_COVERAGE_OF);
    enum wk_err err;
    bool held;

    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    err = db_row(q, &held);
    db_reset(q);
    if (err != WK_OK || held)
        return err; /* since it was waiting for its questionnaire */
    q = db_stmt(l->db, SQL_COVERAGE_ADD);
    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_blob(q, ":questionnaire", r->questionnaire, HASH_LEN);
    db_bind_text(q, ":project", r->project);
    db_bind_int(q, ":channel", r->channel);
    db_bind_int(q, ":first", r->months.first);
    db_bind_int(q, ":last", r->months.last);
    return db_run(q);
}

static enum wk_err drop_coverage(struct ledger *l, int64_t site, uint64_t seq)
{
    struct db_stmt *q = db_stmt(l->db, SQL_COVERAGE_DROP);

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":seq", (int64_t)seq);
    return db_run(q);
}

struct making {
    struct ledger *l;
    struct cells_gone gone;
    struct cells_derived derived;
    struct cells_chunk chunk;
    bool alone; /* this chunk and no other */
};

static int64_t chunk_of(uint64_t seq)
{
    return (int64_t)(seq / PACK_CHUNK);
}

static enum wk_err make_cells(void *arg, const struct ledger_entry *e)
{
    struct making *m = arg;
    struct cells_chunk *c = &m->chunk;
    enum wk_err err = WK_OK;

    if (e->site != c->site || chunk_of(e->seq) != c->number) {
        if (m->alone)
            return WK_ETOOBIG; /* the walk is over */
        err = cells_chunk_store(m->l, c);
        cells_chunk_end(c);
        cells_chunk_begin(c, e->site, chunk_of(e->seq));
    }
    if (err == WK_OK)
        err = cells_derive(m->l, e, &m->derived);
    if (err == WK_OK && m->derived.covers && !m->alone)
        err = add_coverage(m->l, e, &m->derived.entry.release);
    if (err == WK_OK && m->derived.counts && !cells_is_gone(&m->gone, e))
        err = cells_chunk_add(c, &m->derived);
    return err;
}

/* Make one chunk anew from its entries. */
static enum wk_err remake(struct ledger *l, int64_t site, uint64_t seq)
{
    struct making *m = xcalloc(1, sizeof *m);
    uint64_t first = seq / PACK_CHUNK * PACK_CHUNK;
    uint64_t above = first > 0 ? first - 1 : 0;
    enum wk_err err = cells_gone_list(l, site, above, &m->gone);

    m->l = l;
    m->alone = true;
    cells_chunk_begin(&m->chunk, site, chunk_of(seq));
    if (err == WK_OK)
        err = cells_chunk_drop(l, site, chunk_of(seq));
    if (err == WK_OK)
        err = ledger_entry_each(l, site, above, make_cells, m);
    if (err == WK_OK || err == WK_ETOOBIG)
        err = cells_chunk_store(l, &m->chunk);
    cells_chunk_end(&m->chunk);
    free(m->gone.row);
    free(m);
    return err;
}

/* Append to its chunk, unless it came late. */
static enum wk_err add_cells(struct ledger *l, const struct ledger_entry *e,
    const struct cells_derived *d)
{
    struct cells_chunk c;
    enum wk_err err = cells_chunk_load(l, e->site, chunk_of(e->seq), &c);
    bool late;

    if (err != WK_OK)
        return err;
    late = c.n > 0 && cells_chunk_last(&c) >= e->seq;
    if (!late)
        err = cells_chunk_add(&c, d);
    if (err == WK_OK && !late)
        err = cells_chunk_store(l, &c);
    cells_chunk_end(&c);
    return err == WK_OK && late ? remake(l, e->site, e->seq) : err;
}

enum wk_err cells_add(struct ledger *l, const struct ledger_entry *e)
{
    struct cells_derived *d = xcalloc(1, sizeof *d);
    bool withdrawn = false;
    enum wk_err err = cells_derive(l, e, d);

    if (err == WK_OK && d->drop != 0)
        err = remake(l, e->site, d->drop);
    if (err == WK_OK)
        err = d->covers ? add_coverage(l, e, &d->entry.release)
                        : drop_coverage(l, e->site, e->seq);
    if (err == WK_OK && d->counts)
        err = cells_is_withdrawn(l, e->site, e->seq, &withdrawn);
    if (err == WK_OK && d->counts && !withdrawn)
        err = add_cells(l, e, d);
    free(d);
    return err;
}

static enum wk_err clear(struct ledger *l)
{
    static const enum ledger_sql ALL[] = {
        SQL_HEAD_CLEAR, SQL_CELL_CLEAR, SQL_COVERAGE_CLEAR};
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < sizeof ALL / sizeof ALL[0]; i++)
        err = db_run(db_stmt(l->db, ALL[i]));
    return err;
}

enum wk_err cells_rebuild(struct ledger *l)
{
    struct making *m = xcalloc(1, sizeof *m);
    enum wk_err err = ledger_begin(l);

    m->l = l;
    cells_chunk_begin(&m->chunk, 0, 0);
    if (err == WK_OK)
        err = clear(l);
    if (err == WK_OK)
        err = cells_gone_list(l, 0, 0, &m->gone);
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, make_cells, m);
    if (err == WK_OK)
        err = cells_chunk_store(l, &m->chunk);
    if (err == WK_OK)
        err = ledger_commit(l);
    ledger_rollback(l);
    cells_chunk_end(&m->chunk);
    free(m->gone.row);
    free(m);
    return err;
}
