/* SPDX-License-Identifier: EUPL-1.2 */
#include "box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

#define PURPOSE "box"

static enum wk_err make(const struct seal *seal, struct store *s, int64_t date,
    struct store_box *out)
{
    uint8_t private_key[BOX_KEY_LEN];

    *out = (struct store_box){.since = date};
    random_bytes(out->id, ID_LEN);
    random_bytes(private_key, sizeof private_key);
    crypto_box_public(private_key, out->public_key);
    seal_wrap(seal, PURPOSE, out->id, private_key, out->wrapped);
    crypto_wipe(private_key, sizeof private_key);
    return store_box_add(s, out);
}

enum wk_err box_now(const struct seal *seal, struct store *s, int64_t date,
    struct box *out, bool *gone)
{
    struct store_box *list = NULL, fresh;
    size_t n = 0;
    enum wk_err err = store_box_keep(
        s, date - BOX_KEEP_DAYS + 1, date + BOX_AHEAD_DAYS, gone);

    if (err == WK_OK)
        err = store_box_list(s, &list, &n);
    if (err == WK_OK && (n == 0 || date - list[0].since >= BOX_NEW_DAYS)) {
        err = make(seal, s, date, &fresh);
        if (err == WK_OK) {
            memcpy(out->id, fresh.id, ID_LEN);
            memcpy(out->public_key, fresh.public_key, BOX_KEY_LEN);
        }
    } else if (err == WK_OK) {
        memcpy(out->id, list[0].id, ID_LEN);
        memcpy(out->public_key, list[0].public_key, BOX_KEY_LEN);
    }
    free(list);
    return err;
}

static enum wk_err find(
    struct store *s, const uint8_t *id, struct store_box *out)
{
    struct store_box *list = NULL;
    size_t n = 0;
    enum wk_err err = store_box_list(s, &list, &n);
    bool found = false;

    for (size_t i = 0; i < n && err == WK_OK && !found; i++) {
        found = bytes_equal(list[i].id, id, ID_LEN);
        if (found)
            *out = list[i];
    }
    free(list);
    return err == WK_OK && !found ? WK_ENOTFOUND : err;
}

/* The key of one body: what its pair and the box agree on. */
static enum wk_err agree(const uint8_t *private_key, const uint8_t *head,
    const uint8_t *public_key, uint8_t key[static SEAL_KEY_LEN])
{
    struct bytes info = bytes_new(MAX_TEXT);
    enum wk_err err;

    bytes_add_text(&info, BOX_TITLE);
    bytes_add(&info, head, BOX_HEAD_LEN);
    bytes_add(&info, public_key, BOX_KEY_LEN);
    err = crypto_box_agree(
        private_key, head + ID_LEN, info.data, info.len, key, SEAL_KEY_LEN);
    bytes_free(&info);
    return err;
}

enum wk_err box_open(const struct seal *seal, struct store *s,
    const uint8_t sealed[static BOX_SEALED_LEN],
    uint8_t plain[static BOX_PLAIN_LEN])
{
    uint8_t private_key[BOX_KEY_LEN], key[SEAL_KEY_LEN];
    struct store_box b;
    enum wk_err err = find(s, sealed, &b);

    if (err == WK_OK)
        err = seal_unwrap(seal, PURPOSE, b.id, b.wrapped, private_key);
    if (err == WK_OK)
        err = agree(private_key, sealed, b.public_key, key);
    if (err == WK_OK)
        err = crypto_open(key, sealed, BOX_HEAD_LEN, sealed + BOX_HEAD_LEN,
            BOX_SEALED_LEN - BOX_HEAD_LEN, plain);
    crypto_wipe(private_key, sizeof private_key);
    crypto_wipe(key, sizeof key);
    return err;
}

enum wk_err box_verify(const struct seal *seal, struct store *s,
    void (*report)(void *arg, const char *place), void *arg)
{
    struct store_box *list = NULL;
    size_t n = 0;
    bool faults = false;
    enum wk_err err = store_box_list(s, &list, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        uint8_t private_key[BOX_KEY_LEN], public_key[BOX_KEY_LEN] = {0};
        char hex[2 * ID_LEN + 1], place[96];

        if (seal_unwrap(seal, PURPOSE, list[i].id, list[i].wrapped,
                private_key) == WK_OK)
            crypto_box_public(private_key, public_key);
        crypto_wipe(private_key, sizeof private_key);
        if (bytes_equal(public_key, list[i].public_key, BOX_KEY_LEN))
            continue;
        hex_encode(list[i].id, ID_LEN, hex);
        snprintf(place, sizeof place, "table box, row %s: does not open", hex);
        report(arg, place);
        faults = true;
    }
    free(list);
    return err == WK_OK && faults ? WK_ECHECK : err;
}
