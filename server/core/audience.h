/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audience.h - for whom a view is made: what may be seen, of whom, and when.
 *
 *   admin, analyst   every site by its name
 *   network          somebody of one site: that site by its name, the others
 *                    by letters and without their projects
 *   funding          all sites together, without projects
 *
 * Whatever is seen of others, or of all together, has company.  Of others: in
 * each month that a release covers at least three of them tell the question by
 * the same channel, so a letter may be any of them.  Of all together: at least
 * three tell it of the very same months by the same channel.  Choices of
 * months, added and taken from each other, come down to these sums and no
 * further.  What not all of these tell alike (a breakdown, turnout) would be
 * taken from what they do tell, so it is seen only if at least three tell it,
 * and nobody or at least three do not.
 *
 * For everybody, a release is under embargo until its site's team has had days
 * to talk about it: what came to stand here after a date is not there.
 *
 * Pure module.
 *
 * Source     common/API.md, "Who sees what".
 */
#ifndef WK_AUDIENCE_H
#define WK_AUDIENCE_H

#include "period.h"
#include "release.h"

enum audience_role {
    AUDIENCE_ADMIN,
    AUDIENCE_ANALYST,
    AUDIENCE_NETWORK,
    AUDIENCE_FUNDING,
    N_AUDIENCE_ROLES,
};

struct audience {
    enum audience_role role;
    int64_t site;   /* of AUDIENCE_NETWORK; else 0 */
    int64_t opened; /* the last date of arrival that is seen */
};

enum { AUDIENCE_KEY = 48, AUDIENCE_LETTERS = 8, AUDIENCE_COMPANY = 3 };

/* "admin", "analyst", "network" (with a site) or "funding" (the others: site
 * 0); false for anything else. */
WK_MUST_USE bool audience_make(
    const char *role, int64_t site, int64_t opened, struct audience *out);
const char *audience_role_text(enum audience_role role);

/* Two audiences with the same key see the same figures of one ledger. */
void audience_key(const struct audience *a, char out[static AUDIENCE_KEY]);

/* Whether a site, or every one, is seen by its name, and with its projects. */
bool audience_names(const struct audience *a, int64_t site);
bool audience_names_all(const struct audience *a);

/* "A" to "Z", "AA", ... for 0, 1, ... */
void audience_letter(size_t i, char out[static AUDIENCE_LETTERS]);

/* What one site tells in one release. */
struct audience_part {
    size_t site;
    enum channel channel;
    struct period months;
    bool tells;  /* anything of the question */
    size_t more; /* which of the things that not all tell alike; 0: none */
};

enum audience_sees {
    AUDIENCE_SEES_NOTHING,
    AUDIENCE_SEES_LESS, /* not what not all tell alike */
    AUDIENCE_SEES_ALL,
};

/*
 * What is seen of each part; free().  own is the site (as in part.site) that is
 * seen by its name; SIZE_MAX: none.
 */
enum audience_sees *audience_sees(const struct audience *a, size_t own,
    const struct audience_part *part, size_t n);

#endif
