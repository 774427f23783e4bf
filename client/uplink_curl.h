/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * uplink_curl.h - the site's POSTs to the centre; sole user of libcurl.
 *
 * One easy handle: a night's exchanges share one connection.  TLS 1.3 with the
 * site's certificate; a CONNECT proxy when one is set; never an environment
 * variable.  A proxy that wants another login gives the status 407.  Blocking:
 * call it on a worker thread; uplink_curl_stop() from any thread ends a
 * transfer within a second.
 */
#ifndef WK_UPLINK_CURL_H
#define WK_UPLINK_CURL_H

#include "night.h"

struct uplink_curl_options {
    const char *url;                 /* "https://centre:7421", no path */
    const char *cert, *key, *ca;     /* PEM files; cert NULL for enrolment */
    const uint8_t *pin;              /* SHA-256 of the peer's SPKI, or NULL */
    const char *proxy;               /* "http://proxy:3128", or "" */
    const char *proxy_user;          /* "" or NULL: no login */
    const char *proxy_password_file; /* read once; a secret of this user's */
};

struct uplink_curl;
WK_MUST_USE enum wk_err uplink_curl_new(
    const struct uplink_curl_options *o, struct uplink_curl **out);
void uplink_curl_free(struct uplink_curl *u);
void uplink_curl_post(struct uplink_curl *u, const char *path, struct span body,
    struct night_reply *reply);
void uplink_curl_stop(struct uplink_curl *u);

#endif
