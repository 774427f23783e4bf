/* SPDX-License-Identifier: EUPL-1.2 */
/* wave_language.c - in which languages a wave is put: the site's own, in which
 * what is promised must be said, and others for a group and until a date. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "langpack_review.h"
#include "wave.h"

static bool is_own(const struct site *s, const char *tag)
{
    const struct site_config *config = site_settings(s);

    for (size_t i = 0; i < config->n_languages; i++)
        if (strcmp(tag, site_config_lang(config->language[i])) == 0)
            return true;
    return false;
}

/* Whether a list of tags with spaces between has this one. */
static bool has_tag(const char *tags, const char *tag)
{
    size_t len = strlen(tag);

    for (const char *p = strstr(tags, tag); p != NULL; p = strstr(p + 1, tag))
        if ((p == tags || p[-1] == ' ') && (p[len] == '\0' || p[len] == ' '))
            return true;
    return false;
}

/* A translation that nobody read is offered nowhere. */
static enum wk_err check_reviewed(
    const struct site *s, const struct langpack *p, char why[static WHY_MAX])
{
    struct langpack_state state;
    enum wk_err err = langpack_state(site_store(s), p, &state);

    if (err != WK_OK || state.status != LANGPACK_DRAFT)
        return err;
    snprintf(why, WHY_MAX,
        "%s is a draft: a wave has it once its review was recorded",
        p->language);
    return WK_EINVAL;
}

/* Every language is one that the kiosk may offer; *extra: not only the own. */
static enum wk_err check_tags(const struct site *s, const struct store_wave *w,
    bool *extra, char why[static WHY_MAX])
{
    char copy[MAX_TEXT + 1], *rest = NULL;
    enum wk_err err = WK_OK;

    *extra = false;
    snprintf(copy, sizeof copy, "%s", w->languages);
    for (char *tag = strtok_r(copy, " ", &rest); tag != NULL && err == WK_OK;
         tag = strtok_r(NULL, " ", &rest)) {
        const struct langpack *p = langpack_find(tag);

        if (p == NULL) {
            snprintf(why, WHY_MAX, "%.24s: no such language", tag);
            return WK_EINVAL;
        }
        *extra = *extra || !is_own(s, tag);
        err = check_reviewed(s, p, why);
    }
    return err;
}

/* B12: nobody is asked before the intention can be said to them. */
static enum wk_err check_intention(
    const struct site *s, char why[static WHY_MAX])
{
    const struct site_config *config = site_settings(s);

    for (size_t i = 0; i < config->n_languages; i++) {
        const char *tag = site_config_lang(config->language[i]);

        if (langpack_has_intention(tag))
            continue;
        snprintf(why, WHY_MAX,
            "the intention (I1 to I6) is missing in the language %s", tag);
        return WK_EINVAL;
    }
    return WK_OK;
}

enum wk_err wave_check_languages(
    const struct site *s, const struct store_wave *w, char why[static WHY_MAX])
{
    bool extra;
    enum wk_err err = check_intention(s, why);

    if (err == WK_OK)
        err = check_tags(s, w, &extra, why);
    if (err != WK_OK)
        return err;
    if (extra && (w->until == INT64_MIN || !wave_is_label(w->target)))
        snprintf(why, WHY_MAX,
            "other languages than the site's own need a target group and an"
            " end date");
    else if (!extra && (w->until != INT64_MIN || w->target[0] != '\0'))
        snprintf(why, WHY_MAX,
            "a target group and an end date are for other languages than the"
            " site's own, and none is named");
    else
        return WK_OK;
    return WK_EINVAL;
}

bool wave_has_language(
    const struct site *s, const struct store_wave *w, const char *tag)
{
    if (w->languages[0] == '\0' || is_own(s, tag))
        return true;
    return has_tag(w->languages, tag) && w->until >= site_today();
}

enum wk_err wave_offers(struct site *s, const char *tag, bool *offered)
{
    struct store_wave *waves = NULL;
    int32_t month = date_month(site_today());
    size_t n = 0;
    bool any = false;
    enum wk_err err = store_wave_list(site_store(s), NULL, &waves, &n);

    *offered = is_own(s, tag);
    for (size_t i = 0; i < n; i++) {
        const struct store_wave *w = &waves[i];

        if (w->ended_on != INT64_MIN || month < w->months.first ||
            month > w->months.last)
            continue;
        any = true;
        *offered = *offered || wave_has_language(s, w, tag);
    }
    *offered = *offered || !any;
    free(waves);
    return err;
}
