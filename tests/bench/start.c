/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * start.c - P10: from the start of a program to its first answer, with ten
 * years of data.
 *
 * The site: 120 months of three projects, closed and sent by its own nights to
 * a real centre.  The centre: 565 sites with 120 months of four releases each
 * (two projects, two channels) of 15 questions, written by the centre's own
 * code; its start verifies every hash chain.  Right is an answer of 200, no
 * alarm in the log, and a centre that counts every release.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "clock.h"
#include "figures.h"
#include "form.h"
#include "place.h"
#include "verify.h"
#include "xalloc.h"

enum {
    SITE_QUESTIONS = 12,
    QUESTIONS = 15,
    PEOPLE = 200,
    PROJECTS = 3,
    STARTS_MAX = 9,
};

struct size {
    int32_t months;
    size_t sites, releases; /* of a site in a month */
    size_t starts;
};

/* ---- The first answer ---- */

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    int *status = user;

    (void)l;
    *status = r->status;
}

static void print_start(
    const char *what, const char *unit, double *took, size_t n, double goal)
{
    figure_print(&(struct figure){.row = "P10",
        .what = what,
        .unit = unit,
        .ours = figure_quantile(took, n, 0.5),
        .want = FIGURE_AT_MOST,
        .goal = goal});
}

/* ---- The site ---- */

static double start_site(double *cpu)
{
    int64_t begin = figure_now_ns();
    struct child c;
    int status = 0;
    struct link_set *set = link_set_new(NULL, place_start(&c), on_reply);

    link_get(link_new(set, NULL, &status), "/api/v1/kiosk");
    while (link_set_run(set, 10000))
        ;
    begin = figure_now_ns() - begin;
    rig_must(status == 200, "the kiosk is answered %d", status);
    link_set_free(set);
    *cpu += child_cpu(&c);
    child_stop(&c);
    return (double)begin / 1e6;
}

static void measure_site(const struct size *size)
{
    const int32_t last = place_month() - 2, first = last - size->months + 1;
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(SITE_QUESTIONS, 2, 4, &text);
    struct span span = {text.data, text.len};
    struct office o;
    double took[STARTS_MAX], counted, cpu = 0;
    char what[96];

    office_new(&o, 0, span);
    office_start(&o);
    place_new(span);
    place_enrol(&o);
    for (int p = 0; p < PROJECTS; p++) {
        place_project(q, p, first);
        for (int32_t m = first; m <= last + 2; m++)
            place_fill(q, m, p, 15);
    }
    place_night();
    office_stop(&o);
    counted = office_counted();
    rig_must(counted >= (double)(PROJECTS * size->months),
        "%.0f releases of %d months", counted, (int)size->months);
    for (size_t i = 0; i < size->starts; i++)
        took[i] = start_site(&cpu);
    snprintf(what, sizeof what, "site, %d months, %.0f releases",
        (int)size->months, counted);
    print_start(what, "ms", took, size->starts, 100);
    figure_note("P10", "of it the site's processor: %.0f ms",
        1e3 * cpu / (double)size->starts);
    office_free(&o);
    questionnaire_free(q);
    bytes_free(&text);
    rig_drop("site");
    rig_drop("central");
}

/* ---- The centre ---- */

/* Store one more release of a site, as a push would. */
static void store(struct office *o, struct central *c, struct office_site *s,
    struct entry *e, int32_t month, size_t project)
{
    struct bytes bytes = bytes_new(MAX_ENTRY), signature = bytes_new(80);
    struct ledger_entry row = {.site = s->id, .verdict = VERDICT_STORED};

    office_sign(o, s, e, month, project, &bytes, &signature);
    row.seq = s->head.seq;
    memcpy(row.era, s->head.era, ERA_LEN);
    memcpy(row.hash, s->head.hash, HASH_LEN);
    crypto_key_id(s->key, row.key);
    row.bytes = (struct span){bytes.data, bytes.len};
    row.signature = (struct span){signature.data, signature.len};
    rig_must(ledger_entry_add(c->ledger, &row, 0) == WK_OK &&
            cells_add(c->ledger, &row) == WK_OK,
        "an entry is not stored");
    bytes_free(&bytes);
    bytes_free(&signature);
}

static void fill_centre(struct office *o, const struct questionnaire *q,
    const struct size *size, int32_t first)
{
    struct answers *sets = xcalloc(PEOPLE, sizeof *sets);
    struct entry *e = xcalloc(1, sizeof *e);
    struct central *c = office_open();

    for (size_t i = 0; i < size->sites; i++) {
        form_draw(q, PEOPLE, sets);
        form_release(q, sets, PEOPLE, &e->release);
        rig_must(ledger_begin(c->ledger) == WK_OK, "begin");
        for (int32_t m = 0; m < size->months; m++)
            for (size_t k = 0; k < size->releases; k++) {
                e->release.channel =
                    k % 2 == 0 ? CHANNEL_SELF : CHANNEL_ASSISTED;
                store(o, c, &o->site[i], e, first + m, k / 2);
            }
        rig_must(ledger_commit(c->ledger) == WK_OK, "commit");
    }
    central_close(c);
    free(e);
    free(sets);
}

/* Until a site's hello is answered. */
static double start_centre(struct office *o)
{
    struct wire_hello hello = {.head = o->site[0].head,
        .catalogue = o->catalogue,
        .software = "bench",
        .date = clock_local_date(clock_now())};
    struct bytes body = bytes_new(MAX_BODY);
    int64_t begin = figure_now_ns();
    struct link_set *set;
    int status = 0;

    wire_encode_hello(&hello, &body);
    office_start(o);
    set = link_set_new(rig_path("central/ca/cert.pem"), o->sync_port, on_reply);
    link_post(link_new(set, &o->site[0].identity, &status), "/sync/v1/hello",
        "application/x-protobuf", (struct span){body.data, body.len});
    while (link_set_run(set, 10000))
        ;
    begin = figure_now_ns() - begin;
    rig_must(status == 200, "a hello is answered %d", status);
    rig_must(!child_said(&o->serve, "ALARM"), "an alarm at the start");
    link_set_free(set);
    office_stop(o);
    bytes_free(&body);
    return (double)begin / 1e9;
}

static void keep_fault(void *arg, const char *place)
{
    rig_must(false, "%s%s", (const char *)arg, place);
}

/* What of a start is the chains: seconds. */
static double chains(void)
{
    static char word[] = "damaged: ";
    struct central *c = office_open();
    int64_t begin = figure_now_ns();

    rig_must(verify_chains(c->ledger, keep_fault, word) == WK_OK, "the chains");
    begin = figure_now_ns() - begin;
    central_close(c);
    return (double)begin / 1e9;
}

static void measure_centre(const struct size *size)
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(QUESTIONS, 0, 0, &text);
    const double releases =
        (double)size->sites * size->months * (double)size->releases;
    double took[STARTS_MAX];
    struct office o;
    char what[96];

    office_new(&o, size->sites, (struct span){text.data, text.len});
    fill_centre(&o, q, size, place_month() - size->months);
    for (size_t i = 0; i < size->starts; i++)
        took[i] = start_centre(&o);
    snprintf(what, sizeof what,
        "centre, %zu sites, %d months, %.0f releases, chains verified",
        size->sites, (int)size->months, releases);
    print_start(what, "s", took, size->starts, 2);
    figure_note("P10", "of it the chains: %.3g s; the database has %.0f MiB",
        chains(), rig_size("central/central.db") / (1024 * 1024));
    rig_must(office_counted() == releases, "a release is missing");
    office_free(&o);
    questionnaire_free(q);
    bytes_free(&text);
}

int main(int argc, char *argv[])
{
    const struct size size = figure_is_long(argc, argv)
        ? (struct size){120, 565, 4, 9}
        : (struct size){4, 12, 4, 3};

    figure_begin();
    measure_site(&size);
    measure_centre(&size);
    return 0;
}
