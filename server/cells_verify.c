/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_verify.c - derive every entry again and hold it against the rows. */
#include "cells_private.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

struct check {
    struct ledger *l;
    void (*report)(void *arg, const char *place);
    void *arg;
    bool faulty;
    struct cells_gone gone;
    struct cells_derived derived; /* of the entry in hand */
    struct cells_chunk chunk;     /* as its entries make it */
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

/* ---- Figures ---- */

static void chunk_fault(struct check *c, const char *what)
{
    uint64_t first = (uint64_t)c->chunk.number * PACK_CHUNK;
    char place[160];

    snprintf(place, sizeof place,
        "figures (%s) of site %" PRId64 ", entries %" PRIu64 " to %" PRIu64,
        what, c->chunk.site, first > 0 ? first : 1, first + PACK_CHUNK - 1);
    c->report(c->arg, place);
    c->faulty = true;
}

static bool same_bytes(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len &&
        (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

static bool same_heads(const struct cells_chunk *a, const struct cells_chunk *b)
{
    return a->n == b->n &&
        (a->n == 0 ||
            (a->months.first == b->months.first &&
                a->months.last == b->months.last)) &&
        same_bytes(&a->questionnaires, &b->questionnaires) &&
        same_bytes(&a->projects, &b->projects) &&
        same_bytes(&a->heads, &b->heads);
}

/* Both lists are by id. */
static void compare_questions(struct check *c, const struct cells_chunk *held)
{
    size_t i = 0, j = 0;

    while (i < c->chunk.n_questions || j < held->n_questions) {
        const struct cells_question *made = &c->chunk.question[i];
        const struct cells_question *found = &held->question[j];
        int order = i == c->chunk.n_questions ? 1
            : j == held->n_questions          ? -1
                                              : strcmp(made->id, found->id);

        if (order != 0)
            chunk_fault(c, order < 0 ? made->id : found->id);
        else if (!same_bytes(&made->kinds, &found->kinds) ||
            !same_bytes(&made->counts, &found->counts))
            chunk_fault(c, made->id);
        i += order <= 0;
        j += order >= 0;
    }
}

/* Hold what is stored of the chunk against what its entries made. */
static enum wk_err compare_chunk(struct check *c)
{
    struct cells_chunk held;
    enum wk_err err =
        cells_chunk_load(c->l, c->chunk.site, c->chunk.number, &held);

    if (err == WK_ECHECK) {
        chunk_fault(c, "unreadable");
        return WK_OK;
    }
    if (err != WK_OK)
        return err;
    if (!same_heads(&c->chunk, &held))
        chunk_fault(c, "heads");
    compare_questions(c, &held);
    cells_chunk_end(&held);
    return WK_OK;
}

static enum wk_err compare_figures(
    struct check *c, const struct ledger_entry *e)
{
    int64_t number = (int64_t)(e->seq / PACK_CHUNK);
    enum wk_err err = WK_OK;

    if (e->site != c->chunk.site || number != c->chunk.number) {
        err = compare_chunk(c);
        cells_chunk_end(&c->chunk);
        cells_chunk_begin(&c->chunk, e->site, number);
    }
    if (err == WK_OK && c->derived.counts && !cells_is_gone(&c->gone, e))
        err = cells_chunk_add(&c->chunk, &c->derived);
    return err;
}

static enum wk_err compare(void *arg, const struct ledger_entry *e)
{
    struct check *c = arg;
    enum wk_err err = cells_derive(c->l, e, &c->derived);

    if (err == WK_OK)
        err = compare_coverage(c, e);
    if (err == WK_OK)
        err = compare_figures(c, e);
    if (err == WK_EINVAL || err == WK_ECHECK || err == WK_EPROTO) {
        fault(c, e->site, e->seq, "figures (%s)", wk_err_text(err));
        return WK_OK;
    }
    return err;
}

/* Rows of entries that do not exist. */
static enum wk_err find_strays(struct check *c)
{
    struct db_stmt *q = db_stmt(c->l->db, SQL_COVERAGE_STRAY);
    enum wk_err err;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more)
        fault(c, db_int(q, 0), (uint64_t)db_int(q, 1), "coverage without");
    q = db_stmt(c->l->db, SQL_CHUNK_STRAY);
    db_bind_int(q, ":size", PACK_CHUNK);
    while (err == WK_OK && (err = db_row(q, &more)) == WK_OK && more) {
        c->chunk.site = db_int(q, 0);
        c->chunk.number = db_int(q, 1);
        chunk_fault(c, "of no entry");
    }
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
    cells_chunk_begin(&c->chunk, 0, 0);
    /* A reader's transaction: one state of the ledger, no writer waits. */
    err = db_exec(l->db, "BEGIN");
    if (err == WK_OK)
        err = cells_gone_list(l, 0, 0, &c->gone);
    if (err == WK_OK)
        err = ledger_entry_each(l, 0, 0, compare, c);
    if (err == WK_OK)
        err = compare_chunk(c);
    if (err == WK_OK)
        err = find_strays(c);
    ledger_rollback(l);
    if (err == WK_OK && c->faulty)
        err = WK_ECHECK;
    cells_chunk_end(&c->chunk);
    free(c->gone.row);
    free(c);
    return err;
}
