/* SPDX-License-Identifier: EUPL-1.2 */
/* http_tagged.c - a reply that whoever has it is not sent again: in a file of
 * its own, because it needs nothing of a server but its replies. */
#include "http_server.h"
#include "http_text.h"

void http_reply_tagged(struct http_request *r, const char *etag,
    const char *headers, const void *body, size_t len)
{
    const char *known = http_header(r, "if-none-match");

    if (known != NULL && http_text_lists(known, etag))
        http_reply(r, 304, headers, NULL, 0);
    else
        http_reply(r, 200, headers, body, len);
}
