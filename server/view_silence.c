/* SPDX-License-Identifier: EUPL-1.2 */
/* view_silence.c - who could answer, was asked, and answered, site by site. */
#include <stdio.h>
#include <stdlib.h>

#include "figure_json.h"
#include "silence.h"
#include "view_private.h"
#include "xalloc.h"

/* Each site's releases; both lists are by site, so the search goes on where it
 * ended. */
static void add_up(const struct cells *cells, const struct ledger_site *sites,
    size_t n, struct silence *sum)
{
    size_t at = 0;

    for (size_t i = 0; i < cells->n; i++) {
        const struct cells_part *p = &cells->part[i];
        const struct silence_part part = {p->channel, p->answer_sets,
            (uint32_t)p->eligible, p->asked, p->few};
        size_t tried = 0;

        for (; tried < n && sites[at].id != p->site; tried++)
            at = (at + 1) % n;
        if (tried < n)
            silence_add(&sum[at], &part);
    }
}

enum wk_err view_silence(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    struct json *j = json_new_object(), *list = json_new_array();
    struct ledger_site *sites = NULL;
    struct silence *sum = NULL;
    struct cells cells = {.n = 0};
    size_t n = 0;
    enum wk_err err = ledger_site_list(l, &sites, &n);

    if (err == WK_OK)
        err = cells_releases(l, q->months, &cells);
    sum = xcalloc(n + 1, sizeof *sum);
    add_up(&cells, sites, n, sum);
    json_set_new(j, "from", figure_json_month(q->months.first));
    json_set_new(j, "to", figure_json_month(q->months.last));
    for (size_t i = 0; i < n; i++)
        json_append_new(list, silence_json(&sum[i], sites[i].name));
    json_set_new(j, "sites", list);
    free(sites);
    free(sum);
    cells_free(&cells);
    err = view_finish(j, err, out);
    if (err != WK_OK)
        snprintf(
            why, WHY_MAX, "the figures cannot be read: %s", wk_err_text(err));
    return err;
}
