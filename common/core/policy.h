/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * policy.h - what the federal office sets for all sites: the thresholds.
 *
 *   {"batch": 10, "group": 5, "column": 5, "dissent": 2}
 *
 * Pure module.  Every key may be left out (the floor holds then); unknown keys
 * are errors; a value below its floor is refused (WK_ECHECK).
 */
#ifndef WK_POLICY_H
#define WK_POLICY_H

#include "questionnaire.h"
#include "release.h"

WK_MUST_USE enum wk_err policy_parse(const char *text, size_t len,
    struct rules_set *out, char why[static WHY_MAX]);

/* The policy of a fresh installation: the floors. */
extern const char POLICY_DEFAULT[];

#endif
