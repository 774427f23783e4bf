/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * turnout.c - who kept silent, or was not asked: every pair of numbers that
 * staff of a small project can enter, and what the bytes leave possible.
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
    struct range silent;   /* of those eligible */
    struct range declined; /* of those asked */
    struct range unasked;
};

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

/* Add one world, in which staff entered this, to what it is told as. */
static void add_world(telling *tell, const struct turnout *t, uint32_t n,
    struct object seen[PEOPLE + 1][PEOPLE + 1])
{
    static struct release told;
    struct object *o;
    bool first;
    int asked = (int)t->asked, all = (int)t->eligible;

    send(tell, t, n, &told);
    o = &seen[told.eligible][told.asked];
    first = o->worlds++ == 0;
    widen(&o->silent, all - (int)n, first);
    /* Not entered, it can have been anybody from those who answered on. */
    widen(&o->unasked, asked > 0 ? all - asked : 0, first);
    widen(&o->declined, asked > 0 ? asked - (int)n : 0, first);
    if (asked == 0) {
        widen(&o->unasked, all - (int)n, false);
        widen(&o->declined, all - (int)n, false);
    }
}

/* All that staff can enter of a batch of n; how many objects betray. */
static size_t attack(telling *tell, uint32_t n, size_t *objects)
{
    static struct object seen[PEOPLE + 1][PEOPLE + 1];
    size_t leaks = 0;

    memset(seen, 0, sizeof seen);
    for (uint32_t eligible = n; eligible <= PEOPLE; eligible++) {
        add_world(tell, &(struct turnout){eligible, 0}, n, seen);
        for (uint32_t asked = n; asked <= eligible; asked++)
            add_world(tell, &(struct turnout){eligible, asked}, n, seen);
    }
    for (size_t i = 0; i <= PEOPLE; i++)
        for (size_t k = 0; k <= PEOPLE; k++) {
            const struct object *o = &seen[i][k];

            *objects += o->worlds > 0;
            leaks += o->worlds > 0 &&
                (betrays(o->silent) || betrays_unasked(o->unasked) ||
                    (k > 0 && betrays(o->declined)));
        }
    return leaks;
}

/* The control: as staff entered them. */
static void as_entered(const struct turnout *t, struct release *r)
{
    r->eligible = t->eligible;
    r->asked = t->asked;
}

bool promise_p4(void)
{
    size_t objects = 0, leaks = 0, broken_objects = 0, broken = 0;

    for (uint32_t n = LEAST; n <= MOST; n++) {
        leaks += attack(turnout_tell, n, &objects);
        broken += attack(as_entered, n, &broken_objects);
    }
    printf("eligible and asked, up to %d people: %zu of %zu objects betray; as "
           "entered, %zu of %zu\n",
        PEOPLE, leaks, objects, broken, broken_objects);
    return leaks == 0 && broken > 0;
}
