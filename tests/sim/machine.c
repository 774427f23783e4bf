/* SPDX-License-Identifier: EUPL-1.2 */
#include "machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "check.h"
#include "../helpers/promised_wave.h"
#include "plant.h"
#include "xalloc.h"

/* ---- Databases in memory ---- */

void *machine_anchor(const char *uri)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(uri, &db,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI,
            NULL) != SQLITE_OK)
        world_must(WK_EDB, uri);
    return db;
}

void machine_drop_anchor(void *anchor)
{
    sqlite3_close(anchor);
}

void machine_copy_into(void *from, void *anchor)
{
    sqlite3_backup *b = sqlite3_backup_init(anchor, "main", from, "main");

    if (b == NULL || sqlite3_backup_step(b, -1) != SQLITE_DONE)
        world_must(WK_EDB, "copy");
    sqlite3_backup_finish(b);
}

void *machine_copy(void *anchor)
{
    void *copy = machine_anchor(":memory:");

    machine_copy_into(anchor, copy);
    return copy;
}

void machine_reopen(struct machine *m)
{
    store_close(m->store);
    m->store = NULL;
    world_must(store_open(m->uri, &m->store), m->name);
}

/* ---- Birth and end ---- */

static void add_projects(struct world *w, struct machine *m)
{
    static const enum period_kind KINDS[] = {
        PERIOD_MONTH, PERIOD_MONTH, PERIOD_QUARTER};

    for (size_t i = 0; i < 3; i++) {
        struct store_project p = {.period = KINDS[i],
            .first_month = date_month(w->date),
            .name = {"p", "p", "p"}};
        struct store_plan plan = {
            .first_month = p.first_month, .last_month = INT32_MAX};

        snprintf(p.id, sizeof p.id, "p%zu", i);
        memcpy(plan.project, p.id, sizeof plan.project);
        memcpy(plan.questionnaire, w->questionnaire, HASH_LEN);
        world_must(store_project_add(m->store, &p), "project");
        world_must(store_plan_add(m->store, &plan), "plan");
        world_must(promised_wave(m->store, p.id, p.first_month), "wave");
    }
}

void machine_new(struct world *w, size_t site, struct span questionnaire)
{
    static unsigned count;
    struct machine *m = &w->site[site].machine;
    uint8_t hash[HASH_LEN], era[ERA_LEN] = {0};
    char why[WHY_MAX], hex[2 * ERA_LEN + 1];

    snprintf(m->name, sizeof m->name, "site %zu", site);
    snprintf(
        m->uri, sizeof m->uri, "file:site%u?mode=memory&cache=shared", ++count);
    m->anchor = machine_anchor(m->uri);
    m->site = site;
    m->in_use = true;
    m->head = bytes_new(256);
    machine_reopen(m);
    era[0] = (uint8_t)site;
    hex_encode(era, ERA_LEN, hex);
    world_must(store_meta_set(m->store, "era", hex), "era");
    world_must(
        store_questionnaire_add(m->store, questionnaire, hash, why), why);
    add_projects(w, m);
}

void machine_free(struct machine *m)
{
    store_close(m->store);
    machine_drop_anchor(m->anchor);
    bytes_free(&m->head);
    *m = (struct machine){.in_use = false};
}

bool machine_is_quarantined(struct machine *m)
{
    struct bytes state = bytes_new(32);
    bool is = store_meta_get(m->store, "state", &state) == WK_OK;

    bytes_free(&state);
    return is;
}

void machine_exempt(struct machine *m)
{
    struct wire_head head;

    if (!m->in_use)
        return;
    world_must(store_head(m->store, &head), "head");
    m->exempt_seq = head.seq;
}

/* ---- Faults ---- */

static void take_snapshot(
    struct world *w, struct machine *m, struct snapshot *s)
{
    machine_drop_anchor(s->copy);
    bytes_free(&s->head);
    s->copy = machine_copy(m->anchor);
    s->head = bytes_new(256);
    bytes_add(&s->head, m->head.data, m->head.len);
    s->has_head = m->has_head;
    s->undone = false;
    s->truth = m->truth;
    s->certificate = m->certificate;
    world_event(w, m->site, "%s copied", m->name);
}

enum restored { RESTORE_DISK, RESTORE_DATABASE, RESTORE_NO_HEAD };

static void restore(struct world *w, struct machine *m,
    const struct snapshot *s, enum restored how)
{
    static const char *const HOW[] = {"disk", "database", "without head"};
    struct wire_head head;

    store_close(m->store);
    m->store = NULL;
    machine_copy_into(s->copy, m->anchor);
    machine_reopen(m);
    if (how == RESTORE_DISK) {
        bytes_clear(&m->head);
        bytes_add(&m->head, s->head.data, s->head.len);
        m->has_head = s->has_head;
        m->certificate = s->certificate;
    }
    if (how == RESTORE_NO_HEAD)
        m->has_head = false;
    m->truth = s->truth;
    world_must(store_head(m->store, &head), "head");
    m->checked_seq = head.seq;
    if (s->undone)
        machine_exempt(m);
    w->restores++;
    world_event(w, m->site, "%s restored: %s, to %" PRIu64, m->name, HOW[how],
        head.seq);
    if (w->plant == PLANT_REUSED_NUMBER)
        machine_close_first(w, m);
}

static void make_clone(struct world *w, struct site_of_world *s)
{
    struct machine *c = &s->clone;
    static unsigned count;

    *c = s->machine;
    snprintf(c->name, sizeof c->name, "clone %zu", c->site);
    snprintf(c->uri, sizeof c->uri, "file:clone%u?mode=memory&cache=shared",
        ++count);
    c->anchor = machine_anchor(c->uri);
    machine_copy_into(s->machine.anchor, c->anchor);
    c->store = NULL;
    c->head = bytes_new(256);
    bytes_add(&c->head, s->machine.head.data, s->machine.head.len);
    c->until = w->date + 5 + world_random(w, 30);
    machine_reopen(c);
    world_event(w, c->site, "%s starts", c->name);
}

/* Staff want a release withdrawn; by the night it may be another's number. */
static void withdraw(struct world *w, struct machine *m)
{
    struct store_withdrawal wish = {.reason = 4};
    struct store_entry e;
    struct wire_head head;
    enum wk_err err;

    world_must(store_head(m->store, &head), "head");
    if (head.seq == 0)
        return;
    wish.seq = 1 + world_random(w, (uint32_t)head.seq);
    world_must(store_entry_get(m->store, wish.seq, &e), "entry");
    memcpy(wish.hash, e.hash, HASH_LEN);
    free(e.bytes);
    err = store_withdrawal_add(m->store, &wish);
    world_must(err == WK_EEXIST ? WK_OK : err, "withdrawal");
    world_event(
        w, m->site, "%s wants entry %" PRIu64 " withdrawn", m->name, wish.seq);
}

void machine_faults(struct world *w, struct site_of_world *s)
{
    struct snapshot *snapshot = &s->snapshot[world_random(w, w->n_snapshots)];

    if (s->clone.in_use && w->date > s->clone.until) {
        world_event(w, s->clone.site, "%s ends", s->clone.name);
        machine_free(&s->clone);
    }
    if (world_one_in(w, 15))
        take_snapshot(w, &s->machine, snapshot);
    if (snapshot->copy != NULL && world_one_in(w, 50))
        restore(w, &s->machine, snapshot,
            (enum restored)world_random(w, RESTORE_NO_HEAD + 1));
    if (!s->clone.in_use && world_one_in(w, 150))
        make_clone(w, s);
    if (world_one_in(w, 40))
        withdraw(w, &s->machine);
    if (world_one_in(w, 60))
        s->machine.clock_off = (int64_t)world_random(w, 400) - 200;
    else if (world_one_in(w, 5))
        s->machine.clock_off = 0;
}
