/* SPDX-License-Identifier: EUPL-1.2 */
#include "guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

void guard_init(struct guard *g, const char *listen, int port)
{
    const char *end = strrchr(listen, ':');
    size_t len = end != NULL ? (size_t)(end - listen) : strlen(listen);

    snprintf(g->host, sizeof g->host, "%.*s:%d", (int)len, listen, port);
    snprintf(g->other, sizeof g->other, "localhost:%d", port);
    g->scheme = "http://";
}

void guard_init_tls(struct guard *g, const char *name, int port)
{
    snprintf(g->host, sizeof g->host, "%s:%d", name, port);
    snprintf(g->other, sizeof g->other, "%s", port == 443 ? name : g->host);
    g->scheme = "https://";
}

bool guard_is_browser(const struct http_request *r)
{
    return http_header(r, "origin") != NULL ||
        http_header(r, "sec-fetch-site") != NULL;
}

/* The scheme and the very host that was asked. */
static bool is_own_origin(
    const struct guard *g, const char *origin, const char *host)
{
    size_t len = strlen(g->scheme);

    return strncmp(origin, g->scheme, len) == 0 &&
        strcasecmp(origin + len, host) == 0;
}

/* A link from elsewhere may open a page, and nothing else. */
static bool is_own_fetch(const struct http_request *r, const char *site)
{
    const char *mode = http_header(r, "sec-fetch-mode");

    return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0 ||
        (strcmp(http_method(r), "GET") == 0 && mode != NULL &&
            strcmp(mode, "navigate") == 0);
}

static bool is_json(const char *type)
{
    size_t len = type != NULL ? strcspn(type, "; \t") : 0;

    return len == 16 && strncasecmp(type, "application/json", 16) == 0;
}

bool guard_passes(const struct guard *g, struct http_request *r)
{
    const char *host = http_header(r, "host");
    const char *origin = http_header(r, "origin");
    const char *site = http_header(r, "sec-fetch-site");

    if (host == NULL ||
        (strcasecmp(host, g->host) != 0 && strcasecmp(host, g->other) != 0)) {
        http_reply_error(r, 421, "Host: this is %s", g->host);
        return false;
    }
    if (origin != NULL && !is_own_origin(g, origin, host)) {
        http_reply_error(r, 403, "Origin: only our own pages may ask");
        return false;
    }
    if (site != NULL && !is_own_fetch(r, site)) {
        http_reply_error(r, 403, "Sec-Fetch-Site: only our own pages may ask");
        return false;
    }
    if (strcmp(http_method(r), "POST") == 0 &&
        !is_json(http_header(r, "content-type"))) {
        http_reply_error(r, 415, "Content-Type: should be application/json");
        return false;
    }
    return true;
}
