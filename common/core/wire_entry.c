/* SPDX-License-Identifier: EUPL-1.2 */
/* wire_entry.c - entries: canonical bytes out of values, and values out of
 * bytes that are canonical. */
#include "wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "weerklank.pb-c.h"
#include "wire_private.h"
#include "xalloc.h"

enum {
    MONTH_MIN = 12 * 1970,
    MONTH_MAX = 12 * 10000 - 1,
    COUNT_MAX = 10 * 1000 * 1000,
};

/* Where the counts of each stand: one after the other, without a gap. */
static bool place_cells(struct release *r, size_t n_cells)
{
    size_t at = 0;

    for (size_t i = 0; i < r->n_margins; at += r->margin[i++].n_groups)
        r->margin[i].first = at;
    for (size_t i = 0; i < r->n_tables && at <= n_cells; i++) {
        r->breakdown[i].first = at;
        at += r->breakdown[i].n_cells;
    }
    r->n_cells = n_cells;
    return at == n_cells;
}

static bool decode_cells(const Weerklank__Release *p, struct release *r)
{
    if (p->n_margin > MAX_ATTRIBUTES || p->n_cell > MAX_CELLS ||
        p->n_breakdown != (p->n_margin > 0 ? r->n_tables : 0))
        return false;
    r->n_margins = p->n_margin;
    for (size_t i = 0; i < p->n_margin; i++)
        if (!wire_margin_of(p->margin[i], &r->margin[i]))
            return false;
    for (size_t i = 0; i < p->n_breakdown; i++)
        if (!wire_breakdown_of(p->breakdown[i], &r->breakdown[i]))
            return false;
    for (size_t i = 0; i < p->n_cell; i++) {
        r->cell[i] = p->cell[i];
        if (r->cell[i] > COUNT_MAX)
            return false;
    }
    return place_cells(r, p->n_cell);
}

/* ---- Entries ---- */

static ProtobufCBinaryData bin(const uint8_t *p, size_t len)
{
    /* protobuf-c has no const; packing does not write. */
    return (ProtobufCBinaryData){len, (uint8_t *)(uintptr_t)p};
}

static void pack(const Weerklank__Entry *m, struct bytes *out)
{
    uint8_t buf[MAX_ENTRY];
    size_t len = weerklank__entry__get_packed_size(m);

    assert(len <= sizeof buf);
    weerklank__entry__pack(m, buf);
    bytes_add(out, buf, len);
}

/* A release in the arrays of protobuf-c, which has no const. */
struct packing {
    Weerklank__Release release;
    Weerklank__Rules rules;
    uint32_t shape[MAX_QUESTIONS], count[MAX_QUESTIONS * MAX_COLUMNS];
    uint32_t margin[MAX_ATTRIBUTES], breakdown[MAX_QUESTIONS];
    uint32_t cell[MAX_CELLS];
};

static void fill_tables(const struct release *r, struct packing *k)
{
    size_t n = 0;

    assert(r->n_tables <= MAX_QUESTIONS && r->n_cells <= MAX_CELLS);
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct table *t = &r->table[i];

        k->shape[i] = wire_shape_of_table(t);
        for (size_t j = 0; j < t->n_counts; j++)
            k->count[n++] = t->count[j];
        k->breakdown[i] = wire_shape_of_breakdown(&r->breakdown[i]);
    }
    for (size_t i = 0; i < r->n_margins; i++)
        k->margin[i] = wire_shape_of_margin(&r->margin[i]);
    memcpy(k->cell, r->cell, r->n_cells * sizeof *k->cell);
    k->release.n_shape = r->n_tables;
    k->release.shape = k->shape;
    k->release.n_count = n;
    k->release.count = k->count;
    k->release.n_margin = r->n_margins;
    k->release.margin = k->margin;
    k->release.n_breakdown = r->n_margins > 0 ? r->n_tables : 0;
    k->release.breakdown = k->breakdown;
    k->release.n_cell = r->n_cells;
    k->release.cell = k->cell;
}

static void fill(const struct release *r, struct packing *k)
{
    Weerklank__Release *p = &k->release;

    weerklank__release__init(p);
    weerklank__rules__init(&k->rules);
    k->rules.version = r->rules.version;
    k->rules.batch = r->rules.batch;
    k->rules.group = r->rules.group;
    k->rules.column = r->rules.column;
    k->rules.dissent = r->rules.dissent;
    p->rules = &k->rules;
    p->questionnaire = bin(r->questionnaire, HASH_LEN);
    p->project = (char *)(uintptr_t)r->project;
    p->channel = (Weerklank__Channel)r->channel;
    p->first_month = (uint32_t)r->months.first;
    p->last_month = (uint32_t)r->months.last;
    p->answer_sets = r->answer_sets;
    fill_tables(r, k);
    p->has_eligible = r->eligible != 0;
    p->eligible = r->eligible;
    p->has_asked = r->asked != 0;
    p->asked = r->asked;
    p->has_declined = r->declined != 0;
    p->declined = r->declined;
}

void wire_encode_entry(const struct entry *e, struct bytes *out)
{
    Weerklank__Entry m = WEERKLANK__ENTRY__INIT;
    Weerklank__Withdrawal w = WEERKLANK__WITHDRAWAL__INIT;

    m.format = WIRE_FORMAT;
    m.era = bin(e->era, ERA_LEN);
    m.seq = e->seq;
    m.previous = bin(e->previous, HASH_LEN);
    if (e->kind == ENTRY_RELEASE) {
        struct packing k;

        fill(&e->release, &k);
        m.content_case = WEERKLANK__ENTRY__CONTENT_RELEASE;
        m.release = &k.release;
        pack(&m, out);
        return;
    }
    w.seq = e->withdrawal.seq;
    w.reason = e->withdrawal.reason;
    m.content_case = WEERKLANK__ENTRY__CONTENT_WITHDRAWAL;
    m.withdrawal = &w;
    pack(&m, out);
}

static bool has_unknown(const ProtobufCMessage *m)
{
    return m->n_unknown_fields > 0;
}

static bool decode_tables(const Weerklank__Release *p, struct release *r)
{
    size_t n = 0;

    if (p->n_shape == 0 || p->n_shape > MAX_QUESTIONS)
        return false;
    r->n_tables = p->n_shape;
    for (size_t i = 0; i < p->n_shape; i++) {
        struct table *t = &r->table[i];

        if (!wire_table_of(p->shape[i], t) || t->n_counts > p->n_count - n)
            return false;
        for (size_t j = 0; j < t->n_counts; j++) {
            t->count[j] = p->count[n++];
            if (t->count[j] > COUNT_MAX)
                return false;
        }
    }
    return n == p->n_count;
}

static bool decode_release(const Weerklank__Release *p, struct release *r)
{
    if (has_unknown(&p->base) || has_unknown(&p->rules->base) ||
        p->questionnaire.len != HASH_LEN || !text_is_id(p->project, MAX_ID) ||
        (p->channel != WEERKLANK__CHANNEL__SELF &&
            p->channel != WEERKLANK__CHANNEL__ASSISTED) ||
        p->first_month < MONTH_MIN || p->last_month > MONTH_MAX ||
        p->first_month > p->last_month || p->answer_sets > COUNT_MAX ||
        (p->has_eligible && (!p->eligible || p->eligible > COUNT_MAX)) ||
        (p->has_asked && (!p->asked || p->asked > COUNT_MAX)) ||
        (p->has_declined && (!p->declined || p->declined > COUNT_MAX)))
        return false;
    memcpy(r->questionnaire, p->questionnaire.data, HASH_LEN);
    memcpy(r->project, p->project, strlen(p->project) + 1);
    r->channel = (enum channel)p->channel;
    r->months =
        (struct period){(int32_t)p->first_month, (int32_t)p->last_month};
    r->rules = (struct rules_set){p->rules->version, p->rules->batch,
        p->rules->group, p->rules->column, p->rules->dissent};
    r->answer_sets = p->answer_sets;
    r->eligible = p->has_eligible ? p->eligible : 0;
    r->asked = p->has_asked ? p->asked : 0;
    r->declined = p->has_declined ? p->declined : 0;
    return decode_tables(p, r) && decode_cells(p, r);
}

/* One value has one form: what was decoded must pack to the same bytes. */
static bool is_canonical(
    const struct entry *e, const uint8_t *bytes, size_t len)
{
    struct bytes again = bytes_new(MAX_ENTRY);
    bool same;

    wire_encode_entry(e, &again);
    same = again.len == len && memcmp(again.data, bytes, len) == 0;
    bytes_free(&again);
    return same;
}

static bool decode_content(const Weerklank__Entry *m, struct entry *e)
{
    if (m->content_case == WEERKLANK__ENTRY__CONTENT_RELEASE) {
        e->kind = ENTRY_RELEASE;
        return decode_release(m->release, &e->release);
    }
    if (m->content_case != WEERKLANK__ENTRY__CONTENT_WITHDRAWAL ||
        has_unknown(&m->withdrawal->base))
        return false;
    e->kind = ENTRY_WITHDRAWAL;
    e->withdrawal.seq = m->withdrawal->seq;
    e->withdrawal.reason = m->withdrawal->reason;
    return m->withdrawal->seq > 0;
}

static void *allocate(void *arg, size_t size)
{
    (void)arg;
    return xcalloc(1, size);
}

static void release(void *arg, void *p)
{
    (void)arg;
    free(p);
}

ProtobufCAllocator wire_memory = {.alloc = allocate, .free = release};

enum wk_err wire_decode_entry_head(
    const uint8_t *bytes, size_t len, struct entry *e)
{
    Weerklank__EntryHead *m = NULL;
    enum wk_err err = WK_EPROTO;

    if (len > 0 && len <= MAX_ENTRY)
        m = weerklank__entry_head__unpack(&wire_memory, len, bytes);
    if (m == NULL || m->era.len != ERA_LEN || m->previous.len != HASH_LEN ||
        m->seq == 0 || m->seq > INT64_MAX || m->format == 0)
        goto out;
    memcpy(e->era, m->era.data, ERA_LEN);
    memcpy(e->previous, m->previous.data, HASH_LEN);
    e->seq = m->seq;
    err = m->format > WIRE_FORMAT ? WK_ESCHEMA : WK_OK;
out:
    weerklank__entry_head__free_unpacked(m, NULL);
    return err;
}

enum wk_err wire_decode_entry(
    const uint8_t *bytes, size_t len, struct entry *out)
{
    Weerklank__Entry *m;
    enum wk_err err;

    *out = (struct entry){.seq = 0};
    err = wire_decode_entry_head(bytes, len, out);
    if (err != WK_OK)
        return err;
    m = weerklank__entry__unpack(&wire_memory, len, bytes);
    if (m == NULL || has_unknown(&m->base) || !decode_content(m, out) ||
        !is_canonical(out, bytes, len))
        err = WK_EPROTO;
    weerklank__entry__free_unpacked(m, NULL);
    return err;
}

/* ---- Releases that are in no entry ---- */

void wire_encode_release(const struct release *r, struct bytes *out)
{
    uint8_t buf[MAX_ENTRY];
    struct packing k;
    size_t len;

    fill(r, &k);
    len = weerklank__release__get_packed_size(&k.release);
    assert(len <= sizeof buf);
    weerklank__release__pack(&k.release, buf);
    bytes_add(out, buf, len);
}

enum wk_err wire_decode_release(
    const uint8_t *bytes, size_t len, struct release *out)
{
    Weerklank__Release *m = NULL;
    struct bytes again = bytes_new(MAX_ENTRY);
    enum wk_err err = WK_EPROTO;

    *out = (struct release){.answer_sets = 0};
    if (len > 0 && len <= MAX_ENTRY)
        m = weerklank__release__unpack(&wire_memory, len, bytes);
    if (m != NULL && decode_release(m, out)) {
        wire_encode_release(out, &again);
        if (again.len == len && memcmp(again.data, bytes, len) == 0)
            err = WK_OK;
    }
    weerklank__release__free_unpacked(m, NULL);
    bytes_free(&again);
    return err;
}
