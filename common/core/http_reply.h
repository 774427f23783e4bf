/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http_reply.h - the head of an HTTP/1.1 reply, as bytes.
 *
 * Pure module: the time is an argument.
 *
 * Asserts  Header blocks come from this program, never from a peer: a block
 *          that is not whole "Name: value\r\n" lines, that has a control
 *          character in a value, or that sets a framing field ends the
 *          process, so that no reply can be split in two.
 * Source   RFC 9110, sections 5.6.7 (dates), 6.6 and 15; RFC 9112, section 6.
 */
#ifndef WK_HTTP_REPLY_H
#define WK_HTTP_REPLY_H

#include "bytes.h"

enum { HTTP_REPLY_DATE_LEN = 29, HTTP_REPLY_HEAD_MAX = 4096 };

struct http_reply {
    int status;          /* 200 to 599 */
    const char *headers; /* "Name: value\r\n"... or NULL */
    const char *common;  /* the listener's own, likewise */
    size_t body_len;     /* announced whether or not it is sent (HEAD) */
    bool close;          /* the connection ends after this reply */
    int64_t now;         /* seconds since 1970-01-01 UTC */
};

/* Add the head and its blank line to out. */
void http_reply_head(const struct http_reply *r, struct bytes *out);

/* Whether a reply with this status has a body at all. */
bool http_reply_has_body(int status);

/* "Sun, 06 Nov 1994 08:49:37 GMT": always HTTP_REPLY_DATE_LEN characters, for
 * times of the years 1970 to 9999; others are shown as the nearest of these. */
void http_reply_date(int64_t now, char out[static HTTP_REPLY_DATE_LEN + 1]);

/* Whether block is whole, well-formed header lines; "" is. */
bool http_reply_is_block(const char *block);

/* "Not Found" for 404; never NULL. */
const char *http_reply_reason(int status);

#endif
