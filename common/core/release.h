/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * release.h - what one batch tells: the figures of a release, as a value.
 *
 * Pure module.  wire.h turns it into bytes and back.
 *
 * A table is what is released of one question's total:
 *
 *   TABLE_HIDDEN     nothing; no reason is kept anywhere
 *   TABLE_NOT_ASKED  the question was not put to everybody in this batch
 *   TABLE_EXACT      counts at one level: its groups, then one count for each
 *                    extra code, then "no answer" as one count, or split into
 *                    refused, not understood, skipped; they sum to answer_sets
 *   TABLE_AT_LEAST   count[0] aside (no answer and extras together), count[1]
 *                    all that answered (s), count[2] = s - d, a lower bound
 *                    for the larger side
 *   TABLE_CHOICES    of a question of type "many": count[0] aside, count[1]
 *                    all that chose something (s), then for each option how
 *                    many chose it: exact between d and s - d; d stands for
 *                    "at most d" and s - d for "at least s - d"
 *
 * A margin is one attribute's groups, at one coding, in this batch: n_groups
 * counts, the last of them those who did not say when not_said is set (when it
 * is not, there are none); they sum to answer_sets.  Not shown: 0 groups.
 * A breakdown is one question's table by its attribute: for each group of the
 * margin a row of counts at one level: its groups, each extra code, no answer.
 * The counts of margins and breakdowns stand in cell, the margins first.
 *
 * Source  client/PRIVACY.md, B; proto/PROTOCOL.md, "Tables".
 */
#ifndef WK_RELEASE_H
#define WK_RELEASE_H

#include "wk_limits.h"
#include "period.h"
#include "questionnaire.h"

enum table_state {
    TABLE_HIDDEN = 1,
    TABLE_NOT_ASKED,
    TABLE_EXACT,
    TABLE_AT_LEAST,
    TABLE_CHOICES,
};

enum channel { CHANNEL_SELF = 1, CHANNEL_ASSISTED = 2 };

struct table {
    enum table_state state;
    uint8_t level; /* TABLE_EXACT: index into the question's levels */
    bool split;    /* TABLE_EXACT: "no answer" is three counts */
    bool positive; /* TABLE_AT_LEAST: the larger side is the last group */
    uint8_t n_counts;
    uint32_t count[MAX_COLUMNS];
};

/* The columns of a TABLE_CHOICES before those of its options. */
enum { CHOICES_ASIDE, CHOICES_ANSWERED, CHOICES_OPTION };

struct margin {
    bool shown;
    uint8_t coding; /* index into the attribute's codings */
    bool not_said;  /* the last group is those who did not say */
    uint8_t n_groups;
    size_t first; /* place of its counts in cell */
};

enum breakdown_state {
    BREAKDOWN_NONE, /* the plan has no attribute for this question */
    BREAKDOWN_HIDDEN,
    BREAKDOWN_SHOWN,
};

struct breakdown {
    enum breakdown_state state;
    uint8_t level; /* index into the question's levels */
    size_t n_cells;
    size_t first; /* place of its first row in cell */
};

struct rules_set {
    uint32_t version;
    uint32_t batch, group, column, dissent; /* k_b, k_g, k_c, d */
};

enum { RULES_VERSION = 1 };

struct release {
    uint8_t questionnaire[HASH_LEN];
    char project[MAX_ID + 1];
    enum channel channel;
    struct period months;
    struct rules_set rules;
    uint32_t answer_sets;
    uint32_t eligible, asked, declined; /* 0: absent */
    size_t n_tables;
    struct table table[MAX_QUESTIONS];
    size_t n_margins; /* one an attribute of the questionnaire */
    struct margin margin[MAX_ATTRIBUTES];
    struct breakdown breakdown[MAX_QUESTIONS]; /* one a table */
    size_t n_cells;
    uint32_t cell[MAX_CELLS];
};

enum entry_kind { ENTRY_RELEASE = 1, ENTRY_WITHDRAWAL = 2 };

struct entry {
    uint8_t era[ERA_LEN];
    uint64_t seq;
    uint8_t previous[HASH_LEN];
    enum entry_kind kind;
    struct release release;
    struct {
        uint64_t seq;
        uint32_t reason;
    } withdrawal;
};

/* "self" or "assisted"; parse gives WK_EINVAL for anything else. */
const char *channel_text(enum channel c);
WK_MUST_USE enum wk_err channel_parse(const char *s, enum channel *out);

/* How many counts a table of this question has, for its state, level, split. */
size_t table_width(const struct qn_question *question, const struct table *t);

/* How many counts a row of the question's breakdown at this level has. */
size_t breakdown_width(const struct qn_question *question, uint8_t level);

/*
 * Whether the shapes of r (states, levels, codings, numbers of counts) are
 * those of a release of this questionnaire.  It reads no count.
 */
bool release_fits(const struct release *r, const struct questionnaire *q);

#endif
