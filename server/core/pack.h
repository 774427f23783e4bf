/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pack.h - figures packed, as they are stored: the releases of one chunk of a
 * site's chain, and what they say of one question each.
 *
 * A chunk is the PACK_CHUNK numbers from a multiple of PACK_CHUNK on.  Each
 * release of it that counts has a head of PACK_HEAD_LEN bytes, in the order of
 * their numbers.  What they say of a question stands in the same order, as two
 * byte strings:
 *
 *   kinds   runs of releases that are alike: a byte for state, level, split,
 *           side, and whether there is a breakdown; how many counts; how many
 *           releases.  State 0 says nothing of the question.
 *   counts  varints (7 bits a byte, low ones first): the counts of each
 *           release, without the last of TABLE_EXACT, as they sum to its answer
 *           sets; then its breakdown: state, and if that is shown level,
 *           coding, not_said, groups, how many cells, and the cells.
 *
 * Pure module.
 *
 * Ownership  A reader borrows both strings.
 * Errors     WK_EINVAL: the counts do not sum to the answer sets.  WK_ECHECK:
 *            what is read was not written here.
 */
#ifndef WK_PACK_H
#define WK_PACK_H

#include "bytes.h"
#include "release.h"

enum {
    PACK_CHUNK = 128,
    PACK_HEAD_LEN = 32,
    PACK_ROWS_MAX = MAX_GROUPS * (MAX_CODES + MAX_EXTRAS + 1), /* cells */
};

struct pack_head {
    uint8_t seq;                    /* from the chunk's first number */
    uint8_t questionnaire, project; /* indices into the chunk's lists */
    enum channel channel;
    struct period months;
    uint32_t answer_sets;
    uint32_t eligible, asked, few; /* turnout, and k_g - 1 */
    uint32_t declined;
};

void pack_head_add(struct bytes *heads, const struct pack_head *h);
/* The head at this place, which must be whole. */
struct pack_head pack_head_at(const uint8_t *heads, size_t place);

/* What one release says of one question. */
struct pack_part {
    struct table table;
    struct margin margin; /* of its breakdown, when that is shown */
    struct breakdown breakdown;
    const uint32_t *cell; /* of the breakdown */
};

/* Append what the release at this place says; those in between that were not
 * added say nothing. */
WK_MUST_USE enum wk_err pack_add(struct bytes *kinds, struct bytes *counts,
    size_t place, uint32_t answer_sets, const struct pack_part *p);

struct pack_reader {
    const uint8_t *kind, *kinds_end; /* the run after this one */
    const uint8_t *at, *end;         /* in counts */
    struct table shape;              /* of this run, without counts */
    bool broken_down;
    size_t left; /* releases of this run */
};

struct pack_reader pack_read(const uint8_t *kinds, size_t n_kinds,
    const uint8_t *counts, size_t n_counts);
/* Go to the next run, when none of this one is left; false: at the end.  A
 * run that says nothing has shape.state 0. */
WK_MUST_USE enum wk_err pack_run(struct pack_reader *r, bool *more);
/* The next release of the run; cell holds PACK_ROWS_MAX and is lent to out. */
WK_MUST_USE enum wk_err pack_next(struct pack_reader *r, uint32_t answer_sets,
    uint32_t *cell, struct pack_part *out);
/* Add the counts of the next n to sum instead, but for the last of
 * TABLE_EXACT; the run has no breakdown.  A release that says nothing adds
 * nothing. */
WK_MUST_USE enum wk_err pack_sum(
    struct pack_reader *r, size_t n, uint64_t sum[static MAX_COLUMNS]);

#endif
