/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The code is base32 of a version byte, a 16-byte secret and the SHA-256 of
 * the web listener's public key: it pins the listener before any certificate
 * is known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "site_cmd.h"
#include "site_identity.h"
#include "uplink.h"
#include "uplink_curl.h"
#include "xalloc.h"

enum { CODE_VERSION = 1, CODE_LEN = 1 + ID_LEN + HASH_LEN };

/* One enrolment, under way. */
struct enrolling {
    const struct cmd_args *a;
    struct site *site;
    char *central; /* without a slash at its end */
    uint8_t code[CODE_LEN];
    struct crypto_key *key;
    struct night_reply reply;
};

static enum wk_err check_code(struct enrolling *e)
{
    const char *text = cmd_value(e->a, "code");

    if (text == NULL)
        return cmd_usage(e->a, "--code is missing");
    if (!base32_decode(text, e->code, CODE_LEN) || e->code[0] != CODE_VERSION)
        return site_cmd_fail(e->a, WK_EINVAL,
            "this is not an enrolment code; \"weerklank-central site code"
            " NAME\" makes one");
    return WK_OK;
}

/* https://HOST or https://HOST:PORT; a path would have no meaning. */
static enum wk_err check_central(struct enrolling *e)
{
    const char *url = cmd_value(e->a, "central");
    size_t len, host;

    if (url == NULL)
        return cmd_usage(e->a, "--central is missing");
    len = strlen(url);
    if (strncmp(url, "https://", 8) != 0 || len > MAX_TEXT / 2 || len < 9 ||
        strpbrk(url, " @?#\\\"") != NULL)
        return cmd_usage(e->a, "--central should be https://HOST:PORT");
    host = 8 + strcspn(url + 8, "/");
    if (host < len - 1)
        return cmd_usage(e->a, "--central should be https://HOST:PORT");
    e->central = xstrdup(url);
    e->central[host] = '\0';
    return WK_OK;
}

/* Say what the centre's status means. */
static enum wk_err check_status(struct enrolling *e)
{
    const struct night_reply *r = &e->reply;

    switch (r->status) {
    case 200:
        return WK_OK;
    case 0:
        return site_cmd_fail(e->a, WK_ENET,
            "no contact with %s, or it is not the centre that made the code%s",
            e->central, r->clock_wrong ? ": check the clock" : "");
    case 403:
    case 404:
        return site_cmd_fail(e->a, WK_ECHECK,
            "the centre does not take this code: it is wrong, used already or"
            " older than 7 days");
    case 407:
        return site_cmd_fail(e->a, WK_ENET,
            "the proxy does not take this proxy_user and its password");
    case 426:
        return site_cmd_fail(e->a, WK_ESCHEMA, "%s", UPLINK_OTHER_VERSION);
    case 429:
        return site_cmd_fail(e->a, WK_ENET,
            "the centre asks to wait %u seconds", r->retry_after);
    default:
        return site_cmd_fail(
            e->a, WK_EPROTO, "the centre answers %d", r->status);
    }
}

/* Make a key and show the centre code and CSR. */
static enum wk_err ask(struct enrolling *e)
{
    const struct site_config *settings = site_settings(e->site);
    struct uplink_curl_options o = {
        .url = e->central,
        .pin = e->code + 1 + ID_LEN,
        .proxy = settings->proxy,
        .proxy_user = settings->proxy_user,
        .proxy_password_file = settings->proxy_password_file,
    };
    struct bytes csr = bytes_new(MAX_PEM), body = bytes_new(MAX_BODY);
    struct uplink_curl *uplink = NULL;
    struct wire_enrol m;
    enum wk_err err;

    e->key = crypto_key_new();
    crypto_make_csr(e->key, "site", &csr);
    memcpy(m.secret, e->code + 1, ID_LEN);
    m.csr = (struct span){csr.data, csr.len};
    wire_encode_enrol(&m, &body);
    err = uplink_curl_new(&o, &uplink);
    if (err == WK_OK) {
        uplink_curl_post(
            uplink, "/enrol/v1", (struct span){body.data, body.len}, &e->reply);
        err = check_status(e);
    }
    uplink_curl_free(uplink);
    bytes_free(&body);
    bytes_free(&csr);
    return err;
}

/* The sync listener's address: the same host, the port of the reply. */
static void sync_url(
    const struct enrolling *e, uint32_t port, struct bytes *out)
{
    const char *host = e->central + 8, *end = strrchr(host, ':');
    size_t len = strlen(host);

    if (end != NULL && strchr(end, ']') == NULL)
        len = (size_t)(end - host);
    bytes_addf(out, "https://%.*s:%u", (int)len, host, port);
}

static enum wk_err check_reply(
    const struct enrolling *e, const struct wire_enrol_reply *m)
{
    struct crypto_cert_info cert, ca;
    uint8_t key_id[HASH_LEN];

    crypto_key_id(e->key, key_id);
    if (crypto_cert_read(m->certificate.data, m->certificate.len, &cert) !=
            WK_OK ||
        crypto_cert_read(m->ca.data, m->ca.len, &ca) != WK_OK ||
        !bytes_equal(cert.key_id, key_id, HASH_LEN) || m->sync_port == 0 ||
        m->sync_port > 65535)
        return site_cmd_fail(e->a, WK_EPROTO,
            "the centre's reply holds no certificate for our key");
    return WK_OK;
}

/* Everything counts from one transaction. */
static enum wk_err keep(struct enrolling *e, const struct wire_enrol_reply *m)
{
    struct store *store = site_store(e->site);
    struct bytes url = bytes_new(MAX_TEXT);
    enum wk_err err = store_begin(store);

    sync_url(e, m->sync_port, &url);
    if (err == WK_OK)
        err = site_identity_prepare(e->site, e->key, m->certificate, m->ca);
    if (err == WK_OK)
        err = store_meta_set(store, "central", e->central);
    if (err == WK_OK)
        err = store_meta_set(store, "sync", bytes_text(&url));
    if (err == WK_OK)
        err = store_meta_set(store, "name", m->site);
    if (err == WK_OK) {
        site_note(
            e->site, "enrol", "enrolled as %s at %s", m->site, e->central);
        err = store_commit(store);
    }
    store_rollback(store);
    if (err == WK_OK)
        err = site_identity_finish(e->site);
    bytes_free(&url);
    return err;
}

static enum wk_err take(struct enrolling *e)
{
    struct wire_enrol_reply m;
    struct wire_hold *hold = NULL;
    struct wire_head own;
    enum wk_err err = wire_decode_enrol_reply(
        (struct span){e->reply.body.data, e->reply.body.len}, &m, &hold);

    if (err == WK_ESCHEMA)
        return site_cmd_fail(e->a, err, "%s", UPLINK_OTHER_VERSION);
    if (err != WK_OK)
        return site_cmd_fail(e->a, err, "the centre's reply cannot be read");
    err = check_reply(e, &m);
    if (err == WK_OK)
        err = keep(e, &m);
    if (err == WK_OK)
        err = store_head(site_store(e->site), &own);
    if (err == WK_OK) {
        printf("enrolled as %s\n", m.site);
        if (m.head.seq > own.seq)
            printf("the centre holds %llu entries of this site; the first"
                   " night takes them over\n",
                (unsigned long long)m.head.seq);
    }
    wire_release(hold);
    return err;
}

enum wk_err site_cmd_enrol(const struct cmd_args *a)
{
    struct enrolling e = {.a = a};
    struct file_lock *night = NULL;
    enum wk_err err = check_central(&e);

    if (err == WK_OK)
        err = check_code(&e);
    if (err == WK_OK)
        err = site_cmd_open(a, &e.site);
    if (err == WK_OK) {
        err = site_lock(e.site, SITE_LOCK_NIGHT, &night);
        if (err == WK_EBUSY)
            site_cmd_fail(a, err, "a night is under way; try again later");
    }
    if (err == WK_OK)
        err = ask(&e);
    if (err == WK_OK)
        err = take(&e);
    bytes_free(&e.reply.body);
    crypto_key_free(e.key);
    crypto_wipe(e.code, sizeof e.code);
    free(e.central);
    file_unlock(night);
    site_close(e.site);
    return err;
}
