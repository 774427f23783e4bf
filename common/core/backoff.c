/* SPDX-License-Identifier: EUPL-1.2 */
#include "backoff.h"

enum { RETRY_AFTER_MOST_S = 3600 };

uint32_t backoff_bound_ms(unsigned failed)
{
    uint32_t bound = BACKOFF_FIRST_MS;

    while (failed-- > 1 && bound < BACKOFF_MOST_MS)
        bound *= 2;
    return bound < BACKOFF_MOST_MS ? bound : BACKOFF_MOST_MS;
}

uint32_t backoff_wait_ms(uint32_t random_ms, uint32_t retry_after_s)
{
    if (retry_after_s > RETRY_AFTER_MOST_S)
        retry_after_s = RETRY_AFTER_MOST_S;
    if (random_ms < retry_after_s * 1000)
        return retry_after_s * 1000;
    return random_ms;
}
