/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_serve.c - "serve": both listeners, until SIGTERM. */
#include "central_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "asset.h"
#include "crypto.h"
#include "log.h"
#include "sandbox.h"
#include "signals.h"
#include "verify.h"
#include "xalloc.h"

enum {
    GRACE_MS = 1000,
    DAY_MS = 86400 * 1000,
    /* All centres of the country (565) in the same minute, and some more. */
    SYNC_CONNECTIONS = 640,
    REPLIES_MAX = 16 * 1024 * 1024,
};

struct serve {
    uv_loop_t loop;
    struct api api;
    struct tls_ctx *sync_tls, *web_tls;
    struct http_server *sync, *web;
    struct signals *signals;
    uv_timer_t daily;
    uv_prepare_t turn;
    bool stopping;
};

/* ---- Stopping ---- */

static void on_sync_stopped(void *arg)
{
    struct serve *v = arg;

    v->sync = NULL;
    sync_queue_stop(v->api.queue);
}

static void on_web_stopped(void *arg)
{
    ((struct serve *)arg)->web = NULL;
}

static void on_stop(void *arg)
{
    struct serve *v = arg;

    if (v->stopping)
        return;
    v->stopping = true;
    log_info("stopping");
    uv_close((uv_handle_t *)&v->daily, NULL);
    uv_close((uv_handle_t *)&v->turn, NULL);
    signals_stop(v->signals);
    if (v->sync != NULL)
        http_server_stop(v->sync, GRACE_MS, on_sync_stopped, v);
    if (v->web != NULL)
        http_server_stop(v->web, GRACE_MS, on_web_stopped, v);
}

/* ---- Starting ---- */

static void on_day(uv_timer_t *timer)
{
    struct serve *v = timer->data;

    /* The new certificate is read at the next start. */
    if (central_keys_renew(v->api.central) != WK_OK)
        log_alarm("our own certificates cannot be renewed");
}

static void on_turn(uv_prepare_t *turn)
{
    struct serve *v = turn->data;

    db_turn(ledger_db(v->api.central->ledger));
}

/* An operator's key is held to the same rule as ours. */
static enum wk_err check_secret(const char *path)
{
    uint8_t *pem = NULL;
    size_t len = 0;
    enum wk_err err = file_read_secret(path, MAX_PEM, &pem, &len);

    if (pem != NULL)
        crypto_wipe(pem, len);
    free(pem);
    return err;
}

static enum wk_err make_web_tls(struct serve *v)
{
    char *cert = central_web_cert(v->api.central);
    char *key = central_web_key(v->api.central);
    struct tls_server s = {.cert_path = cert, .key_path = key};
    enum wk_err err = check_secret(key);

    if (err == WK_OK)
        err = tls_server_ctx(&s, &v->web_tls);
    free(cert);
    free(key);
    return err;
}

static enum wk_err make_sync_tls(struct serve *v)
{
    const char *dir = v->api.central->dir;
    char *cert = file_join(dir, "tls/sync-cert.pem");
    char *key = file_join(dir, "tls/sync-key.pem");
    char *ca = file_join(dir, "ca/cert.pem");
    struct tls_server s = {
        .cert_path = cert, .key_path = key, .client_ca_path = ca};
    enum wk_err err = tls_server_ctx(&s, &v->sync_tls);

    free(cert);
    free(key);
    free(ca);
    return err;
}

/* The address that was configured, with the port that was given out. */
static void print_address(
    const char *what, const char *listen, const struct http_server *s)
{
    int host = (int)(strrchr(listen, ':') - listen);

    printf("%s %.*s:%d\n", what, host, listen, http_server_port(s));
    log_info("%s listener on %.*s:%d", what, host, listen, http_server_port(s));
}

static enum wk_err start_sync(struct serve *v)
{
    struct central *c = v->api.central;
    struct http_options o = {
        .listen = config_get(c->config, "sync", "listen"),
        .routes = API_SYNC_ROUTES,
        .n_routes = API_N_SYNC_ROUTES,
        .app = &v->api,
        .max_connections = SYNC_CONNECTIONS,
    };
    enum wk_err err;

    if (c->closed[0] != '\0') {
        log_alarm("the sync listener stays closed: %s", c->closed);
        return WK_OK;
    }
    err = make_sync_tls(v);
    o.tls = v->sync_tls;
    if (err == WK_OK)
        err = http_server_start(&v->loop, &o, &v->sync);
    if (err == WK_OK) {
        v->api.queue = sync_queue_new(&v->loop, c);
        v->api.enrol.sync_port = (uint32_t)http_server_port(v->sync);
        print_address("sync", o.listen, v->sync);
    }
    return err;
}

static enum wk_err start_web(struct serve *v)
{
    struct central *c = v->api.central;
    struct http_options o = {
        .listen = config_get(c->config, "web", "listen"),
        .routes = API_WEB_ROUTES,
        .n_routes = API_N_WEB_ROUTES,
        .app = &v->api,
        .headers = ASSET_SECURITY_HEADERS,
    };
    enum wk_err err = make_web_tls(v);

    o.tls = v->web_tls;
    if (err == WK_OK)
        err = http_server_start(&v->loop, &o, &v->web);
    if (err == WK_OK)
        print_address("web", o.listen, v->web);
    return err;
}

static enum wk_err start(struct serve *v)
{
    struct login_store accounts = api_accounts(&v->api);
    enum wk_err err;

    v->api.login = login_new(&v->loop, &accounts, true);
    v->api.replies = replies_new(v->api.central->ledger, REPLIES_MAX);
    v->api.enrol.central = v->api.central;
    v->signals = signals_start(&v->loop, on_stop, v);
    uv_timer_init(&v->loop, &v->daily);
    v->daily.data = v;
    uv_timer_start(&v->daily, on_day, DAY_MS, DAY_MS);
    uv_prepare_init(&v->loop, &v->turn);
    v->turn.data = v;
    uv_prepare_start(&v->turn, on_turn);
    err = start_sync(v);
    if (err == WK_OK)
        err = start_web(v);
    if (err == WK_OK) {
        sandbox_enter(v->api.central->dir, false);
        printf("ready\n");
        fflush(stdout);
    }
    return err;
}

/* Run until told to stop; what was started is stopped on failure too. */
static enum wk_err run(struct central *c)
{
    struct serve *v = xcalloc(1, sizeof *v);
    enum wk_err err;

    if (uv_loop_init(&v->loop) != 0) {
        free(v);
        return WK_EIO;
    }
    v->api.central = c;
    err = start(v);
    if (err != WK_OK)
        on_stop(v);
    uv_run(&v->loop, UV_RUN_DEFAULT);
    login_free(v->api.login);
    replies_free(v->api.replies);
    uv_loop_close(&v->loop);
    tls_ctx_free(v->sync_tls);
    tls_ctx_free(v->web_tls);
    free(v);
    return err;
}

/* ---- The chains ---- */

struct faults {
    unsigned n;
    char first[WHY_MAX];
};

static void keep_fault(void *arg, const char *place)
{
    struct faults *f = arg;

    if (f->n++ == 0)
        snprintf(f->first, sizeof f->first, "%s", place);
}

/* A fault is an alarm, and no reason to leave the sites alone: they keep what
 * is not acknowledged, and what they hold mends a restored ledger. */
static enum wk_err check_chains(struct central *c)
{
    struct faults f = {.n = 0};
    enum wk_err err = verify_chains(c->ledger, keep_fault, &f);

    if (err != WK_ECHECK)
        return err;
    return central_log(c, "serve", 0, true,
        "the ledger is damaged: %.200s%s; run verify",
        f.n > 0 ? f.first : "an entry", f.n > 1 ? ", and more" : "");
}

enum wk_err central_cmd_serve(const struct cmd_args *a)
{
    struct central *c = NULL;
    char *path = file_join(central_dir(a), "lock");
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK) {
        err = file_lock(path, CENTRAL_SLOT_SERVE, true, &c->serving);
        if (err == WK_EBUSY)
            log_warn("%s: serve is running already", c->dir);
    }
    if (err == WK_OK)
        err = central_keys_renew(c);
    if (err == WK_OK)
        err = check_chains(c);
    if (err == WK_OK)
        err = run(c);
    free(path);
    central_close(c);
    return err;
}
