/* SPDX-License-Identifier: EUPL-1.2 */
/* night_head.c - the head file: what this machine last knew of its chain. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "night_private.h"

void night_head_text(const struct wire_head *h, struct bytes *out)
{
    char era[2 * ERA_LEN + 1], hash[2 * HASH_LEN + 1];

    hex_encode(h->era, ERA_LEN, era);
    hex_encode(h->hash, HASH_LEN, hash);
    bytes_addf(out, "%s %" PRIu64 " %s\n", era, h->seq, hash);
}

enum wk_err night_head_parse(const char *text, struct wire_head *out)
{
    char era[2 * ERA_LEN + 1], hash[2 * HASH_LEN + 1];
    struct bytes again = bytes_new(256);
    enum wk_err err = WK_ECHECK;

    if (sscanf(text, "%32s %" SCNu64 " %64s", era, &out->seq, hash) == 3 &&
        hex_decode(era, out->era, ERA_LEN) &&
        hex_decode(hash, out->hash, HASH_LEN)) {
        night_head_text(out, &again);
        if (strcmp(bytes_text(&again), text) == 0)
            err = WK_OK;
    }
    bytes_free(&again);
    return err;
}

enum wk_err night_head_update(const struct night_env *env)
{
    struct bytes text = bytes_new(256);
    struct wire_head head;
    enum wk_err err = store_head(env->store, &head);

    if (err == WK_OK) {
        night_head_text(&head, &text);
        err = env->head_write(env->arg, &text);
    }
    if (err == WK_OK)
        err = night_step(env, "head");
    bytes_free(&text);
    return err;
}

enum wk_err night_head_is_mine(
    const struct night_env *env, const struct wire_head *head, bool *mine)
{
    static const uint8_t ZEROS[HASH_LEN];
    struct store_entry e;
    enum wk_err err;

    if (head->seq == 0) {
        *mine = memcmp(head->hash, ZEROS, HASH_LEN) == 0;
        return WK_OK;
    }
    err = store_entry_get(env->store, head->seq, &e);
    *mine = err == WK_OK && memcmp(e.hash, head->hash, HASH_LEN) == 0;
    if (err == WK_OK)
        free(e.bytes);
    return err == WK_ENOTFOUND ? WK_OK : err;
}

enum wk_err night_check_head(
    const struct night_env *env, bool *restored, bool *ahead)
{
    struct bytes text = bytes_new(256);
    struct wire_head file, own;
    bool mine = false;
    enum wk_err err = store_head(env->store, &own);

    *restored = *ahead = false;
    if (err != WK_OK)
        return err;
    err = env->head_read(env->arg, &text);
    if (err == WK_ENOTFOUND) {
        *restored = *ahead = own.seq > 0;
        err = WK_OK;
    } else if (err == WK_OK) {
        err = night_head_parse(bytes_text(&text), &file);
        if (err == WK_OK)
            err = night_head_is_mine(env, &file, &mine);
        if (err == WK_OK)
            *restored = *ahead = !mine;
        else if (err == WK_ECHECK)
            *restored = *ahead = own.seq > 0; /* damaged: as good as none */
        err = err == WK_ECHECK ? WK_OK : err;
    }
    /* Behind the database, or none yet: a crash between two steps. */
    if (err == WK_OK && !*restored)
        err = night_head_update(env);
    bytes_free(&text);
    return err;
}
