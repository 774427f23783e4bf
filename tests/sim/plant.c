/* SPDX-License-Identifier: EUPL-1.2 */
#include "plant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "xalloc.h"

/* ---- A label that is ended at once, not after a year ---- */

static void end_label(
    struct world *w, struct machine *m, struct store_label *label)
{
    struct store_pool *pool = NULL;
    size_t n = 0;

    world_must(store_pool_list(m->store, &label->series, POOL_OPEN, &pool, &n),
        "pools");
    for (size_t i = 0; i < n; i++)
        if (pool[i].months.last <= label->tested_month)
            world_must(
                store_pool_end(m->store, pool[i].id, POOL_DESTROYED, w->date),
                "pool");
    free(pool);
    label->next_month = label->tested_month + 1;
    world_must(store_label_set(m->store, label), "label");
    world_event(w, m->site, "%s: planted: a label restarted", m->name);
}

static void restart_label(struct world *w, struct machine *m)
{
    struct store_label *label = NULL;
    size_t n = 0;

    world_must(store_label_list(m->store, &label, &n), "labels");
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

    world_must(store_head(m->store, &head), "head");
    memcpy(e->era, head.era, ERA_LEN);
    memcpy(e->previous, head.hash, HASH_LEN);
    e->seq = head.seq + 1;
    wire_encode_entry(e, &bytes);
    row.seq = e->seq;
    memcpy(row.era, e->era, ERA_LEN);
    row.bytes = bytes.data;
    row.len = bytes.len;
    crypto_sha256(row.bytes, row.len, row.hash);
    world_must(store_entry_add(m->store, &row), "entry");
    bytes_free(&bytes);
}

static void release_again(struct world *w, struct machine *m)
{
    struct entry *released = xcalloc(1, sizeof *released);
    struct entry *withdrawal = xcalloc(1, sizeof *withdrawal);
    struct store_entry held = {.bytes = NULL};
    struct wire_head head;

    world_must(store_head(m->store, &head), "head");
    if (head.seq > 0)
        world_must(store_entry_get(m->store, head.seq, &held), "entry");
    if (head.seq > 0 &&
        wire_decode_entry(held.bytes, held.len, released) == WK_OK) {
        withdrawal->kind = ENTRY_WITHDRAWAL;
        withdrawal->withdrawal.seq = head.seq;
        append(m, withdrawal);
        append(m, released);
        world_event(
            w, m->site, "%s: planted: a withdrawn release again", m->name);
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

static void count_twice(struct world *w)
{
    struct last *k = xcalloc(1, sizeof *k);
    struct bytes bytes = bytes_new(MAX_ENTRY);

    world_must(ledger_entry_each(w->ledger, 0, 0, keep_last, k), "ledger");
    if (k->found) {
        wire_encode_entry(&k->entry, &bytes);
        k->row.bytes = (struct span){bytes.data, bytes.len};
        crypto_sha256(bytes.data, bytes.len, k->row.hash);
        world_must(ledger_entry_add(w->ledger, &k->row, w->date), "ledger");
        world_event(
            w, WORLD_CENTRE, "planted: the centre counts a release twice");
    }
    bytes_free(&bytes);
    free(k);
}

/* ---- A centre that does not look, and a site that would be caught ---- */

/* The linker puts these before the ledger's own; see tests.cmake. */
static bool blind_to_covered, blind_to_eras;

enum wk_err __real_ledger_is_covered(
    struct ledger *l, int64_t site, const struct release *r, bool *covered);
enum wk_err __wrap_ledger_is_covered(
    struct ledger *l, int64_t site, const struct release *r, bool *covered);
enum wk_err __real_ledger_era_seen(struct ledger *l, int64_t site,
    const uint8_t era[static ERA_LEN], bool *seen);
enum wk_err __wrap_ledger_era_seen(struct ledger *l, int64_t site,
    const uint8_t era[static ERA_LEN], bool *seen);

enum wk_err __wrap_ledger_is_covered(
    struct ledger *l, int64_t site, const struct release *r, bool *covered)
{
    *covered = false;
    return blind_to_covered ? WK_OK
                            : __real_ledger_is_covered(l, site, r, covered);
}

enum wk_err __wrap_ledger_era_seen(struct ledger *l, int64_t site,
    const uint8_t era[static ERA_LEN], bool *seen)
{
    *seen = false;
    return blind_to_eras ? WK_OK : __real_ledger_era_seen(l, site, era, seen);
}

/* The last release of a site as its next entry: of one month more, or in its
 * first era. */
struct forged {
    struct last last;
    uint8_t first_era[ERA_LEN];
    bool old_era;
};

static enum wk_err forge_from(void *arg, const struct ledger_entry *e)
{
    struct forged *f = arg;

    if (e->seq == 1)
        memcpy(f->first_era, e->era, ERA_LEN);
    (void)keep_last(&f->last, e);
    if (f->old_era) {
        f->last.found =
            f->last.found && memcmp(e->era, f->first_era, ERA_LEN) != 0;
        memcpy(f->last.entry.era, f->first_era, ERA_LEN);
    } else {
        /* The coverage's key is the first month: not that one again. */
        f->last.entry.release.months.first--;
    }
    return WK_OK;
}

static void send_entry(
    struct world *w, const struct site_of_world *s, const struct entry *e)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    struct bytes bytes = bytes_new(MAX_ENTRY), signature = bytes_new(80);
    struct bytes body = bytes_new(MAX_BODY), reply = bytes_new(MAX_BODY);
    uint8_t key[HASH_LEN];

    wire_encode_entry(e, &bytes);
    crypto_sign(s->key, bytes.data, bytes.len, &signature);
    crypto_key_id(s->key, key);
    m->entry[m->n_entries++] = (struct wire_signed){{bytes.data, bytes.len},
        {signature.data, signature.len}, {key, HASH_LEN}, {NULL, 0}};
    wire_encode_push(m, &body);
    (void)machine_handle(w, s->machine.certificate.fingerprint, "/sync/v1/push",
        (struct span){body.data, body.len}, &reply);
    bytes_free(&bytes);
    bytes_free(&signature);
    bytes_free(&body);
    bytes_free(&reply);
    free(m);
}

static void forge(struct world *w, bool old_era)
{
    size_t site = world_random(w, (uint32_t)w->n_sites);
    const struct site_of_world *s = &w->site[site];
    struct forged *f = xcalloc(1, sizeof *f);

    f->old_era = old_era;
    world_must(ledger_entry_each(w->ledger, s->id, 0, forge_from, f), "ledger");
    if (f->last.found) {
        world_event(w, site, "planted: site %zu sends its last release again%s",
            site, old_era ? " in its first era" : "");
        send_entry(w, s, &f->last.entry);
    }
    free(f);
}

void plant_at_centre(struct world *w)
{
    if (w->plant == PLANT_COUNTED_TWICE && world_one_in(w, 20))
        count_twice(w);
    blind_to_covered = w->plant == PLANT_OVERLAP;
    blind_to_eras = w->plant == PLANT_TWO_ERAS;
    if ((blind_to_covered || blind_to_eras) && world_one_in(w, 5))
        forge(w, blind_to_eras);
    blind_to_covered = blind_to_eras = false;
}
