/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * made.h - a network's years of releases from a formula, so that every peer
 * has the same data: each site releases one questionnaire every month.
 */
#ifndef WK_BENCH_MADE_H
#define WK_BENCH_MADE_H

#include "ledger.h"

enum { MADE_ANSWERS = 5, MADE_FIRST_MONTH = 24192 }; /* 2016-01 */

struct made {
    unsigned sites, months, questions;
};

/* Counts of the four answers, then of those without one. */
void made_counts(unsigned site, unsigned month, unsigned question,
    uint32_t out[static MADE_ANSWERS]);

/* Sites and the questionnaire; its hash. */
void made_begin(
    struct ledger *l, const struct made *m, uint8_t hash[static HASH_LEN]);

/* Store a month of one site as a push does, within a transaction. */
void made_store(struct ledger *l, const struct made *m,
    const uint8_t hash[static HASH_LEN], unsigned site, unsigned month);

/* The figures of every site for one question from a month (of made) on, as a
 * page gets them before they become JSON; how many people answered, over all
 * sites. */
uint64_t made_view(
    struct ledger *l, const struct made *m, unsigned question, unsigned first);

/* The same as JSON: its bytes. */
size_t made_json(
    struct ledger *l, const struct made *m, unsigned question, unsigned first);

/* Leave unless err is WK_OK. */
void made_must(enum wk_err err, const char *what);

#endif
