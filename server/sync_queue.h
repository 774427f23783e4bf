/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sync_queue.h - requests of the sync listener, answered together.
 *
 * What one round of the loop reads from all connections is one transaction: a
 * night in which all sites come at once costs one commit for as many as came
 * while the last one was written.  Each is answered after that commit, and as
 * it would have been alone (sync_handle_all).
 *
 * Ownership  A queue borrows loop and centre; sync_queue_stop() ends it, after
 *            the listener has stopped.
 */
#ifndef WK_SYNC_QUEUE_H
#define WK_SYNC_QUEUE_H

#include "central.h"
#include "http_server.h"

struct sync_queue;

struct sync_queue *sync_queue_new(uv_loop_t *loop, struct central *c);

/* Takes the request over, and answers it before the loop waits again. */
void sync_queue_add(struct sync_queue *q, struct http_request *r,
    const uint8_t fingerprint[static HASH_LEN]);

/* Answer what waits; the queue is gone when the loop has run once more.  NULL
 * has no effect. */
void sync_queue_stop(struct sync_queue *q);

#endif
