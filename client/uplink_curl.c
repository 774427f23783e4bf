/* SPDX-License-Identifier: EUPL-1.2 */
#include "uplink_curl.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <curl/curl.h>

#include "crypto.h"
#include "file.h"
#include "log.h"
#include "tls.h"
#include "xalloc.h"

enum {
    CONNECT_S = 15,
    TOTAL_S = 60,
    SLOW_BYTES_PER_S = 64, /* slower than this for SLOW_S ends a transfer */
    SLOW_S = 20,
    POLL_MS = 1000,
    RETRY_AFTER_MAX_S = 24 * 3600,
    PASSWORD_MAX = 256,
    PROXY_LOGIN = 407, /* HTTP: the proxy wants a login, or another one */

    /* OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and _CERT_HAS_EXPIRED, as
     * CURLINFO_SSL_VERIFYRESULT gives them. */
    VERIFY_NOT_YET_VALID = 9,
    VERIFY_EXPIRED = 10,
};

struct uplink_curl {
    CURL *easy;
    CURLM *multi;
    struct curl_slist *headers;
    char *url;
    atomic_bool stop;
    char error[CURL_ERROR_SIZE];
};

static once_flag once = ONCE_FLAG_INIT;
static CURLcode global = CURLE_FAILED_INIT;

/* libcurl would write the session's keys to the file this variable names. */
static void global_init(void)
{
    unsetenv("SSLKEYLOGFILE");
    global = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
    struct bytes *body = arg;

    bytes_add(body, data, size * n);
    return bytes_over(body) ? 0 : size * n;
}

static CURLcode on_ssl_ctx(CURL *easy, void *ssl_ctx, void *arg)
{
    (void)easy;
    (void)arg;
    tls_pad_records(ssl_ctx);
    return CURLE_OK;
}

static void add_header(struct uplink_curl *u, const char *line)
{
    struct curl_slist *longer = curl_slist_append(u->headers, line);

    if (longer != NULL)
        u->headers = longer;
}

/* Every request has the same head but for its path and the body's length. */
static CURLcode set_http(struct uplink_curl *u)
{
    CURLcode rc = CURLE_OK;

    add_header(u, "Content-Type: application/x-protobuf");
    add_header(u, "Accept: application/x-protobuf");
    add_header(u, "User-Agent: weerklank-site");
    add_header(u, "Expect:");
#define SET(option, value)                                                     \
    if (rc == CURLE_OK)                                                        \
    rc = curl_easy_setopt(u->easy, option, value)
    SET(CURLOPT_HTTPHEADER, u->headers);
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_MAXFILESIZE, (long)MAX_BODY);
    SET(CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    SET(CURLOPT_TIMEOUT, (long)TOTAL_S);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_PER_S);
    SET(CURLOPT_LOW_SPEED_TIME, (long)SLOW_S);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* a stop does not wait for the resolver */
    SET(CURLOPT_ERRORBUFFER, u->error);
    return rc;
}

static CURLcode set_tls(
    struct uplink_curl *u, const struct uplink_curl_options *o)
{
    CURLcode rc = CURLE_OK;
    char pin[8 + (HASH_LEN + 2) / 3 * 4 + 1] = "sha256//";

    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_3);
    SET(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    SET(CURLOPT_SSL_CTX_FUNCTION, on_ssl_ctx);
    SET(CURLOPT_CAPATH, NULL); /* trust no public authority */
    if (o->cert != NULL) {
        SET(CURLOPT_SSLCERT, o->cert);
        SET(CURLOPT_SSLKEY, o->key);
    }
    if (o->pin != NULL) {
        base64_encode(o->pin, HASH_LEN, pin + strlen(pin));
        SET(CURLOPT_PINNEDPUBLICKEY, pin);
    }
    if (o->ca != NULL) {
        SET(CURLOPT_CAINFO, o->ca);
        SET(CURLOPT_SSL_VERIFYPEER, 1L);
        SET(CURLOPT_SSL_VERIFYHOST, 2L);
    } else { /* enrolment: the pin, and nothing but the pin, says who it is */
        SET(CURLOPT_CAINFO, NULL);
        SET(CURLOPT_SSL_VERIFYPEER, 0L);
        SET(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    return rc;
}

/* Said explicitly, even when empty: libcurl would ask the environment. */
static CURLcode set_proxy(
    struct uplink_curl *u, const struct uplink_curl_options *o)
{
    CURLcode rc = CURLE_OK;

    SET(CURLOPT_PROXY, o->proxy != NULL ? o->proxy : "");
    SET(CURLOPT_NOPROXY, "");
    SET(CURLOPT_HTTPPROXYTUNNEL, 1L);
    SET(CURLOPT_PROXYTYPE, (long)CURLPROXY_HTTP);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    return rc;
}

/* Basic, at once: a proxy that asks first would cost a second connection. */
static enum wk_err set_proxy_login(
    struct uplink_curl *u, const struct uplink_curl_options *o)
{
    CURLcode rc = CURLE_OK;
    uint8_t *password = NULL;
    size_t len = 0;
    enum wk_err err;

    if (o->proxy_user == NULL || o->proxy_user[0] == '\0')
        return WK_OK;
    err =
        file_read_secret(o->proxy_password_file, PASSWORD_MAX, &password, &len);
    if (err != WK_OK)
        return err;
    password[strcspn((char *)password, "\r\n")] = '\0'; /* the first line */
    SET(CURLOPT_PROXYAUTH, CURLAUTH_BASIC);
    SET(CURLOPT_PROXYUSERNAME, o->proxy_user);
    SET(CURLOPT_PROXYPASSWORD, (char *)password);
    crypto_wipe(password, len);
    free(password);
    return rc == CURLE_OK ? WK_OK : WK_EINVAL;
#undef SET
}

enum wk_err uplink_curl_new(
    const struct uplink_curl_options *o, struct uplink_curl **out)
{
    struct uplink_curl *u = NULL;
    enum wk_err err = WK_OK;
    CURLcode rc;

    if (strncmp(o->url, "https://", 8) != 0 ||
        (o->ca == NULL && o->pin == NULL)) {
        log_warn("%s: not an https:// address with a known key", o->url);
        return WK_EINVAL;
    }
    call_once(&once, global_init);
    u = xcalloc(1, sizeof *u);
    atomic_init(&u->stop, false);
    u->url = xstrdup(o->url);
    u->easy = curl_easy_init();
    u->multi = curl_multi_init();
    rc = global;
    if (rc == CURLE_OK && (u->easy == NULL || u->multi == NULL))
        rc = CURLE_FAILED_INIT;
    if (rc == CURLE_OK)
        rc = set_http(u);
    if (rc == CURLE_OK)
        rc = set_tls(u, o);
    if (rc == CURLE_OK)
        rc = set_proxy(u, o);
    if (rc != CURLE_OK) {
        log_warn("%s: %s", o->url, curl_easy_strerror(rc));
        err = WK_EINVAL;
    }
    if (err == WK_OK)
        err = set_proxy_login(u, o);
    if (err == WK_OK)
        *out = u;
    else
        uplink_curl_free(u);
    return err;
}

void uplink_curl_free(struct uplink_curl *u)
{
    if (u == NULL)
        return;
    curl_easy_cleanup(u->easy);
    curl_multi_cleanup(u->multi);
    curl_slist_free_all(u->headers);
    free(u->url);
    free(u);
}

/* What became of the one transfer of this handle, once it has ended. */
static bool ended(struct uplink_curl *u, CURLcode *rc)
{
    int left;
    const CURLMsg *m;

    while ((m = curl_multi_info_read(u->multi, &left)) != NULL)
        if (m->msg == CURLMSG_DONE) {
            *rc = m->data.result;
            return true;
        }
    return false;
}

/* Drive the transfer until it has ended or somebody says stop. */
static CURLcode transfer(struct uplink_curl *u)
{
    CURLcode rc = CURLE_FAILED_INIT;
    int running;

    if (curl_multi_add_handle(u->multi, u->easy) != CURLM_OK)
        return rc;
    rc = CURLE_ABORTED_BY_CALLBACK;
    while (!atomic_load(&u->stop)) {
        if (curl_multi_perform(u->multi, &running) != CURLM_OK ||
            ended(u, &rc) ||
            curl_multi_poll(u->multi, NULL, 0, POLL_MS, NULL) != CURLM_OK)
            break;
    }
    curl_multi_remove_handle(u->multi, u->easy);
    return rc;
}

static void fill(struct uplink_curl *u, struct night_reply *reply)
{
    long status = 0;
    curl_off_t wait = 0;

    curl_easy_getinfo(u->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(u->easy, CURLINFO_RETRY_AFTER, &wait);
    reply->status = (int)status;
    if (wait > RETRY_AFTER_MAX_S)
        wait = RETRY_AFTER_MAX_S;
    reply->retry_after = wait > 0 ? (unsigned)wait : 0;
}

/* Say why there is no reply, and whether our own clock, or what we tell the
 * proxy, may be why. */
static void explain(struct uplink_curl *u, const char *path, CURLcode rc,
    struct night_reply *reply)
{
    long verify = 0, tunnel = 0;

    curl_easy_getinfo(u->easy, CURLINFO_SSL_VERIFYRESULT, &verify);
    curl_easy_getinfo(u->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
    reply->clock_wrong = rc == CURLE_PEER_FAILED_VERIFICATION &&
        (verify == VERIFY_NOT_YET_VALID || verify == VERIFY_EXPIRED);
    reply->status = tunnel == PROXY_LOGIN ? PROXY_LOGIN : 0;
    if (atomic_load(&u->stop))
        log_info("%s%s: stopped", u->url, path);
    else
        log_warn("%s%s: %s%s", u->url, path,
            u->error[0] != '\0' ? u->error : curl_easy_strerror(rc),
            reply->clock_wrong ? ": check the clock" : "");
}

void uplink_curl_post(struct uplink_curl *u, const char *path, struct span body,
    struct night_reply *reply)
{
    struct bytes url = bytes_new(2 * MAX_TEXT);
    CURLcode rc;

    *reply = (struct night_reply){.body = bytes_new(MAX_BODY)};
    bytes_addf(&url, "%s%s", u->url, path);
    u->error[0] = '\0';
    rc = bytes_over(&url) ? CURLE_URL_MALFORMAT : CURLE_OK;
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(u->easy, CURLOPT_URL, bytes_text(&url));
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(u->easy, CURLOPT_POSTFIELDS, body.data);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(
            u->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
    if (rc == CURLE_OK)
        rc = curl_easy_setopt(u->easy, CURLOPT_WRITEDATA, &reply->body);
    if (rc == CURLE_OK)
        rc = transfer(u);
    if (rc == CURLE_OK) {
        fill(u, reply);
    } else {
        explain(u, path, rc, reply);
        bytes_free(&reply->body);
    }
    bytes_free(&url);
}

void uplink_curl_stop(struct uplink_curl *u)
{
    atomic_store(&u->stop, true);
    curl_multi_wakeup(u->multi);
}
