/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cookie.h - secrets that a browser keeps: 32 random bytes as hex, of which
 * the program holds a hash alone.
 *
 * Ownership  Text found is lent by the request.
 */
#ifndef WK_COOKIE_H
#define WK_COOKIE_H

#include "http_server.h"

enum { COOKIE_LEN = 32, COOKIE_TEXT = 2 * COOKIE_LEN + 1 };

/* A new secret, and its hash. */
void cookie_new(char text[static COOKIE_TEXT], uint8_t hash[static HASH_LEN]);

/* The hash of the secret in the cookie of this name; false when there is none,
 * or several, or it is not a secret. */
bool cookie_hash(const struct http_request *r, const char *name,
    uint8_t hash[static HASH_LEN]);

/* Add a Set-Cookie line: only for our own pages, out of the reach of scripts.
 * text NULL takes the cookie away; max_age_s 0: until the browser ends. */
void cookie_set(struct bytes *headers, const char *name, const char *text,
    unsigned max_age_s, bool tls);

#endif
