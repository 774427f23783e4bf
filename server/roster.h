/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * roster.h - the sites as an audience sees them: in which row, and under which
 * name.  Whoever loads figures asks it for each release,
 * so that embargo, letters and totals hold in every view alike.
 *
 * For admin and analyst the rows are the sites in the order in which they were
 * admitted.  For somebody of one site it is the first, and the others follow by
 * their letters, drawn from the register's random id and the site that looks:
 * the letters of one audience tell nothing of those of another, or of the order
 * of admission.  They stay until another site is admitted.  For funding there
 * is one row, ROSTER_TOGETHER.
 *
 * Ownership  roster_load() fills a roster that roster_free() ends.
 * Source     common/API.md, "Who sees what".
 */
#ifndef WK_ROSTER_H
#define WK_ROSTER_H

#include "audience.h"
#include "compare.h"
#include "ledger.h"

extern const char ROSTER_TOGETHER[]; /* "*" */

struct roster {
    struct audience audience;
    struct ledger_site *site; /* in their order of admission */
    size_t n_sites;
    size_t *row;       /* of each site */
    const char **name; /* of each row */
    size_t n_rows;
    char (*text)[AUDIENCE_LETTERS]; /* the letters */
};

WK_MUST_USE enum wk_err roster_load(
    struct ledger *l, const struct audience *a, struct roster *out);
void roster_free(struct roster *r); /* a zero one is fine */

/* Where site stands among the sites; n_sites: nowhere. */
size_t roster_find(const struct roster *r, int64_t site);
/* What is seen of each part whose site is a place among the sites; free(). */
enum audience_sees *roster_sees(
    const struct roster *r, const struct audience_part *part, size_t n);

/*
 * Of parts whose site is a place among the sites, keep those that the audience
 * may see (they have company), put each into its row, and take project,
 * questionnaire (a site may have one of its own), number and who gave no answer
 * (not all that have company tell it alike) from those that are not seen by
 * name.  Of all together they stand in an order that does not tell whose they
 * are.  Returns how many are left.
 */
size_t roster_sift(const struct roster *r, struct compare_part *part, size_t n);

#endif
