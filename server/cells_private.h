/* SPDX-License-Identifier: EUPL-1.2 */
/* cells_private.h - what writing, reading and verifying figures share. */
#ifndef WK_CELLS_PRIVATE_H
#define WK_CELLS_PRIVATE_H

#include "cells.h"
#include "ledger_private.h"
#include "pack.h"

/* Everything that follows from one entry. */
struct cells_derived {
    bool covers;   /* its months are taken */
    bool counts;   /* and its tables are figures */
    uint64_t drop; /* a withdrawal: the release whose figures go; else 0 */
    struct entry entry;
    const struct questionnaire *q; /* when it counts; lent by the ledger */
};

WK_MUST_USE enum wk_err cells_derive(
    struct ledger *l, const struct ledger_entry *e, struct cells_derived *d);

/* Releases that were withdrawn. */
struct cells_gone {
    struct {
        int64_t site;
        uint64_t seq;
    } * row;
    size_t n;
};

/* Note those of a site (0: of all) that entries above this number withdraw. */
WK_MUST_USE enum wk_err cells_gone_list(
    struct ledger *l, int64_t site, uint64_t above, struct cells_gone *out);
bool cells_is_gone(const struct cells_gone *g, const struct ledger_entry *e);

/* ---- Chunks (pack.h) ---- */

struct cells_question {
    char id[MAX_OPTION_ID + 1];
    struct bytes kinds, counts;
    bool changed; /* since it was loaded */
};

/* The figures of one site in one chunk, as the tables head and cell have
 * them. */
struct cells_chunk {
    int64_t site, number; /* seq / PACK_CHUNK */
    size_t n;             /* releases that count */
    struct period months; /* that they span, when n > 0 */
    struct bytes questionnaires, projects, heads;
    struct cells_question *question; /* by id */
    size_t n_questions;
};

void cells_chunk_begin(
    struct cells_chunk *c, int64_t site, int64_t number); /* empty */
void cells_chunk_end(struct cells_chunk *c);
WK_MUST_USE enum wk_err cells_chunk_load(
    struct ledger *l, int64_t site, int64_t number, struct cells_chunk *out);
/* The number of its last release that counts; 0: none. */
uint64_t cells_chunk_last(const struct cells_chunk *c);
/* Append a release that counts; its number is above all others'. */
WK_MUST_USE enum wk_err cells_chunk_add(
    struct cells_chunk *c, const struct cells_derived *d);
/* Write what changed. */
WK_MUST_USE enum wk_err cells_chunk_store(
    struct ledger *l, struct cells_chunk *c);
/* Forget what is stored of it. */
WK_MUST_USE enum wk_err cells_chunk_drop(
    struct ledger *l, int64_t site, int64_t number);

#endif
