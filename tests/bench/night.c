/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * night.c - P9: all sites in the same minute, each with a month's backlog.
 *
 * 565 identities with keys and certificates of their own come at once, over
 * mutual TLS, to one real "serve".  Each is led by the shipped machine of a
 * night (client/core/uplink.h), Retry-After and back-off included, from one
 * process.  A backlog is 6 releases (3 projects, 2 channels) of 60 questions.
 * Right is a night that ends as done at every site without a failure but
 * Retry-After, every release stored and counted once, and a ledger that
 * "verify" finds sound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "figures.h"
#include "form.h"
#include "office.h"
#include "random.h"
#include "uplink.h"
#include "xalloc.h"

enum {
    SITES = 565,
    BACKLOG = 6,
    SITES_SHORT = 260, /* more than a listener takes unless it is told */
    BACKLOG_SHORT = 1,
    QUESTIONS = 60,
    PEOPLE = 200,
    MONTH = 12 * 2026,
    OVERHEAD = 160, /* of an entry in a push, as client/night_push.c has it */
    ROOM = WIRE_PAD - 64,
    TRIES = 12,
    TICK_MS = 20,
};

struct site {
    struct office_site *identity;
    struct link *link;
    struct uplink *uplink;
    struct bytes entry[BACKLOG], signature[BACKLOG];
    uint8_t key[HASH_LEN];
    enum uplink_do sent; /* what the link carries */
    uint32_t from;       /* the next page of the catalogue */
    int64_t again_ms;    /* when to go on after a wait; 0: no wait */
    bool over;
};

struct network {
    struct office office;
    struct link_set *set;
    struct site *site;
    size_t n, over, backlog;
    size_t later, failed; /* Retry-After answers; other failures */
    struct bytes body;
};

static struct network net; /* one, for the callbacks of all links */

static void drive(struct site *s);

/* ---- Messages ---- */

static void post(struct site *s, const char *path)
{
    s->sent = uplink_next(s->uplink);
    link_post(s->link, path, "application/x-protobuf",
        (struct span){net.body.data, net.body.len});
}

static void send_hello(struct site *s)
{
    struct wire_hello m = {.catalogue = net.office.catalogue,
        .software = "bench",
        .date = clock_local_date(clock_now()),
        .disk_free = 50};

    memcpy(m.head.era, s->identity->head.era, ERA_LEN);
    bytes_clear(&net.body);
    wire_encode_hello(&m, &net.body);
    post(s, "/sync/v1/hello");
}

static void send_catalogue(struct site *s)
{
    bytes_clear(&net.body);
    wire_encode_catalogue_request(s->from, &net.body);
    post(s, "/sync/v1/catalogue");
}

/* As many as fit into one padded body, but one. */
static void send_push(struct site *s)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    size_t used = 0;

    for (size_t i = (size_t)uplink_above(s->uplink); i < net.backlog; i++) {
        size_t len = s->entry[i].len + OVERHEAD;

        if (m->n_entries > 0 && used + len > ROOM)
            break;
        used += len;
        m->entry[m->n_entries++] =
            (struct wire_signed){{s->entry[i].data, s->entry[i].len},
                {s->signature[i].data, s->signature[i].len}, {s->key, HASH_LEN},
                {NULL, 0}};
    }
    bytes_clear(&net.body);
    wire_encode_push(m, &net.body);
    post(s, "/sync/v1/push");
    free(m);
}

/* ---- Replies ---- */

static void take_hello(struct site *s, struct span body)
{
    struct wire_hello_reply m;
    struct wire_hold *hold = NULL;

    rig_must(wire_decode_hello_reply(body, &m, &hold) == WK_OK, "no hello");
    uplink_heard(s->uplink, &m, m.head.seq == 0);
    wire_release(hold);
}

static void take_catalogue(struct site *s, struct span body)
{
    struct wire_catalogue *m = xcalloc(1, sizeof *m);
    struct wire_hold *hold = NULL;

    rig_must(wire_decode_catalogue(body, m, &hold) == WK_OK, "no catalogue");
    s->from = m->next;
    if (m->next == 0)
        uplink_catalogued(s->uplink);
    wire_release(hold);
    free(m);
}

static void take_push(struct site *s, struct span body)
{
    struct wire_push_reply *m = xcalloc(1, sizeof *m);
    struct wire_hold *hold = NULL;

    rig_must(wire_decode_push_reply(body, m, &hold) == WK_OK, "no verdicts");
    for (size_t i = 0; i < m->n_verdicts; i++)
        rig_must(m->verdict[i].kind == VERDICT_STORED ||
                m->verdict[i].kind == VERDICT_ALREADY_HELD,
            "verdict %d", (int)m->verdict[i].kind);
    uplink_pushed(s->uplink, m, true);
    wire_release(hold);
    free(m);
}

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    struct site *s = user;

    (void)l;
    if (r->status == 200 && s->sent == UPLINK_HELLO) {
        take_hello(s, r->body);
    } else if (r->status == 200 && s->sent == UPLINK_CATALOGUE) {
        take_catalogue(s, r->body);
    } else if (r->status == 200) {
        take_push(s, r->body);
    } else {
        net.later += r->retry_after > 0;
        net.failed += r->retry_after == 0;
        uplink_failed(s->uplink, r->status, r->retry_after, false);
    }
    drive(s);
}

/* ---- A night ---- */

static void wait_a_while(struct site *s)
{
    uint32_t random, bound = uplink_wait_bound_ms(s->uplink);
    int64_t least = 1000 * (int64_t)uplink_retry_after_s(s->uplink);
    int64_t ms;

    random_bytes((uint8_t *)&random, sizeof random);
    ms = random % (bound + 1);
    s->again_ms = clock_monotonic_ms() + (ms > least ? ms : least);
}

static void drive(struct site *s)
{
    switch (uplink_next(s->uplink)) {
    case UPLINK_HELLO:
        send_hello(s);
        return;
    case UPLINK_CLOSE:
        uplink_closed(s->uplink, &s->identity->head);
        drive(s);
        return;
    case UPLINK_PUSH:
        send_push(s);
        return;
    case UPLINK_WAIT:
        wait_a_while(s);
        return;
    case UPLINK_END:
        rig_must(uplink_end(s->uplink) == UPLINK_DONE, "a night ends: %s",
            uplink_message(s->uplink));
        link_close(s->link);
        s->over = true;
        net.over++;
        return;
    case UPLINK_CATALOGUE:
        send_catalogue(s);
        return;
    case UPLINK_HISTORY:
    case UPLINK_ADOPT:
        rig_must(false, "a night that was not meant");
    }
}

static void set_up(struct site *s, size_t i, struct entry *e)
{
    struct uplink_start start = {.catalogue = net.office.catalogue,
        .date = clock_local_date(clock_now()),
        .adopted = UPLINK_NEVER,
        .max_tries = TRIES};

    s->identity = &net.office.site[i];
    memcpy(start.head.era, s->identity->head.era, ERA_LEN);
    s->uplink = uplink_new(&start);
    s->link = link_new(net.set, &s->identity->identity, s);
    crypto_key_id(s->identity->key, s->key);
    for (size_t k = 0; k < net.backlog; k++) {
        s->entry[k] = bytes_new(MAX_ENTRY);
        s->signature[k] = bytes_new(80);
        e->release.channel = k % 2 == 0 ? CHANNEL_SELF : CHANNEL_ASSISTED;
        office_sign(&net.office, s->identity, e, MONTH, k / 2, &s->entry[k],
            &s->signature[k]);
    }
}

/* Whoever has waited long enough goes on. */
static void wake(void)
{
    int64_t now = clock_monotonic_ms();

    for (size_t i = 0; i < net.n; i++) {
        struct site *s = &net.site[i];

        if (s->again_ms == 0 || s->again_ms > now)
            continue;
        s->again_ms = 0;
        uplink_waited(s->uplink, true);
        drive(s);
    }
}

/* Seconds until the last night is over. */
static double all_nights(void)
{
    const int64_t begin = figure_now_ns();

    for (size_t i = 0; i < net.n; i++)
        drive(&net.site[i]);
    while (net.over < net.n) {
        (void)link_set_run(net.set, TICK_MS);
        wake();
    }
    return (double)(figure_now_ns() - begin) / 1e9;
}

static void print_all(double seconds, double peak, double cpu)
{
    char what[96];

    snprintf(what, sizeof what,
        "nights of %zu sites at once, %zu releases each", net.n, net.backlog);
    figure_print(&(struct figure){.row = "P9",
        .what = what,
        .unit = "s",
        .ours = seconds,
        .want = FIGURE_AT_MOST,
        .goal = 10});
    figure_print(&(struct figure){.row = "P9",
        .what = "exchanges that failed, but for Retry-After",
        .unit = "",
        .ours = (double)net.failed,
        .want = FIGURE_AT_MOST,
        .goal = 0});
    figure_print(&(struct figure){.row = "P9",
        .what = "the centre's most memory",
        .unit = "MiB",
        .ours = peak,
        .want = FIGURE_AT_MOST,
        .goal = 128});
    figure_note("P9",
        "%zu connections, %zu answers with Retry-After; %.2f s of the centre's"
        " processor",
        link_set_opened(net.set), net.later, cpu);
}

int main(int argc, char *argv[])
{
    const bool is_long = figure_is_long(argc, argv);
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(QUESTIONS, 0, 0, &text);
    struct answers *sets = xcalloc(PEOPLE, sizeof *sets);
    struct entry *e = xcalloc(1, sizeof *e);
    struct child_memory memory;
    double seconds, cpu;

    figure_begin();
    net.n = is_long ? SITES : SITES_SHORT;
    net.backlog = is_long ? BACKLOG : BACKLOG_SHORT;
    net.body = bytes_new(MAX_BODY);
    net.site = xcalloc(net.n, sizeof *net.site);
    form_draw(q, PEOPLE, sets);
    form_release(q, sets, PEOPLE, &e->release);
    office_new(&net.office, net.n, (struct span){text.data, text.len});
    office_start(&net.office);
    net.set = link_set_new(
        rig_path("central/ca/cert.pem"), net.office.sync_port, on_reply);
    for (size_t i = 0; i < net.n; i++)
        set_up(&net.site[i], i, e);
    cpu = child_cpu(&net.office.serve);
    seconds = all_nights();
    child_memory(net.office.serve.pid, &memory);
    print_all(seconds, memory.peak, child_cpu(&net.office.serve) - cpu);
    office_stop(&net.office);
    rig_must(net.failed == 0, "%zu exchanges failed", net.failed);
    rig_must(office_counted() == (double)(net.n * net.backlog),
        "a release is missing, or counted twice");
    office_verify();
    for (size_t i = 0; i < net.n; i++) {
        uplink_free(net.site[i].uplink);
        for (size_t k = 0; k < net.backlog; k++) {
            bytes_free(&net.site[i].entry[k]);
            bytes_free(&net.site[i].signature[k]);
        }
    }
    link_set_free(net.set);
    office_free(&net.office);
    free(net.site);
    free(e);
    free(sets);
    bytes_free(&net.body);
    bytes_free(&text);
    questionnaire_free(q);
    return 0;
}
