/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verify.h - hold the ledger's facts against each other: every entry's hash,
 * its link to the one before, its signature by a certificate of its site; every
 * questionnaire's hash; every certificate's fingerprint and key.
 */
#ifndef WK_VERIFY_H
#define WK_VERIFY_H

#include "ledger.h"

/* report(arg, place) for each fault; WK_ECHECK if any. */
WK_MUST_USE enum wk_err verify_ledger(struct ledger *l,
    void (*report)(void *arg, const char *place), void *arg);

/* Only the hashes of the entries and their links, without the signatures: fast
 * enough for every start. */
WK_MUST_USE enum wk_err verify_chains(struct ledger *l,
    void (*report)(void *arg, const char *place), void *arg);

/*
 * The same for all entries of a site together (history.h): what counts must
 * cover no month twice, and withdraw nothing twice.  What was set aside counts
 * nowhere and is no fault here.  Why labels have gaps only the site can know.
 */
WK_MUST_USE enum wk_err verify_history(struct ledger *l,
    void (*report)(void *arg, const char *place), void *arg);

#endif
