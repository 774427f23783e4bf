/* SPDX-License-Identifier: EUPL-1.2 */
#include "rank.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* A prime far above every minor of so few columns of 0 and 1 that matters. */
static const uint64_t PRIME = 2147483647;

void masks_add(struct masks *m, uint32_t mask)
{
    size_t i = 0;

    while (i < m->n && m->mask[i] != mask)
        i++;
    if (i < m->n)
        return;
    assert(m->n < MASKS_MAX);
    m->mask[m->n++] = mask;
}

uint32_t masks_all(const struct masks *m)
{
    uint32_t all = 0;

    for (size_t i = 0; i < m->n; i++)
        all |= m->mask[i];
    return all;
}

static uint64_t power(uint64_t x, uint64_t n)
{
    uint64_t out = 1;

    for (; n > 0; n >>= 1) {
        if ((n & 1) != 0)
            out = out * x % PRIME;
        x = x * x % PRIME;
    }
    return out;
}

/* Take from row what the base has; whether something is left, which joins. */
static bool join(
    uint64_t base[MASKS_BITS][MASKS_BITS], bool *has, uint64_t *row)
{
    for (size_t c = 0; c < MASKS_BITS; c++) {
        uint64_t times = row[c];

        if (times == 0)
            continue;
        if (!has[c]) {
            uint64_t inverse = power(times, PRIME - 2);

            for (size_t k = c; k < MASKS_BITS; k++)
                base[c][k] = row[k] * inverse % PRIME;
            has[c] = true;
            return true;
        }
        for (size_t k = c; k < MASKS_BITS; k++)
            row[k] = (row[k] + (PRIME - times) * base[c][k]) % PRIME;
    }
    return false;
}

size_t masks_rank(const struct masks *m, uint32_t kept)
{
    uint64_t base[MASKS_BITS][MASKS_BITS] = {{0}}, row[MASKS_BITS];
    bool has[MASKS_BITS] = {false};
    size_t rank = 0;

    for (size_t i = 0; i < m->n; i++) {
        for (size_t c = 0; c < MASKS_BITS; c++)
            row[c] = (m->mask[i] & kept) >> c & 1;
        rank += join(base, has, row);
    }
    return rank;
}
