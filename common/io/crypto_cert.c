/* SPDX-License-Identifier: EUPL-1.2 */
/* crypto_cert.c - certificates and requests for them. */
#include "crypto_private.h"

#include <assert.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "random.h"
#include "xalloc.h"

enum { SERIAL_LEN = 16, DER_MAX = MAX_PEM, HOST_MAX = 253 };

/* Exactly one certificate in len bytes, or NULL. */
static X509 *parse(const uint8_t *der, size_t len)
{
    const unsigned char *p = der;
    X509 *cert;

    if (len > DER_MAX)
        return NULL;
    cert = d2i_X509(NULL, &p, (long)len);
    if (cert != NULL && p != der + len) {
        X509_free(cert);
        cert = NULL;
    }
    crypto_clear_errors();
    return cert;
}

static void add_der(X509 *cert, struct bytes *der)
{
    unsigned char *data = NULL;
    int len = i2d_X509(cert, &data);

    crypto_must(len > 0, "certificate to DER");
    bytes_add(der, data, (size_t)len);
    OPENSSL_free(data);
}

static void add_spki(const X509 *cert, struct bytes *spki)
{
    unsigned char *data = NULL;
    int len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &data);

    crypto_must(len > 0, "public key to DER");
    bytes_add(spki, data, (size_t)len);
    OPENSSL_free(data);
}

/* Seconds since 1970, from what the certificate says; false when it is none. */
static bool seconds(const ASN1_TIME *t, int64_t *out)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days, rest;
    bool ok;

    crypto_must(epoch != NULL, "time");
    ok = ASN1_TIME_diff(&days, &rest, epoch, t) == 1;
    if (ok)
        *out = (int64_t)days * 86400 + rest;
    ASN1_TIME_free(epoch);
    return ok;
}

/* The one common name, as UTF-8 of at most MAX_NAME bytes. */
static bool common_name(const X509_NAME *name, char out[static MAX_NAME + 1])
{
    int i = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    unsigned char *text = NULL;
    bool ok = false;
    int len;

    if (i < 0 || X509_NAME_get_index_by_NID(name, NID_commonName, i) >= 0)
        return false;
    len = ASN1_STRING_to_UTF8(
        &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i)));
    if (len > 0 && len <= MAX_NAME &&
        text_is_utf8((const char *)text, (size_t)len)) {
        memcpy(out, text, (size_t)len);
        out[len] = '\0';
        ok = true;
    }
    OPENSSL_free(text);
    return ok;
}

enum wk_err crypto_cert_read(
    const uint8_t *der, size_t len, struct crypto_cert_info *out)
{
    struct crypto_cert_info info = {.not_before = 0};
    struct bytes spki = bytes_new(DER_MAX);
    X509 *cert = parse(der, len);
    enum wk_err err = WK_EINVAL;

    if (cert == NULL || !common_name(X509_get_subject_name(cert), info.name) ||
        !seconds(X509_get0_notBefore(cert), &info.not_before) ||
        !seconds(X509_get0_notAfter(cert), &info.not_after))
        goto out;
    add_spki(cert, &spki);
    crypto_sha256(spki.data, spki.len, info.key_id);
    crypto_sha256(der, len, info.fingerprint);
    *out = info;
    err = WK_OK;
out:
    X509_free(cert);
    bytes_free(&spki);
    crypto_clear_errors();
    return err;
}

void crypto_cert_spki(const uint8_t *der, size_t len, struct bytes *spki)
{
    X509 *cert = parse(der, len);

    if (cert != NULL)
        add_spki(cert, spki);
    X509_free(cert);
}

static bool may_be_name(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && len <= MAX_NAME && text_is_utf8(name, len);
}

static void set_name(X509_NAME *x, const char *name)
{
    assert(may_be_name(name));
    crypto_must(X509_NAME_add_entry_by_NID(x, NID_commonName, MBSTRING_UTF8,
                    (const unsigned char *)name, -1, -1, 0),
        "common name");
}

/* RFC 5280: positive and at most 20 bytes.  127 random bits cannot collide. */
static void set_serial(X509 *cert)
{
    uint8_t serial[SERIAL_LEN];
    BIGNUM *n;

    random_bytes(serial, sizeof serial);
    serial[0] = (uint8_t)((serial[0] & 0x7f) | 0x40); /* fixed length */
    n = BN_bin2bn(serial, sizeof serial, NULL);
    crypto_must(
        n != NULL && BN_to_ASN1_INTEGER(n, X509_get_serialNumber(cert)) != NULL,
        "serial number");
    BN_free(n);
}

static void set_times(X509 *cert, int64_t now, unsigned days)
{
    time_t start = (time_t)now;

    crypto_must(ASN1_TIME_set(X509_getm_notBefore(cert), start) != NULL &&
            ASN1_TIME_adj(X509_getm_notAfter(cert), start, (int)days, 0) !=
                NULL,
        "times");
}

static void add_extension(X509 *cert, X509 *issuer, int nid, const char *value)
{
    X509_EXTENSION *ext;
    X509V3_CTX ctx;

    X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
    ext = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    crypto_must(ext != NULL && X509_add_ext(cert, ext, -1), OBJ_nid2sn(nid));
    X509_EXTENSION_free(ext);
}

/* A certificate without extensions or signature; pkey stays the caller's. */
static X509 *begin(EVP_PKEY *pkey, const char *name, int64_t now, unsigned days)
{
    X509 *cert = X509_new();

    crypto_must(cert != NULL && X509_set_version(cert, X509_VERSION_3) &&
            X509_set_pubkey(cert, pkey),
        "new certificate");
    set_serial(cert);
    set_times(cert, now, days);
    set_name(X509_get_subject_name(cert), name);
    return cert;
}

void crypto_make_ca(const struct crypto_key *key, const char *name, int64_t now,
    unsigned days, struct bytes *der)
{
    X509 *cert = begin(key->pkey, name, now, days);

    crypto_must(X509_set_issuer_name(cert, X509_get_subject_name(cert)), "CA");
    add_extension(
        cert, cert, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(cert, cert, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(cert, cert, NID_subject_key_identifier, "hash");
    add_extension(cert, cert, NID_authority_key_identifier, "keyid:always");
    crypto_must(X509_sign(cert, key->pkey, EVP_sha256()), "sign CA");
    add_der(cert, der);
    X509_free(cert);
}

void crypto_make_csr(
    const struct crypto_key *key, const char *name, struct bytes *der)
{
    X509_REQ *req = X509_REQ_new();
    unsigned char *data = NULL;
    int len;

    crypto_must(req != NULL && X509_REQ_set_version(req, X509_REQ_VERSION_1) &&
            X509_REQ_set_pubkey(req, key->pkey),
        "new CSR");
    set_name(X509_REQ_get_subject_name(req), name);
    crypto_must(X509_REQ_sign(req, key->pkey, EVP_sha256()), "sign CSR");
    len = i2d_X509_REQ(req, &data);
    crypto_must(len > 0, "CSR to DER");
    bytes_add(der, data, (size_t)len);
    OPENSSL_free(data);
    X509_REQ_free(req);
}

/* The key of a CSR that is well formed, signed by that key and P-256. */
static enum wk_err csr_key(const uint8_t *csr, size_t len, EVP_PKEY **out)
{
    const unsigned char *p = csr;
    enum wk_err err = WK_EINVAL;
    X509_REQ *req = NULL;
    EVP_PKEY *pkey = NULL;

    if (len <= DER_MAX)
        req = d2i_X509_REQ(NULL, &p, (long)len);
    if (req != NULL && p == csr + len)
        pkey = X509_REQ_get0_pubkey(req); /* lent by req */
    if (pkey == NULL || !crypto_is_p256(pkey))
        goto out;
    if (X509_REQ_verify(req, pkey) != 1) {
        err = WK_ECHECK;
        goto out;
    }
    crypto_must(EVP_PKEY_up_ref(pkey), "key of CSR");
    *out = pkey;
    err = WK_OK;
out:
    X509_REQ_free(req);
    crypto_clear_errors();
    return err;
}

static bool may_be_host(const char *host)
{
    size_t len = strlen(host);

    return len > 0 && len <= HOST_MAX &&
        strspn(host,
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "0123456789.-:") == len;
}

/*
 * The hosts as SAN entries.  They are built one by one, never through the
 * textual syntax, in which a comma in a host would start another entry.
 */
static enum wk_err add_hosts(X509 *cert, const char *const *hosts, size_t n)
{
    GENERAL_NAMES *names = GENERAL_NAMES_new();
    enum wk_err err = WK_OK;

    crypto_must(names != NULL, "hosts");
    for (size_t i = 0; i < n; i++) {
        ASN1_OCTET_STRING *ip = a2i_IPADDRESS(hosts[i]);
        int type = ip != NULL ? GEN_IPADD : GEN_DNS;
        GENERAL_NAME *g;

        ASN1_OCTET_STRING_free(ip);
        if (!may_be_host(hosts[i])) {
            err = WK_EINVAL;
            break;
        }
        g = a2i_GENERAL_NAME(NULL, NULL, NULL, type, hosts[i], 0);
        crypto_must(g != NULL && sk_GENERAL_NAME_push(names, g), "hosts");
    }
    if (err == WK_OK)
        crypto_must(X509_add1_ext_i2d(cert, NID_subject_alt_name, names, 0,
                        X509V3_ADD_APPEND),
            "hosts");
    GENERAL_NAMES_free(names);
    return err;
}

enum wk_err crypto_issue(const struct crypto_key *ca_key, const uint8_t *ca_der,
    size_t ca_len, const uint8_t *csr, size_t csr_len, const char *name,
    enum cert_use use, const char *const *hosts, size_t n, int64_t now,
    unsigned days, struct bytes *der)
{
    X509 *ca = parse(ca_der, ca_len), *cert = NULL;
    EVP_PKEY *pkey = NULL;
    enum wk_err err = WK_EINVAL;

    if (ca == NULL || !X509_check_private_key(ca, ca_key->pkey) ||
        !may_be_name(name))
        goto out;
    err = csr_key(csr, csr_len, &pkey);
    if (err != WK_OK)
        goto out;
    cert = begin(pkey, name, now, days);
    crypto_must(
        X509_set_issuer_name(cert, X509_get_subject_name(ca)), "issuer");
    add_extension(cert, ca, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(cert, ca, NID_key_usage, "critical,digitalSignature");
    add_extension(cert, ca, NID_ext_key_usage,
        use == CERT_SERVER ? "serverAuth" : "clientAuth");
    add_extension(cert, ca, NID_subject_key_identifier, "hash");
    add_extension(cert, ca, NID_authority_key_identifier, "keyid:always");
    if (n > 0)
        err = add_hosts(cert, hosts, n);
    if (err != WK_OK)
        goto out;
    crypto_must(X509_sign(cert, ca_key->pkey, EVP_sha256()), "sign");
    add_der(cert, der);
out:
    EVP_PKEY_free(pkey);
    X509_free(cert);
    X509_free(ca);
    crypto_clear_errors();
    return err;
}

char *crypto_cert_to_pem(const uint8_t *der, size_t len)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *data, *text;
    long n;

    crypto_must(bio != NULL &&
            PEM_write_bio(bio, PEM_STRING_X509, "", der, (long)len) > 0,
        "certificate to PEM");
    n = BIO_get_mem_data(bio, &data);
    text = xmemdup(data, (size_t)n);
    BIO_free(bio);
    return text;
}

enum wk_err crypto_cert_from_pem(
    const uint8_t *pem, size_t len, struct bytes *der)
{
    enum wk_err err = WK_EINVAL;
    unsigned char *data = NULL;
    X509 *cert = NULL;
    long data_len = 0;
    BIO *bio;

    if (len > MAX_PEM)
        return WK_EINVAL;
    bio = BIO_new_mem_buf(pem, (int)len);
    crypto_must(bio != NULL, "certificate from PEM");
    /* The bytes as they stand, since fingerprints are over them. */
    if (PEM_bytes_read_bio(
            &data, &data_len, NULL, PEM_STRING_X509, bio, NULL, NULL))
        cert = parse(data, (size_t)data_len);
    if (cert != NULL) {
        bytes_add(der, data, (size_t)data_len);
        err = WK_OK;
    }
    OPENSSL_free(data);
    X509_free(cert);
    BIO_free(bio);
    crypto_clear_errors();
    return err;
}
