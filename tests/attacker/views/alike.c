/* SPDX-License-Identifier: EUPL-1.2 */
/* alike.c - what must look alike to somebody, byte for byte. */
#include "views.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../victim.h"
#include "people.h"
#include "roster.h"

enum { SECRETS = 4000 };

static struct bytes look(const struct office *o, const struct audience *a)
{
    struct bytes seen = bytes_new(OFFICE_MAX);

    office_look(o, a, &seen);
    return seen;
}

static bool report(const char *test, uint64_t first, uint64_t next,
    uint64_t looks, const char *of, bool held)
{
    printf("%s: seeds %" PRIu64 " to %" PRIu64 ", %" PRIu64 " %s: %s\n", test,
        first, next - 1, looks, of, held ? "nothing found" : "A LEAK");
    return held;
}

/* ---- The same bytes ---- */

/* Of every role; truth is what a view must not know. */
static bool bytes_alike(struct office *const o[2], size_t site,
    const struct people *truth, bool plant)
{
    bool held = true;

    for (int role = 0; held && role < N_AUDIENCE_ROLES; role++) {
        struct audience a =
            office_who(o[0], (enum audience_role)role, site, LAST_DAY);
        struct bytes seen[2] = {look(o[0], &a), look(o[1], &a)};

        for (int w = 0; plant && w < 2; w++)
            bytes_addf(&seen[w], "%" PRIu64, truth->truth[w]);
        held = !office_differ(audience_role_text(a.role), &seen[0], &seen[1]);
        bytes_free(&seen[0]);
        bytes_free(&seen[1]);
    }
    return held;
}

bool views_bytes(uint64_t first, uint64_t seeds, bool plant)
{
    struct people sum = {.batches = 0};
    bool held = true;
    uint64_t seed;

    for (seed = first; held && seed < first + seeds; seed++) {
        struct history world[2];
        struct office *o[2];

        people_draw(seed, &world[0], &world[1], &sum);
        for (int w = 0; w < 2; w++)
            o[w] = office_new(&world[w], NULL, "secret", INT64_MAX);
        held = bytes_alike(o, seed % SITES, &sum, plant);
        for (int w = 0; w < 2; w++) {
            office_free(o[w]);
            history_free(&world[w]);
        }
    }
    held = held && sum.changed > sum.batches / 4; /* or it shows nothing */
    return report("bytes", first, seed, sum.changed,
        "answers changed behind what is told", held);
}

/* ---- Embargo ---- */

/* On a day: what came later, beside what never came. */
static bool embargo_on(const struct history *h, int64_t day, size_t site,
    bool plant, uint64_t *looks)
{
    struct office *all = office_new(h, NULL, "secret", INT64_MAX);
    struct office *open = office_new(h, NULL, "secret", day);
    bool held = true;

    for (int role = 0; held && role < N_AUDIENCE_ROLES; role++) {
        struct audience a =
            office_who(all, (enum audience_role)role, site, day);
        struct audience late = a;
        struct bytes seen[2];

        late.opened += plant ? 14 : 0;
        seen[0] = look(all, &late);
        seen[1] = look(open, &a);
        held = !office_differ(audience_role_text(a.role), &seen[0], &seen[1]);
        bytes_free(&seen[0]);
        bytes_free(&seen[1]);
        (*looks)++;
    }
    office_free(all);
    office_free(open);
    return held;
}

bool views_embargo(uint64_t first, uint64_t seeds, bool plant)
{
    struct people sum = {.batches = 0};
    uint64_t looks = 0, seed;
    bool held = true;

    for (seed = first; held && seed < first + seeds; seed++) {
        uint64_t rng = seed * UINT64_C(0x9e3779b97f4a7c15) + 3;
        struct history h;
        const struct told *t;
        int64_t day;

        people_draw(seed, &h, NULL, &sum);
        t = &h.told[seed % SITES];
        day = t->past[victim_below(&rng, (uint32_t)t->n)].date;
        /* The last day of an embargo, and the first after it. */
        held = embargo_on(&h, day - 1, seed % SITES, plant, &looks) &&
            embargo_on(&h, day, seed % SITES, plant, &looks);
        history_free(&h);
    }
    return report(
        "embargo", first, seed, looks, "looks of a role on a day", held);
}

/* ---- Names ---- */

static struct roster roster_of(const struct office *o, const struct audience *a)
{
    struct roster r;

    office_must(roster_load(o->l, a, &r) == WK_OK, "roster");
    return r;
}

/* Whether site i has in x the letter that place[i] has in y. */
static bool are_swapped(
    const struct roster *x, const struct roster *y, const size_t *place)
{
    for (size_t i = 0; i < SITES; i++)
        if (strcmp(x->name[x->row[i]], y->name[y->row[place[i]]]) != 0)
            return false;
    return true;
}

/* Draw letters until they are those of the other office, swapped too. */
static void swap_letters(const struct office *o, const struct office *other,
    const struct audience *a, const size_t *place)
{
    struct roster wanted = roster_of(other, a);
    bool found = false;

    for (int i = 0; !found && i < SECRETS; i++) {
        struct roster r;
        char secret[32];

        snprintf(secret, sizeof secret, "secret %d", i);
        office_must(
            ledger_meta_set(o->l, "register", secret) == WK_OK, "secret");
        r = roster_of(o, a);
        found = are_swapped(&r, &wanted, place);
        roster_free(&r);
    }
    office_must(found, "another drawing of the letters");
    roster_free(&wanted);
}

/* Two sites other than own change places, and whatever they told. */
static void draw_place(uint64_t *rng, size_t own, size_t place[SITES])
{
    size_t a = (own + 1 + victim_below(rng, SITES - 1)) % SITES, b = a;

    while (b == a || b == own)
        b = victim_below(rng, SITES);
    for (size_t i = 0; i < SITES; i++)
        place[i] = i == a ? b : i == b ? a : i;
}

/* Whether two offices look alike to a role, in the second of which two sites
 * have changed places. */
static bool names_alike(struct office *const o[2], const size_t *place,
    const struct audience *a, bool plant)
{
    struct bytes seen[2];
    bool held;

    if (a->role == AUDIENCE_NETWORK)
        swap_letters(o[1], o[0], a, place);
    for (int w = 0; w < 2; w++) {
        seen[w] = look(o[w], a);
        for (size_t i = 0; plant && i < SITES; i++)
            bytes_addf(
                &seen[w], " %zu", o[w]->h->told[w == 0 ? i : place[i]].n);
    }
    held = !office_differ(audience_role_text(a->role), &seen[0], &seen[1]);
    bytes_free(&seen[0]);
    bytes_free(&seen[1]);
    return held;
}

bool views_names(uint64_t first, uint64_t seeds, bool plant)
{
    static const enum audience_role ROLES[] = {
        AUDIENCE_NETWORK, AUDIENCE_FUNDING};
    struct people sum = {.batches = 0};
    uint64_t looks = 0, seed;
    bool held = true;

    for (seed = first; held && seed < first + seeds; seed++) {
        uint64_t rng = seed * UINT64_C(0x9e3779b97f4a7c15) + 5;
        size_t own = seed % SITES, place[SITES];
        struct history h;
        struct office *o[2];

        people_draw(seed, &h, NULL, &sum);
        draw_place(&rng, own, place);
        o[0] = office_new(&h, NULL, "secret", INT64_MAX);
        o[1] = office_new(&h, place, "secret", INT64_MAX);
        for (size_t i = 0; held && i < 2; i++) {
            struct audience a = office_who(o[0], ROLES[i], own, LAST_DAY);

            held = names_alike(o, place, &a, plant);
            looks++;
        }
        office_free(o[0]);
        office_free(o[1]);
        history_free(&h);
    }
    return report(
        "names", first, seed, looks, "looks with two sites changed", held);
}
