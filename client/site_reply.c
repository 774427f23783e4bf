/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_reply.h"

void site_reply(
    struct http_request *r, enum wk_err err, struct json *j, size_t max)
{
    struct bytes text = bytes_new(max);

    if (err == WK_OK)
        json_write(j, false, &text);
    if (err != WK_OK || bytes_over(&text))
        http_reply_error(r, 503, "the site's database cannot be read");
    else
        http_reply_json(r, 200, &text);
    bytes_free(&text);
    json_free(j);
}

int site_reply_status(enum wk_err err)
{
    switch (err) {
    case WK_OK:
        return 200;
    case WK_ENOTFOUND:
        return 404;
    case WK_EEXIST:
    case WK_ECLOSED:
    case WK_EWAVE:
        return 409;
    case WK_EINVAL:
    case WK_ECHECK:
    case WK_ETOOBIG:
        return 400;
    default:
        return 503;
    }
}
