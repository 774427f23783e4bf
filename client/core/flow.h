/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * flow.h - what an outsider can compute of one number from the sums he sees:
 * the least and the most that an arc of a network can carry.
 *
 * A table whose sums are published is a network: each sum is a node where as
 * much comes in as goes out, each count an arc between two sums.  A published
 * count is an arc with equal bounds.  All bounds are integers, and so are both
 * ends of every range: nothing is rounded.
 *
 * Pure module.
 *
 * Units      Nodes count from 0, arcs in the order in which they were added.
 * Ownership  flow_new() hands over one network, ended by flow_free().
 * Errors     WK_EINVAL: no flow keeps to all bounds.
 * Source     client/PRIVACY.md, B ("The audit").
 */
#ifndef WK_FLOW_H
#define WK_FLOW_H

#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct flow;

struct flow_range {
    int64_t low, high;
};

struct flow *flow_new(size_t n_nodes);
void flow_free(struct flow *f);

/* Add an arc that carries least to most, 0 <= least <= most; its number. */
size_t flow_arc(
    struct flow *f, size_t from, size_t to, int64_t least, int64_t most);

/* Find one flow within all bounds; before flow_range(), after the last arc. */
WK_MUST_USE enum wk_err flow_settle(struct flow *f);

/* What the arc can carry in any flow within all bounds. */
struct flow_range flow_range(struct flow *f, size_t arc);

#endif
