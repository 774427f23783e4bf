/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sync.h - the sync listener's answers: hello, push, catalogue, history.
 * Knows no socket, so the simulator calls it directly.
 *
 * Source  proto/PROTOCOL.md, "A night", "Verdicts".
 */
#ifndef WK_SYNC_H
#define WK_SYNC_H

#include "ledger.h"

struct sync_env {
    struct ledger *ledger;
    int64_t date; /* the centre's local date */
    /* Whether sites are told the network's figures, of entries that stood here
     * on a date. */
    bool figures;
    int64_t opened;
    /* Issue a certificate for a CSR to this site, and keep it; inside a
     * transaction of the ledger. */
    enum wk_err (*renew)(void *arg, const struct ledger_site *site,
        struct span csr, struct bytes *der);
    /* Called between steps; WK_EKILLED stops at once (tests).  May be NULL. */
    enum wk_err (*step)(void *arg, const char *name);
    void *arg;
};

/* One POST of the site whose certificate this is. */
struct sync_request {
    uint8_t fingerprint[HASH_LEN];
    const char *path;
    struct span body;
    struct bytes *reply; /* the reply's body is appended */
    int status;          /* HTTP; set by sync_handle_all() */
};

/*
 * Answer them in their order, as if each came alone, in one transaction that is
 * on disk when this returns; when it fails, each is tried again by itself.
 * 403: the certificate is not known or revoked, checked on every request.
 */
void sync_handle_all(
    const struct sync_env *env, struct sync_request *list, size_t n);

/* The same for one; returns the status. */
int sync_handle(const struct sync_env *env,
    const uint8_t fingerprint[static HASH_LEN], const char *path,
    struct span body, struct bytes *reply);

#endif
