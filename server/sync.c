/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "crypto.h"
#include "log.h"
#include "others_make.h"
#include "sync_private.h"
#include "xalloc.h"

enum {
    PAGE_ROOM = MAX_BODY - 4 * WIRE_PAD, /* for what is sent page by page */
    RENEW_DAYS = 180 + 2,                /* clocks may differ a little */
    DAY_S = 86400,
    FIGURES_DAYS = 7,
};

enum wk_err sync_alarm(const struct sync_env *env,
    const struct ledger_site *site, const char *what)
{
    struct ledger_log line = {
        .date = env->date, .site = site->id, .alarm = true, .who = "sync"};

    snprintf(line.what, sizeof line.what, "%s", what);
    log_alarm("%s: %s", site->name, what);
    return ledger_log_add(env->ledger, &line);
}

enum wk_err sync_quarantine(
    const struct sync_env *env, struct ledger_site *site, const char *what)
{
    enum wk_err err;

    if (site->state == SITE_QUARANTINED)
        return WK_OK;
    site->state = SITE_QUARANTINED;
    site->readmitted = false;
    err = ledger_site_set(env->ledger, site);
    return err == WK_OK ? sync_alarm(env, site, what) : err;
}

/* ---- Hello ---- */

/*
 * A head of the site that is not in the centre's chain although the centre
 * holds its number: two machines, or two histories, under one identity.
 */
static enum wk_err check_head(const struct sync_env *env,
    struct ledger_site *site, const struct wire_head *theirs,
    const struct wire_head *ours)
{
    uint8_t hash[HASH_LEN];
    enum wk_err err;

    if (theirs->seq == 0 || theirs->seq > ours->seq)
        return WK_OK;
    err = ledger_entry_hash(env->ledger, site->id, theirs->seq, hash);
    /* A readmitted site shows its old history until it has adopted. */
    if (err != WK_OK || memcmp(hash, theirs->hash, HASH_LEN) == 0 ||
        site->readmitted)
        return err;
    return sync_quarantine(env, site,
        "shows another history than the one held here: two machines with one"
        " identity?");
}

/* Every certificate is kept for ever: none before the last one is nearly over,
 * or whoever holds a key could fill the ledger. */
static bool is_nearly_over(
    const struct sync_env *env, const struct ledger_certificate *certificate)
{
    return certificate->not_after < (env->date + RENEW_DAYS) * DAY_S;
}

static int hello(const struct sync_env *env, struct ledger_site *site,
    const struct ledger_certificate *certificate, struct span body,
    struct bytes *out)
{
    struct wire_hello m;
    struct wire_hello_reply reply = {.date = env->date};
    struct wire_hold *hold = NULL;
    struct bytes der = bytes_new(MAX_PEM);
    enum wk_err err = wire_decode_hello(body, &m, &hold);
    int status = err == WK_ESCHEMA ? 426 : 400;

    if (err != WK_OK)
        goto out;
    status = 503;
    site->last_contact = env->date;
    snprintf(site->software, sizeof site->software, "%s", m.software);
    if (ledger_site_set(env->ledger, site) != WK_OK ||
        ledger_head(env->ledger, site->id, &reply.head) != WK_OK ||
        check_head(env, site, &m.head, &reply.head) != WK_OK ||
        ledger_catalogue(env->ledger, &reply.catalogue) != WK_OK)
        goto out;
    if (env->figures)
        reply.figures = (uint64_t)(env->date + site->id) / FIGURES_DAYS;
    if (m.csr.len > 0 && env->renew != NULL &&
        is_nearly_over(env, certificate) &&
        env->renew(env->arg, site, m.csr, &der) == WK_OK)
        reply.certificate = (struct span){der.data, der.len};
    reply.quarantined = site->state == SITE_QUARANTINED;
    reply.readmitted = site->readmitted;
    wire_encode_hello_reply(&reply, out);
    status = 200;
out:
    wire_release(hold);
    bytes_free(&der);
    return status;
}

/* ---- Catalogue ---- */

/* The network's figures go with the last page, or on one of their own.  Sites
 * come for them once a week, each on its day, whatever there is: so the wire
 * tells nothing. */
static enum wk_err add_figures(const struct sync_env *env,
    const struct ledger_site *site, bool full, uint32_t published,
    struct wire_catalogue *m, struct bytes *text)
{
    enum wk_err err = WK_OK;

    if (!env->figures)
        return WK_OK;
    if (full) {
        m->next = published;
        return WK_OK;
    }
    err = others_make(env->ledger, site->id, env->opened, text);
    if (err == WK_OK && !bytes_over(text))
        m->figures = (struct span){text->data, text->len};
    return err;
}

static int catalogue(const struct sync_env *env, const struct ledger_site *site,
    struct span body, struct bytes *out)
{
    struct wire_catalogue *m = xcalloc(1, sizeof *m);
    struct bytes text[MAX_CATALOGUE], policy = bytes_new(MAX_POLICY);
    struct bytes figures = bytes_new(OTHERS_TEXT);
    struct ledger_questionnaire *list = NULL;
    size_t n = 0, used = 0;
    uint32_t from, published = 0;
    enum wk_err err = wire_decode_catalogue_request(body, &from);
    int status = err == WK_ESCHEMA ? 426 : 400;

    if (err == WK_OK) {
        status = 503;
        err = ledger_catalogue(env->ledger, &m->catalogue);
    }
    if (err == WK_OK)
        err = ledger_policy_get(env->ledger, &policy);
    if (err == WK_OK)
        err = ledger_questionnaire_list(env->ledger, &list, &n);
    for (size_t i = 0; i < n; i++) {
        struct bytes *t = &text[m->n_questionnaires];

        questionnaire_free(list[i].q);
        if (err != WK_OK || !list[i].published || m->next > 0 ||
            published++ < from)
            continue;
        *t = bytes_new(MAX_QUESTIONNAIRE);
        err = ledger_questionnaire_text(env->ledger, list[i].hash, t);
        if (m->n_questionnaires == MAX_CATALOGUE - 1 ||
            (used > 0 && used + t->len > PAGE_ROOM)) {
            m->next = published - 1;
            bytes_free(t);
            continue;
        }
        used += t->len;
        m->questionnaire[m->n_questionnaires++] =
            (struct span){t->data, t->len};
    }
    if (err == WK_OK && m->next == 0)
        err = add_figures(
            env, site, used > PAGE_ROOM - OTHERS_TEXT, published, m, &figures);
    if (err == WK_OK) {
        m->policy = (struct span){policy.data, policy.len};
        wire_encode_catalogue(m, out);
        status = 200;
    }
    for (size_t i = 0; i < m->n_questionnaires; i++)
        bytes_free(&text[i]);
    free(list);
    free(m);
    bytes_free(&policy);
    bytes_free(&figures);
    return status;
}

/* ---- History ---- */

struct page {
    struct wire_history m;
    size_t used;
};

static enum wk_err add_to_page(void *arg, const struct ledger_entry *e)
{
    struct page *p = arg;
    struct wire_signed *s = &p->m.entry[p->m.n_entries];
    size_t len = e->bytes.len + e->signature.len + 2 * HASH_LEN + 32;

    if (p->m.n_entries == MAX_ENTRIES_PER_BODY ||
        (p->used > 0 && p->used + len > PAGE_ROOM))
        return WK_ETOOBIG; /* the rest comes with the next request */
    p->used += len;
    s->entry =
        (struct span){xmemdup(e->bytes.data, e->bytes.len), e->bytes.len};
    s->signature = (struct span){
        xmemdup(e->signature.data, e->signature.len), e->signature.len};
    s->key = (struct span){xmemdup(e->key, HASH_LEN), HASH_LEN};
    if (e->bytes.data == NULL)
        s->hash = (struct span){xmemdup(e->hash, HASH_LEN), HASH_LEN};
    p->m.n_entries++;
    return WK_OK;
}

static void free_span(struct span s)
{
    free((void *)(uintptr_t)s.data);
}

static enum wk_err add_keys(
    const struct sync_env *env, const struct ledger_site *site, struct page *p)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(env->ledger, site->id, &list, &n);

    for (size_t i = 0; i < n; i++) {
        struct bytes spki = bytes_new(MAX_PEM);

        if (p->m.n_keys < MAX_CATALOGUE) {
            crypto_cert_spki(list[i].der, list[i].der_len, &spki);
            p->m.key[p->m.n_keys].data =
                bytes_take(&spki, &p->m.key[p->m.n_keys].len);
            p->m.n_keys++;
        }
        free(list[i].der);
    }
    free(list);
    return err;
}

static int history(const struct sync_env *env, const struct ledger_site *site,
    struct span body, struct bytes *out)
{
    struct page *p = xcalloc(1, sizeof *p);
    uint64_t after;
    enum wk_err err = wire_decode_history_request(body, &after);
    int status = err == WK_ESCHEMA ? 426 : 400;

    if (err != WK_OK)
        goto out;
    status = 503;
    err = ledger_head(env->ledger, site->id, &p->m.head);
    if (err == WK_OK)
        err = add_keys(env, site, p);
    if (err == WK_OK)
        err = ledger_entry_each(env->ledger, site->id, after, add_to_page, p);
    if (err == WK_OK || err == WK_ETOOBIG) {
        wire_encode_history(&p->m, out);
        status = 200;
    }
out:
    for (size_t i = 0; i < p->m.n_entries; i++) {
        free_span(p->m.entry[i].entry);
        free_span(p->m.entry[i].signature);
        free_span(p->m.entry[i].key);
        free_span(p->m.entry[i].hash);
    }
    for (size_t i = 0; i < p->m.n_keys; i++)
        free_span(p->m.key[i]);
    free(p);
    return status;
}

/* ---- All ---- */

/* Inside a transaction, which 503 spoils. */
static int handle(const struct sync_env *env, const struct sync_request *r)
{
    struct ledger_certificate certificate = {.der = NULL};
    struct ledger_site site;
    enum wk_err err =
        ledger_certificate_get(env->ledger, r->fingerprint, &certificate);
    int status = 404;

    free(certificate.der);
    if (err == WK_OK)
        err = ledger_site_get(env->ledger, certificate.site, &site);
    if (err == WK_ENOTFOUND)
        return 403;
    if (err != WK_OK)
        return 503;
    if (certificate.revoked || site.state == SITE_REVOKED)
        return 403;
    if (strcmp(r->path, "/sync/v1/hello") == 0)
        status = hello(env, &site, &certificate, r->body, r->reply);
    else if (strcmp(r->path, "/sync/v1/push") == 0)
        status = sync_push(env, &site, r->body, r->reply);
    else if (strcmp(r->path, "/sync/v1/catalogue") == 0)
        status = catalogue(env, &site, r->body, r->reply);
    else if (strcmp(r->path, "/sync/v1/history") == 0)
        status = history(env, &site, r->body, r->reply);
    return status;
}

void sync_handle_all(
    const struct sync_env *env, struct sync_request *list, size_t n)
{
    bool good = ledger_begin(env->ledger) == WK_OK;

    for (size_t i = 0; i < n && good; i++) {
        list[i].status = handle(env, &list[i]);
        good = list[i].status != 503;
    }
    good = good && ledger_commit(env->ledger) == WK_OK;
    ledger_rollback(env->ledger);
    if (good)
        return;
    for (size_t i = 0; i < n; i++) {
        bytes_clear(list[i].reply);
        list[i].status = 503;
        if (n > 1) /* whoever is to blame fails alone */
            sync_handle_all(env, &list[i], 1);
    }
}

int sync_handle(const struct sync_env *env,
    const uint8_t fingerprint[static HASH_LEN], const char *path,
    struct span body, struct bytes *reply)
{
    struct sync_request r = {.path = path, .body = body, .reply = reply};

    memcpy(r.fingerprint, fingerprint, HASH_LEN);
    sync_handle_all(env, &r, 1);
    return r.status;
}
