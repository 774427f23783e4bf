/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "site_history.h"
#include "verify.h"
#include "xalloc.h"

enum { NEWEST = 4, MAX_ERAS = 256 };

static void fail(struct world *w, const char *fmt, ...) WK_PRINTF(2, 3);

static void fail(struct world *w, const char *fmt, ...)
{
    va_list ap;

    if (w->violation[0] != '\0')
        return;
    va_start(ap, fmt);
    vsnprintf(w->violation, sizeof w->violation, fmt, ap);
    va_end(ap);
}

static bool decode(struct span bytes, struct entry *e)
{
    return bytes.data != NULL &&
        wire_decode_entry(bytes.data, bytes.len, e) == WK_OK;
}

void check_push(struct world *w, size_t site, struct span body)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    struct entry *e = xcalloc(1, sizeof *e);
    struct wire_hold *hold = NULL;

    if (wire_decode_push(body, m, &hold) != WK_OK)
        fail(w, "a site sent a push that cannot be read");
    for (size_t i = 0; i < m->n_entries; i++) {
        uint8_t hash[HASH_LEN], held[HASH_LEN];
        bool covered = false;

        if (!decode(m->entry[i].entry, e) || e->kind != ENTRY_RELEASE)
            continue;
        crypto_sha256(m->entry[i].entry.data, m->entry[i].entry.len, hash);
        if (ledger_is_covered(
                w->ledger, w->site[site].id, &e->release, &covered) != WK_OK)
            fail(w, "the ledger failed");
        if (covered &&
            (ledger_entry_hash(w->ledger, w->site[site].id, e->seq, held) !=
                    WK_OK ||
                memcmp(held, hash, HASH_LEN) != 0))
            fail(w, "site %zu: a second table for a covered month on the wire",
                site);
    }
    wire_release(hold);
    free(m);
    free(e);
}

void check_receipts(struct world *w, struct machine *m)
{
    struct wire_head head;
    uint64_t first = 1;

    if (store_head(m->store, &head) != WK_OK)
        fail(w, "%s: the store failed", m->name);
    if (head.seq > NEWEST && !world_looks(w, 8))
        first = head.seq - NEWEST;
    for (uint64_t seq = first; seq <= head.seq; seq++) {
        struct store_entry e;
        uint8_t held[HASH_LEN];

        if (store_entry_get(m->store, seq, &e) != WK_OK)
            continue;
        free(e.bytes);
        if (e.verdict != VERDICT_STORED || seq <= m->exempt_seq)
            continue;
        if (ledger_entry_hash(w->ledger, w->site[m->site].id, seq, held) !=
                WK_OK ||
            memcmp(held, e.hash, HASH_LEN) != 0)
            fail(w, "%s: entry %" PRIu64 " was acknowledged and is not held",
                m->name, seq);
    }
}

/* Which tally a release is about; the projects are p0, p1, p2. */
static size_t series_of(const struct release *r)
{
    return (size_t)(r->project[1] - '0') * 2 + (r->channel == CHANNEL_ASSISTED);
}

void check_entries(struct world *w, struct machine *m)
{
    struct entry *e = xcalloc(1, sizeof *e);
    struct wire_head head;

    if (store_head(m->store, &head) != WK_OK)
        fail(w, "%s: the store failed", m->name);
    while (m->checked_seq < head.seq) {
        struct store_entry s;
        uint32_t n = 0;
        bool covered = false;

        if (store_entry_get(m->store, ++m->checked_seq, &s) != WK_OK ||
            !decode((struct span){s.bytes, s.len}, e))
            fail(w, "%s: entry %" PRIu64 " cannot be read", m->name,
                m->checked_seq);
        free(s.bytes);
        if (e->kind != ENTRY_RELEASE)
            continue;
        for (int32_t month = e->release.months.first;
             month <= e->release.months.last; month++)
            n += m->truth.n[series_of(&e->release)][month % WORLD_MONTHS];
        w->releases++;
        if (ledger_is_covered(w->ledger, w->site[m->site].id, &e->release,
                &covered) != WK_OK ||
            covered)
            fail(w, "%s: entry %" PRIu64 " closes a covered month again",
                m->name, m->checked_seq);
        if (n != e->release.answer_sets)
            fail(w, "%s: entry %" PRIu64 " counts %u of %u acknowledged",
                m->name, m->checked_seq, e->release.answer_sets, n);
    }
    free(e);
}

static void on_breach(void *arg, const char *place)
{
    fail(arg, "history: %s", place);
}

void check_history(struct world *w, struct machine *m)
{
    enum wk_err err = site_history_verify(m->store, on_breach, w);

    if (err != WK_OK)
        fail(
            w, "%s: the history of its entries: %s", m->name, wk_err_text(err));
}

struct walk {
    struct world *w;
    int64_t site;
    uint64_t seq;
    uint8_t hash[HASH_LEN];
    bool counted[WORLD_SERIES][WORLD_MONTHS];
    uint8_t era[MAX_ERAS][ERA_LEN]; /* of the site so far */
    size_t n_eras;
    struct entry entry;
};

/* An era that another one followed is closed for good. */
static void see_era(struct walk *k, const uint8_t era[static ERA_LEN])
{
    if (k->n_eras > 0 && memcmp(k->era[k->n_eras - 1], era, ERA_LEN) == 0)
        return;
    for (size_t i = 0; i < k->n_eras; i++)
        if (memcmp(k->era[i], era, ERA_LEN) == 0)
            fail(k->w, "the centre holds two open eras of site %d",
                (int)k->site);
    if (k->n_eras == MAX_ERAS)
        world_must(WK_ETOOBIG, "eras of a site");
    memcpy(k->era[k->n_eras++], era, ERA_LEN);
}

/* The site whose entries come next. */
static void begin_site(struct walk *k, int64_t site)
{
    memset(k->hash, 0, HASH_LEN);
    memset(k->counted, 0, sizeof k->counted);
    k->n_eras = 0;
    k->site = site;
    k->seq = 0;
    for (size_t i = 0; i < k->w->n_sites && k->w->violation[0] == '\0'; i++)
        if (k->w->site[i].id == site)
            k->w->suspect = i;
}

static enum wk_err walk_entry(void *arg, const struct ledger_entry *e)
{
    struct walk *k = arg;
    const struct release *r = &k->entry.release;

    if (e->site != k->site)
        begin_site(k, e->site);
    see_era(k, e->era);
    if (e->seq != ++k->seq || !decode(e->bytes, &k->entry) ||
        memcmp(k->entry.previous, k->hash, HASH_LEN) != 0)
        fail(k->w, "the centre's chain of site %d is broken", (int)e->site);
    memcpy(k->hash, e->hash, HASH_LEN);
    if (e->verdict != VERDICT_STORED || k->entry.kind != ENTRY_RELEASE)
        return WK_OK;
    for (int32_t m = r->months.first; m <= r->months.last; m++) {
        bool *counted = &k->counted[series_of(r)][m % WORLD_MONTHS];

        if (*counted)
            fail(k->w, "the centre counts a month of site %d twice",
                (int)e->site);
        *counted = true;
    }
    return WK_OK;
}

void check_centre(struct world *w)
{
    struct walk *k = xcalloc(1, sizeof *k);

    k->w = w;
    w->suspect = WORLD_CENTRE;
    if (verify_history(w->ledger, on_breach, w) != WK_OK)
        fail(w, "the history of the ledger's entries");
    if (ledger_entry_each(w->ledger, 0, 0, walk_entry, k) != WK_OK)
        fail(w, "the ledger failed");
    free(k);
}

void check_equal(struct world *w)
{
    for (size_t i = 0; i < w->n_sites; i++) {
        struct machine *m = &w->site[i].machine;
        struct wire_head own, held;

        if (w->violation[0] != '\0')
            break;
        w->suspect = i;
        if (store_head(m->store, &own) != WK_OK ||
            ledger_head(w->ledger, w->site[i].id, &held) != WK_OK)
            fail(w, "a store failed");
        if (own.seq != held.seq || memcmp(own.hash, held.hash, HASH_LEN) != 0)
            fail(w,
                "%s: two calm nights and still %" PRIu64 " here, %" PRIu64
                " at the centre",
                m->name, own.seq, held.seq);
        for (uint64_t seq = 1; seq <= own.seq; seq++) {
            struct store_entry e;
            uint8_t hash[HASH_LEN];

            if (store_entry_get(m->store, seq, &e) != WK_OK ||
                ledger_entry_hash(w->ledger, w->site[i].id, seq, hash) !=
                    WK_OK ||
                memcmp(hash, e.hash, HASH_LEN) != 0)
                fail(w, "%s: entry %" PRIu64 " differs", m->name, seq);
            if (e.verdict == 0)
                fail(w, "%s: entry %" PRIu64 " has no receipt", m->name, seq);
            free(e.bytes);
        }
    }
}
