/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "option.h"
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

/* Which table stands at this position, and which option of it. */
static bool find_table(const struct questionnaire *q, size_t position,
    size_t *table, size_t *option)
{
    for (size_t i = 0; i < q->n_questions; i++) {
        size_t n = q->question[i].many ? q->question[i].n_codes : 1;

        if (position < n) {
            *table = i;
            *option = position;
            return true;
        }
        position -= n;
    }
    return false;
}

bool cells_row(
    const struct cells_derived *d, size_t position, struct cells_row *out)
{
    const struct release *r = &d->entry.release;
    const struct qn_question *question;
    size_t i, option;

    if (!find_table(d->q, position, &i, &option))
        return false;
    question = &d->q->question[i];
    *out = (struct cells_row){.table = r->table[i],
        .breakdown = r->breakdown[i],
        .cell = r->cell + r->breakdown[i].first};
    if (question->many) {
        option_id(question, option, out->question);
        out->table = option_table(&r->table[i], option, r->rules.dissent);
    } else {
        strcpy(out->question, question->id);
    }
    if (r->breakdown[i].state == BREAKDOWN_SHOWN)
        out->margin = r->margin[question->attribute];
    return true;
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

static void bind_counts(
    struct db_stmt *q, const char *name, const uint32_t *count, size_t n)
{
    uint8_t packed[ROWS_MAX * COUNT_LEN];

    assert(n <= ROWS_MAX);
    for (size_t i = 0; i < n * COUNT_LEN; i++)
        packed[i] = (uint8_t)(count[i / COUNT_LEN] >> 8 * (i % COUNT_LEN));
    db_bind_blob(q, name, packed, n * COUNT_LEN);
}

static enum wk_err add_cell(struct ledger *l, const struct ledger_entry *e,
    const struct release *r, size_t position, const struct cells_row *row)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_ADD);
    const struct table *t = &row->table;

    db_bind_text(q, ":question", row->question);
    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    db_bind_int(q, ":position", (int64_t)position);
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
    bind_counts(q, ":counts", t->count, t->n_counts);
    db_bind_int(q, ":breakdown", row->breakdown.state);
    db_bind_int(q, ":row_level", row->breakdown.level);
    db_bind_int(q, ":coding", row->margin.coding);
    db_bind_int(q, ":not_said", row->margin.not_said);
    db_bind_int(q, ":row_groups", row->margin.n_groups);
    bind_counts(q, ":row_counts", row->cell, row->breakdown.n_cells);
    return db_run(q);
}

static enum wk_err add_cells(struct ledger *l, const struct ledger_entry *e,
    const struct cells_derived *d)
{
    struct cells_row row;
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && cells_row(d, i, &row); i++)
        err = add_cell(l, e, &d->entry.release, i, &row);
    return err;
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
        err = add_cells(l, e, d);
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

/* Counts as bind_counts() packed them; how many, or more than max. */
static size_t read_counts(
    const struct db_stmt *q, int column, size_t max, uint32_t *out)
{
    size_t len;
    const uint8_t *packed = db_blob(q, column, &len);
    size_t n = len / COUNT_LEN;

    if (len % COUNT_LEN != 0 || n > max)
        return max + 1;
    for (size_t i = 0; i < n; i++)
        out[i] = 0;
    for (size_t i = 0; i < len; i++)
        out[i / COUNT_LEN] |= (uint32_t)packed[i] << 8 * (i % COUNT_LEN);
    return n;
}

/* Keep the rows of a breakdown behind those of the parts before it. */
static void keep_rows(
    struct cells *into, struct breakdown *b, const uint32_t *cell, size_t n)
{
    b->first = into->n_cells;
    b->n_cells = n;
    for (size_t i = 0; i < n; i++) {
        into->cell = ledger_grow(into->cell, into->n_cells, sizeof *into->cell);
        into->cell[into->n_cells++] = cell[i];
    }
}

enum wk_err cells_read(const struct db_stmt *q, struct cells *into)
{
    uint32_t cell[ROWS_MAX];
    size_t n_counts, n_cells;
    struct cells_part *p;

    into->part = ledger_grow(into->part, into->n, sizeof *into->part);
    p = &into->part[into->n++];
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
        .breakdown = {.state = (enum breakdown_state)db_int(q, 13),
            .level = (uint8_t)db_int(q, 14)},
        .margin = {.coding = (uint8_t)db_int(q, 15),
            .not_said = db_int(q, 16) != 0,
            .n_groups = (uint8_t)db_int(q, 17)},
    };
    p->margin.shown = p->breakdown.state == BREAKDOWN_SHOWN;
    ledger_text(q, 3, p->project, sizeof p->project);
    n_counts = read_counts(q, 12, MAX_COLUMNS, p->table.count);
    n_cells = read_counts(q, 18, ROWS_MAX, cell);
    if (n_counts > MAX_COLUMNS || n_cells > ROWS_MAX)
        return WK_ECHECK;
    p->table.n_counts = (uint8_t)n_counts;
    keep_rows(into, &p->breakdown, cell, n_cells);
    return ledger_fixed(q, 2, p->questionnaire, HASH_LEN);
}

enum wk_err cells_list(
    struct ledger *l, const char *question, struct cells *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_LIST);
    struct cells c = {.n = 0};
    enum wk_err err;
    bool more;

    db_bind_text(q, ":question", question);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        err = cells_read(q, &c);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    if (err != WK_OK)
        cells_free(&c);
    *out = c;
    return err;
}

void cells_free(struct cells *c)
{
    free(c->part);
    free(c->cell);
    *c = (struct cells){.n = 0};
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
