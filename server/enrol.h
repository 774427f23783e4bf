/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * enrol.h - how a machine becomes a site: a code, then POST /enrol/v1.
 *
 * A code is base32 of a version (1 byte), a secret (16 bytes) and the SHA-256
 * of the web listener's public key, which it pins; printed in groups of five.
 * It is good for one use within seven days, and only its secret's hash is kept.
 * A new code makes the unused ones of its site worthless.
 *
 * Source  proto/PROTOCOL.md, "Enrolment".
 */
#ifndef WK_ENROL_H
#define WK_ENROL_H

#include "central.h"

enum {
    ENROL_VERSION = 1,
    ENROL_RAW = 1 + ID_LEN + HASH_LEN,
    ENROL_DIGITS = (ENROL_RAW * 8 + 4) / 5,
    ENROL_TEXT = ENROL_DIGITS + (ENROL_DIGITS - 1) / 5 + 1,
    ENROL_PER_MINUTE = 30, /* wrong ones, from everybody together */
};

/* A new code for a site, kept. */
WK_MUST_USE enum wk_err enrol_code(struct central *c,
    const struct ledger_site *site, char out[static ENROL_TEXT]);

struct enrol {
    struct central *central;
    uint32_t sync_port;
    int64_t minute; /* of the clock, and what went wrong in it */
    unsigned failures;
};

/*
 * Answer one POST at the time now (seconds since 1970-01-01).  Returns the HTTP
 * status; 200 with the reply in *reply, otherwise a sentence in why.
 */
int enrol_handle(struct enrol *e, struct span body, int64_t now,
    struct bytes *reply, char why[static WHY_MAX]);

#endif
