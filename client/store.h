/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store.h - everything a site keeps, behind one door: site.db.
 *
 * What a call reports as WK_OK inside a transaction is durable once
 * store_commit() returned WK_OK; outside of one, when the call returned.
 *
 * Ownership  Lists are handed to the caller and end with free(); texts inside
 *            a struct are its own arrays or, where they are pointers, freed
 *            with the matching store_free_*().
 * Errors     WK_ENOTFOUND: no such row.  WK_EFULL: the disk is full.
 * Source     the steps in client/sql; proto/PROTOCOL.md, "Closing".
 *
 * The same door, in headers of their own: store_wave.h, store_people.h and
 * store_clip.h.
 */
#ifndef WK_STORE_H
#define WK_STORE_H

#include "db.h"
#include "loop.h"
#include "policy.h"
#include "wire.h"

struct store;

/* path is site.db, or a shared in-memory database for the simulator. */
WK_MUST_USE enum wk_err store_open(const char *path, struct store **out);
void store_close(struct store *s);
struct db *store_db(struct store *s); /* lent: verify, copy, truncate */

WK_MUST_USE enum wk_err store_begin(struct store *s);
WK_MUST_USE enum wk_err store_commit(struct store *s);
void store_rollback(struct store *s); /* no effect without a transaction */

/* ---- Small facts ---- */
/* Keys in use: era (hex), name, central (URL of enrolment), sync (URL),
 * catalogue (revision), languages, state ("quarantined" or
 * absent), central_date, last_night, night_result, night_message, night_sent,
 * night_bytes, adopted (date of the last adoption), restored (the head's number
 * when a backup was last put back over a database), recovery (hex: the public
 * half of the recovery key), restored_local (as restored, of local releases),
 * pin (its hash), flood (date and band). */
WK_MUST_USE enum wk_err store_meta_get(
    struct store *s, const char *key, struct bytes *value);
int64_t store_meta_int(struct store *s, const char *key, int64_t fallback);
WK_MUST_USE enum wk_err store_meta_set(
    struct store *s, const char *key, const char *value);
WK_MUST_USE enum wk_err store_meta_set_int(
    struct store *s, const char *key, int64_t value);
WK_MUST_USE enum wk_err store_meta_drop(struct store *s, const char *key);

/* ---- Questionnaires ---- */
struct store_questionnaire {
    uint8_t hash[HASH_LEN];
    struct questionnaire *q; /* parsed */
};
/*
 * Parse, check and keep a questionnaire as its publisher wrote it; the same
 * one again is fine.  WK_ECHECK when a question of the same id with another
 * wording, scale or levels is held already; why says which.
 */
WK_MUST_USE enum wk_err store_questionnaire_add(struct store *s,
    struct span text, uint8_t hash[static HASH_LEN], char why[static WHY_MAX]);
/* The same of what staff add: a site's own form is fine, if it and all its
 * questions are in the namespace "site:". */
WK_MUST_USE enum wk_err store_questionnaire_add_own(struct store *s,
    struct span text, uint8_t hash[static HASH_LEN], char why[static WHY_MAX]);
/* by hash, or (hash NULL) the newest version of id. The caller ends out->q. */
WK_MUST_USE enum wk_err store_questionnaire_get(struct store *s,
    const uint8_t *hash, const char *id, struct store_questionnaire *out);
WK_MUST_USE enum wk_err store_questionnaire_text(
    struct store *s, const uint8_t hash[static HASH_LEN], struct bytes *text);
/* Whether it is a site's own, "site:"; false of one that is not held. */
WK_MUST_USE enum wk_err store_questionnaire_is_local(
    struct store *s, const uint8_t hash[static HASH_LEN], bool *local);
/* All, ordered by id and version; n of them, each q to be freed. */
WK_MUST_USE enum wk_err store_questionnaire_list(
    struct store *s, struct store_questionnaire **out, size_t *n);

/* ---- Projects and plans ---- */
struct store_project {
    char id[MAX_ID + 1];
    char name[N_LANGS][MAX_NAME + 1];
    enum period_kind period;
    int32_t first_month;
    char not_asked[MAX_TEXT + 1]; /* ids with spaces between */
};
WK_MUST_USE enum wk_err store_project_add(
    struct store *s, const struct store_project *p);
WK_MUST_USE enum wk_err store_project_get(
    struct store *s, const char *id, struct store_project *out);
WK_MUST_USE enum wk_err store_project_list(
    struct store *s, struct store_project **out, size_t *n);

struct store_plan {
    char project[MAX_ID + 1];
    uint8_t questionnaire[HASH_LEN];
    int32_t first_month, last_month; /* INT32_MAX: no end */
    bool has_base; /* assisted: no turn of its own, put while its base is */
    uint8_t base[HASH_LEN];
    bool local; /* a site's own: after the turn, and nothing of it leaves */
};
/* Whether it puts its questionnaire in that month. */
bool store_plan_asks(const struct store_plan *p, int32_t month);
/* Adds the plan and the two labels of its series, from first_month on. */
WK_MUST_USE enum wk_err store_plan_add(
    struct store *s, const struct store_plan *p);
/* Its last month becomes last (INT32_MAX: no end). */
WK_MUST_USE enum wk_err store_plan_last(
    struct store *s, const struct store_plan *p, int32_t last);
/* project NULL: of all. */
WK_MUST_USE enum wk_err store_plan_list(
    struct store *s, const char *project, struct store_plan **out, size_t *n);

/* ---- Series, labels and pools (seal.h works on these) ---- */
struct store_series {
    uint8_t questionnaire[HASH_LEN];
    char project[MAX_ID + 1];
    enum channel channel;
};
bool store_series_same(
    const struct store_series *a, const struct store_series *b);
struct store_label {
    struct store_series series;
    int32_t next_month, tested_month;
};
WK_MUST_USE enum wk_err store_label_get(
    struct store *s, const struct store_series *of, struct store_label *out);
/* Headcounts of the months before it go with it. */
WK_MUST_USE enum wk_err store_label_set(
    struct store *s, const struct store_label *label);
WK_MUST_USE enum wk_err store_label_list(
    struct store *s, struct store_label **out, size_t *n);
/* Let the label of a series stand no earlier than this one, and destroy what
 * was collected of the months before it; night is the date it happens on. */
WK_MUST_USE enum wk_err store_label_advance(
    struct store *s, const struct store_label *to, int64_t night);

/* Of one period of a series, as staff counted them (headcount.h). */
struct store_headcount {
    struct store_series series;
    int32_t first_month;
    uint32_t eligible, asked;
    bool has_asked;
};
WK_MUST_USE enum wk_err store_headcount_set(
    struct store *s, const struct store_headcount *h); /* add or replace */
WK_MUST_USE enum wk_err store_headcount_get(struct store *s,
    const struct store_series *of, int32_t first_month,
    struct store_headcount *out);
WK_MUST_USE enum wk_err store_headcount_drop(
    struct store *s, const struct store_series *of, int32_t first_month);

/* ---- Ballot cards (cards.h): a hash for each that is not used yet ---- */
WK_MUST_USE enum wk_err store_card_add(struct store *s,
    const uint8_t hash[static HASH_LEN], int64_t wave); /* WK_EEXIST */
WK_MUST_USE enum wk_err store_card_find(
    struct store *s, const uint8_t hash[static HASH_LEN]);
WK_MUST_USE enum wk_err store_card_drop(
    struct store *s, const uint8_t hash[static HASH_LEN]); /* WK_ENOTFOUND */
/* Those of a wave; -1: all. */
WK_MUST_USE enum wk_err store_card_void(struct store *s, int64_t wave);

/* ---- Policies (client/PRIVACY.md, A.1) ---- */
struct store_policy {
    int64_t since;
    char text[MAX_TEXT + 1]; /* JSON */
};
/* From since, a date of the centre's, text holds; the same again is fine. */
WK_MUST_USE enum wk_err store_policy_set(
    struct store *s, int64_t since, const char *text);
/* Append the one in force; the floors before any came. */
WK_MUST_USE enum wk_err store_policy_now(struct store *s, struct bytes *text);
/* Those that held on date and since, oldest first. */
WK_MUST_USE enum wk_err store_policy_list(
    struct store *s, int64_t date, struct store_policy **out, size_t *n);

enum pool_state { POOL_OPEN = 1, POOL_RELEASED, POOL_DESTROYED, POOL_FROZEN };
enum { WRAPPED_LEN = 32 + 28 };
struct store_pool {
    uint8_t id[ID_LEN];
    struct store_series series;
    struct period months;
    bool has_key;
    uint8_t wrapped_key[WRAPPED_LEN];
    char policy[MAX_TEXT + 1]; /* as it stood when the pool opened */
    enum pool_state state;
};
WK_MUST_USE enum wk_err store_pool_add(
    struct store *s, const struct store_pool *p);
/* The pool of this series whose period begins in first_month. */
WK_MUST_USE enum wk_err store_pool_get(struct store *s,
    const struct store_series *of, int32_t first_month, struct store_pool *out);
/* All pools of this series (NULL: of all) in this state (0: any). */
WK_MUST_USE enum wk_err store_pool_list(struct store *s,
    const struct store_series *of, enum pool_state state,
    struct store_pool **out, size_t *n);
/*
 * Freeze an open pool, which keeps key and answer sets; or end it, and nothing
 * of it stays: that somebody answered in a period is told by no row.
 * Released, here or for all this machine knows elsewhere: the ids are kept from
 * night on.  Destroyed: its answer sets counted nowhere, so who sends one again
 * counts once, and ids would only tell how many there were.
 */
WK_MUST_USE enum wk_err store_pool_end(struct store *s,
    const uint8_t id[static ID_LEN], enum pool_state state, int64_t night);
/* Delete key and answer sets of a frozen pool.  It stays frozen: that explains
 * the gap between two labels. */
WK_MUST_USE enum wk_err store_pool_empty(
    struct store *s, const uint8_t id[static ID_LEN]);
/* Replace the wrapped key, for another device. */
WK_MUST_USE enum wk_err store_pool_key(struct store *s,
    const uint8_t id[static ID_LEN],
    const uint8_t wrapped_key[static WRAPPED_LEN]);
WK_MUST_USE enum wk_err store_pool_count(
    struct store *s, const uint8_t id[static ID_LEN], uint32_t *n);

/* WK_EEXIST when this id is held or was closed lately. */
WK_MUST_USE enum wk_err store_answer_add(struct store *s,
    const uint8_t id[static ID_LEN], const uint8_t pool[static ID_LEN],
    const uint8_t *sealed, size_t len);
/* Whether this id is held or was closed lately. */
WK_MUST_USE enum wk_err store_answer_held(
    struct store *s, const uint8_t id[static ID_LEN], bool *held);
/* Calls each(arg, id, sealed, len) for all of a pool, in random-key order. */
WK_MUST_USE enum wk_err store_answer_each(struct store *s,
    const uint8_t pool[static ID_LEN],
    enum wk_err (*each)(
        void *arg, const uint8_t *id, const uint8_t *sealed, size_t len),
    void *arg);
/*
 * Lay the answer sets out anew, by their random ids, and what cards are left,
 * and empty the WAL: SQLite fills pages and WAL in the order of arrival, and
 * random keys hide only the order of reading.  Not inside a transaction.
 */
WK_MUST_USE enum wk_err store_answer_shuffle(struct store *s);
/* Forget ids closed before this night. */
WK_MUST_USE enum wk_err store_spent_forget(struct store *s, int64_t night);

/* A pair of keys for what waits on pages (box.h). */
struct store_box {
    uint8_t id[ID_LEN];
    uint8_t public_key[32], wrapped[WRAPPED_LEN];
    int64_t since;
};
WK_MUST_USE enum wk_err store_box_add(
    struct store *s, const struct store_box *b);
/* The newest first. */
WK_MUST_USE enum wk_err store_box_list(
    struct store *s, struct store_box **out, size_t *n);
/* Keep those from first to last alone; *gone: whether any went. */
WK_MUST_USE enum wk_err store_box_keep(
    struct store *s, int64_t first, int64_t last, bool *gone);

/* ---- The chain ---- */
struct store_entry {
    uint64_t seq;
    uint8_t era[ERA_LEN], hash[HASH_LEN];
    uint8_t *bytes; /* canonical; free() */
    size_t len;
    uint8_t key[HASH_LEN];
    uint8_t signature[80];
    size_t signature_len;
    enum verdict_kind verdict; /* 0: no receipt yet */
    enum verdict_code code;
    int64_t receipt_date;
};
WK_MUST_USE enum wk_err store_entry_add(
    struct store *s, const struct store_entry *e); /* and its signature */
WK_MUST_USE enum wk_err store_entry_sign(
    struct store *s, const struct store_entry *e); /* replace the signature */
WK_MUST_USE enum wk_err store_entry_get(
    struct store *s, uint64_t seq, struct store_entry *out);
WK_MUST_USE enum wk_err store_head(struct store *s, struct wire_head *out);
WK_MUST_USE enum wk_err store_receipt_set(struct store *s, uint64_t seq,
    enum verdict_kind verdict, enum verdict_code code, int64_t date);
/* Adoption: move entries above seq to the orphans. Needs a transaction. */
WK_MUST_USE enum wk_err store_entry_orphan(struct store *s, uint64_t above);

/* A release that the next night withdraws: its number, and which one is meant
 * should an adoption put another there. */
struct store_withdrawal {
    uint64_t seq;
    uint8_t hash[HASH_LEN];
    uint32_t reason; /* proto/weerklank.proto */
};
WK_MUST_USE enum wk_err store_withdrawal_add(
    struct store *s, const struct store_withdrawal *w); /* WK_EEXIST: twice */
WK_MUST_USE enum wk_err store_withdrawal_list(
    struct store *s, struct store_withdrawal **out, size_t *n);
WK_MUST_USE enum wk_err store_withdrawal_drop(struct store *s, uint64_t seq);

/* The last review of a language pack (langpack_review.h). */
struct store_review {
    char language[MAX_ID + 1];
    char hash[2 * HASH_LEN + 1]; /* of the strings that were read, in hex */
    int64_t date;
    char role[MAX_ID + 1];
};
WK_MUST_USE enum wk_err store_review_set(
    struct store *s, const struct store_review *r); /* add or replace */
WK_MUST_USE enum wk_err store_review_get(
    struct store *s, const char *language, struct store_review *out);

/* A release of a site's own questions: it has no number, no signature and no
 * receipt, and no night sends it. */
struct store_local {
    int64_t id; /* in the order they were made */
    uint8_t era[ERA_LEN], hash[HASH_LEN];
    uint8_t *bytes; /* wire_encode_release(); free() */
    size_t len;
};
WK_MUST_USE enum wk_err store_local_add(
    struct store *s, const struct store_local *r); /* id is given */
/* Oldest first; store_free_locals() ends the list. */
WK_MUST_USE enum wk_err store_local_list(
    struct store *s, struct store_local **out, size_t *n);
void store_free_locals(struct store_local *list, size_t n);

struct store_key {
    uint8_t id[HASH_LEN];
    struct span spki, certificate;
};
WK_MUST_USE enum wk_err store_key_add(
    struct store *s, const struct store_key *k); /* again: new certificate */
WK_MUST_USE enum wk_err store_key_spki(
    struct store *s, const uint8_t id[static HASH_LEN], struct bytes *spki);

/* ---- You said, we did ---- */
struct store_loop {
    int64_t id; /* 0: a new one */
    char project[MAX_ID + 1];
    char theme[LOOP_THEME];
    int32_t said; /* month */
    enum loop_state state;
    int64_t told; /* the date people were told; 0: not yet */
    bool archived;
    char text[N_LANGS][LOOP_TEXT_BYTES + 1]; /* "": none */
};
WK_MUST_USE enum wk_err store_loop_set(
    struct store *s, const struct store_loop *l); /* add or replace */
/* The newest first; project NULL: of all. */
WK_MUST_USE enum wk_err store_loop_list(
    struct store *s, const char *project, struct store_loop **out, size_t *n);

/* ---- Files ---- */
/* The SHA-256 of a file beside the database that this program wrote. */
WK_MUST_USE enum wk_err store_file_set(
    struct store *s, const char *name, const uint8_t hash[static HASH_LEN]);
WK_MUST_USE enum wk_err store_file_get(
    struct store *s, const char *name, uint8_t hash[static HASH_LEN]);

#endif
