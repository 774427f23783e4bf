/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_chunk.c - one chunk of a site's figures: made from releases, written
 * and read back. */
#include "cells_private.h"

#include <stdlib.h>
#include <string.h>

#include "option.h"
#include "xalloc.h"

enum {
    /* All counts of a chunk, each in at most five bytes. */
    COUNTS_MAX = PACK_CHUNK * (MAX_COLUMNS + PACK_ROWS_MAX + 8) * 5,
    KINDS_MAX = PACK_CHUNK * 8,
};

void cells_chunk_begin(struct cells_chunk *c, int64_t site, int64_t number)
{
    *c = (struct cells_chunk){
        .site = site,
        .number = number,
        .questionnaires = bytes_new(PACK_CHUNK * HASH_LEN),
        .projects = bytes_new(PACK_CHUNK * (MAX_ID + 1)),
        .heads = bytes_new(PACK_CHUNK * PACK_HEAD_LEN),
    };
}

void cells_chunk_end(struct cells_chunk *c)
{
    for (size_t i = 0; i < c->n_questions; i++) {
        bytes_free(&c->question[i].kinds);
        bytes_free(&c->question[i].counts);
    }
    free(c->question);
    bytes_free(&c->questionnaires);
    bytes_free(&c->projects);
    bytes_free(&c->heads);
    *c = (struct cells_chunk){.n = 0};
}

uint64_t cells_chunk_last(const struct cells_chunk *c)
{
    return c->n == 0 ? 0
                     : (uint64_t)c->number * PACK_CHUNK +
            pack_head_at(c->heads.data, c->n - 1).seq;
}

/* The place of a value among equally long ones, added when it is new. */
static uint8_t place_of(
    struct bytes *list, const void *value, size_t len, size_t width)
{
    uint8_t padded[HASH_LEN] = {0};
    size_t n = list->len / width;

    memcpy(padded, value, len);
    for (size_t i = 0; i < n; i++)
        if (memcmp(list->data + i * width, padded, width) == 0)
            return (uint8_t)i;
    bytes_add(list, padded, width);
    return (uint8_t)n;
}

/* The question of this id, in its place by id. */
static struct cells_question *question_of(struct cells_chunk *c, const char *id)
{
    size_t low = 0, high = c->n_questions;
    struct cells_question *q;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(id, c->question[mid].id);

        if (order == 0)
            return &c->question[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    c->question = ledger_grow(c->question, c->n_questions, sizeof *q);
    q = &c->question[low];
    memmove(q + 1, q, (c->n_questions++ - low) * sizeof *q);
    *q = (struct cells_question){
        .kinds = bytes_new(KINDS_MAX), .counts = bytes_new(COUNTS_MAX)};
    strcpy(q->id, id);
    return q;
}

/* ---- Making ---- */

static enum wk_err add_part(struct cells_chunk *c, const char *id,
    uint32_t answer_sets, const struct pack_part *p)
{
    struct cells_question *q = question_of(c, id);

    q->changed = true;
    return pack_add(&q->kinds, &q->counts, c->n, answer_sets, p);
}

/* A question of type many has a part for each option instead. */
static enum wk_err add_options(struct cells_chunk *c, const struct release *r,
    const struct qn_question *many, struct pack_part *p)
{
    const struct table all = p->table;
    char id[MAX_OPTION_ID + 1];
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < many->n_codes; i++) {
        option_id(many, i, id);
        p->table = option_table(&all, i, r->rules.dissent);
        err = add_part(c, id, r->answer_sets, p);
    }
    return err;
}

static void add_head(struct cells_chunk *c, const struct cells_derived *d)
{
    const struct release *r = &d->entry.release;
    struct pack_head h = {
        .seq = (uint8_t)(d->entry.seq % PACK_CHUNK),
        .questionnaire =
            place_of(&c->questionnaires, r->questionnaire, HASH_LEN, HASH_LEN),
        .project =
            place_of(&c->projects, r->project, strlen(r->project), MAX_ID + 1),
        .channel = r->channel,
        .months = r->months,
        .answer_sets = r->answer_sets,
        .eligible = r->eligible,
        .asked = r->asked,
        .few = r->rules.group - 1,
        .declined = r->declined,
    };

    if (c->n == 0 || h.months.first < c->months.first)
        c->months.first = h.months.first;
    if (c->n == 0 || h.months.last > c->months.last)
        c->months.last = h.months.last;
    pack_head_add(&c->heads, &h);
    c->n++;
}

enum wk_err cells_chunk_add(
    struct cells_chunk *c, const struct cells_derived *d)
{
    const struct release *r = &d->entry.release;
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < d->q->n_questions; i++) {
        const struct qn_question *question = &d->q->question[i];
        struct pack_part p = {.table = r->table[i],
            .breakdown = r->breakdown[i],
            .cell = r->cell + r->breakdown[i].first};

        if (p.breakdown.state == BREAKDOWN_SHOWN)
            p.margin = r->margin[question->attribute];
        err = question->many ? add_options(c, r, question, &p)
                             : add_part(c, question->id, r->answer_sets, &p);
    }
    if (err == WK_OK)
        add_head(c, d);
    return err;
}

/* ---- Writing ---- */

static void bind_chunk(struct db_stmt *q, int64_t site, int64_t number)
{
    db_bind_int(q, ":site", site);
    db_bind_int(q, ":chunk", number);
}

static void bind_bytes(
    struct db_stmt *q, const char *name, const struct bytes *b)
{
    db_bind_blob(q, name, bytes_text(b), b->len);
}

enum wk_err cells_chunk_drop(struct ledger *l, int64_t site, int64_t number)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD_DROP);
    enum wk_err err;

    bind_chunk(q, site, number);
    err = db_run(q);
    q = db_stmt(l->db, SQL_CELL_DROP);
    bind_chunk(q, site, number);
    return err == WK_OK ? db_run(q) : err;
}

static enum wk_err store_question(struct ledger *l, const struct cells_chunk *c,
    const struct cells_question *question)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_SET);

    bind_chunk(q, c->site, c->number);
    db_bind_text(q, ":question", question->id);
    bind_bytes(q, ":kinds", &question->kinds);
    bind_bytes(q, ":counts", &question->counts);
    return db_run(q);
}

enum wk_err cells_chunk_store(struct ledger *l, struct cells_chunk *c)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD_SET);
    enum wk_err err;

    if (c->n == 0)
        return WK_OK;
    bind_chunk(q, c->site, c->number);
    db_bind_int(q, ":releases", (int64_t)c->n);
    db_bind_int(q, ":first", c->months.first);
    db_bind_int(q, ":last", c->months.last);
    bind_bytes(q, ":questionnaires", &c->questionnaires);
    bind_bytes(q, ":projects", &c->projects);
    bind_bytes(q, ":heads", &c->heads);
    err = db_run(q);
    for (size_t i = 0; err == WK_OK && i < c->n_questions; i++) {
        if (c->question[i].changed)
            err = store_question(l, c, &c->question[i]);
        c->question[i].changed = false;
    }
    return err;
}

/* ---- Reading back ---- */

static void take_blob(const struct db_stmt *q, int column, struct bytes *out)
{
    size_t len;
    const void *p = db_blob(q, column, &len);

    if (len > 0)
        bytes_add(out, p, len);
}

static enum wk_err load_head(struct ledger *l, struct cells_chunk *c)
{
    struct db_stmt *q = db_stmt(l->db, SQL_HEAD_GET);
    enum wk_err err;
    bool there = false;

    bind_chunk(q, c->site, c->number);
    err = db_row(q, &there);
    if (err == WK_OK && there) {
        c->n = (size_t)db_int(q, 0);
        c->months =
            (struct period){(int32_t)db_int(q, 1), (int32_t)db_int(q, 2)};
        take_blob(q, 3, &c->questionnaires);
        take_blob(q, 4, &c->projects);
        take_blob(q, 5, &c->heads);
        if (c->n > PACK_CHUNK || c->heads.len != c->n * PACK_HEAD_LEN)
            err = WK_ECHECK;
    }
    db_reset(q);
    return err;
}

static enum wk_err load_questions(struct ledger *l, struct cells_chunk *c)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CELL_OF);
    enum wk_err err;
    bool more;

    bind_chunk(q, c->site, c->number);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        char id[MAX_OPTION_ID + 1];
        struct cells_question *question;

        ledger_text(q, 0, id, sizeof id);
        question = question_of(c, id);
        take_blob(q, 1, &question->kinds);
        take_blob(q, 2, &question->counts);
        if (bytes_over(&question->kinds) || bytes_over(&question->counts)) {
            err = WK_ECHECK;
            break;
        }
    }
    db_reset(q);
    return err;
}

enum wk_err cells_chunk_load(
    struct ledger *l, int64_t site, int64_t number, struct cells_chunk *out)
{
    enum wk_err err;

    cells_chunk_begin(out, site, number);
    err = load_head(l, out);
    if (err == WK_OK)
        err = load_questions(l, out);
    if (err != WK_OK)
        cells_chunk_end(out);
    return err;
}
