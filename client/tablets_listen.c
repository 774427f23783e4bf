/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <stdio.h>

#include "asset.h"
#include "clock.h"
#include "log.h"
#include "tablets_private.h"

enum {
    CONNECTIONS = 128,
    WARN_DAYS = 30, /* before the certificate ends */
    DAY_S = 24 * 60 * 60,
};

/* Somebody must renew it while the tablets still work. */
static void look_at_certificate(struct tablets *t)
{
    int64_t days = (t->until - clock_now()) / DAY_S;

    if (days < WARN_DAYS)
        site_alarm(t->site,
            "the certificate of the tablets ends in %" PRId64 " days: renew it"
            " and start serve again",
            days > 0 ? days : 0);
}

enum wk_err tablets_listen(struct tablets *t, uv_loop_t *loop,
    const struct http_route *routes, size_t n_routes, size_t max_body,
    void *app)
{
    const struct site_config *c = site_settings(t->site);
    const struct tls_server pem = {c->tablet_certificate, c->tablet_key, NULL};
    struct http_options options = {.listen = c->tablet_listen,
        .routes = routes,
        .n_routes = n_routes,
        .app = app,
        .max_body = max_body,
        .max_connections = CONNECTIONS,
        .headers = ASSET_SECURITY_HEADERS};
    enum wk_err err;

    if (c->tablet_listen[0] == '\0')
        return WK_OK;
    err = tls_server_ctx(&pem, &t->tls);
    if (err != WK_OK)
        return err;
    options.tls = t->tls;
    err = http_server_start(loop, &options, &t->server);
    if (err != WK_OK)
        return err;
    guard_init_tls(&t->guard, c->tablet_name, http_server_port(t->server));
    snprintf(t->address, sizeof t->address, "https://%s", t->guard.other);
    t->until = tls_ctx_until(t->tls);
    look_at_certificate(t);
    log_info("listening for tablets on %s", t->address);
    return WK_OK;
}

static void on_stopped(void *arg)
{
    struct tablets *t = arg;

    t->server = NULL;
}

void tablets_stop(struct tablets *t, unsigned grace_ms)
{
    if (t->server != NULL)
        http_server_stop(t->server, grace_ms, on_stopped, t);
}
