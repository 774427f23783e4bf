/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audit.h - reads back the finished bytes of a release and refuses what would
 * break the rules; it shares no code with rules.h and trusts nothing of it.
 *
 * Pure module.  Input is only what will be sent: the canonical bytes of the
 * entry, and the questionnaire whose hash they carry.
 *
 * Errors  WK_ECHECK with the rule and the question in why, and no figure: it
 *         is logged, and must not tell what the release may not.  A failure is
 *         a bug in rules.h: the batch is frozen and an alarm raised (R5).
 * Source  client/PRIVACY.md, B.
 */
#ifndef WK_AUDIT_H
#define WK_AUDIT_H

#include "release.h"

WK_MUST_USE enum wk_err audit_entry(const struct questionnaire *q,
    const uint8_t *entry, size_t len, char why[static WHY_MAX]);

/*
 * The same for a release that has been read already.  It accepts a release if
 * and only if the rules could have made it of some batch; that declined is
 * absent it always accepts, since that tells less.
 */
WK_MUST_USE enum wk_err audit_release(const struct questionnaire *q,
    const struct release *r, char why[static WHY_MAX]);

/* For the bytes of a release that stays here (wire_encode_release()): the same
 * rules, and its questionnaire must be of scope "site". */
WK_MUST_USE enum wk_err audit_local(const struct questionnaire *q,
    const uint8_t *bytes, size_t len, char why[static WHY_MAX]);

#endif
