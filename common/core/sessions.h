/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sessions.h - who is logged in: a bounded table, in memory alone.
 *
 * Pure module: time and hashes are arguments.  The table knows only the hash
 * of a session's id, so that nothing in it opens a session.
 *
 * Units      *_ms is milliseconds on any clock that never goes back.
 * Ownership  A session lent is good until the next call on the table.
 * Memory     SESSIONS_MAX sessions, SESSIONS_PER_NAME for one name; a further
 *            one ends the one that was idle for longest.
 */
#ifndef WK_SESSIONS_H
#define WK_SESSIONS_H

#include <stdint.h>

#include "wk_limits.h"

enum {
    SESSIONS_MAX = 256,
    SESSIONS_PER_NAME = 8,
    SESSIONS_IDLE_MS = 30 * 60 * 1000,
    SESSIONS_LIFE_MS = 12 * 60 * 60 * 1000,
};

struct session {
    uint8_t id_hash[HASH_LEN];
    uint8_t account[HASH_LEN]; /* hash of the stored password at login */
    char name[MAX_NAME + 1];
    char csrf[2 * HASH_LEN + 1];
    int64_t begun_ms, used_ms;
};

struct sessions;

struct sessions *sessions_new(void);
void sessions_free(struct sessions *s); /* NULL has no effect */

/* Add a copy; begun_ms and used_ms become now_ms. */
const struct session *sessions_add(
    struct sessions *s, const struct session *new_session, int64_t now_ms);
/* The live session, used now; or NULL. */
const struct session *sessions_find(
    struct sessions *s, const uint8_t id_hash[static HASH_LEN], int64_t now_ms);
void sessions_end(struct sessions *s, const uint8_t id_hash[static HASH_LEN]);
void sessions_end_name(struct sessions *s, const char *name);

#endif
