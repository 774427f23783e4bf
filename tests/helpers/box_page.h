/* SPDX-License-Identifier: EUPL-1.2 */
/* box_page.h - what client/web/kiosk_seal.js does, for the tests of box.c. */
#ifndef WK_TEST_BOX_PAGE_H
#define WK_TEST_BOX_PAGE_H

#include "box.h"

#include <string.h>

#include "random.h"

static inline void box_page_seal(
    const struct box *b, const char *body, uint8_t out[static BOX_SEALED_LEN])
{
    uint8_t once[BOX_KEY_LEN], key[SEAL_KEY_LEN], plain[BOX_PLAIN_LEN];
    struct bytes info = bytes_new(MAX_TEXT);

    memset(plain, ' ', sizeof plain);
    memcpy(plain, body, strlen(body));
    random_bytes(once, sizeof once);
    memcpy(out, b->id, ID_LEN);
    crypto_box_public(once, out + ID_LEN);
    bytes_add_text(&info, BOX_TITLE);
    bytes_add(&info, out, BOX_HEAD_LEN);
    bytes_add(&info, b->public_key, BOX_KEY_LEN);
    if (crypto_box_agree(
            once, b->public_key, info.data, info.len, key, sizeof key) == WK_OK)
        crypto_seal(
            key, out, BOX_HEAD_LEN, plain, sizeof plain, out + BOX_HEAD_LEN);
    bytes_free(&info);
}

#endif
