/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * worlds.h - the attacker of small batches: every world that there can be, the
 * bytes each of them becomes, and what these bytes leave open.
 *
 * A world says how many people of each group (row) gave each answer (kind) to
 * one question.  Worlds with equal bytes cannot be told apart by anybody who
 * knows the rules and nothing else.  The attacker reads the bytes, knows who
 * is in which group, and may know one answer or two.
 *
 * Source  client/PRIVACY.md, C.
 */
#ifndef WK_WORLDS_H
#define WK_WORLDS_H

#include "victim.h"

enum { MAX_ROWS = 5, MAX_KINDS = 7 };

struct world {
    uint8_t cell[MAX_ROWS][MAX_KINDS];
    size_t at, len; /* of its bytes in the pool */
    const uint8_t *bytes;
};

struct space {
    const char *name;
    const struct questionnaire *q; /* one question, at most one attribute */
    victim_rules *rules;
    uint32_t people;
    size_t n_rows, n_kinds;
    uint8_t value[MAX_KINDS]; /* the answer that each kind is */
    /* Which worlds; 0: no bound. */
    uint32_t size[MAX_ROWS]; /* of each row, if any is given */
    uint32_t least_row, most_aside;
    bool ascending;  /* rows in the order of their sizes */
    bool knows_rows; /* who is in which row; else sizes are what is hunted */
};

struct findings {
    size_t worlds, objects;      /* sets of worlds that look alike */
    size_t exact, shown, capped; /* of these objects */
    size_t by_one, by_two;       /* certainty about a side, answers known */
    size_t computed;             /* hidden counts that have one value */
    size_t few;                  /* groups and parts below their floor */
    size_t last_safe;   /* worlds in which n - 1 answers do not give the last */
    double over;        /* the most a posterior exceeds its bound */
    double hidden_over; /* the same of rows that are hidden */
    size_t reasoned;    /* objects in which reason.h finds one */
    size_t differ;      /* objects in which only one of both does */
    char first[256];    /* the first leak */
};

/* Draw, release and attack every world of the space. */
struct findings worlds_attack(const struct space *s);

/* The attack on n worlds that look alike; adds to f. */
void worlds_read(
    const struct space *s, const struct world *w, size_t n, struct findings *f);

#endif
