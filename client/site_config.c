/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_config.h"

#include <stdio.h>
#include <string.h>

#include "config.h"
#include "log.h"

static const struct config_key KEYS[] = {
    {"site", "name", ""},
    {"site", "time_zone", "Europe/Brussels"},
    {"site", "night_at", "02:30"},
    {"site", "kiosk_per_minute", "30"},
    {"site", "languages", "nl fr en"},
    {"site", "demonstration", "no"},
    {"http", "listen", "127.0.0.1:7411"},
    {"tablet", "listen", ""},
    {"tablet", "name", ""},
    {"tablet", "certificate", ""},
    {"tablet", "key", ""},
    {"sync", "url", ""},
    {"sync", "proxy", ""},
    {"sync", "proxy_user", ""},
    {"sync", "proxy_password_file", ""},
};

static const char *const LANGUAGES[N_LANGS] = {"nl", "fr", "en"};

enum { PER_MINUTE_MAX = 1000000 };

/* What reading needs at hand. */
struct reading {
    const char *path;
    const struct config *config;
    struct site_config *out;
};

static enum wk_err wrong(const struct reading *r, const char *section,
    const char *key, const char *should)
{
    log_warn("%s: [%s] %s = %s: %s", r->path, section, key,
        config_get(r->config, section, key), should);
    return WK_EINVAL;
}

static enum wk_err take_text(const struct reading *r, const char *section,
    const char *key, char *out, size_t size)
{
    const char *value = config_get(r->config, section, key);

    if (strlen(value) >= size || !text_is_utf8(value, strlen(value)))
        return wrong(r, section, key, "too long, or not UTF-8");
    memcpy(out, value, strlen(value) + 1);
    return WK_OK;
}

static int two_digits(const char *s)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return -1;
    return 10 * (s[0] - '0') + s[1] - '0';
}

static enum wk_err take_night_at(const struct reading *r)
{
    const char *s = config_get(r->config, "site", "night_at");
    int hour = -1, minute = -1;

    if (strlen(s) == 5 && s[2] == ':') {
        hour = two_digits(s);
        minute = two_digits(s + 3);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return wrong(r, "site", "night_at", "should be HH:MM");
    r->out->night_at_s = 3600 * hour + 60 * minute;
    return WK_OK;
}

/* One language; false when it is none, or stands there already. */
static bool add_language(struct site_config *out, const char *s, size_t len)
{
    for (int i = 0; i < N_LANGS; i++) {
        if (strlen(LANGUAGES[i]) != len || memcmp(LANGUAGES[i], s, len) != 0)
            continue;
        for (size_t k = 0; k < out->n_languages; k++)
            if (out->language[k] == (enum lang)i)
                return false;
        out->language[out->n_languages++] = (enum lang)i;
        return true;
    }
    return false;
}

static enum wk_err take_languages(const struct reading *r)
{
    const char *s = config_get(r->config, "site", "languages");

    while (*(s += strspn(s, " ,")) != '\0') {
        size_t len = strcspn(s, " ,");

        if (!add_language(r->out, s, len))
            return wrong(r, "site", "languages",
                "should be some of nl, fr, en, each once");
        s += len;
    }
    if (r->out->n_languages == 0)
        return wrong(r, "site", "languages", "should name one at least");
    return WK_OK;
}

static bool has_port(const char *listen)
{
    const char *port = strrchr(listen, ':');

    return port != NULL && port[1] != '\0' && strlen(port + 1) <= 5 &&
        strspn(port + 1, "0123456789") == strlen(port + 1);
}

/* Plain HTTP never leaves the machine. */
static enum wk_err take_listen(const struct reading *r)
{
    const char *listen = r->out->listen;
    bool local =
        strncmp(listen, "127.", 4) == 0 || strncmp(listen, "[::1]:", 6) == 0;

    if (!local || !has_port(listen))
        return wrong(r, "http", "listen",
            "should be an address of this machine's loopback and a port, such"
            " as 127.0.0.1:7411");
    return WK_OK;
}

/* A name that certificates can be had for: ".local" is nobody's. */
static bool is_host(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && name[0] != '.' &&
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == len &&
        (len < 6 || strcmp(name + len - 6, ".local") != 0);
}

static enum wk_err take_tablet(const struct reading *r)
{
    struct site_config *out = r->out;
    enum wk_err err = take_text(
        r, "tablet", "listen", out->tablet_listen, sizeof out->tablet_listen);

    if (err == WK_OK)
        err = take_text(
            r, "tablet", "name", out->tablet_name, sizeof out->tablet_name);
    if (err == WK_OK)
        err = take_text(r, "tablet", "certificate", out->tablet_certificate,
            sizeof out->tablet_certificate);
    if (err == WK_OK)
        err = take_text(
            r, "tablet", "key", out->tablet_key, sizeof out->tablet_key);
    if (err != WK_OK || out->tablet_listen[0] == '\0')
        return err;
    if (!has_port(out->tablet_listen))
        return wrong(r, "tablet", "listen",
            "should be an address and a port, such as 0.0.0.0:7412");
    if (!is_host(out->tablet_name))
        return wrong(r, "tablet", "name",
            "should be the name in the certificate, in lower case, and not"
            " end in .local");
    if (out->tablet_certificate[0] != '/')
        return wrong(r, "tablet", "certificate", "should be a whole path");
    if (out->tablet_key[0] != '/')
        return wrong(r, "tablet", "key", "should be a whole path");
    return WK_OK;
}

/* The password has a file of its own: site.conf may be read by others. */
static enum wk_err take_proxy_login(const struct reading *r)
{
    const struct site_config *out = r->out;
    bool user = out->proxy_user[0] != '\0';
    bool file = out->proxy_password_file[0] != '\0';

    if (user && (out->proxy[0] == '\0' || !file))
        return wrong(
            r, "sync", "proxy_user", "needs a proxy and a proxy_password_file");
    if (strchr(out->proxy_user, ':') != NULL)
        return wrong(r, "sync", "proxy_user", "should have no colon");
    if (file && (!user || out->proxy_password_file[0] != '/'))
        return wrong(r, "sync", "proxy_password_file",
            "should be a whole path, and needs a proxy_user");
    return WK_OK;
}

static enum wk_err take_sync(const struct reading *r)
{
    const struct site_config *out = r->out;

    if (out->url[0] != '\0' && strncmp(out->url, "https://", 8) != 0)
        return wrong(r, "sync", "url", "should begin with https://");
    if (out->proxy[0] != '\0' && strncmp(out->proxy, "http://", 7) != 0)
        return wrong(r, "sync", "proxy", "should begin with http://");
    if (strchr(out->proxy, '@') != NULL)
        return wrong(r, "sync", "proxy",
            "a login goes into proxy_user and proxy_password_file");
    return take_proxy_login(r);
}

static enum wk_err take_all(const struct reading *r)
{
    struct site_config *out = r->out;
    long per_minute;
    enum wk_err err;

    err = take_text(r, "site", "name", out->name, sizeof out->name);
    if (err == WK_OK)
        err = take_text(
            r, "site", "time_zone", out->time_zone, sizeof out->time_zone);
    if (err == WK_OK)
        err = take_text(r, "http", "listen", out->listen, sizeof out->listen);
    if (err == WK_OK)
        err = take_text(r, "sync", "url", out->url, sizeof out->url);
    if (err == WK_OK)
        err = take_text(r, "sync", "proxy", out->proxy, sizeof out->proxy);
    if (err == WK_OK)
        err = take_text(
            r, "sync", "proxy_user", out->proxy_user, sizeof out->proxy_user);
    if (err == WK_OK)
        err = take_text(r, "sync", "proxy_password_file",
            out->proxy_password_file, sizeof out->proxy_password_file);
    if (err == WK_OK)
        err = take_night_at(r);
    if (err == WK_OK)
        err = take_languages(r);
    if (err == WK_OK)
        err = take_listen(r);
    if (err == WK_OK)
        err = take_tablet(r);
    if (err == WK_OK)
        err = take_sync(r);
    if (err != WK_OK)
        return err;
    if (config_bool(r->config, "site", "demonstration", &out->demonstration) !=
        WK_OK)
        return wrong(r, "site", "demonstration", "should be yes or no");
    if (config_int(r->config, "site", "kiosk_per_minute", 1, PER_MINUTE_MAX,
            &per_minute) != WK_OK)
        return wrong(r, "site", "kiosk_per_minute",
            "should be a whole number from 1 to 1000000");
    out->kiosk_per_minute = (unsigned)per_minute;
    return WK_OK;
}

enum wk_err site_config_read(
    const char *path, const char *text, struct site_config *out)
{
    struct config *config = NULL;
    struct reading r = {.path = path, .out = out};
    char why[WHY_MAX] = "";
    enum wk_err err;

    *out = (struct site_config){0};
    err = config_parse(text != NULL ? text : "", KEYS,
        sizeof KEYS / sizeof KEYS[0], &config, why, sizeof why);
    if (err != WK_OK) {
        log_warn("%s: %s", path, why);
        return WK_EINVAL;
    }
    r.config = config;
    err = take_all(&r);
    config_free(config);
    return err;
}

const char *site_config_lang(enum lang lang)
{
    return LANGUAGES[lang];
}

struct json *site_config_languages(const struct site_config *c)
{
    struct json *list = json_new_array();

    for (size_t i = 0; i < c->n_languages; i++)
        json_append_new(list, json_new_text(site_config_lang(c->language[i])));
    return list;
}
