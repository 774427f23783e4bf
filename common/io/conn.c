/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "conn_private.h"
#include "xalloc.h"

/* Bytes that the kernel would not take at once. */
struct outgoing {
    uv_write_t write;
    struct conn *conn;
    size_t len;
    uint8_t data[];
};

static uv_stream_t *stream(struct conn *c)
{
    return (uv_stream_t *)&c->tcp;
}

static void on_closed(uv_handle_t *handle)
{
    struct conn *c = handle->data;

    if (c->open)
        c->listener->options.events->closed(c->user);
    tls_free(c->tls);
    conn_listener_remove(c);
}

void conn_drop(struct conn *c)
{
    if (c->closing)
        return;
    c->closing = true;
    conn_listener_drop(c);
    uv_close((uv_handle_t *)&c->tcp, on_closed);
}

bool conn_is_open(const struct conn *c)
{
    return !c->closing && !c->lingering;
}

size_t conn_pending(const struct conn *c)
{
    return c->pending;
}

void conn_deadline(struct conn *c, unsigned ms)
{
    c->since = uv_now(c->listener->loop);
    c->deadline = ms > 0 ? c->since + ms : 0;
}

void conn_rank(struct conn *c, enum conn_rank rank)
{
    c->rank = rank;
}

static void on_written(uv_write_t *write, int status)
{
    struct outgoing *w = (struct outgoing *)write;
    struct conn *c = w->conn;

    c->pending -= w->len;
    free(w);
    if (status < 0) {
        conn_drop(c);
        return;
    }
    if (c->pending > 0 || c->closing)
        return;
    if (c->ended)
        conn_drop(c);
    else if (c->open && !c->lingering)
        c->listener->options.events->drained(c->user);
}

/* Hand a copy to libuv. */
static void queue(struct conn *c, const uint8_t *data, size_t len)
{
    struct outgoing *w = xcalloc(1, sizeof *w + len);
    uv_buf_t buf = uv_buf_init((char *)w->data, (unsigned)len);

    w->conn = c;
    w->len = len;
    memcpy(w->data, data, len);
    c->pending += len;
    if (uv_write(&w->write, stream(c), &buf, 1, on_written) != 0) {
        c->pending -= len;
        free(w);
        conn_drop(c);
    }
}

/* Send bytes as they are: at once when nothing waits before them. */
static void send_raw(struct conn *c, const uint8_t *data, size_t len)
{
    if (c->pending == 0) {
        /* libuv's type has no const; it only reads. */
        uv_buf_t buf = uv_buf_init((char *)(uintptr_t)data, (unsigned)len);
        int n = uv_try_write(stream(c), &buf, 1);

        if (n < 0 && n != UV_EAGAIN) {
            conn_drop(c);
            return;
        }
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
    if (len > 0)
        queue(c, data, len);
}

static void flush_tls(struct conn *c)
{
    const uint8_t *cipher;
    size_t len = tls_pending(c->tls, &cipher);

    if (len == 0 || c->closing)
        return;
    send_raw(c, cipher, len);
    tls_sent(c->tls);
}

void conn_write(struct conn *c, const void *data, size_t len)
{
    if (!conn_is_open(c) || len == 0)
        return;
    if (c->tls == NULL) {
        send_raw(c, data, len);
        return;
    }
    if (tls_write(c->tls, data, len) != WK_OK)
        conn_drop(c);
    else
        flush_tls(c);
}

static void on_shut_down(uv_shutdown_t *shutdown, int status)
{
    if (status < 0 && status != UV_ECANCELED)
        conn_drop(shutdown->data);
}

void conn_finish(struct conn *c)
{
    if (!conn_is_open(c))
        return;
    if (c->tls != NULL) {
        tls_shutdown(c->tls);
        flush_tls(c);
    }
    if (c->closing)
        return;
    c->lingering = true;
    c->shutdown.data = c;
    if (uv_shutdown(&c->shutdown, stream(c), on_shut_down) != 0) {
        conn_drop(c);
        return;
    }
    conn_deadline(c, c->listener->options.linger_ms);
    conn_resume(c);
}

/* data is the listener's own, and is wiped: the next read may be far off. */
static void give(struct conn *c, uint8_t *data, size_t len)
{
    if (!c->lingering)
        c->listener->options.events->data(c->user, data, len);
    bytes_wipe(data, len);
}

static void set_open(struct conn *c)
{
    c->open = true;
    conn_deadline(c, 0);
    c->user = c->listener->options.events->open(c, c->listener->options.arg);
}

/* The peer sends no more; what we still have to send goes out first. */
static void end(struct conn *c)
{
    c->ended = true;
    if (c->pending == 0)
        conn_drop(c);
}

/* Move plain text up while somebody wants it. */
static void pump(struct conn *c)
{
    uint8_t *plain = c->listener->plain;
    enum tls_state state = TLS_DATA;
    size_t n;

    if (c->pumping)
        return;
    c->pumping = true;
    while (state == TLS_DATA && !c->closing && !c->paused) {
        state = tls_read(c->tls, plain, CONN_CHUNK, &n);
        flush_tls(c); /* the handshake, alerts, key updates */
        if (c->closing)
            break;
        if (!c->open && tls_is_open(c->tls))
            set_open(c);
        if (state == TLS_DATA)
            give(c, plain, n);
    }
    c->pumping = false;
    if (c->closing)
        return;
    if (state == TLS_FAILED) {
        conn_listener_warn(c->listener, "TLS", tls_why(c->tls));
        conn_finish(c); /* so that the peer reads our alert */
    } else if (state == TLS_CLOSED) {
        end(c);
    }
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct conn *c = handle->data;

    (void)suggested;
    *buf = uv_buf_init((char *)c->listener->cipher, CONN_CHUNK);
}

static void on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *buf)
{
    struct conn *c = s->data;
    uint8_t *data = (uint8_t *)buf->base;

    if (n == 0 || c->closing)
        return;
    if (n < 0) {
        uv_read_stop(s);
        if (n == UV_EOF)
            end(c);
        else
            conn_drop(c);
    } else if (c->tls == NULL) {
        give(c, data, (size_t)n);
    } else if (!c->lingering) {
        tls_feed(c->tls, data, (size_t)n);
        pump(c);
    }
}

static void start_reading(struct conn *c)
{
    if (uv_read_start(stream(c), on_alloc, on_read) != 0)
        conn_drop(c);
}

void conn_pause(struct conn *c)
{
    if (c->paused || c->closing)
        return;
    c->paused = true;
    uv_read_stop(stream(c));
}

void conn_resume(struct conn *c)
{
    if (!c->paused || c->closing)
        return;
    c->paused = false;
    start_reading(c);
    if (c->tls != NULL && !c->lingering && !c->closing)
        pump(c);
}

void conn_start(struct conn *c)
{
    if (c->tls != NULL)
        conn_deadline(c, c->listener->options.handshake_ms);
    else
        set_open(c);
    if (!c->closing)
        start_reading(c);
}

bool conn_is_tls(const struct conn *c)
{
    return c->tls != NULL;
}

bool conn_peer(const struct conn *c, uint8_t fingerprint[static HASH_LEN])
{
    return c->tls != NULL && tls_peer(c->tls, fingerprint);
}

const char *conn_address(const struct conn *c)
{
    return c->address;
}
