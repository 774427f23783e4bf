/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_local.c - the site's own questions, put after those of the network. */
#include "kiosk_private.h"
#include "wave.h"

enum wk_err kiosk_local(struct kiosk *k, const struct store_project *p,
    const struct store_plan *plans, size_t n, int32_t month, struct json *all,
    struct json *out)
{
    const struct store_plan *plan = NULL;
    const struct questionnaire *q;
    char hex[2 * HASH_LEN + 1];
    enum wk_err err;

    if (json_text(json_get(out, "wave")) != NULL)
        plan = wave_local(p, plans, n, month);
    if (plan == NULL) {
        json_set_new(out, "local", json_new_null());
        return WK_OK;
    }
    err = kiosk_questionnaire(k, plan->questionnaire, &q);
    if (err != WK_OK)
        return err;
    hex_encode(plan->questionnaire, HASH_LEN, hex);
    json_set_new(out, "local", json_new_text(hex));
    if (json_get(all, hex) == NULL)
        json_set_new(all, hex, json_new_copy(q->json));
    return WK_OK;
}
