/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history.h - whether all entries of one site together keep what each alone
 * cannot show: over time, no figure may be made twice, and labels tell nothing
 * about single periods.
 *
 * Feed the entries in the order of their numbers; every call says the first
 * breach it finds, and the audit goes on from there.  A breach is
 *
 *   a month covered again, in whatever era, whether or not the release that
 *     covered it was withdrawn; or months passed over that come back
 *   a label that does not begin where its series stood: after the last label,
 *     after labels of twelve months that were destroyed, or after a frozen
 *     batch.  A new era, and an entry that cannot be read, excuse a gap: an
 *     adoption destroys answers of months that other entries covered.
 *   a label of more than twelve months, or one that stood that long and was
 *     not ended
 *   a withdrawal of what is no earlier release, or is withdrawn already
 *
 * Pure module.
 *
 * Units      Months as in period.h.
 * Ownership  history_new() hands out one audit, ended by history_free().
 * Source     client/PRIVACY.md, B1, B4, B6.
 */
#ifndef WK_HISTORY_H
#define WK_HISTORY_H

#include "release.h"

struct history;

struct history_series {
    uint8_t questionnaire[HASH_LEN];
    char project[MAX_ID + 1];
    enum channel channel;
};

enum history_breach {
    HISTORY_SOUND,
    HISTORY_AGAIN,
    HISTORY_GAP,
    HISTORY_LONG,
    HISTORY_CALENDAR,
    HISTORY_NO_RELEASE,
    HISTORY_WITHDRAWN,
};

/* What becomes of an entry. */
enum history_standing {
    HISTORY_COUNTS,
    HISTORY_ASIDE, /* set aside: covers nothing */
    /* Made elsewhere, and not known which of the two: no fault of its own, but
     * nothing after it may cover its months again. */
    HISTORY_HELD,
};

/*
 * explains: every gap must be explained by what this audit is told (a site's).
 * A centre never learns of frozen batches, so to it a gap says nothing.
 */
struct history *history_new(bool explains);
void history_free(struct history *h); /* NULL has no effect */

/* ---- Before the first entry ---- */

/* The first label of this series begins in this month. */
void history_start(
    struct history *h, const struct history_series *of, int32_t month);
/* A period that ends with this month lies in a batch that was frozen. */
void history_frozen(
    struct history *h, const struct history_series *of, int32_t last_month);

/* ---- The entries ---- */

WK_MUST_USE enum history_breach history_entry(
    struct history *h, const struct entry *e, enum history_standing standing);
/* The number seq is taken by an entry that cannot be read here. */
void history_unread(struct history *h, uint64_t seq);
/* Labels were moved here by something that no entry tells: one gap in each
 * series is excused. */
void history_excuse(struct history *h);

/* ---- After the last entry ---- */

/*
 * Where a series stands in the era now open: its next label begins at next,
 * and every period of this kind up to the month tested had its closing night.
 */
WK_MUST_USE enum history_breach history_label(struct history *h,
    const struct history_series *of, const uint8_t era[static ERA_LEN],
    int32_t next, int32_t tested, enum period_kind kind);

/* What a breach says of an entry or a label, without any figure. */
const char *history_text(enum history_breach b);

#endif
