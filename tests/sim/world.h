/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.h - a whole network in memory: the shipped cores and stores of one
 * centre and some sites, on a calendar of their own, with faults drawn from a
 * seed.
 *
 * One thing happens at a time, and after each the promises of
 * proto/PROTOCOL.md are checked (check.h): what is new each time, all that is
 * held every few nights.  Equal seeds give equal events.
 *
 * Units  Dates are days since 1970-01-01.
 */
#ifndef WK_WORLD_H
#define WK_WORLD_H

#include "cells.h"
#include "night.h"
#include "sync.h"
#include "trace.h"

enum {
    WORLD_SERIES = 6,   /* 3 projects, 2 channels each */
    WORLD_MONTHS = 144, /* ten years, and clocks that are off */
    WORLD_SNAPSHOTS = 3,
};
#define WORLD_CENTRE SIZE_MAX /* as a site: the centre */

/* Bugs that can be planted, each a negative control of the checks. */
enum plant {
    PLANT_NONE,
    PLANT_ACK_EARLY,       /* the centre acknowledges before it commits */
    PLANT_REUSED_NUMBER,   /* a restored site closes before hello */
    PLANT_RESTART,         /* a label is ended before it is a year old */
    PLANT_WITHDRAWN_AGAIN, /* a site releases again what it withdrew */
    PLANT_COUNTED_TWICE,   /* the centre counts a covered month */
    PLANT_CLOSE_FIRST,     /* every night closes before hello */
    PLANT_OVERLAP,         /* the centre does not look for covered months */
    PLANT_TWO_ERAS,        /* the centre takes entries of a closed era */
};

/* How many answer sets were acknowledged, by series and month. */
struct tallies {
    uint16_t n[WORLD_SERIES][WORLD_MONTHS];
};

struct certificate_of_machine {
    uint8_t fingerprint[HASH_LEN];
    int64_t not_after; /* seconds since 1970 */
};

/* One machine with a site's identity: its database, head file and truth. */
struct machine {
    char name[24];
    char uri[64];
    void *anchor; /* keeps the in-memory database alive between connections */
    struct store *store;
    struct bytes head;
    bool has_head;
    struct certificate_of_machine certificate;
    struct tallies truth;
    int64_t clock_off; /* days */
    size_t site;
    bool in_use, adopting;
    uint64_t checked_seq; /* entries checked against the truth so far */
    uint64_t exempt_seq;  /* receipts that a restore of the centre undid */
    int64_t until;        /* a clone: the date it is switched off */
};

struct snapshot {
    void *copy; /* a database, or NULL */
    struct bytes head;
    bool has_head;
    bool undone; /* its receipts, by a restore of the centre since */
    struct certificate_of_machine certificate;
    struct tallies truth;
};

struct site_of_world {
    struct crypto_key *key;
    int64_t id;
    struct machine machine, clone;
    struct snapshot snapshot[WORLD_SNAPSHOTS];
};

/* What kind of world; equal ones have equal events. */
struct world_plan {
    uint64_t seed;
    size_t sites;
    enum plant plant;
    bool loud; /* print every event */
};

struct world {
    uint64_t state; /* of the generator */
    enum plant plant;
    bool calm;   /* no faults any more */
    bool sparse; /* many sites: what costs most is checked less often */
    int64_t date;
    struct ledger *ledger;
    char uri[64];
    void *anchor, *backup;
    struct seal *seal;
    uint8_t questionnaire[HASH_LEN];
    struct questionnaire *q;
    struct crypto_key *ca_key;
    struct bytes ca;
    struct site_of_world *site;
    size_t n_sites;
    uint32_t n_snapshots; /* of each site */
    uint64_t steps, nights, exchanges, restores, kills, quarantines, releases;
    uint64_t destroyed, renewed; /* labels given up; certificates */
    struct {
        size_t site;
        uint8_t fingerprint[HASH_LEN]; /* of its certificate */
        char path[32];
        struct bytes body;
    } late; /* a message the network kept for later */
    struct trace *trace;
    size_t suspect; /* the site, or WORLD_CENTRE, that is being looked at */
    char violation[256]; /* "" while every promise holds */
};

struct world *world_new(const struct world_plan *plan);
void world_free(struct world *w);

/* Let one day begin, with whatever the seed has in store for it. */
void world_step(struct world *w);
/* End all faults and give every site two nights; then both sides must be
 * equal. */
void world_settle(struct world *w);

/* Uniform in [0, bound); true in one of n cases. */
uint32_t world_random(struct world *w, uint32_t bound);
bool world_one_in(struct world *w, uint32_t n);
/* Of this site, or of WORLD_CENTRE. */
void world_event(struct world *w, size_t site, const char *fmt, ...)
    WK_PRINTF(3, 4);
/* The last events before the breach, of where it was found. */
void world_print_trace(const struct world *w);
/* End the program when the simulator itself fails. */
void world_must(enum wk_err err, const char *what);
/* Whether this is one of n nights in which all is looked at, not only what is
 * new; with many sites, of 8 n.  What broke stays broken. */
bool world_looks(const struct world *w, uint64_t n);

#endif
