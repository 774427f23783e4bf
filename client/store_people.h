/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_people.h - accounts, tablets and the log in site.db, as store.h keeps
 * the rest.
 */
#ifndef WK_STORE_PEOPLE_H
#define WK_STORE_PEOPLE_H

#include "store.h"

struct store_account {
    char name[MAX_NAME + 1], role[MAX_ID + 1], hash[128];
    bool must_change;
};
WK_MUST_USE enum wk_err store_account_set(
    struct store *s, const struct store_account *a); /* add or replace */
WK_MUST_USE enum wk_err store_account_get(
    struct store *s, const char *name, struct store_account *out);
WK_MUST_USE enum wk_err store_account_remove(struct store *s, const char *name);
WK_MUST_USE enum wk_err store_account_list(
    struct store *s, struct store_account **out, size_t *n);

/* A tablet that was paired (tablets.h). */
struct store_device {
    uint8_t id[ID_LEN], secret[HASH_LEN]; /* the hash of its cookie */
    char name[MAX_NAME + 1];
    int64_t since; /* a date */
};
WK_MUST_USE enum wk_err store_device_add(
    struct store *s, const struct store_device *d);
WK_MUST_USE enum wk_err store_device_find(struct store *s,
    const uint8_t secret[static HASH_LEN], struct store_device *out);
WK_MUST_USE enum wk_err store_device_list(
    struct store *s, struct store_device **out, size_t *n);
WK_MUST_USE enum wk_err store_device_drop(
    struct store *s, const uint8_t id[static ID_LEN]);

/* What staff looked at, and what else was done by people or commands; what
 * nights did; alarms, whoever raised them. */
enum store_log_kind {
    STORE_LOG_ALL,
    STORE_LOG_VIEWED,
    STORE_LOG_DID,
    STORE_LOG_NIGHT,
    STORE_LOG_ALARM,
};
struct store_log {
    int64_t date;
    bool alarm;
    char who[MAX_NAME + 1], what[MAX_TEXT + 1];
    /* As listed. */
    int64_t id;
    enum store_log_kind kind;
};
WK_MUST_USE enum wk_err store_log_add(
    struct store *s, const struct store_log *line);
/* Whether a line of that date by who says that. */
WK_MUST_USE enum wk_err store_log_has(
    struct store *s, const struct store_log *line, bool *held);
struct store_log_query {
    enum store_log_kind kind;
    int64_t first, last; /* dates; last 0: of all */
    int64_t before;      /* lines older than the one of this id; 0: all */
    size_t max;
};
/* The newest first. */
WK_MUST_USE enum wk_err store_log_list(struct store *s,
    const struct store_log_query *of, struct store_log **out, size_t *n);

#endif
