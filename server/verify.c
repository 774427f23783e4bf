/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "digest.h"
#include "xalloc.h"

struct check {
    struct ledger *l;
    void (*report)(void *arg, const char *place);
    void *arg;
    bool faulty, chains_only;
    struct ledger_certificate *certs;
    size_t n_certs;
    /* The entry before the one in hand. */
    int64_t site;
    uint64_t seq;
    uint8_t hash[HASH_LEN];
    struct entry entry;
};

static void fault(struct check *c, const char *place)
{
    c->faulty = true;
    c->report(c->arg, place);
}

static void entry_fault(
    struct check *c, const struct ledger_entry *e, const char *what)
{
    char place[WHY_MAX];

    snprintf(place, sizeof place, "%s of site %" PRId64 ", entry %" PRIu64,
        what, e->site, e->seq);
    fault(c, place);
}

/* ---- Certificates ---- */

static bool certificate_fits(const struct ledger_certificate *cert)
{
    struct crypto_cert_info info;

    return crypto_cert_read(cert->der, cert->der_len, &info) == WK_OK &&
        memcmp(info.fingerprint, cert->fingerprint, HASH_LEN) == 0 &&
        memcmp(info.key_id, cert->key, HASH_LEN) == 0 &&
        info.not_after == cert->not_after;
}

static void check_certificates(struct check *c)
{
    for (size_t i = 0; i < c->n_certs; i++) {
        char hex[2 * HASH_LEN + 1], place[WHY_MAX];

        if (certificate_fits(&c->certs[i]))
            continue;
        hex_encode(c->certs[i].fingerprint, HASH_LEN, hex);
        snprintf(place, sizeof place, "certificate %s of site %" PRId64, hex,
            c->certs[i].site);
        fault(c, place);
    }
}

/* Whether a certificate of its site signed the entry. */
static bool is_signed(const struct check *c, const struct ledger_entry *e)
{
    for (size_t i = 0; i < c->n_certs; i++) {
        const struct ledger_certificate *cert = &c->certs[i];
        struct bytes spki = bytes_new(MAX_PEM);
        bool good = false;

        if (cert->site == e->site && memcmp(cert->key, e->key, HASH_LEN) == 0 &&
            certificate_fits(cert)) {
            crypto_cert_spki(cert->der, cert->der_len, &spki);
            good =
                crypto_verify(spki.data, spki.len, e->bytes.data, e->bytes.len,
                    e->signature.data, e->signature.len) == WK_OK;
        }
        bytes_free(&spki);
        if (good)
            return true;
    }
    return false;
}

/* ---- Entries ---- */

static enum wk_err decode(struct check *c, const struct ledger_entry *e)
{
    if (c->chains_only)
        return wire_decode_entry_head(e->bytes.data, e->bytes.len, &c->entry);
    return wire_decode_entry(e->bytes.data, e->bytes.len, &c->entry);
}

static void check_bytes(struct check *c, const struct ledger_entry *e)
{
    uint8_t hash[HASH_LEN];
    enum wk_err err = decode(c, e);

    crypto_sha256(e->bytes.data, e->bytes.len, hash);
    if (memcmp(hash, e->hash, HASH_LEN) != 0)
        entry_fault(c, e, "hash");
    if ((err != WK_OK && err != WK_ESCHEMA) || c->entry.seq != e->seq ||
        memcmp(c->entry.era, e->era, ERA_LEN) != 0)
        entry_fault(c, e, "bytes");
    else if (memcmp(c->entry.previous, c->hash, HASH_LEN) != 0)
        entry_fault(c, e, "link");
    if (!c->chains_only && !is_signed(c, e))
        entry_fault(c, e, "signature");
}

static enum wk_err check_entry(void *arg, const struct ledger_entry *e)
{
    struct check *c = arg;

    if (e->site != c->site) {
        c->site = e->site;
        c->seq = 0;
        memset(c->hash, 0, HASH_LEN);
    }
    if (e->seq != c->seq + 1)
        entry_fault(c, e, "number");
    if (e->bytes.data != NULL)
        check_bytes(c, e);
    else if (e->verdict != VERDICT_SET_ASIDE || e->code != CODE_FLOOR)
        entry_fault(c, e, "bytes");
    c->seq = e->seq;
    memcpy(c->hash, e->hash, HASH_LEN);
    return WK_OK;
}

/* ---- Questionnaires ---- */

static void check_questionnaire(
    struct check *c, const struct ledger_questionnaire *held)
{
    char hex[2 * HASH_LEN + 1], place[WHY_MAX];
    uint8_t hash[HASH_LEN];

    digest_questionnaire(held->q, hash);
    if (memcmp(hash, held->hash, HASH_LEN) != 0) {
        hex_encode(held->hash, HASH_LEN, hex);
        snprintf(
            place, sizeof place, "questionnaire %s (%s)", hex, held->q->id);
        fault(c, place);
    }
}

static enum wk_err check_questionnaires(struct check *c)
{
    struct ledger_questionnaire *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_questionnaire_list(c->l, &list, &n);

    if (err == WK_ECHECK) {
        fault(c, "questionnaire that can no longer be read");
        return WK_OK;
    }
    for (size_t i = 0; i < n; i++) {
        check_questionnaire(c, &list[i]);
        questionnaire_free(list[i].q);
    }
    free(list);
    return err;
}

enum wk_err verify_ledger(
    struct ledger *l, void (*report)(void *arg, const char *place), void *arg)
{
    struct check *c = xcalloc(1, sizeof *c);
    enum wk_err err;

    c->l = l;
    c->report = report;
    c->arg = arg;
    /* A reader's transaction: one state of the ledger, no writer waits. */
    err = db_exec(ledger_db(l), "BEGIN");
    if (err == WK_OK)
        err = ledger_certificate_list(l, 0, &c->certs, &c->n_certs);
    if (err == WK_OK) {
        check_certificates(c);
        err = ledger_entry_each(l, 0, 0, check_entry, c);
    }
    if (err == WK_ECHECK) {
        fault(c, "row of table certificate or entry");
        err = WK_OK;
    }
    if (err == WK_OK)
        err = check_questionnaires(c);
    ledger_rollback(l);
    if (err == WK_OK && c->faulty)
        err = WK_ECHECK;
    ledger_certificate_free(c->certs, c->n_certs);
    free(c);
    return err;
}

enum wk_err verify_chains(
    struct ledger *l, void (*report)(void *arg, const char *place), void *arg)
{
    struct check *c = xcalloc(1, sizeof *c);
    enum wk_err err;

    *c = (struct check){
        .l = l, .report = report, .arg = arg, .chains_only = true};
    err = ledger_entry_all(l, check_entry, c);
    if (err == WK_OK && c->faulty)
        err = WK_ECHECK;
    free(c);
    return err;
}
