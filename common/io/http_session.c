/* SPDX-License-Identifier: EUPL-1.2 */
/*
 *             .------------------- keep-alive ------------------.
 *             v                                                 |
 *   IDLE -> HEAD -> BODY -> HANDLING --http_session_reply()-> WRITING -> ENDED
 *             '-------'--- malformed, too big, too slow --------^
 *
 * drive() alone moves a session on; events and replies only note what
 * happened and call it.  While a request is handled nothing is read.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "http_private.h"
#include "http_reply.h"
#include "xalloc.h"

enum phase { IDLE, HEAD, BODY, HANDLING, WRITING, ENDED, N_PHASES };

struct http_session {
    struct http_server *server;
    struct conn *conn;
    enum phase phase;
    struct http_parse *parse;     /* the request being read, or NULL */
    struct http_request *request; /* HANDLING: lent to a handler */
    struct bytes in;              /* came while we could not read on */
    struct bytes out;             /* the reply; sent up to out_sent */
    size_t out_sent;
    bool head_only;  /* the request is a HEAD: its reply has no body */
    bool keep_alive; /* as far as the peer goes */
    bool stopping, driving;
};

/* Enter a phase: its deadline, and whether we listen. */
static void enter(struct http_session *s, enum phase phase)
{
    const struct http_options *o = &s->server->options;
    const unsigned ms[N_PHASES] = {
        [IDLE] = o->idle_ms,
        [HEAD] = o->head_ms,
        [BODY] = o->body_ms,
        [WRITING] = o->write_ms,
    };

    if (phase == s->phase)
        return;
    s->phase = phase;
    conn_deadline(s->conn, ms[phase]);
    conn_rank(s->conn,
        phase == IDLE           ? CONN_IDLE
            : phase == HANDLING ? CONN_BUSY
                                : CONN_WAITING);
}

/* Let the parser take what it can; it never calls back. */
static size_t feed(struct http_session *s, const uint8_t *data, size_t len)
{
    if (s->parse == NULL)
        s->parse = http_parse_new(s->server->options.max_body);
    return http_parse_feed(s->parse, data, len);
}

static bool is_reading(const struct http_session *s)
{
    return s->phase <= BODY;
}

/* Whether the parser has come to an end, good or bad. */
static bool is_read(const struct http_session *s)
{
    return s->parse != NULL && http_parse_state(s->parse) >= HTTP_PARSE_DONE;
}

static void feed_kept(struct http_session *s)
{
    size_t used;

    if (s->in.len == 0)
        return;
    used = feed(s, s->in.data, s->in.len);
    if (used == s->in.len) {
        bytes_free(&s->in);
    } else {
        struct bytes rest = bytes_new(s->in.max);

        bytes_add(&rest, s->in.data + used, s->in.len - used);
        bytes_free(&s->in);
        s->in = rest;
    }
}

static bool is_head(const struct http_parse *p)
{
    return strcmp(http_parse_method(p), "HEAD") == 0;
}

/* The request is whole: give it away. */
static void handle(struct http_session *s)
{
    struct http_request *r = xcalloc(1, sizeof *r);

    r->session = s;
    r->parse = s->parse;
    r->tls = conn_is_tls(s->conn);
    r->has_peer = conn_peer(s->conn, r->peer);
    memcpy(r->address, conn_address(s->conn), sizeof r->address);
    s->head_only = is_head(s->parse);
    s->keep_alive = http_parse_keep_alive(s->parse);
    s->parse = NULL;
    s->request = r;
    enter(s, HANDLING);
    http_server_dispatch(s->server, r);
}

/* Answer what never became a request, and close. */
static void refuse(struct http_session *s, int status)
{
    struct bytes body = bytes_new(128);

    s->head_only = s->parse != NULL && is_head(s->parse);
    s->keep_alive = false;
    http_parse_free(s->parse);
    s->parse = NULL;
    bytes_addf(&body, "{\"error\": \"%s\"}\n", http_reply_reason(status));
    http_session_reply(s, status, "Content-Type: application/json\r\n",
        bytes_text(&body), body.len);
    bytes_free(&body);
}

/* Read on; returns whether there is more to do at once. */
static bool drive_reading(struct http_session *s)
{
    feed_kept(s);
    if (!is_read(s)) {
        if (s->parse == NULL && s->stopping) {
            enter(s, ENDED);
            conn_finish(s->conn);
            return false;
        }
        if (s->parse == NULL) {
            enter(s, IDLE);
        } else if (http_parse_state(s->parse) == HTTP_PARSE_HEAD) {
            enter(s, HEAD);
        } else if (s->phase != BODY) {
            enter(s, BODY);
            if (http_parse_expects(s->parse))
                conn_write(s->conn, "HTTP/1.1 100 Continue\r\n\r\n", 25);
        }
        conn_resume(s->conn); /* may bring the rest at once */
        return is_read(s);
    }
    conn_pause(s->conn);
    if (http_parse_state(s->parse) == HTTP_PARSE_DONE)
        handle(s);
    else
        refuse(s, http_parse_status(s->parse));
    return true;
}

/* Send on; returns whether there is more to do at once. */
static bool drive_writing(struct http_session *s)
{
    size_t left = s->out.len - s->out_sent;
    size_t n = left < CONN_CHUNK ? left : CONN_CHUNK;

    if (conn_pending(s->conn) > 0)
        return false; /* the drained event follows */
    if (n > 0) {
        conn_write(s->conn, s->out.data + s->out_sent, n);
        s->out_sent += n;
        conn_deadline(s->conn, s->server->options.write_ms);
        return true;
    }
    bytes_free(&s->out);
    s->out_sent = 0;
    if (!s->keep_alive || s->stopping) {
        enter(s, ENDED);
        conn_finish(s->conn);
        return false;
    }
    enter(s, HEAD); /* perhaps IDLE at once: drive_reading() knows */
    return true;
}

/* After every event: do all that can be done now. */
static void drive(struct http_session *s)
{
    bool more = true;

    if (s->driving)
        return; /* a handler replied at once; the loop below goes on */
    s->driving = true;
    while (more && conn_is_open(s->conn)) {
        if (is_reading(s))
            more = drive_reading(s);
        else
            more = s->phase == WRITING && drive_writing(s);
    }
    s->driving = false;
}

void http_session_reply(struct http_session *s, int status, const char *headers,
    const void *body, size_t len)
{
    struct http_reply reply = {
        .status = status,
        .headers = headers,
        .common = s->server->options.headers,
        .body_len = len,
        .close = !s->keep_alive || s->stopping,
        .now = clock_now(),
    };

    s->request = NULL;
    s->out = bytes_new(HTTP_REPLY_HEAD_MAX + len);
    http_reply_head(&reply, &s->out);
    if (!s->head_only && http_reply_has_body(status))
        bytes_add(&s->out, body, len);
    assert(!bytes_over(&s->out));
    enter(s, WRITING);
    drive(s);
}

static void *on_open(struct conn *c, void *arg)
{
    struct http_session *s = xcalloc(1, sizeof *s);

    s->server = arg;
    s->conn = c;
    s->in = bytes_new(2 * CONN_CHUNK);
    s->phase = HEAD;
    enter(s, IDLE);
    return s;
}

static void on_data(void *user, const uint8_t *data, size_t len)
{
    struct http_session *s = user;
    size_t used = 0;

    /* All of data is taken before drive(), which may read other streams
     * into the buffer that it lies in. */
    if (is_reading(s) && s->in.len == 0 && !is_read(s))
        used = feed(s, data, len);
    bytes_add(&s->in, data + used, len - used);
    assert(!bytes_over(&s->in)); /* reading stops once a request is whole */
    if (is_read(s))
        conn_pause(s->conn);
    drive(s);
}

static void on_drained(void *user)
{
    drive(user);
}

static void on_expired(void *user)
{
    struct http_session *s = user;

    if (s->phase == HEAD || s->phase == BODY) {
        conn_pause(s->conn);
        refuse(s, 408);
    } else if (s->phase == IDLE) {
        enter(s, ENDED);
        conn_finish(s->conn);
    } else {
        conn_drop(s->conn);
    }
}

static void on_stop(void *user)
{
    struct http_session *s = user;

    s->stopping = true;
    drive(s);
}

static void on_closed(void *user)
{
    struct http_session *s = user;

    if (s->request != NULL)
        s->request->session = NULL;
    http_parse_free(s->parse);
    bytes_free(&s->in);
    bytes_free(&s->out);
    free(s);
}

const struct conn_events http_session_events = {
    .open = on_open,
    .data = on_data,
    .drained = on_drained,
    .expired = on_expired,
    .stop = on_stop,
    .closed = on_closed,
};
