/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * device_key.h - the key that wraps the keys of all pools, as a file.
 *
 * The file is text: a line that says what it is, 64 hex digits, and 64 more
 * that are a SHA-256 over the lines before.  The file is as this module would
 * write it or it is damaged, so that no changed bit stays unnoticed.
 *
 * Errors  Each failure is logged with the path.  WK_ECHECK: others may read
 *         it, or it is damaged.
 */
#ifndef WK_DEVICE_KEY_H
#define WK_DEVICE_KEY_H

#include "crypto.h"

/* Make a new key at path, mode 0600. */
WK_MUST_USE enum wk_err device_key_create(const char *path);

/* sum is the SHA-256 of the file. */
WK_MUST_USE enum wk_err device_key_read(const char *path,
    uint8_t key[static SEAL_KEY_LEN], uint8_t sum[static HASH_LEN]);

#endif
