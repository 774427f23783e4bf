/* SPDX-License-Identifier: EUPL-1.2 */
#include "flow.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

struct arc {
    size_t from, to;
    int64_t least, most, carries;
    size_t next_out, next_in; /* of the same node; NONE ends the list */
};

struct node {
    size_t out, in;
    size_t reached_by; /* arc; while a path is searched */
    bool seen;
};

struct flow {
    size_t n_nodes, n_arcs, cap;
    struct node *node;
    struct arc *arc;
    size_t *queue;
    size_t closed; /* the arc that a search may not use, or NONE */
};

static const size_t NONE = SIZE_MAX;

struct flow *flow_new(size_t n_nodes)
{
    struct flow *f = xcalloc(1, sizeof *f);

    f->n_nodes = n_nodes;
    f->closed = NONE;
    f->node = xcalloc(n_nodes + 1, sizeof *f->node);
    f->queue = xcalloc(n_nodes + 1, sizeof *f->queue);
    for (size_t i = 0; i < n_nodes; i++)
        f->node[i].out = f->node[i].in = NONE;
    return f;
}

void flow_free(struct flow *f)
{
    if (f == NULL)
        return;
    free(f->node);
    free(f->arc);
    free(f->queue);
    free(f);
}

size_t flow_arc(
    struct flow *f, size_t from, size_t to, int64_t least, int64_t most)
{
    struct arc *a;

    assert(from < f->n_nodes && to < f->n_nodes && 0 <= least && least <= most);
    if (f->n_arcs == f->cap) {
        f->cap = f->cap == 0 ? 64 : 2 * f->cap;
        f->arc = xrealloc(f->arc, f->cap, sizeof *f->arc);
    }
    a = &f->arc[f->n_arcs];
    *a = (struct arc){.from = from,
        .to = to,
        .least = least,
        .most = most,
        .next_out = f->node[from].out,
        .next_in = f->node[to].in};
    f->node[from].out = f->node[to].in = f->n_arcs;
    return f->n_arcs++;
}

/* How much more (less, against its direction) an arc can carry. */
static int64_t room(const struct arc *a, bool forward)
{
    return forward ? a->most - a->carries : a->carries - a->least;
}

static void visit(struct flow *f, size_t i, size_t by, size_t *end)
{
    if (f->node[i].seen)
        return;
    f->node[i].seen = true;
    f->node[i].reached_by = by;
    f->queue[(*end)++] = i;
}

/* The shortest way with room from one node to another; false: there is none. */
static bool find_path(struct flow *f, size_t from, size_t to)
{
    size_t end = 0;

    for (size_t i = 0; i < f->n_nodes; i++)
        f->node[i].seen = false;
    visit(f, from, NONE, &end);
    for (size_t at = 0; at < end && !f->node[to].seen; at++) {
        size_t i = f->queue[at];

        for (size_t a = f->node[i].out; a != NONE; a = f->arc[a].next_out)
            if (a != f->closed && room(&f->arc[a], true) > 0)
                visit(f, f->arc[a].to, a, &end);
        for (size_t a = f->node[i].in; a != NONE; a = f->arc[a].next_in)
            if (a != f->closed && room(&f->arc[a], false) > 0)
                visit(f, f->arc[a].from, a, &end);
    }
    return f->node[to].seen;
}

/* Walk the path that find_path() left, back from its end; send along it what
 * its narrowest arc and the limit allow. */
static int64_t send(struct flow *f, size_t from, size_t to, int64_t limit)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = to; i != from;) {
            struct arc *a = &f->arc[f->node[i].reached_by];
            bool forward = a->to == i;

            if (pass == 1)
                a->carries += forward ? limit : -limit;
            else if (room(a, forward) < limit)
                limit = room(a, forward);
            i = forward ? a->from : a->to;
        }
    return limit;
}

/* Send up to limit from one node to another; what could be sent. */
static int64_t push(struct flow *f, size_t from, size_t to, int64_t limit)
{
    int64_t sent = 0;

    while (sent < limit && find_path(f, from, to))
        sent += send(f, from, to, limit - sent);
    return sent;
}

/*
 * Start with every arc at 0 and raise one after the other to its least, the
 * way back being sought through the arcs that are there already: an arc's
 * floor counts only once it was reached.
 */
enum wk_err flow_settle(struct flow *f)
{
    int64_t *least = xcalloc(f->n_arcs + 1, sizeof *least);
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < f->n_arcs; i++) {
        least[i] = f->arc[i].least;
        f->arc[i].least = f->arc[i].carries = 0;
    }
    for (size_t i = 0; i < f->n_arcs && err == WK_OK; i++) {
        struct arc *a = &f->arc[i];
        int64_t lacks = least[i] - a->carries;

        f->closed = i;
        if (lacks > 0) {
            int64_t sent =
                a->from == a->to ? lacks : push(f, a->to, a->from, lacks);

            a->carries += sent;
            err = sent == lacks ? WK_OK : WK_EINVAL;
        }
        a->least = least[i];
    }
    f->closed = NONE;
    free(least);
    return err;
}

struct flow_range flow_range(struct flow *f, size_t arc)
{
    struct arc *a = &f->arc[arc];
    struct flow_range r;

    f->closed = arc;
    a->carries += push(f, a->to, a->from, a->most - a->carries);
    r.high = a->carries;
    a->carries -= push(f, a->from, a->to, a->carries - a->least);
    r.low = a->carries;
    f->closed = NONE;
    return r;
}
