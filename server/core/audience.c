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

/* One site tells something by this channel in this month. */
struct told {
    int64_t month;
    int channel;
    size_t site;
};

static int by_month(const void *a, const void *b)
{
    const struct told *x = a, *y = b;

    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    if (x->channel != y->channel)
        return x->channel < y->channel ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static bool tells(const struct compare_part *p, bool breakdown)
{
    if (breakdown)
        return p->rows.attribute != NULL &&
            p->rows.breakdown.state == BREAKDOWN_SHOWN;
    return p->table.state != TABLE_HIDDEN && p->table.state != TABLE_NOT_ASKED;
}

struct told_list {
    struct told *told;
    size_t n;
};

/* Who, other than own, tells what when: in order, each once. */
static struct told_list list_told(
    size_t own, const struct compare_part *part, size_t n, bool breakdown)
{
    struct told_list all = {NULL, 0};
    size_t room = 0, kept = 0;

    for (size_t i = 0; i < n; i++)
        room += (size_t)(part[i].months.last - part[i].months.first) + 1;
    all.told = xcalloc(room + 1, sizeof *all.told);
    for (size_t i = 0; i < n; i++) {
        if (part[i].site == own || !tells(&part[i], breakdown))
            continue;
        for (int64_t m = part[i].months.first; m <= part[i].months.last; m++)
            all.told[all.n++] =
                (struct told){m, (int)part[i].channel, part[i].site};
    }
    qsort(all.told, all.n, sizeof *all.told, by_month);
    for (size_t i = 0; i < all.n; i++)
        if (kept == 0 || by_month(&all.told[kept - 1], &all.told[i]) != 0)
            all.told[kept++] = all.told[i];
    all.n = kept;
    return all;
}

/* Where this month of this channel begins, or would. */
static size_t find(const struct told_list *all, const struct told *wanted)
{
    size_t low = 0, high = all->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_month(&all->told[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether every month of p is told by enough sites. */
static bool has_company(
    const struct told_list *all, const struct compare_part *p)
{
    for (int64_t m = p->months.first; m <= p->months.last; m++) {
        size_t last = find(all, &(struct told){m, (int)p->channel, 0}) +
            AUDIENCE_COMPANY - 1;

        if (last >= all->n || all->told[last].month != m ||
            all->told[last].channel != (int)p->channel)
            return false;
    }
    return true;
}

enum audience_sees *audience_sees(const struct audience *a, size_t own,
    const struct compare_part *part, size_t n)
{
    enum audience_sees *sees = xcalloc(n + 1, sizeof *sees);
    bool all = audience_names_all(a);
    struct told_list totals = list_told(own, part, all ? 0 : n, false);
    struct told_list breakdowns = list_told(own, part, all ? 0 : n, true);

    for (size_t i = 0; i < n; i++) {
        const struct compare_part *p = &part[i];

        if (all || p->site == own)
            sees[i] = AUDIENCE_SEES_ALL;
        else if (has_company(&totals, p))
            sees[i] = tells(p, true) && !has_company(&breakdowns, p)
                ? AUDIENCE_SEES_TOTAL
                : AUDIENCE_SEES_ALL;
    }
    free(totals.told);
    free(breakdowns.told);
    return sees;
}
