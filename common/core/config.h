/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * config.h - an INI file held against a table of the keys it may have.
 *
 * Pure module: takes text.  Every unknown or repeated section or key, every
 * line that is not "key = value", "[section]", a comment (#) or blank, and
 * every line over 190 bytes is an error that names the line.
 *
 * Ownership  The table of keys is lent and must outlive the config;
 *            config_free() ends the config and what config_get() lent.
 * Errors     WK_ETOOBIG over MAX_CONFIG bytes, else WK_EINVAL.
 */
#ifndef WK_CONFIG_H
#define WK_CONFIG_H

#include <stddef.h>

#include "err.h"

struct config_key {
    const char *section, *key;
    const char *fallback; /* the value when the file has none; may be NULL */
};

struct config;

/* text ends with NUL.  WK_EINVAL with "line N: ..." in why. */
WK_MUST_USE enum wk_err config_parse(const char *text,
    const struct config_key *keys, size_t n_keys, struct config **out,
    char *why, size_t why_len);
void config_free(struct config *c);

/* The value, or its fallback; lent.  Asserts that the key is in the table. */
const char *config_get(
    const struct config *c, const char *section, const char *key);

/* "yes"/"no"; and whole numbers within bounds: WK_EINVAL otherwise. */
WK_MUST_USE enum wk_err config_bool(
    const struct config *c, const char *section, const char *key, _Bool *out);
WK_MUST_USE enum wk_err config_int(const struct config *c, const char *section,
    const char *key, long min, long max, long *out);

#endif
