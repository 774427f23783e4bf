/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_assisted.c - visits in which somebody helps: what is put then, and who
 * may say so. */
#include <string.h>

#include "kiosk_private.h"

/* The plan that is put to who is helped while base is put, or NULL. */
static const struct store_plan *find_plan(const struct store_plan *plans,
    size_t n, const uint8_t base[static HASH_LEN], int32_t month)
{
    for (size_t i = 0; i < n; i++)
        if (plans[i].has_base && store_plan_asks(&plans[i], month) &&
            memcmp(plans[i].base, base, HASH_LEN) == 0)
            return &plans[i];
    return NULL;
}

enum wk_err kiosk_assisted(struct kiosk *k, const struct store_plan *plans,
    size_t n, int32_t month, struct json *all, struct json *out)
{
    const char *wave = json_text(json_get(out, "wave"));
    const struct store_plan *plan = NULL;
    uint8_t base[HASH_LEN];

    if (wave != NULL && hex_decode(wave, base, HASH_LEN))
        plan = find_plan(plans, n, base, month);
    return kiosk_put(k, plan, "assisted", all, out);
}
