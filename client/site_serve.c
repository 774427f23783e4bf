/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_serve.h"

#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "clock.h"
#include "file.h"
#include "guard.h"
#include "http_server.h"
#include "kiosk.h"
#include "log.h"
#include "pin.h"
#include "sandbox.h"
#include "signals.h"
#include "site_backup.h"
#include "site_night.h"
#include "site_schedule.h"
#include "site_status.h"
#include "speech_http.h"
#include "staff.h"
#include "tablets.h"

enum {
    MAX_ANSWER_BODY = 64 * 1024, /* and of all but a recording */
    LOOK_S = 30,    /* how often the clock is looked at, at least */
    GRACE_MS = 500, /* for replies under way when told to stop */
    AGAIN_S = 900,  /* after a night that could not begin */
    JUMP_S = 120,   /* the clock was set: ask again when the night is */
};

struct serve {
    struct site *site;
    struct guard guard;
    struct kiosk *kiosk;
    struct staff *staff;
    struct pin *pin;
    struct tablets *tablets;
    struct http_server *server;
    uv_loop_t loop;
    struct signals *signals;
    uv_timer_t tick;
    bool stopping;

    /* The next night, and what the two clocks said when it was asked for. */
    int64_t due, date, asked_s, asked_ms;
    int64_t last_night; /* what the schedule was asked with */
    int64_t frozen;     /* date on which the bands were looked at */

    /* A night that runs on a worker thread, or NULL. */
    struct site_night *night;
    uv_work_t work;
};

/* ---- Requests ---- */

typedef void reply_fn(struct serve *v, struct http_request *r);

static void pass(void *app, struct http_request *r, reply_fn *reply)
{
    struct serve *v = app;
    size_t len;

    if (http_is_tls(r) ? !tablets_may(v->tablets, r)
                       : !guard_passes(&v->guard, r))
        return;
    http_body(r, &len);
    if (len > MAX_ANSWER_BODY && strcmp(http_path(r), "/api/v1/speech") != 0)
        http_reply_error(r, 413, "longer than %d kB", MAX_ANSWER_BODY / 1024);
    else
        reply(v, r);
}

#define HANDLER(name, call)                                                    \
    static void reply_##name(struct serve *v, struct http_request *r)          \
    {                                                                          \
        call;                                                                  \
    }                                                                          \
    static void on_##name(struct http_request *r, void *app)                   \
    {                                                                          \
        pass(app, r, reply_##name);                                            \
    }

HANDLER(kiosk_page, kiosk_page(v->kiosk, r))
HANDLER(describe, kiosk_describe(v->kiosk, r))
HANDLER(take, kiosk_take(v->kiosk, r))
HANDLER(card, kiosk_card(v->kiosk, r))
HANDLER(open_ballots, staff_open_ballots(v->staff, r))
HANDLER(ballots, staff_ballots(v->staff, r); kiosk_mark(v->kiosk))
HANDLER(feet, staff_feet(v->staff, r); kiosk_mark(v->kiosk))
HANDLER(cards, staff_cards(v->staff, r))
HANDLER(staff_page, staff_page(v->staff, r))
HANDLER(status, staff_status(v->staff, r))
HANDLER(releases, staff_releases(v->staff, r))
HANDLER(others, staff_others(v->staff, r))
HANDLER(headcounts, staff_headcounts(v->staff, r))
HANDLER(take_headcount, staff_take_headcount(v->staff, r))
HANDLER(results, staff_results(v->staff, r))
HANDLER(local, staff_local(v->staff, r))
HANDLER(take_local, staff_take_local(v->staff, r))
HANDLER(waves, staff_waves(v->staff, r))
HANDLER(take_wave, staff_take_wave(v->staff, r))
HANDLER(loop, staff_loop(v->staff, r))
HANDLER(take_loop, staff_take_loop(v->staff, r))
HANDLER(languages, staff_languages(v->staff, r))
HANDLER(review_language, staff_review_language(v->staff, r))
HANDLER(log, staff_log(v->staff, r))
HANDLER(accounts, staff_accounts(v->staff, r))
HANDLER(account_add, staff_account_add(v->staff, r))
HANDLER(account_role, staff_account_role(v->staff, r))
HANDLER(account_password, staff_account_password(v->staff, r))
HANDLER(account_remove, staff_account_remove(v->staff, r))
HANDLER(speech, speech_http_list(v->site, staff_login(v->staff), r))
HANDLER(clip, speech_http_clip(v->site, r))
HANDLER(take_speech, speech_http_take(v->site, staff_login(v->staff), r))
HANDLER(review_speech, speech_http_review(v->site, staff_login(v->staff), r))
HANDLER(remove_speech, speech_http_remove(v->site, staff_login(v->staff), r))
HANDLER(login, login_handle(staff_login(v->staff), r))
HANDLER(logout, login_handle_logout(staff_login(v->staff), r))
HANDLER(password, login_handle_password(staff_login(v->staff), r))
HANDLER(session, login_handle_session(staff_login(v->staff), r))
HANDLER(pin, pin_handle(v->pin, r))
HANDLER(set_pin, pin_handle_set(v->pin, r))
HANDLER(pair_page, tablets_pair_page(v->tablets, r))
HANDLER(pair, tablets_pair(v->tablets, r))
HANDLER(devices, tablets_list(v->tablets, r))
HANDLER(device_code, tablets_make_code(v->tablets, r))
HANDLER(revoke_device, tablets_revoke(v->tablets, r))
HANDLER(asset, (void)v; asset_reply(&SITE_ASSETS, r))
HANDLER(openapi, (void)v; asset_reply_file(&SITE_ASSETS, r, "openapi.json"))
HANDLER(to_kiosk, (void)v; http_reply(r, 303, "Location: /kiosk/\r\n", "", 0))
HANDLER(to_staff, (void)v; http_reply(r, 303, "Location: /staff/\r\n", "", 0))

static const struct http_route ROUTES[] = {
    {"GET", "/", on_to_kiosk},
    {"GET", "/kiosk", on_to_kiosk},
    {"GET", "/kiosk/", on_kiosk_page},
    {"GET", "/staff", on_to_staff},
    {"GET", "/staff/", on_staff_page},
    {"GET", "/assets/*", on_asset},
    {"GET", "/api/v1/openapi.json", on_openapi},
    {"GET", "/api/v1/kiosk", on_describe},
    {"POST", "/api/v1/answers", on_take},
    {"POST", "/api/v1/card", on_card},
    {"GET", "/api/v1/ballots", on_open_ballots},
    {"POST", "/api/v1/ballots", on_ballots},
    {"POST", "/api/v1/cards", on_cards},
    {"POST", "/api/v1/feet", on_feet},
    {"GET", "/api/v1/status", on_status},
    {"GET", "/api/v1/releases", on_releases},
    {"GET", "/api/v1/others", on_others},
    {"GET", "/api/v1/headcounts", on_headcounts},
    {"POST", "/api/v1/headcounts", on_take_headcount},
    {"GET", "/api/v1/results", on_results},
    {"GET", "/api/v1/local", on_local},
    {"POST", "/api/v1/local", on_take_local},
    {"GET", "/api/v1/waves", on_waves},
    {"POST", "/api/v1/waves", on_take_wave},
    {"GET", "/api/v1/loop", on_loop},
    {"POST", "/api/v1/loop", on_take_loop},
    {"GET", "/api/v1/languages", on_languages},
    {"POST", "/api/v1/languages/review", on_review_language},
    {"GET", "/api/v1/log", on_log},
    {"GET", "/api/v1/accounts", on_accounts},
    {"POST", "/api/v1/accounts", on_account_add},
    {"POST", "/api/v1/accounts/role", on_account_role},
    {"POST", "/api/v1/accounts/password", on_account_password},
    {"POST", "/api/v1/accounts/remove", on_account_remove},
    {"GET", "/api/v1/speech", on_speech},
    {"GET", "/speech/*", on_clip},
    {"POST", "/api/v1/speech", on_take_speech},
    {"POST", "/api/v1/speech/review", on_review_speech},
    {"POST", "/api/v1/speech/remove", on_remove_speech},
    {"POST", "/api/v1/login", on_login},
    {"POST", "/api/v1/logout", on_logout},
    {"POST", "/api/v1/password", on_password},
    {"GET", "/api/v1/session", on_session},
    {"POST", "/api/v1/pin", on_pin},
    {"POST", "/api/v1/pin/set", on_set_pin},
    {"GET", "/pair", on_pair_page},
    {"POST", "/api/v1/pair", on_pair},
    {"GET", "/api/v1/devices", on_devices},
    {"POST", "/api/v1/devices/code", on_device_code},
    {"POST", "/api/v1/devices/revoke", on_revoke_device},
};

/* ---- The night ---- */

static int64_t last_night(const struct serve *v)
{
    return store_meta_int(site_store(v->site), "last_night", INT64_MIN);
}

static void ask_schedule(struct serve *v)
{
    v->last_night = last_night(v);
    v->asked_s = clock_now();
    v->asked_ms = clock_monotonic_ms();
    v->due = site_schedule_next(v->site, v->asked_s, &v->date);
}

static int64_t next_night(void *arg)
{
    return ((struct serve *)arg)->due;
}

/* Whether the clock was set since the schedule was asked for. */
static bool clock_jumped(const struct serve *v)
{
    int64_t wall_s = clock_now() - v->asked_s;
    int64_t elapsed_s = (clock_monotonic_ms() - v->asked_ms) / 1000;
    int64_t apart = wall_s - elapsed_s;

    return apart > JUMP_S || apart < -JUMP_S;
}

static void run_night(uv_work_t *work)
{
    struct serve *v = work->data;
    struct night_report report;
    enum night_result result = site_night_run(v->night, 0, v->date, &report);

    log_info("night: %s: %s (closed %u, sent %u)", night_result_text(result),
        report.message, report.closed, report.sent);
}

static void on_night_over(uv_work_t *work, int status)
{
    struct serve *v = work->data;

    (void)status;
    site_night_free(v->night);
    v->night = NULL;
    ask_schedule(v);
}

/* A site that is not enrolled collects, and has no nights yet. */
static bool is_enrolled(struct serve *v)
{
    struct bytes url = bytes_new(MAX_TEXT);
    bool is = store_meta_get(site_store(v->site), "sync", &url) == WK_OK;

    bytes_free(&url);
    return is;
}

static void start_night(struct serve *v)
{
    if (!is_enrolled(v) || site_night_new(v->site, &v->night) != WK_OK) {
        /* Another process has it, or nobody can: look again later. */
        v->due = clock_now() + AGAIN_S;
        return;
    }
    v->work.data = v;
    if (uv_queue_work(&v->loop, &v->work, run_night, on_night_over) != 0) {
        site_night_free(v->night);
        v->night = NULL;
    }
}

/* Look at the clock; again when the night is due, or sooner. */
static void on_tick(uv_timer_t *timer)
{
    struct serve *v = timer->data;
    int64_t today = site_today(), wait_s = LOOK_S;

    kiosk_shuffle(v->kiosk);
    if (v->frozen != today && site_status_freeze(v->site) == WK_OK)
        v->frozen = today;
    if (v->night == NULL) {
        if (clock_jumped(v) || v->last_night != last_night(v))
            ask_schedule(v);
        if (clock_now() >= v->due)
            start_night(v);
        else if (v->due - clock_now() < LOOK_S)
            wait_s = v->due - clock_now();
    }
    uv_timer_start(timer, on_tick, (uint64_t)wait_s * 1000, 0);
}

/* ---- Start and stop ---- */

static void on_stopped(void *arg)
{
    struct serve *v = arg;

    v->server = NULL;
}

static void on_stop(void *arg)
{
    struct serve *v = arg;

    if (v->stopping)
        return;
    v->stopping = true;
    if (v->night != NULL)
        site_night_stop(v->night);
    http_server_stop(v->server, GRACE_MS, on_stopped, v);
    tablets_stop(v->tablets, GRACE_MS);
    uv_close((uv_handle_t *)&v->tick, NULL);
    signals_stop(v->signals);
}

static enum wk_err listen_on(struct serve *v)
{
    const char *listen = site_settings(v->site)->listen;
    const struct http_options options = {.listen = listen,
        .routes = ROUTES,
        .n_routes = sizeof ROUTES / sizeof ROUTES[0],
        .app = v,
        .max_body = MAX_SPEECH_BODY,
        .headers = ASSET_SECURITY_HEADERS};
    enum wk_err err = http_server_start(&v->loop, &options, &v->server);

    if (err != WK_OK)
        return err;
    guard_init(&v->guard, listen, http_server_port(v->server));
    log_info("listening on http://%s", v->guard.host);
    return WK_OK;
}

static void start_handles(struct serve *v)
{
    v->tick.data = v;
    uv_timer_init(&v->loop, &v->tick);
    v->signals = signals_start(&v->loop, on_stop, v);
    uv_timer_start(&v->tick, on_tick, 0, 0);
}

static enum wk_err run(struct serve *v)
{
    enum wk_err err = WK_EIO;

    if (uv_loop_init(&v->loop) != 0)
        return err;
    v->kiosk = kiosk_new(v->site);
    v->staff = staff_new(&v->loop, v->site, next_night, v);
    v->pin = pin_new(v->site, staff_login(v->staff));
    v->tablets = tablets_new(v->site, staff_login(v->staff));
    ask_schedule(v);
    err = tablets_listen(v->tablets, &v->loop, ROUTES,
        sizeof ROUTES / sizeof ROUTES[0], MAX_ANSWER_BODY, v);
    if (err == WK_OK)
        err = listen_on(v);
    if (err != WK_OK)
        tablets_stop(v->tablets, 0);
    if (err == WK_OK) {
        start_handles(v);
        sandbox_enter(site_folder(v->site), true);
    }
    uv_run(&v->loop, UV_RUN_DEFAULT);
    tablets_free(v->tablets);
    pin_free(v->pin);
    staff_free(v->staff);
    kiosk_shuffle(v->kiosk);
    kiosk_free(v->kiosk);
    if (uv_loop_close(&v->loop) != 0)
        log_warn("something was left open");
    /* Now, not when the process ends: the thread of the night still finds
     * OpenSSL to give back and wipe what it kept for that thread. */
    uv_library_shutdown();
    return err;
}

enum wk_err site_serve_run(struct site *s)
{
    struct serve v = {.site = s, .frozen = INT64_MIN};
    struct file_lock *lock = NULL;
    enum wk_err err = site_lock(s, SITE_LOCK_SERVE, &lock);

    if (err == WK_EBUSY)
        log_warn("%s: \"serve\" runs already", site_folder(s));
    if (err == WK_OK) {
        site_backup_clean(s);
        err = site_night_check_head(s);
    }
    if (err == WK_OK)
        err = run(&v);
    if (err == WK_OK && db_truncate_wal(store_db(site_store(s))) == WK_EBUSY)
        log_info("the WAL is in use by another command; it is emptied later");
    file_unlock(lock);
    return err;
}
