/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * central.h - the opened state directory of a centre, and its keys.
 *
 *   central.db register lock ca/{key,cert}.pem
 *   tls/{sync,web}-{key,cert}.pem [central.conf]
 *
 * Opening refuses a folder that others may enter, keys that others may read,
 * and a database that is not a centre's; it then holds register and database
 * against each other.  What the register knows and the database does not (a
 * crash, a restored database) is taken over.  What the database knows and the
 * register does not means that the register was lost: the sync listener stays
 * closed until "restore --confirm-sites".
 *
 * Locks      Slot 0: serve, alone.  Slot 1: every command shares it, restore
 *            has it alone.
 * Ownership  central_open() hands over one centre, ended by central_close().
 * Errors     Each is logged once, with the path.  WK_ENOTFOUND: no state
 *            directory; WK_ECHECK: it is damaged, foreign, or another user's.
 * Source     proto/PROTOCOL.md, "Enrolment".
 */
#ifndef WK_CENTRAL_H
#define WK_CENTRAL_H

#include "cmd.h"
#include "config.h"
#include "file.h"
#include "ledger.h"
#include "register.h"

enum { CENTRAL_SLOT_SERVE = 0, CENTRAL_SLOT_USE = 1 };
enum { CODE_VALID_S = 7 * 86400, SITE_CERT_DAYS = 730 };

extern const char CENTRAL_STATE_DIR[]; /* when --state-dir is not given */

struct central {
    char *dir;
    struct config *config;
    struct ledger *ledger;
    struct register_book *book; /* NULL: missing or damaged */
    struct file_lock *in_use, *serving;
    bool demonstration;
    long embargo_days;
    char closed[WHY_MAX]; /* why the sync listener stays closed, or "" */
};

enum central_mode {
    CENTRAL_USE,
    CENTRAL_LOOK,  /* nothing is mended or merged: for verify */
    CENTRAL_ALONE, /* nobody else may use it; the ledger is not opened yet */
};
WK_MUST_USE enum wk_err central_open(
    const struct cmd_args *a, enum central_mode mode, struct central **out);
/* Open what CENTRAL_ALONE left closed. */
WK_MUST_USE enum wk_err central_load(struct central *c);
void central_close(struct central *c); /* NULL has no effect */

/* The database at path, which must be a centre's. */
WK_MUST_USE enum wk_err central_ledger_open(
    const char *path, struct ledger **out);

/* The state directory that the arguments mean; lent. */
const char *central_dir(const struct cmd_args *a);
/* Read the configuration, and set the time zone. */
WK_MUST_USE enum wk_err central_configure(
    const struct cmd_args *a, struct config **out);
int64_t central_today(void); /* the local date */
/* Entries that came to stand here after this date are under embargo. */
int64_t central_opened(const struct central *c);

/* Note in the audit log; an alarm goes to standard error too. site 0: none. */
WK_MUST_USE enum wk_err central_log(struct central *c, const char *who,
    int64_t site, bool alarm, const char *fmt, ...) WK_PRINTF(5, 6);

/* ---- central_keys.c: the site authority and our own certificates ---- */

/* Make ca/ and tls/ for these names and addresses, beside localhost. */
WK_MUST_USE enum wk_err central_keys_make(
    const char *dir, const char *const *hosts, size_t n);
/* WK_ECHECK unless every key is there, for its owner alone. */
WK_MUST_USE enum wk_err central_keys_check(const char *dir);
/* Keep the sums of ca/ and tls/ in the table file. */
WK_MUST_USE enum wk_err central_keys_sum(struct ledger *l, const char *dir);
/* Hold the files against their sums, certificates against their keys. */
WK_MUST_USE enum wk_err central_keys_verify(struct central *c,
    void (*report)(void *arg, const char *place), void *arg);
/* Renew our certificates that are in their last 30 days. */
WK_MUST_USE enum wk_err central_keys_renew(struct central *c);
/* The web listener's certificate and key: the operator's, or ours. */
char *central_web_cert(const struct central *c);
char *central_web_key(const struct central *c);
/* SHA-256 of the web listener's public key, which codes carry. */
WK_MUST_USE enum wk_err central_web_key_id(
    struct central *c, uint8_t out[static HASH_LEN]);
/* The authority's certificate in DER. */
WK_MUST_USE enum wk_err central_ca(const struct central *c, struct bytes *der);
/*
 * Issue a certificate for a CSR of this site: in the register, then in the
 * database.  Inside a transaction of the ledger.  WK_EINVAL: a bad CSR.
 */
WK_MUST_USE enum wk_err central_issue(struct central *c,
    const struct ledger_site *site, struct span csr, struct bytes *der);

/* ---- central_register.c: register and database ---- */

/* Open the register, and merge it unless it is only looked at; sets c->book
 * and c->closed. */
WK_MUST_USE enum wk_err central_register_open(struct central *c, bool look);
/* Report every fact that one of the two lacks. */
WK_MUST_USE enum wk_err central_register_verify(struct central *c,
    void (*report)(void *arg, const char *place), void *arg);
/* Take the database's certificates as confirmed: a register that knows them
 * all.  A damaged one is kept as register.damaged. */
WK_MUST_USE enum wk_err central_register_confirm(struct central *c);
/* Refuse every certificate of a site from now on, register first.  Inside a
 * transaction of the ledger. */
WK_MUST_USE enum wk_err central_revoke(
    struct central *c, const struct ledger_site *site);

#endif
