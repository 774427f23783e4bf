/* SPDX-License-Identifier: EUPL-1.2 */
/* night_push.c - entries out, receipts in. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "night_private.h"
#include "xalloc.h"

/* What one push carries, and the bytes it lends to the message. */
struct parcel {
    struct wire_push message;
    struct store_entry entry[MAX_ENTRIES_PER_BODY];
    struct bytes text[MAX_CATALOGUE];
};

static void parcel_free(struct parcel *p)
{
    for (size_t i = 0; i < p->message.n_entries; i++)
        free(p->entry[i].bytes);
    for (size_t i = 0; i < p->message.n_questionnaires; i++)
        bytes_free(&p->text[i]);
    free(p);
}

/*
 * As many entries as fit into one padded body, but always one; an entry that
 * an earlier key signed and no receipt came for is signed again.
 */
static enum wk_err add_entries(
    const struct night_env *env, uint64_t above, struct parcel *p)
{
    enum { OVERHEAD = 160, ROOM = WIRE_PAD - 64 };
    uint8_t key[HASH_LEN];
    size_t used = 0;
    enum wk_err err = WK_OK;

    crypto_key_id(env->key, key);
    while (p->message.n_entries < MAX_ENTRIES_PER_BODY) {
        size_t i = p->message.n_entries;
        struct store_entry *e = &p->entry[i];

        err = store_entry_get(env->store, above + 1 + i, e);
        if (err != WK_OK)
            break;
        if (e->len == 0 || (i > 0 && used + e->len + OVERHEAD > ROOM)) {
            free(e->bytes);
            break;
        }
        if (e->verdict == 0 && memcmp(e->key, key, HASH_LEN) != 0)
            err = night_sign(env, e);
        if (err == WK_OK && e->verdict == 0)
            err = store_entry_sign(env->store, e);
        used += e->len + OVERHEAD;
        p->message.entry[i] = (struct wire_signed){{e->bytes, e->len},
            {e->signature, e->signature_len}, {e->key, HASH_LEN}, {NULL, 0}};
        p->message.n_entries++;
        if (err != WK_OK)
            break;
    }
    return err == WK_ENOTFOUND ? WK_OK : err;
}

static enum wk_err add_wanted(
    const struct night_env *env, const struct uplink *u, struct parcel *p)
{
    size_t n;
    const uint8_t(*wanted)[HASH_LEN] = uplink_wanted(u, &n);
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct bytes *text = &p->text[p->message.n_questionnaires];

        *text = bytes_new(MAX_QUESTIONNAIRE);
        err = store_questionnaire_text(env->store, wanted[i], text);
        if (err == WK_ENOTFOUND) {
            err = WK_OK;
            continue;
        }
        p->message.questionnaire[p->message.n_questionnaires++] =
            (struct span){text->data, text->len};
        /* Some a body: the rest is asked for again. */
        if (p->message.n_questionnaires == 2)
            break;
    }
    return err;
}

static enum wk_err keep_receipts(const struct night_env *env,
    const struct wire_push_reply *m, struct night_report *report)
{
    char text[MAX_TEXT + 1];
    enum wk_err err = store_begin(env->store);

    for (size_t i = 0; i < m->n_verdicts && err == WK_OK; i++) {
        const struct wire_verdict *v = &m->verdict[i];

        if (v->kind == VERDICT_OUT_OF_ORDER)
            continue;
        err =
            store_receipt_set(env->store, v->seq, v->kind, v->code, env->date);
        report->sent += v->kind == VERDICT_STORED;
        if (v->kind != VERDICT_SET_ASIDE || v->code == CODE_QUESTIONNAIRE ||
            err != WK_OK)
            continue;
        snprintf(text, sizeof text,
            "the centre set entry %" PRIu64 " aside (code %u)", v->seq,
            (unsigned)v->code);
        err = night_log(env, true, text);
    }
    if (err == WK_OK)
        err = night_step(env, "receipts");
    if (err == WK_OK)
        err = store_commit(env->store);
    store_rollback(env->store);
    return err;
}

enum wk_err night_push(
    const struct night_env *env, struct uplink *u, struct night_report *report)
{
    struct parcel *p = xcalloc(1, sizeof *p);
    struct wire_push_reply *m = xcalloc(1, sizeof *m);
    struct bytes body = bytes_new(MAX_BODY);
    struct night_reply reply = {.status = 0};
    struct wire_hold *hold = NULL;
    bool mine = false;
    enum wk_err decoded, err = WK_OK;

    if (!uplink_silent(u)) {
        err = add_entries(env, uplink_above(u), p);
        if (err == WK_OK)
            err = add_wanted(env, u, p);
    }
    if (err != WK_OK)
        goto out;
    wire_encode_push(&p->message, &body);
    night_exchange(env, report, "/sync/v1/push", &body, &reply);
    decoded = wire_decode_push_reply(night_body_of(&reply), m, &hold);
    if (reply.status != 200 && reply.status != 409) {
        uplink_failed(u, reply.status, reply.retry_after, reply.clock_wrong);
    } else if (decoded != WK_OK) {
        night_refuse(
            u, decoded, "the centre's verdicts could not be understood");
    } else {
        err = night_head_is_mine(env, &m->head, &mine);
        if (err == WK_OK)
            err = keep_receipts(env, m, report);
        uplink_pushed(u, m, mine);
    }
out:
    wire_release(hold);
    bytes_free(&reply.body);
    parcel_free(p);
    free(m);
    return err;
}
