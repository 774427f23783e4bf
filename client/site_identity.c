/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "log.h"

const char *const SITE_IDENTITY_FILE[SITE_IDENTITY_FILES] = {
    "tls/key.pem", "tls/cert.pem", "tls/ca.pem"};

/* "tls/key.pem" and so on, with what a new one is called until it counts. */
static char *new_path(const struct site *s, const char *name)
{
    char text[MAX_NAME];

    snprintf(text, sizeof text, "%s.new", name);
    return site_path(s, text);
}

/* Write name.new and put its sum into the open transaction. */
static enum wk_err prepare_file(
    struct site *s, const char *name, const char *pem)
{
    char *path = new_path(s, name);
    uint8_t sum[HASH_LEN];
    enum wk_err err;

    crypto_sha256(pem, strlen(pem), sum);
    err = file_replace(path, pem, strlen(pem), 0600);
    if (err == WK_OK)
        err = store_file_set(site_store(s), name, sum);
    free(path);
    return err;
}

static enum wk_err prepare_cert(
    struct site *s, const char *name, struct span der)
{
    char *pem = crypto_cert_to_pem(der.data, der.len);
    enum wk_err err = prepare_file(s, name, pem);

    free(pem);
    return err;
}

static enum wk_err prepare_key(struct site *s, const struct crypto_key *key)
{
    char *pem = crypto_key_to_pem(key);
    enum wk_err err = prepare_file(s, "tls/key.pem", pem);

    crypto_wipe(pem, strlen(pem));
    free(pem);
    return err;
}

/* Remember the key and its certificate for as long as entries are kept. */
static enum wk_err keep_signing_key(struct site *s, struct span cert)
{
    struct bytes spki = bytes_new(MAX_PEM);
    struct crypto_cert_info info;
    struct store_key row = {.certificate = cert};
    enum wk_err err = crypto_cert_read(cert.data, cert.len, &info);

    if (err == WK_OK) {
        crypto_cert_spki(cert.data, cert.len, &spki);
        row.spki = (struct span){spki.data, spki.len};
        memcpy(row.id, info.key_id, HASH_LEN);
        err = store_key_add(site_store(s), &row);
    }
    bytes_free(&spki);
    return err;
}

enum wk_err site_identity_prepare(struct site *s, const struct crypto_key *key,
    struct span cert, struct span ca)
{
    enum wk_err err = WK_OK;

    if (key != NULL)
        err = prepare_key(s, key);
    if (err == WK_OK && ca.len > 0)
        err = prepare_cert(s, "tls/ca.pem", ca);
    if (err == WK_OK)
        err = prepare_cert(s, "tls/cert.pem", cert);
    if (err == WK_OK)
        err = keep_signing_key(s, cert);
    return err;
}

/* Let name.new take its place if it is what the database says. */
static enum wk_err finish_file(struct site *s, const char *name)
{
    char *fresh = new_path(s, name), *path = site_path(s, name);
    uint8_t *data = NULL, sum[HASH_LEN], known[HASH_LEN];
    size_t len;
    enum wk_err err = WK_OK;

    if (!file_exists(fresh))
        goto out;
    err = file_read_secret(fresh, MAX_PEM, &data, &len);
    if (err != WK_OK) /* another process may have finished it */
        err = file_exists(fresh) ? err : WK_OK;
    if (data == NULL)
        goto out;
    crypto_sha256(data, len, sum);
    if (store_file_get(site_store(s), name, known) != WK_OK ||
        !bytes_equal(sum, known, HASH_LEN))
        goto out; /* being prepared, or given up before it counted */
    err = file_replace(path, data, len, 0600);
    if (err == WK_OK)
        unlink(fresh);
out:
    if (data != NULL)
        crypto_wipe(data, len);
    free(data);
    free(path);
    free(fresh);
    return err;
}

enum wk_err site_identity_finish(struct site *s)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < SITE_IDENTITY_FILES && err == WK_OK; i++)
        err = finish_file(s, SITE_IDENTITY_FILE[i]);
    return err;
}

enum wk_err site_identity_sum(
    const struct site *s, const char *name, uint8_t sum[static HASH_LEN])
{
    char *path = site_path(s, name);
    uint8_t *data = NULL;
    size_t len;
    enum wk_err err = file_read_secret(path, MAX_PEM, &data, &len);

    if (err == WK_OK) {
        crypto_sha256(data, len, sum);
        crypto_wipe(data, len);
        free(data);
    }
    free(path);
    return err;
}

/* Every file of the identity must be as it was written. */
static enum wk_err check_files(const struct site *s)
{
    uint8_t sum[HASH_LEN], known[HASH_LEN];
    enum wk_err err;

    for (size_t i = 0; i < SITE_IDENTITY_FILES; i++) {
        const char *name = SITE_IDENTITY_FILE[i];

        err = store_file_get(site_store(s), name, known);
        if (err != WK_OK)
            return err;
        err = site_identity_sum(s, name, sum);
        if (err == WK_ENOTFOUND)
            err = WK_ECHECK;
        if (err != WK_OK)
            return err;
        if (!bytes_equal(sum, known, HASH_LEN)) {
            log_warn("%s/%s: changed since it was written; enrol again",
                site_folder(s), name);
            return WK_ECHECK;
        }
    }
    return WK_OK;
}

static enum wk_err read_key(struct site_identity *id)
{
    uint8_t *pem = NULL;
    size_t len;
    enum wk_err err = file_read_secret(id->key_path, MAX_PEM, &pem, &len);

    if (err != WK_OK)
        return err;
    err = crypto_key_from_pem(pem, len, &id->key);
    if (err != WK_OK)
        log_warn("%s: not a key", id->key_path);
    crypto_wipe(pem, len);
    free(pem);
    return err == WK_OK ? WK_OK : WK_ECHECK;
}

static enum wk_err read_cert(struct site_identity *id)
{
    struct bytes der = bytes_new(MAX_PEM);
    uint8_t *pem = NULL, key_id[HASH_LEN];
    size_t len;
    enum wk_err err = file_read(id->cert_path, MAX_PEM, &pem, &len);

    if (err == WK_OK)
        err = crypto_cert_from_pem(pem, len, &der);
    if (err == WK_OK)
        err = crypto_cert_read(der.data, der.len, &id->cert);
    if (err == WK_OK) {
        crypto_key_id(id->key, key_id);
        if (!bytes_equal(key_id, id->cert.key_id, HASH_LEN))
            err = WK_ECHECK;
    }
    if (err != WK_OK)
        log_warn("%s: not a certificate for the key beside it; enrol again",
            id->cert_path);
    bytes_free(&der);
    free(pem);
    return err == WK_OK ? WK_OK : WK_ECHECK;
}

enum wk_err site_identity_load(const struct site *s, struct site_identity *out)
{
    struct site_identity id = {0};
    enum wk_err err = check_files(s);

    if (err != WK_OK)
        return err;
    id.key_path = site_path(s, "tls/key.pem");
    id.cert_path = site_path(s, "tls/cert.pem");
    id.ca_path = site_path(s, "tls/ca.pem");
    err = read_key(&id);
    if (err == WK_OK)
        err = read_cert(&id);
    if (err != WK_OK) {
        site_identity_end(&id);
        return err;
    }
    *out = id;
    return WK_OK;
}

void site_identity_end(struct site_identity *id)
{
    crypto_key_free(id->key);
    free(id->key_path);
    free(id->cert_path);
    free(id->ca_path);
    *id = (struct site_identity){0};
}
