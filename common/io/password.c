/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The only user of libsodium, and apart from crypto.h: both name a function
 * crypto_sign().  In our programs that name is crypto_key.c's; libsodium never
 * calls its own.
 */
#include "password.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "random.h"

enum { GROUPS = 5, GROUP_LEN = 4 };

/* OWASP's minimum is 19 MiB with 2 passes; ours takes a guesser three times
 * the memory, and our machines about 65 ms. */
#define PASSES 2
#define MEMORY ((size_t)64 << 20)
#define PREFIX "$argon2id$v=19$m=65536,t=2,p=1$"

static void start(void)
{
    if (sodium_init() < 0) {
        log_alarm("libsodium does not start");
        abort();
    }
}

void password_hash(const char *password, char out[static PASSWORD_HASH_LEN])
{
    _Static_assert(PASSWORD_HASH_LEN == crypto_pwhash_argon2id_STRBYTES,
        "the length of a hash");

    start();
    if (crypto_pwhash_argon2id_str(
            out, password, strlen(password), PASSES, MEMORY) != 0) {
        log_alarm("no 64 MiB of memory for a password");
        abort();
    }
}

bool password_fits(const char *password, const char *hash)
{
    size_t len = strlen(password);

    /* The hash says how much memory its check takes: hold it to ours. */
    if (len > PASSWORD_MAX || strlen(hash) >= PASSWORD_HASH_LEN ||
        strncmp(hash, PREFIX, strlen(PREFIX)) != 0)
        return false;
    start();
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(hash, password, len) == 0)
        return true;
    if (errno == ENOMEM)
        log_warn("no 64 MiB of memory to check a password");
    return false;
}

void password_generate(char out[static PASSWORD_GENERATED_LEN + 1])
{
    /* Without i, l, o, 0, 1, 2, 5, which are read as one another, as z, as s.
     */
    static const char SIGNS[] = "abcdefghjkmnpqrstuvwxyz346789";
    char *p = out;

    _Static_assert(GROUPS * (GROUP_LEN + 1) - 1 == PASSWORD_GENERATED_LEN,
        "groups and the dashes between them");
    for (int i = 0; i < GROUPS * GROUP_LEN; i++) {
        if (i > 0 && i % GROUP_LEN == 0)
            *p++ = '-';
        *p++ = SIGNS[random_below(sizeof SIGNS - 1)];
    }
    *p = '\0';
}
