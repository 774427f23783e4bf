/* SPDX-License-Identifier: EUPL-1.2 */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>

#include "xalloc.h"

/* The last events of one site or of the centre, in a ring. */
struct ring {
    char line[TRACE_LINES][TRACE_LINE];
    uint64_t number[TRACE_LINES]; /* of the event, from 1; 0: none */
    size_t n;
};

struct trace {
    struct ring *ring; /* the centre's is the last */
    size_t n_sites;
    uint64_t n_events, hash;
    bool loud;
};

struct trace *trace_new(size_t n_sites, bool loud)
{
    struct trace *t = xcalloc(1, sizeof *t);

    t->ring = xcalloc(n_sites + 1, sizeof *t->ring);
    t->n_sites = n_sites;
    t->hash = UINT64_C(0xcbf29ce484222325);
    t->loud = loud;
    return t;
}

void trace_free(struct trace *t)
{
    free(t->ring);
    free(t);
}

void trace_add(struct trace *t, size_t site, const char *line)
{
    struct ring *r = &t->ring[site];
    size_t i = r->n++ % TRACE_LINES;

    r->number[i] = ++t->n_events;
    snprintf(r->line[i], TRACE_LINE, "%s", line);
    /* FNV-1a, the final 0 included: public domain, G. Fowler and others. */
    for (const char *p = r->line[i];; p++) {
        t->hash = (t->hash ^ (unsigned char)*p) * UINT64_C(0x00000100000001b3);
        if (*p == '\0')
            break;
    }
    if (t->loud)
        printf("  %s\n", r->line[i]);
}

uint64_t trace_hash(const struct trace *t)
{
    return t->hash;
}

/* The newest event before this number among those to be shown, or NULL. */
static const char *before(
    const struct trace *t, size_t site, uint64_t limit, uint64_t *number)
{
    const char *line = NULL;

    *number = 0;
    for (size_t k = 0; k <= t->n_sites; k++) {
        const struct ring *r = &t->ring[k];

        if (site != t->n_sites && k != site && k != t->n_sites)
            continue;
        for (size_t i = 0; i < TRACE_LINES; i++)
            if (r->number[i] < limit && r->number[i] > *number) {
                *number = r->number[i];
                line = r->line[i];
            }
    }
    return line;
}

void trace_print(const struct trace *t, size_t site)
{
    const char *line[TRACE_LINES];
    uint64_t number = UINT64_MAX;
    size_t n = 0;

    while (n < TRACE_LINES) {
        line[n] = before(t, site, number, &number);
        if (line[n] == NULL)
            break;
        n++;
    }
    while (n > 0)
        printf("  %s\n", line[--n]);
}
