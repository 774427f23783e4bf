/* SPDX-License-Identifier: EUPL-1.2 */
#include "plant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

static void must(enum wk_err err, const char *what)
{
    if (err == WK_OK)
        return;
    fprintf(stderr, "sim: %s: %s\n", what, wk_err_text(err));
    abort();
}

/* ---- A label that is ended at once, not after a year ---- */

static void end_label(
    struct world *w, struct machine *m, struct store_label *label)
{
    struct store_pool *pool = NULL;
    size_t n = 0;

    must(store_pool_list(m->store, &label->series, POOL_OPEN, &pool, &n),
        "pools");
    for (size_t i = 0; i < n; i++)
        if (pool[i].months.last <= label->tested_month)
            must(store_pool_end(m->store, pool[i].id, POOL_DESTROYED, w->date),
                "pool");
    free(pool);
    label->next_month = label->tested_month + 1;
    must(store_label_set(m->store, label), "label");
    world_event(w, "%s: planted: a label restarted", m->name);
}

static void restart_label(struct world *w, struct machine *m)
{
    struct store_label *label = NULL;
    size_t n = 0;

    must(store_label_list(m->store, &label, &n), "labels");
    for (size_t i = 0; i < n; i++)
        if (label[i].next_month <= label[i].tested_month) {
            end_label(w, m, &label[i]);
            break;
        }
    free(label);
}

/* ---- What was withdrawn is released again ---- */

static void append(struct machine *m, struct entry *e)
{
    struct store_entry row = {.signature_len = 1};
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct wire_head head;

    must(store_head(m->store, &head), "head");
    memcpy(e->era, head.era, ERA_LEN);
    memcpy(e->previous, head.hash, HASH_LEN);
    e->seq = head.seq + 1;
    wire_encode_entry(e, &bytes);
    row.seq = e->seq;
    memcpy(row.era, e->era, ERA_LEN);
    row.bytes = bytes.data;
    row.len = bytes.len;
    crypto_sha256(row.bytes, row.len, row.hash);
    must(store_entry_add(m->store, &row), "entry");
    bytes_free(&bytes);
}

static void release_again(struct world *w, struct machine *m)
{
    struct entry *released = xcalloc(1, sizeof *released);
    struct entry *withdrawal = xcalloc(1, sizeof *withdrawal);
    struct store_entry held = {.bytes = NULL};
    struct wire_head head;

    must(store_head(m->store, &head), "head");
    if (head.seq > 0)
        must(store_entry_get(m->store, head.seq, &held), "entry");
    if (head.seq > 0 &&
        wire_decode_entry(held.bytes, held.len, released) == WK_OK) {
        withdrawal->kind = ENTRY_WITHDRAWAL;
        withdrawal->withdrawal.seq = head.seq;
        append(m, withdrawal);
        append(m, released);
        world_event(w, "%s: planted: a withdrawn release again", m->name);
    }
    free(held.bytes);
    free(released);
    free(withdrawal);
}

void plant_at_site(struct world *w, struct machine *m)
{
    if (w->plant == PLANT_RESTART && world_one_in(w, 20))
        restart_label(w, m);
    if (w->plant == PLANT_WITHDRAWN_AGAIN && world_one_in(w, 20))
        release_again(w, m);
}

/* ---- A centre that forgot what is covered ---- */

struct last {
    struct entry entry;
    struct ledger_entry row;
    bool found;
};

/* The last release that counts, as a new entry of its site. */
static enum wk_err keep_last(void *arg, const struct ledger_entry *e)
{
    struct last *k = arg;

    k->found = e->verdict == VERDICT_STORED &&
        wire_decode_entry(e->bytes.data, e->bytes.len, &k->entry) == WK_OK &&
        k->entry.kind == ENTRY_RELEASE;
    k->entry.seq = e->seq + 1;
    memcpy(k->entry.previous, e->hash, HASH_LEN);
    k->row = *e;
    k->row.seq = k->entry.seq;
    k->row.signature = (struct span){(const uint8_t *)"-", 1};
    return WK_OK;
}

void plant_at_centre(struct world *w)
{
    struct last *k = xcalloc(1, sizeof *k);
    struct bytes bytes = bytes_new(MAX_ENTRY);

    if (w->plant == PLANT_COUNTED_TWICE && world_one_in(w, 20)) {
        must(ledger_entry_each(w->ledger, 0, 0, keep_last, k), "ledger");
        if (k->found) {
            wire_encode_entry(&k->entry, &bytes);
            k->row.bytes = (struct span){bytes.data, bytes.len};
            crypto_sha256(bytes.data, bytes.len, k->row.hash);
            must(ledger_entry_add(w->ledger, &k->row), "ledger");
            world_event(w, "planted: the centre counts a release twice");
        }
    }
    bytes_free(&bytes);
    free(k);
}
