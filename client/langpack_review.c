/* SPDX-License-Identifier: EUPL-1.2 */
#include "langpack_review.h"

#include <stdio.h>
#include <string.h>

static const char *const ROLES[] = {
    "native_speaker", "translator", "interpreter"};

const char *langpack_status_text(enum langpack_status status)
{
    static const char *const TEXTS[] = {[LANGPACK_SOURCE] = "source",
        [LANGPACK_REVIEWED] = "reviewed",
        [LANGPACK_DRAFT] = "draft"};

    return TEXTS[status];
}

enum wk_err langpack_state(
    struct store *store, const struct langpack *p, struct langpack_state *out)
{
    enum wk_err err = store_review_get(store, p->language, &out->review);

    out->has_review = err == WK_OK;
    out->status = LANGPACK_DRAFT;
    if (p->source)
        out->status = LANGPACK_SOURCE;
    else if (out->has_review && strcmp(out->review.hash, p->hash) == 0)
        out->status = LANGPACK_REVIEWED;
    return err == WK_ENOTFOUND ? WK_OK : err;
}

bool langpack_is_role(const char *role)
{
    for (size_t i = 0; i < sizeof ROLES / sizeof ROLES[0]; i++)
        if (strcmp(ROLES[i], role) == 0)
            return true;
    return false;
}

enum wk_err langpack_review(struct site *s, const char *who,
    const char *language, const char *hash, const char *role)
{
    const struct langpack *p = langpack_find(language);
    struct store_review review = {.date = site_today()};
    enum wk_err err;

    if (p == NULL)
        return WK_ENOTFOUND;
    if (p->source || !langpack_is_role(role))
        return WK_EINVAL;
    if (hash != NULL && strcmp(hash, p->hash) != 0)
        return WK_ECHECK;
    snprintf(review.language, sizeof review.language, "%s", p->language);
    snprintf(review.hash, sizeof review.hash, "%s", p->hash);
    snprintf(review.role, sizeof review.role, "%s", role);
    err = store_review_set(site_store(s), &review);
    if (err == WK_OK)
        site_note(s, who, "recorded the review of language %s by a %s",
            p->language, role);
    return err;
}
