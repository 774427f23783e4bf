/* SPDX-License-Identifier: EUPL-1.2 */
/* tablets.c - who may, pairing, and what staff do; tablets_listen.c opens. */
#include "tablets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "clock.h"
#include "cookie.h"
#include "crypto.h"
#include "json.h"
#include "random.h"
#include "route.h"
#include "store_people.h"
#include "tablets_private.h"
#include "wave.h"
#include "xalloc.h"

#define COOKIE "__Host-wk_device"

enum {
    CODE_LEN = 10, /* 80 random bits */
    CODE_TEXT = 16,
    CODE_S = 10 * 60,
    LIFE_DAYS = 397,
    FREE_TRIES = 5,
    MAX_WAIT_S = 300,
    DEVICES_MAX = 64,
    REPLY_MAX = 64 * 1024,
};

struct tablets *tablets_new(struct site *s, struct login *l)
{
    struct tablets *t = xcalloc(1, sizeof *t);

    t->site = s;
    t->login = l;
    t->throttle = throttle_new(FREE_TRIES, MAX_WAIT_S);
    return t;
}

void tablets_free(struct tablets *t)
{
    if (t == NULL)
        return;
    throttle_free(t->throttle);
    tls_ctx_free(t->tls);
    free(t);
}

/* ---- Who may ---- */

/* What a visitor's page asks for; the rest is the team's. */
static const char *const PATHS[] = {"/", "/kiosk", "/kiosk/", "/assets/*",
    "/api/v1/kiosk", "/api/v1/answers", "/api/v1/card", "/api/v1/pin",
    "/api/v1/speech", "/speech/*", "/pair", "/api/v1/pair"};
/* What a device needs to become one. */
static const char *const OPEN[] = {"/assets/*", "/pair", "/api/v1/pair"};

static bool is_one_of(
    const char *const *paths, size_t n, const struct http_request *r)
{
    for (size_t i = 0; i < n; i++)
        if (route_fit("GET", paths[i], "GET", http_path(r)) == ROUTE_FITS)
            return true;
    return false;
}

static bool is_over(const struct store_device *d)
{
    return site_today() >= d->since + LIFE_DAYS;
}

static enum wk_err find(
    struct tablets *t, const struct http_request *r, struct store_device *out)
{
    uint8_t secret[HASH_LEN];
    enum wk_err err = WK_ENOTFOUND;

    if (cookie_hash(r, COOKIE, secret))
        err = store_device_find(site_store(t->site), secret, out);
    return err == WK_OK && is_over(out) ? WK_ENOTFOUND : err;
}

bool tablets_may(struct tablets *t, struct http_request *r)
{
    struct store_device d;
    enum wk_err err;

    if (!guard_passes(&t->guard, r))
        return false;
    if (!is_one_of(PATHS, sizeof PATHS / sizeof PATHS[0], r)) {
        http_reply_error(r, 404, "no such page");
        return false;
    }
    if (is_one_of(OPEN, sizeof OPEN / sizeof OPEN[0], r))
        return true;
    err = find(t, r, &d);
    if (err == WK_OK)
        return true;
    if (err != WK_ENOTFOUND)
        http_reply_error(r, 503, "the devices cannot be read");
    else if (strncmp(http_path(r), "/api/", 5) == 0)
        http_reply_error(r, 401, "pair this tablet first");
    else
        http_reply(r, 303, "Location: /pair\r\n", "", 0);
    return false;
}

/* ---- Pairing ---- */

void tablets_pair_page(struct tablets *t, struct http_request *r)
{
    (void)t;
    if (http_is_tls(r))
        asset_reply_page(&SITE_ASSETS, r, "pair.html", NULL);
    else
        http_reply_error(r, 404, "no such page");
}

/* The only text under key, of an object that has nothing else; the caller ends
 * *body.  NULL: answered 400. */
static const char *read_text(
    struct http_request *r, const char *key, struct json **body)
{
    char why[WHY_MAX] = "";
    size_t len;
    const uint8_t *data = http_body(r, &len);
    const char *text = NULL;

    if (json_parse(data, len, body, why, sizeof why) != WK_OK) {
        http_reply_error(r, 400, "%s", why);
        return NULL;
    }
    if (json_type_of(*body) == JSON_OBJECT_T && json_size(*body) == 1)
        text = json_text(json_get(*body, key));
    if (text == NULL)
        http_reply_error(r, 400, "%s: should be text, and the only key", key);
    return text;
}

/* Whether text is the code that waits; it is good for one device. */
static bool use_code(struct tablets *t, const char *text)
{
    uint8_t raw[CODE_LEN], hash[HASH_LEN];
    bool fits = t->code_until_ms > clock_monotonic_ms() &&
        base32_decode(text, raw, sizeof raw);

    if (fits) {
        crypto_sha256(raw, sizeof raw, hash);
        fits = bytes_equal(hash, t->code, HASH_LEN);
    }
    if (fits)
        t->code_until_ms = 0;
    return fits;
}

static enum wk_err add_device(struct tablets *t, const uint8_t *secret)
{
    struct store_device d = {.since = site_today()};
    enum wk_err err;

    random_bytes(d.id, sizeof d.id);
    memcpy(d.secret, secret, sizeof d.secret);
    snprintf(d.name, sizeof d.name, "%s", t->name);
    err = store_device_add(site_store(t->site), &d);
    if (err == WK_OK)
        site_note(t->site, "site", "paired the tablet %s", d.name);
    return err;
}

void tablets_pair(struct tablets *t, struct http_request *r)
{
    const char *address = http_peer_address(r), *text;
    int64_t now = clock_monotonic_ms();
    struct bytes headers = bytes_new(512);
    uint8_t who[HASH_LEN], secret[HASH_LEN];
    char cookie[COOKIE_TEXT];
    struct json *body = NULL;
    unsigned wait_s;

    crypto_sha256(address, strlen(address), who);
    wait_s = throttle_wait(t->throttle, who, now);
    if (!http_is_tls(r)) {
        http_reply_error(r, 404, "no such page");
    } else if (wait_s > 0) {
        http_reply_wait(r, 429, wait_s, "too many tries");
    } else if ((text = read_text(r, "code", &body)) == NULL) {
        /* answered */
    } else if (!use_code(t, text)) {
        (void)throttle_count(t->throttle, who, now);
        http_reply_error(r, 403, "code: not this one, or too late");
    } else {
        cookie_new(cookie, secret);
        if (add_device(t, secret) != WK_OK) {
            http_reply_error(r, 503, "the tablet was not paired");
        } else {
            bytes_add_text(&headers,
                "Content-Type: application/json\r\nCache-Control: "
                "no-store\r\n");
            cookie_set(&headers, COOKIE, cookie, LIFE_DAYS * 86400u, true);
            http_reply(r, 201, bytes_text(&headers), "{\"paired\":true}", 15);
        }
        crypto_wipe(cookie, sizeof cookie);
    }
    json_free(body);
    bytes_free(&headers);
}

/* ---- Staff ---- */

static void reply_json(struct http_request *r, int status, struct json *j)
{
    struct bytes text = bytes_new(REPLY_MAX);

    json_write(j, false, &text);
    http_reply_json(r, status, &text);
    bytes_free(&text);
    json_free(j);
}

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    date_text(date, text);
    return json_new_text(text);
}

void tablets_list(struct tablets *t, struct http_request *r)
{
    struct login_session who;
    struct store_device *list = NULL;
    struct json *out, *devices;
    size_t n = 0;

    if (!login_require(t->login, r, false, &who))
        return;
    if (store_device_list(site_store(t->site), &list, &n) != WK_OK) {
        http_reply_error(r, 503, "the devices cannot be read");
        free(list);
        return;
    }
    out = json_new_object();
    devices = json_new_array();
    for (size_t i = 0; i < n; i++) {
        struct json *one = json_new_object();
        char id[2 * ID_LEN + 1];

        hex_encode(list[i].id, ID_LEN, id);
        json_set_new(one, "id", json_new_text(id));
        json_set_new(one, "name", json_new_text(list[i].name));
        json_set_new(one, "paired", date_json(list[i].since));
        json_set_new(one, "until", date_json(list[i].since + LIFE_DAYS));
        json_append_new(devices, one);
    }
    free(list);
    json_set_new(out, "address",
        t->address[0] != '\0' ? json_new_text(t->address) : json_new_null());
    json_set_new(out, "certificate_until",
        t->address[0] != '\0' ? date_json(clock_local_date(t->until))
                              : json_new_null());
    json_set_new(out, "devices", devices);
    reply_json(r, 200, out);
}

/* A coordinator who changes something, or answers. */
static bool may_change(
    struct tablets *t, struct http_request *r, struct login_session *who)
{
    if (!login_require(t->login, r, true, who))
        return false;
    if (strcmp(who->role, "coordinator") != 0) {
        http_reply_error(r, 403, "only a coordinator pairs tablets");
        return false;
    }
    return true;
}

/* Whether name is one, and there is room; otherwise it has answered. */
static bool may_name(
    struct tablets *t, struct http_request *r, const char *name)
{
    struct store_device *list = NULL;
    size_t n = 0;
    enum wk_err err = store_device_list(site_store(t->site), &list, &n);

    free(list);
    if (!wave_is_label(name))
        http_reply_error(
            r, 400, "name: should be one line of 1 to %d bytes", MAX_NAME);
    else if (t->address[0] == '\0')
        http_reply_error(r, 409, "there is no listener for tablets");
    else if (err != WK_OK)
        http_reply_error(r, 503, "the devices cannot be read");
    else if (n >= DEVICES_MAX)
        http_reply_error(r, 409, "there are %d tablets already", DEVICES_MAX);
    else
        return true;
    return false;
}

void tablets_make_code(struct tablets *t, struct http_request *r)
{
    struct login_session who;
    struct json *body = NULL, *out;
    uint8_t raw[CODE_LEN];
    char digits[CODE_TEXT + 1], text[CODE_TEXT + 4];
    const char *name;

    if (!may_change(t, r, &who))
        return;
    name = read_text(r, "name", &body);
    if (name != NULL && may_name(t, r, name)) {
        random_bytes(raw, sizeof raw);
        crypto_sha256(raw, sizeof raw, t->code);
        t->code_until_ms = clock_monotonic_ms() + CODE_S * 1000;
        snprintf(t->name, sizeof t->name, "%s", name);
        base32_encode(raw, sizeof raw, digits);
        snprintf(text, sizeof text, "%.4s-%.4s-%.4s-%.4s", digits, digits + 4,
            digits + 8, digits + 12);
        out = json_new_object();
        json_set_new(out, "code", json_new_text(text));
        json_set_new(out, "address", json_new_text(t->address));
        json_set_new(out, "seconds", json_new_int(CODE_S));
        reply_json(r, 201, out);
        site_note(t->site, who.name, "made a code for the tablet %s", name);
        crypto_wipe(raw, sizeof raw);
    }
    json_free(body);
}

void tablets_revoke(struct tablets *t, struct http_request *r)
{
    struct login_session who;
    struct json *body = NULL, *out;
    uint8_t id[ID_LEN];
    const char *text;
    enum wk_err err;

    if (!may_change(t, r, &who))
        return;
    text = read_text(r, "id", &body);
    if (text == NULL) {
        /* answered */
    } else if (!hex_decode(text, id, sizeof id)) {
        http_reply_error(r, 400, "id: should be 32 lower-case hex digits");
    } else {
        err = store_device_drop(site_store(t->site), id);
        if (err == WK_OK) {
            site_note(t->site, who.name, "took a tablet back");
            out = json_new_object();
            json_set_new(out, "revoked", json_new_bool(true));
            reply_json(r, 200, out);
        } else {
            http_reply_error(r, err == WK_ENOTFOUND ? 404 : 503,
                err == WK_ENOTFOUND ? "id: no such tablet"
                                    : "the tablet was not taken back");
        }
    }
    json_free(body);
}
