/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * throttle.h - how long somebody who keeps guessing must wait.
 *
 * Pure module: the time is an argument.  A key is a hash of what is guessed
 * at, or of who guesses.  Each try is counted when it begins, so that tries
 * side by side count too.  The first few are free; each further one doubles
 * the wait, up to a limit.  A key that rests for an hour is forgotten.
 *
 * Units   *_ms is milliseconds on any clock that never goes back.
 * Memory  THROTTLE_KEYS keys; a further one takes the place of the one that
 *         has rested for longest.
 */
#ifndef WK_THROTTLE_H
#define WK_THROTTLE_H

#include <stdint.h>

#include "wk_limits.h"

enum { THROTTLE_KEYS = 1024, THROTTLE_FORGET_MS = 60 * 60 * 1000 };

struct throttle;

/* free_tries tries pass without a wait; then 1 s, 2 s, 4 s ... max_wait_s. */
struct throttle *throttle_new(unsigned free_tries, unsigned max_wait_s);
void throttle_free(struct throttle *t); /* NULL has no effect */

/* Whole seconds until key may try again; 0 is now. */
unsigned throttle_wait(const struct throttle *t,
    const uint8_t key[static HASH_LEN], int64_t now_ms);
/* A try begins; returns how many there were, this one included. */
unsigned throttle_count(
    struct throttle *t, const uint8_t key[static HASH_LEN], int64_t now_ms);
/* That try was good: take it back, or forget all tries of this key. */
void throttle_take_back(struct throttle *t, const uint8_t key[static HASH_LEN]);
void throttle_forget(struct throttle *t, const uint8_t key[static HASH_LEN]);

#endif
