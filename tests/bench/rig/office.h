/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * office.h - a real centre in the rig's folder ("central"), the sites that it
 * knows, each with a key and a certificate of its own, and entries as those
 * would sign them.
 *
 * The certificates are issued by the centre's own code (central_issue), into
 * its register and its ledger, before "serve" is started.
 */
#ifndef WK_BENCH_OFFICE_H
#define WK_BENCH_OFFICE_H

#include "central.h"
#include "crypto.h"
#include "link.h"
#include "rig.h"

struct office_site {
    int64_t id;
    struct crypto_key *key;
    struct link_identity identity;
    struct wire_head head; /* of what it has signed */
};

struct office {
    size_t n_sites;
    struct office_site *site;
    uint8_t questionnaire[HASH_LEN]; /* that its releases speak of */
    uint64_t catalogue;
    struct child serve;
    int sync_port, web_port; /* while it serves */
};

/* Init, admit and certify n sites, publish this questionnaire. */
void office_new(struct office *o, size_t n, struct span questionnaire);
void office_free(struct office *o);

/* Open its folder in this process, while it does not serve. */
struct central *office_open(void);

void office_start(struct office *o);
void office_stop(struct office *o);

/* Sign the next entry of a site: this release, of this month and project
 * (a number).  Its bytes and signature are appended. */
void office_sign(struct office *o, struct office_site *s, struct entry *e,
    int32_t month, size_t project, struct bytes *entry,
    struct bytes *signature);

/* The body of a push of the n next entries of a site, of n projects from this
 * one on. */
void office_push(struct office *o, struct office_site *s, struct entry *e,
    int32_t month, size_t project, size_t n, struct bytes *body);

/* The releases that the centre counts, over all sites, as "status" tells. */
double office_counted(void);

/* "verify" finds nothing. */
void office_verify(void);

#endif
