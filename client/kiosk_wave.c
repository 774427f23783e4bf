/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_wave.c - what the page asks of a project now, or that it asks nothing,
 * or that all is only tried out. */
#include "kiosk_private.h"
#include "langpack.h"
#include "wave.h"

/* The packs of all projects stand in one list: in which of them this one is
 * put.  Null: the wave names none, so in every one. */
static struct json *languages_json(
    const struct site *s, const struct store_wave *w)
{
    size_t n;
    const struct langpack *all = langpack_all(&n);
    struct json *list;

    if (w->languages[0] == '\0')
        return json_new_null();
    list = json_new_array();
    for (size_t i = 0; i < n; i++)
        if (wave_has_language(s, w, all[i].language))
            json_append_new(list, json_new_text(all[i].language));
    return list;
}

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
    json_set_new(out, "languages", languages_json(k->site, &w));
    json_set_new(out, "feedback_month", json_new_month(now.last + 1));
    return err == WK_ENOTFOUND ? WK_OK : err;
}
