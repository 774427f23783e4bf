/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "site_cmd.h"
#include "wave.h"

/* A wave that is being started. */
struct starting {
    const struct cmd_args *a;
    struct site *site;
    struct store_project project;
    struct store_wave wave;
};

static enum wk_err find_project(struct starting *st)
{
    const char *id = st->a->arg[0];
    enum wk_err err = site_cmd_open(st->a, &st->site);

    if (err == WK_OK)
        err = store_project_get(site_store(st->site), id, &st->project);
    if (err == WK_ENOTFOUND)
        site_cmd_fail(st->a, err, "%s: no such project", id);
    return err;
}

/* --from and --until: months, of which the first is this period's. */
static enum wk_err take_months(struct starting *st)
{
    const char *from = cmd_value(st->a, "from");
    const char *until = cmd_value(st->a, "until");
    int32_t month = date_month(site_today());

    if (from != NULL && month_parse(from, &month) != WK_OK)
        return cmd_usage(st->a, "--from should be YYYY-MM");
    if (from == NULL && month < st->project.first_month)
        month = st->project.first_month;
    st->wave = wave_usual(&st->project,
        cmd_flag(st->a, "pilot") ? WAVE_PILOT : WAVE_NORMAL, month);
    if (until != NULL && month_parse(until, &st->wave.months.last) != WK_OK)
        return cmd_usage(st->a, "--until should be YYYY-MM");
    if (from != NULL)
        st->wave.months.first = month;
    return WK_OK;
}

/* --language, --target, --language-until. */
static enum wk_err take_languages(struct starting *st)
{
    const char *const *tags = NULL;
    int n = cmd_values(st->a, "language", &tags);
    const char *until = cmd_value(st->a, "language-until");
    const char *target = cmd_value(st->a, "target");
    struct store_wave *w = &st->wave;
    size_t len = 0, size = sizeof w->languages;

    for (int i = 0; i < n; i++) {
        if (!text_is_id(tags[i], MAX_ID))
            return cmd_usage(st->a, "--language should be a tag, as in nl");
        len += (size_t)snprintf(
            w->languages + len, size - len, "%s%s", i > 0 ? " " : "", tags[i]);
        if (len >= size)
            return cmd_usage(st->a, "too many --language");
    }
    if (until != NULL && date_parse(until, &w->until) != WK_OK)
        return cmd_usage(st->a, "--language-until should be YYYY-MM-DD");
    if (target != NULL && !wave_is_label(target))
        return cmd_usage(
            st->a, "--target should be 1 to %d bytes of text", MAX_NAME);
    snprintf(w->target, sizeof w->target, "%s", target != NULL ? target : "");
    return WK_OK;
}

static enum wk_err take_questionnaire(struct starting *st)
{
    const char *name = cmd_value(st->a, "questionnaire");
    struct store_questionnaire q = {.q = NULL};
    enum wk_err err;

    if (name == NULL)
        return WK_OK;
    err = site_cmd_planned(
        st->a, st->site, st->project.id, name, &st->project, &q);
    if (err == WK_OK) {
        st->wave.has_questionnaire = true;
        memcpy(st->wave.questionnaire, q.hash, HASH_LEN);
    }
    questionnaire_free(q.q);
    return err;
}

static void print_started(const struct store_wave *w)
{
    char first[MONTH_TEXT], last[MONTH_TEXT];

    month_text(w->months.first, first);
    month_text(w->months.last, last);
    printf("%s asks from %s to %s%s\n", w->project, first, last,
        w->kind == WAVE_PILOT ? ", as a trial: nothing is kept" : "");
}

enum wk_err site_cmd_wave_start(const struct cmd_args *a)
{
    struct starting st = {.a = a};
    const char *role = cmd_value(a, "promise");
    char why[WHY_MAX] = "";
    enum wk_err err;

    if (role == NULL || !wave_is_label(role))
        return cmd_usage(a,
            "--promise ROLE says who promised, for the management, that no"
            " answer changes anything for anybody");
    err = find_project(&st);
    if (err == WK_OK)
        err = take_months(&st);
    if (err == WK_OK)
        err = take_languages(&st);
    if (err == WK_OK)
        err = take_questionnaire(&st);
    if (err == WK_OK) {
        st.wave.cards = cmd_flag(a, "cards");
        snprintf(
            st.wave.promised_role, sizeof st.wave.promised_role, "%s", role);
        err = wave_start(st.site, a->command, &st.wave, why);
        if (err == WK_OK)
            print_started(&st.wave);
        else
            site_cmd_fail(a, err, "%s", why);
    }
    site_close(st.site);
    return err;
}

enum wk_err site_cmd_wave_end(const struct cmd_args *a)
{
    const char *text = cmd_value(a, "month");
    int32_t month = date_month(site_today());
    struct starting st = {.a = a};
    char why[WHY_MAX] = "that month has no wave";
    enum wk_err err;

    if (text != NULL && month_parse(text, &month) != WK_OK)
        return cmd_usage(a, "--month should be YYYY-MM");
    err = find_project(&st);
    if (err == WK_OK) {
        err =
            store_wave_at(site_store(st.site), st.project.id, month, &st.wave);
        if (err == WK_OK)
            err = wave_end(st.site, a->command, st.wave.id, why);
        if (err != WK_OK)
            site_cmd_fail(a, err, "%s", why);
    }
    site_close(st.site);
    return err;
}

/* "nl fr ar (newcomers, until 2026-12-31)", or "-". */
static void print_languages(const struct store_wave *w)
{
    char until[DATE_TEXT];

    printf("\t%s", w->languages[0] != '\0' ? w->languages : "-");
    if (w->until != INT64_MIN) {
        date_text(w->until, until);
        printf(" (%s, until %s)", w->target, until);
    }
}

static enum wk_err print_wave(struct site *s, const struct store_wave *w)
{
    char first[MONTH_TEXT], last[MONTH_TEXT], on[DATE_TEXT];
    struct store_questionnaire q = {.q = NULL};
    enum wk_err err = WK_OK;

    if (w->has_questionnaire)
        err =
            store_questionnaire_get(site_store(s), w->questionnaire, NULL, &q);
    if (err != WK_OK)
        return err;
    month_text(w->months.first, first);
    month_text(w->months.last, last);
    date_text(w->promised_on, on);
    printf("%s\t%s\t%s\t%s\t%s\t%s\t%s", w->project, first, last,
        wave_kind_text(w->kind), q.q != NULL ? q.q->id : "-", w->promised_role,
        on);
    print_languages(w);
    date_text(w->ended_on != INT64_MIN ? w->ended_on : 0, on);
    printf("\t%s\t%s\n", w->cards ? "cards" : "-",
        w->ended_on != INT64_MIN ? on : "-");
    questionnaire_free(q.q);
    return WK_OK;
}

enum wk_err site_cmd_wave_list(const struct cmd_args *a)
{
    struct store_wave *list = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = store_wave_list(site_store(s), NULL, &list, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = print_wave(s, &list[i]);
    free(list);
    site_close(s);
    return err;
}
