/* SPDX-License-Identifier: EUPL-1.2 */
#include "world.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "check.h"
#include "identity.h"
#include "machine.h"
#include "plant.h"
#include "xalloc.h"

static const char QUESTIONNAIRE[] =
    "{\"id\":\"sim\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"q1\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],"
    "\"text\":{\"nl\":\"een\",\"fr\":\"un\",\"en\":\"one\"}},"
    "{\"id\":\"q2\",\"type\":\"one\",\"levels\":[[\"no\",\"yes\"]],"
    "\"text\":{\"nl\":\"twee\",\"fr\":\"deux\",\"en\":\"two\"}}]}";

enum {
    START = 20454, /* 2026-01-01 */
    SPARSE_SITES = 16,
};

uint32_t world_random(struct world *w, uint32_t bound)
{
    /* splitmix64: public domain, S. Vigna; the modulo bias is harmless. */
    uint64_t z = w->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % bound);
}

bool world_one_in(struct world *w, uint32_t n)
{
    return !w->calm && world_random(w, n) == 0;
}

void world_event(struct world *w, size_t site, const char *fmt, ...)
{
    char line[TRACE_LINE], date[DATE_TEXT];
    va_list ap;
    int len;

    date_text(w->date, date);
    len = snprintf(line, sizeof line, "%s ", date);
    va_start(ap, fmt);
    vsnprintf(line + len, sizeof line - (size_t)len, fmt, ap);
    va_end(ap);
    trace_add(w->trace, site == WORLD_CENTRE ? w->n_sites : site, line);
}

void world_print_trace(const struct world *w)
{
    trace_print(w->trace, w->suspect == WORLD_CENTRE ? w->n_sites : w->suspect);
}

void world_must(enum wk_err err, const char *what)
{
    if (err == WK_OK)
        return;
    fprintf(stderr, "sim: %s: %s\n", what, wk_err_text(err));
    abort();
}

bool world_looks(const struct world *w, uint64_t n)
{
    return w->calm || w->nights % (w->sparse ? 8 * n : n) == 0;
}

static void open_centre(struct world *w)
{
    world_must(ledger_open(w->uri, &w->ledger), "ledger");
}

struct world *world_new(const struct world_plan *plan)
{
    static unsigned count;
    static const uint8_t DEVICE_KEY[32] = {1, 2, 3};
    struct world *w = xcalloc(1, sizeof *w);
    struct span text = {
        (const uint8_t *)QUESTIONNAIRE, sizeof QUESTIONNAIRE - 1};
    char why[WHY_MAX];

    w->state = plan->seed;
    w->plant = plan->plant;
    w->date = START;
    w->n_sites = plan->sites;
    w->sparse = w->n_sites > SPARSE_SITES;
    w->n_snapshots = w->sparse ? 1 : WORLD_SNAPSHOTS;
    w->site = xcalloc(w->n_sites, sizeof *w->site);
    w->trace = trace_new(w->n_sites, plan->loud);
    snprintf(w->uri, sizeof w->uri, "file:centre%u?mode=memory&cache=shared",
        ++count);
    w->anchor = machine_anchor(w->uri);
    open_centre(w);
    world_must(
        ledger_questionnaire_add(w->ledger, text, true, w->questionnaire, why),
        why);
    world_must(questionnaire_parse(text.data, text.len, &w->q, why), why);
    w->seal = seal_new(DEVICE_KEY);
    identity_new_ca(w);
    for (size_t i = 0; i < w->n_sites; i++) {
        identity_new(w, i);
        machine_new(w, i, text);
        identity_enrol(w, i);
    }
    return w;
}

void world_free(struct world *w)
{
    for (size_t i = 0; i < w->n_sites; i++) {
        struct site_of_world *s = &w->site[i];

        machine_free(&s->machine);
        machine_free(&s->clone);
        for (size_t j = 0; j < w->n_snapshots; j++) {
            machine_drop_anchor(s->snapshot[j].copy);
            bytes_free(&s->snapshot[j].head);
        }
        crypto_key_free(s->key);
    }
    ledger_close(w->ledger);
    machine_drop_anchor(w->anchor);
    machine_drop_anchor(w->backup);
    seal_free(w->seal);
    questionnaire_free(w->q);
    bytes_free(&w->late.body);
    identity_free_ca(w);
    trace_free(w->trace);
    free(w->site);
    free(w);
}

/* ---- Faults of the centre ---- */

static void back_up_centre(struct world *w)
{
    machine_drop_anchor(w->backup);
    w->backup = machine_copy(w->anchor);
    world_event(w, WORLD_CENTRE, "centre backed up");
}

static void restore_centre(struct world *w)
{
    ledger_close(w->ledger);
    machine_copy_into(w->backup, w->anchor);
    open_centre(w);
    world_must(cells_rebuild(w->ledger), "rebuild");
    w->restores++;
    for (size_t i = 0; i < w->n_sites; i++) {
        machine_exempt(&w->site[i].machine);
        machine_exempt(&w->site[i].clone);
        for (size_t k = 0; k < w->n_snapshots; k++)
            w->site[i].snapshot[k].undone = true;
    }
    world_event(w, WORLD_CENTRE, "centre restored");
}

/* Somebody at the centre looks after quarantined sites. */
static void readmit(struct world *w, struct site_of_world *s)
{
    struct ledger_site site;
    bool local = machine_is_quarantined(&s->machine);

    world_must(ledger_site_get(w->ledger, s->id, &site), "site");
    if (s->clone.in_use || (site.state != SITE_QUARANTINED && !local) ||
        (!w->calm && !world_one_in(w, 8)))
        return;
    site.state = SITE_ACTIVE;
    site.readmitted = true;
    w->quarantines++;
    world_must(ledger_site_set(w->ledger, &site), "readmit");
    world_event(w, s->machine.site, "%s readmitted", s->machine.name);
}

/* Somebody gives a machine a code whose certificate is no good any more. */
static void enrol_again(struct world *w, struct site_of_world *s)
{
    if (s->clone.in_use || (!w->calm && !world_one_in(w, 8)) ||
        (identity_is_known(w, &s->machine) &&
            !identity_is_over(&s->machine, w->date)))
        return;
    identity_enrol(w, s->machine.site);
    world_event(w, s->machine.site, "%s enrolled again", s->machine.name);
}

static void faults_of_centre(struct world *w)
{
    if (world_one_in(w, 20))
        back_up_centre(w);
    /* Rebuilding the figures of many sites takes long. */
    if (w->backup != NULL && world_one_in(w, w->sparse ? 400 : 60))
        restore_centre(w);
    if (w->late.body.len > 0 && world_one_in(w, 4))
        machine_deliver_late(w);
}

void world_step(struct world *w)
{
    w->steps++;
    w->date += 1 + world_one_in(w, 3) * (int64_t)world_random(w, 3);
    faults_of_centre(w);
    for (size_t i = 0; i < w->n_sites && w->violation[0] == '\0'; i++) {
        struct site_of_world *s = &w->site[i];

        w->suspect = i;
        enrol_again(w, s);
        readmit(w, s);
        machine_faults(w, s);
        machine_day(w, &s->machine);
        if (s->clone.in_use)
            machine_day(w, &s->clone);
    }
    if (w->violation[0] != '\0')
        return;
    plant_at_centre(w);
    if (w->plant != PLANT_NONE || w->steps % (w->sparse ? 64 : 4) == 0)
        check_centre(w);
}

void world_settle(struct world *w)
{
    w->calm = true;
    for (size_t i = 0; i < w->n_sites; i++) {
        machine_free(&w->site[i].clone);
        w->site[i].machine.clock_off = 0;
    }
    world_step(w);
    world_step(w);
    if (w->violation[0] == '\0')
        check_centre(w);
    if (w->violation[0] == '\0')
        check_equal(w);
}
