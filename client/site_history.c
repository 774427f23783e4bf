/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_history.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "xalloc.h"

struct auditing {
    struct store *store;
    struct history *history;
    bool local; /* of the site's own questions, which are in no chain */
    uint8_t (*own)[HASH_LEN]; /* their questionnaires */
    size_t n_own;
    struct wire_head head; /* with the era now open */
    int64_t restored;      /* the head when a backup was put back; -1: never */
    bool faulty;
    void (*report)(void *arg, const char *place);
    void *arg;
};

static void fault(struct auditing *a, const char *fmt, ...) WK_PRINTF(2, 3);

static void fault(struct auditing *a, const char *fmt, ...)
{
    char place[MAX_TEXT];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(place, sizeof place, fmt, ap);
    va_end(ap);
    a->faulty = true;
    a->report(a->arg, place);
}

static struct history_series series_of(const struct store_series *s)
{
    struct history_series of = {.channel = s->channel};

    memcpy(of.questionnaire, s->questionnaire, HASH_LEN);
    memcpy(of.project, s->project, sizeof of.project);
    return of;
}

/* ---- Two histories: what may leave, and what stays ---- */

static enum wk_err find_own(struct auditing *a)
{
    struct store_questionnaire *list = NULL;
    size_t n = 0;
    enum wk_err err = store_questionnaire_list(a->store, &list, &n);

    a->own = xcalloc(n + 1, sizeof *a->own);
    for (size_t i = 0; i < n; i++) {
        if (list[i].q->site_scope)
            memcpy(a->own[a->n_own++], list[i].hash, HASH_LEN);
        questionnaire_free(list[i].q);
    }
    free(list);
    return err;
}

/* Whether a series is of the history that is audited now. */
static bool concerns(
    const struct auditing *a, const uint8_t questionnaire[static HASH_LEN])
{
    bool own = false;

    for (size_t i = 0; i < a->n_own; i++)
        own = own || memcmp(a->own[i], questionnaire, HASH_LEN) == 0;
    return own == a->local;
}

/* ---- What explains where labels begin ---- */

/* A plan says where its labels began, unless an adoption moved them. */
static enum wk_err tell_starts(struct auditing *a)
{
    struct store_plan *plan = NULL;
    size_t n = 0;
    enum wk_err err;

    if (store_meta_int(a->store, "adopted", INT64_MIN) != INT64_MIN)
        return WK_OK;
    err = store_plan_list(a->store, NULL, &plan, &n);
    for (size_t i = 0; i < n; i++)
        for (int c = CHANNEL_SELF;
             c <= CHANNEL_ASSISTED && concerns(a, plan[i].questionnaire); c++) {
            struct history_series of = {.channel = (enum channel)c};

            memcpy(of.questionnaire, plan[i].questionnaire, HASH_LEN);
            memcpy(of.project, plan[i].project, sizeof of.project);
            history_start(a->history, &of, plan[i].first_month);
        }
    free(plan);
    return err;
}

static enum wk_err tell_frozen(struct auditing *a)
{
    struct store_pool *pool = NULL;
    size_t n = 0;
    enum wk_err err = store_pool_list(a->store, NULL, POOL_FROZEN, &pool, &n);

    for (size_t i = 0; i < n; i++) {
        struct history_series of = series_of(&pool[i].series);

        if (concerns(a, pool[i].series.questionnaire))
            history_frozen(a->history, &of, pool[i].months.last);
    }
    free(pool);
    return err;
}

/* ---- The chain ---- */

static void take(
    struct auditing *a, const struct store_entry *e, const struct entry *value)
{
    bool elsewhere = e->verdict == VERDICT_ALREADY_HELD &&
        memcmp(value->era, a->head.era, ERA_LEN) != 0;
    enum history_breach b = history_entry(
        a->history, value, elsewhere ? HISTORY_HELD : HISTORY_COUNTS);

    /* What explained it was lost with the database that was replaced. */
    if (b == HISTORY_GAP && (int64_t)e->seq <= a->restored)
        b = HISTORY_SOUND;
    if (b != HISTORY_SOUND)
        fault(a, "table entry, row %" PRIu64 ": %s", e->seq, history_text(b));
}

static enum wk_err walk(struct auditing *a)
{
    struct entry *value = xcalloc(1, sizeof *value);
    enum wk_err err = WK_OK;

    for (uint64_t seq = 1; seq <= a->head.seq && err == WK_OK; seq++) {
        struct store_entry e = {0};

        err = store_entry_get(a->store, seq, &e);
        if (err != WK_OK)
            break;
        if ((int64_t)seq == a->restored + 1)
            history_excuse(a->history);
        if (wire_decode_entry(e.bytes, e.len, value) == WK_OK)
            take(a, &e, value);
        else
            history_unread(a->history, seq);
        free(e.bytes);
    }
    if (a->restored == (int64_t)a->head.seq)
        history_excuse(a->history);
    free(value);
    /* A missing entry is for the check of the chain to tell. */
    return err == WK_ENOTFOUND ? WK_OK : err;
}

/* ---- What stays ---- */

static void take_local(
    struct auditing *a, const struct store_local *r, struct entry *value)
{
    enum history_breach b;

    value->seq = (uint64_t)r->id;
    value->kind = ENTRY_RELEASE;
    memcpy(value->era, r->era, ERA_LEN);
    b = history_entry(a->history, value, HISTORY_COUNTS);
    if (b == HISTORY_GAP && r->id <= a->restored)
        b = HISTORY_SOUND;
    if (b != HISTORY_SOUND)
        fault(a, "table local_release, row %" PRId64 ": %s", r->id,
            history_text(b));
}

static enum wk_err walk_local(struct auditing *a)
{
    struct entry *value = xcalloc(1, sizeof *value);
    struct store_local *list = NULL;
    size_t n = 0;
    int64_t last = 0;
    enum wk_err err = store_local_list(a->store, &list, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        last = list[i].id;
        if (last == a->restored + 1)
            history_excuse(a->history);
        if (wire_decode_release(list[i].bytes, list[i].len, &value->release) ==
            WK_OK)
            take_local(a, &list[i], value);
        else
            history_unread(a->history, (uint64_t)last);
    }
    if (a->restored >= last)
        history_excuse(a->history);
    store_free_locals(list, n);
    free(value);
    return err;
}

/* ---- Where it stands now ---- */

static enum wk_err check_label(
    struct auditing *a, const struct store_label *label)
{
    struct history_series of = series_of(&label->series);
    struct store_project project = {.period = PERIOD_MONTH};
    enum history_breach b;
    enum wk_err err = store_project_get(a->store, of.project, &project);

    if (err != WK_OK && err != WK_ENOTFOUND)
        return err;
    b = history_label(a->history, &of, a->head.era, label->next_month,
        label->tested_month, project.period);
    if (b != HISTORY_SOUND)
        fault(a, "table label, %s, %s: %s", of.project,
            channel_text(of.channel), history_text(b));
    return WK_OK;
}

/* An open pool behind its label would go into a release that does not name its
 * months. */
static void check_pools(struct auditing *a, const struct store_label *label,
    const struct store_pool *pool, size_t n)
{
    bool behind = false;

    for (size_t i = 0; i < n; i++)
        behind = behind ||
            (pool[i].months.first < label->next_month &&
                store_series_same(&pool[i].series, &label->series));
    if (behind)
        fault(a, "table pool, %s, %s: open behind its label",
            label->series.project, channel_text(label->series.channel));
}

static enum wk_err check_standing(struct auditing *a)
{
    struct store_label *label = NULL;
    struct store_pool *pool = NULL;
    size_t n = 0, n_pools = 0;
    enum wk_err err = store_label_list(a->store, &label, &n);

    if (err == WK_OK)
        err = store_pool_list(a->store, NULL, POOL_OPEN, &pool, &n_pools);
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        if (!concerns(a, label[i].series.questionnaire))
            continue;
        err = check_label(a, &label[i]);
        check_pools(a, &label[i], pool, n_pools);
    }
    free(label);
    free(pool);
    return err;
}

static enum wk_err audit(struct auditing *a, bool local)
{
    enum wk_err err;

    a->local = local;
    a->restored =
        store_meta_int(a->store, local ? "restored_local" : "restored", -1);
    a->history = history_new(true);
    err = tell_starts(a);
    if (err == WK_OK)
        err = tell_frozen(a);
    if (err == WK_OK)
        err = local ? walk_local(a) : walk(a);
    if (err == WK_OK)
        err = check_standing(a);
    history_free(a->history);
    return err;
}

enum wk_err site_history_verify(
    struct store *s, void (*report)(void *arg, const char *place), void *arg)
{
    struct auditing a = {.store = s, .report = report, .arg = arg};
    enum wk_err err = store_head(s, &a.head);

    if (err == WK_OK)
        err = find_own(&a);
    if (err == WK_OK)
        err = audit(&a, false);
    if (err == WK_OK)
        err = audit(&a, true);
    free(a.own);
    return err == WK_OK && a.faulty ? WK_ECHECK : err;
}
