/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_read.c - figures of one question, unpacked: part by part, or added up
 * where nothing is lost by it. */
#include "cells_private.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

/* One chunk's releases, and its packed figures of the question; all of it is
 * lent by the row. */
struct source {
    int64_t site, number;
    size_t n;
    struct period months;
    const uint8_t *questionnaires, *projects, *heads;
    size_t n_questionnaires, n_projects;
    struct pack_reader reader;
};

/* Releases that are added up, of one channel. */
struct sum {
    struct cells_part part; /* without counts; releases 0: none yet */
    uint64_t count[MAX_COLUMNS], answer_sets;
};

struct reading {
    struct cells *out;
    struct period months;
    bool sums;      /* add up those that lie inside them */
    int64_t opened; /* entries are read that stood here then */
    uint64_t last;  /* the last one of this site */
    struct source source;
    struct sum sum[CHANNEL_ASSISTED + 1];
    uint32_t cell[PACK_ROWS_MAX];
};

static enum wk_err read_heads(const struct db_stmt *q, struct source *s)
{
    size_t n_heads;

    s->site = db_int(q, 0);
    s->number = db_int(q, 1);
    s->n = (size_t)db_int(q, 2);
    s->months = (struct period){(int32_t)db_int(q, 3), (int32_t)db_int(q, 4)};
    s->questionnaires = db_blob(q, 5, &s->n_questionnaires);
    s->projects = db_blob(q, 6, &s->n_projects);
    s->heads = db_blob(q, 7, &n_heads);
    s->n_questionnaires /= HASH_LEN;
    s->n_projects /= MAX_ID + 1;
    return n_heads == s->n * PACK_HEAD_LEN ? WK_OK : WK_ECHECK;
}

static enum wk_err read_source(const struct db_stmt *q, struct source *s)
{
    size_t n_kinds, n_counts;
    const uint8_t *kinds = db_blob(q, 8, &n_kinds);
    const uint8_t *counts = db_blob(q, 9, &n_counts);

    s->reader = pack_read(kinds, n_kinds, counts, n_counts);
    return read_heads(q, s);
}

static struct cells_part *new_part(struct cells *c)
{
    c->part = ledger_grow(c->part, c->n, sizeof *c->part);
    return &c->part[c->n++];
}

/* Keep the rows of a breakdown behind those of the parts before it. */
static void keep_rows(
    struct cells *c, struct breakdown *b, const uint32_t *cell)
{
    b->first = c->n_cells;
    for (size_t i = 0; i < b->n_cells; i++) {
        c->cell = ledger_grow(c->cell, c->n_cells, sizeof *c->cell);
        c->cell[c->n_cells++] = cell[i];
    }
}

/* Who released it, and when. */
static enum wk_err set_head(
    const struct source *s, const struct pack_head *h, struct cells_part *p)
{
    if (h->questionnaire >= s->n_questionnaires || h->project >= s->n_projects)
        return WK_ECHECK;
    *p = (struct cells_part){
        .site = s->site,
        .seq = (uint64_t)s->number * PACK_CHUNK + h->seq,
        .channel = h->channel,
        .months = h->months,
        .answer_sets = h->answer_sets,
        .eligible = h->eligible,
        .uncounted = h->eligible == 0,
        .asked = h->asked,
        .few = h->few,
        .declined = h->declined,
        .releases = 1,
    };
    memcpy(p->questionnaire, s->questionnaires + h->questionnaire * HASH_LEN,
        HASH_LEN);
    memcpy(p->project, s->projects + h->project * (MAX_ID + 1), MAX_ID);
    return WK_OK;
}

/* The next release of the run, as a part of its own. */
static enum wk_err take_one(struct reading *r, const struct pack_head *h)
{
    struct pack_part packed;
    struct cells_part *p = new_part(r->out);
    enum wk_err err = set_head(&r->source, h, p);

    if (err == WK_OK)
        err = pack_next(&r->source.reader, h->answer_sets, r->cell, &packed);
    if (err != WK_OK)
        return err;
    p->table = packed.table;
    p->margin = packed.margin;
    p->breakdown = packed.breakdown;
    keep_rows(r->out, &p->breakdown, r->cell);
    return WK_OK;
}

/* ---- Adding up ---- */

static bool is_inside(struct period p, struct period months)
{
    return p.first >= months.first && p.last <= months.last;
}

static bool overlap(struct period p, struct period months)
{
    return p.first <= months.last && p.last >= months.first;
}

/* What was added up becomes a part. */
static void end_sum(struct reading *r, struct sum *s)
{
    struct table *t = &s->part.table;
    uint64_t known = 0;

    if (s->part.releases == 0)
        return;
    for (size_t i = 0; i < t->n_counts; i++) {
        t->count[i] = (uint32_t)s->count[i];
        known += s->count[i];
    }
    if (t->state == TABLE_EXACT)
        t->count[t->n_counts - 1] = (uint32_t)(s->answer_sets - known);
    s->part.answer_sets = (uint32_t)s->answer_sets;
    *new_part(r->out) = s->part;
    s->part.releases = 0;
}

static void end_sums(struct reading *r)
{
    end_sum(r, &r->sum[CHANNEL_SELF]);
    end_sum(r, &r->sum[CHANNEL_ASSISTED]);
}

static bool same_shape(const struct table *a, const struct table *b)
{
    return a->state == b->state && a->level == b->level &&
        a->split == b->split && a->positive == b->positive &&
        a->n_counts == b->n_counts;
}

/* The sum that these releases go into, begun anew where it must be. */
static enum wk_err sum_for(struct reading *r, const struct pack_head *first,
    uint64_t answer_sets, struct sum **out)
{
    struct sum *s = &r->sum[first->channel];
    const struct table *shape = &r->source.reader.shape;
    enum wk_err err;

    *out = s;
    if (s->part.releases > 0 && same_shape(&s->part.table, shape) &&
        s->answer_sets + answer_sets <= UINT32_MAX)
        return WK_OK;
    end_sum(r, s);
    memset(s->count, 0, sizeof s->count);
    s->answer_sets = 0;
    err = set_head(&r->source, first, &s->part);
    s->part.months = r->months; /* some of them, and none but them */
    s->part.table = *shape;
    s->part.releases = s->part.uncounted = 0;
    s->part.asked = s->part.declined = 0;
    s->part.eligible = 0;
    return err;
}

static bool is_open(
    const struct source *s, const struct pack_head *h, uint64_t last)
{
    return (uint64_t)s->number * PACK_CHUNK + h->seq <= last;
}

/* Add up the next releases of the run that lie in the months and are of one
 * channel: one at least, from this place on. */
static enum wk_err add_some(struct reading *r, size_t *place)
{
    const struct pack_head first = pack_head_at(r->source.heads, *place);
    struct pack_head h = first;
    uint64_t answer_sets = 0, eligible = 0;
    uint32_t uncounted = 0;
    size_t n = 0;
    struct sum *s;
    enum wk_err err;

    do {
        answer_sets += h.answer_sets;
        eligible += h.eligible;
        uncounted += h.eligible == 0;
        n++;
        if (n == r->source.reader.left)
            break;
        h = pack_head_at(r->source.heads, *place + n);
    } while (h.channel == first.channel && is_inside(h.months, r->months) &&
        is_open(&r->source, &h, r->last) &&
        answer_sets + h.answer_sets <= UINT32_MAX);
    err = sum_for(r, &first, answer_sets, &s);
    if (err == WK_OK)
        err = pack_sum(&r->source.reader, n, s->count);
    s->answer_sets += answer_sets;
    s->part.releases += (uint32_t)n;
    s->part.eligible += eligible;
    s->part.uncounted += uncounted;
    *place += n;
    return err;
}

/* ---- Reading ---- */

static enum wk_err skip(struct reading *r, const struct pack_head *h)
{
    struct pack_part unused;

    return pack_next(&r->source.reader, h->answer_sets, r->cell, &unused);
}

/* The next release of the run, or several. */
static enum wk_err take(struct reading *r, size_t *place)
{
    struct pack_head h = pack_head_at(r->source.heads, *place);

    if (h.channel != CHANNEL_SELF && h.channel != CHANNEL_ASSISTED)
        return WK_ECHECK;
    if (!is_open(&r->source, &h, r->last)) {
        (*place)++;
        return skip(r, &h);
    }
    if (r->sums && !r->source.reader.broken_down &&
        is_inside(h.months, r->months))
        return add_some(r, place);
    (*place)++;
    if (!overlap(h.months, r->months))
        return skip(r, &h);
    return take_one(r, &h);
}

static enum wk_err take_chunk(struct reading *r)
{
    struct pack_reader *reader = &r->source.reader;
    size_t place = 0;
    bool more;
    enum wk_err err;

    while ((err = pack_run(reader, &more)) == WK_OK && more) {
        if (place + reader->left > r->source.n)
            return WK_ECHECK;
        if (reader->shape.state == 0) {
            place += reader->left;
            continue;
        }
        while (err == WK_OK && reader->left > 0)
            err = take(r, &place);
        if (err != WK_OK)
            break;
    }
    return err;
}

static enum wk_err read_question(
    struct ledger *l, const char *question, struct reading *r)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_LIST);
    int64_t site = 0;
    enum wk_err err;
    bool more;

    db_bind_text(q, ":question", question);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        err = read_source(q, &r->source);
        if (r->source.site != site)
            end_sums(r);
        if (err == WK_OK && r->source.site != site)
            err = ledger_opened(l, r->source.site, r->opened, &r->last);
        site = r->source.site;
        if (err == WK_OK)
            err = take_chunk(r);
        if (err != WK_OK)
            break;
    }
    end_sums(r);
    db_reset(q);
    if (err == WK_ECHECK)
        log_alarm("figures of %s cannot be read; run verify", question);
    if (err != WK_OK)
        cells_free(r->out);
    return err;
}

enum wk_err cells_list(struct ledger *l, const char *question, int64_t opened,
    struct period months, struct cells *out)
{
    struct reading r = {.out = out, .months = months, .opened = opened};

    *out = (struct cells){.n = 0};
    return read_question(l, question, &r);
}

enum wk_err cells_sums(struct ledger *l, const char *question, int64_t opened,
    struct period months, struct cells *out)
{
    struct reading r = {
        .out = out, .months = months, .sums = true, .opened = opened};

    *out = (struct cells){.n = 0};
    return read_question(l, question, &r);
}

/* Those of one chunk, up to entry last, that lie inside the months. */
static enum wk_err take_heads(const struct source *s, uint64_t last,
    struct period months, struct cells *out)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < s->n; i++) {
        struct pack_head h = pack_head_at(s->heads, i);

        if (is_inside(h.months, months) && is_open(s, &h, last))
            err = set_head(s, &h, new_part(out));
    }
    return err;
}

enum wk_err cells_releases(
    struct ledger *l, int64_t opened, struct period months, struct cells *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD_LIST);
    struct source s;
    uint64_t last = 0;
    enum wk_err err;
    bool more;

    *out = (struct cells){.n = 0};
    db_bind_int(q, ":first", months.first);
    db_bind_int(q, ":last", months.last);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        err = read_heads(q, &s);
        if (err == WK_OK)
            err = ledger_opened(l, s.site, opened, &last);
        if (err == WK_OK)
            err = take_heads(&s, last, months, out);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    if (err == WK_ECHECK)
        log_alarm("releases cannot be read; run verify");
    if (err != WK_OK)
        cells_free(out);
    return err;
}

void cells_free(struct cells *c)
{
    free(c->part);
    free(c->cell);
    *c = (struct cells){.n = 0};
}

static void widen(struct period *months, struct period by, bool first)
{
    if (first || by.first < months->first)
        months->first = by.first;
    if (first || by.last > months->last)
        months->last = by.last;
}

/* Of a chunk: a row of SQL_HEAD_MONTHS, of which entries up to last are open.
 */
static enum wk_err add_months(
    const struct db_stmt *q, uint64_t last, struct period *months, bool *found)
{
    uint64_t first = (uint64_t)db_int(q, 1) * PACK_CHUNK;
    size_t n = (size_t)db_int(q, 2), len;
    const uint8_t *heads = db_blob(q, 5, &len);

    if (len != n * PACK_HEAD_LEN)
        return WK_ECHECK;
    if (n > 0 && last >= first + PACK_CHUNK - 1) {
        widen(months,
            (struct period){(int32_t)db_int(q, 3), (int32_t)db_int(q, 4)},
            !*found);
        *found = true;
        return WK_OK;
    }
    for (size_t i = 0; i < n; i++) {
        struct pack_head h = pack_head_at(heads, i);

        if (first + h.seq > last)
            break;
        widen(months, h.months, !*found);
        *found = true;
    }
    return WK_OK;
}

enum wk_err cells_months(struct ledger *l, int64_t opened, struct period *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD_MONTHS);
    uint64_t last = 0;
    int64_t site = 0;
    enum wk_err err;
    bool more, found = false;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        if (db_int(q, 0) != site)
            err = ledger_opened(l, db_int(q, 0), opened, &last);
        site = db_int(q, 0);
        if (err == WK_OK)
            err = add_months(q, last, out, &found);
        if (err != WK_OK)
            break;
    }
    db_reset(q);
    return err == WK_OK && !found ? WK_ENOTFOUND : err;
}
