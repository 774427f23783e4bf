/* SPDX-License-Identifier: EUPL-1.2 */
/* password.h - argon2id through libsodium: 64 MiB, about 65 ms a check.
 * Call it from a worker thread, never from the loop. */
#ifndef WK_PASSWORD_H
#define WK_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PASSWORD_HASH_LEN = 128,
    PASSWORD_MIN = 10,
    PASSWORD_MAX = 128,
    PASSWORD_GENERATED_LEN = 24
};

/* The hash is text, with its salt; the memory missing ends the process. */
void password_hash(const char *password, char out[static PASSWORD_HASH_LEN]);
/* False too for a hash that password_hash() would not make. */
bool password_fits(const char *password, const char *hash);
/* Five random groups to print once: about 97 bits. */
void password_generate(char out[static PASSWORD_GENERATED_LEN + 1]);

#endif
