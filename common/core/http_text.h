/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_text.h - the path and the query of a request, decoded exactly once, and
 * what its headers list.
 *
 * Pure module.
 *
 * Source  RFC 3986, section 3; RFC 9112, section 3.2;
 *         https://url.spec.whatwg.org/#application/x-www-form-urlencoded.
 */
#ifndef WK_HTTP_TEXT_H
#define WK_HTTP_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

/*
 * Decode path in place.  WK_EINVAL, and path undefined, unless it starts with
 * '/', every byte may stand in a path, every escape is two hex digits, and the
 * result is UTF-8 without control characters, empty segments ("//"), "." or
 * ".." segments.  An escaped '/' is refused: it would be a second spelling.
 */
WK_MUST_USE enum wk_err http_text_path(char *path);

/* Whether every byte may stand in a query as sent: visible ASCII, no '#'. */
bool http_text_is_query(const char *query);

/*
 * Decode the parameter called name; out is untouched and *found false when
 * there is none.  WK_EINVAL when it stands there twice, when it does not fit
 * out_len bytes with its NUL, on a bad escape anywhere before the end, and
 * when the value is not UTF-8 or has control characters.
 */
WK_MUST_USE enum wk_err http_text_param(const char *query, const char *name,
    char *out, size_t out_len, bool *found);

/*
 * Whether an If-None-Match header lists this entity tag, quotes and all, or is
 * "*".  Weak tags count as their strong ones (RFC 9110, 13.1.2).
 */
bool http_text_lists(const char *list, const char *etag);

/*
 * Whether an Accept-Encoding header names gzip, and not with a weight of zero
 * (RFC 9110, 12.5.3).  "*" and what cannot be read count as no.
 */
bool http_text_takes_gzip(const char *accepted);

#endif
