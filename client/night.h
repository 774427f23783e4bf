/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * night.h - one night: hello, close, push.  Drives client/core/uplink.h on the
 * store; the exchange with the centre is a function, so that the simulator can
 * stand in for the network.
 *
 * Source  proto/PROTOCOL.md, "A night".
 */
#ifndef WK_NIGHT_H
#define WK_NIGHT_H

#include "crypto.h"
#include "seal.h"

/* What came of one POST. */
struct night_reply {
    int status;           /* HTTP; 0: no reply at all; 407: a proxy's */
    unsigned retry_after; /* seconds, 0: none */
    bool clock_wrong;     /* every certificate is out of its dates */
    struct bytes body;    /* the caller frees */
};

struct night_env {
    struct store *store;
    struct seal *seal;
    struct crypto_key *key; /* the site's, of its certificate */
    int64_t date;           /* the site's local date */
    unsigned disk_free;     /* per cent */
    bool renew;             /* the certificate is in its last 180 days */
    unsigned max_tries;     /* of failed exchanges; 0: as many as allowed */

    /* One POST of body to path ("/sync/v1/hello"). */
    void (*exchange)(void *arg, const char *path, struct span body,
        struct night_reply *reply);
    /* Wait; false when the program is to stop. */
    bool (*wait)(void *arg, unsigned ms);
    uint32_t (*random_below)(void *arg, uint32_t bound);
    /* The head file; the simulator keeps it in memory.  WK_ENOTFOUND. */
    enum wk_err (*head_read)(void *arg, struct bytes *text);
    enum wk_err (*head_write)(void *arg, const struct bytes *text);
    /* Take over a renewed certificate (DER). */
    enum wk_err (*certificate)(void *arg, struct span der);
    /*
     * Called between steps; WK_EKILLED stops at once (tests).  May be NULL.
     * Closing goes through: entry, pool (each one), close | commit | closed |
     * head file | head; and after the last batch empty | WAL | emptied.
     */
    enum wk_err (*step)(void *arg, const char *name);
    void *arg;
};

enum night_result {
    NIGHT_DONE,
    NIGHT_NO_CONTACT,
    NIGHT_QUARANTINED,
    NIGHT_REFUSED,
    NIGHT_STOPPED,
    NIGHT_FAILED,
};

struct night_report {
    enum night_result result;
    char message[MAX_TEXT + 1];
    unsigned closed, sent, destroyed;
    uint64_t bytes; /* both ways, bodies only */
};

/* Run one night; writes its outcome to the store's meta as well. */
enum night_result night_run(
    const struct night_env *env, struct night_report *report);

/* Close what is closable up to this date (both clocks); used by night_run(). */
WK_MUST_USE enum wk_err night_close(const struct night_env *env,
    int64_t central_date, struct night_report *report);

/* The text of the head file, and back; WK_ECHECK when it is damaged. */
void night_head_text(const struct wire_head *h, struct bytes *out);
WK_MUST_USE enum wk_err night_head_parse(
    const char *text, struct wire_head *out);

/*
 * At start: bring the head file up when it is behind the database.  Returns
 * whether the state was restored (file ahead, other hash, or missing).
 */
WK_MUST_USE enum wk_err night_check_head(
    const struct night_env *env, bool *restored, bool *ahead);

const char *night_result_text(enum night_result r);

#endif
