/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * memory_central.c - P6: what the centre has in memory while every site is
 * connected, each over mutual TLS, after its hello was answered.
 *
 *   memory_central [--long]
 *
 * The real "serve"; 565 sites with --long.  Right is that every site was
 * answered, that no connection was let go for another, and that every one of
 * them is a descriptor of the server.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "figures.h"
#include "form.h"
#include "office.h"

enum { SITES = 565, SITES_SHORT = 60, AT_ONCE = 50, GOAL_MIB = 64 };

static size_t answered;

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    (void)l;
    (void)user;
    rig_must(r->status == 200, "a hello is answered %d", r->status);
    answered++;
}

static void say_hello(
    const struct office *o, const struct office_site *s, struct link *l)
{
    struct wire_hello m = {.catalogue = o->catalogue,
        .software = "bench",
        .date = clock_local_date(clock_now()),
        .disk_free = 50};
    struct bytes body = bytes_new(MAX_BODY);

    memcpy(m.head.era, s->head.era, ERA_LEN);
    wire_encode_hello(&m, &body);
    link_post(l, "/sync/v1/hello", "application/x-protobuf",
        (struct span){body.data, body.len});
    bytes_free(&body);
}

/* So many at a time, and all stay. */
static void connect_all(struct office *o, struct link_set *set)
{
    for (size_t i = 0; i < o->n_sites; i++) {
        struct office_site *s = &o->site[i];

        say_hello(o, s, link_new(set, &s->identity, NULL));
        while (i + 1 - answered >= AT_ONCE)
            rig_must(link_set_run(set, 10000), "no answer");
    }
    while (answered < o->n_sites)
        rig_must(link_set_run(set, 10000), "no answer");
    rig_must(link_set_opened(set) == o->n_sites, "%zu connections",
        link_set_opened(set));
}

static size_t descriptors(const struct child *c)
{
    char path[64];
    size_t n = 0;
    DIR *d;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)c->pid);
    d = opendir(path);
    rig_must(d != NULL, "%s", path);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2; /* "." and ".." */
}

static void print(const char *what, double mib, bool has_goal)
{
    figure_print(&(struct figure){.row = "P6",
        .what = what,
        .unit = "MiB",
        .ours = mib,
        .want = has_goal ? FIGURE_AT_MOST : FIGURE_TOLD,
        .goal = GOAL_MIB});
}

int main(int argc, char *argv[])
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(10, 0, 0, &text);
    struct child_memory idle, busy;
    struct link_set *set;
    struct office office;
    size_t before, n = figure_is_long(argc, argv) ? SITES : SITES_SHORT;

    figure_begin();
    office_new(&office, n, (struct span){text.data, text.len});
    office_start(&office);
    child_memory(office.serve.pid, &idle);
    before = descriptors(&office.serve);
    set = link_set_new(
        rig_path("central/ca/cert.pem"), office.sync_port, on_reply);
    connect_all(&office, set);
    child_memory(office.serve.pid, &busy);
    rig_must(descriptors(&office.serve) >= before + n, "%zu descriptors",
        descriptors(&office.serve));
    print("centre at rest, resident", idle.rss, true);
    print("centre at rest, anonymous", idle.anon, false);
    figure_note("P6", "%zu live connections with both certificates", n);
    print("centre, resident", busy.rss, true);
    print("centre, anonymous", busy.anon, true);
    figure_print(&(struct figure){.row = "P6",
        .what = "a connection, anonymous",
        .unit = "KiB",
        .ours = (busy.anon - idle.anon) * 1024 / (double)n});
    link_set_free(set);
    office_stop(&office);
    office_free(&office);
    questionnaire_free(q);
    bytes_free(&text);
    return 0;
}
