/* SPDX-License-Identifier: EUPL-1.2 */
#include "local_module.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    m->plan = (struct store_plan){
        .first_month = m->project.first_month, .last_month = INT32_MAX};
    if (now >= m->project.first_month)
        m->plan.first_month = period_of(m->project.period, now).last + 1;
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

enum wk_err local_module_set(struct site *s, const char *who,
    const char *project, const uint8_t questionnaire[static HASH_LEN], bool on,
    char why[static WHY_MAX])
{
    struct setting m = {.store = site_store(s), .why = why};
    enum wk_err err = store_begin(m.store);

    snprintf(why, WHY_MAX, "the database failed");
    if (err == WK_OK)
        err = find(&m, project, questionnaire);
    if (err == WK_OK)
        err = on ? turn_on(&m, questionnaire) : turn_off(&m);
    if (err == WK_OK) {
        site_note(s, who, "%s own questions in %s",
            on ? "put" : "stops putting", project);
        err = store_commit(m.store);
    }
    store_rollback(m.store);
    return err;
}
