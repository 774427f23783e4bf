/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_box.c - the box to which pages seal what waits, and what was in it. */
#include <stdlib.h>

#include "kiosk_private.h"
#include "xalloc.h"

void kiosk_box_refresh(struct kiosk *k)
{
    struct seal_clock clock = site_clock(k->site);
    int64_t last = clock.central_date + SEAL_AHEAD_DAYS;
    /* As for answers: no clock that is far ahead ends what waits. */
    int64_t date = clock.central_date != INT64_MIN && clock.date > last
        ? last
        : clock.date;
    bool gone = false;

    if (k->has_box && k->box_date == date)
        return;
    k->has_box = box_now(site_seal(k->site), site_store(k->site), date, &k->box,
                     &gone) == WK_OK;
    k->box_date = date;
    k->traces |= gone;
}

struct json *kiosk_box_json(struct kiosk *k)
{
    char id[2 * ID_LEN + 1], key[2 * BOX_KEY_LEN];
    struct json *out;

    kiosk_box_refresh(k);
    if (!k->has_box)
        return json_new_null();
    hex_encode(k->box.id, ID_LEN, id);
    base64_encode(k->box.public_key, BOX_KEY_LEN, key);
    out = json_new_object();
    json_set_new(out, "id", json_new_text(id));
    json_set_new(out, "key", json_new_text(key));
    return out;
}

enum wk_err kiosk_box_open(struct kiosk *k, const char *text,
    struct json **body, char why[static WHY_MAX])
{
    uint8_t *sealed = xcalloc(BOX_SEALED_LEN, 1);
    uint8_t *plain = xcalloc(BOX_PLAIN_LEN, 1);
    size_t len;
    enum wk_err err = WK_ECHECK;

    if (base64_decode(text, sealed, BOX_SEALED_LEN, &len) &&
        len == BOX_SEALED_LEN)
        err = box_open(site_seal(k->site), site_store(k->site), sealed, plain);
    if (err == WK_OK &&
        json_parse(plain, BOX_PLAIN_LEN, body, why, WHY_MAX) != WK_OK)
        err = WK_EINVAL;
    crypto_wipe(plain, BOX_PLAIN_LEN);
    free(plain);
    free(sealed);
    return err;
}
