/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * turnout.c - who kept silent, was not asked, or declined: every pair of
 * numbers that staff of a small project can enter, every number of those who
 * declined, and what the bytes leave possible.
 */
#include "turnout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacker.h"
#include "rules.h"
#include "wire.h"

enum { K_G = 5, LEAST = 10, MOST = 14, PEOPLE = 30 };

typedef void telling(const struct turnout *t, struct release *r);

/* The least and the most that something can have been, of what the attacker
 * cannot tell apart. */
struct range {
    int least, most;
};

struct object {
    size_t worlds;
    struct range silent; /* of those eligible */
    struct range mute;   /* of those asked */
    struct range unasked;
    struct range declined;
    /* Kept silent, and did not decline. */
    struct range away;       /* of those eligible */
    struct range asked_away; /* of those asked */
};

/* By what is told. */
typedef struct object objects[PEOPLE + 1][PEOPLE + 1][PEOPLE + 1];

static void widen(struct range *r, int value, bool first)
{
    if (first || value < r->least)
        r->least = value;
    if (first || value > r->most)
        r->most = value;
}

/* What the bytes of a batch of n say, of which staff entered t. */
static void send(
    telling *tell, const struct turnout *t, uint32_t n, struct release *out)
{
    static struct entry e;
    struct bytes sent = bytes_new(MAX_ENTRY);

    e = (struct entry){.seq = 1,
        .kind = ENTRY_RELEASE,
        .release = {.project = "p",
            .channel = CHANNEL_SELF,
            .months = {24312, 24312},
            .rules = rules_floors(),
            .answer_sets = n,
            .n_tables = 1,
            .table = {{.state = TABLE_HIDDEN}}}};
    tell(t, &e.release);
    wire_encode_entry(&e, &sent);
    if (wire_decode_entry(sent.data, sent.len, &e) != WK_OK)
        abort();
    *out = e.release;
    bytes_free(&sent);
}

/*
 * Certainty about one more person must cost k_g - 1 known ones: so many must
 * be silent for sure, or as many may be and nobody need be.
 */
static bool betrays(struct range r)
{
    return r.least < K_G && (r.least > 0 || r.most < K_G - 1);
}

/* That everybody was asked is told; that all but a few were is not. */
static bool betrays_unasked(struct range r)
{
    return r.least > 0 && r.least < K_G;
}

/* Add one world, in which staff entered this and so many declined, to what it
 * is told as. */
static void add_world(
    telling *tell, const struct turnout *t, uint32_t n, objects seen)
{
    static struct release told;
    struct object *o;
    bool first;
    int asked = (int)t->asked, declined = (int)t->declined;
    int all = t->eligible > 0 ? (int)t->eligible : PEOPLE;

    send(tell, t, n, &told);
    o = &seen[told.eligible][told.asked][told.declined];
    first = o->worlds++ == 0;
    widen(&o->silent, all - (int)n, first);
    /* Not entered, it can have been anybody from those who answered on. */
    widen(&o->unasked, asked > 0 ? all - asked : 0, first);
    widen(&o->mute, asked > 0 ? asked - (int)n : 0, first);
    widen(&o->declined, declined, first);
    widen(&o->away, all - (int)n - declined, first);
    widen(&o->asked_away, asked - (int)n - declined, first);
    if (asked == 0) {
        widen(&o->unasked, all - (int)n, false);
        widen(&o->mute, all - (int)n, false);
    }
    if (t->eligible == 0) { /* it can have been anybody at all */
        widen(&o->away, 0, false);
        widen(&o->away, PEOPLE, false);
    }
}

/* Of so many who kept silent, anybody may have declined. */
static void add_worlds(
    telling *tell, uint32_t eligible, uint32_t asked, uint32_t n, objects seen)
{
    uint32_t people = eligible > 0 ? eligible : PEOPLE;

    if (asked > 0)
        people = asked;
    for (uint32_t declined = 0; declined <= people - n; declined++)
        add_world(tell, &(struct turnout){eligible, asked, declined}, n, seen);
}

static bool object_betrays(const struct object *o, bool asked)
{
    return betrays(o->silent) || betrays_unasked(o->unasked) ||
        betrays(o->declined) || betrays(o->away) ||
        (asked && (betrays(o->mute) || betrays(o->asked_away)));
}

/* All that staff can enter of a batch of n; how many objects betray. */
static size_t attack(telling *tell, uint32_t n, size_t *n_objects)
{
    static objects seen;
    size_t leaks = 0;

    memset(seen, 0, sizeof seen);
    add_worlds(tell, 0, 0, n, seen);
    for (uint32_t eligible = n; eligible <= PEOPLE; eligible++) {
        add_worlds(tell, eligible, 0, n, seen);
        for (uint32_t asked = n; asked <= eligible; asked++)
            add_worlds(tell, eligible, asked, n, seen);
    }
    for (size_t i = 0; i <= PEOPLE; i++)
        for (size_t k = 0; k <= PEOPLE; k++)
            for (size_t d = 0; d <= PEOPLE; d++) {
                const struct object *o = &seen[i][k][d];

                *n_objects += o->worlds > 0;
                leaks += o->worlds > 0 && object_betrays(o, k > 0);
            }
    return leaks;
}

/* The controls: as staff entered them; and who declined as counted, or only
 * never as a few, beside what may be told of the others. */
static void as_entered(const struct turnout *t, struct release *r)
{
    r->eligible = t->eligible;
    r->asked = t->asked;
}

static void declined_as_counted(const struct turnout *t, struct release *r)
{
    turnout_tell(t, r);
    r->declined = t->declined;
}

static void declined_alone(const struct turnout *t, struct release *r)
{
    turnout_tell(t, r);
    r->declined = t->declined < K_G ? K_G - 1 : t->declined;
}

bool promise_p4(void)
{
    static telling *const CONTROLS[] = {
        as_entered, declined_as_counted, declined_alone};
    size_t found = 0, leaks = 0;
    bool caught = true;

    for (uint32_t n = LEAST; n <= MOST; n++)
        leaks += attack(turnout_tell, n, &found);
    printf("eligible, asked and declined, up to %d people: %zu of %zu objects "
           "betray\n",
        PEOPLE, leaks, found);
    for (size_t i = 0; i < sizeof CONTROLS / sizeof CONTROLS[0]; i++) {
        size_t n_objects = 0, broken = 0;

        for (uint32_t n = LEAST; n <= MOST; n++)
            broken += attack(CONTROLS[i], n, &n_objects);
        printf("  control %zu: %zu of %zu\n", i, broken, n_objects);
        caught = caught && broken > 0;
    }
    return leaks == 0 && caught;
}
