/* SPDX-License-Identifier: EUPL-1.2 */
#include "xalloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(void)
{
    fputs("out of memory\n", stderr);
    abort();
}

void *xgot(void *p)
{
    if (p == NULL)
        die();
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (p == NULL && count != 0 && size != 0)
        die();
    return p;
}

void *xrealloc(void *p, size_t count, size_t size)
{
    void *q;

    assert(count > 0 && size > 0);
    if (count > SIZE_MAX / size)
        die();
    q = realloc(p, count * size);
    if (q == NULL)
        die();
    return q;
}

void *xmemdup(const void *p, size_t len)
{
    void *q = xcalloc(len + 1, 1);

    if (len > 0)
        memcpy(q, p, len);
    return q;
}

char *xstrdup(const char *s)
{
    return xmemdup(s, strlen(s));
}
