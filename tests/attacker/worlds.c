/* SPDX-License-Identifier: EUPL-1.2 */
/* worlds.c - the victim's part of the enumeration, and who looks alike. */
#include "worlds.h"

#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "rules.h"
#include "xalloc.h"

struct list {
    const struct space *s;
    struct world *at;
    size_t n, cap;
    struct bytes pool;
};

static uint32_t row_size(const struct space *s, const struct world *w, size_t r)
{
    uint32_t sum = 0;

    for (size_t k = 0; k < s->n_kinds; k++)
        sum += w->cell[r][k];
    return sum;
}

static void take(struct list *all, const struct world *w)
{
    const struct space *s = all->s;
    struct rules_set set = rules_floors();
    struct tabulation *t = tabulate_new(s->q);
    struct world *to;

    if (all->n == all->cap) {
        all->cap = all->cap * 2 + 1024;
        all->at = xrealloc(all->at, all->cap, sizeof *all->at);
    }
    to = &all->at[all->n++];
    *to = *w;
    to->at = all->pool.len;
    for (size_t r = 0; r < s->n_rows; r++)
        for (size_t k = 0; k < s->n_kinds; k++)
            victim_add(t, s->q, r, s->value[k], w->cell[r][k]);
    for (size_t r = 0; s->knows_rows && r < s->n_rows; r++) {
        uint8_t size = (uint8_t)row_size(s, w, r);

        bytes_add(&all->pool, &size, 1);
    }
    victim_release(s->rules, &set, s->q, t, &all->pool);
    to->len = all->pool.len - to->at;
    tabulate_free(t);
}

/* Every way in which left people of row r can give the kinds from k on. */
static void fill(struct list *all, struct world *w, size_t r, size_t k,
    uint32_t left, uint32_t aside);

static void next_row(
    struct list *all, struct world *w, size_t r, uint32_t aside)
{
    const struct space *s = all->s;
    uint32_t used = 0, least = s->least_row;

    if (r == s->n_rows) {
        take(all, w);
        return;
    }
    for (size_t i = 0; i < r; i++)
        used += row_size(s, w, i);
    if (s->ascending && r > 0)
        least = row_size(s, w, r - 1);
    for (uint32_t n = least; n <= s->people - used; n++) {
        if (r + 1 == s->n_rows && n != s->people - used)
            continue;
        if (s->size[0] + s->size[1] > 0 && n != s->size[r])
            continue;
        fill(all, w, r, 0, n, aside);
    }
}

static void fill(struct list *all, struct world *w, size_t r, size_t k,
    uint32_t left, uint32_t aside)
{
    const struct space *s = all->s;
    bool is_aside = s->value[k] >= ANSWER_EXTRA;
    uint32_t least = k + 1 == s->n_kinds ? left : 0;

    for (uint32_t n = least; n <= left; n++) {
        uint32_t beside = aside + (is_aside ? n : 0);

        if (s->most_aside > 0 && beside > s->most_aside)
            break;
        w->cell[r][k] = (uint8_t)n;
        if (k + 1 == s->n_kinds)
            next_row(all, w, r + 1, beside);
        else
            fill(all, w, r, k + 1, left - n, beside);
    }
    w->cell[r][k] = 0;
}

static int by_bytes(const void *a, const void *b)
{
    const struct world *x = a, *y = b;

    if (x->len != y->len)
        return x->len < y->len ? -1 : 1;
    return memcmp(x->bytes, y->bytes, x->len);
}

struct findings worlds_attack(const struct space *s)
{
    struct list all = {.s = s, .pool = bytes_new((size_t)1 << 30)};
    struct world w = {.at = 0};
    struct findings f = {.worlds = 0};

    next_row(&all, &w, 0, 0);
    if (bytes_over(&all.pool))
        abort();
    for (size_t i = 0; i < all.n; i++)
        all.at[i].bytes = all.pool.data + all.at[i].at;
    qsort(all.at, all.n, sizeof *all.at, by_bytes);
    for (size_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1;
             end < all.n && by_bytes(&all.at[i], &all.at[end]) == 0;)
            end++;
        worlds_read(s, &all.at[i], end - i, &f);
    }
    f.worlds = all.n;
    bytes_free(&all.pool);
    free(all.at);
    return f;
}
