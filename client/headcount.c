/* SPDX-License-Identifier: EUPL-1.2 */
#include "headcount.h"

#include <stdlib.h>
#include <string.h>

#include "wave.h"
#include "xalloc.h"

/* What a project puts, and when. */
struct calendar {
    struct store_plan *plans;
    struct store_wave *waves;
    size_t n_plans, n_waves;
};

static enum wk_err find_calendar(
    struct store *store, const char *project, struct calendar *out)
{
    enum wk_err err =
        store_plan_list(store, project, &out->plans, &out->n_plans);

    if (err == WK_OK)
        err = store_wave_list(store, project, &out->waves, &out->n_waves);
    return err;
}

static void end_calendar(struct calendar *c)
{
    free(c->plans);
    free(c->waves);
}

/* The questionnaire whose turn is the turn of a series: of who is helped only
 * the assisted one has any, where there is one.  NULL: it has none. */
static const uint8_t *turn_of(
    const struct store_plan *plans, size_t n, const struct store_series *of)
{
    bool assisted = of->channel == CHANNEL_ASSISTED;

    for (size_t i = 0; i < n; i++) {
        if (!plans[i].has_base)
            continue;
        if (memcmp(plans[i].questionnaire, of->questionnaire, HASH_LEN) == 0)
            return assisted ? plans[i].base : NULL;
        if (assisted && memcmp(plans[i].base, of->questionnaire, HASH_LEN) == 0)
            return NULL;
    }
    return of->questionnaire;
}

/* Whether the questionnaire is asked in the period that begins so. */
static bool has_turn(const struct store_project *p, const struct calendar *c,
    const struct store_series *of, int32_t first)
{
    const uint8_t *questionnaire = turn_of(c->plans, c->n_plans, of);
    const struct store_wave *w = wave_of_month(c->waves, c->n_waves, first);
    const struct store_plan *plan =
        w != NULL ? wave_plan(p, c->plans, c->n_plans, w, first) : NULL;

    return plan != NULL && questionnaire != NULL &&
        memcmp(plan->questionnaire, questionnaire, HASH_LEN) == 0;
}

/* ---- What can be entered ---- */

/* The months from which and up to which a series can be counted now. */
static enum wk_err open_months(struct site *s, const struct store_project *p,
    const struct store_series *of, struct store_label *label,
    struct period *present)
{
    struct seal_clock clock = site_clock(s);
    int32_t month = 0;
    enum wk_err err = store_label_get(site_store(s), of, label);

    if (err == WK_OK)
        err = seal_month(site_store(s), of, &clock, &month);
    *present = period_of(p->period, month);
    return err;
}

struct list {
    struct headcount *data;
    size_t n, cap;
};

static void add(struct list *l, const struct headcount *h)
{
    if (l->n == l->cap) {
        l->cap = l->cap > 0 ? 2 * l->cap : 16;
        l->data = xrealloc(l->data, l->cap, sizeof *l->data);
    }
    l->data[l->n++] = *h;
}

/* The periods of one series. */
static enum wk_err list_series(struct site *s, const struct store_project *p,
    const struct calendar *c, const struct store_series *of, struct list *out)
{
    struct store_label label;
    struct period present;
    enum wk_err err = open_months(s, p, of, &label, &present);

    if (err == WK_ENOTFOUND)
        return WK_OK;
    for (int32_t m = label.next_month; err == WK_OK && m <= present.first;
         m += (int32_t)p->period) {
        struct headcount h = {.months = period_of(p->period, m),
            .people = {.series = *of, .first_month = m}};
        bool fresh = m > label.tested_month;

        h.until = period_closes_on(h.months) - 1;
        err = store_headcount_get(site_store(s), of, m, &h.people);
        h.entered = err == WK_OK;
        if (err == WK_ENOTFOUND)
            err = WK_OK;
        if (h.entered || (fresh && has_turn(p, c, of, m)))
            add(out, &h);
    }
    return err;
}

static enum wk_err list_project(
    struct site *s, const struct store_project *p, struct list *out)
{
    struct calendar known = {.plans = NULL};
    enum wk_err err = find_calendar(site_store(s), p->id, &known);

    for (size_t i = 0; i < known.n_plans; i++)
        for (int c = CHANNEL_SELF; c <= CHANNEL_ASSISTED && err == WK_OK; c++) {
            struct store_series of = {.channel = (enum channel)c};

            memcpy(of.questionnaire, known.plans[i].questionnaire, HASH_LEN);
            memcpy(of.project, p->id, sizeof of.project);
            err = list_series(s, p, &known, &of, out);
        }
    end_calendar(&known);
    return err;
}

enum wk_err headcount_list(struct site *s, struct headcount **out, size_t *n)
{
    struct store_project *projects = NULL;
    struct list list = {.n = 0};
    size_t n_projects = 0;
    enum wk_err err = store_project_list(site_store(s), &projects, &n_projects);

    for (size_t i = 0; i < n_projects && err == WK_OK; i++)
        err = list_project(s, &projects[i], &list);
    free(projects);
    *out = list.data;
    *n = list.n;
    return err;
}

/* ---- Entering ---- */

/* The first month of the period meant, if its batch is still open. */
static enum wk_err find_period(struct site *s, const struct store_series *of,
    int32_t month, int32_t *first)
{
    struct store_project p;
    struct store_label label;
    struct period present;
    enum wk_err err = store_project_get(site_store(s), of->project, &p);

    if (err == WK_OK)
        err = open_months(s, &p, of, &label, &present);
    if (err != WK_OK)
        return err;
    *first = period_of(p.period, month).first;
    if (*first < label.next_month)
        return WK_ECLOSED;
    return *first > present.first ? WK_EINVAL : WK_OK;
}

static void note(struct site *s, const char *who, const char *what,
    const struct store_series *of, int32_t first)
{
    char month[MONTH_TEXT];

    month_text(first, month);
    site_note(s, who, "%s the headcount of %s, %s, from %s", what, of->project,
        channel_text(of->channel), month);
}

enum wk_err headcount_enter(
    struct site *s, const char *who, const struct store_headcount *h)
{
    struct store *store = site_store(s);
    struct store_headcount kept = *h;
    enum wk_err err;

    if (h->eligible > HEADCOUNT_MAX || (h->has_asked && h->asked > h->eligible))
        return WK_EINVAL;
    err = store_begin(store);
    if (err == WK_OK)
        err = find_period(s, &h->series, h->first_month, &kept.first_month);
    if (err == WK_OK)
        err = store_headcount_set(store, &kept);
    if (err == WK_OK) {
        note(s, who, "entered", &h->series, kept.first_month);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

enum wk_err headcount_drop(struct site *s, const char *who,
    const struct store_series *of, int32_t month)
{
    struct store *store = site_store(s);
    int32_t first = 0;
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = find_period(s, of, month, &first);
    if (err == WK_OK)
        err = store_headcount_drop(store, of, first);
    if (err == WK_OK) {
        note(s, who, "took back", of, first);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

/* ---- Closing ---- */

enum wk_err headcount_turnout(struct store *store,
    const struct store_series *of, const struct store_project *project,
    struct period months, struct turnout *out)
{
    struct calendar known = {.plans = NULL};
    struct turnout sum = {.eligible = 0};
    bool entered = true, asked = true;
    enum wk_err err = find_calendar(store, project->id, &known);

    for (int32_t m = months.first; m <= months.last && err == WK_OK;
         m += (int32_t)project->period) {
        struct store_headcount h;

        err = store_headcount_get(store, of, m, &h);
        if (err == WK_OK) {
            sum.eligible += h.eligible;
            sum.asked += h.asked;
            asked = asked && h.has_asked;
        } else if (err == WK_ENOTFOUND) {
            err = WK_OK;
            if (has_turn(project, &known, of, m))
                entered = false;
        }
    }
    end_calendar(&known);
    out->eligible = entered ? sum.eligible : 0;
    out->asked = entered && asked ? sum.asked : 0;
    return err;
}
