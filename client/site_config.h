/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_config.h - the site's settings: what site.conf says, or the defaults.
 *
 *   [site] name, time_zone, night_at, kiosk_per_minute, languages,
 *          demonstration
 *   [http] listen
 *   [tablet] listen, name, certificate, key
 *   [sync] url, proxy, proxy_user, proxy_password_file
 *
 * Errors  WK_EINVAL: an unknown or repeated key, or a value that is not one;
 *         logged with the file, and the line or the key.
 */
#ifndef WK_SITE_CONFIG_H
#define WK_SITE_CONFIG_H

#include "bytes.h"
#include "json.h"
#include "wk_limits.h"
#include "questionnaire.h"

struct site_config {
    char name[MAX_NAME + 1]; /* "": as enrolled */
    char time_zone[MAX_NAME + 1];
    int32_t night_at_s; /* seconds after local midnight */
    unsigned kiosk_per_minute;
    enum lang language[N_LANGS]; /* of the kiosk, the first one first */
    size_t n_languages;
    bool demonstration;
    char listen[MAX_NAME + 1];
    char tablet_listen[MAX_NAME + 1]; /* "": none; else the rest is set too */
    char tablet_name[MAX_NAME + 1];
    char tablet_certificate[MAX_TEXT + 1], tablet_key[MAX_TEXT + 1];
    char url[MAX_TEXT + 1];        /* of the sync listener; "": as enrolled */
    char proxy[MAX_TEXT + 1];      /* "": none */
    char proxy_user[MAX_NAME + 1]; /* "": no login; else the file is set too */
    char proxy_password_file[MAX_TEXT + 1];
};

/* path is for messages; text NULL gives the defaults. */
WK_MUST_USE enum wk_err site_config_read(
    const char *path, const char *text, struct site_config *out);

/* "nl", "fr" or "en". */
const char *site_config_lang(enum lang lang);

/* The languages of the kiosk as a list, the first one first; the caller's. */
struct json *site_config_languages(const struct site_config *c);

#endif
