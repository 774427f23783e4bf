/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals.h - how a daemon hears that it should end, and what it keeps from
 * leaking when it ends otherwise.
 *
 * Ownership  signals_stop() ends what signals_start() made; the memory goes
 *            once the loop has run again.
 */
#ifndef WK_SIGNALS_H
#define WK_SIGNALS_H

#include <uv.h>

struct signals;

/*
 * Call stop(arg) on the loop at each SIGTERM or SIGINT until signals_stop().
 * Also calls signals_ignore().  The handles do not keep the loop running.
 */
struct signals *signals_start(
    uv_loop_t *loop, void (*stop)(void *arg), void *arg);
void signals_stop(struct signals *s); /* NULL has no effect */

/* A peer that has gone (SIGPIPE) and a file at its limit (SIGXFSZ) are errors
 * of the call, not the end of the process. */
void signals_ignore(void);

/*
 * First thing in main(): no core dump and no other process of this user may
 * carry keys or open answers away.
 */
void signals_harden(void);

#endif
