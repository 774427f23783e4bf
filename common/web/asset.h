/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asset.h - the pages inside the binary: a table made at build time by
 * embed.c, served with content-hashed names that may be cached for ever.
 *
 * A page (name.html) is served under its own path, never cached, with
 * {{token}} replaced by the value that the caller gives; name.json likewise, as
 * it is; every other file is served as /assets/NAME.HASH.EXT, and pages name it
 * that way already, packed for whoever takes gzip.  Nothing else is ever packed:
 * the length of packed data could betray what is in it.
 *
 * Ownership  The table is static data of the program.
 */
#ifndef WK_ASSET_H
#define WK_ASSET_H

#include "http_server.h"

struct asset {
    const char *name; /* "kiosk.html", or "assets/kiosk.3f2a91c0.js" */
    const char *type; /* Content-Type */
    const uint8_t *data;
    size_t len;
    const uint8_t *gz; /* the same as gzip; NULL: it would not be shorter */
    size_t gz_len;
};

struct asset_table {
    const struct asset *asset; /* sorted by name */
    size_t n;
};

/* The two tables that the build makes of client/web and server/web. */
extern const struct asset_table SITE_ASSETS, CENTRAL_ASSETS;

const struct asset *asset_find(const struct asset_table *t, const char *name);

/* Answer GET /assets/NAME; 304 to whoever has it, 404 when there is none. */
void asset_reply(const struct asset_table *t, struct http_request *r);

/* Answer with a page; token replaces {{token}} (NULL: ""). */
void asset_reply_page(const struct asset_table *t, struct http_request *r,
    const char *page, const char *token);

/* The same for a page that may ask the browser for the microphone; no other
 * page may. */
void asset_reply_recorder(
    const struct asset_table *t, struct http_request *r, const char *page);

/* Answer with one file under another path, such as "openapi.json". */
void asset_reply_file(
    const struct asset_table *t, struct http_request *r, const char *name);

/* The headers every reply of a web listener carries: a strict CSP and its
 * like, for http_options.headers. */
extern const char ASSET_SECURITY_HEADERS[];

#endif
