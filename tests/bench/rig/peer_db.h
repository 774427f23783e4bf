/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * peer_db.h - SQLite alone, as the peer of what is stored: WAL and
 * synchronous=FULL in the rig's folder, prepared statements, one transaction a
 * call, and nothing checked.
 */
#ifndef WK_BENCH_PEER_DB_H
#define WK_BENCH_PEER_DB_H

#include <stddef.h>
#include <stdint.h>

struct peer_db;
struct peer_db *peer_db_new(const char *name);
void peer_db_free(struct peer_db *p);

/* Commit one row of these bytes, and rows of a cell each. */
void peer_db_commit(
    struct peer_db *p, const void *bytes, size_t len, size_t cells);

/* The number that a query gives of a database of the folder. */
double peer_db_ask(const char *name, const char *sql);

#endif
