/* SPDX-License-Identifier: EUPL-1.2 */
#include "world.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "check.h"
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

enum { START = 20454, CA_DAYS = 7300 }; /* 2026-01-01 */

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

void world_event(struct world *w, const char *fmt, ...)
{
    char *line = w->event[w->n_events++ % WORLD_EVENTS];
    char date[DATE_TEXT];
    va_list ap;
    int len;

    date_text(w->date, date);
    len = snprintf(line, sizeof w->event[0], "%s ", date);
    va_start(ap, fmt);
    vsnprintf(line + len, sizeof w->event[0] - (size_t)len, fmt, ap);
    va_end(ap);
}

static void must(enum wk_err err, const char *what)
{
    if (err == WK_OK)
        return;
    fprintf(stderr, "sim: %s: %s\n", what, wk_err_text(err));
    abort();
}

/* The centre's own facts about one new site: its key and certificate. */
static void enrol(struct world *w, struct site_of_world *s, size_t index,
    const struct crypto_key *ca_key, const struct bytes *ca)
{
    struct bytes csr = bytes_new(MAX_PEM), der = bytes_new(MAX_PEM);
    struct crypto_cert_info info;
    struct ledger_certificate c;
    char name[16];

    snprintf(name, sizeof name, "site %zu", index);
    s->key = crypto_key_new();
    crypto_make_csr(s->key, name, &csr);
    must(crypto_issue(ca_key, ca->data, ca->len, csr.data, csr.len, name,
             CERT_CLIENT, NULL, 0, START * INT64_C(86400), CA_DAYS, &der),
        "issue");
    must(crypto_cert_read(der.data, der.len, &info), "certificate");
    must(ledger_site_add(w->ledger, name, &s->id), "site add");
    memcpy(s->fingerprint, info.fingerprint, HASH_LEN);
    c = (struct ledger_certificate){.site = s->id,
        .not_after = info.not_after,
        .der = der.data,
        .der_len = der.len};
    memcpy(c.fingerprint, info.fingerprint, HASH_LEN);
    memcpy(c.key, info.key_id, HASH_LEN);
    must(ledger_certificate_add(w->ledger, &c), "certificate add");
    bytes_free(&csr);
    bytes_free(&der);
}

static void open_centre(struct world *w)
{
    must(ledger_open(w->uri, &w->ledger), "ledger");
}

struct world *world_new(uint64_t seed, enum plant plant)
{
    static unsigned count;
    static const uint8_t DEVICE_KEY[32] = {1, 2, 3};
    struct world *w = xcalloc(1, sizeof *w);
    struct crypto_key *ca_key = crypto_key_new();
    struct bytes ca = bytes_new(MAX_PEM);
    struct span text = {
        (const uint8_t *)QUESTIONNAIRE, sizeof QUESTIONNAIRE - 1};
    char why[WHY_MAX];

    w->seed = w->state = seed;
    w->plant = plant;
    w->date = START;
    snprintf(w->uri, sizeof w->uri, "file:centre%u?mode=memory&cache=shared",
        ++count);
    w->anchor = machine_anchor(w->uri);
    open_centre(w);
    must(ledger_questionnaire_add(w->ledger, text, true, w->questionnaire, why),
        why);
    must(questionnaire_parse(text.data, text.len, &w->q, why), why);
    w->seal = seal_new(DEVICE_KEY);
    crypto_make_ca(ca_key, "sim", START * INT64_C(86400), CA_DAYS, &ca);
    for (size_t i = 0; i < WORLD_SITES; i++) {
        enrol(w, &w->site[i], i, ca_key, &ca);
        machine_new(w, i, text);
    }
    crypto_key_free(ca_key);
    bytes_free(&ca);
    return w;
}

void world_free(struct world *w)
{
    for (size_t i = 0; i < WORLD_SITES; i++) {
        struct site_of_world *s = &w->site[i];

        machine_free(&s->machine);
        machine_free(&s->clone);
        for (size_t j = 0; j < WORLD_SNAPSHOTS; j++) {
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
    free(w);
}

/* ---- Faults of the centre ---- */

static void back_up_centre(struct world *w)
{
    machine_drop_anchor(w->backup);
    w->backup = machine_copy(w->anchor);
    world_event(w, "centre backed up");
}

static void restore_centre(struct world *w)
{
    ledger_close(w->ledger);
    machine_copy_into(w->backup, w->anchor);
    open_centre(w);
    must(cells_rebuild(w->ledger), "rebuild");
    w->restores++;
    for (size_t i = 0; i < WORLD_SITES; i++) {
        machine_exempt(&w->site[i].machine);
        machine_exempt(&w->site[i].clone);
        for (size_t k = 0; k < WORLD_SNAPSHOTS; k++)
            w->site[i].snapshot[k].undone = true;
    }
    world_event(w, "centre restored");
}

/* Somebody at the centre looks after quarantined sites. */
static void readmit(struct world *w, struct site_of_world *s)
{
    struct ledger_site site;
    bool local = machine_is_quarantined(&s->machine);

    must(ledger_site_get(w->ledger, s->id, &site), "site");
    if (s->clone.in_use || (site.state != SITE_QUARANTINED && !local) ||
        (!w->calm && !world_one_in(w, 8)))
        return;
    site.state = SITE_ACTIVE;
    site.readmitted = true;
    w->quarantines++;
    must(ledger_site_set(w->ledger, &site), "readmit");
    world_event(w, "%s readmitted", s->machine.name);
}

static void faults_of_centre(struct world *w)
{
    if (world_one_in(w, 20))
        back_up_centre(w);
    if (w->backup != NULL && world_one_in(w, 60))
        restore_centre(w);
    if (w->late.body.len > 0 && world_one_in(w, 4))
        machine_deliver_late(w);
}

void world_step(struct world *w)
{
    w->date += 1 + world_one_in(w, 3) * (int64_t)world_random(w, 3);
    faults_of_centre(w);
    for (size_t i = 0; i < WORLD_SITES && w->violation[0] == '\0'; i++) {
        struct site_of_world *s = &w->site[i];

        readmit(w, s);
        machine_faults(w, s);
        machine_day(w, &s->machine);
        if (s->clone.in_use)
            machine_day(w, &s->clone);
    }
    plant_at_centre(w);
    check_centre(w);
}

void world_settle(struct world *w)
{
    w->calm = true;
    for (size_t i = 0; i < WORLD_SITES; i++) {
        machine_free(&w->site[i].clone);
        w->site[i].machine.clock_off = 0;
    }
    world_step(w);
    world_step(w);
    check_equal(w);
}
