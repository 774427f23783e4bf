/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * release.h - what one batch tells: the figures of a release, as a value.
 *
 * Pure module.  wire.h turns it into bytes and back.
 *
 * A table is what is released of one question:
 *
 *   TABLE_HIDDEN     nothing; no reason is kept anywhere
 *   TABLE_NOT_ASKED  the question was not put to everybody in this batch
 *   TABLE_EXACT      counts at one level: its groups, then one count for each
 *                    extra code, then "no answer" as one count, or split into
 *                    refused, not understood, skipped; they sum to answer_sets
 *   TABLE_AT_LEAST   count[0] aside (no answer and extras together), count[1]
 *                    all that answered (s), count[2] = s - d, a lower bound
 *                    for the larger side
 *
 * Source  client/PRIVACY.md, B.2; proto/PROTOCOL.md, "Tables".
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
};

enum channel { CHANNEL_SELF = 1, CHANNEL_ASSISTED = 2 };

struct table {
    enum table_state state;
    uint8_t level;         /* TABLE_EXACT: index into the question's levels */
    bool split;            /* TABLE_EXACT: "no answer" is three counts */
    bool positive;         /* TABLE_AT_LEAST: the larger side is the last group */
    uint8_t n_counts;
    uint32_t count[MAX_COLUMNS];
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
    uint32_t eligible, asked; /* 0: absent */
    size_t n_tables;
    struct table table[MAX_QUESTIONS];
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

#endif
