/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * langpack.h - the language packs inside the binary: what the kiosk says, in
 * each language it knows.
 *
 * They are read from SITE_ASSETS at the first call, which the thread of the
 * loop makes, and stay as long as the program.
 *
 * Ownership  Everything is lent for ever.
 * Source     client/content/packs; checked by client/content/pack_check.mjs.
 */
#ifndef WK_LANGPACK_H
#define WK_LANGPACK_H

#include "json.h"
#include "wk_limits.h"

struct langpack {
    const char *language;  /* BCP 47: "nl", "prs" */
    const char *endonym;   /* its own name for itself */
    const char *direction; /* "ltr" or "rtl" */
    const char *script;    /* ISO 15924: "Latn" */
    const char *url;       /* "/assets/pack-nl.0f1e2d3c.json" */
    const char *welcome, *choose;
    bool source;        /* nl, fr, en: what the others are translated from */
    bool has_intention; /* I1 to I6 all say something */
    char hash[2 * HASH_LEN + 1]; /* of all it says and speaks, in hex */
};

/* All packs, ordered by language. */
const struct langpack *langpack_all(size_t *n);

const struct langpack *langpack_find(const char *language); /* or NULL */

struct json *langpack_json(const struct langpack *p); /* all of it */

/* Whether what the kiosk promises can be said in this language. */
bool langpack_has_intention(const char *language);

/* Addresses ("words.I1") that a source pack has and this one lacks or leaves
 * blank, as a JSON array. */
struct json *langpack_missing(const struct langpack *p);

#endif
