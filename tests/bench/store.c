/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store.c - P1: releases that the centre stores in a second.
 *
 * The real "serve", mutual TLS on open connections, a release of 60 questions
 * and 300 cells a push: decoded, its signature and its floors checked, its
 * chain followed, committed and only then acknowledged.  Beside it SQLite
 * alone, one transaction a release on the same file system, in rounds that
 * take turns.  Right is what is answered "stored", is counted once, and is
 * found sound by "verify".
 */
#include <stdio.h>
#include <stdlib.h>

#include "figures.h"
#include "form.h"
#include "office.h"
#include "peer_db.h"
#include "xalloc.h"

enum {
    QUESTIONS = 60,
    CELLS = 300,
    PEOPLE = 200,
    LINKS_MAX = 32,
    FIRST_MONTH = 12 * 2001,
    MONTHS = 120,     /* of a project; then comes the next one */
    PROJECTS_MAX = 8, /* in one push */
    ROUNDS_MAX = 15,
};

struct run {
    struct office office;
    struct entry *entry;
    struct link_set *set;
    struct peer_db *rows, *plain;
    struct bytes bytes; /* of a release, for the peer */
    size_t steps;       /* pushes of a site at most */
    size_t stored;      /* releases acknowledged */
};

/* One connection, and the pushes that wait for it. */
struct client {
    struct run *run;
    struct link *link;
    struct bytes *body;
    size_t n, next, entries; /* entries of each push */
};

static void send_next(struct client *c)
{
    const struct bytes *b = &c->body[c->next];

    if (c->next == c->n)
        return;
    c->next++;
    link_post(c->link, "/sync/v1/push", "application/x-protobuf",
        (struct span){b->data, b->len});
}

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    struct wire_push_reply *m = xcalloc(1, sizeof *m);
    struct wire_hold *hold = NULL;
    struct client *c = user;

    (void)l;
    rig_must(r->status == 200, "a push is answered %d", r->status);
    rig_must(wire_decode_push_reply(r->body, m, &hold) == WK_OK &&
            m->n_verdicts == c->entries,
        "a reply that is none");
    for (size_t i = 0; i < m->n_verdicts; i++)
        rig_must(m->verdict[i].kind == VERDICT_STORED, "verdict %d, code %d",
            (int)m->verdict[i].kind, (int)m->verdict[i].code);
    c->run->stored += m->n_verdicts;
    wire_release(hold);
    free(m);
    send_next(c);
}

/* Releases a second over these links, each with so many pushes. */
static double ours(struct run *r, struct client *c, size_t links, size_t pushes,
    size_t entries)
{
    int64_t start;

    for (size_t i = 0; i < links; i++) {
        c[i].body = xcalloc(pushes, sizeof *c[i].body);
        c[i].n = pushes;
        c[i].next = 0;
        c[i].entries = entries;
        for (size_t k = 0; k < pushes; k++) {
            c[i].body[k] = bytes_new(MAX_BODY);
            office_push(&r->office, &r->office.site[i], r->entry,
                FIRST_MONTH + (int32_t)((r->steps + k) % MONTHS),
                (r->steps + k) / MONTHS * PROJECTS_MAX, entries, &c[i].body[k]);
        }
    }
    start = figure_now_ns();
    for (size_t i = 0; i < links; i++)
        send_next(&c[i]);
    while (link_set_run(r->set, 10000))
        ;
    start = figure_now_ns() - start;
    r->steps += pushes;
    for (size_t i = 0; i < links; i++) {
        rig_must(c[i].next == pushes, "a push was never answered");
        for (size_t k = 0; k < pushes; k++)
            bytes_free(&c[i].body[k]);
        free(c[i].body);
    }
    return (double)(links * pushes * entries) * 1e9 / (double)start;
}

static double theirs(struct run *r, struct peer_db *db, size_t n, size_t cells)
{
    int64_t start = figure_now_ns();

    for (size_t i = 0; i < n; i++)
        peer_db_commit(db, r->bytes.data, r->bytes.len, cells);
    return (double)n * 1e9 / (double)(figure_now_ns() - start);
}

static void measure(struct run *r, struct client *c, bool is_long)
{
    static const struct {
        const char *what;
        size_t links, entries;
        double goal;
    } WAYS[] = {
        {"releases stored, 1 open connection", 1, 1, 0.8},
        {"releases stored, 8 open connections", 8, 1, 0.8},
        {"releases stored, 32 open connections", 32, 1, 1.0},
        {"releases stored, 8 connections, 8 releases a push", 8, 8, 1.0},
    };
    enum { N = sizeof WAYS / sizeof WAYS[0] };
    size_t rounds = is_long ? ROUNDS_MAX : 3, each = is_long ? 960 : 64;
    double rate[N][ROUNDS_MAX], rows[ROUNDS_MAX], plain[ROUNDS_MAX], median;
    double cpu = child_cpu(&r->office.serve);
    size_t before = r->stored;

    for (size_t i = 0; i < rounds; i++) {
        rows[i] = theirs(r, r->rows, each, CELLS);
        for (size_t w = 0; w < N; w++)
            rate[w][i] = ours(r, c, WAYS[w].links,
                each / WAYS[w].links / WAYS[w].entries, WAYS[w].entries);
        plain[i] = theirs(r, r->plain, each, 0);
    }
    cpu = (child_cpu(&r->office.serve) - cpu) / (double)(r->stored - before);
    median = figure_quantile(rows, rounds, 0.5);
    for (size_t w = 0; w < N; w++)
        figure_print(&(struct figure){.row = "P1",
            .what = WAYS[w].what,
            .unit = "/s",
            .ours = figure_quantile(rate[w], rounds, 0.5),
            .peer = "SQLite alone, FULL",
            .theirs = median,
            .want = FIGURE_AT_LEAST,
            .goal = WAYS[w].goal});
    figure_note("P1", "the centre's processor: %.3g ms a release", 1e3 * cpu);
    figure_note("P1",
        "SQLite alone, one row of the same bytes and no cell: "
        "%.0f commits/s",
        figure_quantile(plain, rounds, 0.5));
}

static void check(struct run *r)
{
    double counted = office_counted();

    rig_must(counted == (double)r->stored, "%zu releases stored, %.0f counted",
        r->stored, counted);
    office_verify();
}

int main(int argc, char *argv[])
{
    struct run r = {.steps = 0};
    struct client c[LINKS_MAX];
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(QUESTIONS, 0, 0, &text);
    struct answers *sets = xcalloc(PEOPLE, sizeof *sets);

    figure_begin();
    form_draw(q, PEOPLE, sets);
    r.entry = xcalloc(1, sizeof *r.entry);
    form_release(q, sets, PEOPLE, &r.entry->release);
    office_new(&r.office, LINKS_MAX, (struct span){text.data, text.len});
    office_start(&r.office);
    r.set = link_set_new(
        rig_path("central/ca/cert.pem"), r.office.sync_port, on_reply);
    for (size_t i = 0; i < LINKS_MAX; i++)
        c[i] = (struct client){.run = &r,
            .link = link_new(r.set, &r.office.site[i].identity, &c[i])};
    r.rows = peer_db_new("rows.db");
    r.plain = peer_db_new("plain.db");
    r.bytes = bytes_new(MAX_ENTRY);
    wire_encode_entry(r.entry, &r.bytes);
    (void)ours(&r, c, LINKS_MAX, 1, 1); /* all connections are open now */
    measure(&r, c, figure_is_long(argc, argv));
    check(&r);
    link_set_free(r.set);
    office_stop(&r.office);
    office_free(&r.office);
    peer_db_free(r.rows);
    peer_db_free(r.plain);
    bytes_free(&r.bytes);
    bytes_free(&text);
    questionnaire_free(q);
    free(sets);
    free(r.entry);
    return 0;
}
