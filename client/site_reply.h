/* SPDX-License-Identifier: EUPL-1.2 */
/* site_reply.h - how the site answers with JSON that it built. */
#ifndef WK_SITE_REPLY_H
#define WK_SITE_REPLY_H

#include "http_server.h"
#include "json.h"

/* 200 and j, which it frees; 503 when err says that the store failed, or when
 * the text would be over max bytes. */
void site_reply(
    struct http_request *r, enum wk_err err, struct json *j, size_t max);

/* The status of what was done, or why not: 200, 400 (what was sent), 404, 409
 * (it is not the time for it, or done already), else 503. */
int site_reply_status(enum wk_err err);

#endif
