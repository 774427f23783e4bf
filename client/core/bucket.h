/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bucket.h - a token bucket: so many a minute, and so many at once.
 *
 * Pure module: the caller brings a clock that only goes forward, in ms.
 */
#ifndef WK_BUCKET_H
#define WK_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct bucket {
    int64_t per_minute, level, last_ms; /* level: 60000 is one token */
};

/* A full one. */
struct bucket bucket_new(unsigned per_minute, int64_t now_ms);

/* Take one token; false and *wait_s, at least 1, when there is none. */
bool bucket_take(struct bucket *b, int64_t now_ms, unsigned *wait_s);

#endif
