/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn_private.h"
#include "log.h"
#include "xalloc.h"

enum {
    SWEEP_MS = 250,
    STOP_SWEEP_MS = 25,
    BACKLOG = 511,
    WARN_MS = 60000,
    MANY = 32, /* streams, whose buffers are worth giving back */
};

void conn_listener_warn(
    struct conn_listener *l, const char *where, const char *what)
{
    uint64_t now = uv_now(l->loop);

    if (l->warned != 0 && now - l->warned < WARN_MS)
        return;
    l->warned = now > 0 ? now : 1;
    log_warn("%s: %s: %s (said once a minute at most)", l->options.listen,
        where, what);
}

/*
 * libuv tries to accept again and again, without looking at anything else,
 * while there is no descriptor for the stream that waits.  It has a spare one
 * for that, but gets it back by opening "/", which the sandbox forbids.
 */
static void set_reserve(struct conn_listener *l)
{
    if (l->reserve < 0)
        l->reserve = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void give_reserve(struct conn_listener *l)
{
    if (l->reserve >= 0)
        close(l->reserve);
    l->reserve = -1;
}

/* A handle of the listener itself was closed; with the last one it ends. */
static void end_if_last(struct conn_listener *l)
{
    void (*done)(void *) = l->done;
    void *arg = l->done_arg;

    if (--l->n_handles > 0)
        return;
    give_reserve(l);
    free(l);
    if (done != NULL)
        done(arg);
}

static void on_handle_closed(uv_handle_t *handle)
{
    end_if_last(handle->data);
}

void conn_listener_drop(struct conn *c)
{
    c->listener->n_open--;
}

/* No stream is left: the timer has nothing to sweep.  What many of them held
 * would stay ours for as long as anything small lies behind it. */
static void rest(struct conn_listener *l)
{
    if (l->most >= MANY)
        malloc_trim(0);
    l->most = 0;
    if (l->stopping)
        uv_close((uv_handle_t *)&l->sweep, on_handle_closed);
    else
        uv_timer_stop(&l->sweep);
}

void conn_listener_remove(struct conn *c)
{
    struct conn_listener *l = c->listener;

    if (c->prev != NULL)
        c->prev->next = c->next;
    else
        l->first = c->next;
    if (c->next != NULL)
        c->next->prev = c->prev;
    free(c);
    if (l->first == NULL)
        rest(l);
    end_if_last(l);
}

static void on_sweep(uv_timer_t *timer)
{
    struct conn_listener *l = timer->data;
    uint64_t now = uv_now(l->loop);
    bool drop_all = l->stopping && now >= l->stop_at;
    struct conn *next;

    for (struct conn *c = l->first; c != NULL; c = next) {
        next = c->next; /* events never free a conn, so next stays good */
        if (drop_all)
            conn_drop(c);
        if (c->closing || c->deadline == 0 || now < c->deadline)
            continue;
        c->deadline = 0;
        if (c->open && !c->lingering)
            l->options.events->expired(c->user);
        else
            conn_drop(c);
    }
}

/* The address that has more than half of all there may be beside c, or NULL
 * (Boyer and Moore's vote). */
static const char *crowd_beside(const struct conn *c)
{
    const char *who = NULL;
    unsigned votes = 0, n = 0;

    for (const struct conn *d = c->next; d != NULL; d = d->next) {
        if (d->closing)
            continue;
        if (votes == 0)
            who = d->address;
        votes = strcmp(who, d->address) == 0 ? votes + 1 : votes - 1;
    }
    for (const struct conn *d = c->next; d != NULL && who != NULL; d = d->next)
        n += !d->closing && strcmp(who, d->address) == 0;
    return n > c->listener->options.max / 2 ? who : NULL;
}

/* Whether c may go to make room for another; young: however short it waits. */
static bool may_go(
    const struct conn *c, enum conn_rank rank, bool young, uint64_t now)
{
    if (c->closing)
        return false;
    if (c->lingering)
        return rank == CONN_IDLE && c->pending == 0;
    if (c->rank != rank)
        return false;
    return rank == CONN_IDLE || young ||
        (c->deadline != 0 && now - c->since >= (c->deadline - c->since) / 5);
}

/* The stream beside c, of this rank and address (NULL: any), that may go and
 * has waited for longest, or NULL. */
static struct conn *oldest_beside(
    const struct conn *c, enum conn_rank rank, const char *who, bool young)
{
    struct conn *found = NULL;

    for (struct conn *d = c->next; d != NULL; d = d->next)
        if (may_go(d, rank, young, uv_now(c->listener->loop)) &&
            (who == NULL || strcmp(who, d->address) == 0) &&
            (found == NULL || d->since < found->since))
            found = d;
    return found;
}

/* Whether c, the newest, may live; another may have to go for it. */
static bool make_room(struct conn *c)
{
    struct conn_listener *l = c->listener;
    struct conn *gone;
    const char *who;

    if (l->n_open <= l->options.max)
        return true;
    who = crowd_beside(c);
    gone = oldest_beside(c, CONN_IDLE, who, false);
    if (gone == NULL)
        gone = oldest_beside(
            c, CONN_WAITING, who, who != NULL && strcmp(who, c->address) != 0);
    if (gone == NULL) {
        conn_listener_warn(l, "accept", "too many connections");
        return false;
    }
    conn_drop(gone);
    return true;
}

static void set_address(struct conn *c)
{
    struct sockaddr_storage peer;
    int len = sizeof peer;

    if (uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&peer, &len) != 0)
        return;
    if (peer.ss_family == AF_INET)
        uv_ip4_name((struct sockaddr_in *)&peer, c->address, CONN_ADDRESS_LEN);
    else if (peer.ss_family == AF_INET6)
        uv_ip6_name((struct sockaddr_in6 *)&peer, c->address, CONN_ADDRESS_LEN);
}

/* A stream on the list, not yet accepted. */
static struct conn *add(struct conn_listener *l)
{
    struct conn *c = xcalloc(1, sizeof *c);

    uv_tcp_init(l->loop, &c->tcp);
    c->tcp.data = c;
    c->listener = l;
    c->next = l->first;
    if (l->first != NULL)
        l->first->prev = c;
    else if (!l->stopping)
        uv_timer_start(&l->sweep, on_sweep, SWEEP_MS, SWEEP_MS);
    l->first = c;
    l->n_handles++;
    if (++l->n_open > l->most)
        l->most = l->n_open;
    return c;
}

static void on_connection(uv_stream_t *server, int status)
{
    struct conn_listener *l = server->data;
    struct conn *c;

    if (status < 0) {
        conn_listener_warn(l, "accept", uv_strerror(status));
        give_reserve(l); /* the stream that waits takes it, to be dropped */
        return;
    }
    set_reserve(l); /* if it was given up, and there are some again */
    c = add(l);
    if (uv_accept(server, (uv_stream_t *)&c->tcp) == 0)
        set_address(c);
    if (c->address[0] == '\0' || l->reserve < 0 || !make_room(c)) {
        conn_drop(c);
        set_reserve(l);
        return;
    }
    uv_tcp_nodelay(&c->tcp, 1);
    if (l->options.tls != NULL)
        c->tls = tls_new(l->options.tls);
    conn_start(c);
}

/* "host:port" or "[host]:port" as an address. */
static enum wk_err read_address(const char *s, struct sockaddr_storage *out)
{
    char host[CONN_ADDRESS_LEN];
    const char *colon = strrchr(s, ':');
    bool v6 = s[0] == '[';
    size_t len;
    long port;
    char *end;

    if (colon == NULL || colon[1] < '0' || colon[1] > '9')
        return WK_EINVAL;
    port = strtol(colon + 1, &end, 10);
    if (*end != '\0' || port > 65535 || (v6 && colon[-1] != ']'))
        return WK_EINVAL;
    s += v6;
    len = (size_t)(colon - s) - v6;
    if (len >= sizeof host)
        return WK_EINVAL;
    memcpy(host, s, len);
    host[len] = '\0';
    if ((v6 ? uv_ip6_addr(host, (int)port, (struct sockaddr_in6 *)out)
            : uv_ip4_addr(host, (int)port, (struct sockaddr_in *)out)) != 0)
        return WK_EINVAL;
    return WK_OK;
}

enum wk_err conn_listen(uv_loop_t *loop, const struct conn_options *options,
    struct conn_listener **out)
{
    struct sockaddr_storage address = {0};
    struct conn_listener *l;
    int status;

    if (read_address(options->listen, &address) != WK_OK) {
        log_warn("%s: not an address and a port", options->listen);
        return WK_EINVAL;
    }
    l = xcalloc(1, sizeof *l);
    l->loop = loop;
    l->options = *options;
    l->n_handles = 2;
    l->reserve = -1;
    set_reserve(l);
    uv_tcp_init(loop, &l->tcp);
    uv_timer_init(loop, &l->sweep);
    l->tcp.data = l->sweep.data = l;

    status = uv_tcp_bind(&l->tcp, (struct sockaddr *)&address, 0);
    if (status == 0)
        status = uv_listen((uv_stream_t *)&l->tcp, BACKLOG, on_connection);
    if (status != 0) {
        log_warn("%s: %s", options->listen, uv_strerror(status));
        conn_listener_stop(l, 0, NULL, NULL);
        return status == UV_EADDRINUSE ? WK_EBUSY : WK_EIO;
    }
    *out = l;
    return WK_OK;
}

int conn_listener_port(const struct conn_listener *l)
{
    struct sockaddr_storage address;
    int len = sizeof address;

    if (uv_tcp_getsockname(&l->tcp, (struct sockaddr *)&address, &len) != 0)
        return 0;
    return address.ss_family == AF_INET6
        ? ntohs(((struct sockaddr_in6 *)&address)->sin6_port)
        : ntohs(((struct sockaddr_in *)&address)->sin_port);
}

void conn_listener_stop(struct conn_listener *l, unsigned grace_ms,
    void (*done)(void *arg), void *arg)
{
    struct conn *next;

    assert(!l->stopping);
    l->stopping = true;
    l->stop_at = uv_now(l->loop) + grace_ms;
    l->done = done;
    l->done_arg = arg;
    uv_close((uv_handle_t *)&l->tcp, on_handle_closed);
    if (l->first == NULL) {
        rest(l);
        return;
    }
    for (struct conn *c = l->first; c != NULL; c = next) {
        next = c->next;
        if (c->closing)
            continue;
        if (c->open && !c->lingering)
            l->options.events->stop(c->user);
        else if (!c->open)
            conn_drop(c);
    }
    uv_timer_start(&l->sweep, on_sweep,
        grace_ms < STOP_SWEEP_MS ? 0 : STOP_SWEEP_MS, STOP_SWEEP_MS);
}
