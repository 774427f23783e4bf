/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_head.h - the head of one request: request line and header fields, read
 * strictly.  Used by http_parse.c alone.
 *
 * Pure module: bytes in, verdict out; a verdict never depends on how the bytes
 * were split.  Where RFC 9112 lets a server choose between repairing and
 * refusing, this one refuses: a proxy in front could have repaired otherwise.
 *
 * Ownership  All text lies in the head itself.
 * Source     RFC 9110, RFC 9112.
 */
#ifndef WK_HTTP_HEAD_H
#define WK_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wk_limits.h"

enum { HTTP_HEAD_FIELDS = 64 }; /* more header fields than these: 431 */

struct http_head {
    char *method, *path, *query; /* NULL until the request line was read */
    bool keep_alive, chunked, expects, has_length, http10;
    uint64_t length; /* Content-Length */

    struct {
        char *name, *value; /* the name in lower case */
    } field[HTTP_HEAD_FIELDS];
    size_t n_fields;

    /* The bytes so far; '\r' and ':' become NUL as lines end. */
    char text[MAX_HEAD + 1];
    size_t len, line; /* where the line that is being read starts */
};

enum { HTTP_HEAD_MORE = 0, HTTP_HEAD_DONE = 1 };

/*
 * Take bytes into a head that started as zeros; *used says how many.  Returns
 * HTTP_HEAD_MORE (all used), HTTP_HEAD_DONE, or the status to answer with.
 */
int http_head_feed(
    struct http_head *h, const uint8_t *data, size_t len, size_t *used);

/* The value of a field, or NULL; name in lower case. */
const char *http_head_find(const struct http_head *h, const char *name);

#endif
