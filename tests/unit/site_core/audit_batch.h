/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_batch.h - a good release of a batch and its totals, for the tests of
 * its audit. */
#ifndef WK_AUDIT_BATCH_H
#define WK_AUDIT_BATCH_H

#include "audit_sample.h"

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"five\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
    "[\"d\",\"e\"]]],\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"yes\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"no\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}]}";

enum { CUP, FIVE, YES, NO };

static inline int load_form(void **state)
{
    (void)state;
    form = sample_form(FORM);
    return 0;
}

/* Twenty answer sets: exact at four cups, exact at three of five points, a
 * cap, and a question that was not put. */
static inline struct release good(void)
{
    struct release r = {.project = "p",
        .channel = CHANNEL_SELF,
        .months = {24312, 24313},
        .rules = {1, 10, 5, 5, 2},
        .answer_sets = 20,
        .n_tables = 4};

    r.table[CUP] = (struct table){
        .state = TABLE_EXACT, .n_counts = 6, .count = {1, 2, 8, 4, 1, 4}};
    r.table[FIVE] = (struct table){.state = TABLE_EXACT,
        .level = 1,
        .split = true,
        .n_counts = 6,
        .count = {3, 4, 8, 5, 0, 0}};
    r.table[YES] = (struct table){.state = TABLE_AT_LEAST,
        .positive = true,
        .n_counts = 3,
        .count = {3, 17, 15}};
    r.table[NO] = (struct table){.state = TABLE_NOT_ASKED};
    return r;
}

#endif
