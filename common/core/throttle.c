/* SPDX-License-Identifier: EUPL-1.2 */
#include "throttle.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

struct entry {
    uint8_t key[HASH_LEN];
    unsigned tries; /* 0: the place is free */
    int64_t last_ms, until_ms;
};

struct throttle {
    unsigned free_tries;
    int64_t max_wait_ms;
    struct entry entry[THROTTLE_KEYS];
};

struct throttle *throttle_new(unsigned free_tries, unsigned max_wait_s)
{
    struct throttle *t = xcalloc(1, sizeof *t);

    assert(free_tries > 0 && max_wait_s > 0);
    t->free_tries = free_tries;
    t->max_wait_ms = (int64_t)max_wait_s * 1000;
    return t;
}

void throttle_free(struct throttle *t)
{
    free(t);
}

static size_t find(const struct throttle *t, const uint8_t *key)
{
    size_t i = 0;

    while (i < THROTTLE_KEYS &&
        (t->entry[i].tries == 0 || memcmp(t->entry[i].key, key, HASH_LEN) != 0))
        i++;
    return i;
}

/* The place for a new key: a free one, or that of the longest at rest. */
static struct entry *place(struct throttle *t)
{
    struct entry *best = &t->entry[0];

    for (size_t i = 0; i < THROTTLE_KEYS && best->tries != 0; i++)
        if (t->entry[i].tries == 0 || t->entry[i].last_ms < best->last_ms)
            best = &t->entry[i];
    return best;
}

static int64_t wait_after(const struct throttle *t, unsigned tries)
{
    int64_t wait = 1000;

    if (tries < t->free_tries)
        return 0;
    for (unsigned i = t->free_tries; i < tries && wait < t->max_wait_ms; i++)
        wait *= 2;
    return wait < t->max_wait_ms ? wait : t->max_wait_ms;
}

unsigned throttle_wait(const struct throttle *t,
    const uint8_t key[static HASH_LEN], int64_t now_ms)
{
    size_t i = find(t, key);

    if (i == THROTTLE_KEYS || now_ms >= t->entry[i].until_ms)
        return 0;
    return (unsigned)((t->entry[i].until_ms - now_ms + 999) / 1000);
}

unsigned throttle_count(
    struct throttle *t, const uint8_t key[static HASH_LEN], int64_t now_ms)
{
    size_t i = find(t, key);
    struct entry *e = i < THROTTLE_KEYS ? &t->entry[i] : place(t);

    if (i == THROTTLE_KEYS || now_ms - e->last_ms >= THROTTLE_FORGET_MS)
        e->tries = 0;
    memcpy(e->key, key, HASH_LEN);
    e->tries++;
    e->last_ms = now_ms;
    e->until_ms = now_ms + wait_after(t, e->tries);
    return e->tries;
}

void throttle_take_back(struct throttle *t, const uint8_t key[static HASH_LEN])
{
    size_t i = find(t, key);

    if (i == THROTTLE_KEYS)
        return;
    t->entry[i].tries--;
    t->entry[i].until_ms =
        t->entry[i].last_ms + wait_after(t, t->entry[i].tries);
}

void throttle_forget(struct throttle *t, const uint8_t key[static HASH_LEN])
{
    size_t i = find(t, key);

    if (i < THROTTLE_KEYS)
        t->entry[i].tries = 0;
}
