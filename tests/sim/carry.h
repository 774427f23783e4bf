/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * carry.h - what one centre carries: the nights of very many sites, one after
 * the other, on a ledger on disk as shipped.
 *
 * The sites are their messages only.  Their TLS is left out; it is the other
 * core's work.
 */
#ifndef WK_CARRY_H
#define WK_CARRY_H

#include <stdbool.h>
#include <stddef.h>

/* Prints what it measured; false when a night went wrong. */
bool carry(size_t n_sites);

#endif
