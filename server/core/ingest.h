/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ingest.h - the verdict on one entry that a site sent.
 *
 * Pure module: what the ledger knows comes in as facts, the verdict goes out.
 *
 * Source  proto/PROTOCOL.md, "Verdicts".
 */
#ifndef WK_INGEST_H
#define WK_INGEST_H

#include "wire.h"

struct ingest_facts {
    enum wk_err decoded; /* of wire_decode_entry() */
    const struct entry *entry;
    bool key_known; /* the signing key is one of this site's */
    bool signature_fits;
    struct wire_head head; /* of this site, at the centre */
    bool held, held_same;  /* the number is held; with the same hash */
    bool era_seen;         /* some entry of this era is held */
    bool covered;          /* a month of it is covered already */
    bool withdrawn_exists; /* a withdrawal's seq is a release that is held */
    bool withdrawn_again;  /* an entry that counts has withdrawn it already */
    const struct questionnaire *questionnaire; /* NULL: not known */
    bool quarantined;
};

struct ingest_verdict {
    enum verdict_kind kind;
    enum verdict_code code;
    bool takes_number; /* the entry goes into the ledger */
    bool keeps_bytes;
};

struct ingest_verdict ingest_judge(const struct ingest_facts *f);

#endif
