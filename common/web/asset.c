/* SPDX-License-Identifier: EUPL-1.2 */
#include "asset.h"
#include "http_text.h"

#include <assert.h>
#include <string.h>

enum { MAX_PAGE = 64 * 1024 };

/* Nothing inline, nothing from elsewhere; see common/web/asset.h.  Sound may
 * come from the page's own memory, where client/web/speech.js keeps clips. */
const char ASSET_SECURITY_HEADERS[] =
    "Content-Security-Policy: default-src 'self'; object-src 'none'; "
    "media-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=()\r\n";

static const char MARK[] = "{{token}}";

const struct asset *asset_find(const struct asset_table *t, const char *name)
{
    size_t low = 0, high = t->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, t->asset[mid].name);

        if (order == 0)
            return &t->asset[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* Never cached; microphone: who may ask the browser for it. */
static void reply(struct http_request *r, const struct asset *a,
    const char *microphone, const void *body, size_t len)
{
    struct bytes headers = bytes_new(MAX_HEAD);

    bytes_addf(&headers,
        "Content-Type: %s\r\nCache-Control: no-store\r\n"
        "Permissions-Policy: microphone=(%s)\r\n",
        a->type, microphone);
    http_reply(r, 200, bytes_text(&headers), body, len);
    bytes_free(&headers);
}

/* Its name holds a hash of its bytes, so the name is a strong ETag: a browser
 * that asks again all the same (a forced reload) is told that it has it. */
static void reply_for_ever(struct http_request *r, const struct asset *a)
{
    struct bytes etag = bytes_new(MAX_HEAD), headers = bytes_new(MAX_HEAD);
    const char *accepted = http_header(r, "accept-encoding");
    bool packed =
        a->gz != NULL && accepted != NULL && http_text_takes_gzip(accepted);

    bytes_addf(&etag, "\"%s%s\"", a->name, packed ? ".gz" : "");
    bytes_addf(&headers,
        "Content-Type: %s\r\nETag: %s\r\n%s%s"
        "Cache-Control: public, max-age=31536000, immutable\r\n",
        a->type, bytes_text(&etag), packed ? "Content-Encoding: gzip\r\n" : "",
        a->gz != NULL ? "Vary: Accept-Encoding\r\n" : "");
    http_reply_tagged(r, bytes_text(&etag), bytes_text(&headers),
        packed ? a->gz : a->data, packed ? a->gz_len : a->len);
    bytes_free(&etag);
    bytes_free(&headers);
}

void asset_reply(const struct asset_table *t, struct http_request *r)
{
    const char *path = http_path(r);
    const struct asset *a = NULL;

    if (strncmp(path, "/assets/", strlen("/assets/")) == 0)
        a = asset_find(t, path + 1);
    if (a == NULL)
        http_reply_error(r, 404, "no such file");
    else
        reply_for_ever(r, a);
}

/* Append the page with every mark replaced. */
static void fill(struct bytes *out, const struct asset *a, const char *token)
{
    const char *at = (const char *)a->data, *end = at + a->len;

    while (at < end) {
        bool here = (size_t)(end - at) >= strlen(MARK) &&
            memcmp(at, MARK, strlen(MARK)) == 0;

        if (here)
            bytes_add_text(out, token);
        else
            bytes_add(out, at, 1);
        at += here ? strlen(MARK) : 1;
    }
}

static void reply_page(const struct asset_table *t, struct http_request *r,
    const char *page, const char *token, const char *microphone)
{
    const struct asset *a = asset_find(t, page);
    struct bytes body = bytes_new(MAX_PAGE);

    if (a == NULL) {
        http_reply_error(r, 404, "no such page");
    } else {
        fill(&body, a, token == NULL ? "" : token);
        assert(!bytes_over(&body)); /* our own pages, our own token */
        reply(r, a, microphone, bytes_text(&body), body.len);
    }
    bytes_free(&body);
}

void asset_reply_page(const struct asset_table *t, struct http_request *r,
    const char *page, const char *token)
{
    reply_page(t, r, page, token, "");
}

void asset_reply_recorder(
    const struct asset_table *t, struct http_request *r, const char *page)
{
    reply_page(t, r, page, NULL, "self");
}

void asset_reply_file(
    const struct asset_table *t, struct http_request *r, const char *name)
{
    const struct asset *a = asset_find(t, name);

    if (a == NULL)
        http_reply_error(r, 404, "no such file");
    else
        reply(r, a, "", a->data, a->len);
}
