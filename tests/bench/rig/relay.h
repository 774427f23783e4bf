/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * relay.h - a relay on loopback that counts the bytes of each connection.
 *
 * A child of its own, one connection at a time; end it with child_stop().
 */
#ifndef WK_BENCH_RELAY_H
#define WK_BENCH_RELAY_H

#include "rig.h"

/* Returns the port to connect to instead of target. */
int relay_start(struct child *c, const char *log, int target);

/* The bytes of the i-th connection, both ways, once it has ended; 0: there is
 * none. */
double relay_bytes(const struct child *c, size_t i);

#endif
