/* SPDX-License-Identifier: EUPL-1.2 */
/* night_adopt.c - after a restore: fetch the centre's history of this site,
 * verify it, and go on from there in a new era. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "night_private.h"
#include "random.h"
#include "xalloc.h"

void night_history_free(struct night_history *h)
{
    for (size_t i = 0; i < h->n; i++)
        free(h->entry[i].bytes);
    for (size_t i = 0; i < h->n_keys; i++)
        free((void *)(uintptr_t)h->key[i].spki.data);
    free(h->entry);
    free(h->key);
    *h = (struct night_history){.n = 0};
}

/* Keep the keys of a reply that are not held yet. */
static void take_keys(struct night_history *h, const struct wire_history *m)
{
    for (size_t i = 0; i < m->n_keys; i++) {
        struct store_key k = {.spki.len = m->key[i].len};
        bool held = false;

        crypto_sha256(m->key[i].data, m->key[i].len, k.id);
        for (size_t j = 0; j < h->n_keys; j++)
            held |= memcmp(h->key[j].id, k.id, HASH_LEN) == 0;
        if (held)
            continue;
        k.spki.data = xmemdup(m->key[i].data, m->key[i].len);
        h->key = xrealloc(h->key, h->n_keys + 1, sizeof *h->key);
        h->key[h->n_keys++] = k;
    }
}

static const struct store_key *find_key(
    const struct night_history *h, const uint8_t id[static HASH_LEN])
{
    for (size_t i = 0; i < h->n_keys; i++)
        if (memcmp(h->key[i].id, id, HASH_LEN) == 0)
            return &h->key[i];
    return NULL;
}

/*
 * Check one entry against the chain so far and append it.  One whose bytes
 * the centre did not keep carries its hash alone.
 */
static bool take_entry(struct night_history *h, const struct wire_signed *s)
{
    static const uint8_t ZEROS[HASH_LEN];
    const uint8_t *previous = h->n > 0 ? h->entry[h->n - 1].hash : ZEROS;
    struct store_entry e = {.seq = h->n + 1, .len = s->entry.len};
    const struct store_key *key;
    struct entry *value = xcalloc(1, sizeof *value);
    bool ok = false;

    if (s->key.len != HASH_LEN || s->signature.len > sizeof e.signature)
        goto out;
    memcpy(e.key, s->key.data, HASH_LEN);
    if (s->signature.len > 0)
        memcpy(e.signature, s->signature.data, s->signature.len);
    e.signature_len = s->signature.len;
    if (s->hash.len == HASH_LEN && s->entry.len == 0) {
        memcpy(e.hash, s->hash.data, HASH_LEN);
        ok = true;
    } else {
        enum wk_err err = wire_decode_entry(s->entry.data, s->entry.len, value);

        key = find_key(h, e.key);
        ok = (err == WK_OK || err == WK_ESCHEMA) && value->seq == e.seq &&
            memcmp(value->previous, previous, HASH_LEN) == 0 && key != NULL &&
            crypto_verify(key->spki.data, key->spki.len, s->entry.data,
                s->entry.len, e.signature, e.signature_len) == WK_OK;
        memcpy(e.era, value->era, ERA_LEN);
        crypto_sha256(s->entry.data, s->entry.len, e.hash);
    }
    if (ok) {
        e.bytes = xmemdup(s->entry.data, s->entry.len);
        h->entry = xrealloc(h->entry, h->n + 1, sizeof *h->entry);
        h->entry[h->n++] = e;
    }
out:
    free(value);
    return ok;
}

/* Take one reply; false when it does not verify or does not go on. */
static bool take_reply(struct night_history *h, const struct wire_history *m)
{
    h->head = m->head;
    take_keys(h, m);
    if (m->n_entries == 0 && h->n < m->head.seq)
        return false;
    for (size_t i = 0; i < m->n_entries; i++)
        if (!take_entry(h, &m->entry[i]))
            return false;
    if (h->n < m->head.seq)
        return true;
    return h->n == m->head.seq &&
        (h->n == 0 ||
            memcmp(h->entry[h->n - 1].hash, m->head.hash, HASH_LEN) == 0);
}

enum wk_err night_fetch_history(const struct night_env *env, struct uplink *u,
    struct night_report *report, struct night_history *h)
{
    struct wire_history *m = xcalloc(1, sizeof *m);
    bool more = true;

    *h = (struct night_history){.n = 0};
    while (more) {
        struct bytes body = bytes_new(MAX_BODY);
        struct night_reply reply;
        struct wire_hold *hold = NULL;
        enum wk_err decoded;

        wire_encode_history_request(h->n, &body);
        night_exchange(env, report, "/sync/v1/history", &body, &reply);
        decoded = wire_decode_history(night_body_of(&reply), m, &hold);
        more = false;
        if (reply.status != 200) {
            uplink_failed(
                u, reply.status, reply.retry_after, reply.clock_wrong);
        } else if (decoded != WK_OK || !take_reply(h, m)) {
            night_refuse(u, decoded, "the centre's history does not verify");
        } else if (h->n >= h->head.seq) {
            uplink_fetched(u);
        } else {
            more = true;
        }
        wire_release(hold);
        bytes_free(&reply.body);
    }
    free(m);
    return WK_OK;
}

/* The number up to which both chains are the same. */
static enum wk_err common_prefix(
    const struct night_env *env, const struct night_history *h, uint64_t *seq)
{
    struct wire_head head;
    struct store_entry own;
    enum wk_err err = store_head(env->store, &head);

    *seq = head.seq < h->n ? head.seq : h->n;
    while (err == WK_OK && *seq > 0) {
        err = store_entry_get(env->store, *seq, &own);
        if (err != WK_OK)
            return err;
        free(own.bytes);
        if (memcmp(own.hash, h->entry[*seq - 1].hash, HASH_LEN) == 0)
            break;
        (*seq)--;
    }
    return err;
}

/* No label may begin before the end of what was released, ever. */
static enum wk_err cover(const struct night_env *env, const struct release *r)
{
    struct store_label label = {.series.channel = r->channel,
        .next_month = r->months.last + 1,
        .tested_month = r->months.last};

    memcpy(label.series.questionnaire, r->questionnaire, HASH_LEN);
    memcpy(label.series.project, r->project, sizeof label.series.project);
    return store_label_advance(env->store, &label, env->date);
}

/* The last month of the last period of this kind that may be closed today. */
static int32_t last_ended(enum period_kind kind, int64_t today)
{
    struct period p = period_of(kind, date_month(today));

    while (period_closes_on(p) > today)
        p = period_of(kind, p.first - 1);
    return p.last;
}

/*
 * The head file was ahead of the database: an entry may have been on the wire
 * that neither side holds.  Or one that was adopted cannot be read: a later
 * version wrote it, or the centre did not keep its bytes.  It can only have
 * covered periods that were closable, so their answers are not used again.  By
 * the calendar, for every series: a label that began anew only where answers
 * were destroyed would tell in which months somebody answered.  What was told
 * of the site's own questions nobody else knows, so theirs are always given up.
 */
static enum wk_err give_up_ended(
    const struct night_env *env, int64_t central_date, bool local)
{
    int64_t today = env->date > central_date ? env->date : central_date;
    struct store_label *label = NULL;
    size_t n = 0;
    enum wk_err err = store_label_list(env->store, &label, &n);

    /* The date of a clock far ahead was no answer's. */
    if (today > central_date + SEAL_AHEAD_DAYS)
        today = central_date + SEAL_AHEAD_DAYS;
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct release r = {.channel = label[i].series.channel};
        struct store_project project;
        bool is_local = false;

        err = store_questionnaire_is_local(
            env->store, label[i].series.questionnaire, &is_local);
        if (err != WK_OK)
            break;
        if (is_local != local)
            continue;
        err = store_project_get(env->store, label[i].series.project, &project);
        if (err == WK_ENOTFOUND) {
            err = WK_OK; /* forgotten by the restore: it holds no answers */
            continue;
        }
        if (err != WK_OK)
            break;
        r.months.last = last_ended(project.period, today);
        memcpy(r.questionnaire, label[i].series.questionnaire, HASH_LEN);
        memcpy(r.project, label[i].series.project, sizeof r.project);
        err = cover(env, &r);
    }
    free(label);
    return err;
}

/* Take over the entries above from; *unread: one may cover any month. */
static enum wk_err adopt_entries(const struct night_env *env,
    const struct night_history *h, uint64_t from, bool *unread)
{
    struct entry *value = xcalloc(1, sizeof *value);
    enum wk_err err = store_entry_orphan(env->store, from);

    for (size_t i = 0; i < h->n_keys && err == WK_OK; i++)
        err = store_key_add(env->store, &h->key[i]);
    for (uint64_t i = from; i < h->n && err == WK_OK; i++) {
        const struct store_entry *e = &h->entry[i];

        err = store_entry_add(env->store, e);
        if (err == WK_OK)
            err = store_receipt_set(
                env->store, e->seq, VERDICT_ALREADY_HELD, CODE_NONE, env->date);
        if (err == WK_OK && wire_decode_entry(e->bytes, e->len, value) != WK_OK)
            *unread = true;
        else if (err == WK_OK && value->kind == ENTRY_RELEASE)
            err = cover(env, &value->release);
    }
    free(value);
    return err;
}

enum wk_err night_adopt(const struct night_env *env,
    const struct night_history *h, bool lost, int64_t central_date)
{
    uint8_t era[ERA_LEN];
    char hex[2 * ERA_LEN + 1];
    uint64_t from = 0;
    bool unread = false;
    enum wk_err err = store_begin(env->store);

    if (err != WK_OK)
        return err;
    random_bytes(era, sizeof era);
    hex_encode(era, sizeof era, hex);
    err = common_prefix(env, h, &from);
    if (err == WK_OK)
        err = night_keep_held(env, from);
    if (err == WK_OK)
        err = adopt_entries(env, h, from, &unread);
    if (err == WK_OK && (lost || unread))
        err = give_up_ended(env, central_date, false);
    if (err == WK_OK)
        err = give_up_ended(env, central_date, true);
    if (err == WK_OK)
        err = store_meta_set(env->store, "era", hex);
    if (err == WK_OK)
        err = store_meta_set_int(env->store, "adopted", env->date);
    if (err == WK_OK)
        err = store_meta_drop(env->store, "state");
    if (err == WK_OK)
        err = night_log(env, true,
            "restored: the centre's history was taken over; answers of months"
            " that were released already are destroyed");
    if (err == WK_OK)
        err = night_step(env, "adopt");
    if (err == WK_OK)
        err = store_commit(env->store);
    store_rollback(env->store);
    return err == WK_OK ? night_head_update(env) : err;
}
