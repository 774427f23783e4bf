/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_verify.c - derive every entry again and hold it against the rows. */
#include "cells_private.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

/* A release whose figures were withdrawn. */
struct gone {
    int64_t site;
    uint64_t seq;
};

struct check {
    struct ledger *l;
    void (*report)(void *arg, const char *place);
    void *arg;
    bool faulty;
    struct gone *gone;
    size_t n_gone;
    struct cells_derived derived; /* of the entry in hand */
    struct cells read;            /* one row of it, and then the next */
};

static void fault(struct check *c, int64_t site, uint64_t seq, const char *fmt,
    ...) WK_PRINTF(4, 5);
static void fault(
    struct check *c, int64_t site, uint64_t seq, const char *fmt, ...)
{
    char what[80], place[160];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    snprintf(place, sizeof place, "%s of site %" PRId64 ", entry %" PRIu64,
        what, site, seq);
    c->report(c->arg, place);
    c->faulty = true;
}

static enum wk_err note_withdrawal(void *arg, const struct ledger_entry *e)
{
    struct check *c = arg;

    if (cells_derive(c->l, e, &c->derived) != WK_OK || c->derived.drop == 0)
        return WK_OK; /* compare() reports what cannot be derived */
    c->gone = ledger_grow(c->gone, c->n_gone, sizeof *c->gone);
    c->gone[c->n_gone++] = (struct gone){e->site, c->derived.drop};
    return WK_OK;
}

static bool is_gone(const struct check *c, const struct ledger_entry *e)
{
    for (size_t i = 0; i < c->n_gone; i++)
        if (c->gone[i].site == e->site && c->gone[i].seq == e->seq)
            return true;
    return false;
}

/* ---- Coverage ---- */

static bool covers_same(const struct db_stmt *q, const struct release *r)
{
    size_t len;
    const void *hash = db_blob(q, 0, &len);
    const char *project = db_text(q, 1);

    return hash != NULL && len == HASH_LEN &&
        memcmp(hash, r->questionnaire, HASH_LEN) == 0 && project != NULL &&
        strcmp(project, r->project) == 0 && db_int(q, 2) == r->channel &&
        db_int(q, 3) == r->months.first && db_int(q, 4) == r->months.last;
}

static enum wk_err compare_coverage(
    struct check *c, const struct ledger_entry *e)
{
    struct db_stmt *q = db_stmt(c->l->db, SQL_COVERAGE_OF);
    bool there = false;
    enum wk_err err;

    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    err = db_row(q, &there);
    if (err == WK_OK &&
        (there != c->derived.covers ||
            (there && !covers_same(q, &c->derived.entry.release))))
        fault(c, e->site, e->seq, "coverage");
    db_reset(q);
    return err;
}

/* ---- Cells ---- */

static bool table_same(const struct table *a, const struct table *b)
{
    return a->state == b->state && a->level == b->level &&
        a->split == b->split && a->positive == b->positive &&
        a->n_counts == b->n_counts &&
        memcmp(a->count, b->count, a->n_counts * sizeof a->count[0]) == 0;
}

/* Whether what was read, rows being its cells, is the breakdown of row. */
static bool breakdown_same(const struct cells_part *p, const uint32_t *rows,
    const struct cells_row *row)
{
    const struct breakdown *b = &row->breakdown;

    return p->breakdown.state == b->state && p->breakdown.level == b->level &&
        p->breakdown.n_cells == b->n_cells &&
        p->margin.coding == row->margin.coding &&
        p->margin.not_said == row->margin.not_said &&
        p->margin.n_groups == row->margin.n_groups &&
        (b->n_cells == 0 ||
            memcmp(rows, row->cell, b->n_cells * sizeof rows[0]) == 0);
}

/* Whether row q is the one at this position of the entry in hand. */
static bool cell_same(struct check *c, const struct db_stmt *q, size_t position)
{
    const struct release *r = &c->derived.entry.release;
    const char *question = db_text(q, CELL_QUESTION);
    const struct cells_part *p;
    struct cells_row row;

    c->read.n = c->read.n_cells = 0;
    if (!cells_row(&c->derived, position, &row) ||
        cells_read(q, &c->read) != WK_OK)
        return false;
    p = &c->read.part[0];
    return db_int(q, CELL_POSITION) == (int64_t)position && question != NULL &&
        strcmp(question, row.question) == 0 &&
        memcmp(p->questionnaire, r->questionnaire, HASH_LEN) == 0 &&
        strcmp(p->project, r->project) == 0 && p->channel == r->channel &&
        p->months.first == r->months.first &&
        p->months.last == r->months.last && p->answer_sets == r->answer_sets &&
        table_same(&p->table, &row.table) &&
        breakdown_same(p, c->read.cell, &row);
}

static enum wk_err compare_cells(struct check *c, const struct ledger_entry *e)
{
    struct db_stmt *q = db_stmt(c->l->db, SQL_CELL_OF);
    bool counts = c->derived.counts && !is_gone(c, e);
    struct cells_row row;
    size_t n = 0;
    enum wk_err err;
    bool more;

    db_bind_int(q, ":site", e->site);
    db_bind_int(q, ":seq", (int64_t)e->seq);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        if (!counts || !cell_same(c, q, n))
            fault(c, e->site, e->seq, "cell %zu", n);
        n++;
    }
    if (err == WK_OK && counts && cells_row(&c->derived, n, &row))
        fault(c, e->site, e->seq, "only %zu cells", n);
    return err;
}

static enum wk_err compare(void *arg, const struct ledger_entry *e)
{
    struct check *c = arg;
    enum wk_err err = cells_derive(c->l, e, &c->derived);

    if (err == WK_EINVAL || err == WK_ECHECK || err == WK_EPROTO) {
        fault(c, e->site, e->seq, "figures (%s)", wk_err_text(err));
        return WK_OK;
    }
    if (err == WK_OK)
        err = compare_coverage(c, e);
    if (err == WK_OK)
        err = compare_cells(c, e);
    return err;
}

/* Rows of entries that do not exist. */
static enum wk_err find_strays(struct check *c)
{
    struct db_stmt *q = db_stmt(c->l->db, SQL_CELL_STRAY);
    enum wk_err err;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more)
        fault(c, db_int(q, 0), (uint64_t)db_int(q, 1), "figures without");
    return err;
}

enum wk_err cells_verify(
    struct ledger *l, void (*report)(void *arg, const char *place), void *arg)
{
    struct check *c = xcalloc(1, sizeof *c);
    enum wk_err err;

    c->l = l;
    c->report = report;
    c->arg = arg;
    /* A reader's transaction: one state of the ledger, no writer waits. */
    err = db_exec(l->db, "BEGIN");
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, note_withdrawal, c);
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, compare, c);
    if (err == WK_OK)
        err = find_strays(c);
    ledger_rollback(l);
    if (err == WK_OK && c->faulty)
        err = WK_ECHECK;
    cells_free(&c->read);
    free(c->gone);
    free(c);
    return err;
}
