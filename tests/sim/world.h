/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.h - a whole network in memory: the shipped cores and stores of one
 * centre and some sites, on a calendar of their own, with faults drawn from a
 * seed.
 *
 * One thing happens at a time (world_step()), and after each the promises of
 * proto/PROTOCOL.md are checked (check.h).  Equal seeds give equal events.
 *
 * Units  Dates are days since 1970-01-01.
 */
#ifndef WK_WORLD_H
#define WK_WORLD_H

#include "cells.h"
#include "night.h"
#include "sync.h"

enum {
    WORLD_SITES = 4,
    WORLD_SERIES = 6, /* 3 projects, 2 channels each */
    WORLD_MONTHS = 120,
    WORLD_SNAPSHOTS = 3,
    WORLD_EVENTS = 64, /* kept for the trace of a failure */
};

/* Bugs that can be planted, each a negative control of the checks. */
enum plant {
    PLANT_NONE,
    PLANT_ACK_EARLY,       /* the centre acknowledges before it commits */
    PLANT_REUSED_NUMBER,   /* a restored site closes before hello */
    PLANT_RESTART,         /* a label is ended before it is a year old */
    PLANT_WITHDRAWN_AGAIN, /* a site releases again what it withdrew */
    PLANT_COUNTED_TWICE,   /* the centre counts a covered month */
};

/* How many answer sets were acknowledged, by series and month. */
struct tallies {
    uint16_t n[WORLD_SERIES][WORLD_MONTHS];
};

/* One machine with a site's identity: its database, head file and truth. */
struct machine {
    char name[24];
    char uri[64];
    void *anchor; /* keeps the in-memory database alive between connections */
    struct store *store;
    struct bytes head;
    bool has_head;
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
    struct tallies truth;
};

struct site_of_world {
    struct crypto_key *key;
    uint8_t fingerprint[HASH_LEN];
    int64_t id;
    struct machine machine, clone;
    struct snapshot snapshot[WORLD_SNAPSHOTS];
};

struct world {
    uint64_t seed, state; /* of the generator */
    enum plant plant;
    bool calm; /* no faults any more */
    int64_t date;
    struct ledger *ledger;
    char uri[64];
    void *anchor, *backup;
    struct seal *seal;
    uint8_t questionnaire[HASH_LEN];
    struct questionnaire *q;
    struct site_of_world site[WORLD_SITES];
    uint64_t nights, exchanges, restores, kills, quarantines, releases;
    struct {
        size_t site;
        char path[32];
        struct bytes body;
    } late; /* a message the network kept for later */
    char event[WORLD_EVENTS][160];
    uint64_t n_events;
    char violation[256]; /* "" while every promise holds */
};

struct world *world_new(uint64_t seed, enum plant plant);
void world_free(struct world *w);

/* Let one day begin, with whatever the seed has in store for it. */
void world_step(struct world *w);
/* End all faults and give every site two nights; then both sides must be
 * equal. */
void world_settle(struct world *w);

/* Uniform in [0, bound); true in one of n cases. */
uint32_t world_random(struct world *w, uint32_t bound);
bool world_one_in(struct world *w, uint32_t n);
void world_event(struct world *w, const char *fmt, ...) WK_PRINTF(2, 3);

#endif
