/* SPDX-License-Identifier: EUPL-1.2 */
/* night_private.h - what the files of night share. */
#ifndef WK_NIGHT_PRIVATE_H
#define WK_NIGHT_PRIVATE_H

#include "night.h"
#include "uplink.h"

enum { SPENT_DAYS = 62 };

enum wk_err night_step(const struct night_env *env, const char *name);
enum wk_err night_log(
    const struct night_env *env, bool alarm, const char *what);
/* Sign with the present key. */
enum wk_err night_sign(const struct night_env *env, struct store_entry *e);
/* Fill in what follows the chain's head; and put finished bytes there. */
enum wk_err night_entry_next(
    const struct night_env *env, enum entry_kind kind, struct entry *out);
enum wk_err night_append(const struct night_env *env, const struct bytes *bytes,
    const struct entry *value);
/* Make an entry of each release that is to be withdrawn. */
enum wk_err night_withdraw(const struct night_env *env);
/* Write the head file as the database has it. */
enum wk_err night_head_update(const struct night_env *env);

/* One POST, with its bytes counted. */
void night_exchange(const struct night_env *env, struct night_report *report,
    const char *path, struct bytes *body, struct night_reply *reply);
struct span night_body_of(const struct night_reply *reply);
/* Tell u that a reply cannot be taken: of another version, or what. */
void night_refuse(struct uplink *u, enum wk_err decoded, const char *what);
/* Send what the centre lacks and what it asked for; keep the receipts. */
enum wk_err night_push(
    const struct night_env *env, struct uplink *u, struct night_report *report);
/*
 * What the centre's head stands on, it holds: receipts for the last entries up
 * to seq whose own verdict was lost with a reply.  They are not sent again, so
 * none would ever come.
 */
enum wk_err night_keep_held(const struct night_env *env, uint64_t seq);
/* Whether the centre's head stands in the site's own chain. */
enum wk_err night_head_is_mine(
    const struct night_env *env, const struct wire_head *head, bool *mine);

/* A centre's whole history of this site, fetched and verified. */
struct night_history {
    struct store_entry *entry;
    size_t n;
    struct wire_head head; /* the centre's */
    struct store_key *key;
    size_t n_keys;
};
/* Report to u: uplink_fetched(), uplink_failed() or uplink_refused(). */
enum wk_err night_fetch_history(const struct night_env *env, struct uplink *u,
    struct night_report *report, struct night_history *h);
void night_history_free(struct night_history *h);
/* Take it over: new era, covered months closed, their answers destroyed. */
enum wk_err night_adopt(const struct night_env *env,
    const struct night_history *h, bool lost, int64_t central_date);

/* Keep a release of the site's own questions, which has no place in the chain;
 * WK_ECHECK and why when the audit refuses it. */
WK_MUST_USE enum wk_err night_append_local(const struct night_env *env,
    const struct questionnaire *q, const struct entry *value,
    char why[static WHY_MAX]);

#endif
