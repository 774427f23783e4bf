/* SPDX-License-Identifier: EUPL-1.2 */
#include "pack.h"

#include <string.h>

enum {
    RUN_LEN = 3, /* kind, counts, releases */
    STATE_BITS = 7,
    LEVEL_AT = 3,
    LEVEL_BITS = 3,
    SPLIT = 1 << 5,
    POSITIVE = 1 << 6,
    BROKEN_DOWN = 1 << 7,
};

/* ---- Heads ---- */

static void put_u32(uint8_t *out, uint32_t v)
{
    for (size_t i = 0; i < 4; i++)
        out[i] = (uint8_t)(v >> 8 * i);
}

static uint32_t get_u32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
        (uint32_t)p[3] << 24;
}

void pack_head_add(struct bytes *heads, const struct pack_head *h)
{
    uint8_t out[PACK_HEAD_LEN] = {
        h->seq, h->questionnaire, h->project, (uint8_t)h->channel};

    put_u32(out + 4, (uint32_t)h->months.first);
    put_u32(out + 8, (uint32_t)h->months.last);
    put_u32(out + 12, h->answer_sets);
    put_u32(out + 16, h->eligible);
    put_u32(out + 20, h->asked);
    put_u32(out + 24, h->few);
    put_u32(out + 28, h->declined);
    bytes_add(heads, out, sizeof out);
}

struct pack_head pack_head_at(const uint8_t *heads, size_t place)
{
    const uint8_t *p = heads + place * PACK_HEAD_LEN;

    return (struct pack_head){
        .seq = p[0],
        .questionnaire = p[1],
        .project = p[2],
        .channel = (enum channel)p[3],
        .months = {(int32_t)get_u32(p + 4), (int32_t)get_u32(p + 8)},
        .answer_sets = get_u32(p + 12),
        .eligible = get_u32(p + 16),
        .asked = get_u32(p + 20),
        .few = get_u32(p + 24),
        .declined = get_u32(p + 28),
    };
}

/* ---- Writing ---- */

static void add_varint(struct bytes *out, uint32_t v)
{
    uint8_t byte[5];
    size_t n = 0;

    for (; v >= 0x80; v >>= 7)
        byte[n++] = (uint8_t)(v | 0x80);
    byte[n++] = (uint8_t)v;
    bytes_add(out, byte, n);
}

static void add_varints(struct bytes *out, const uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_varint(out, v[i]);
}

static uint8_t kind_of(const struct pack_part *p)
{
    const struct table *t = &p->table;

    return (uint8_t)((unsigned)t->state | (unsigned)t->level << LEVEL_AT |
        (t->split ? SPLIT : 0u) | (t->positive ? POSITIVE : 0u) |
        (p->breakdown.state != BREAKDOWN_NONE ? BROKEN_DOWN : 0u));
}

/* How many releases the runs are of. */
static size_t length_of(const struct bytes *kinds)
{
    size_t n = 0;

    for (size_t i = 0; i < kinds->len; i += RUN_LEN)
        n += kinds->data[i + 2];
    return n;
}

static void add_run(
    struct bytes *kinds, uint8_t kind, uint8_t n_counts, uint8_t n)
{
    uint8_t run[RUN_LEN] = {kind, n_counts, n};
    uint8_t *last = kinds->len > 0 ? kinds->data + kinds->len - RUN_LEN : NULL;

    if (last != NULL && last[0] == kind && last[1] == n_counts)
        last[2] = (uint8_t)(last[2] + n); /* a chunk has fewer than 256 */
    else if (n > 0)
        bytes_add(kinds, run, sizeof run);
}

static void add_breakdown(struct bytes *counts, const struct pack_part *p)
{
    const struct breakdown *b = &p->breakdown;
    const struct margin *m = &p->margin;

    if (b->state == BREAKDOWN_NONE)
        return;
    add_varint(counts, b->state);
    if (b->state != BREAKDOWN_SHOWN)
        return;
    add_varint(counts, b->level);
    add_varint(counts, m->coding);
    add_varint(counts, m->not_said);
    add_varint(counts, m->n_groups);
    add_varint(counts, (uint32_t)b->n_cells);
    add_varints(counts, p->cell, b->n_cells);
}

enum wk_err pack_add(struct bytes *kinds, struct bytes *counts, size_t place,
    uint32_t answer_sets, const struct pack_part *p)
{
    const struct table *t = &p->table;
    size_t n = t->n_counts;
    uint64_t sum = 0;

    if (t->state == TABLE_EXACT) {
        for (size_t i = 0; i < n; i++)
            sum += t->count[i];
        if (n == 0 || sum != answer_sets)
            return WK_EINVAL;
        n--;
    }
    add_run(kinds, 0, 0, (uint8_t)(place - length_of(kinds)));
    add_run(kinds, kind_of(p), t->n_counts, 1);
    add_varints(counts, t->count, n);
    add_breakdown(counts, p);
    return WK_OK;
}

/* ---- Reading ---- */

struct pack_reader pack_read(const uint8_t *kinds, size_t n_kinds,
    const uint8_t *counts, size_t n_counts)
{
    return (struct pack_reader){.kind = kinds,
        .kinds_end = kinds + n_kinds,
        .at = counts,
        .end = counts + n_counts};
}

enum wk_err pack_run(struct pack_reader *r, bool *more)
{
    *more = r->kind < r->kinds_end;
    if (!*more)
        return WK_OK;
    if (r->kinds_end - r->kind < RUN_LEN || r->kind[1] > MAX_COLUMNS)
        return WK_ECHECK;
    r->shape.state = (enum table_state)(r->kind[0] & STATE_BITS);
    r->shape.level = r->kind[0] >> LEVEL_AT & LEVEL_BITS;
    r->shape.split = (r->kind[0] & SPLIT) != 0;
    r->shape.positive = (r->kind[0] & POSITIVE) != 0;
    r->broken_down = (r->kind[0] & BROKEN_DOWN) != 0;
    r->shape.n_counts = r->kind[1];
    r->left = r->kind[2];
    r->kind += RUN_LEN;
    if (r->shape.state == TABLE_EXACT && r->shape.n_counts == 0)
        return WK_ECHECK;
    return WK_OK;
}

/* One varint; false when the bytes end, or it is none of ours. */
static inline bool get_varint(struct pack_reader *r, uint32_t *out)
{
    uint64_t v = 0;

    if (r->at < r->end && *r->at < 0x80) { /* nearly all are one byte */
        *out = *r->at++;
        return true;
    }
    for (unsigned shift = 0; shift < 35 && r->at < r->end; shift += 7) {
        uint8_t byte = *r->at++;

        v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *out = (uint32_t)v;
            return v <= UINT32_MAX;
        }
    }
    return false;
}

static size_t stored_counts(const struct pack_reader *r)
{
    return r->shape.n_counts - (r->shape.state == TABLE_EXACT ? 1u : 0u);
}

static bool next_breakdown(
    struct pack_reader *r, uint32_t *cell, struct pack_part *out)
{
    uint32_t v[5], state;

    out->cell = cell;
    if (!r->broken_down)
        return true;
    if (!get_varint(r, &state) || state > BREAKDOWN_SHOWN)
        return false;
    out->breakdown.state = (enum breakdown_state)state;
    if (out->breakdown.state != BREAKDOWN_SHOWN)
        return true;
    for (size_t i = 0; i < 5; i++)
        if (!get_varint(r, &v[i]))
            return false;
    if (v[0] >= MAX_LEVELS || v[1] >= MAX_LEVELS || v[2] > 1 ||
        v[3] > MAX_GROUPS || v[4] > PACK_ROWS_MAX)
        return false;
    out->breakdown.level = (uint8_t)v[0];
    out->breakdown.n_cells = v[4];
    out->margin = (struct margin){.shown = true,
        .coding = (uint8_t)v[1],
        .not_said = v[2] != 0,
        .n_groups = (uint8_t)v[3]};
    for (size_t i = 0; i < v[4]; i++)
        if (!get_varint(r, &cell[i]))
            return false;
    return true;
}

enum wk_err pack_next(struct pack_reader *r, uint32_t answer_sets,
    uint32_t *cell, struct pack_part *out)
{
    size_t n = stored_counts(r);
    uint64_t sum = 0;

    r->left--;
    out->table = r->shape;
    out->margin = (struct margin){.shown = false};
    out->breakdown = (struct breakdown){.state = BREAKDOWN_NONE};
    for (size_t i = 0; i < n; i++) {
        if (!get_varint(r, &out->table.count[i]))
            return WK_ECHECK;
        sum += out->table.count[i];
    }
    if (r->shape.state == TABLE_EXACT) {
        if (sum > answer_sets)
            return WK_ECHECK;
        out->table.count[n] = (uint32_t)(answer_sets - sum);
    }
    return next_breakdown(r, cell, out) ? WK_OK : WK_ECHECK;
}

enum wk_err pack_sum(
    struct pack_reader *r, size_t n, uint64_t sum[static MAX_COLUMNS])
{
    size_t width = stored_counts(r);
    uint32_t v;

    r->left -= n;
    for (; n > 0; n--) {
        for (size_t i = 0; i < width; i++) {
            if (!get_varint(r, &v))
                return WK_ECHECK;
            sum[i] += v;
        }
    }
    return WK_OK;
}
