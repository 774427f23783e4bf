/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cells.h - the figures derived from the ledger's entries, packed by question
 * (pack.h): what each release that is counted and not withdrawn says of it;
 * and the months covered.  They can be dropped and rebuilt at any time.  A
 * question of type many has figures for each option instead (option.h).
 *
 * Source  proto/PROTOCOL.md, "Verdicts".
 */
#ifndef WK_CELLS_H
#define WK_CELLS_H

#include "ledger.h"

/*
 * Derive the figures of one entry just stored, or just judged after it waited
 * for its questionnaire: then it counts, or its months are free again (inside
 * its transaction).  WK_EINVAL when it does not fit its questionnaire, which
 * floors_broken() would have said before.
 */
WK_MUST_USE enum wk_err cells_add(
    struct ledger *l, const struct ledger_entry *e);

/* Whether a later entry that counts withdraws release seq of this site. */
WK_MUST_USE enum wk_err cells_is_withdrawn(
    struct ledger *l, int64_t site, uint64_t seq, bool *withdrawn);

/* Drop and rebuild everything from the entries, in one transaction. */
WK_MUST_USE enum wk_err cells_rebuild(struct ledger *l);

/* Derive again and compare; report(arg, place) for each difference, and
 * WK_ECHECK if there is any. */
WK_MUST_USE enum wk_err cells_verify(
    struct ledger *l, void (*report)(void *arg, const char *place), void *arg);

/* What one release says, or several together. */
struct cells_part {
    int64_t site;
    uint64_t seq;      /* when it is one */
    uint32_t releases; /* how many */
    uint8_t questionnaire[HASH_LEN];
    char project[MAX_ID + 1];
    enum channel channel;
    struct period months;
    uint32_t answer_sets;
    uint64_t eligible;  /* at most so many, of those that tell */
    uint32_t uncounted; /* that do not */
    uint32_t asked;     /* when it is one; 0: not told */
    uint32_t few;       /* k_g - 1: so many more than answer_sets stands for
                         * "at most" */
    uint32_t declined;  /* when it is one; few: "at most", 0: not told */
    struct table table;
    struct margin margin;       /* of its breakdown, when that is shown */
    struct breakdown breakdown; /* first is a place in struct cells */
};

struct cells {
    struct cells_part *part;
    size_t n;
    uint32_t *cell; /* the rows of all breakdowns, one after the other */
    size_t n_cells;
};

/* Every part that speaks of a question or option and touches the months, by
 * site and seq, of entries that stood here on a date (what came later is under
 * embargo). */
WK_MUST_USE enum wk_err cells_list(struct ledger *l, const char *question,
    int64_t opened, struct period months, struct cells *out);
/* The same, with releases that lie inside the months added up where
 * nothing is lost by it: those of one site and channel, of one shape, without
 * breakdown.  Others that touch the months stay parts of their own. */
WK_MUST_USE enum wk_err cells_sums(struct ledger *l, const char *question,
    int64_t opened, struct period months, struct cells *out);
/* One part, without table, for each release that lies inside the months. */
WK_MUST_USE enum wk_err cells_releases(
    struct ledger *l, int64_t opened, struct period months, struct cells *out);
void cells_free(struct cells *c);

/* The first and last month that any figure covers whose entry stood here on
 * this date; WK_ENOTFOUND: none. */
WK_MUST_USE enum wk_err cells_months(
    struct ledger *l, int64_t opened, struct period *out);

#endif
