/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rows.h - the made-up figures as SQLite rows, one a count, sorted by question,
 * site and month, and the same sums by SQL.
 */
#ifndef WK_BENCH_ROWS_H
#define WK_BENCH_ROWS_H

#include "made.h"

struct rows;
struct rows *rows_new(const char *path, const struct made *m);
void rows_free(struct rows *r);

/* Sum by site and answer from this month on; how many people answered. */
uint64_t rows_read(
    void *rows, const struct made *m, unsigned question, unsigned first);

/* What tables ("'a', 'b'") take in the database at path; 0 where SQLite was
 * built without dbstat. */
double rows_bytes(const char *path, const char *tables);

#endif
