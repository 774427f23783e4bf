/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ledger.h - what the centre holds: sites, entries as received, and the
 * figures derived from them; the seam for another storage.
 *
 * Ownership  Lists are handed to the caller and end with free(), except where
 *            a matching ledger_free_*() is named.
 * Errors     WK_ENOTFOUND: no such row.  WK_EFULL: the disk is full.
 * Source     server/sql/; proto/PROTOCOL.md.
 */
#ifndef WK_LEDGER_H
#define WK_LEDGER_H

#include "db.h"
#include "policy.h"
#include "wire.h"

struct ledger;

WK_MUST_USE enum wk_err ledger_open(const char *path, struct ledger **out);
void ledger_close(struct ledger *l);
struct db *ledger_db(struct ledger *l); /* lent: verify, copy */

WK_MUST_USE enum wk_err ledger_begin(struct ledger *l);
WK_MUST_USE enum wk_err ledger_commit(struct ledger *l);
void ledger_rollback(struct ledger *l);

WK_MUST_USE enum wk_err ledger_meta_get(
    struct ledger *l, const char *key, struct bytes *value);
WK_MUST_USE enum wk_err ledger_meta_set(
    struct ledger *l, const char *key, const char *value);

/* ---- Sites, codes, certificates ---- */
enum site_state { SITE_ACTIVE = 1, SITE_QUARANTINED, SITE_REVOKED };
struct ledger_site {
    int64_t id;
    char name[MAX_NAME + 1];
    enum site_state state;
    bool readmitted;
    int64_t last_contact; /* a date, or INT64_MIN */
    char software[MAX_ID + 1];
};
WK_MUST_USE enum wk_err ledger_site_add(
    struct ledger *l, const char *name, int64_t *id); /* WK_EEXIST */
/* Add a site under the number that it had before; WK_EEXIST. */
WK_MUST_USE enum wk_err ledger_site_put(
    struct ledger *l, int64_t id, const char *name);
WK_MUST_USE enum wk_err ledger_site_get(
    struct ledger *l, int64_t id, struct ledger_site *out);
WK_MUST_USE enum wk_err ledger_site_find(
    struct ledger *l, const char *name, struct ledger_site *out);
WK_MUST_USE enum wk_err ledger_site_set(
    struct ledger *l, const struct ledger_site *site);
/* In their fixed order. */
WK_MUST_USE enum wk_err ledger_site_list(
    struct ledger *l, struct ledger_site **out, size_t *n);

struct ledger_code {
    uint8_t hash[HASH_LEN]; /* SHA-256 of the secret */
    int64_t site, expires;  /* seconds since 1970 */
    bool used;
};
WK_MUST_USE enum wk_err ledger_code_set(
    struct ledger *l, const struct ledger_code *c); /* add or replace */
WK_MUST_USE enum wk_err ledger_code_get(struct ledger *l,
    const uint8_t hash[static HASH_LEN], struct ledger_code *out);
WK_MUST_USE enum wk_err ledger_code_list(
    struct ledger *l, struct ledger_code **out, size_t *n);
/* Forget the codes of a site that were never used. */
WK_MUST_USE enum wk_err ledger_code_drop(struct ledger *l, int64_t site);

struct ledger_certificate {
    uint8_t fingerprint[HASH_LEN], key[HASH_LEN];
    int64_t site, not_after;
    bool revoked;
    uint8_t *der; /* free() */
    size_t der_len;
};
WK_MUST_USE enum wk_err ledger_certificate_add(
    struct ledger *l, const struct ledger_certificate *c);
WK_MUST_USE enum wk_err ledger_certificate_get(struct ledger *l,
    const uint8_t fingerprint[static HASH_LEN],
    struct ledger_certificate *out);
/* All of a site (0: of all), oldest first; ledger_certificate_free(). */
WK_MUST_USE enum wk_err ledger_certificate_list(struct ledger *l, int64_t site,
    struct ledger_certificate **out, size_t *n);
/* Revoke all certificates of a site. */
WK_MUST_USE enum wk_err ledger_certificate_revoke(
    struct ledger *l, int64_t site);

/* Revoke one; WK_ENOTFOUND. */
WK_MUST_USE enum wk_err ledger_certificate_block(
    struct ledger *l, const uint8_t fingerprint[static HASH_LEN]);
/* Free a list and each der in it; NULL has no effect. */
void ledger_certificate_free(struct ledger_certificate *list, size_t n);

/* ---- Entries ---- */
struct ledger_entry {
    int64_t site;
    uint64_t seq;
    uint8_t era[ERA_LEN], hash[HASH_LEN], key[HASH_LEN];
    struct span bytes, signature; /* bytes.data NULL: not kept */
    enum verdict_kind verdict;
    enum verdict_code code;
};
/* Keep it, as one that came to stand here on this date. */
WK_MUST_USE enum wk_err ledger_entry_add(
    struct ledger *l, const struct ledger_entry *e, int64_t date);
/* The last entry of a site that stood here on this date; 0: none. */
WK_MUST_USE enum wk_err ledger_opened(
    struct ledger *l, int64_t site, int64_t date, uint64_t *seq);
/* Walk the entries of a site (0: of all) above seq, in order; a callback that
 * does not return WK_OK ends the walk with that.  It may use the ledger freely,
 * another walk and a commit included. */
WK_MUST_USE enum wk_err ledger_entry_each(struct ledger *l, int64_t site,
    uint64_t above,
    enum wk_err (*each)(void *arg, const struct ledger_entry *e), void *arg);
/* The same for all sites in one reading, and so faster; the callback leaves the
 * ledger alone. */
WK_MUST_USE enum wk_err ledger_entry_all(struct ledger *l,
    enum wk_err (*each)(void *arg, const struct ledger_entry *e), void *arg);
/* hash of entry seq; WK_ENOTFOUND. */
WK_MUST_USE enum wk_err ledger_entry_hash(struct ledger *l, int64_t site,
    uint64_t seq, uint8_t hash[static HASH_LEN]);
WK_MUST_USE enum wk_err ledger_entry_verdict(struct ledger *l, int64_t site,
    uint64_t seq, enum verdict_kind verdict, enum verdict_code code);
struct ledger_counts {
    int64_t entries, set_aside;
    int64_t releases; /* that are counted and not withdrawn */
};
WK_MUST_USE enum wk_err ledger_entry_counts(
    struct ledger *l, int64_t site, struct ledger_counts *out);
/* All zero while there is no entry. */
/* How many eras a site's chain has had, and of the entries that are set aside
 * how many for each reason. */
struct ledger_story {
    int64_t eras, aside[N_VERDICT_CODES];
};
WK_MUST_USE enum wk_err ledger_entry_story(
    struct ledger *l, int64_t site, struct ledger_story *out);
/* Let go of an entry's bytes (a privacy floor was broken); its hash stays. */
WK_MUST_USE enum wk_err ledger_entry_forget(
    struct ledger *l, int64_t site, uint64_t seq);
/* The questionnaires that entries of this site wait for; at most max. */
WK_MUST_USE enum wk_err ledger_wanted(struct ledger *l, int64_t site,
    uint8_t (*hash)[HASH_LEN], size_t max, size_t *n);
WK_MUST_USE enum wk_err ledger_head(
    struct ledger *l, int64_t site, struct wire_head *out);
WK_MUST_USE enum wk_err ledger_era_seen(struct ledger *l, int64_t site,
    const uint8_t era[static ERA_LEN], bool *seen);
/* Whether a month of r is covered already. */
WK_MUST_USE enum wk_err ledger_is_covered(struct ledger *l, int64_t site,
    const struct release *r, bool *covered);

/* ---- Catalogue ---- */
WK_MUST_USE enum wk_err ledger_catalogue(struct ledger *l, uint64_t *revision);
WK_MUST_USE enum wk_err ledger_policy_get(struct ledger *l, struct bytes *text);
/* A new revision with this policy; POLICY_DEFAULT until there is one. */
WK_MUST_USE enum wk_err ledger_policy_set(struct ledger *l, const char *text);
/* Keep a questionnaire; published: in the catalogue, with a new revision.
 * The same one again is fine, and changes nothing but an upload into a
 * published one.  WK_EINVAL when it is not a questionnaire; WK_ECHECK when a
 * question of the same id differs, it is of scope site, or another one has its
 * id and version; WK_ETOOBIG over MAX_CATALOGUE; why says what.  hash is set
 * whenever it could be parsed. */
WK_MUST_USE enum wk_err ledger_questionnaire_add(struct ledger *l,
    struct span text, bool published, uint8_t hash[static HASH_LEN],
    char why[static WHY_MAX]);
WK_MUST_USE enum wk_err ledger_questionnaire_has(struct ledger *l,
    const uint8_t hash[static HASH_LEN], bool *has);
/* One, parsed, lent as long as l is open; WK_ENOTFOUND. */
WK_MUST_USE enum wk_err ledger_questionnaire(struct ledger *l,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out);
/* All of them so, by id and version; free() the list alone. */
WK_MUST_USE enum wk_err ledger_questionnaire_all(
    struct ledger *l, const struct questionnaire ***out, size_t *n);
struct ledger_questionnaire {
    uint8_t hash[HASH_LEN];
    bool published;
    struct questionnaire *q; /* parsed; questionnaire_free() each */
};
/* By id and version. */
WK_MUST_USE enum wk_err ledger_questionnaire_list(
    struct ledger *l, struct ledger_questionnaire **out, size_t *n);
WK_MUST_USE enum wk_err ledger_questionnaire_text(struct ledger *l,
    const uint8_t hash[static HASH_LEN], struct bytes *text);

/* ---- People, log, files ---- */
struct ledger_account {
    char name[MAX_NAME + 1], role[MAX_ID + 1], hash[128];
    bool must_change;
    int64_t site; /* that it belongs to; 0: none */
};
WK_MUST_USE enum wk_err ledger_account_set(
    struct ledger *l, const struct ledger_account *a);
WK_MUST_USE enum wk_err ledger_account_get(
    struct ledger *l, const char *name, struct ledger_account *out);
WK_MUST_USE enum wk_err ledger_account_remove(
    struct ledger *l, const char *name);
WK_MUST_USE enum wk_err ledger_account_list(
    struct ledger *l, struct ledger_account **out, size_t *n);

struct ledger_log {
    int64_t date, site; /* site 0: none */
    bool alarm;
    char who[MAX_NAME + 1], what[MAX_TEXT + 1];
};
WK_MUST_USE enum wk_err ledger_log_add(
    struct ledger *l, const struct ledger_log *line);
WK_MUST_USE enum wk_err ledger_log_list(struct ledger *l, bool alarms_only,
    size_t max, struct ledger_log **out, size_t *n); /* newest first */

WK_MUST_USE enum wk_err ledger_file_set(
    struct ledger *l, const char *name, const uint8_t hash[static HASH_LEN]);
WK_MUST_USE enum wk_err ledger_file_get(
    struct ledger *l, const char *name, uint8_t hash[static HASH_LEN]);

#endif
