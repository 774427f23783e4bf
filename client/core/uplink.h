/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * uplink.h - one night with the centre, as a machine that does no I/O.
 *
 *   HELLO -> [CATALOGUE ->] CLOSE -> PUSH -> ... -> PUSH -> END
 *     |
 *     +-> HISTORY -> ADOPT -> [CATALOGUE ->] CLOSE -> PUSH ...   restored
 *     +-> PUSH (of nothing) -> END                               quarantined
 *   any exchange -> WAIT -> the same again                       failed
 *
 * The driver asks what to do (uplink_next), does it, and reports what came of
 * it.  Nothing is closed before the centre's head was found in the site's own
 * chain: after a restore the site would otherwise close a released month
 * again, and send it, before anyone could refuse it.
 *
 * Units      Dates are days since 1970-01-01.
 * Ownership  The machine copies what it is given.
 * Errors     A report that does not belong to the present step is a bug of the
 *            driver and asserted.
 * Source     proto/PROTOCOL.md, "A night", "When things were restored".
 */
#ifndef WK_UPLINK_H
#define WK_UPLINK_H

#include "wire.h"

enum uplink_do {
    UPLINK_HELLO,
    UPLINK_CATALOGUE,
    UPLINK_HISTORY,
    UPLINK_ADOPT,
    UPLINK_CLOSE,
    UPLINK_PUSH,
    UPLINK_WAIT,
    UPLINK_END,
};

enum uplink_end {
    UPLINK_DONE,
    UPLINK_NO_CONTACT,
    UPLINK_QUARANTINED, /* the site keeps collecting and sends no entries */
    UPLINK_REFUSED,     /* the centre does not take what we send */
    UPLINK_CLOCK,       /* every certificate is out of its dates */
    UPLINK_STOPPED,
};

enum { UPLINK_ADOPT_DAYS = 30, UPLINK_NEVER = INT32_MIN };

struct uplink_start {
    struct wire_head head; /* the site's own */
    uint64_t catalogue;    /* the revision held */
    uint64_t figures;      /* of the network: the ones held */
    bool lost;             /* the head file shows a later or another chain */
    bool quarantined;      /* by an earlier night */
    int64_t date;          /* the site's local date */
    int64_t adopted;       /* date of the last adoption, or UPLINK_NEVER */
    unsigned max_tries;    /* of failed exchanges, at most BACKOFF_TRIES_MAX */
};

/* Why a night ends that meets HTTP 426 or a reply of another version. */
extern const char UPLINK_OTHER_VERSION[];

struct uplink;
struct uplink *uplink_new(const struct uplink_start *start);
void uplink_free(struct uplink *u);

/* What to do next. */
enum uplink_do uplink_next(const struct uplink *u);
uint64_t uplink_figures(const struct uplink *u); /* that the centre has */
uint64_t uplink_above(const struct uplink *u); /* PUSH: send entries above it */
bool uplink_silent(const struct uplink *u);    /* PUSH: send no entries */
int64_t uplink_central_date(const struct uplink *u);
const uint8_t (*uplink_wanted(const struct uplink *u, size_t *n))[HASH_LEN];
uint32_t uplink_wait_bound_ms(const struct uplink *u); /* WAIT: jitter below */
uint32_t uplink_retry_after_s(const struct uplink *u); /* WAIT: at least */
enum uplink_end uplink_end(const struct uplink *u);    /* END */
const char *uplink_message(const struct uplink *u);    /* END; a sentence */
bool uplink_alarm(const struct uplink *u); /* END: somebody must look */

/* What happened.  mine: the centre's head stands in the site's own chain. */
void uplink_heard(
    struct uplink *u, const struct wire_hello_reply *r, bool mine);
void uplink_catalogued(struct uplink *u);
void uplink_fetched(struct uplink *u); /* the whole history, verified */
void uplink_adopted(struct uplink *u, const struct wire_head *head);
void uplink_closed(struct uplink *u, const struct wire_head *head);
void uplink_pushed(
    struct uplink *u, const struct wire_push_reply *r, bool mine);
void uplink_waited(struct uplink *u, bool go_on);
/* The exchange failed: HTTP status, 0 for no reply at all, 407 when a proxy
 * wants a login; clock_wrong when the certificates' dates were the reason. */
void uplink_failed(
    struct uplink *u, int status, uint32_t retry_after_s, bool clock_wrong);
/* The reply could not be understood, or the history did not verify. */
void uplink_refused(struct uplink *u, const char *message);

#endif
