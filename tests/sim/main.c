/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * main.c - simulate networks and report whether every promise held.
 *
 *   sim [--seeds N] [--first SEED] [--nights N] [--plant NAME]
 *       [--equal] [--trace]                        many small worlds
 *   sim --seed SEED [...]                          one of them again
 *   sim --sites N --years N [--seed SEED] [...]    one large world
 *   sim --carry SITES                              what one centre carries
 *
 * --equal runs every seed twice and wants equal events, and others than the
 * seed before had.
 *
 * Exit status 0: every promise held (or, with --plant, the planted bug was
 * found by whom it must be); 3: the other way round; 2: wrong usage.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "carry.h"
#include "world.h"

enum {
    SMALL_SITES = 4,
    SMALL_NIGHTS = 400, /* about half a year */
    LONG_EVERY = 8,     /* one small world in so many lives long */
    LONG_DAYS = 900,    /* labels are destroyed, certificates renewed */
};

struct options {
    uint64_t first, seeds, nights;
    size_t sites, years; /* of one large world; 0: small ones */
    size_t carry;
    const struct plant_name *plant;
    bool trace, equal;
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
    {"close-before-hello", PLANT_CLOSE_FIRST, ""},
    {"restarted-label", PLANT_RESTART, "history: table label"},
    {"withdrawn-again", PLANT_WITHDRAWN_AGAIN, "history: table entry"},
    {"counted-twice", PLANT_COUNTED_TWICE, "history: site"},
    {"overlap-unchecked", PLANT_OVERLAP, "history: site"},
    {"two-eras-open", PLANT_TWO_ERAS, "the centre holds two open eras"},
};
enum { N_PLANTS = sizeof PLANTS / sizeof PLANTS[0] };

struct totals {
    uint64_t nights, exchanges, restores, kills, quarantines, releases, found;
    uint64_t destroyed, renewed, log;
};

static void add(struct totals *sum, const struct world *w)
{
    sum->nights += w->nights;
    sum->exchanges += w->exchanges;
    sum->restores += w->restores;
    sum->kills += w->kills;
    sum->quarantines += w->quarantines;
    sum->releases += w->releases;
    sum->destroyed += w->destroyed;
    sum->renewed += w->renewed;
    sum->log = trace_hash(w->trace);
}

static void live(const struct options *o, struct world *w, uint64_t seed)
{
    bool is_long = o->sites > 0 || seed % LONG_EVERY == 0;
    int64_t days = o->sites > 0 ? (int64_t)o->years * 365 : LONG_DAYS;
    int64_t end = w->date + days;

    while (w->violation[0] == '\0' &&
        (is_long ? w->date < end : w->nights < SMALL_NIGHTS))
        world_step(w);
    if (w->violation[0] == '\0')
        world_settle(w);
}

/* One seed: some time with faults, then two calm nights. */
static bool run_seed(const struct options *o, uint64_t seed, struct totals *sum)
{
    struct world_plan plan = {.seed = seed,
        .sites = o->sites > 0 ? o->sites : SMALL_SITES,
        .plant = o->plant->plant,
        .loud = o->trace};
    struct world *w = world_new(&plan);
    bool held;

    live(o, w, seed);
    held = w->violation[0] == '\0';
    if (!held) {
        printf("seed %" PRIu64 ": %s\n", seed, w->violation);
        world_print_trace(w);
    }
    add(sum, w);
    sum->found += !held &&
        strncmp(w->violation, o->plant->finder, strlen(o->plant->finder)) == 0;
    world_free(w);
    return held;
}

/* The same seed again: equal events, and others than the last seed had. */
static bool is_equal(
    const struct options *o, uint64_t seed, uint64_t last, struct totals *sum)
{
    uint64_t log = sum->log;

    (void)run_seed(o, seed, sum);
    if (sum->log == log && log != last)
        return true;
    printf("seed %" PRIu64 ": events %016" PRIx64 ", again %016" PRIx64
           ", of the seed before %016" PRIx64 "\n",
        seed, log, sum->log, last);
    return false;
}

static bool run(const struct options *o, struct totals *sum)
{
    for (uint64_t i = 0; i < o->seeds && sum->nights < o->nights; i++) {
        uint64_t last = sum->log;

        if (!run_seed(o, o->first + i, sum))
            return false;
        if (o->equal && !is_equal(o, o->first + i, last, sum))
            return false;
    }
    return true;
}

static const struct plant_name *find_plant(const char *name)
{
    for (size_t i = 0; i < N_PLANTS; i++)
        if (strcmp(PLANTS[i].name, name) == 0)
            return &PLANTS[i];
    return NULL;
}

static bool parse_number(struct options *o, const char *name, const char *value)
{
    uint64_t n = strtoull(value, NULL, 10);

    if (strcmp(name, "--seeds") == 0) {
        o->seeds = n;
    } else if (strcmp(name, "--first") == 0) {
        o->first = n;
    } else if (strcmp(name, "--seed") == 0) {
        o->first = n;
        o->seeds = 1;
    } else if (strcmp(name, "--nights") == 0) {
        o->nights = n;
    } else if (strcmp(name, "--sites") == 0) {
        o->sites = n;
        o->seeds = 1;
    } else if (strcmp(name, "--years") == 0) {
        o->years = n;
    } else if (strcmp(name, "--carry") == 0) {
        o->carry = n;
    } else {
        return false;
    }
    return n > 0;
}

static bool parse(int argc, char *argv[], struct options *o)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--trace") == 0)
            o->trace = true;
        else if (strcmp(argv[i], "--equal") == 0)
            o->equal = true;
        else if (i + 1 == argc)
            return false;
        else if (strcmp(argv[i], "--plant") == 0)
            o->plant = find_plant(argv[++i]);
        else if (!parse_number(o, argv[i], argv[i + 1]))
            return false;
        else
            i++;
    }
    /* More than ten years would not fit the tallies. */
    return o->plant != NULL && (o->sites > 0) == (o->years > 0) &&
        o->years <= 10;
}

static int usage(void)
{
    fprintf(stderr,
        "usage: sim [--seed SEED | --first SEED] [--seeds N] [--nights N]"
        " [--plant NAME]\n"
        "           [--sites N --years N] [--equal] [--trace]\n"
        "       sim --carry SITES\n"
        "plants:");
    for (size_t i = 1; i < N_PLANTS; i++)
        fprintf(stderr, " %s", PLANTS[i].name);
    fputc('\n', stderr);
    return 2;
}

int main(int argc, char *argv[])
{
    struct options o = {
        .first = 1, .seeds = UINT64_MAX, .nights = 10000, .plant = PLANTS};
    struct totals sum = {.nights = 0};
    double cpu;
    bool good;

    if (!parse(argc, argv, &o))
        return usage();
    if (o.carry > 0)
        return carry(o.carry) ? 0 : 3;
    good = run(&o, &sum) == (o.plant->plant == PLANT_NONE) &&
        (sum.found > 0) == (o.plant->plant != PLANT_NONE);
    cpu = (double)clock() / CLOCKS_PER_SEC;
    printf("%" PRIu64 " site-nights, %" PRIu64 " exchanges, %" PRIu64
           " releases, %" PRIu64 " kills, %" PRIu64 " restores, %" PRIu64
           " readmissions, %" PRIu64 " labels given up, %" PRIu64
           " certificates renewed: %s\n"
           "events %016" PRIx64 "; %.0f site-nights a minute of one core\n",
        sum.nights, sum.exchanges, sum.releases, sum.kills, sum.restores,
        sum.quarantines, sum.destroyed, sum.renewed,
        sum.found == 0 ? "every promise held" : "a promise was broken", sum.log,
        (double)sum.nights * 60 / cpu);
    return good ? 0 : 3;
}
