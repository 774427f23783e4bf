/* SPDX-License-Identifier: EUPL-1.2 */
#include "random.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "log.h"

void random_bytes(void *out, size_t len)
{
    uint8_t *p = out;

    while (len > 0) {
        ssize_t n = getrandom(p, len, 0);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            log_alarm("no random bytes from the kernel: %s", strerror(errno));
            abort(); /* Going on would mean guessable keys. */
        }
        p += n;
        len -= (size_t)n;
    }
}

uint32_t random_below(uint32_t bound)
{
    uint32_t v, spare;

    assert(bound > 0);
    /* The first 2^32 mod bound values would favour small results. */
    spare = (0u - bound) % bound;
    do {
        random_bytes(&v, sizeof v);
    } while (v < spare);
    return v % bound;
}
