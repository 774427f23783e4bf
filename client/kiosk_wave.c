/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_wave.c - what the page asks of a project now, or that it asks nothing,
 * or that all is only tried out. */
#include "kiosk_private.h"
#include "wave.h"

enum wk_err kiosk_wave(struct kiosk *k, const struct store_project *p,
    const struct store_plan *plans, size_t n, int32_t month, struct json *out)
{
    struct period now = period_of(p->period, month);
    const struct store_plan *plan = NULL;
    char hex[2 * HASH_LEN + 1];
    struct store_wave w = {.kind = WAVE_NORMAL};
    enum wk_err err = store_wave_at(site_store(k->site), p->id, month, &w);

    if (err == WK_OK)
        plan = wave_plan(p, plans, n, &w, month);
    if (plan != NULL)
        hex_encode(plan->questionnaire, HASH_LEN, hex);
    json_set_new(
        out, "wave", plan != NULL ? json_new_text(hex) : json_new_null());
    json_set_new(out, "pilot", json_new_bool(w.kind == WAVE_PILOT));
    json_set_new(out, "cards", json_new_bool(w.cards));
    json_set_new(out, "feedback_month", json_new_month(now.last + 1));
    return err == WK_ENOTFOUND ? WK_OK : err;
}
