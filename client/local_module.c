/* SPDX-License-Identifier: EUPL-1.2 */
#include "local_module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

/* ---- Keeping ---- */

static enum wk_err check_text(const struct site *s, const struct json *text,
    const char *what, char why[static WHY_MAX])
{
    const struct site_config *config = site_settings(s);

    for (size_t i = 0; i < config->n_languages; i++) {
        const char *lang = site_config_lang(config->language[i]);

        if (json_get(text, lang) != NULL)
            continue;
        snprintf(why, WHY_MAX,
            "%.40s: no text in %s, which is a language of this site", what,
            lang);
        return WK_EINVAL;
    }
    return WK_OK;
}

static enum wk_err check_texts(const struct site *s,
    const struct questionnaire *q, char why[static WHY_MAX])
{
    static const char *const LISTS[] = {"questions", "attributes"};
    const struct json *labels = json_get(q->json, "labels");
    const struct json *title = json_get(q->json, "title");
    const char *code = NULL;
    enum wk_err err =
        title != NULL ? check_text(s, title, "title", why) : WK_OK;

    for (size_t k = 0; k < sizeof LISTS / sizeof LISTS[0]; k++) {
        const struct json *list = json_get(q->json, LISTS[k]);

        for (size_t i = 0; i < json_size(list) && err == WK_OK; i++) {
            const struct json *one = json_at(list, i);
            const struct json *text = json_get(one, "text");

            if (text != NULL)
                err = check_text(s, text, json_get_text(one, "id"), why);
        }
    }
    while (labels != NULL && err == WK_OK &&
        (code = json_next_key(labels, code)) != NULL)
        err = check_text(s, json_get(labels, code), code, why);
    return err;
}

enum wk_err local_module_keep(struct site *s, struct span text,
    uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    struct questionnaire *q = NULL;
    enum wk_err err = questionnaire_parse(text.data, text.len, &q, why);

    if (err == WK_OK && q->site_scope)
        err = check_texts(s, q, why);
    questionnaire_free(q);
    return err == WK_OK
        ? store_questionnaire_add_own(site_store(s), text, hash, why)
        : err;
}

/* ---- Putting ---- */

/* One being set, inside the transaction. */
struct setting {
    struct store *store;
    struct store_project project;
    struct store_plan plan; /* wanted, or as it stands */
    bool held;
    char *why;
};

static enum wk_err find(struct setting *m, const char *project,
    const uint8_t questionnaire[static HASH_LEN])
{
    struct store_plan *plans = NULL;
    bool is_local = false;
    size_t n = 0;
    enum wk_err err =
        store_questionnaire_is_local(m->store, questionnaire, &is_local);

    if (err == WK_OK && !is_local) {
        snprintf(m->why, WHY_MAX,
            "only a site's own questions (\"site:\") are added and removed;"
            " the core of a project is locked");
        return WK_EINVAL;
    }
    if (err == WK_OK)
        err = store_project_get(m->store, project, &m->project);
    if (err == WK_ENOTFOUND)
        snprintf(m->why, WHY_MAX, "%.24s: no such project", project);
    if (err == WK_OK)
        err = store_plan_list(m->store, project, &plans, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        if (memcmp(plans[i].questionnaire, questionnaire, HASH_LEN) == 0) {
            m->plan = plans[i];
            m->held = true;
        }
    free(plans);
    return err;
}

int32_t local_module_begins(const struct store_project *p)
{
    int32_t now = date_month(site_today());

    return now < p->first_month ? p->first_month
                                : period_of(p->period, now).last + 1;
}

/*
 * Never in a period that has begun: whoever answered before would be the
 * difference of two releases of the same people, the core's and this one.
 */
static enum wk_err turn_on(
    struct setting *m, const uint8_t questionnaire[static HASH_LEN])
{
    int32_t now = date_month(site_today());

    if (m->held && m->plan.last_month == INT32_MAX) {
        snprintf(m->why, WHY_MAX, "it is put already");
        return WK_EEXIST;
    }
    if (m->held && m->plan.last_month < now) {
        snprintf(m->why, WHY_MAX,
            "it was taken away; put a new version of these questions");
        return WK_EEXIST;
    }
    if (m->held)
        return store_plan_last(m->store, &m->plan, INT32_MAX);
    m->plan =
        (struct store_plan){.first_month = local_module_begins(&m->project),
            .last_month = INT32_MAX};
    memcpy(m->plan.project, m->project.id, sizeof m->plan.project);
    memcpy(m->plan.questionnaire, questionnaire, HASH_LEN);
    return store_plan_add(m->store, &m->plan);
}

/* One that has not begun never does. */
static enum wk_err turn_off(struct setting *m)
{
    int32_t now = date_month(site_today()), last = m->plan.first_month - 1;

    if (!m->held || m->plan.last_month != INT32_MAX) {
        snprintf(m->why, WHY_MAX, "it is not put");
        return WK_ENOTFOUND;
    }
    if (now > last)
        last = period_of(m->project.period, now).last;
    return store_plan_last(m->store, &m->plan, last);
}

static enum wk_err set(struct site *s, const struct local_change *c,
    const uint8_t *questionnaire, bool on, char why[static WHY_MAX])
{
    struct setting m = {.store = site_store(s), .why = why};
    enum wk_err err;

    if (questionnaire == NULL)
        return WK_OK;
    err = find(&m, c->project, questionnaire);
    if (err != WK_OK)
        return err;
    return on ? turn_on(&m, questionnaire) : turn_off(&m);
}

enum wk_err local_module_change(struct site *s, const char *who,
    const struct local_change *c, char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    uint8_t kept[HASH_LEN];
    const uint8_t *put = c->form.len > 0 ? kept : c->put;
    enum wk_err err = store_begin(store);

    snprintf(why, WHY_MAX, "the database failed");
    if (err == WK_OK && c->form.len > 0)
        err = local_module_keep(s, c->form, kept, why);
    if (err == WK_OK)
        err = set(s, c, c->remove, false, why);
    if (err == WK_OK)
        err = set(s, c, put, true, why);
    if (err == WK_OK) {
        site_note(s, who, "%s own questions in %s",
            put == NULL             ? "stops putting"
                : c->remove == NULL ? "put"
                                    : "changes",
            c->project);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}
