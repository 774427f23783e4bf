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
    const struct roster *r, const struct compare_part *part, size_t n)
{
    size_t own = r->audience.role == AUDIENCE_NETWORK
        ? roster_find(r, r->audience.site)
        : SIZE_MAX;

    return audience_sees(&r->audience, own, part, n);
}

size_t roster_sift(const struct roster *r, struct compare_part *part, size_t n)
{
    enum audience_sees *sees = roster_sees(r, part, n);
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct compare_part *p = &part[kept];

        if (sees[i] == AUDIENCE_SEES_NOTHING)
            continue;
        *p = part[i];
        if (sees[i] == AUDIENCE_SEES_TOTAL)
            p->rows.breakdown = (struct breakdown){.state = BREAKDOWN_HIDDEN};
        if (!audience_names(&r->audience, r->site[p->site].id)) {
            p->project = NULL;
            p->seq = 0;
        }
        p->site = r->row[p->site];
        kept++;
    }
    free(sees);
    return kept;
}
