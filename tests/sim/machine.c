/* SPDX-License-Identifier: EUPL-1.2 */
#include "machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "check.h"
#include "plant.h"
#include "xalloc.h"

static void must(enum wk_err err, const char *what)
{
    if (err == WK_OK)
        return;
    fprintf(stderr, "sim: %s: %s\n", what, wk_err_text(err));
    abort();
}

/* ---- Databases in memory ---- */

void *machine_anchor(const char *uri)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(uri, &db,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI,
            NULL) != SQLITE_OK)
        must(WK_EDB, uri);
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
        must(WK_EDB, "copy");
    sqlite3_backup_finish(b);
}

void *machine_copy(void *anchor)
{
    void *copy = machine_anchor(":memory:");

    machine_copy_into(anchor, copy);
    return copy;
}

static void reopen(struct machine *m)
{
    store_close(m->store);
    m->store = NULL;
    must(store_open(m->uri, &m->store), m->name);
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
        must(store_project_add(m->store, &p), "project");
        must(store_plan_add(m->store, &plan), "plan");
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
    reopen(m);
    era[0] = (uint8_t)site;
    hex_encode(era, ERA_LEN, hex);
    must(store_meta_set(m->store, "era", hex), "era");
    must(store_questionnaire_add(m->store, questionnaire, hash, why), why);
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
    must(store_head(m->store, &head), "head");
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
    world_event(w, "%s copied", m->name);
}

enum restored { RESTORE_DISK, RESTORE_DATABASE, RESTORE_NO_HEAD };

static void plant_reused_number(struct world *w, struct machine *m);

static void restore(struct world *w, struct machine *m,
    const struct snapshot *s, enum restored how)
{
    static const char *const HOW[] = {"disk", "database", "without head"};
    struct wire_head head;

    store_close(m->store);
    m->store = NULL;
    machine_copy_into(s->copy, m->anchor);
    reopen(m);
    if (how == RESTORE_DISK) {
        bytes_clear(&m->head);
        bytes_add(&m->head, s->head.data, s->head.len);
        m->has_head = s->has_head;
    }
    if (how == RESTORE_NO_HEAD)
        m->has_head = false;
    m->truth = s->truth;
    must(store_head(m->store, &head), "head");
    m->checked_seq = head.seq;
    if (s->undone)
        machine_exempt(m);
    w->restores++;
    world_event(w, "%s restored: %s, to %" PRIu64, m->name, HOW[how], head.seq);
    if (w->plant == PLANT_REUSED_NUMBER)
        plant_reused_number(w, m);
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
    reopen(c);
    world_event(w, "%s starts", c->name);
}

void machine_faults(struct world *w, struct site_of_world *s)
{
    struct snapshot *snapshot = &s->snapshot[world_random(w, WORLD_SNAPSHOTS)];

    if (s->clone.in_use && w->date > s->clone.until) {
        world_event(w, "%s ends", s->clone.name);
        machine_free(&s->clone);
    }
    if (world_one_in(w, 15))
        take_snapshot(w, &s->machine, snapshot);
    if (snapshot->copy != NULL && world_one_in(w, 50))
        restore(w, &s->machine, snapshot,
            (enum restored)world_random(w, RESTORE_NO_HEAD + 1));
    if (!s->clone.in_use && world_one_in(w, 150))
        make_clone(w, s);
    if (world_one_in(w, 60))
        s->machine.clock_off = (int64_t)world_random(w, 400) - 200;
    else if (world_one_in(w, 5))
        s->machine.clock_off = 0;
}

/* ---- The day: answer sets ---- */

static enum wk_err add_answer(
    struct world *w, struct machine *m, size_t project, enum channel channel)
{
    struct store_series series = {.channel = channel};
    struct seal_clock clock = {.date = w->date + m->clock_off,
        .central_date = store_meta_int(m->store, "central_date", INT64_MIN)};
    struct answers a = {.value = {0}};
    struct store_project p;
    struct period months;
    uint8_t id[ID_LEN];
    int32_t month = 0;
    size_t index = project * 2 + (channel == CHANNEL_ASSISTED);
    enum wk_err err;

    memcpy(series.questionnaire, w->questionnaire, HASH_LEN);
    snprintf(series.project, sizeof series.project, "p%zu", project);
    a.value[0] = (uint8_t)world_random(w, 4);
    a.value[1] = (uint8_t)world_random(w, 2);
    for (size_t i = 0; i < ID_LEN; i++)
        id[i] = (uint8_t)world_random(w, 256);
    must(store_project_get(m->store, series.project, &p), "project");
    must(seal_month(m->store, &series, &clock, &month), "month");
    must(store_begin(m->store), "begin");
    err = seal_add(w->seal, m->store, &series, &p, month, id, &a);
    if (err == WK_OK)
        err = store_commit(m->store);
    store_rollback(m->store);
    if (err == WK_OK) {
        months = period_of(p.period, month);
        m->truth.n[index][months.last % WORLD_MONTHS]++;
    }
    return err;
}

static void collect(struct world *w, struct machine *m)
{
    uint32_t n = world_random(w, 8);

    for (uint32_t i = 0; i < n; i++)
        must(add_answer(w, m, world_random(w, 3),
                 world_random(w, 5) == 0 ? CHANNEL_ASSISTED : CHANNEL_SELF),
            "answer");
}

/* ---- The night: the shipped driver on a network of the seed's making ---- */

struct link {
    struct world *w;
    struct machine *m;
};

static enum wk_err step_of_centre(void *arg, const char *name)
{
    struct world *w = arg;

    if (!world_one_in(w, 40))
        return WK_OK;
    w->kills++;
    world_event(w, "centre killed at %s", name);
    return WK_EKILLED;
}

static int handle(struct world *w, size_t site, const char *path,
    struct span body, struct bytes *reply)
{
    struct sync_env env = {
        .ledger = w->ledger, .date = w->date, .step = step_of_centre, .arg = w};
    uint64_t kills = w->kills;
    int status;

    status = sync_handle(&env, w->site[site].fingerprint, path, body, reply);
    if (w->kills != kills) {
        bytes_clear(reply);
        return 0;
    }
    return status;
}

/* A planted bug: the reply goes out, then the machine dies, then the commit
 * would have come. */
static int handle_early(struct world *w, size_t site, const char *path,
    struct span body, struct bytes *reply)
{
    void *before = machine_copy(w->anchor);
    int status = handle(w, site, path, body, reply);

    if (status == 200 && strcmp(path, "/sync/v1/push") == 0 &&
        world_one_in(w, 6)) {
        ledger_close(w->ledger);
        machine_copy_into(before, w->anchor);
        must(ledger_open(w->uri, &w->ledger), "ledger");
    }
    machine_drop_anchor(before);
    return status;
}

void machine_deliver_late(struct world *w)
{
    struct bytes reply = bytes_new(MAX_BODY);

    world_event(w, "a late %s of site %zu arrives", w->late.path, w->late.site);
    (void)handle(w, w->late.site, w->late.path,
        (struct span){w->late.body.data, w->late.body.len}, &reply);
    bytes_free(&reply);
    bytes_clear(&w->late.body);
}

static void keep_for_later(struct world *w, const struct machine *m,
    const char *path, struct span body)
{
    if (w->late.body.len > 0)
        return;
    w->late.body.max = MAX_BODY;
    bytes_add(&w->late.body, body.data, body.len);
    w->late.site = m->site;
    snprintf(w->late.path, sizeof w->late.path, "%s", path);
}

static void on_exchange(
    void *arg, const char *path, struct span body, struct night_reply *reply)
{
    struct link *l = arg;
    struct world *w = l->w;

    w->exchanges++;
    if (strcmp(path, "/sync/v1/push") == 0)
        check_push(w, l->m->site, body);
    if (world_one_in(w, 12)) {
        world_event(w, "%s: %s lost on its way", l->m->name, path);
        if (world_one_in(w, 3))
            keep_for_later(w, l->m, path, body);
        return;
    }
    if (world_one_in(w, 40)) {
        reply->status = 503;
        reply->retry_after = 30;
        return;
    }
    reply->status = w->plant == PLANT_ACK_EARLY
        ? handle_early(w, l->m->site, path, body, &reply->body)
        : handle(w, l->m->site, path, body, &reply->body);
    if (world_one_in(w, 15)) {
        world_event(w, "%s: %s twice", l->m->name, path);
        bytes_clear(&reply->body);
        reply->status = handle(w, l->m->site, path, body, &reply->body);
    }
    if (world_one_in(w, 12)) {
        world_event(w, "%s: reply to %s lost", l->m->name, path);
        bytes_clear(&reply->body);
        reply->status = 0;
    }
}

static bool on_wait(void *arg, unsigned ms)
{
    struct link *l = arg;

    (void)ms;
    return !world_one_in(l->w, 10);
}

static uint32_t on_random(void *arg, uint32_t bound)
{
    struct link *l = arg;

    return world_random(l->w, bound);
}

static enum wk_err on_head_read(void *arg, struct bytes *text)
{
    struct link *l = arg;

    if (!l->m->has_head)
        return WK_ENOTFOUND;
    bytes_add(text, l->m->head.data, l->m->head.len);
    return WK_OK;
}

static enum wk_err on_head_write(void *arg, const struct bytes *text)
{
    struct link *l = arg;

    bytes_clear(&l->m->head);
    bytes_add(&l->m->head, text->data, text->len);
    l->m->has_head = true;
    return WK_OK;
}

static enum wk_err on_step(void *arg, const char *name)
{
    struct link *l = arg;
    struct machine *m = l->m;
    struct wire_head head;

    if (strcmp(name, "adopt") == 0)
        m->adopting = true;
    if (strcmp(name, "closed") == 0) {
        check_history(l->w, m);
        check_entries(l->w, m);
    }
    if (strcmp(name, "head") == 0 && m->adopting) {
        must(store_head(m->store, &head), "head");
        m->checked_seq = head.seq;
        m->adopting = false;
    }
    if (strcmp(name, "step") == 0)
        check_receipts(l->w, m);
    if (!world_one_in(l->w, 60))
        return WK_OK;
    l->w->kills++;
    world_event(l->w, "%s killed at %s", m->name, name);
    return WK_EKILLED;
}

static struct night_env env_of(struct world *w, struct link *l)
{
    return (struct night_env){.store = l->m->store,
        .seal = w->seal,
        .key = w->site[l->m->site].key,
        .date = w->date + l->m->clock_off,
        .disk_free = 50,
        .exchange = on_exchange,
        .wait = on_wait,
        .random_below = on_random,
        .head_read = on_head_read,
        .head_write = on_head_write,
        .step = on_step,
        .arg = l};
}

/* A planted bug: after a restore, close first and ask later. */
static void plant_reused_number(struct world *w, struct machine *m)
{
    struct link l = {w, m};
    struct night_env env = env_of(w, &l);
    struct night_report report = {.closed = 0};

    if (night_close(&env, w->date + m->clock_off, &report) == WK_EKILLED)
        reopen(m);
}

void machine_day(struct world *w, struct machine *m)
{
    struct link l = {w, m};
    struct night_env env;
    struct night_report report;
    uint64_t kills = w->kills;

    collect(w, m);
    if (world_one_in(w, 10))
        return; /* switched off tonight */
    env = env_of(w, &l);
    (void)night_run(&env, &report);
    w->nights++;
    world_event(w, "%s: %s, closed %u, sent %u: %s", m->name,
        night_result_text(report.result), report.closed, report.sent,
        report.message);
    if (w->kills != kills) {
        /* What was not committed is gone; opening anew costs more than the
         * night, so a rollback stands in for it most of the time. */
        m->adopting = false;
        store_rollback(m->store);
        if (world_random(w, 16) == 0)
            reopen(m);
    }
    plant_at_site(w, m);
    check_history(w, m);
}
