/* SPDX-License-Identifier: EUPL-1.2 */
#include "identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CA_DAYS = 7300, SITE_DAYS = 730, RENEW_DAYS = 180, DAY_S = 86400 };

void identity_new_ca(struct world *w)
{
    w->ca_key = crypto_key_new();
    w->ca = bytes_new(MAX_PEM);
    crypto_make_ca(w->ca_key, "sim", w->date * DAY_S, CA_DAYS, &w->ca);
}

void identity_free_ca(struct world *w)
{
    crypto_key_free(w->ca_key);
    bytes_free(&w->ca);
}

void identity_new(struct world *w, size_t site)
{
    struct site_of_world *s = &w->site[site];
    char name[16];

    snprintf(name, sizeof name, "site %zu", site);
    s->key = crypto_key_new();
    world_must(ledger_site_add(w->ledger, name, &s->id), "site add");
}

enum wk_err identity_renew(void *arg, const struct ledger_site *site,
    struct span csr, struct bytes *der)
{
    struct world *w = arg;
    struct ledger_certificate c = {.site = site->id};
    struct crypto_cert_info info;
    enum wk_err err =
        crypto_issue(w->ca_key, w->ca.data, w->ca.len, csr.data, csr.len,
            site->name, CERT_CLIENT, NULL, 0, w->date * DAY_S, SITE_DAYS, der);

    if (err == WK_OK)
        err = crypto_cert_read(der->data, der->len, &info);
    if (err != WK_OK)
        return err;
    c.not_after = info.not_after;
    c.der = der->data;
    c.der_len = der->len;
    memcpy(c.fingerprint, info.fingerprint, HASH_LEN);
    memcpy(c.key, info.key_id, HASH_LEN);
    return ledger_certificate_add(w->ledger, &c);
}

enum wk_err identity_take(struct machine *m, struct span der)
{
    struct crypto_cert_info info;
    enum wk_err err = crypto_cert_read(der.data, der.len, &info);

    if (err == WK_OK) {
        memcpy(m->certificate.fingerprint, info.fingerprint, HASH_LEN);
        m->certificate.not_after = info.not_after;
    }
    return err;
}

void identity_enrol(struct world *w, size_t site)
{
    struct site_of_world *s = &w->site[site];
    struct bytes csr = bytes_new(MAX_PEM), der = bytes_new(MAX_PEM);
    struct ledger_site row;

    crypto_make_csr(s->key, "weerklank-site", &csr);
    world_must(ledger_site_get(w->ledger, s->id, &row), "site");
    world_must(identity_renew(w, &row, (struct span){csr.data, csr.len}, &der),
        "issue");
    world_must(identity_take(&s->machine, (struct span){der.data, der.len}),
        "certificate");
    bytes_free(&csr);
    bytes_free(&der);
}

bool identity_is_nearly_over(const struct machine *m, int64_t date)
{
    return m->certificate.not_after - date * DAY_S <
        (int64_t)RENEW_DAYS * DAY_S;
}

bool identity_is_over(const struct machine *m, int64_t date)
{
    return m->certificate.not_after < date * DAY_S;
}

bool identity_is_known(struct world *w, const struct machine *m)
{
    struct ledger_certificate c = {.der = NULL};
    bool known = ledger_certificate_get(
                     w->ledger, m->certificate.fingerprint, &c) == WK_OK;

    free(c.der);
    return known;
}
