/* SPDX-License-Identifier: EUPL-1.2 */
/* sync_push.c - entries in, verdicts out. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "crypto.h"
#include "digest.h"
#include "floors.h"
#include "ingest.h"
#include "sync_private.h"
#include "xalloc.h"

/* The questionnaire with this hash, lent, or NULL. */
static enum wk_err find_questionnaire(struct ledger *l,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out)
{
    enum wk_err err = ledger_questionnaire(l, hash, out);

    if (err == WK_ENOTFOUND)
        *out = NULL;
    return err == WK_ENOTFOUND ? WK_OK : err;
}

/* Whether the key is one of this site's, and the signature its own. */
static enum wk_err check_signature(const struct sync_env *env,
    const struct ledger_site *site, const struct wire_signed *s,
    struct ingest_facts *f)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(env->ledger, site->id, &list, &n);

    for (size_t i = 0; i < n; i++) {
        struct bytes spki = bytes_new(MAX_PEM);

        if (!f->key_known && s->key.len == HASH_LEN &&
            memcmp(list[i].key, s->key.data, HASH_LEN) == 0) {
            f->key_known = true;
            crypto_cert_find_key(
                list[i].der, list[i].der_len, list[i].key, &spki);
            f->signature_fits =
                crypto_verify(spki.data, spki.len, s->entry.data, s->entry.len,
                    s->signature.data, s->signature.len) == WK_OK;
        }
        bytes_free(&spki);
        free(list[i].der);
    }
    free(list);
    return err;
}

struct find_release {
    uint64_t seq;
    bool found;
};

static enum wk_err see_release(void *arg, const struct ledger_entry *e)
{
    struct find_release *f = arg;
    struct entry *value = xcalloc(1, sizeof *value);

    f->found = e->seq == f->seq && e->bytes.data != NULL &&
        wire_decode_entry(e->bytes.data, e->bytes.len, value) == WK_OK &&
        value->kind == ENTRY_RELEASE;
    free(value);
    return WK_ETOOBIG; /* one entry is all there is to see */
}

/* What the ledger knows that the verdict on this entry needs. */
static enum wk_err gather_facts(const struct sync_env *env,
    const struct ledger_site *site, const struct entry *e,
    const uint8_t hash[static HASH_LEN], struct ingest_facts *f)
{
    struct find_release withdrawn = {.seq = e->withdrawal.seq};
    uint8_t held[HASH_LEN];
    enum wk_err err = ledger_head(env->ledger, site->id, &f->head);

    if (err == WK_OK)
        err = ledger_era_seen(env->ledger, site->id, e->era, &f->era_seen);
    if (err == WK_OK) {
        err = ledger_entry_hash(env->ledger, site->id, e->seq, held);
        f->held = err == WK_OK;
        f->held_same = f->held && memcmp(held, hash, HASH_LEN) == 0;
        err = err == WK_ENOTFOUND ? WK_OK : err;
    }
    if (err == WK_OK && e->kind == ENTRY_RELEASE) {
        err =
            ledger_is_covered(env->ledger, site->id, &e->release, &f->covered);
        if (err == WK_OK)
            err = find_questionnaire(
                env->ledger, e->release.questionnaire, &f->questionnaire);
    } else if (err == WK_OK && e->kind == ENTRY_WITHDRAWAL) {
        err = ledger_entry_each(env->ledger, site->id, e->withdrawal.seq - 1,
            see_release, &withdrawn);
        f->withdrawn_exists = withdrawn.found;
        err = err == WK_ETOOBIG ? WK_OK : err;
        if (err == WK_OK && withdrawn.found)
            err = cells_is_withdrawn(
                env->ledger, site->id, e->withdrawal.seq, &f->withdrawn_again);
    }
    f->quarantined = site->state == SITE_QUARANTINED;
    return err;
}

static enum wk_err alarm_set_aside(const struct sync_env *env,
    const struct ledger_site *site, uint64_t seq, enum verdict_code code)
{
    char what[MAX_TEXT + 1];

    snprintf(what, sizeof what, "entry %" PRIu64 " was set aside (code %d)",
        seq, (int)code);
    return sync_alarm(env, site, what);
}

static enum wk_err keep_entry(const struct sync_env *env,
    struct ledger_site *site, const struct wire_signed *s,
    const struct entry *e, const uint8_t hash[static HASH_LEN],
    const struct ingest_verdict *v)
{
    struct ledger_entry row = {.site = site->id,
        .seq = e->seq,
        .signature = s->signature,
        .verdict = v->kind,
        .code = v->code};
    int64_t date = env->date;
    enum wk_err err = WK_OK;

    /* A clock that lags must not end an embargo before it began. */
    if (e->kind == ENTRY_RELEASE && period_closes_on(e->release.months) > date)
        date = period_closes_on(e->release.months);
    memcpy(row.era, e->era, ERA_LEN);
    memcpy(row.hash, hash, HASH_LEN);
    memcpy(row.key, s->key.data, HASH_LEN);
    if (v->keeps_bytes)
        row.bytes = s->entry;
    if (site->readmitted) {
        site->readmitted = false;
        err = ledger_site_set(env->ledger, site);
    }
    if (err == WK_OK)
        err = ledger_entry_add(env->ledger, &row, date);
    if (err == WK_OK &&
        (v->kind == VERDICT_STORED || v->code == CODE_QUESTIONNAIRE))
        err = cells_add(env->ledger, &row);
    if (err == WK_OK && v->kind == VERDICT_SET_ASIDE &&
        v->code != CODE_QUESTIONNAIRE)
        err = alarm_set_aside(env, site, e->seq, v->code);
    return err;
}

static enum wk_err take_entry(const struct sync_env *env,
    struct ledger_site *site, const struct wire_signed *s,
    struct wire_verdict *out)
{
    struct entry *e = xcalloc(1, sizeof *e);
    struct ingest_facts f = {.entry = e};
    struct ingest_verdict v;
    uint8_t hash[HASH_LEN];
    char what[MAX_TEXT + 1];
    enum wk_err err = WK_OK;

    crypto_sha256(s->entry.data, s->entry.len, hash);
    f.decoded = wire_decode_entry(s->entry.data, s->entry.len, e);
    if (f.decoded == WK_OK || f.decoded == WK_ESCHEMA)
        err = check_signature(env, site, s, &f);
    if (err == WK_OK && f.signature_fits)
        err = gather_facts(env, site, e, hash, &f);
    if (err != WK_OK)
        goto out;
    v = ingest_judge(&f);
    *out = (struct wire_verdict){e->seq, v.kind, v.code};
    if (v.takes_number)
        err = keep_entry(env, site, s, e, hash, &v);
    if (err == WK_OK && v.kind == VERDICT_CONFLICT) {
        snprintf(what, sizeof what,
            "sent another entry %" PRIu64 " than the one held here (code %d):"
            " two machines with one identity?",
            e->seq, (int)v.code);
        err = sync_quarantine(env, site, what);
    } else if (err == WK_OK && v.kind == VERDICT_REFUSED) {
        snprintf(what, sizeof what, "sent an entry that was refused (code %d)",
            (int)v.code);
        err = sync_alarm(env, site, what);
    }
out:
    free(e);
    return err;
}

/* ---- Questionnaires that a site uploads because they were asked for ---- */

struct waiting {
    uint8_t hash[HASH_LEN];
    struct {
        int64_t site;
        uint64_t seq;
    } * row;
    size_t n;
};

static enum wk_err see_waiting(void *arg, const struct ledger_entry *e)
{
    struct waiting *w = arg;
    struct entry *value = xcalloc(1, sizeof *value);

    if (e->code == CODE_QUESTIONNAIRE && e->bytes.data != NULL &&
        wire_decode_entry(e->bytes.data, e->bytes.len, value) == WK_OK &&
        memcmp(value->release.questionnaire, w->hash, HASH_LEN) == 0) {
        w->row = xrealloc(w->row, w->n + 1, sizeof *w->row);
        w->row[w->n].site = e->site;
        w->row[w->n++].seq = e->seq;
    }
    free(value);
    return WK_OK;
}

struct count_waiting {
    const struct sync_env *env;
    const struct questionnaire *q; /* NULL: it cannot be taken */
};

static enum wk_err count_one(void *arg, const struct ledger_entry *e)
{
    struct count_waiting *c = arg;
    struct entry *value = xcalloc(1, sizeof *value);
    enum verdict_code code = CODE_UNFIT;
    struct ledger_site site;
    enum wk_err err = wire_decode_entry(e->bytes.data, e->bytes.len, value);

    if (err == WK_OK && c->q != NULL)
        code = floors_broken(&value->release, c->q) ? CODE_FLOOR : CODE_NONE;
    if (err == WK_OK)
        err = ledger_entry_verdict(c->env->ledger, e->site, e->seq,
            code == CODE_NONE ? VERDICT_STORED : VERDICT_SET_ASIDE, code);
    if (err == WK_OK && code == CODE_FLOOR)
        err = ledger_entry_forget(c->env->ledger, e->site, e->seq);
    if (err == WK_OK) {
        struct ledger_entry judged = *e;

        judged.verdict = code == CODE_NONE ? VERDICT_STORED : VERDICT_SET_ASIDE;
        judged.code = code;
        if (code == CODE_FLOOR)
            judged.bytes = (struct span){NULL, 0};
        err = cells_add(c->env->ledger, &judged);
    }
    if (err == WK_OK && code != CODE_NONE)
        err = ledger_site_get(c->env->ledger, e->site, &site);
    if (err == WK_OK && code != CODE_NONE)
        err = alarm_set_aside(c->env, &site, e->seq, code);
    free(value);
    return err == WK_OK ? WK_ETOOBIG : err; /* this entry, no other */
}

/* Count every entry that waited for this questionnaire. */
static enum wk_err count_waiting(
    const struct sync_env *env, const uint8_t hash[static HASH_LEN], bool taken)
{
    struct waiting w = {.n = 0};
    struct count_waiting c = {.env = env};
    enum wk_err err = WK_OK;

    memcpy(w.hash, hash, HASH_LEN);
    if (taken)
        err = find_questionnaire(env->ledger, hash, &c.q);
    if (err == WK_OK)
        err = ledger_entry_each(env->ledger, 0, 0, see_waiting, &w);
    for (size_t i = 0; i < w.n && err == WK_OK; i++) {
        err = ledger_entry_each(
            env->ledger, w.row[i].site, w.row[i].seq - 1, count_one, &c);
        err = err == WK_ETOOBIG ? WK_OK : err;
    }
    free(w.row);
    return err;
}

/* The hash of what was uploaded, if it is a questionnaire at all. */
static enum wk_err hash_of(struct span text, uint8_t hash[static HASH_LEN])
{
    struct questionnaire *q = NULL;
    char why[WHY_MAX];
    enum wk_err err = questionnaire_parse(text.data, text.len, &q, why);

    if (err == WK_OK)
        digest_questionnaire(q, hash);
    questionnaire_free(q);
    return err;
}

static enum wk_err take_questionnaire(const struct sync_env *env,
    const struct ledger_site *site, struct span text)
{
    uint8_t hash[HASH_LEN], wanted[MAX_CATALOGUE][HASH_LEN];
    char why[WHY_MAX], what[MAX_TEXT + 1];
    size_t n = 0;
    bool asked = false;
    enum wk_err err = hash_of(text, hash);

    if (err != WK_OK)
        return sync_alarm(env, site, "uploaded what is no questionnaire");
    err = ledger_wanted(env->ledger, site->id, wanted, MAX_CATALOGUE, &n);
    for (size_t i = 0; i < n; i++)
        asked |= memcmp(wanted[i], hash, HASH_LEN) == 0;
    if (err != WK_OK || !asked)
        return err;
    err = ledger_questionnaire_add(env->ledger, text, false, hash, why);
    if (err == WK_OK)
        return count_waiting(env, hash, true);
    if (err != WK_ECHECK && err != WK_EINVAL)
        return err;
    snprintf(what, sizeof what,
        "uploaded a questionnaire that cannot be taken: %.300s", why);
    err = sync_alarm(env, site, what);
    return err == WK_OK ? count_waiting(env, hash, false) : err;
}

/* ---- The push ---- */

static enum wk_err take_all(const struct sync_env *env,
    struct ledger_site *site, const struct wire_push *m,
    struct wire_push_reply *reply, bool *conflict)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < m->n_questionnaires && err == WK_OK; i++)
        err = take_questionnaire(env, site, m->questionnaire[i]);
    for (size_t i = 0; i < m->n_entries && err == WK_OK && !*conflict; i++) {
        struct wire_verdict *v = &reply->verdict[reply->n_verdicts++];

        err = take_entry(env, site, &m->entry[i], v);
        *conflict = v->kind == VERDICT_CONFLICT;
    }
    if (err == WK_OK)
        err = ledger_wanted(env->ledger, site->id, reply->wanted, MAX_CATALOGUE,
            &reply->n_wanted);
    if (err == WK_OK)
        err = ledger_head(env->ledger, site->id, &reply->head);
    return err;
}

int sync_push(const struct sync_env *env, struct ledger_site *site,
    struct span body, struct bytes *out)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    struct wire_push_reply *reply = xcalloc(1, sizeof *reply);
    struct wire_hold *hold = NULL;
    bool conflict = false;
    enum wk_err err = wire_decode_push(body, m, &hold);
    int status = err == WK_ESCHEMA ? 426 : 400;

    if (err != WK_OK)
        goto out;
    status = 503;
    err = take_all(env, site, m, reply, &conflict);
    if (err == WK_OK && env->step != NULL)
        err = env->step(env->arg, "push");
    if (err == WK_OK) {
        wire_encode_push_reply(reply, out);
        status = conflict ? 409 : 200;
    }
out:
    wire_release(hold);
    free(m);
    free(reply);
    return status;
}
