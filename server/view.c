/* SPDX-License-Identifier: EUPL-1.2 */
#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "clock.h"
#include "compare.h"
#include "json.h"
#include "xalloc.h"

enum { ALARMS_SHOWN = 50 };

/* ---- One question over sites and months ---- */

/* All that a comparison borrows. */
struct view {
    struct ledger_site *sites;
    const char **names;
    size_t n_sites;
    struct cells cells;
    struct compare_part *parts;
    size_t n_parts;
    struct compare_input in;
};

static void view_free(struct view *v)
{
    free(v->sites);
    free(v->names);
    cells_free(&v->cells);
    free(v->parts);
}

static enum wk_err load_sites(struct ledger *l, struct view *v)
{
    enum wk_err err = ledger_site_list(l, &v->sites, &v->n_sites);

    v->names = xcalloc(v->n_sites + 1, sizeof *v->names);
    for (size_t i = 0; i < v->n_sites; i++)
        v->names[i] = v->sites[i].name;
    return err;
}

static size_t place_of(const struct view *v, int64_t site)
{
    size_t i = 0;

    while (i < v->n_sites && v->sites[i].id != site)
        i++;
    return i;
}

static enum wk_err load_parts(
    struct ledger *l, const char *question, struct view *v)
{
    enum wk_err err = cells_list(l, question, &v->cells);

    v->n_parts = v->cells.n;
    v->parts = xcalloc(v->n_parts + 1, sizeof *v->parts);
    for (size_t i = 0; err == WK_OK && i < v->n_parts; i++) {
        const struct cells_part *c = &v->cells.part[i];
        const struct questionnaire *q;

        err = ledger_questionnaire(l, c->questionnaire, &q);
        if (err == WK_OK)
            v->parts[i] = (struct compare_part){
                .site = place_of(v, c->site),
                .seq = c->seq,
                .project = c->project,
                .questionnaire = q->id,
                .channel = c->channel,
                .months = c->months,
                .answer_sets = c->answer_sets,
                .table = c->table,
            };
    }
    return err;
}

/* Any questionnaire that has it: they all have it alike. */
static enum wk_err find_question(
    struct ledger *l, const char *id, struct view *v)
{
    struct ledger_questionnaire *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_questionnaire_list(l, &list, &n);

    for (size_t i = 0; i < n; i++) {
        if (err == WK_OK && v->in.question == NULL &&
            questionnaire_find(list[i].q, id) >= 0) {
            err = ledger_questionnaire(l, list[i].hash, &v->in.from);
            if (err == WK_OK)
                v->in.question =
                    &v->in.from->question[questionnaire_find(v->in.from, id)];
        }
        questionnaire_free(list[i].q);
    }
    free(list);
    return err == WK_OK && v->in.question == NULL ? WK_ENOTFOUND : err;
}

static enum wk_err write_compare(
    const struct view *v, enum view_format format, struct bytes *out)
{
    struct compare *c = NULL;
    enum wk_err err = compare_new(&v->in, &c);

    if (err == WK_OK && format == VIEW_CSV) {
        compare_csv(c, out);
    } else if (err == WK_OK) {
        struct json *j = compare_json(c);

        json_write(j, false, out);
        json_free(j);
    }
    compare_free(c);
    return err == WK_OK && bytes_over(out) ? WK_ETOOBIG : err;
}

enum wk_err view_compare(struct ledger *l, const char *question,
    struct period months, enum view_format format, struct bytes *out,
    char why[static WHY_MAX])
{
    struct view v = {.sites = NULL};
    enum wk_err err = find_question(l, question, &v);

    if (err == WK_ENOTFOUND)
        snprintf(why, WHY_MAX, "question %.*s is in no questionnaire here",
            MAX_ID, question);
    if (err == WK_OK)
        err = load_sites(l, &v);
    if (err == WK_OK)
        err = load_parts(l, question, &v);
    v.in.months = months;
    v.in.site = v.names;
    v.in.n_sites = v.n_sites;
    v.in.part = v.parts;
    v.in.n_parts = v.n_parts;
    if (err == WK_OK)
        err = write_compare(&v, format, out);
    if (err != WK_OK && err != WK_ENOTFOUND)
        snprintf(
            why, WHY_MAX, "the figures cannot be read: %s", wk_err_text(err));
    view_free(&v);
    return err;
}

/* ---- What can be asked ---- */

/* A question, and where it stands first. */
struct asked {
    const struct questionnaire *from;
    const struct qn_question *question;
};

static int by_id(const void *a, const void *b)
{
    const struct asked *x = a, *y = b;

    return strcmp(x->question->id, y->question->id);
}

/* Every question once, by its id. */
static struct asked *list_questions(
    const struct ledger_questionnaire *list, size_t n, size_t *out_n)
{
    struct asked *all = xcalloc(n * MAX_QUESTIONS + 1, sizeof *all);
    size_t found = 0, kept = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < list[i].q->n_questions; j++)
            all[found++] = (struct asked){list[i].q, &list[i].q->question[j]};
    qsort(all, found, sizeof *all, by_id);
    for (size_t i = 0; i < found; i++)
        if (kept == 0 || by_id(&all[kept - 1], &all[i]) != 0)
            all[kept++] = all[i];
    *out_n = kept;
    return all;
}

static struct json *question_json(
    const struct asked *a, const struct ledger_questionnaire *list, size_t n)
{
    struct json *j = json_new_object(), *in = json_new_array();
    const char *last = "";

    for (size_t i = 0; i < n; i++) {
        /* Versions of one questionnaire stand together. */
        if (questionnaire_find(list[i].q, a->question->id) >= 0 &&
            strcmp(last, list[i].q->id) != 0) {
            last = list[i].q->id;
            json_append_new(in, json_new_text(last));
        }
    }
    json_set_new(j, "id", json_new_text(a->question->id));
    json_set_new(j, "text", compare_text_json(&a->question->text));
    json_set_new(j, "sensitive", json_new_bool(a->question->sensitive));
    json_set_new(j, "questionnaires", in);
    json_set_new(j, "levels", compare_levels_json(a->question));
    json_set_new(j, "labels", compare_labels_json(a->from, a->question));
    return j;
}

static struct json *month_json(int32_t month)
{
    char text[MONTH_TEXT];

    month_text(month, text);
    return json_new_text(text);
}

static enum wk_err set_months(struct ledger *l, struct json *j)
{
    struct period months;
    enum wk_err err = cells_months(l, &months);

    json_set_new(
        j, "first", err == WK_OK ? month_json(months.first) : json_new_null());
    json_set_new(
        j, "last", err == WK_OK ? month_json(months.last) : json_new_null());
    return err == WK_ENOTFOUND ? WK_OK : err;
}

static enum wk_err set_site_names(struct ledger *l, struct json *j)
{
    struct json *names = json_new_array();
    struct ledger_site *sites = NULL;
    size_t n = 0;
    enum wk_err err = ledger_site_list(l, &sites, &n);

    for (size_t i = 0; i < n; i++)
        json_append_new(names, json_new_text(sites[i].name));
    json_set_new(j, "sites", names);
    free(sites);
    return err;
}

static enum wk_err finish(struct json *j, enum wk_err err, struct bytes *out)
{
    if (err == WK_OK)
        json_write(j, false, out);
    json_free(j);
    return err == WK_OK && bytes_over(out) ? WK_ETOOBIG : err;
}

enum wk_err view_questions(
    struct ledger *l, bool demonstration, struct bytes *out)
{
    struct json *j = json_new_object(), *questions = json_new_array();
    struct ledger_questionnaire *list = NULL;
    struct asked *asked;
    size_t n = 0, n_asked = 0;
    enum wk_err err;

    json_set_new(j, "demonstration", json_new_bool(demonstration));
    err = set_months(l, j);
    if (err == WK_OK)
        err = set_site_names(l, j);
    if (err == WK_OK)
        err = ledger_questionnaire_list(l, &list, &n);
    asked = list_questions(list, n, &n_asked);
    for (size_t i = 0; i < n_asked; i++)
        json_append_new(questions, question_json(&asked[i], list, n));
    json_set_new(j, "questions", questions);
    free(asked);
    for (size_t i = 0; i < n; i++)
        questionnaire_free(list[i].q);
    free(list);
    return finish(j, err, out);
}

/* ---- Sites ---- */

enum wk_err view_site_state(struct ledger *l, const struct ledger_site *site,
    const char **state, int64_t *not_after)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(l, site->id, &list, &n);

    *not_after = 0;
    for (size_t i = 0; i < n; i++)
        if (!list[i].revoked && list[i].not_after > *not_after)
            *not_after = list[i].not_after;
    ledger_certificate_free(list, n);
    *state = site->state == SITE_QUARANTINED ? "quarantined"
        : site->state == SITE_REVOKED        ? "revoked"
        : *not_after == 0                    ? "waiting"
                                             : "active";
    return err;
}

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    date_text(date, text);
    return json_new_text(text);
}

static enum wk_err site_json(
    struct ledger *l, const struct ledger_site *site, struct json *j)
{
    struct ledger_counts counts = {.entries = 0};
    struct wire_head head = {.seq = 0};
    const char *state = "";
    int64_t until = 0;
    enum wk_err err = view_site_state(l, site, &state, &until);

    if (err == WK_OK)
        err = ledger_head(l, site->id, &head);
    if (err == WK_OK)
        err = ledger_entry_counts(l, site->id, &counts);
    json_set_new(j, "site", json_new_text(site->name));
    json_set_new(j, "state", json_new_text(state));
    json_set_new(j, "seq", json_new_int((int64_t)head.seq));
    json_set_new(j, "last_contact",
        site->last_contact != INT64_MIN ? date_json(site->last_contact)
                                        : json_new_null());
    json_set_new(j, "software",
        site->software[0] != '\0' ? json_new_text(site->software)
                                  : json_new_null());
    json_set_new(j, "releases", json_new_int(counts.releases));
    json_set_new(j, "set_aside", json_new_int(counts.set_aside));
    json_set_new(j, "certificate_until",
        until != 0 ? date_json(clock_local_date(until)) : json_new_null());
    return err;
}

static struct json *alarm_json(struct ledger *l, const struct ledger_log *line)
{
    struct json *j = json_new_object();
    struct ledger_site site;

    json_set_new(j, "date", date_json(line->date));
    json_set_new(j, "site",
        line->site != 0 && ledger_site_get(l, line->site, &site) == WK_OK
            ? json_new_text(site.name)
            : json_new_null());
    json_set_new(j, "text", json_new_text(line->what));
    return j;
}

enum wk_err view_sites(struct ledger *l, struct bytes *out)
{
    struct json *j = json_new_object(), *sites = json_new_array();
    struct json *alarms = json_new_array();
    struct ledger_site *list = NULL;
    struct ledger_log *lines = NULL;
    size_t n = 0, n_lines = 0;
    enum wk_err err = ledger_site_list(l, &list, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        struct json *one = json_new_object();

        err = site_json(l, &list[i], one);
        json_append_new(sites, one);
    }
    if (err == WK_OK)
        err = ledger_log_list(l, true, ALARMS_SHOWN, &lines, &n_lines);
    for (size_t i = 0; i < n_lines; i++)
        json_append_new(alarms, alarm_json(l, &lines[i]));
    json_set_new(j, "sites", sites);
    json_set_new(j, "alarms", alarms);
    free(list);
    free(lines);
    return finish(j, err, out);
}
