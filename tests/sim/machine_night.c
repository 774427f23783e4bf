/* SPDX-License-Identifier: EUPL-1.2 */
/* machine_night.c - a machine's day: answer sets, then the shipped night on a
 * network of the seed's making. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "identity.h"
#include "machine.h"
#include "plant.h"
#include "xalloc.h"

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
    world_must(store_project_get(m->store, series.project, &p), "project");
    world_must(seal_month(m->store, &series, &clock, &month), "month");
    world_must(store_begin(m->store), "begin");
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
    /* Some centres are quiet: labels of a year there are given up. */
    bool is_quiet = m->site % 4 == 3 && world_random(w, 12) > 0;
    uint32_t n = is_quiet ? 0 : world_random(w, 8);

    for (uint32_t i = 0; i < n; i++)
        world_must(
            add_answer(w, m, world_random(w, 3),
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
    world_event(w, WORLD_CENTRE, "centre killed at %s", name);
    return WK_EKILLED;
}

int machine_handle(struct world *w, const uint8_t fingerprint[static HASH_LEN],
    const char *path, struct span body, struct bytes *reply)
{
    struct sync_env env = {.ledger = w->ledger,
        .date = w->date,
        .renew = identity_renew,
        .step = step_of_centre,
        .arg = w};
    uint64_t kills = w->kills;
    int status;

    status = sync_handle(&env, fingerprint, path, body, reply);
    if (w->kills != kills) {
        bytes_clear(reply);
        return 0;
    }
    return status;
}

/* A planted bug: the reply goes out, then the machine dies, then the commit
 * would have come. */
static int handle_early(struct world *w,
    const uint8_t fingerprint[static HASH_LEN], const char *path,
    struct span body, struct bytes *reply)
{
    void *before = machine_copy(w->anchor);
    int status = machine_handle(w, fingerprint, path, body, reply);

    if (status == 200 && strcmp(path, "/sync/v1/push") == 0 &&
        world_one_in(w, 6)) {
        ledger_close(w->ledger);
        machine_copy_into(before, w->anchor);
        world_must(ledger_open(w->uri, &w->ledger), "ledger");
    }
    machine_drop_anchor(before);
    return status;
}

void machine_deliver_late(struct world *w)
{
    struct bytes reply = bytes_new(MAX_BODY);

    world_event(w, w->late.site, "a late %s of site %zu arrives", w->late.path,
        w->late.site);
    (void)machine_handle(w, w->late.fingerprint, w->late.path,
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
    memcpy(w->late.fingerprint, m->certificate.fingerprint, HASH_LEN);
    snprintf(w->late.path, sizeof w->late.path, "%s", path);
}

static void on_exchange(
    void *arg, const char *path, struct span body, struct night_reply *reply)
{
    struct link *l = arg;
    struct world *w = l->w;

    w->exchanges++;
    if (identity_is_over(l->m, w->date)) {
        reply->clock_wrong = true;
        return;
    }
    if (strcmp(path, "/sync/v1/push") == 0)
        check_push(w, l->m->site, body);
    if (world_one_in(w, 12)) {
        world_event(w, l->m->site, "%s: %s lost on its way", l->m->name, path);
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
        ? handle_early(
              w, l->m->certificate.fingerprint, path, body, &reply->body)
        : machine_handle(
              w, l->m->certificate.fingerprint, path, body, &reply->body);
    if (world_one_in(w, 15)) {
        world_event(w, l->m->site, "%s: %s twice", l->m->name, path);
        bytes_clear(&reply->body);
        reply->status = machine_handle(
            w, l->m->certificate.fingerprint, path, body, &reply->body);
    }
    if (world_one_in(w, 12)) {
        world_event(w, l->m->site, "%s: reply to %s lost", l->m->name, path);
        bytes_clear(&reply->body);
        reply->status = 0;
    }
}

static enum wk_err on_certificate(void *arg, struct span der)
{
    struct link *l = arg;

    l->w->renewed++;
    world_event(l->w, l->m->site, "%s: certificate renewed", l->m->name);
    return identity_take(l->m, der);
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
        if (world_looks(l->w, 1))
            check_history(l->w, m);
        check_entries(l->w, m);
    }
    if (strcmp(name, "head") == 0 && m->adopting) {
        world_must(store_head(m->store, &head), "head");
        m->checked_seq = head.seq;
        m->adopting = false;
    }
    if (strcmp(name, "step") == 0)
        check_receipts(l->w, m);
    if (!world_one_in(l->w, 60))
        return WK_OK;
    l->w->kills++;
    world_event(l->w, m->site, "%s killed at %s", m->name, name);
    return WK_EKILLED;
}

static struct night_env env_of(struct world *w, struct link *l)
{
    return (struct night_env){.store = l->m->store,
        .seal = w->seal,
        .key = w->site[l->m->site].key,
        .date = w->date + l->m->clock_off,
        .disk_free = 50,
        .renew = identity_is_nearly_over(l->m, w->date + l->m->clock_off),
        .exchange = on_exchange,
        .wait = on_wait,
        .random_below = on_random,
        .head_read = on_head_read,
        .head_write = on_head_write,
        .certificate = on_certificate,
        .step = on_step,
        .arg = l};
}

void machine_close_first(struct world *w, struct machine *m)
{
    struct link l = {w, m};
    struct night_env env = env_of(w, &l);
    struct night_report report = {.closed = 0};

    if (night_close(&env, w->date + m->clock_off, &report) == WK_EKILLED)
        machine_reopen(m);
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
    if (w->plant == PLANT_CLOSE_FIRST)
        machine_close_first(w, m);
    env = env_of(w, &l);
    (void)night_run(&env, &report);
    w->nights++;
    w->destroyed += report.destroyed;
    world_event(w, m->site, "%s: %s, closed %u, sent %u: %s", m->name,
        night_result_text(report.result), report.closed, report.sent,
        report.message);
    if (w->kills != kills) {
        /* What was not committed is gone; opening anew costs more than the
         * night, so a rollback stands in for it most of the time. */
        m->adopting = false;
        store_rollback(m->store);
        if (world_random(w, 16) == 0)
            machine_reopen(m);
    }
    plant_at_site(w, m);
    /* Every closing was looked at; what else moves labels is rare. */
    if (w->plant != PLANT_NONE || world_looks(w, 4))
        check_history(w, m);
}
