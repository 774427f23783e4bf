/* SPDX-License-Identifier: EUPL-1.2 */
#include "wave.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *wave_kind_text(enum wave_kind kind)
{
    return kind == WAVE_PILOT ? "pilot" : "normal";
}

/* ---- What may be stored, and what is asked ---- */

enum wk_err wave_takes(struct store *store, const char *project, int32_t month)
{
    struct store_wave w;
    enum wk_err err = store_wave_at(store, project, month, &w);

    if (err == WK_ENOTFOUND || (err == WK_OK && w.kind != WAVE_NORMAL))
        return WK_EWAVE;
    return err;
}

void wave_why(struct store *store, const char *project, int32_t month,
    char why[static WHY_MAX])
{
    struct store_wave w;
    char text[MONTH_TEXT];

    month_text(month, text);
    if (store_wave_at(store, project, month, &w) == WK_OK)
        snprintf(why, WHY_MAX,
            "%s is only tried out in %s, and nothing of that is kept: end the"
            " pilot and start a wave (page \"Waves\", or \"wave start\")",
            project, text);
    else
        snprintf(why, WHY_MAX,
            "no wave of %s takes answers in %s: confirm the promise and start"
            " one (page \"Waves\", or \"wave start\")",
            project, text);
}

/* An assisted one is put while its base is, a site's own after the turn. */
static bool has_turns(const struct store_plan *plan, int32_t month)
{
    return !plan->has_base && !plan->local && store_plan_asks(plan, month);
}

const struct store_plan *wave_local(const struct store_project *p,
    const struct store_plan *plans, size_t n, int32_t month)
{
    size_t asking = 0, turn;

    for (size_t i = 0; i < n; i++)
        asking += plans[i].local && store_plan_asks(&plans[i], month);
    if (asking == 0)
        return NULL;
    turn = period_turn(p->period, p->first_month, month, asking);
    for (size_t i = 0; i < n; i++)
        if (plans[i].local && store_plan_asks(&plans[i], month) && turn-- == 0)
            return &plans[i];
    return NULL;
}

const struct store_plan *wave_plan(const struct store_project *p,
    const struct store_plan *plans, size_t n, const struct store_wave *w,
    int32_t month)
{
    size_t asking = 0, turn;

    for (size_t i = 0; i < n; i++) {
        if (!has_turns(&plans[i], month))
            continue;
        asking++;
        if (w->has_questionnaire &&
            memcmp(w->questionnaire, plans[i].questionnaire, HASH_LEN) == 0)
            return &plans[i];
    }
    if (asking == 0 || w->has_questionnaire)
        return NULL;
    turn = period_turn(p->period, p->first_month, month, asking);
    for (size_t i = 0; i < n; i++)
        if (has_turns(&plans[i], month) && turn-- == 0)
            return &plans[i];
    return NULL;
}

const struct store_plan *wave_assisted(const struct store_plan *plans, size_t n,
    const uint8_t base[static HASH_LEN], int32_t month)
{
    for (size_t i = 0; i < n; i++)
        if (plans[i].has_base && store_plan_asks(&plans[i], month) &&
            memcmp(plans[i].base, base, HASH_LEN) == 0)
            return &plans[i];
    return NULL;
}

static bool has_month(const struct store_wave *w, int32_t month)
{
    return month >= w->months.first && month <= w->months.last;
}

const struct store_wave *wave_of_month(
    const struct store_wave *waves, size_t n, int32_t month)
{
    for (size_t i = n; i-- > 0;) /* the last one started counts */
        if (waves[i].kind == WAVE_NORMAL && has_month(&waves[i], month))
            return &waves[i];
    return NULL;
}

/* ---- Starting ---- */

struct store_wave wave_usual(
    const struct store_project *p, enum wave_kind kind, int32_t month)
{
    struct store_wave w = {.kind = kind,
        .months = period_of(p->period, month),
        .promised_on = site_today(),
        .until = INT64_MIN,
        .ended_on = INT64_MIN};

    memcpy(w.project, p->id, sizeof w.project);
    if (kind == WAVE_NORMAL)
        w.months.last = w.months.first + WAVE_MONTHS_MAX - 1;
    return w;
}

bool wave_is_label(const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < ' ')
            return false;
    return text[strspn(text, " ")] != '\0' && len <= MAX_NAME &&
        text_is_utf8(text, len);
}

static enum wk_err check_months(const struct store_project *p,
    const struct store_wave *w, char why[static WHY_MAX])
{
    struct period m = w->months;

    if (m.first < p->first_month)
        snprintf(why, WHY_MAX, "the wave begins before its project");
    else if (period_of(p->period, m.first).first != m.first ||
        period_of(p->period, m.last).last != m.last || m.last < m.first)
        snprintf(why, WHY_MAX, "the wave should have whole periods, each a %s",
            period_kind_text(p->period));
    else if (m.last - m.first + 1 > WAVE_MONTHS_MAX)
        snprintf(why, WHY_MAX, "a promise holds for %d months at most",
            WAVE_MONTHS_MAX);
    else
        return WK_OK;
    return WK_EINVAL;
}

static enum wk_err check_promise(
    const struct store_wave *w, char why[static WHY_MAX])
{
    if (wave_is_label(w->promised_role))
        return WK_OK;
    snprintf(why, WHY_MAX,
        "the promise is missing: who gave it, as a role in 1 to %d bytes",
        MAX_NAME);
    return WK_EINVAL;
}

/* What the wave names must be planned. */
static enum wk_err check_plan(struct store *store,
    const struct store_project *p, const struct store_wave *w,
    char why[static WHY_MAX])
{
    struct store_plan *plans = NULL;
    size_t n = 0;
    enum wk_err err = store_plan_list(store, p->id, &plans, &n);

    if (err == WK_OK && wave_plan(p, plans, n, w, w->months.first) == NULL) {
        snprintf(why, WHY_MAX, "%s does not put %s then", p->id,
            w->has_questionnaire ? "this questionnaire" : "anything");
        err = WK_ENOTFOUND;
    }
    free(plans);
    return err;
}

static enum wk_err check_overlap(
    struct store *store, const struct store_wave *w, char why[static WHY_MAX])
{
    struct store_wave *waves = NULL;
    size_t n = 0;
    enum wk_err err = store_wave_list(store, w->project, &waves, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        char first[MONTH_TEXT], last[MONTH_TEXT];

        if (waves[i].ended_on != INT64_MIN ||
            waves[i].months.first > w->months.last ||
            waves[i].months.last < w->months.first)
            continue;
        month_text(waves[i].months.first, first);
        month_text(waves[i].months.last, last);
        snprintf(why, WHY_MAX,
            "there is a %s wave from %s to %s already; end it first",
            wave_kind_text(waves[i].kind), first, last);
        err = WK_EEXIST;
    }
    free(waves);
    return err;
}

enum wk_err wave_add(struct site *s, const struct store_project *p,
    const struct store_wave *w, char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    enum wk_err err = check_months(p, w, why);

    if (err == WK_OK)
        err = check_promise(w, why);
    if (err == WK_OK)
        err = wave_check_languages(s, w, why);
    if (err == WK_OK)
        err = check_plan(store, p, w, why);
    if (err == WK_OK)
        err = check_overlap(store, w, why);
    return err == WK_OK ? store_wave_add(store, w) : err;
}

static void note_start(
    struct site *s, const char *who, const struct store_wave *w)
{
    char first[MONTH_TEXT], last[MONTH_TEXT];

    month_text(w->months.first, first);
    month_text(w->months.last, last);
    site_note(s, who, "started a %s wave of %s, %s to %s; promised by %s",
        wave_kind_text(w->kind), w->project, first, last, w->promised_role);
}

enum wk_err wave_start(struct site *s, const char *who,
    const struct store_wave *w, char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    struct store_project p;
    enum wk_err err = store_begin(store);

    snprintf(why, WHY_MAX, "%s: no such project", w->project);
    if (err == WK_OK)
        err = store_project_get(store, w->project, &p);
    if (err == WK_OK && w->months.last < date_month(site_today())) {
        snprintf(why, WHY_MAX, "those months are over");
        err = WK_ECLOSED;
    }
    if (err == WK_OK)
        err = wave_add(s, &p, w, why);
    if (err == WK_OK) {
        note_start(s, who, w);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

/* ---- Ending, and learning ---- */

static enum wk_err end_one(struct site *s, const struct store_wave *w,
    const struct store_project *p, char why[static WHY_MAX])
{
    int32_t now = date_month(site_today());
    struct period present = period_of(p->period, now);

    if (w->ended_on != INT64_MIN || w->months.last < now) {
        snprintf(why, WHY_MAX, "that wave has ended");
        return WK_ECLOSED;
    }
    if (w->months.first > now)
        return store_wave_drop(site_store(s), w->id);
    return store_wave_end(site_store(s), w->id,
        w->months.last < present.last ? w->months.last : present.last,
        site_today());
}

enum wk_err wave_end(
    struct site *s, const char *who, int64_t id, char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    struct store_project p;
    struct store_wave w;
    enum wk_err err = store_begin(store);

    snprintf(why, WHY_MAX, "no such wave");
    if (err == WK_OK)
        err = store_wave_get(store, id, &w);
    if (err == WK_OK)
        err = store_project_get(store, w.project, &p);
    if (err == WK_OK)
        err = end_one(s, &w, &p, why);
    if (err == WK_OK)
        err = store_card_void(store, w.id);
    if (err == WK_OK) {
        site_note(
            s, who, "ended a %s wave of %s", wave_kind_text(w.kind), w.project);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

/* At most 400 characters: bytes that go on a character do not count. */
static bool is_note(const char *note)
{
    size_t len = strlen(note), n = 0;

    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)note[i] & 0xc0) != 0x80;
    return n <= MAX_TEXT && len <= MAX_NOTE && text_is_utf8(note, len);
}

enum wk_err wave_learn(struct site *s, const char *who, int64_t id,
    const char *note, char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    struct store_wave w;
    enum wk_err err;

    if (!is_note(note)) {
        snprintf(why, WHY_MAX, "a note is at most %d characters", MAX_TEXT);
        return WK_EINVAL;
    }
    snprintf(why, WHY_MAX, "no such wave");
    err = store_begin(store);
    if (err == WK_OK)
        err = store_wave_get(store, id, &w);
    if (err == WK_OK)
        err = store_wave_note(store, id, note);
    if (err == WK_OK) {
        site_note(s, who, "noted what was learned in %s", w.project);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}
