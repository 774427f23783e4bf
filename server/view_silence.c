/* SPDX-License-Identifier: EUPL-1.2 */
/* view_silence.c - who could answer, was asked, answered, and declined, site by
 * site. */
#include <stdio.h>
#include <stdlib.h>

#include "figure_json.h"
#include "silence.h"
#include "view_private.h"
#include "xalloc.h"

/* What each release is to whoever decides who may see it: not all tell how
 * many could answer, nor how many of them were asked, and of all together that
 * would tell whose is the rest. */
static struct audience_part *parts_of(
    const struct cells *cells, const struct roster *r)
{
    struct audience_part *part = xcalloc(cells->n + 1, sizeof *part);
    bool together = r->audience.role == AUDIENCE_FUNDING;

    for (size_t i = 0; i < cells->n; i++) {
        const struct cells_part *p = &cells->part[i];

        part[i] = (struct audience_part){
            .site = roster_find(r, p->site),
            .channel = p->channel,
            .months = p->months,
            .tells = true,
            .more = p->eligible == 0       ? 0
                : p->asked > 0 && together ? 2
                                           : 1,
        };
    }
    return part;
}

/* Each row's releases, of those that may be seen. */
static void add_up(
    const struct cells *cells, const struct roster *r, struct silence *sum)
{
    struct audience_part *part = parts_of(cells, r);
    enum audience_sees *sees = roster_sees(r, part, cells->n);

    for (size_t i = 0; i < cells->n; i++) {
        const struct cells_part *p = &cells->part[i];
        struct silence_part one = {p->channel, p->answer_sets,
            (uint32_t)p->eligible, p->asked, p->declined, p->few};

        if (sees[i] == AUDIENCE_SEES_LESS)
            one.eligible = one.asked = 0;
        if (!audience_names(&r->audience, p->site))
            one.declined = 0; /* not all in whose company they are tell it */
        if (sees[i] != AUDIENCE_SEES_NOTHING)
            silence_add(&sum[r->row[part[i].site]], &one);
    }
    free(part);
    free(sees);
}

enum wk_err view_silence(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    struct json *j = json_new_object(), *list = json_new_array();
    struct roster r = {.n_rows = 0};
    struct silence *sum;
    struct cells cells = {.n = 0};
    enum wk_err err = roster_load(l, &q->who, &r);

    if (err == WK_OK)
        err = cells_releases(l, q->who.opened, q->months, &cells);
    sum = xcalloc(r.n_rows + 1, sizeof *sum);
    add_up(&cells, &r, sum);
    json_set_new(j, "from", json_new_month(q->months.first));
    json_set_new(j, "to", json_new_month(q->months.last));
    for (size_t i = 0; i < r.n_rows; i++)
        json_append_new(list, silence_json(&sum[i], r.name[i]));
    json_set_new(j, "sites", list);
    roster_free(&r);
    free(sum);
    cells_free(&cells);
    err = view_finish(j, err, out);
    if (err != WK_OK)
        snprintf(
            why, WHY_MAX, "the figures cannot be read: %s", wk_err_text(err));
    return err;
}
