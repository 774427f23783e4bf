/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * main.c - simulate networks and report whether every promise held.
 *
 *   sim [--seeds N] [--first SEED] [--nights N] [--plant NAME] [--trace]
 *
 * Exit status 0: every promise held (or, with --plant, the planted bug was
 * found by whom it must be); 3: the other way round; 2: wrong usage.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

struct options {
    uint64_t first, seeds, nights;
    const struct plant_name *plant;
    bool trace;
};

/* Each planted bug, and who must be the one that finds it. */
static const struct plant_name {
    const char *name;
    enum plant plant;
    const char *finder;
} PLANTS[] = {
    {"none", PLANT_NONE, ""},
    {"ack-early", PLANT_ACK_EARLY, ""},
    {"reused-number", PLANT_REUSED_NUMBER, ""},
    {"restarted-label", PLANT_RESTART, "history: table label"},
    {"withdrawn-again", PLANT_WITHDRAWN_AGAIN, "history: table entry"},
    {"counted-twice", PLANT_COUNTED_TWICE, "history: site"},
};
enum { N_PLANTS = sizeof PLANTS / sizeof PLANTS[0] };

static void print_events(const struct world *w)
{
    uint64_t from = w->n_events > WORLD_EVENTS ? w->n_events - WORLD_EVENTS : 0;

    for (uint64_t i = from; i < w->n_events; i++)
        printf("  %s\n", w->event[i % WORLD_EVENTS]);
}

struct totals {
    uint64_t nights, exchanges, restores, kills, quarantines, releases, found;
};

/* One seed: about 400 site-nights, then two calm ones. */
static bool run_seed(const struct options *o, uint64_t seed, struct totals *sum)
{
    struct world *w = world_new(seed, o->plant->plant);
    bool held;

    while (w->nights < 400 && w->violation[0] == '\0')
        world_step(w);
    if (w->violation[0] == '\0')
        world_settle(w);
    held = w->violation[0] == '\0';
    if (!held)
        printf("seed %" PRIu64 ": %s\n", seed, w->violation);
    if (o->trace || (!held && o->plant->plant == PLANT_NONE))
        print_events(w);
    sum->nights += w->nights;
    sum->exchanges += w->exchanges;
    sum->restores += w->restores;
    sum->kills += w->kills;
    sum->quarantines += w->quarantines;
    sum->releases += w->releases;
    sum->found += !held &&
        strncmp(w->violation, o->plant->finder, strlen(o->plant->finder)) == 0;
    world_free(w);
    return held;
}

static const struct plant_name *find_plant(const char *name)
{
    for (size_t i = 0; i < N_PLANTS; i++)
        if (strcmp(PLANTS[i].name, name) == 0)
            return &PLANTS[i];
    return NULL;
}

static bool parse(int argc, char *argv[], struct options *o)
{
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";

        if (strcmp(argv[i], "--trace") == 0) {
            o->trace = true;
            continue;
        }
        i++;
        if (strcmp(argv[i - 1], "--seeds") == 0)
            o->seeds = strtoull(value, NULL, 10);
        else if (strcmp(argv[i - 1], "--first") == 0)
            o->first = strtoull(value, NULL, 10);
        else if (strcmp(argv[i - 1], "--nights") == 0)
            o->nights = strtoull(value, NULL, 10);
        else if (strcmp(argv[i - 1], "--plant") == 0)
            o->plant = find_plant(value);
        else
            return false;
    }
    return o->plant != NULL;
}

int main(int argc, char *argv[])
{
    struct options o = {
        .first = 1, .seeds = UINT64_MAX, .nights = 10000, .plant = PLANTS};
    struct totals sum = {.nights = 0};
    bool good;

    if (!parse(argc, argv, &o)) {
        fprintf(stderr,
            "usage: sim [--seeds N] [--first SEED] [--nights N]"
            " [--plant NAME] [--trace]\n"
            "plants:");
        for (size_t i = 1; i < N_PLANTS; i++)
            fprintf(stderr, " %s", PLANTS[i].name);
        fputc('\n', stderr);
        return 2;
    }
    for (uint64_t i = 0; i < o.seeds && sum.nights < o.nights; i++)
        if (!run_seed(&o, o.first + i, &sum))
            break;
    printf("%" PRIu64 " site-nights, %" PRIu64 " exchanges, %" PRIu64
           " releases, %" PRIu64 " kills, %" PRIu64 " restores, %" PRIu64
           " readmissions: %s\n",
        sum.nights, sum.exchanges, sum.releases, sum.kills, sum.restores,
        sum.quarantines,
        sum.found == 0 ? "every promise held" : "a promise was broken");
    good = (sum.found == 0) == (o.plant->plant == PLANT_NONE);
    return good ? 0 : 3;
}
