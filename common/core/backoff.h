/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * backoff.h - how long to wait before trying again: full jitter.
 *
 * Pure module: the caller brings the random number.
 *
 * Source  proto/PROTOCOL.md, "Retries".
 */
#ifndef WK_BACKOFF_H
#define WK_BACKOFF_H

#include <stdint.h>

enum {
    BACKOFF_FIRST_MS = 5 * 1000,
    BACKOFF_MOST_MS = 10 * 60 * 1000,
    BACKOFF_TRIES_MAX = 12, /* of one night, and so of one hour */
};

/* The bound of the wait after this many failed tries (1 and up), in ms: the
 * wait itself is uniform below it. */
uint32_t backoff_bound_ms(unsigned failed);

/* The wait: the random part, but not less than the peer asked for. */
uint32_t backoff_wait_ms(uint32_t random_ms, uint32_t retry_after_s);

#endif
