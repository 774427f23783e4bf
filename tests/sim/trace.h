/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trace.h - what happened: a hash of it all, and the last of it by site.
 *
 * Equal seeds must give equal hashes; a breach is told by the last events of
 * the site that it was found at and of the centre, not by everything.
 */
#ifndef WK_TRACE_H
#define WK_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TRACE_LINES = 24, TRACE_LINE = 160 };

struct trace;

struct trace *trace_new(size_t n_sites, bool loud); /* loud: print each */
void trace_free(struct trace *t);
/* One event, as a line, of this site; n_sites: of the centre. */
void trace_add(struct trace *t, size_t site, const char *line);
/* Of all events so far. */
uint64_t trace_hash(const struct trace *t);
/* Print the last events of this site and of the centre; n_sites: of all. */
void trace_print(const struct trace *t, size_t site);

#endif
