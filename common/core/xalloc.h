/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * xalloc.h - allocation that cannot fail: out of memory ends the program.
 *
 * Safe here because every durable fact is already in SQLite, and systemd
 * restarts us.  Sizes that come from outside must be checked against
 * wk_limits.h before they reach these functions.  free() ends everything.
 */
#ifndef WK_XALLOC_H
#define WK_XALLOC_H

#include <stddef.h>

void *xcalloc(size_t count, size_t size);           /* zeroed */
void *xrealloc(void *p, size_t count, size_t size); /* count * size checked */
void *xmemdup(const void *p, size_t len);           /* len 0 gives one byte */
char *xstrdup(const char *s);
void *xgot(void *p); /* p, which a library allocated; not NULL */

#endif
