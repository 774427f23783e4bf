/* SPDX-License-Identifier: EUPL-1.2 */
#include "view_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "xalloc.h"

enum { ALARMS_SHOWN = 50 };

/* ---- One question over sites and months ---- */

void view_close(struct view *v)
{
    compare_free(v->compare);
    if (!v->lent)
        roster_free(&v->roster);
    cells_free(&v->cells);
    free(v->parts);
}

/* What a questionnaire makes of the question. */
struct place {
    const struct questionnaire *in;
    const struct qn_question *question;   /* it, or that it is an option of */
    const struct qn_attribute *attribute; /* that it is broken down by */
};

static struct place place_in(const struct questionnaire *q, const char *id)
{
    int at = questionnaire_find(q, id);
    size_t question = (size_t)at, option;
    int attribute = at >= 0 ? q->question[at].attribute : -1;
    bool found = at >= 0 || option_find(q, id, &question, &option);

    return (struct place){
        .in = q,
        .question = found ? &q->question[question] : NULL,
        .attribute = attribute >= 0 ? &q->attribute[attribute] : NULL,
    };
}

static struct compare_part part_of(
    const struct view *v, const struct cells_part *c, const struct place *place)
{
    return (struct compare_part){
        .site = roster_find(&v->roster, c->site),
        .seq = c->seq,
        .more = c->releases - 1,
        .project = c->project,
        .questionnaire = place->in->id,
        .channel = c->channel,
        .months = c->months,
        .answer_sets = c->answer_sets,
        .eligible = c->eligible,
        .uncounted = c->uncounted,
        .table = c->table,
        .unanswered = place->question != NULL
            ? unanswered_of(place->question, &c->table)
            : UNANSWERED_NOT,
        .rows = {.attribute = place->attribute,
            .not_asked = c->table.state == TABLE_NOT_ASKED,
            .margin = c->margin,
            .breakdown = c->breakdown,
            .cell = v->cells.cell + c->breakdown.first},
    };
}

/* Of many sites only sums, unless each release is needed.  Who sees only what
 * has company needs all months: a release may have it outside the chosen. */
static enum wk_err load_cells(
    struct ledger *l, const struct view_query *query, struct view *v)
{
    static const struct period ALWAYS = {INT32_MIN, INT32_MAX};
    int64_t opened = query->who.opened;
    bool all = audience_names_all(&query->who);

    return all && v->roster.n_sites >= COMPARE_MANY && !query->apart
        ? cells_sums(l, query->question, opened, query->months, &v->cells)
        : cells_list(l, query->question, opened, all ? query->months : ALWAYS,
              &v->cells);
}

static enum wk_err load_parts(
    struct ledger *l, const struct view_query *query, struct view *v)
{
    const struct questionnaire *q;
    struct place place = {.in = NULL}; /* of the part before */
    enum wk_err err = load_cells(l, query, v);

    v->n_parts = v->cells.n;
    v->parts = xcalloc(v->n_parts + 1, sizeof *v->parts);
    for (size_t i = 0; err == WK_OK && i < v->n_parts; i++) {
        const struct cells_part *c = &v->cells.part[i];

        if (place.in == NULL ||
            memcmp(c->questionnaire, c[-1].questionnaire, HASH_LEN) != 0) {
            err = ledger_questionnaire(l, c->questionnaire, &q);
            if (err == WK_OK)
                place = place_in(q, v->in.question->id);
        }
        if (err == WK_OK)
            v->parts[i] = part_of(v, c, &place);
    }
    if (err == WK_OK)
        v->n_parts = roster_sift(&v->roster, v->parts, v->n_parts);
    return err;
}

/* Take it from q, as one of its questions or an option of one. */
static void take_question(
    struct view *v, const struct questionnaire *q, const char *id)
{
    int at = questionnaire_find(q, id);
    size_t question, option;

    if (at >= 0 && !q->question[at].many) {
        v->in.question = &q->question[at];
        v->in.from = q;
    } else if (option_find(q, id, &question, &option)) {
        option_make(q, question, option, &v->option);
        v->in.question = &v->option.question;
    }
}

/*
 * Take the attribute by which q breaks the question down, if it is the wanted
 * one.  The newest questionnaire comes last and says what the attribute is
 * now; what was released by another of that name stays apart.
 */
static void take_attribute(struct view *v, const struct questionnaire *q,
    const struct view_query *query)
{
    const char *wanted =
        v->in.attribute != NULL ? v->in.attribute->id : query->attribute;
    const struct qn_attribute *a = place_in(q, query->question).attribute;

    if (a == NULL || (wanted != NULL && strcmp(wanted, a->id) != 0))
        return;
    v->in.attribute = a;
    v->in.attribute_from = q;
}

/* Any questionnaire that has it: they all have it alike. */
static enum wk_err find_question(
    struct ledger *l, const struct view_query *query, struct view *v)
{
    const struct questionnaire **list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_questionnaire_all(l, &list, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        if (v->in.question == NULL)
            take_question(v, list[i], query->question);
        take_attribute(v, list[i], query);
    }
    free(list);
    return err;
}

/* The two sites whose difference is asked for, by their names. */
static enum wk_err find_pair(
    struct view *v, const struct view_query *query, char why[static WHY_MAX])
{
    if (query->between[0] == NULL)
        return WK_OK;
    for (size_t i = 0; i < 2; i++) {
        size_t at = 0;

        while (at < v->roster.n_rows &&
            strcmp(v->roster.name[at], query->between[i]) != 0)
            at++;
        if (at == v->roster.n_rows) {
            snprintf(why, WHY_MAX, "no site is called %.*s", MAX_NAME,
                query->between[i]);
            return WK_ENOTFOUND;
        }
        v->pair[i] = at;
    }
    v->in.pair = v->pair;
    return WK_OK;
}

/* WK_ENOTFOUND, and why, when there is nothing to compare. */
static enum wk_err check_found(const struct view *v,
    const struct view_query *query, char why[static WHY_MAX])
{
    if (v->in.question == NULL)
        snprintf(why, WHY_MAX,
            "question %.*s is in no questionnaire here, or has options: then"
            " one of them is asked for, as N01.house",
            MAX_OPTION_ID, query->question);
    else if (query->attribute != NULL && v->in.attribute == NULL)
        snprintf(why, WHY_MAX, "question %s is not broken down by %.*s",
            v->in.question->id, MAX_ID, query->attribute);
    else
        return WK_OK;
    return WK_ENOTFOUND;
}

enum wk_err view_open(struct ledger *l, const struct view_query *q,
    struct view *v, char why[static WHY_MAX])
{
    enum wk_err err;

    *v = (struct view){.n_parts = 0};
    err = find_question(l, q, v);
    if (err == WK_OK)
        err = check_found(v, q, why);
    v->lent = q->roster != NULL;
    if (v->lent)
        v->roster = *q->roster;
    else if (err == WK_OK)
        err = roster_load(l, &q->who, &v->roster);
    if (err == WK_OK)
        err = find_pair(v, q, why);
    if (err == WK_OK)
        err = load_parts(l, q, v);
    v->in.months = q->months;
    v->in.site = v->roster.name;
    v->in.n_sites = v->roster.n_rows;
    v->in.part = v->parts;
    v->in.n_parts = v->n_parts;
    if (err == WK_OK)
        err = compare_new(&v->in, &v->compare);
    if (err != WK_OK && err != WK_ENOTFOUND)
        snprintf(
            why, WHY_MAX, "the figures cannot be read: %s", wk_err_text(err));
    return err;
}

enum wk_err view_compare(struct ledger *l, const struct view_query *q,
    enum view_format format, struct bytes *out, char why[static WHY_MAX])
{
    struct view v;
    enum wk_err err = view_open(l, q, &v, why);

    if (err == WK_OK && format == VIEW_CSV) {
        compare_csv(v.compare, out);
        err = bytes_over(out) ? WK_ETOOBIG : WK_OK;
    } else if (err == WK_OK && format == VIEW_CSV_PEOPLE) {
        compare_csv_people(v.compare, out);
        err = bytes_over(out) ? WK_ETOOBIG : WK_OK;
    } else if (err == WK_OK) {
        err = view_finish(compare_json(v.compare), WK_OK, out);
    }
    view_close(&v);
    return err;
}

/* ---- Sites ---- */

enum wk_err view_finish(struct json *j, enum wk_err err, struct bytes *out)
{
    if (err == WK_OK)
        json_write(j, false, out);
    json_free(j);
    return err == WK_OK && bytes_over(out) ? WK_ETOOBIG : err;
}

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

/* The reasons for which an entry is set aside (proto/PROTOCOL.md). */
static const char *const ASIDE[N_VERDICT_CODES] = {
    [CODE_COVERED] = "covered",
    [CODE_RULES] = "rules",
    [CODE_FLOOR] = "floor",
    [CODE_QUESTIONNAIRE] = "questionnaire",
    [CODE_FORMAT] = "format",
    [CODE_WITHDRAWAL] = "withdrawal",
    [CODE_UNFIT] = "unfit",
};

/* How often the chain began anew, and why entries do not count. */
static enum wk_err set_story(
    struct ledger *l, const struct ledger_site *site, struct json *j)
{
    struct json *why = json_new_object();
    struct ledger_story story;
    enum wk_err err = ledger_entry_story(l, site->id, &story);

    for (size_t i = 0; err == WK_OK && i < N_VERDICT_CODES; i++)
        if (ASIDE[i] != NULL && story.aside[i] > 0)
            json_set_new(why, ASIDE[i], json_new_int(story.aside[i]));
    json_set_new(j, "set_aside_why", why);
    json_set_new(j, "eras", json_new_int(err == WK_OK ? story.eras : 0));
    return err;
}

static enum wk_err site_json(struct ledger *l, const struct ledger_site *site,
    int64_t opened, struct json *j)
{
    struct ledger_counts counts = {.entries = 0};
    struct wire_head head = {.seq = 0};
    const char *state = "";
    int64_t until = 0;
    uint64_t last = 0;
    enum wk_err err = view_site_state(l, site, &state, &until);

    if (err == WK_OK)
        err = ledger_opened(l, site->id, opened, &last);
    if (err == WK_OK)
        err = ledger_head(l, site->id, &head);
    if (err == WK_OK)
        err = ledger_entry_counts(l, site->id, &counts);
    if (err == WK_OK)
        err = set_story(l, site, j);
    json_set_new(j, "site", json_new_text(site->name));
    json_set_new(j, "state", json_new_text(state));
    json_set_new(j, "seq", json_new_int((int64_t)head.seq));
    json_set_new(j, "last_contact",
        site->last_contact != INT64_MIN ? date_json(site->last_contact)
                                        : json_new_null());
    json_set_new(j, "software",
        site->software[0] != '\0' ? json_new_text(site->software)
                                  : json_new_null());
    json_set_new(j, "under_embargo", json_new_int((int64_t)(head.seq - last)));
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

static void add_alarms(struct ledger *l, const struct audience *a,
    const struct ledger_log *lines, size_t n, struct json *alarms)
{
    for (size_t i = 0; i < n; i++)
        if (audience_names(a, lines[i].site))
            json_append_new(alarms, alarm_json(l, &lines[i]));
}

enum wk_err view_sites(
    struct ledger *l, const struct audience *a, struct bytes *out)
{
    struct json *j = json_new_object(), *sites = json_new_array();
    struct json *alarms = json_new_array();
    struct ledger_log *lines = NULL;
    struct roster r = {.n_sites = 0};
    size_t n_lines = 0;
    enum wk_err err =
        a->role != AUDIENCE_FUNDING ? roster_load(l, a, &r) : WK_EINVAL;

    for (size_t i = 0; err == WK_OK && i < r.n_sites; i++) {
        struct json *one;

        if (!audience_names(a, r.site[i].id))
            continue;
        one = json_new_object();
        err = site_json(l, &r.site[i], a->opened, one);
        json_append_new(sites, one);
    }
    if (err == WK_OK)
        err = ledger_log_list(l, true, ALARMS_SHOWN, &lines, &n_lines);
    add_alarms(l, a, lines, n_lines, alarms);
    json_set_new(j, "sites", sites);
    json_set_new(j, "alarms", alarms);
    roster_free(&r);
    free(lines);
    return view_finish(j, err, out);
}
