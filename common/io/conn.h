/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * conn.h - the byte streams of one listener, plain or TLS, on libuv.  Knows
 * nothing of HTTP.
 *
 *   accepted --(handshake)--> open --conn_finish()--> lingering --> closed
 *        '------ conn_drop(), a fault, a deadline at any time ------^
 *
 * A stream that was finished is flushed, told so (FIN, close_notify), and its
 * input is thrown away until the peer closes too: a close with unread input
 * would reset the connection and take our last reply with it.
 *
 * Ownership  A conn belongs to its listener; a pointer to it is good until
 *            the closed event returns.  That event never comes from within a
 *            call of this module.
 * Memory     Per connection at most CONN_CHUNK bytes each way, times two, and
 *            the TLS state.
 */
#ifndef WK_CONN_H
#define WK_CONN_H

#include <uv.h>

#include "bytes.h"
#include "wk_limits.h"
#include "tls.h"

struct conn;
struct conn_listener;

enum {
    CONN_CHUNK = 16 * 1024, /* read at most this at a time */
    CONN_ADDRESS_LEN = 46,  /* the longest textual IPv6 address and a NUL */
};

/* What happens to a stream; user is what open returned. */
struct conn_events {
    void *(*open)(struct conn *c, void *arg);
    void (*data)(void *user, const uint8_t *data, size_t len);
    void (*drained)(void *user); /* all that was written has left */
    void (*expired)(void *user); /* the deadline passed */
    void (*stop)(void *user);    /* the listener stops: finish soon */
    void (*closed)(void *user);  /* the last event */
};

struct conn_options {
    const char *listen; /* "127.0.0.1:7411" or "[::1]:7411"; port 0 any */
    struct tls_ctx *tls;
    const struct conn_events *events;
    void *arg;
    unsigned max, handshake_ms, linger_ms;
};

/* WK_EINVAL: listen is not an address; WK_EBUSY: the port is in use. */
WK_MUST_USE enum wk_err conn_listen(uv_loop_t *loop,
    const struct conn_options *options, struct conn_listener **out);
int conn_listener_port(const struct conn_listener *l);

/* Stop accepting; streams end by themselves, or after grace_ms are dropped.
 * Then the listener is freed and done(arg) called, once. */
void conn_listener_stop(struct conn_listener *l, unsigned grace_ms,
    void (*done)(void *arg), void *arg);

/* Send a copy of data, at once or later.  A fault drops the stream. */
void conn_write(struct conn *c, const void *data, size_t len);
size_t conn_pending(const struct conn *c); /* bytes that have not left yet */
/* Whether conn_write() and conn_finish() still have an effect. */
bool conn_is_open(const struct conn *c);

/* Once, ms from now; 0 takes the deadline away. */
void conn_deadline(struct conn *c, unsigned ms);

/*
 * Who goes when there are too many: the stream that has been idle (or has
 * lingered) for longest; else the one that has been waiting for its peer for
 * longest, once a fifth of its deadline is gone, for that is a slow one and
 * perhaps means to be.  Busy ones stay.  While one address has more than half
 * of all there may be, only its streams go, for a stream of another address
 * however young they are.  A stream starts as waiting.
 */
enum conn_rank { CONN_WAITING, CONN_IDLE, CONN_BUSY };
void conn_rank(struct conn *c, enum conn_rank rank);

void conn_pause(struct conn *c);  /* no more data events */
void conn_resume(struct conn *c); /* data events again, perhaps at once */
void conn_finish(struct conn *c);
void conn_drop(struct conn *c);

bool conn_is_tls(const struct conn *c);
/* The verified client certificate; false when there is none. */
bool conn_peer(const struct conn *c, uint8_t fingerprint[static HASH_LEN]);
const char *conn_address(const struct conn *c); /* "127.0.0.1" */

#endif
