/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_parse.h - one HTTP/1.1 request, from its first byte to its last.
 *
 *   HEAD --blank line--> BODY --last byte--> DONE
 *     |  '--no body-------------------------^
 *     '------> FAILED <---'     (a status says how to answer, then close)
 *
 * Pure module: bytes in, a request out; the result never depends on how the
 * bytes were split.  It refuses what it could repair: bare LF, folded lines,
 * a space before a colon, chunk extensions, trailers, a repeated field that
 * decides something, absolute targets, paths with a second spelling.
 *
 * Ownership  All text lent lives as long as the object.
 * Memory     At most MAX_HEAD plus twice max_body, and about 2 KiB; the body
 *            grows with the bytes that came, not with what was announced.
 * Source     RFC 9110, RFC 9112; wk_limits.h.
 */
#ifndef WK_HTTP_PARSE_H
#define WK_HTTP_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_parse;

enum http_parse_state {
    HTTP_PARSE_HEAD,
    HTTP_PARSE_BODY,
    HTTP_PARSE_DONE,
    HTTP_PARSE_FAILED,
};

struct http_parse *http_parse_new(size_t max_body);
void http_parse_free(struct http_parse *p); /* NULL has no effect */

/* Take bytes; returns how many: less than len only when DONE or FAILED. */
size_t http_parse_feed(struct http_parse *p, const uint8_t *data, size_t len);

enum http_parse_state http_parse_state(const struct http_parse *p);
/* FAILED: 400, 413, 417, 431, 501 or 505. */
int http_parse_status(const struct http_parse *p);
/* BODY: the peer waits for "100 Continue" before it sends any of it. */
bool http_parse_expects(const struct http_parse *p);
/* DONE: the peer is ready for another request on this connection. */
bool http_parse_keep_alive(const struct http_parse *p);

/* "" until they are known; path and query as http_text.h has them. */
const char *http_parse_method(const struct http_parse *p);
const char *http_parse_path(const struct http_parse *p);
const char *http_parse_query(const struct http_parse *p);
/* A field's value, trimmed, or NULL; name in lower case. */
const char *http_parse_header(const struct http_parse *p, const char *name);
/* Never NULL; a NUL follows the len bytes. */
const uint8_t *http_parse_body(const struct http_parse *p, size_t *len);

#endif
