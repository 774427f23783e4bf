/* SPDX-License-Identifier: EUPL-1.2 */
/* conn_private.h - what conn.c (one stream) and conn_listener.c (all streams
 * of a listener) share. */
#ifndef WK_CONN_PRIVATE_H
#define WK_CONN_PRIVATE_H

#include "conn.h"

struct conn {
    uv_tcp_t tcp;
    uv_shutdown_t shutdown;
    struct conn_listener *listener;
    struct conn *prev, *next;
    struct tls *tls; /* NULL: plain */
    void *user;      /* what the open event returned */
    enum conn_rank rank;
    uint64_t since;    /* when the deadline was set, on the loop's clock */
    uint64_t deadline; /* 0: none */
    size_t pending;    /* bytes handed to libuv that have not left */
    bool open;         /* the open event was given */
    bool paused, lingering, pumping;
    bool ended;   /* the peer has closed its side */
    bool closing; /* uv_close() was called */
    char address[CONN_ADDRESS_LEN];
};

struct conn_listener {
    uv_loop_t *loop;
    uv_tcp_t tcp;
    uv_timer_t sweep; /* runs while there are streams */
    struct conn_options options;
    struct conn *first;
    unsigned n_open;    /* streams that are not closing */
    unsigned most;      /* of them at once, since there was none */
    unsigned n_handles; /* of libuv, not yet closed */
    uint64_t warned;    /* when a warning was last logged */
    int reserve;        /* a descriptor to give up when there are none; or -1 */
    bool stopping;
    uint64_t stop_at;
    void (*done)(void *arg);
    void *done_arg;
    uint8_t cipher[CONN_CHUNK], plain[CONN_CHUNK]; /* of the present read */
};

/* Begin to read from an accepted stream. */
void conn_start(struct conn *c);

/* c is closing, and no longer counts. */
void conn_listener_drop(struct conn *c);
/* The handle of c is closed: take it off the list and free it. */
void conn_listener_remove(struct conn *c);
/* Log, but at most once a minute: peers must not fill the journal. */
void conn_listener_warn(
    struct conn_listener *l, const char *where, const char *what);

#endif
