/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * company.c - who sees all sites together sees sums.  Each number that goes
 * into them is a power of two here, so every number of every view says of what
 * it is the sum; and a number that is one of fewer than three sites can be had
 * from them, by whatever sums and differences, exactly if leaving these sites'
 * numbers out takes a dimension from the space that they span.
 */
#include "views.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../victim.h"
#include "office.h"
#include "rank.h"

enum { MONTHS = 3, LOWEST = 32, VARIABLES = 18, OTHERS = 3 };
enum kind { TOTALS, ROWS, TURNOUT, NEEDS, N_KINDS };

#define TEXT "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}"
#define HALVES(more)                                                           \
    "\"questions\":[{\"id\":\"C04\",\"type\":\"one\",\"levels\":"              \
    "[[\"no\",\"yes\"]]," more TEXT "}]"
#define BY(id)                                                                 \
    ",\"attributes\":[{\"id\":\"" id "\",\"codings\":[[\"a\",\"b\"]]}]"
#define FORM(id, rest)                                                         \
    "{\"id\":\"" id "\",\"version\":1,\"scope\":\"network\"," rest "}"

static const char *const FORMS[N_KINDS][2] = {
    {FORM("one", HALVES("")), FORM("two", HALVES(""))},
    {FORM("one", HALVES("\"attribute\":\"age\",") BY("age")),
        FORM("two", HALVES("\"attribute\":\"gender\",") BY("gender"))},
    {FORM("one", HALVES("")), FORM("two", HALVES(""))},
    {FORM("one",
         "\"questions\":[{\"id\":\"N01\",\"type\":\"many\",\"levels\":"
         "[[\"house\",\"work\"]]," TEXT "}]"),
        FORM("two",
            "\"questions\":[{\"id\":\"N01\",\"type\":\"many\",\"levels\":"
            "[[\"house\",\"work\"]]," TEXT "}]")},
};

/* A history, and whose each variable is. */
struct tagged {
    struct history h;
    enum kind kind;
    size_t n; /* variables */
    struct {
        size_t site;
        enum channel channel;
        struct period months;
        bool tells; /* its total is not hidden */
    } var[VARIABLES];
};

static uint32_t next_tag(struct tagged *t, size_t site, const struct release *r)
{
    t->var[t->n].site = site;
    t->var[t->n].channel = r->channel;
    t->var[t->n].months = r->months;
    t->var[t->n].tells = true;
    return (uint32_t)LOWEST << t->n++;
}

/* ---- Releases ---- */

/* Nearly, or not at all, now and then. */
static void set_total(uint64_t *rng, struct release *r, uint32_t n)
{
    static const struct table HIDDEN = {.state = TABLE_HIDDEN};
    uint32_t how = victim_below(rng, 8);

    r->answer_sets = n;
    r->n_tables = 1;
    r->breakdown[0].state = BREAKDOWN_NONE;
    r->table[0] = how == 0 ? HIDDEN
        : how == 1
        ? (struct table){.state = TABLE_AT_LEAST,
              .positive = true,
              .n_counts = 3,
              .count = {0, n, n - 2}}
        : (struct table){
              .state = TABLE_EXACT, .n_counts = 3, .count = {0, n, 0}};
}

static void set_rows(uint64_t *rng, struct release *r, uint32_t a, uint32_t b)
{
    const uint32_t cell[] = {a, b, 0, a, 0, 0, b, 0};

    r->answer_sets = a + b;
    r->n_tables = r->n_margins = 1;
    r->table[0] = (struct table){
        .state = TABLE_EXACT, .n_counts = 3, .count = {0, a + b, 0}};
    r->breakdown[0] = (struct breakdown){.state = BREAKDOWN_HIDDEN};
    if (victim_below(rng, 3) == 0)
        return;
    r->margin[0] = (struct margin){true, 0, false, 2, 0};
    r->breakdown[0] = (struct breakdown){BREAKDOWN_SHOWN, 0, 6, 2};
    r->n_cells = 8;
    memcpy(r->cell, cell, sizeof cell);
}

static void set_turnout(
    uint64_t *rng, struct release *r, uint32_t n, uint32_t e)
{
    r->answer_sets = n;
    r->n_tables = 1;
    r->table[0] =
        (struct table){.state = TABLE_EXACT, .n_counts = 3, .count = {0, n, 0}};
    if (victim_below(rng, 3) > 0)
        r->eligible = n + e;
    if (victim_below(rng, 2) > 0)
        r->asked = r->eligible;
}

static void set_needs(struct release *r, uint32_t no, uint32_t yes)
{
    r->answer_sets = no + yes;
    r->n_tables = 1;
    r->table[0] = (struct table){
        .state = TABLE_CHOICES, .n_counts = 4, .count = {0, no + yes, yes, 2}};
}

static void add_release(
    uint64_t *rng, struct tagged *t, size_t site, struct period months)
{
    static struct entry e; /* large */
    struct release *r = &e.release;
    uint32_t a;

    memset(&e, 0, sizeof e);
    e.kind = ENTRY_RELEASE;
    r->rules = (struct rules_set){1, 10, 5, 5, 2};
    office_hash(t->h.form[victim_below(rng, 4) == 0], r->questionnaire);
    snprintf(r->project, MAX_ID, "p%zu-%zu", site, t->n);
    r->channel = victim_below(rng, 5) == 0 ? CHANNEL_ASSISTED : CHANNEL_SELF;
    r->months = months;
    a = next_tag(t, site, r);
    switch (t->kind) {
    case ROWS:
        set_rows(rng, r, a, next_tag(t, site, r));
        break;
    case TURNOUT:
        set_turnout(rng, r, a, next_tag(t, site, r));
        break;
    case NEEDS:
        set_needs(r, a, next_tag(t, site, r));
        break;
    case TOTALS:
    case N_KINDS:
        set_total(rng, r, a);
        t->var[t->n - 1].tells = r->table[0].state != TABLE_HIDDEN;
        break;
    }
    history_add(&t->h, site, &e, FIRST_DAY);
}

/* Most of them by the same months, so that there is company at all. */
static void draw(uint64_t seed, struct tagged *t)
{
    static const struct period MOST[] = {{0, 0}, {1, 1}, {0, 1}, {1, 2}};
    uint64_t rng = seed * UINT64_C(0x9e3779b97f4a7c15) + 7;
    size_t each = 2;
    struct period usual;

    victim_draw(&rng);
    usual = MOST[victim_below(&rng, 4)];
    *t = (struct tagged){.kind = (enum kind)(seed % N_KINDS)};
    t->h = (struct history){
        .form = FORMS[t->kind], .n_forms = 2, .n_months = MONTHS};
    if (t->kind == TOTALS)
        each = 1;
    for (size_t i = 0; t->n + each <= VARIABLES; i++) {
        struct period months = usual;

        if (victim_below(&rng, 3) == 0)
            months = MOST[victim_below(&rng, 4)];
        months.first += FIRST_MONTH;
        months.last += FIRST_MONTH;
        add_release(&rng, t, i < SITES ? i : victim_below(&rng, SITES), months);
    }
}

/* ---- The attack ---- */

/*
 * The end of an address, and of all that is seen there if it tells how many
 * took part at all: less those of one question, that is how many did where it
 * is not told, which is not promised.  What goes back to a site is told in
 * thousandths, and stands on its pages.
 */
static const char *after_address(const char *p, bool sizes)
{
    const char *end = p + strcspn(p, "\n");

    if ((!sizes && strncmp(p, "== silence", strlen("== silence")) == 0) ||
        strncmp(p, "== others", strlen("== others")) == 0)
        end += 1 + strcspn(end + 1, "\n");
    return end;
}

/* The next number outside quotes; false: there is none. */
static bool next_number(bool sizes, const char **at, uint64_t *number)
{
    const char *p = *at;
    bool quoted = false;

    while (*p != '\0') {
        size_t len = strspn(p, "0123456789.eE+-");

        if (quoted && *p == '\\') {
            p += 2;
        } else if (*p == '=' && p[1] == '=') {
            p = after_address(p, sizes);
        } else if (*p == '"') {
            quoted = !quoted;
            p++;
        } else if (len == 0) {
            p++;
        } else if (quoted || strspn(p, "0123456789") != len) {
            p += len;
        } else {
            *number = strtoull(p, NULL, 10);
            *at = p + len;
            return true;
        }
    }
    return false;
}

/* What the numbers of a look are sums of: a bit for each variable. */
static bool read_masks(
    const struct tagged *t, const struct bytes *seen, struct masks *m)
{
    const char *at = bytes_text(seen);
    uint64_t number;

    while (next_number(t->kind != TOTALS, &at, &number)) {
        /* A bound lies two below for each release; small ones count these. */
        uint64_t mask = (number + LOWEST - 1) / LOWEST;

        if (number <= 2 * VARIABLES / 2 + 4)
            continue;
        if (mask >> VARIABLES != 0) {
            printf("  %" PRIu64 " is no sum\n", number);
            return false;
        }
        masks_add(m, (uint32_t)mask);
    }
    return true;
}

static uint32_t of_sites(const struct tagged *t, size_t a, size_t b)
{
    uint32_t mask = 0;

    for (size_t i = 0; i < t->n; i++)
        if (t->var[i].site == a || t->var[i].site == b)
            mask |= 1u << i;
    return mask;
}

static bool attack_sums(const struct tagged *t, const struct masks *m)
{
    size_t all = masks_rank(m, UINT32_MAX);

    for (size_t a = 0; a < SITES; a++)
        for (size_t b = a; b < SITES; b++)
            if (masks_rank(m, ~of_sites(t, a, b)) < all) {
                printf("  together, %s and %s are bare\n", OFFICE_NAME[a],
                    OFFICE_NAME[b]);
                return false;
            }
    return true;
}

/* How many sites but own tell something then, by that channel. */
static size_t tell(
    const struct tagged *t, size_t own, int32_t month, enum channel channel)
{
    bool site[SITES] = {false};
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        if (t->var[i].tells && t->var[i].site != own &&
            t->var[i].channel == channel && t->var[i].months.first <= month &&
            t->var[i].months.last >= month)
            site[t->var[i].site] = true;
    for (size_t s = 0; s < SITES; s++)
        n += site[s];
    return n;
}

static bool attack_letters(
    const struct tagged *t, const struct masks *m, size_t own)
{
    uint32_t seen = masks_all(m);

    for (size_t i = 0; i < t->n; i++)
        for (int32_t month = t->var[i].months.first; (seen >> i & 1) != 0 &&
             t->var[i].site != own && month <= t->var[i].months.last;
             month++)
            if (tell(t, own, month, t->var[i].channel) < OTHERS) {
                printf("  %s is a letter of too few\n",
                    OFFICE_NAME[t->var[i].site]);
                return false;
            }
    return true;
}

/* Two numbers of which neither is one site's. */
static void plant_leak(const struct tagged *t, struct bytes *seen)
{
    uint32_t all = (1u << t->n) - 1;

    bytes_addf(seen, "\n%u %u\n", all * LOWEST, (all - 1) * LOWEST);
}

static bool attack(const struct tagged *t, const struct audience *a, size_t own,
    bool plant, const struct office *o, uint64_t *sums)
{
    struct bytes seen = bytes_new(OFFICE_MAX);
    struct masks m = {.n = 0};
    bool held;

    office_look(o, a, &seen);
    if (plant)
        plant_leak(t, &seen);
    held = read_masks(t, &seen, &m) &&
        (own == SIZE_MAX ? attack_sums(t, &m) : attack_letters(t, &m, own));
    *sums += m.n;
    bytes_free(&seen);
    return held;
}

bool views_company(uint64_t first, uint64_t seeds, bool plant)
{
    uint64_t sums[2] = {0, 0}, seed;
    bool held = true;

    for (seed = first; held && seed < first + seeds; seed++) {
        struct tagged t;
        struct office *o;
        struct audience a;

        draw(seed, &t);
        o = office_new(&t.h, NULL, "secret", INT64_MAX);
        a = office_who(o, AUDIENCE_FUNDING, 0, LAST_DAY);
        held = attack(&t, &a, SIZE_MAX, plant, o, &sums[0]);
        a = office_who(o, AUDIENCE_NETWORK, seed % SITES, LAST_DAY);
        held = held && attack(&t, &a, seed % SITES, false, o, &sums[1]);
        office_free(o);
        history_free(&t.h);
    }
    printf("company: seeds %" PRIu64 " to %" PRIu64 ", %" PRIu64
           " sums of all sites and %" PRIu64 " of letters: %s\n",
        first, seed - 1, sums[0], sums[1], held ? "nothing found" : "A LEAK");
    return held;
}
