/* SPDX-License-Identifier: EUPL-1.2 */
/* central_keys.c - the site authority, our own certificates, those of sites. */
#include "central.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "log.h"
#include "random.h"
#include "xalloc.h"

enum { CA_DAYS = 7305, SERVER_DAYS = 397, RENEW_DAYS = 30, DAY_S = 86400 };

/* Each key and its certificate; the authority comes first. */
static const struct {
    const char *key, *cert, *name;
} PAIRS[] = {
    {"ca/key.pem", "ca/cert.pem", "Weerklank site authority"},
    {"tls/sync-key.pem", "tls/sync-cert.pem", "Weerklank sync"},
    {"tls/web-key.pem", "tls/web-cert.pem", "Weerklank"},
};
enum { CA, SYNC, WEB, N_PAIRS };

/* ---- Files ---- */

static enum wk_err read_key(
    const char *dir, const char *name, struct crypto_key **out)
{
    char *path = file_join(dir, name);
    uint8_t *pem = NULL;
    size_t len = 0;
    enum wk_err err = file_read_secret(path, MAX_PEM, &pem, &len);

    if (err == WK_ENOTFOUND)
        err = WK_ECHECK;
    if (err == WK_OK && crypto_key_from_pem(pem, len, out) != WK_OK) {
        log_warn("%s: not a P-256 key in PEM", path);
        err = WK_ECHECK;
    }
    if (pem != NULL)
        crypto_wipe(pem, len);
    free(pem);
    free(path);
    return err;
}

static enum wk_err read_cert(const char *path, struct bytes *der)
{
    uint8_t *pem = NULL;
    size_t len = 0;
    enum wk_err err = file_read(path, MAX_PEM, &pem, &len);

    if (err == WK_ENOTFOUND)
        err = WK_ECHECK;
    if (err == WK_OK && crypto_cert_from_pem(pem, len, der) != WK_OK) {
        log_warn("%s: not a certificate in PEM", path);
        err = WK_ECHECK;
    }
    free(pem);
    return err;
}

static enum wk_err read_own_cert(
    const char *dir, const char *name, struct bytes *der)
{
    char *path = file_join(dir, name);
    enum wk_err err = read_cert(path, der);

    free(path);
    return err;
}

static enum wk_err write_key(
    const char *dir, const char *name, const struct crypto_key *k)
{
    char *path = file_join(dir, name), *pem = crypto_key_to_pem(k);
    enum wk_err err = file_replace(path, pem, strlen(pem), 0600);

    crypto_wipe(pem, strlen(pem));
    free(pem);
    free(path);
    return err;
}

static enum wk_err write_cert(
    const char *dir, const char *name, const struct bytes *der)
{
    char *path = file_join(dir, name);
    char *pem = crypto_cert_to_pem(der->data, der->len);
    enum wk_err err = file_replace(path, pem, strlen(pem), 0600);

    free(pem);
    free(path);
    return err;
}

/* ---- Making and renewing ---- */

/* A server certificate by the authority in dir for the key k. */
static enum wk_err issue_server(const char *dir, size_t pair,
    const struct crypto_key *k, const char *const *hosts, size_t n)
{
    const char *names[CMD_VALUES_MAX + 3] = {"localhost", "127.0.0.1", "::1"};
    struct bytes ca = bytes_new(MAX_PEM), csr = bytes_new(MAX_PEM);
    struct bytes der = bytes_new(MAX_PEM);
    struct crypto_key *ca_key = NULL;
    enum wk_err err = read_key(dir, PAIRS[CA].key, &ca_key);

    for (size_t i = 0; i < n && i < CMD_VALUES_MAX; i++)
        names[3 + i] = hosts[i];
    if (err == WK_OK)
        err = read_own_cert(dir, PAIRS[CA].cert, &ca);
    if (err == WK_OK) {
        crypto_make_csr(k, PAIRS[pair].name, &csr);
        err = crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
            PAIRS[pair].name, CERT_SERVER, names, 3 + n, clock_now(),
            SERVER_DAYS, &der);
    }
    if (err == WK_OK)
        err = write_cert(dir, PAIRS[pair].cert, &der);
    crypto_key_free(ca_key);
    bytes_free(&ca);
    bytes_free(&csr);
    bytes_free(&der);
    return err;
}

static enum wk_err make_authority(const char *dir)
{
    struct crypto_key *k = crypto_key_new();
    struct bytes der = bytes_new(MAX_PEM);
    char name[MAX_NAME + 1], hex[9];
    uint8_t id[4];
    enum wk_err err;

    /* Two centres never have one name: a browser would mix them up. */
    random_bytes(id, sizeof id);
    hex_encode(id, sizeof id, hex);
    snprintf(name, sizeof name, "%s %s", PAIRS[CA].name, hex);
    crypto_make_ca(k, name, clock_now(), CA_DAYS, &der);
    err = write_key(dir, PAIRS[CA].key, k);
    if (err == WK_OK)
        err = write_cert(dir, PAIRS[CA].cert, &der);
    crypto_key_free(k);
    bytes_free(&der);
    return err;
}

static enum wk_err make_folder(const char *dir, const char *name)
{
    char *path = file_join(dir, name);
    enum wk_err err = file_make_folder(path);

    free(path);
    return err;
}

enum wk_err central_keys_make(
    const char *dir, const char *const *hosts, size_t n)
{
    enum wk_err err = make_folder(dir, "ca");

    if (err == WK_OK)
        err = make_folder(dir, "tls");
    if (err == WK_OK)
        err = make_authority(dir);
    for (size_t i = SYNC; err == WK_OK && i < N_PAIRS; i++) {
        struct crypto_key *k = crypto_key_new();

        err = write_key(dir, PAIRS[i].key, k);
        if (err == WK_OK)
            err = issue_server(dir, i, k, hosts, n);
        crypto_key_free(k);
    }
    return err;
}

/* Cut the meta key "hosts" into words; returns how many. */
static size_t split_hosts(char *text, const char **out, size_t max)
{
    size_t n = 0;
    char *rest = NULL;

    for (char *w = strtok_r(text, " ", &rest); w != NULL && n < max;
         w = strtok_r(NULL, " ", &rest))
        out[n++] = w;
    return n;
}

static enum wk_err renew(struct central *c, size_t pair)
{
    struct bytes text = bytes_new(MAX_CONFIG);
    const char *hosts[CMD_VALUES_MAX];
    struct crypto_key *k = NULL;
    enum wk_err err = ledger_meta_get(c->ledger, "hosts", &text);
    size_t n = 0;

    if (err == WK_ENOTFOUND)
        err = WK_OK;
    if (err == WK_OK && text.len > 0)
        n = split_hosts((char *)text.data, hosts, CMD_VALUES_MAX);
    if (err == WK_OK)
        err = read_key(c->dir, PAIRS[pair].key, &k);
    if (err == WK_OK)
        err = issue_server(c->dir, pair, k, hosts, n);
    if (err == WK_OK)
        err = central_keys_sum(c->ledger, c->dir);
    if (err == WK_OK)
        err = central_log(c, "serve", 0, false, "certificate of %s renewed",
            PAIRS[pair].name);
    crypto_key_free(k);
    bytes_free(&text);
    return err;
}

enum wk_err central_keys_renew(struct central *c)
{
    enum wk_err err = WK_OK;

    for (size_t i = SYNC; err == WK_OK && i < N_PAIRS; i++) {
        struct bytes der = bytes_new(MAX_PEM);
        struct crypto_cert_info info;

        err = read_own_cert(c->dir, PAIRS[i].cert, &der);
        if (err == WK_OK)
            err = crypto_cert_read(der.data, der.len, &info);
        bytes_free(&der);
        if (err == WK_OK && info.not_after < clock_now() + RENEW_DAYS * DAY_S)
            err = renew(c, i);
    }
    return err;
}

/* ---- Checking ---- */

enum wk_err central_keys_check(const char *dir)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < N_PAIRS; i++) {
        struct crypto_key *k = NULL;

        err = read_key(dir, PAIRS[i].key, &k);
        crypto_key_free(k);
    }
    return err;
}

static enum wk_err sum_of(
    const char *dir, const char *name, uint8_t hash[static HASH_LEN])
{
    char *path = file_join(dir, name);
    uint8_t *data = NULL;
    size_t len = 0;
    enum wk_err err = file_read(path, MAX_PEM, &data, &len);

    if (err == WK_OK) {
        crypto_sha256(data, len, hash);
        crypto_wipe(data, len);
    }
    free(data);
    free(path);
    return err;
}

enum wk_err central_keys_sum(struct ledger *l, const char *dir)
{
    enum wk_err err = WK_OK;
    uint8_t hash[HASH_LEN];

    for (size_t i = 0; err == WK_OK && i < 2 * N_PAIRS; i++) {
        const char *name = i % 2 == 0 ? PAIRS[i / 2].key : PAIRS[i / 2].cert;

        err = sum_of(dir, name, hash);
        if (err == WK_OK)
            err = ledger_file_set(l, name, hash);
    }
    return err;
}

/* Whether the file is as its sum says. */
static bool is_unchanged(struct central *c, const char *name)
{
    uint8_t now[HASH_LEN], kept[HASH_LEN];

    return sum_of(c->dir, name, now) == WK_OK &&
        ledger_file_get(c->ledger, name, kept) == WK_OK &&
        memcmp(now, kept, HASH_LEN) == 0;
}

static bool is_pair(const char *dir, size_t pair)
{
    struct bytes der = bytes_new(MAX_PEM);
    struct crypto_key *k = NULL;
    struct crypto_cert_info info;
    uint8_t id[HASH_LEN];
    bool fits = read_key(dir, PAIRS[pair].key, &k) == WK_OK &&
        read_own_cert(dir, PAIRS[pair].cert, &der) == WK_OK &&
        crypto_cert_read(der.data, der.len, &info) == WK_OK;

    if (fits) {
        crypto_key_id(k, id);
        fits = memcmp(id, info.key_id, HASH_LEN) == 0;
    }
    crypto_key_free(k);
    bytes_free(&der);
    return fits;
}

enum wk_err central_keys_verify(
    struct central *c, void (*report)(void *arg, const char *place), void *arg)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < N_PAIRS; i++) {
        bool key = is_unchanged(c, PAIRS[i].key);
        bool cert = is_unchanged(c, PAIRS[i].cert);

        if (!key)
            report(arg, PAIRS[i].key);
        if (!cert || (key && !is_pair(c->dir, i)))
            report(arg, PAIRS[i].cert);
        if (!key || !cert || !is_pair(c->dir, i))
            err = WK_ECHECK;
    }
    return err;
}

/* ---- The web listener and the sites ---- */

char *central_web_cert(const struct central *c)
{
    const char *own = config_get(c->config, "web", "certificate");

    return own != NULL ? xstrdup(own) : file_join(c->dir, PAIRS[WEB].cert);
}

char *central_web_key(const struct central *c)
{
    const char *own = config_get(c->config, "web", "key");

    return own != NULL ? xstrdup(own) : file_join(c->dir, PAIRS[WEB].key);
}

enum wk_err central_web_key_id(struct central *c, uint8_t out[static HASH_LEN])
{
    struct bytes der = bytes_new(MAX_PEM);
    char *path = central_web_cert(c);
    struct crypto_cert_info info;
    enum wk_err err = read_cert(path, &der);

    if (err == WK_OK)
        err = crypto_cert_read(der.data, der.len, &info);
    if (err == WK_OK)
        memcpy(out, info.key_id, HASH_LEN);
    free(path);
    bytes_free(&der);
    return err;
}

enum wk_err central_ca(const struct central *c, struct bytes *der)
{
    return read_own_cert(c->dir, PAIRS[CA].cert, der);
}

/* Keep what was just issued: register first. */
static enum wk_err keep_issued(
    struct central *c, const struct ledger_site *site, struct bytes *der)
{
    struct register_fact fact = {.kind = REGISTER_ISSUED,
        .site = site->id,
        .der = der->data,
        .der_len = der->len};
    struct ledger_certificate row = {
        .site = site->id, .der = der->data, .der_len = der->len};
    struct crypto_cert_info info;
    enum wk_err err = crypto_cert_read(der->data, der->len, &info);

    if (err != WK_OK)
        return err;
    snprintf(fact.name, sizeof fact.name, "%s", site->name);
    memcpy(fact.hash, info.fingerprint, HASH_LEN);
    memcpy(row.fingerprint, info.fingerprint, HASH_LEN);
    memcpy(row.key, info.key_id, HASH_LEN);
    row.not_after = info.not_after;
    err = register_add(c->book, &fact);
    return err == WK_OK ? ledger_certificate_add(c->ledger, &row) : err;
}

enum wk_err central_issue(struct central *c, const struct ledger_site *site,
    struct span csr, struct bytes *der)
{
    struct bytes ca = bytes_new(MAX_PEM);
    struct crypto_key *key = NULL;
    enum wk_err err = c->closed[0] != '\0' ? WK_ECLOSED : WK_OK;

    if (err == WK_OK)
        err = read_key(c->dir, PAIRS[CA].key, &key);
    if (err == WK_OK)
        err = central_ca(c, &ca);
    if (err == WK_OK)
        err = crypto_issue(key, ca.data, ca.len, csr.data, csr.len, site->name,
            CERT_CLIENT, NULL, 0, clock_now(), SITE_CERT_DAYS, der);
    if (err == WK_OK)
        err = keep_issued(c, site, der);
    crypto_key_free(key);
    bytes_free(&ca);
    return err;
}
