/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kiosk.c - P5, P6 and P8: a site that takes answer sets.
 *
 * The real "serve", whose kiosk_per_minute is raised.  P5 is one answer set of
 * one client, in turns with an fdatasync and with a commit of SQLite alone on
 * the same file system; P8 as many as go, of one client and of eight; P6 the
 * memory, at rest before and after that.  Right is what is answered 201 and
 * stands in the database once.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "figures.h"
#include "form.h"
#include "peer_db.h"
#include "place.h"
#include "random.h"
#include "xalloc.h"

enum { QUESTIONS = 12, ATTRIBUTES = 2, GROUPS = 4, CLIENTS = 8, ROW = 400 };

/* ODK Central (node 24, PostgreSQL 15), measured once; it cannot run here. */
static const double ODK_ONE = 107, ODK_EIGHT = 224, ODK_MIB = 390,
                    ODK_BYTES = 2.1 * 1024;

struct run {
    struct child site;
    struct link_set *set;
    struct link *link[CLIENTS];
    size_t left, saved; /* to send, and answered 201 */
    struct bytes body;
};

/* ---- Answer sets ---- */

static void make_body(struct run *r)
{
    uint8_t id[ID_LEN];
    char hex[2 * ID_LEN + 1];

    random_bytes(id, sizeof id);
    hex_encode(id, sizeof id, hex);
    bytes_clear(&r->body);
    bytes_addf(&r->body,
        "{\"id\":\"%s\",\"project\":\"p0\",\"channel\":\"self\","
        "\"questionnaire\":\"bench12\",\"answers\":{\"a0\":\"g1\"",
        hex);
    for (int i = 0; i < QUESTIONS; i++)
        bytes_addf(&r->body, ",\"q%d\":%d", i, id[i] % 4);
    bytes_add_text(&r->body, "}}");
}

static void send_next(struct run *r, struct link *l)
{
    if (r->left == 0)
        return;
    r->left--;
    make_body(r);
    link_post(l, "/api/v1/answers", "application/json",
        (struct span){r->body.data, r->body.len});
}

static void on_reply(struct link *l, void *user, struct link_reply *reply)
{
    struct run *r = user;

    rig_must(reply->status == 201, "an answer set is answered %d: %.*s",
        reply->status, (int)reply->body.len, (const char *)reply->body.data);
    r->saved++;
    send_next(r, l);
}

/* Seconds for n answer sets of so many clients. */
static double post(struct run *r, size_t n, size_t clients)
{
    size_t before = r->saved;
    int64_t start = figure_now_ns();

    r->left = n;
    for (size_t i = 0; i < clients; i++)
        send_next(r, r->link[i]);
    while (link_set_run(r->set, 10000))
        ;
    rig_must(r->saved - before == n, "an answer set was never answered");
    return (double)(figure_now_ns() - start) / 1e9;
}

/* ---- P5 ---- */

/* Seconds for a row's bytes to be on disk. */
static double sync_row(int fd, const void *row)
{
    int64_t start = figure_now_ns();

    rig_must(write(fd, row, ROW) == ROW && fdatasync(fd) == 0, "fdatasync");
    return (double)(figure_now_ns() - start) / 1e9;
}

static void print_latency(const char *what, const char *peer, double *ours,
    double *theirs, size_t n, double share, double goal)
{
    figure_print(&(struct figure){.row = "P5",
        .what = what,
        .unit = "ms",
        .ours = 1e3 * figure_quantile(ours, n, share),
        .peer = peer,
        .theirs = 1e3 * figure_quantile(theirs, n, share),
        .want = FIGURE_AT_MOST,
        .goal = goal});
}

static void measure_latency(struct run *r, size_t n)
{
    static const uint8_t row[ROW] = {0};
    struct peer_db *db = peer_db_new("commit.db");
    int fd = open(rig_path("sync"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    double *took[3];

    for (size_t k = 0; k < 3; k++)
        took[k] = xcalloc(n, sizeof *took[k]);
    for (size_t i = 0; i < n; i++) {
        int64_t start;

        took[0][i] = post(r, 1, 1);
        took[1][i] = sync_row(fd, row);
        start = figure_now_ns();
        peer_db_commit(db, row, ROW, 0);
        took[2][i] = (double)(figure_now_ns() - start) / 1e9;
    }
    print_latency("an answer set, durable, p50", "SQLite's FULL commit",
        took[0], took[2], n, 0.5, 1.5);
    print_latency("an answer set, durable, p99", "fdatasync", took[0], took[1],
        n, 0.99, 3);
    figure_note("P5", "SQLite's commit p99 %.3g ms; fdatasync p50 %.3g ms",
        1e3 * figure_quantile(took[2], n, 0.99),
        1e3 * figure_quantile(took[1], n, 0.5));
    for (size_t k = 0; k < 3; k++)
        free(took[k]);
    close(fd);
    peer_db_free(db);
}

/* ---- P6 ---- */

static void print_memory(const struct run *r, const char *when, bool peers)
{
    const char *empty[] = {rig_program("bench_empty"), NULL};
    struct child_memory ours, theirs;
    struct child c;
    char what[64];

    child_memory(r->site.pid, &ours);
    child_start(&c, "empty.log", empty);
    (void)child_await(&c, "ready");
    child_memory(c.pid, &theirs);
    child_stop(&c);
    snprintf(what, sizeof what, "site, anonymous memory %s", when);
    figure_print(&(struct figure){.row = "P6",
        .what = what,
        .unit = "MiB",
        .ours = ours.anon,
        .want = FIGURE_AT_MOST,
        .goal = 8});
    snprintf(what, sizeof what, "site, resident memory %s", when);
    figure_print(&(struct figure){.row = "P6",
        .what = what,
        .unit = "MiB",
        .ours = ours.rss,
        .want = FIGURE_AT_MOST,
        .goal = 24});
    if (peers)
        figure_note("P6",
            "an empty program on the same libraries: %.3g MiB, %.3g of it"
            " anonymous; mosquitto is not run here (8.7 MiB, measured once)",
            theirs.rss, theirs.anon);
}

/* ---- P8 ---- */

static void print_rate(const char *what, double rate, double odk, double goal)
{
    figure_print(&(struct figure){.row = "P8",
        .what = what,
        .unit = "/s",
        .ours = rate,
        .peer = "ODK Central, not run here,",
        .theirs = odk,
        .want = FIGURE_AT_LEAST,
        .goal = goal});
}

static void measure_rate(struct run *r, size_t n)
{
    enum { ROUNDS = 3 };
    double one[ROUNDS], eight[ROUNDS], cpu = child_cpu(&r->site);
    struct child_memory m;

    for (size_t i = 0; i < ROUNDS; i++) {
        one[i] = (double)n / post(r, n, 1);
        eight[i] = (double)n / post(r, n, CLIENTS);
    }
    cpu = (child_cpu(&r->site) - cpu) / (double)(2 * ROUNDS * n);
    child_memory(r->site.pid, &m);
    print_rate("answer sets, 1 client", figure_quantile(one, ROUNDS, 0.5),
        ODK_ONE, 20);
    print_rate("answer sets, 8 clients", figure_quantile(eight, ROUNDS, 0.5),
        ODK_EIGHT, 10);
    figure_note("P8", "the site's processor: %.3g ms an answer set", 1e3 * cpu);
    figure_print(&(struct figure){.row = "P8",
        .what = "most memory meanwhile",
        .unit = "MiB",
        .ours = m.peak,
        .peer = "ODK Central, not run here,",
        .theirs = ODK_MIB,
        .want = FIGURE_AT_MOST,
        .goal = 1.0 / 20});
}

/* What the database holds, once the site has stopped. */
static void check(const struct run *r, double before)
{
    double rows =
        peer_db_ask("site/site.db", "SELECT count(*) FROM answer_set");

    rig_must(rows == (double)r->saved, "%zu answer sets saved, %.0f stored",
        r->saved, rows);
    figure_print(&(struct figure){.row = "P8",
        .what = "stored for an answer set",
        .unit = "B",
        .ours = (rig_size("site/site.db") - before) / rows,
        .peer = "ODK Central, not run here,",
        .theirs = ODK_BYTES,
        .want = FIGURE_AT_MOST,
        .goal = 0.1});
}

int main(int argc, char *argv[])
{
    bool is_long = figure_is_long(argc, argv);
    struct run r = {.body = bytes_new(MAX_BODY)};
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(QUESTIONS, ATTRIBUTES, GROUPS, &text);
    double before;

    figure_begin();
    place_new((struct span){text.data, text.len});
    place_project(q, 0, place_month());
    before = rig_size("site/site.db");
    r.set = link_set_new(NULL, place_start(&r.site), on_reply);
    for (size_t i = 0; i < CLIENTS; i++)
        r.link[i] = link_new(r.set, NULL, &r);
    (void)post(&r, 1, 1);
    print_memory(&r, "at rest", true);
    measure_latency(&r, is_long ? 4000 : 100);
    measure_rate(&r, is_long ? 2000 : 80);
    print_memory(&r, "after it", false);
    link_set_free(r.set);
    child_stop(&r.site);
    check(&r, before);
    questionnaire_free(q);
    bytes_free(&text);
    bytes_free(&r.body);
    return 0;
}
