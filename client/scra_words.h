/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scra_words.h - what a small-cell risk analysis says, in Dutch and French.
 *
 * Pure.  {b}, {g}, {c} and {d} stand for the thresholds in force, {n} and {m}
 * for numbers that the caller has.
 *
 * Source  client/PRIVACY.md.
 */
#ifndef WK_SCRA_WORDS_H
#define WK_SCRA_WORDS_H

#include "questionnaire.h"

enum scra_word {
    SCRA_TITLE,
    SCRA_QUESTIONNAIRE,
    SCRA_VERSION,
    SCRA_CENTRE,
    SCRA_MADE,
    SCRA_HASH,
    /* The questions. */
    SCRA_ASKED,
    SCRA_QUESTION,
    SCRA_ANSWERS,
    SCRA_SENSITIVE,
    SCRA_BY,
    SCRA_YES,
    SCRA_NO,
    SCRA_UP_TO,
    SCRA_EXITS,
    /* The attributes. */
    SCRA_ATTRIBUTE,
    SCRA_CODINGS,
    SCRA_NO_ATTRIBUTES,
    SCRA_UNUSED,
    /* The thresholds. */
    SCRA_THRESHOLDS,
    SCRA_K_B,
    SCRA_K_G,
    SCRA_K_C,
    SCRA_D,
    SCRA_FLOORS,
    /* The rules. */
    SCRA_RULES,
    SCRA_RULE_ONCE,
    SCRA_RULE_CALENDAR,
    SCRA_RULE_TOTAL,
    SCRA_RULE_CHOICES,
    SCRA_RULE_GROUPS,
    SCRA_RULE_ROWS,
    SCRA_RULE_DOT,
    SCRA_RULE_AUDIT,
    /* Whom it guards against. */
    SCRA_AGAINST,
    SCRA_A1,
    SCRA_A2,
    SCRA_A3,
    SCRA_A4,
    SCRA_A5,
    /* What left. */
    SCRA_LEFT,
    SCRA_NOTHING_LEFT,
    SCRA_MESSAGE,
    SCRA_PROJECT,
    SCRA_PERIOD,
    SCRA_SETS,
    SCRA_TOTALS,
    SCRA_ROWS,
    SCRA_GROUPS,
    SCRA_KEY,
    SCRA_KEY_ROWS,
    SCRA_NOT_SAID,
    SCRA_SELF,
    SCRA_ASSISTED,
    SCRA_WITHDRAWN,
    SCRA_SUM,
    SCRA_EARLIER,
    SCRA_WAITING,
    SCRA_AUDIT_PASSED,
    SCRA_AUDIT_FAILED,
    /* Promises. */
    SCRA_PROMISED,
    SCRA_P1,
    SCRA_NOT_PROMISED,
    SCRA_NOT_ALL_BUT_ONE,
    SCRA_NOT_HIDDEN,
    SCRA_NOT_ROWS,
    SCRA_NOT_ASIDE,
    SCRA_NOT_ALIKE,
    SCRA_NOT_IMAGE,
    SCRA_NOT_ONCE,
    SCRA_SIGNED,
    N_SCRA_WORDS,
};

/* lang is LANG_NL or LANG_FR. */
const char *scra_word(enum lang lang, enum scra_word word);

#endif
