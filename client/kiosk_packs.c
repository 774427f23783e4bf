/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_packs.c - the languages that the kiosk offers: the centre's own first,
 * then the other sources, then the translations that were reviewed; or one
 * that staff look at before that. */
#include <stdlib.h>
#include <string.h>

#include "kiosk_private.h"
#include "langpack_review.h"
#include "wave.h"

static struct json *pack_json(
    const struct langpack *p, enum langpack_status status)
{
    struct json *one = json_new_object();

    json_set_new(one, "language", json_new_text(p->language));
    json_set_new(one, "endonym", json_new_text(p->endonym));
    json_set_new(one, "direction", json_new_text(p->direction));
    json_set_new(one, "script", json_new_text(p->script));
    json_set_new(one, "status", json_new_text(langpack_status_text(status)));
    json_set_new(one, "url", json_new_text(p->url));
    json_set_new(one, "welcome", json_new_text(p->welcome));
    json_set_new(one, "choose", json_new_text(p->choose));
    return one;
}

static bool is_own(const struct site_config *config, const struct langpack *p)
{
    for (size_t i = 0; i < config->n_languages; i++)
        if (strcmp(site_config_lang(config->language[i]), p->language) == 0)
            return true;
    return false;
}

/* Own languages in the order of site.conf, the rest by their tag. */
static enum wk_err add_offered(struct kiosk *k, struct json *out)
{
    const struct site_config *config = site_settings(k->site);
    size_t n;
    const struct langpack *all = langpack_all(&n);
    bool offered;
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < config->n_languages; i++) {
        const char *tag = site_config_lang(config->language[i]);

        json_append_new(out, pack_json(langpack_find(tag), LANGPACK_SOURCE));
    }
    for (size_t i = 0; i < n && err == WK_OK; i++)
        if (all[i].source && !is_own(config, &all[i])) {
            err = wave_offers(k->site, all[i].language, &offered);
            if (err == WK_OK && offered)
                json_append_new(out, pack_json(&all[i], LANGPACK_SOURCE));
        }
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct langpack_state state;

        if (all[i].source)
            continue;
        err = langpack_state(site_store(k->site), &all[i], &state);
        if (err == WK_OK)
            err = wave_offers(k->site, all[i].language, &offered);
        if (err == WK_OK && offered && state.status == LANGPACK_REVIEWED)
            json_append_new(out, pack_json(&all[i], LANGPACK_REVIEWED));
    }
    return err;
}

enum wk_err kiosk_add_packs(
    struct kiosk *k, const char *preview, struct json *out)
{
    struct json *list = json_new_array();
    const struct langpack *p = preview != NULL ? langpack_find(preview) : NULL;
    struct langpack_state state;
    enum wk_err err;

    if (preview == NULL)
        err = add_offered(k, list);
    else if (p == NULL)
        err = WK_ENOTFOUND;
    else
        err = langpack_state(site_store(k->site), p, &state);
    if (preview != NULL && err == WK_OK)
        json_append_new(list, pack_json(p, state.status));
    json_set_new(out, "packs", list);
    json_set_new(out, "preview", json_new_bool(preview != NULL));
    return err;
}
