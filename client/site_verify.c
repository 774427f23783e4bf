/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "box.h"
#include "crypto.h"
#include "night.h"
#include "site_history.h"
#include "site_identity.h"
#include "site_night.h"
#include "xalloc.h"

struct verifying {
    struct site *site;
    struct store *store;
    size_t faults;
    void (*report)(void *arg, const char *place);
    void *arg;
    struct store_label *label;
    size_t n_labels;
};

static void fault(struct verifying *v, const char *fmt, ...) WK_PRINTF(2, 3);

static void fault(struct verifying *v, const char *fmt, ...)
{
    char place[2 * MAX_TEXT];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(place, sizeof place, fmt, ap);
    va_end(ap);
    v->faults++;
    v->report(v->arg, place);
}

static void on_fault(void *arg, const char *place)
{
    fault(arg, "%s", place);
}

/* A check that failed has told its places; anything else ends it all. */
static enum wk_err go_on(enum wk_err err)
{
    return err == WK_ECHECK ? WK_OK : err;
}

/* ---- The chain ---- */

static enum wk_err check_signature(
    struct verifying *v, const struct store_entry *e)
{
    struct bytes spki = bytes_new(MAX_PEM);
    uint8_t id[HASH_LEN];
    enum wk_err err = store_key_spki(v->store, e->key, &spki);

    if (err == WK_OK) {
        crypto_sha256(spki.data, spki.len, id);
        if (!bytes_equal(id, e->key, HASH_LEN))
            fault(v, "table signing_key: a key is not the one of its id");
        else if (crypto_verify(spki.data, spki.len, e->bytes, e->len,
                     e->signature, e->signature_len) != WK_OK)
            fault(v, "table signature, row %" PRIu64 ": does not fit", e->seq);
    } else if (err == WK_ENOTFOUND) {
        fault(
            v, "table signature, row %" PRIu64 ": its key is not held", e->seq);
        err = WK_OK;
    }
    bytes_free(&spki);
    return err;
}

/* The next label of a series must lie behind everything it released. */
static void check_label(
    struct verifying *v, const struct store_entry *e, const struct release *r)
{
    for (size_t i = 0; i < v->n_labels; i++) {
        const struct store_label *l = &v->label[i];

        if (memcmp(l->series.questionnaire, r->questionnaire, HASH_LEN) != 0 ||
            strcmp(l->series.project, r->project) != 0 ||
            l->series.channel != r->channel)
            continue;
        if (l->next_month <= r->months.last || l->tested_month < r->months.last)
            fault(v,
                "table label, %s, %s: stands before what entry %" PRIu64
                " covers",
                r->project, channel_text(r->channel), e->seq);
        return;
    }
    fault(v, "table label, %s, %s: missing, but entry %" PRIu64 " is of it",
        r->project, channel_text(r->channel), e->seq);
}

/* Read the release back as it was sent and hold it against the rules. */
static enum wk_err check_release(
    struct verifying *v, const struct store_entry *e, const struct release *r)
{
    struct store_questionnaire held = {.q = NULL};
    char why[WHY_MAX] = "";
    enum wk_err err =
        store_questionnaire_get(v->store, r->questionnaire, NULL, &held);

    check_label(v, e, r);
    if (err == WK_OK && audit_entry(held.q, e->bytes, e->len, why) != WK_OK)
        fault(v, "table entry, row %" PRIu64 ": %s", e->seq, why);
    else if (err == WK_ECHECK)
        fault(v, "table questionnaire: the one of entry %" PRIu64, e->seq);
    questionnaire_free(held.q);
    return err == WK_ENOTFOUND ? WK_OK : go_on(err);
}

/* One entry: its hash, its link to the one before, what it says, who signed. */
static enum wk_err check_entry(struct verifying *v, const struct store_entry *e,
    uint8_t previous[static HASH_LEN])
{
    struct entry *value;
    uint8_t hash[HASH_LEN];
    enum wk_err err;

    if (e->len == 0) { /* adopted: the centre did not keep its bytes */
        memcpy(previous, e->hash, HASH_LEN);
        return WK_OK;
    }
    crypto_sha256(e->bytes, e->len, hash);
    if (!bytes_equal(hash, e->hash, HASH_LEN))
        fault(v, "table entry, row %" PRIu64 ": the hash does not fit", e->seq);
    value = xcalloc(1, sizeof *value);
    err = wire_decode_entry(e->bytes, e->len, value);
    /* Of a later format, adopted: its head is all that can be checked. */
    if ((err != WK_OK && err != WK_ESCHEMA) || value->seq != e->seq ||
        memcmp(value->era, e->era, ERA_LEN) != 0)
        fault(v, "table entry, row %" PRIu64 ": cannot be read", e->seq);
    else if (!bytes_equal(value->previous, previous, HASH_LEN))
        fault(v, "table entry, row %" PRIu64 ": does not follow the one before",
            e->seq);
    memcpy(previous, e->hash, HASH_LEN);
    err = err == WK_OK && value->kind == ENTRY_RELEASE
        ? check_release(v, e, &value->release)
        : WK_OK;
    free(value);
    return err == WK_OK ? check_signature(v, e) : err;
}

static enum wk_err check_chain(struct verifying *v)
{
    uint8_t previous[HASH_LEN] = {0};
    struct wire_head head;
    enum wk_err err = store_head(v->store, &head);

    for (uint64_t seq = 1; err == WK_OK && seq <= head.seq; seq++) {
        struct store_entry e = {0};

        err = store_entry_get(v->store, seq, &e);
        if (err == WK_ENOTFOUND) {
            /* What follows cannot link to it; the rest is for db_verify(). */
            fault(v, "table entry, row %" PRIu64 ": missing", seq);
            return WK_OK;
        }
        if (err == WK_OK)
            err = check_entry(v, &e, previous);
        free(e.bytes);
    }
    return err;
}

/* ---- Files ---- */

/*
 * Whether the head file fits the chain: its hash is that entry's, its era that
 * entry's or, after an adoption, the one open now.
 */
static enum wk_err check_head_value(struct verifying *v,
    const struct wire_head *file, const struct wire_head *own, bool *fits)
{
    static const uint8_t ZEROS[HASH_LEN];
    struct store_entry e = {.seq = 0};
    enum wk_err err = WK_OK;

    if (file->seq > 0 && file->seq <= own->seq)
        err = store_entry_get(v->store, file->seq, &e);
    *fits = err == WK_OK && file->seq <= own->seq &&
        memcmp(file->hash, file->seq > 0 ? e.hash : ZEROS, HASH_LEN) == 0 &&
        (memcmp(file->era, own->era, ERA_LEN) == 0 ||
            (file->seq > 0 && memcmp(file->era, e.era, ERA_LEN) == 0));
    free(e.bytes);
    return err == WK_ENOTFOUND ? WK_OK : err;
}

/* A head behind the database is what a kill between two steps leaves. */
static enum wk_err check_head(struct verifying *v)
{
    char *path = site_path(v->site, "head");
    struct bytes text = bytes_new(MAX_TEXT);
    struct wire_head file = {.seq = 0}, own;
    bool fits = false;
    enum wk_err err = store_head(v->store, &own);
    enum wk_err read = site_night_head_read(v->site, &text);

    if (err != WK_OK)
        goto out;
    if (read == WK_ENOTFOUND) {
        if (own.seq > 0)
            fault(v, "%s: missing", path);
        goto out;
    }
    if (read != WK_OK || strlen(bytes_text(&text)) != text.len ||
        night_head_parse(bytes_text(&text), &file) != WK_OK) {
        fault(v, "%s: damaged", path);
        goto out;
    }
    err = check_head_value(v, &file, &own, &fits);
    if (err == WK_OK && !fits)
        fault(v, "%s: is of another history than the database", path);
    err = go_on(err);
out:
    bytes_free(&text);
    free(path);
    return err;
}

/* A file that the program wrote must have the sum it had then. */
static void check_file(struct verifying *v, const char *name)
{
    uint8_t known[HASH_LEN], sum[HASH_LEN];

    if (store_file_get(v->store, name, known) != WK_OK)
        return; /* not enrolled yet */
    if (site_identity_sum(v->site, name, sum) != WK_OK)
        fault(v, "%s/%s: cannot be read", site_folder(v->site), name);
    else if (!bytes_equal(known, sum, HASH_LEN))
        fault(v, "%s/%s: changed since it was written", site_folder(v->site),
            name);
}

/* The parts must fit each other as well. */
static void check_identity(struct verifying *v)
{
    struct site_identity id = {0};
    enum wk_err err = site_identity_load(v->site, &id);

    if (err != WK_OK && err != WK_ENOTFOUND)
        fault(v, "%s/tls: key and certificate cannot be used",
            site_folder(v->site));
    site_identity_end(&id);
}

static void check_files(struct verifying *v)
{
    size_t before = v->faults;

    check_file(v, "device.key");
    for (size_t i = 0; i < SITE_IDENTITY_FILES; i++)
        check_file(v, SITE_IDENTITY_FILE[i]);
    if (v->faults == before)
        check_identity(v);
}

/* Go through everything, whatever was found before; the first error that is
 * not a fault is kept. */
enum wk_err site_verify_run(
    struct site *s, void (*report)(void *arg, const char *place), void *arg)
{
    struct verifying v = {
        .site = s, .store = site_store(s), .report = report, .arg = arg};
    enum wk_err err[] = {
        db_verify(store_db(v.store), on_fault, &v),
        seal_verify(site_seal(s), v.store, on_fault, &v),
        store_label_list(v.store, &v.label, &v.n_labels),
        WK_OK,
        WK_OK,
        site_history_verify(v.store, on_fault, &v),
        site_verify_local(v.store, on_fault, &v),
        box_verify(site_seal(s), v.store, on_fault, &v),
    };
    enum wk_err first = WK_OK;

    err[3] = check_chain(&v);
    err[4] = check_head(&v);
    check_files(&v);
    free(v.label);
    for (size_t i = 0; i < sizeof err / sizeof err[0]; i++)
        if (first == WK_OK && go_on(err[i]) != WK_OK)
            first = err[i];
    return v.faults > 0 ? WK_ECHECK : first;
}
