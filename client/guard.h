/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * guard.h - which requests a listener of the site answers at all: those
 * that name it as their host, and from a browser only those of its own pages.
 * So no page of another site can read or write here, whatever name it gave
 * this address (DNS rebinding).
 */
#ifndef WK_GUARD_H
#define WK_GUARD_H

#include "http_server.h"

enum { GUARD_HOST_MAX = 96 };
struct guard {
    const char *scheme;         /* "http://" or "https://" */
    char host[GUARD_HOST_MAX];  /* "127.0.0.1:7411" */
    char other[GUARD_HOST_MAX]; /* "localhost:7411": its other name */
};

/* listen is the address in the settings, port the one that is open. */
void guard_init(struct guard *g, const char *listen, int port);
/* The same of a TLS listener that is called by this name. */
void guard_init_tls(struct guard *g, const char *name, int port);

/* Whether to go on; otherwise it has answered: 403, 415 or 421. */
bool guard_passes(const struct guard *g, struct http_request *r);

/* Whether a browser sent it. */
bool guard_is_browser(const struct http_request *r);

#endif
