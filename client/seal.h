/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * seal.h - answer sets go in sealed, and come out once, all together; and so
 * does every "no, thank you", which only an opened seal tells from them.
 *
 * One random key a pool, wrapped by the device key; the answer set is padded
 * to one length and sealed with the pool's key.  Nothing keeps an unwrapped
 * key beyond one transaction, and never outside locked memory.
 *
 * Errors   WK_ECHECK: a key or an answer set does not open: damaged, or of
 *          another device.  WK_ECLOSED: the pool is closed.
 * Source   client/PRIVACY.md, A.1, G.
 */
#ifndef WK_SEAL_H
#define WK_SEAL_H

#include "answers.h"
#include "crypto.h"
#include "store.h"
#include "tabulate.h"

struct seal; /* holds the device key, in locked memory */

/* No answer counts in a month further beyond the centre's last date. */
enum { SEAL_AHEAD_DAYS = 62 };

struct seal *seal_new(const uint8_t device_key[static 32]);
void seal_free(struct seal *s);

/* What the clock says, for the month an answer counts in. */
struct seal_clock {
    int64_t date;         /* local */
    int64_t central_date; /* the centre's last, or INT64_MIN: never met */
};

/*
 * The first month of the period that an answer given now counts in, for a
 * series: the clock's month held between the earliest open month and the
 * month 62 days after the centre's last date.
 */
WK_MUST_USE enum wk_err seal_month(struct store *store,
    const struct store_series *series, const struct seal_clock *clock,
    int32_t *month);

/*
 * Seal and add one answer set to the pool of series for month (made if there
 * is none), inside the caller's transaction.  WK_EEXIST: this id is saved
 * already.  WK_ECLOSED: that month had its closing night.  WK_EWAVE: no wave
 * of the project takes answers in it (wave.h); nothing was added.
 */
WK_MUST_USE enum wk_err seal_add(struct seal *s, struct store *store,
    const struct store_series *series, const struct store_project *project,
    int32_t month, const uint8_t id[static ID_LEN], const struct answers *a);

/*
 * How many answer sets a pool has, those who declined left out.  What does not
 * open counts as one: whoever tabulates it finds that.
 */
WK_MUST_USE enum wk_err seal_count(struct seal *s, struct store *store,
    const struct store_pool *pool, uint32_t *n);

/* Open every answer set of a pool into t, and everyone who declined. */
WK_MUST_USE enum wk_err seal_tabulate(struct seal *s, struct store *store,
    const struct store_pool *pool, const struct questionnaire *q,
    struct tabulation *t);

/*
 * Wrap the keys of all pools for another device than they were wrapped for,
 * inside the caller's transaction: for a copy that travels.
 */
WK_MUST_USE enum wk_err seal_rewrap(
    struct seal *from, const struct seal *to, struct store *store);

/* What is kept of a ballot card (cards.h): an HMAC with the device key, so that
 * whoever reads the database cannot try the million numbers there are. */
void seal_card(const struct seal *s, int64_t wave, const char *number,
    uint8_t out[static HASH_LEN]);

/* What only this device tells, and always the same: the ticket of pin.h. */
void seal_help(const struct seal *s, uint8_t out[static HASH_LEN]);

/*
 * A key that only this device opens, bound to what it is for (purpose, a line
 * of at most MAX_TEXT bytes) and to its id.  WK_ECHECK: not this one.
 */
void seal_wrap(const struct seal *s, const char *purpose,
    const uint8_t id[static ID_LEN], const uint8_t key[static SEAL_KEY_LEN],
    uint8_t out[static WRAPPED_LEN]);
WK_MUST_USE enum wk_err seal_unwrap(const struct seal *s, const char *purpose,
    const uint8_t id[static ID_LEN], const uint8_t wrapped[static WRAPPED_LEN],
    uint8_t key[static SEAL_KEY_LEN]);

/* Open every pool and answer set; report(arg, place) for each fault. */
WK_MUST_USE enum wk_err seal_verify(struct seal *s, struct store *store,
    void (*report)(void *arg, const char *place), void *arg);

#endif
