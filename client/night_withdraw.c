/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * night_withdraw.c - what staff withdraw becomes an entry in the night, after
 * its hello: one made before would stand in a chain that a restore may have
 * left behind.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "night_private.h"
#include "released.h"
#include "xalloc.h"

/* Whether the entry that was meant still has its number, as a release that
 * nothing withdraws: an adoption may have put another one there. */
static enum wk_err is_meant(
    struct store *s, const struct store_withdrawal *w, bool *meant)
{
    struct entry *value = xcalloc(1, sizeof *value);
    struct store_entry e = {.len = 0};
    uint64_t by = 0;
    enum wk_err err = store_entry_get(s, w->seq, &e);

    *meant = err == WK_OK && memcmp(e.hash, w->hash, HASH_LEN) == 0 &&
        wire_decode_entry(e.bytes, e.len, value) == WK_OK &&
        value->kind == ENTRY_RELEASE;
    if (*meant)
        err = released_withdrawn_by(s, w->seq, &by);
    *meant = *meant && by == 0;
    free(e.bytes);
    free(value);
    return err == WK_ENOTFOUND ? WK_OK : err;
}

static enum wk_err append(
    const struct night_env *env, const struct store_withdrawal *w)
{
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct entry *e = xcalloc(1, sizeof *e);
    enum wk_err err = night_entry_next(env, ENTRY_WITHDRAWAL, e);

    if (err == WK_OK) {
        e->withdrawal.seq = w->seq;
        e->withdrawal.reason = w->reason;
        wire_encode_entry(e, &bytes);
        err = night_append(env, &bytes, e);
    }
    if (err == WK_OK)
        err = night_step(env, "entry");
    free(e);
    bytes_free(&bytes);
    return err;
}

static enum wk_err withdraw(
    const struct night_env *env, const struct store_withdrawal *w)
{
    char text[96];
    bool meant;
    enum wk_err err = is_meant(env->store, w, &meant);

    if (err == WK_OK && meant)
        err = append(env, w);
    snprintf(text, sizeof text, "entry %" PRIu64 " %s", w->seq,
        meant ? "is withdrawn"
              : "is not withdrawn: it is not the one any more that was meant");
    if (err == WK_OK)
        err = night_log(env, !meant, text);
    return err == WK_OK ? store_withdrawal_drop(env->store, w->seq) : err;
}

enum wk_err night_withdraw(const struct night_env *env)
{
    struct store_withdrawal *w = NULL;
    size_t n = 0;
    enum wk_err err = store_withdrawal_list(env->store, &w, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        err = store_begin(env->store);
        if (err == WK_OK)
            err = withdraw(env, &w[i]);
        if (err == WK_OK)
            err = night_step(env, "withdraw");
        if (err == WK_OK)
            err = store_commit(env->store);
        if (err == WK_OK)
            err = night_step(env, "withdrawn");
        store_rollback(env->store);
        if (err == WK_OK)
            err = night_head_update(env);
    }
    free(w);
    return err;
}
