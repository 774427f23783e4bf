/* SPDX-License-Identifier: EUPL-1.2 */
#include "roster.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "xalloc.h"

const char ROSTER_TOGETHER[] = "*";

/* ---- Letters ---- */

struct lot {
    uint8_t hash[HASH_LEN];
    size_t place;
};

static int by_lot(const void *a, const void *b)
{
    const struct lot *x = a, *y = b;

    return memcmp(x->hash, y->hash, HASH_LEN);
}

static enum wk_err draw_letters(struct ledger *l, struct roster *r)
{
    struct lot *lot = xcalloc(r->n_sites + 1, sizeof *lot);
    struct bytes secret = bytes_new(2 * ID_LEN);
    enum wk_err err = ledger_meta_get(l, "register", &secret);
    size_t n = 0;

    for (size_t i = 0; i < r->n_sites; i++) {
        struct bytes b = bytes_new(MAX_TEXT);

        if (r->site[i].id == r->audience.site)
            continue;
        bytes_addf(&b, "letters %s %" PRId64 " %" PRId64, bytes_text(&secret),
            r->audience.site, r->site[i].id);
        crypto_sha256(b.data, b.len, lot[n].hash);
        lot[n++].place = i;
        bytes_free(&b);
    }
    qsort(lot, n, sizeof *lot, by_lot);
    for (size_t i = 0; i < n; i++) {
        audience_letter(i, r->text[i]);
        r->row[lot[i].place] = 1 + i;
        r->name[1 + i] = r->text[i];
    }
    bytes_free(&secret);
    free(lot);
    return err;
}

/* ---- Rows ---- */

static enum wk_err set_rows(struct ledger *l, struct roster *r)
{
    size_t own;

    r->n_rows = r->n_sites;
    switch (r->audience.role) {
    case AUDIENCE_FUNDING:
        r->name[0] = ROSTER_TOGETHER;
        r->n_rows = 1;
        return WK_OK;
    case AUDIENCE_NETWORK:
        own = roster_find(r, r->audience.site);
        if (own == r->n_sites)
            return WK_ENOTFOUND;
        r->name[0] = r->site[own].name;
        return draw_letters(l, r);
    case AUDIENCE_ADMIN:
    case AUDIENCE_ANALYST:
    case N_AUDIENCE_ROLES:
        break;
    }
    for (size_t i = 0; i < r->n_sites; i++) {
        r->row[i] = i;
        r->name[i] = r->site[i].name;
    }
    return WK_OK;
}

enum wk_err roster_load(
    struct ledger *l, const struct audience *a, struct roster *out)
{
    struct roster r = {.audience = *a};
    enum wk_err err = ledger_site_list(l, &r.site, &r.n_sites);

    r.row = xcalloc(r.n_sites + 1, sizeof *r.row);
    r.name = xcalloc(r.n_sites + 1, sizeof *r.name);
    r.text = xcalloc(r.n_sites + 1, sizeof *r.text);
    if (err == WK_OK)
        err = set_rows(l, &r);
    if (err == WK_OK)
        *out = r;
    else
        roster_free(&r);
    return err;
}

void roster_free(struct roster *r)
{
    free(r->site);
    free(r->row);
    free(r->name);
    free(r->text);
    *r = (struct roster){.n_sites = 0};
}

size_t roster_find(const struct roster *r, int64_t site)
{
    size_t low = 0, high = r->n_sites;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (r->site[middle].id < site)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->n_sites && r->site[low].id == site ? low : r->n_sites;
}

enum audience_sees *roster_sees(
    const struct roster *r, const struct audience_part *part, size_t n)
{
    size_t own = r->audience.role == AUDIENCE_NETWORK
        ? roster_find(r, r->audience.site)
        : SIZE_MAX;

    return audience_sees(&r->audience, own, part, n);
}

/* ---- What is seen of releases ---- */

/* By which attribute the breakdown is told, as its place among those known, of
 * which there may be one more then; 0: by none. */
static size_t attribute_of(const struct compare_part *p,
    const struct qn_attribute **known, size_t *n_known)
{
    const struct qn_attribute *a = p->rows.attribute;
    size_t i = 0;

    if (a == NULL || p->rows.breakdown.state != BREAKDOWN_SHOWN)
        return 0;
    while (i < *n_known && known[i] != a &&
        !questionnaire_same_attribute(known[i], a))
        i++;
    if (i == *n_known)
        known[(*n_known)++] = a;
    return i + 1;
}

/* Of each part; people: how many could answer is what not all tell, else how
 * those who did are broken down.  free(). */
static enum audience_sees *sees_of(const struct roster *r,
    const struct compare_part *part, size_t n, bool people)
{
    struct audience_part *one = xcalloc(n + 1, sizeof *one);
    const struct qn_attribute **known = xcalloc(n + 1, sizeof *known);
    enum audience_sees *sees;
    size_t n_known = 0;

    for (size_t i = 0; i < n; i++)
        one[i] = (struct audience_part){
            .site = part[i].site,
            .channel = part[i].channel,
            .months = part[i].months,
            .tells = part[i].table.state != TABLE_HIDDEN &&
                part[i].table.state != TABLE_NOT_ASKED,
            .more = people ? part[i].eligible > 0
                           : attribute_of(&part[i], known, &n_known),
        };
    sees = roster_sees(r, one, n);
    free(known);
    free(one);
    return sees;
}

/* By all that is told of where a release comes from. */
static int by_what_is_told(const void *a, const void *b)
{
    const struct compare_part *x = a, *y = b;

    if (x->months.first != y->months.first)
        return x->months.first < y->months.first ? -1 : 1;
    if (x->months.last != y->months.last)
        return x->months.last < y->months.last ? -1 : 1;
    return (x->channel > y->channel) - (x->channel < y->channel);
}

size_t roster_sift(const struct roster *r, struct compare_part *part, size_t n)
{
    enum audience_sees *rows = sees_of(r, part, n, false);
    enum audience_sees *people = sees_of(r, part, n, true);
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct compare_part *p = &part[kept];

        if (rows[i] == AUDIENCE_SEES_NOTHING)
            continue;
        *p = part[i];
        if (rows[i] == AUDIENCE_SEES_LESS)
            p->rows.breakdown = (struct breakdown){.state = BREAKDOWN_HIDDEN};
        if (people[i] == AUDIENCE_SEES_LESS) {
            p->eligible = 0;
            p->uncounted = p->more + 1;
        }
        if (!audience_names(&r->audience, r->site[p->site].id)) {
            p->project = p->questionnaire = NULL;
            p->seq = 0;
            p->unanswered = UNANSWERED_NOT;
        }
        p->site = r->row[p->site];
        kept++;
    }
    if (r->audience.role == AUDIENCE_FUNDING)
        qsort(part, kept, sizeof *part, by_what_is_told);
    free(rows);
    free(people);
    return kept;
}
