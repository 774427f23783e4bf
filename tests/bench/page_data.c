/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_data.c - P4: how often a second the centre gives out the data of a page.
 *
 *   page_data [--long]
 *
 * The real "serve", somebody who has logged in, TLS 1.3 and keep-alive: the
 * views as they were made once (replies.h), and 304 to whoever has them.
 * Beside it nginx, one process, the same certificate, the same bytes as a file;
 * rounds take turns.  Each figure is of one core of the server: requests by
 * the seconds of processor that it used, so that neither the client nor what
 * else the machine does counts.  nginx is looked for in the PATH's usual place
 * or as WK_NGINX.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "figures.h"
#include "cells.h"
#include "form.h"
#include "office.h"
#include "password.h"
#include "xalloc.h"

enum { SITES = 5, LINKS = 8, ROUNDS_MAX = 5, MONTH = 12 * 2026, MONTHS = 6 };

static const char NAME[] = "bench", PASSWORD[] = "a bench of one person";
static const char COMPARE[] =
    "/api/v1/compare?question=q0&from=2026-01&to=2026-06";
static const char SITES_PATH[] = "/api/v1/sites";

struct run {
    struct link_set *set;
    const char *path;
    int want; /* the status that is right */
    size_t left, under_way;
    struct bytes body; /* of the last reply */
    char cookie[200], etag[80];
};

/* A header's value, up to this character. */
static void take_header(
    const char *head, const char *name, char end, char *out, size_t cap)
{
    const char *at = strstr(head, name);
    size_t n = 0;

    rig_must(at != NULL, "no header %s", name);
    for (at += strlen(name); at[n] != end && n + 1 < cap; n++)
        out[n] = at[n];
    out[n] = '\0';
}

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    struct run *run = user;

    run->under_way--;
    rig_must(r->status == run->want, "%s: %d", run->path, r->status);
    if (run->left == 0) {
        bytes_clear(&run->body);
        bytes_add(&run->body, r->body.data, r->body.len);
        if (strstr(r->head, "Set-Cookie: ") != NULL)
            take_header(
                r->head, "Set-Cookie: ", ';', run->cookie, sizeof run->cookie);
        if (strstr(r->head, "ETag: ") != NULL)
            take_header(r->head, "ETag: ", '\r', run->etag, sizeof run->etag);
        return;
    }
    run->left--;
    run->under_way++;
    link_get(l, run->path);
}

/* Ask n times over so many connections, which stay open. */
static void ask(struct run *run, struct link **link, size_t links,
    const char *path, int want, size_t n)
{
    run->path = path;
    run->want = want;
    run->left = n > links ? n - links : 0;
    run->under_way = links;
    for (size_t i = 0; i < links; i++)
        link_get(link[i], path);
    while (run->under_way > 0)
        (void)link_set_run(run->set, 1000);
}

static void set_headers(struct run *run, bool known)
{
    char lines[400];

    snprintf(lines, sizeof lines, "Cookie: %s\r\n", run->cookie);
    if (known)
        snprintf(lines + strlen(lines), sizeof lines - strlen(lines),
            "If-None-Match: %s\r\n", run->etag);
    link_set_headers(run->set, lines);
}

static void log_in(struct run *run, struct link *l)
{
    struct bytes body = bytes_new(300);

    bytes_addf(
        &body, "{\"name\": \"%s\", \"password\": \"%s\"}", NAME, PASSWORD);
    run->path = "/api/v1/login";
    run->want = 200;
    run->left = 0;
    run->under_way = 1;
    link_post(
        l, run->path, "application/json", (struct span){body.data, body.len});
    while (run->under_way > 0)
        (void)link_set_run(run->set, 1000);
    bytes_free(&body);
}

/* Figures of six months from each site, and somebody to look at them. */
static void fill(struct office *o, const struct questionnaire *q)
{
    struct central *c = office_open();
    struct ledger_account account = {.role = "analyst"};
    struct answers *sets = xcalloc(100, sizeof *sets);
    struct entry *e = xcalloc(1, sizeof *e);

    strcpy(account.name, NAME);
    password_hash(PASSWORD, account.hash);
    rig_must(ledger_account_set(c->ledger, &account) == WK_OK, "account");
    for (size_t s = 0; s < SITES; s++) {
        for (int32_t m = 0; m < MONTHS; m++) {
            struct ledger_entry row = {
                .site = o->site[s].id, .verdict = VERDICT_STORED};
            struct bytes entry = bytes_new(MAX_ENTRY), sig = bytes_new(100);

            for (size_t i = 0; i < 100; i++)
                form_draw(q, 1, &sets[i]);
            form_release(q, sets, 100, &e->release);
            office_sign(o, &o->site[s], e, MONTH + m, 0, &entry, &sig);
            row.seq = e->seq;
            row.bytes = (struct span){entry.data, entry.len};
            row.signature = (struct span){sig.data, sig.len};
            rig_must(ledger_entry_add(c->ledger, &row, 0) == WK_OK &&
                    cells_add(c->ledger, &row) == WK_OK,
                "entry");
            bytes_free(&entry);
            bytes_free(&sig);
        }
    }
    central_close(c);
    free(e);
    free(sets);
}

/* ---- nginx ---- */

static const char *find_nginx(void)
{
    const char *own = getenv("WK_NGINX");

    if (own != NULL)
        return own;
    return access("/usr/sbin/nginx", X_OK) == 0 ? "/usr/sbin/nginx" : NULL;
}

/* A free port: nginx cannot be asked which one it got. */
static int free_port(void)
{
    struct sockaddr_in a = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    rig_must(fd >= 0 && bind(fd, (struct sockaddr *)&a, len) == 0 &&
            getsockname(fd, (struct sockaddr *)&a, &len) == 0,
        "no port");
    close(fd);
    return ntohs(a.sin_port);
}

/* As fast as it goes: one process, no log, the file kept open. */
static int start_nginx(const char *nginx, struct child *c)
{
    struct bytes conf = bytes_new(4096);
    const char *const argv[] = {nginx, "-p", rig_folder(), "-e", "nginx.err",
        "-c", rig_path("nginx.conf"), NULL};
    int port = free_port();

    bytes_addf(&conf,
        "daemon off; master_process off; pid nginx.pid;\n"
        "error_log nginx.err;\n"
        "events { worker_connections 256; }\n"
        "http { access_log off; sendfile on; tcp_nodelay on;\n"
        " keepalive_requests 100000000; open_file_cache max=10;\n"
        " client_body_temp_path tmp; proxy_temp_path tmp;\n"
        " fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;\n"
        " default_type application/json;\n"
        " server { listen 127.0.0.1:%d ssl; ssl_protocols TLSv1.3;\n"
        "  ssl_certificate central/tls/web-cert.pem;\n"
        "  ssl_certificate_key central/tls/web-key.pem;\n"
        "  root .; } }\n",
        port);
    rig_write("nginx.conf", bytes_text(&conf));
    bytes_free(&conf);
    child_start(c, "nginx.log", argv);
    for (int i = 0; access(rig_path("nginx.pid"), R_OK) != 0; i++) {
        rig_must(i < 500, "nginx does not start");
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return port;
}

/* ---- Measuring ---- */

struct side {
    struct run run;
    struct link *link[LINKS];
    const struct child *server;
};

static void side_new(struct side *s, int port, const struct child *server)
{
    s->server = server;
    s->run.body = bytes_new(1 << 20);
    s->run.set = link_set_new(rig_path("central/ca/cert.pem"), port, on_reply);
    for (size_t i = 0; i < LINKS; i++)
        s->link[i] = link_new(s->run.set, NULL, &s->run);
}

static void side_free(struct side *s)
{
    link_set_free(s->run.set);
    bytes_free(&s->run.body);
}

/* Requests by second of the server's processor. */
static double rate(struct side *s, const char *path, int want, size_t n)
{
    double before = child_cpu(s->server);

    ask(&s->run, s->link, LINKS, path, want, n);
    return (double)n / (child_cpu(s->server) - before);
}

static void measure(struct side *ours, struct side *theirs, const char *path,
    const char *file, const char *what, bool is_long)
{
    size_t rounds = is_long ? ROUNDS_MAX : 3, n = is_long ? 20000 : 1000;
    double mine[ROUNDS_MAX], known[ROUNDS_MAX], nginx[ROUNDS_MAX] = {0};
    char words[100], url[40];
    size_t len;

    snprintf(url, sizeof url, "/%s", file);
    set_headers(&ours->run, false);
    ask(&ours->run, ours->link, 1, path, 200, 1);
    rig_write(file, bytes_text(&ours->run.body));
    len = ours->run.body.len;
    if (theirs != NULL) {
        ask(&theirs->run, theirs->link, 1, url, 200, 1);
        rig_must(theirs->run.body.len == ours->run.body.len &&
                memcmp(theirs->run.body.data, ours->run.body.data,
                    ours->run.body.len) == 0,
            "nginx gives other bytes");
    }
    for (size_t i = 0; i < rounds; i++) {
        set_headers(&ours->run, false);
        mine[i] = rate(ours, path, 200, n);
        set_headers(&ours->run, true);
        known[i] = rate(ours, path, 304, n);
        if (theirs != NULL)
            nginx[i] = rate(theirs, url, 200, n);
    }
    snprintf(words, sizeof words, "%s (%zu B), of one core", what, len);
    figure_print(&(struct figure){.row = "P4",
        .what = words,
        .unit = "/s",
        .ours = figure_quantile(mine, rounds, .5),
        .peer = theirs != NULL ? "nginx, the same as a file" : NULL,
        .theirs = theirs != NULL ? figure_quantile(nginx, rounds, .5) : 0,
        .want = theirs != NULL ? FIGURE_AT_LEAST : FIGURE_TOLD,
        .goal = 0.8});
    figure_print(&(struct figure){.row = "P4",
        .what = "304 to whoever has it, of one core",
        .unit = "/s",
        .ours = figure_quantile(known, rounds, .5)});
}

int main(int argc, char *argv[])
{
    bool is_long = figure_is_long(argc, argv);
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(10, 0, 0, &text);
    struct side ours = {.server = NULL}, theirs = {.server = NULL};
    const char *nginx = find_nginx();
    struct child peer;
    struct office office;

    figure_begin();
    form_seed(4);
    office_new(&office, SITES, (struct span){text.data, text.len});
    fill(&office, q);
    office_start(&office);
    side_new(&ours, office.web_port, &office.serve);
    log_in(&ours.run, ours.link[0]);
    if (nginx == NULL)
        figure_note("P4", "nginx: not installed (apt-get install nginx)");
    else
        side_new(&theirs, start_nginx(nginx, &peer), &peer);
    measure(&ours, nginx != NULL ? &theirs : NULL, SITES_PATH, "sites.json",
        "sites as JSON", is_long);
    measure(&ours, nginx != NULL ? &theirs : NULL, COMPARE, "compare.json",
        "a comparison as JSON", is_long);
    side_free(&ours);
    if (nginx != NULL) {
        side_free(&theirs);
        child_stop(&peer);
    }
    office_stop(&office);
    office_free(&office);
    questionnaire_free(q);
    bytes_free(&text);
    return 0;
}
