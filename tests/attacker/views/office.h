/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * office.h - a centre in memory that holds what some sites told, and all that
 * one person may see of it.
 *
 * Ownership  office_new() hands over an office, ended by office_free().
 */
#ifndef WK_ATTACKER_OFFICE_H
#define WK_ATTACKER_OFFICE_H

#include "audience.h"
#include "ledger.h"

enum {
    SITES = 6,
    PAST_MAX = 32, /* entries of a site */
    OFFICE_MAX = 1 << 26,
    FIRST_MONTH = 24312, /* January 2026 */
    FIRST_DAY = 20600,   /* entries come from May 2026 on */
    LAST_DAY = 20800,    /* all of them are open, and lie in the last year */
};

/* One entry as it came. */
struct past {
    struct bytes wire;
    uint64_t seq;
    int64_t date; /* of its arrival */
    bool withdrawal;
    uint64_t withdraws;
};

/* What one site told, whichever it is. */
struct told {
    struct past past[PAST_MAX];
    size_t n;
};

struct history {
    const char *const *form; /* questionnaires, as JSON */
    size_t n_forms;
    struct told told[SITES];
    int32_t n_months;
};

/* The hash of a questionnaire as the centre keeps it. */
void office_hash(const char *form, uint8_t hash[static HASH_LEN]);
/* Append an entry; seq is the next one.  e is encoded at once. */
void history_add(struct history *h, size_t site, struct entry *e, int64_t date);
void history_free(struct history *h);

struct office {
    struct ledger *l;
    const struct history *h;
    int64_t site[SITES]; /* ids, in the order of admission */
};

extern const char *const OFFICE_NAME[SITES];

/*
 * Site i told h.told[place[i]] (place NULL: i).  The letters are drawn from
 * secret.  Only what came by until is there, and withdrawals of it.
 */
struct office *office_new(const struct history *h, const size_t *place,
    const char *secret, int64_t until);
void office_free(struct office *o);

/* Somebody who sees what came by opened; site: of AUDIENCE_NETWORK. */
struct audience office_who(const struct office *o, enum audience_role role,
    size_t site, int64_t opened);

/* All pages, answers and downloads of all choices of months, one behind the
 * other, each under a line "== ADDRESS"; sites and alarms stay out, they
 * count entries. */
void office_look(
    const struct office *o, const struct audience *a, struct bytes *out);

/* Print the address under which two looks differ first; false: they do not. */
bool office_differ(
    const char *what, const struct bytes *a, const struct bytes *b);

/* For what must work in a test: prints and aborts. */
void office_must(bool ok, const char *what);

#endif
