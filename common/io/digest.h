/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * digest.h - the hash under which both sides know a questionnaire: SHA-256
 * over its canonical JSON.
 *
 * Source  proto/PROTOCOL.md, "Questionnaires".
 */
#ifndef WK_DIGEST_H
#define WK_DIGEST_H

#include "wk_limits.h"
#include "questionnaire.h"

void digest_questionnaire(
    const struct questionnaire *q, uint8_t out[static HASH_LEN]);

#endif
