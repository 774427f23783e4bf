/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_assisted.c - visits in which somebody helps: what is put then. */
#include "kiosk_private.h"
#include "wave.h"

enum wk_err kiosk_assisted(struct kiosk *k, const struct store_plan *plans,
    size_t n, int32_t month, struct json *all, struct json *out)
{
    const char *wave = json_text(json_get(out, "wave"));
    const struct store_plan *plan = NULL;
    uint8_t base[HASH_LEN];

    if (wave != NULL && hex_decode(wave, base, HASH_LEN))
        plan = wave_assisted(plans, n, base, month);
    return kiosk_put(k, plan, "assisted", all, out);
}
