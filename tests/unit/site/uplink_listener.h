/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * uplink_listener.h - our own listener with client certificates, on a thread,
 * and the uplink that posts to it; in a folder with what both need.
 */
#ifndef WK_UPLINK_LISTENER_H
#define WK_UPLINK_LISTENER_H

#include "../test.h"

#include <pthread.h>

#include "clock.h"
#include "file.h"
#include "http_server.h"
#include "signals.h"
#include "uplink_curl.h"
#include "xalloc.h"

enum { DAY = 86400 };

/* ---- Certificates ---- */

static char folder[] = "uplink_XXXXXX";
static char *path_of(const char *name)
{
    return file_join(folder, name);
}

static inline void put(const char *name, char *pem)
{
    char *path = path_of(name);

    assert_int_equal(file_replace(path, pem, strlen(pem), 0600), WK_OK);
    free(path);
    free(pem);
}

/* NAME.key and NAME.pem, issued at the given time for days. */
static inline void make_cert(const struct crypto_key *ca_key,
    const struct bytes *ca, const char *name, enum cert_use use,
    const char *host, int64_t from, unsigned days)
{
    struct crypto_key *key = crypto_key_new();
    struct bytes csr = bytes_new(MAX_PEM), der = bytes_new(MAX_PEM);
    char file[64];

    crypto_make_csr(key, name, &csr);
    assert_int_equal(crypto_issue(ca_key, ca->data, ca->len, csr.data, csr.len,
                         name, use, &host, host != NULL, from, days, &der),
        WK_OK);
    snprintf(file, sizeof file, "%s.key", name);
    put(file, crypto_key_to_pem(key));
    snprintf(file, sizeof file, "%s.pem", name);
    put(file, crypto_cert_to_pem(der.data, der.len));
    bytes_free(&csr);
    bytes_free(&der);
    crypto_key_free(key);
}

static const char *const MADE[] = {"ca.pem", "other.pem", "server.key",
    "server.pem", "past.key", "past.pem", "future.key", "future.pem",
    "elsewhere.key", "elsewhere.pem", "client.key", "client.pem"};

static inline void make_all(void)
{
    struct crypto_key *key = crypto_key_new(), *other = crypto_key_new();
    struct bytes ca = bytes_new(MAX_PEM), foreign = bytes_new(MAX_PEM);
    int64_t now = clock_now();

    crypto_make_ca(key, "ca", now - 400 * DAY, 4000, &ca);
    crypto_make_ca(other, "other", now - DAY, 40, &foreign);
    put("ca.pem", crypto_cert_to_pem(ca.data, ca.len));
    put("other.pem", crypto_cert_to_pem(foreign.data, foreign.len));
    make_cert(key, &ca, "server", CERT_SERVER, "127.0.0.1", now - DAY, 30);
    make_cert(key, &ca, "past", CERT_SERVER, "127.0.0.1", now - 90 * DAY, 30);
    make_cert(key, &ca, "future", CERT_SERVER, "127.0.0.1", now + 9 * DAY, 30);
    make_cert(key, &ca, "elsewhere", CERT_SERVER, "192.0.2.1", now - DAY, 30);
    make_cert(key, &ca, "client", CERT_CLIENT, NULL, now - DAY, 30);
    crypto_key_free(key);
    crypto_key_free(other);
    bytes_free(&ca);
    bytes_free(&foreign);
}

/* ---- The listener, on a thread of its own ---- */

struct listener {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ready;
    bool up;
    uv_loop_t loop;
    uv_async_t stop;
    struct tls_ctx *tls;
    struct http_server *server;
    int port;
    /* What the last request was. */
    char head[512];
    bool peer;
};

static inline const char *or_none(const char *s)
{
    return s != NULL ? s : "-";
}

static inline void on_echo(struct http_request *r, void *app)
{
    struct listener *l = app;
    uint8_t peer[HASH_LEN];
    size_t len;
    const uint8_t *body = http_body(r, &len);

    l->peer = http_peer(r, peer);
    snprintf(l->head, sizeof l->head, "%s %s %s|%s|%s|%s", http_method(r),
        http_path(r), or_none(http_header(r, "content-type")),
        or_none(http_header(r, "user-agent")),
        or_none(http_header(r, "expect")),
        or_none(http_header(r, "accept-encoding")));
    http_reply(r, 200, "", body, len);
}

static inline void on_later(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 429, "Retry-After: 17\r\n", "", 0);
}

static inline void on_move(struct http_request *r, void *app)
{
    (void)app;
    http_reply(r, 303, "Location: /echo\r\n", "", 0);
}

static inline void on_big(struct http_request *r, void *app)
{
    uint8_t *body = xcalloc(MAX_BODY + 1, 1);

    (void)app;
    http_reply(r, 200, "", body, MAX_BODY + 1);
    free(body);
}

static const struct http_route ROUTES[] = {{"POST", "/echo", on_echo},
    {"POST", "/later", on_later}, {"POST", "/move", on_move},
    {"POST", "/big", on_big}};

static inline void on_stopped(void *arg)
{
    struct listener *l = arg;

    uv_close((uv_handle_t *)&l->stop, NULL);
}

static inline void on_stop(uv_async_t *async)
{
    struct listener *l = async->data;

    http_server_stop(l->server, 0, on_stopped, l);
}

static inline void *serve(void *arg)
{
    struct listener *l = arg;
    const struct http_options o = {.listen = "127.0.0.1:0",
        .tls = l->tls,
        .routes = ROUTES,
        .n_routes = 4,
        .app = l};

    uv_loop_init(&l->loop);
    uv_async_init(&l->loop, &l->stop, on_stop);
    l->stop.data = l;
    if (http_server_start(&l->loop, &o, &l->server) != WK_OK)
        abort();
    pthread_mutex_lock(&l->lock);
    l->port = http_server_port(l->server);
    l->up = true;
    pthread_cond_signal(&l->ready);
    pthread_mutex_unlock(&l->lock);
    uv_run(&l->loop, UV_RUN_DEFAULT);
    uv_loop_close(&l->loop);
    return NULL;
}

static inline struct listener *listener_new(const char *name, bool clients)
{
    struct listener *l = xcalloc(1, sizeof *l);
    char key[64], pem[64];
    struct tls_server files = {0};
    char *key_path, *cert_path, *ca_path = path_of("ca.pem");

    snprintf(key, sizeof key, "%s.key", name);
    snprintf(pem, sizeof pem, "%s.pem", name);
    key_path = path_of(key);
    cert_path = path_of(pem);
    files.key_path = key_path;
    files.cert_path = cert_path;
    files.client_ca_path = clients ? ca_path : NULL;
    assert_int_equal(tls_server_ctx(&files, &l->tls), WK_OK);
    free(key_path);
    free(cert_path);
    free(ca_path);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->ready, NULL);
    assert_int_equal(pthread_create(&l->thread, NULL, serve, l), 0);
    pthread_mutex_lock(&l->lock);
    while (!l->up)
        pthread_cond_wait(&l->ready, &l->lock);
    pthread_mutex_unlock(&l->lock);
    return l;
}

static inline void listener_free(struct listener *l)
{
    uv_async_send(&l->stop);
    pthread_join(l->thread, NULL);
    tls_ctx_free(l->tls);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->ready);
    free(l);
}

/* ---- Posting ---- */

struct post {
    const char *ca; /* NULL: none, the pin alone */
    const uint8_t *pin;
    const char *proxy;
    bool no_cert;
};

static inline struct uplink_curl *uplink(int port, const struct post *how)
{
    char url[64];
    char *cert = path_of("client.pem"), *key = path_of("client.key");
    char *ca = how->ca != NULL ? path_of(how->ca) : NULL;
    struct uplink_curl_options o = {.url = url,
        .cert = how->no_cert ? NULL : cert,
        .key = key,
        .ca = ca,
        .pin = how->pin,
        .proxy = how->proxy};
    struct uplink_curl *u = NULL;

    snprintf(url, sizeof url, "https://127.0.0.1:%d", port);
    assert_int_equal(uplink_curl_new(&o, &u), WK_OK);
    free(cert);
    free(key);
    free(ca);
    return u;
}

static inline struct night_reply post(struct uplink_curl *u, const char *path)
{
    static uint8_t body[WIRE_PAD];
    struct night_reply reply;

    memset(body, 'x', sizeof body);
    uplink_curl_post(u, path, (struct span){body, sizeof body}, &reply);
    return reply;
}

/* The status of one post to /echo. */
static inline int status_of(int port, const struct post *how, bool *clock_wrong)
{
    struct uplink_curl *u = uplink(port, how);
    struct night_reply reply = post(u, "/echo");

    if (clock_wrong != NULL)
        *clock_wrong = reply.clock_wrong;
    if (reply.status == 0)
        assert_int_equal(reply.body.len, 0);
    bytes_free(&reply.body);
    uplink_curl_free(u);
    return reply.status;
}

static const struct post USUAL = {.ca = "ca.pem", .proxy = ""};

static inline int set_up(void **state)
{
    char *keys;

    (void)state;
    signals_ignore();
    if (mkdtemp(folder) == NULL)
        return 1;
    keys = path_of("keys.log");
    setenv("SSLKEYLOGFILE", keys, 1);
    free(keys);
    make_all();
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(MADE); i++) {
        char *path = path_of(MADE[i]);

        unlink(path);
        free(path);
    }
    return rmdir(folder);
}

#endif
