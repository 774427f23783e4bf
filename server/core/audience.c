/* SPDX-License-Identifier: EUPL-1.2 */
#include "audience.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

static const char *const ROLES[N_AUDIENCE_ROLES] = {
    [AUDIENCE_ADMIN] = "admin",
    [AUDIENCE_ANALYST] = "analyst",
    [AUDIENCE_NETWORK] = "network",
    [AUDIENCE_FUNDING] = "funding",
};

bool audience_make(
    const char *role, int64_t site, int64_t opened, struct audience *out)
{
    for (int i = 0; i < N_AUDIENCE_ROLES; i++) {
        if (strcmp(role, ROLES[i]) != 0)
            continue;
        *out = (struct audience){(enum audience_role)i, site, opened};
        return (site != 0) == (i == AUDIENCE_NETWORK);
    }
    return false;
}

const char *audience_role_text(enum audience_role role)
{
    return ROLES[role];
}

bool audience_names_all(const struct audience *a)
{
    return a->role == AUDIENCE_ADMIN || a->role == AUDIENCE_ANALYST;
}

void audience_key(const struct audience *a, char out[static AUDIENCE_KEY])
{
    snprintf(out, AUDIENCE_KEY, "%s/%" PRId64 "/%" PRId64,
        audience_names_all(a)             ? "names"
            : a->role == AUDIENCE_FUNDING ? "together"
                                          : "letters",
        a->site, a->opened);
}

bool audience_names(const struct audience *a, int64_t site)
{
    return audience_names_all(a) ||
        (a->role == AUDIENCE_NETWORK && a->site == site);
}

void audience_letter(size_t i, char out[static AUDIENCE_LETTERS])
{
    char reversed[AUDIENCE_LETTERS];
    size_t n = 0;

    do {
        reversed[n++] = (char)('A' + i % 26);
        i = i / 26;
    } while (i-- > 0 && n < AUDIENCE_LETTERS - 1);
    for (size_t k = 0; k < n; k++)
        out[k] = reversed[n - 1 - k];
    out[n] = '\0';
}

/* ---- Company ---- */

/* One site tells something of these months by this channel. */
struct told {
    struct period months;
    enum channel channel;
    size_t more, site;
};

static int by_months(const struct told *x, const struct told *y)
{
    if (x->months.first != y->months.first)
        return x->months.first < y->months.first ? -1 : 1;
    if (x->months.last != y->months.last)
        return x->months.last < y->months.last ? -1 : 1;
    return (x->channel > y->channel) - (x->channel < y->channel);
}

static int by_more(const struct told *x, const struct told *y)
{
    int order = by_months(x, y);

    return order != 0 ? order : (x->more > y->more) - (x->more < y->more);
}

static int by_site(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    int order = by_more(x, y);

    return order != 0 ? order : (x->site > y->site) - (x->site < y->site);
}

struct told_list {
    struct told *told;
    size_t n;
};

/*
 * Who, other than own, tells what when: in order, each once.  Of all together
 * a release is of its very months, of others of each of them; alike: whatever
 * more they tell.
 */
static struct told_list list_told(const struct audience *a, size_t own,
    const struct audience_part *part, size_t n, bool alike)
{
    struct told_list all = {NULL, 0};
    bool whole = a->role == AUDIENCE_FUNDING;
    size_t room = 0, kept = 0;

    for (size_t i = 0; i < n; i++)
        room += (size_t)(part[i].months.last - part[i].months.first) + 1;
    all.told = xcalloc(room + 1, sizeof *all.told);
    for (size_t i = 0; i < n; i++) {
        const struct audience_part *p = &part[i];
        int32_t last = whole ? p->months.first : p->months.last;

        if (p->site == own || !p->tells)
            continue;
        for (int32_t m = p->months.first; m <= last; m++)
            all.told[all.n++] =
                (struct told){whole ? p->months : (struct period){m, m},
                    p->channel, alike ? 0 : p->more, p->site};
    }
    qsort(all.told, all.n, sizeof *all.told, by_site);
    for (size_t i = 0; i < all.n; i++)
        if (kept == 0 || by_site(&all.told[kept - 1], &all.told[i]) != 0)
            all.told[kept++] = all.told[i];
    all.n = kept;
    return all;
}

/* Where what is told like this begins, or would. */
static size_t find(const struct told_list *all, const struct told *wanted)
{
    size_t low = 0, high = all->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_more(&all->told[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether enough sites tell like this. */
static bool are_enough(const struct told_list *all, const struct told *wanted)
{
    size_t last = find(all, wanted) + AUDIENCE_COMPANY - 1;

    return last < all->n && by_more(&all->told[last], wanted) == 0;
}

/* The same for whatever is told of these months by this channel, each thing
 * looked at once. */
static bool are_all_enough(
    const struct told_list *all, const struct told *wanted)
{
    struct told one = *wanted;
    size_t i;

    one.more = 0;
    while ((i = find(all, &one)) < all->n &&
        by_months(&all->told[i], wanted) == 0) {
        if (!are_enough(all, &all->told[i]))
            return false;
        one.more = all->told[i].more + 1;
    }
    return true;
}

static bool has_company(const struct audience *a, const struct told_list *all,
    const struct audience_part *p, size_t more)
{
    struct told wanted = {p->months, p->channel, more, 0};

    if (a->role == AUDIENCE_FUNDING)
        return are_all_enough(all, &wanted) && are_enough(all, &wanted);
    for (int32_t m = p->months.first; m <= p->months.last; m++) {
        wanted.months = (struct period){m, m};
        if (!are_enough(all, &wanted))
            return false;
    }
    return true;
}

enum audience_sees *audience_sees(const struct audience *a, size_t own,
    const struct audience_part *part, size_t n)
{
    enum audience_sees *sees = xcalloc(n + 1, sizeof *sees);
    bool all = audience_names_all(a);
    struct told_list alike = list_told(a, own, part, all ? 0 : n, true);
    struct told_list apart = list_told(a, own, part, all ? 0 : n, false);

    for (size_t i = 0; i < n; i++) {
        const struct audience_part *p = &part[i];

        if (all || p->site == own)
            sees[i] = AUDIENCE_SEES_ALL;
        else if (has_company(a, &alike, p, 0))
            sees[i] = p->more > 0 && !has_company(a, &apart, p, p->more)
                ? AUDIENCE_SEES_LESS
                : AUDIENCE_SEES_ALL;
    }
    free(alike.told);
    free(apart.told);
    return sees;
}
