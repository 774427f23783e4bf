/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells_private.h"

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

/* ---- Whether a later entry withdraws a release ---- */

struct search {
    uint64_t seq;
    bool found;
};

static enum wk_err look_for_withdrawal(void *arg, const struct ledger_entry *e)
{
    struct search *s = arg;
    struct entry entry;

    if (e->verdict == VERDICT_STORED && e->bytes.data != NULL &&
        wire_decode_entry(e->bytes.data, e->bytes.len, &entry) == WK_OK &&
        entry.kind == ENTRY_WITHDRAWAL && entry.withdrawal.seq == s->seq)
        s->found = true;
    return WK_OK;
}

enum wk_err cells_is_withdrawn(
    struct ledger *l, int64_t site, uint64_t seq, bool *withdrawn)
{
    struct search s = {.seq = seq};
    enum wk_err err = ledger_entry_each(l, site, seq, look_for_withdrawal, &s);

    *withdrawn = s.found;
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

static size_t pack_counts(
    const struct table *t, uint8_t out[static MAX_COLUMNS * COUNT_LEN])
{
    for (size_t i = 0; i < t->n_counts; i++)
        for (size_t b = 0; b < COUNT_LEN; b++)
            *out++ = (uint8_t)(t->count[i] >> 8 * b);
    return (size_t)t->n_counts * COUNT_LEN;
}

static enum wk_err add_cell(struct ledger *l, const struct ledger_entry *e,
    const struct cells_derived *d, size_t i)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_ADD);
    const struct release *r = &d->entry.release;
    const struct table *t = &r->table[i];
    uint8_t counts[MAX_COLUMNS * COUNT_LEN];
    size_t len = pack_counts(t, counts);

    db_bind_text(q, ":question", d->q->question[i].id);
    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_int(q, ":position", (int64_t)i);
    db_bind_blob(q, ":questionnaire", r->questionnaire, HASH_LEN);
    db_bind_text(q, ":project", r->project);
    db_bind_int(q, ":channel", r->channel);
    db_bind_int(q, ":first", r->months.first);
    db_bind_int(q, ":last", r->months.last);
    db_bind_int(q, ":answer_sets", r->answer_sets);
    db_bind_int(q, ":state", t->state);
    db_bind_int(q, ":level", t->level);
    db_bind_int(q, ":split", t->split);
    db_bind_int(q, ":positive", t->positive);
    db_bind_blob(q, ":counts", counts, len);
    return db_run(q);
}

static enum wk_err drop(
    struct ledger *l, enum ledger_sql what, int64_t site, uint64_t seq)
{
    struct db_stmt *q = db_stmt(l->db, what);

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":seq", (int64_t)seq);
    return db_run(q);
}

/* fresh: nothing after this entry was looked at yet. */
static enum wk_err add(
    struct ledger *l, const struct ledger_entry *e, bool fresh)
{
    struct cells_derived *d = xcalloc(1, sizeof *d);
    bool withdrawn = false;
    enum wk_err err = cells_derive(l, e, d);

    if (err == WK_OK && d->drop != 0)
        err = drop(l, SQL_CELL_DROP, e->site, d->drop);
    if (err == WK_OK)
        err = d->covers ? add_coverage(l, e, &d->entry.release)
                        : drop(l, SQL_COVERAGE_DROP, e->site, e->seq);
    if (err == WK_OK && d->counts && !fresh)
        err = cells_is_withdrawn(l, e->site, e->seq, &withdrawn);
    if (err == WK_OK && d->counts && !withdrawn)
        for (size_t i = 0; err == WK_OK && i < d->q->n_questions; i++)
            err = add_cell(l, e, d, i);
    free(d);
    return err;
}

enum wk_err cells_add(struct ledger *l, const struct ledger_entry *e)
{
    return add(l, e, false);
}

static enum wk_err add_again(void *arg, const struct ledger_entry *e)
{
    struct ledger *l = arg;

    return add(l, e, true);
}

enum wk_err cells_rebuild(struct ledger *l)
{
    enum wk_err err = ledger_begin(l);

    if (err == WK_OK)
        err = db_run(db_stmt(l->db, SQL_CELL_CLEAR));
    if (err == WK_OK)
        err = db_run(db_stmt(l->db, SQL_COVERAGE_CLEAR));
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, add_again, l);
    if (err == WK_OK)
        err = ledger_commit(l);
    ledger_rollback(l);
    return err;
}

/* ---- Reading ---- */

enum wk_err cells_read(const struct db_stmt *q, struct cells_part *p)
{
    size_t len;
    const uint8_t *counts = db_blob(q, 12, &len);
    enum wk_err err;

    *p = (struct cells_part){
        .site = db_int(q, 0),
        .seq = (uint64_t)db_int(q, 1),
        .channel = (enum channel)db_int(q, 4),
        .months = {(int32_t)db_int(q, 5), (int32_t)db_int(q, 6)},
        .answer_sets = (uint32_t)db_int(q, 7),
        .table = {.state = (enum table_state)db_int(q, 8),
            .level = (uint8_t)db_int(q, 9),
            .split = db_int(q, 10) != 0,
            .positive = db_int(q, 11) != 0},
    };
    ledger_text(q, 3, p->project, sizeof p->project);
    err = ledger_fixed(q, 2, p->questionnaire, HASH_LEN);
    if (err != WK_OK)
        return err;
    if (len % COUNT_LEN != 0 || len > MAX_COLUMNS * COUNT_LEN)
        return WK_ECHECK;
    p->table.n_counts = (uint8_t)(len / COUNT_LEN);
    for (size_t i = 0; i < len; i++)
        p->table.count[i / COUNT_LEN] |= (uint32_t)counts[i]
            << 8 * (i % COUNT_LEN);
    return WK_OK;
}

enum wk_err cells_list(
    struct ledger *l, const char *question, struct cells_part **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_LIST);
    struct cells_part *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    db_bind_text(q, ":question", question);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        err = cells_read(q, &list[found++]);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err cells_months(struct ledger *l, struct period *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_MONTHS);
    enum wk_err err = ledger_one_row(q);

    if (err == WK_OK && db_text(q, 0) == NULL)
        err = WK_ENOTFOUND;
    if (err == WK_OK)
        *out = (struct period){(int32_t)db_int(q, 0), (int32_t)db_int(q, 1)};
    db_reset(q);
    return err;
}
