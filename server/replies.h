/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replies.h - views that were made once, kept until the database changes.
 *
 * A reply is kept under its path, query and audience (whoever sees the same
 * has the same text there).  It has a strong ETag, a hash of its own bytes, so
 * a browser that asks again is told 304 while the figures are the same, also
 * when something else changed meanwhile; no-cache makes it ask each time, and
 * so nobody sees figures after a logout.  Everything kept is dropped when the
 * database was written to, by this process or another, and at midnight.
 *
 *   if (replies_answer(r, request, audience))
 *       return;
 *   ... make the view ...
 *   replies_give(r, request, audience, headers, body, len);
 *
 * Memory     At most max_bytes; the one not asked for longest goes first.
 * Ownership  It borrows the ledger.  Either call ends the request as
 *            http_reply() does.
 */
#ifndef WK_REPLIES_H
#define WK_REPLIES_H

#include "http_server.h"
#include "ledger.h"

struct replies;

struct replies *replies_new(struct ledger *l, size_t max_bytes);
void replies_free(struct replies *r); /* NULL has no effect */

/* Answer request if that can be done without making the view. */
WK_MUST_USE bool replies_answer(
    struct replies *r, struct http_request *request, const char *audience);

/* Answer 200 (or 304) with a view just made, and keep it.  headers without
 * Cache-Control and ETag, as in http_reply(). */
void replies_give(struct replies *r, struct http_request *request,
    const char *audience, const char *headers, const void *body, size_t len);

#endif
