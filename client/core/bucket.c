/* SPDX-License-Identifier: EUPL-1.2 */
#include "bucket.h"

enum { TOKEN = 60000 };

struct bucket bucket_new(unsigned per_minute, int64_t now_ms)
{
    return (struct bucket){.per_minute = per_minute,
        .level = (int64_t)per_minute * TOKEN,
        .last_ms = now_ms};
}

bool bucket_take(struct bucket *b, int64_t now_ms, unsigned *wait_s)
{
    int64_t full = b->per_minute * TOKEN, passed = now_ms - b->last_ms;

    if (passed > TOKEN) /* a minute fills every bucket */
        passed = TOKEN;
    if (passed > 0)
        b->level += passed * b->per_minute;
    if (b->level > full)
        b->level = full;
    b->last_ms = now_ms;
    if (b->level >= TOKEN) {
        b->level -= TOKEN;
        return true;
    }
    *wait_s = (unsigned)((TOKEN - b->level) / (b->per_minute * 1000)) + 1;
    return false;
}
