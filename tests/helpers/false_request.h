/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * false_request.h - the server, played by functions that keep what is replied,
 * for tests of what answers requests.  Include it in one file of a program.
 */
#ifndef WK_TEST_FALSE_REQUEST_H
#define WK_TEST_FALSE_REQUEST_H

#include "../unit/test.h"

#include "http_server.h"

enum { FALSE_BODY_MAX = 16 * 1024 };

struct http_request {
    const char *path, *query;
    const char *known;    /* its If-None-Match; NULL: none */
    const char *accepted; /* its Accept-Encoding; NULL: none */
    int status;
    unsigned replies;
    char headers[512];
    char body[FALSE_BODY_MAX + 1]; /* ended by '\0' */
    size_t len;
};

const char *http_path(const struct http_request *r)
{
    return r->path;
}

const char *http_query(const struct http_request *r)
{
    return r->query;
}

const char *http_header(const struct http_request *r, const char *name)
{
    if (strcmp(name, "accept-encoding") == 0)
        return r->accepted;
    assert_string_equal(name, "if-none-match");
    return r->known;
}

void http_reply(struct http_request *r, int status, const char *headers,
    const void *body, size_t len)
{
    r->status = status;
    r->replies++;
    snprintf(r->headers, sizeof r->headers, "%s", headers);
    assert_true(len <= FALSE_BODY_MAX);
    if (len > 0)
        memcpy(r->body, body, len);
    r->body[len] = '\0';
    r->len = len;
}

void http_reply_error(struct http_request *r, int status, const char *fmt, ...)
{
    (void)fmt;
    r->status = status;
    r->replies++;
}

#endif
