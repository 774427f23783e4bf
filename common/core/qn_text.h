/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * qn_text.h - the texts of a questionnaire, and how its faults are told.
 *
 * Pure module, for questionnaire.c and levels.c alone.
 *
 * Errors  WK_EINVAL with "PLACE: what is wrong" in why (WHY_MAX bytes).
 */
#ifndef WK_QN_TEXT_H
#define WK_QN_TEXT_H

#include "json.h"
#include "questionnaire.h"

/* Say what is wrong at this place; always WK_EINVAL. */
enum wk_err qn_text_refuse(char why[static WHY_MAX], const char *at,
    const char *fmt, ...) WK_PRINTF(3, 4);

/* j must be an object whose keys are all in known, which NULL ends. */
WK_MUST_USE enum wk_err qn_text_keys(const struct json *j, const char *at,
    const char *const *known, char why[static WHY_MAX]);

/*
 * Read {"nl": ..., "fr": ..., "en": ...}: all three, or at least one when
 * some_do.  Each is 1 to MAX_TEXT bytes, not blank, without control
 * characters, and in Unicode NFC as far as Latin text goes.
 */
WK_MUST_USE enum wk_err qn_text_read(const struct json *j, const char *at,
    bool some_do, struct qn_text *out, char why[static WHY_MAX]);

#endif
