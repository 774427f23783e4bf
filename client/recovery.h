/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * recovery.h - a backup with answers in it, opened by a key that is not here.
 *
 * The recovery key is an X25519 pair.  Its private half is printed once, for
 * the safe, and kept nowhere; the public half lies in the store.
 *
 * A sealed file is
 *
 *   a line      "weerklank backup with answers, version 1"
 *   32 bytes    the public half of a pair that is made for this file alone
 *   the rest    AES-256-GCM (crypto.h) over 8 bytes of length, big-endian, a
 *               database, and zeros up to a whole MiB; AAD: what stands before
 *
 * What the two pairs agree on (crypto.h; info: the line and both public
 * halves) is two keys: one seals the file, the other wraps the keys of the
 * pools in its database, in the place of a device key.  So the database, when
 * it lies on a disk, is as closed as ever.
 *
 * Errors  WK_ECHECK: not such a file, damaged, or of another key.
 */
#ifndef WK_RECOVERY_H
#define WK_RECOVERY_H

#include "crypto.h"

enum { RECOVERY_TEXT = 72 }; /* a private half as people write it, and a NUL */

/* The keys of one file; wipe it when done. */
struct recovery {
    uint8_t file_key[SEAL_KEY_LEN], pool_key[SEAL_KEY_LEN];
    uint8_t once[BOX_KEY_LEN]; /* the public half of the file's own pair */
};

/* A new recovery key. */
void recovery_new(
    char text[static RECOVERY_TEXT], uint8_t public_key[static BOX_KEY_LEN]);
/* The private half of a text; spaces, lines and dashes do not count.
 * WK_EINVAL when a character is wrong. */
WK_MUST_USE enum wk_err recovery_parse(
    const char *text, uint8_t private_key[static BOX_KEY_LEN]);

/* New keys for one file that the recovery key opens. */
WK_MUST_USE enum wk_err recovery_begin(
    struct recovery *r, const uint8_t public_key[static BOX_KEY_LEN]);
/* The file of a database of len bytes; the caller frees *out. */
void recovery_seal(const struct recovery *r, const uint8_t *db, size_t len,
    uint8_t **out, size_t *out_len);

/* Whether a file begins as a sealed one does. */
bool recovery_is_sealed(const uint8_t *file, size_t len);
/* The database of a file, which the caller frees, and the keys of the file. */
WK_MUST_USE enum wk_err recovery_open(
    const uint8_t private_key[static BOX_KEY_LEN], const uint8_t *file,
    size_t len, struct recovery *r, uint8_t **db, size_t *db_len);

#endif
