/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view.h - what people see of the ledger, as JSON and CSV: for the web
 * listener's API and for "export" alike, each for an audience.
 *
 * Errors     WK_ENOTFOUND: nobody knows this question, it has no such
 *            attribute, or there is no such site; why says so.
 * Source     common/API.md, "The centre".
 */
#ifndef WK_VIEW_H
#define WK_VIEW_H

#include "audience.h"
#include "ledger.h"

enum { VIEW_MAX = 32 * 1024 * 1024 }; /* bytes of one view */
enum view_format {
    VIEW_JSON,
    VIEW_CSV,
    VIEW_CSV_PEOPLE, /* the breakdown alone, without the head */
};

/* What every page says of the figures: whether they are made up, and how many
 * days a site's own team has them first. */
struct view_terms {
    bool demonstration;
    long embargo_days;
};

struct roster;
struct view_query {
    struct audience who;
    const char *question;  /* or an option, "N01.house" */
    const char *attribute; /* to break down by; NULL: the question's first */
    struct period months;
    bool apart;             /* each release for itself, also of many sites */
    const char *between[2]; /* the sites of one difference; NULL: all of few */
    const struct roster *roster; /* of who, for many views; NULL: load it */
};

WK_MUST_USE enum wk_err view_compare(struct ledger *l,
    const struct view_query *q, enum view_format format, struct bytes *out,
    char why[static WHY_MAX]);
/* A view that is JSON alone. */
typedef enum wk_err view_fn(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX]);

/* The same question over time; a question of which people choose several
 * options; trust and overview, of which q gives only the months. */
view_fn view_trend, view_needs, view_trust, view_overview;

/* Who could answer, was asked, and answered; q gives only the months. */
view_fn view_silence;

/* What can be asked; GET /api/v1/dictionary: the same, and more of each. */
typedef enum wk_err view_catalogue_fn(struct ledger *l,
    const struct audience *a, struct view_terms terms, struct bytes *out);
view_catalogue_fn view_questions, view_dictionary;

/* How the sites are doing: numbers of entries, under embargo or not, and no
 * figures.  WK_EINVAL for AUDIENCE_FUNDING, who sees no single site. */
WK_MUST_USE enum wk_err view_sites(
    struct ledger *l, const struct audience *a, struct bytes *out);

/* "active", "waiting" (no certificate yet), "quarantined" or "revoked", and
 * the last day of its newest certificate that holds (0: none). */
WK_MUST_USE enum wk_err view_site_state(struct ledger *l,
    const struct ledger_site *site, const char **state, int64_t *not_after);

#endif
