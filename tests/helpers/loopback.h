/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loopback.h - a raw TCP client on the loop of the server under test.
 *
 * Ownership  loopback_close() ends a client; run the loop once more after it.
 */
#ifndef WK_TEST_LOOPBACK_H
#define WK_TEST_LOOPBACK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <uv.h>

#include "bytes.h"
#include "xalloc.h"

struct loopback {
    uv_tcp_t tcp;
    uv_connect_t connect;
    uv_shutdown_t shutdown;
    struct bytes got;
    bool connected, ended, closed;
    bool reset;     /* noticed by a read or by a write */
    size_t sending; /* bytes that have not left */
    char buf[65536];
};

struct loopback_write {
    uv_write_t write;
    size_t len;
    char data[];
};

static inline void loopback_on_closed(uv_handle_t *handle)
{
    ((struct loopback *)handle->data)->closed = true;
}

static inline void loopback_on_alloc(
    uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct loopback *c = handle->data;

    (void)suggested;
    *buf = uv_buf_init(c->buf, sizeof c->buf);
}

/* Whether the kernel holds an error that libuv, told of a hang-up, has
 * reported as a plain end. */
static inline bool loopback_has_error(const struct loopback *c)
{
    int error = 0;
    socklen_t len = sizeof error;
    uv_os_fd_t fd;

    return uv_fileno((const uv_handle_t *)&c->tcp, &fd) != 0 ||
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0 || error != 0;
}

static inline void loopback_on_read(
    uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct loopback *c = stream->data;

    if (n >= 0) {
        bytes_add(&c->got, buf->base, (size_t)n);
        return;
    }
    uv_read_stop(stream);
    c->ended = true;
    c->reset = c->reset || n != UV_EOF || loopback_has_error(c);
}

static inline void loopback_listen(struct loopback *c)
{
    uv_read_start((uv_stream_t *)&c->tcp, loopback_on_alloc, loopback_on_read);
}

static inline void loopback_on_connect(uv_connect_t *connect, int status)
{
    struct loopback *c = connect->data;

    c->connected = status == 0;
    c->ended = c->reset = status != 0;
}

/* Connect and wait for it; deaf: do not read until loopback_listen(). */
static inline struct loopback *loopback_open_at(
    uv_loop_t *loop, const struct sockaddr *address, bool deaf)
{
    struct loopback *c = xcalloc(1, sizeof *c);

    c->got = bytes_new(1 << 26);
    uv_tcp_init(loop, &c->tcp);
    c->tcp.data = c->connect.data = c->shutdown.data = c;
    uv_tcp_connect(&c->connect, &c->tcp, address, loopback_on_connect);
    while (!c->connected && !c->ended)
        uv_run(loop, UV_RUN_ONCE);
    uv_tcp_nodelay(&c->tcp, 1);
    if (!deaf && c->connected)
        loopback_listen(c);
    return c;
}

static inline struct loopback *loopback_open(
    uv_loop_t *loop, int port, bool deaf)
{
    struct sockaddr_in address;

    uv_ip4_addr("127.0.0.1", port, &address);
    return loopback_open_at(loop, (const struct sockaddr *)&address, deaf);
}

static inline void loopback_on_written(uv_write_t *write, int status)
{
    struct loopback_write *w = (struct loopback_write *)write;
    struct loopback *c = write->data;

    /* A write that notices a reset hides it from the next read. */
    if (status < 0 && status != UV_ECANCELED)
        c->reset = true;
    c->sending -= w->len;
    free(w);
}

static inline void loopback_send(
    struct loopback *c, const void *data, size_t len)
{
    struct loopback_write *w = xcalloc(1, sizeof *w + len);
    uv_buf_t buf;

    memcpy(w->data, data, len);
    w->len = len;
    w->write.data = c;
    c->sending += len;
    buf = uv_buf_init(w->data, (unsigned)len);
    if (uv_write(&w->write, (uv_stream_t *)&c->tcp, &buf, 1,
            loopback_on_written) != 0) {
        c->sending -= len;
        free(w);
    }
}

static inline void loopback_send_text(struct loopback *c, const char *text)
{
    loopback_send(c, text, strlen(text));
}

static inline void loopback_on_shut(uv_shutdown_t *shutdown, int status)
{
    (void)shutdown;
    (void)status;
}

/* Send FIN after all that was sent. */
static inline void loopback_shut(struct loopback *c)
{
    uv_shutdown(&c->shutdown, (uv_stream_t *)&c->tcp, loopback_on_shut);
}

/* How often text was received so far. */
static inline size_t loopback_count(const struct loopback *c, const char *text)
{
    size_t n = 0, len = strlen(text);

    for (size_t i = 0; i + len <= c->got.len; i++)
        n += memcmp(c->got.data + i, text, len) == 0;
    return n;
}

static inline bool loopback_has(const struct loopback *c, const char *text)
{
    return loopback_count(c, text) > 0;
}

/* Run the loop until text came n times, or the stream ended. */
static inline void loopback_wait(struct loopback *c, const char *text, size_t n)
{
    while (loopback_count(c, text) < n && !c->ended)
        uv_run(c->tcp.loop, UV_RUN_ONCE);
}

static inline void loopback_wait_end(struct loopback *c)
{
    while (!c->ended)
        uv_run(c->tcp.loop, UV_RUN_ONCE);
}

static inline void loopback_close(struct loopback *c)
{
    uv_close((uv_handle_t *)&c->tcp, loopback_on_closed);
    while (!c->closed)
        uv_run(c->tcp.loop, UV_RUN_ONCE);
    bytes_free(&c->got);
    free(c);
}

#endif
