/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pki.h - a folder with two CAs of the same name, one of them a rogue, and
 * what they issued; for tests.
 *
 * Ownership  pki_free() removes the folder with all that is in it.
 */
#ifndef WK_TEST_PKI_H
#define WK_TEST_PKI_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "crypto.h"

enum { PKI_PATH = 96, PKI_DAY = 86400 };

struct pki_ca {
    struct crypto_key *key;
    struct bytes der;
};

struct pki {
    char *folder;
    struct pki_ca ca, rogue;
    struct crypto_key *server_key;
    struct bytes client_der; /* of client.pem */
    char files[32][PKI_PATH];
    size_t n_files;
};

/* The path of a file in the folder; lent until 8 calls later. */
static inline const char *pki_path(const struct pki *p, const char *name)
{
    static char path[8][PKI_PATH];
    static unsigned n;

    n = (n + 1) % 8;
    snprintf(path[n], sizeof path[n], "%s/%s", p->folder, name);
    return path[n];
}

static inline void pki_write(
    struct pki *p, const char *name, const char *text, mode_t mode)
{
    char *path = p->files[p->n_files++];
    FILE *f;

    snprintf(path, sizeof p->files[0], "%s/%s", p->folder, name);
    f = fopen(path, "w");
    if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0 ||
        chmod(path, mode) != 0)
        abort();
}

static inline void pki_write_key(
    struct pki *p, const char *name, const struct crypto_key *key)
{
    char *pem = crypto_key_to_pem(key);

    pki_write(p, name, pem, 0600);
    free(pem);
}

static inline void pki_write_cert(
    struct pki *p, const char *name, const struct bytes *der)
{
    char *pem = crypto_cert_to_pem(der->data, der->len);

    pki_write(p, name, pem, 0644);
    free(pem);
}

static inline void pki_issue(const struct pki_ca *ca,
    const struct crypto_key *key, enum cert_use use, int64_t now,
    struct bytes *der)
{
    static const char *const HOSTS[] = {"127.0.0.1", "localhost"};
    struct bytes csr = bytes_new(MAX_PEM);

    crypto_make_csr(key, "test", &csr);
    if (crypto_issue(ca->key, ca->der.data, ca->der.len, csr.data, csr.len,
            "test", use, HOSTS, use == CERT_SERVER ? 2 : 0, now, 30,
            der) != WK_OK)
        abort();
    bytes_free(&csr);
}

/* A key and a certificate as NAME.key and NAME.pem. */
static inline void pki_make(struct pki *p, const char *name,
    const struct pki_ca *ca, enum cert_use use, int64_t now)
{
    struct crypto_key *key = crypto_key_new();
    struct bytes der = bytes_new(MAX_PEM);
    char file[32];

    pki_issue(ca, key, use, now, &der);
    snprintf(file, sizeof file, "%s.key", name);
    pki_write_key(p, file, key);
    snprintf(file, sizeof file, "%s.pem", name);
    pki_write_cert(p, file, &der);
    if (strcmp(name, "client") == 0)
        bytes_add(&p->client_der, der.data, der.len);
    bytes_free(&der);
    crypto_key_free(key);
}

static inline void pki_make_ca(struct pki_ca *ca)
{
    ca->key = crypto_key_new();
    ca->der = bytes_new(MAX_PEM);
    crypto_make_ca(ca->key, "test CA", clock_now(), 3650, &ca->der);
}

static inline struct pki *pki_new(void)
{
    struct pki *p = calloc(1, sizeof *p);
    struct bytes der = bytes_new(MAX_PEM);
    int64_t now = clock_now();

    p->folder = strdup("/tmp/weerklank-test-XXXXXX");
    if (mkdtemp(p->folder) == NULL)
        abort();
    p->client_der = bytes_new(MAX_PEM);
    pki_make_ca(&p->ca);
    pki_make_ca(&p->rogue);
    pki_write_cert(p, "ca.pem", &p->ca.der);
    pki_write_cert(p, "rogue-ca.pem", &p->rogue.der);
    p->server_key = crypto_key_new();
    pki_issue(&p->ca, p->server_key, CERT_SERVER, now, &der);
    pki_write_cert(p, "server.pem", &der);
    pki_write_key(p, "server.key", p->server_key);
    pki_make(p, "client", &p->ca, CERT_CLIENT, now);
    pki_make(p, "rogue", &p->rogue, CERT_CLIENT, now);
    pki_make(p, "expired", &p->ca, CERT_CLIENT, now - 40 * PKI_DAY);
    pki_make(p, "early", &p->ca, CERT_CLIENT, now + 40 * PKI_DAY);
    pki_make(p, "server-as-client", &p->ca, CERT_SERVER, now);
    bytes_free(&der);
    return p;
}

static inline void pki_free(struct pki *p)
{
    for (size_t i = 0; i < p->n_files; i++)
        unlink(p->files[i]);
    rmdir(p->folder);
    free(p->folder);
    crypto_key_free(p->ca.key);
    crypto_key_free(p->rogue.key);
    crypto_key_free(p->server_key);
    bytes_free(&p->ca.der);
    bytes_free(&p->rogue.der);
    bytes_free(&p->client_der);
    free(p);
}

#endif
