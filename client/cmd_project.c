/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "assisted.h"
#include "log.h"
#include "site_cmd.h"
#include "wave.h"
#include "xalloc.h"

/* A project that is being added. */
struct adding {
    const struct cmd_args *a;
    struct site *site;
    struct store_project p;
    struct store_questionnaire *q; /* what it will put */
    size_t n_q;
};

static bool is_project_id(const char *s)
{
    return text_is_id(s, MAX_ID) && strchr(s, '_') == NULL;
}

/* One name: its own option, else --name. */
static enum wk_err take_name(struct adding *d, enum lang lang)
{
    static const char *const OPTION[N_LANGS] = {
        "name-nl", "name-fr", "name-en"};
    const char *name = cmd_value(d->a, OPTION[lang]);
    size_t len;

    if (name == NULL)
        name = cmd_value(d->a, "name");
    if (name == NULL)
        return cmd_usage(d->a, "--name or --%s is missing", OPTION[lang]);
    len = strlen(name);
    if (len == 0 || len > MAX_NAME || !text_is_utf8(name, len))
        return cmd_usage(d->a, "--%s should be 1 to %d bytes of UTF-8 text",
            OPTION[lang], MAX_NAME);
    memcpy(d->p.name[lang], name, len + 1);
    return WK_OK;
}

/* When it begins: the first month of a period, so that no period is cut. */
static enum wk_err take_from(struct adding *d)
{
    const char *from = cmd_value(d->a, "from");
    const char *kind = cmd_value(d->a, "period");
    char text[MONTH_TEXT];
    int32_t first;

    d->p.period = PERIOD_MONTH;
    if (from == NULL || month_parse(from, &d->p.first_month) != WK_OK)
        return cmd_usage(d->a, "--from should be YYYY-MM");
    if (kind != NULL && period_kind_parse(kind, &d->p.period) != WK_OK)
        return cmd_usage(
            d->a, "--period should be month, quarter, half-year or year");
    first = period_of(d->p.period, d->p.first_month).first;
    month_text(first, text);
    if (first != d->p.first_month)
        return cmd_usage(d->a, "--from %s is inside a %s; say --from %s", from,
            period_kind_text(d->p.period), text);
    return WK_OK;
}

static enum wk_err take_options(struct adding *d)
{
    enum wk_err err;

    if (!is_project_id(d->a->arg[0]))
        return cmd_usage(d->a,
            "%s: the id of a project is 1 to %d of a to z, 0 to 9 and -",
            d->a->arg[0], MAX_ID);
    if (cmd_value(d->a, "promise") != NULL &&
        !wave_is_label(cmd_value(d->a, "promise")))
        return cmd_usage(d->a, "--promise should be a role, as in director");
    memcpy(d->p.id, d->a->arg[0], strlen(d->a->arg[0]) + 1);
    for (int i = 0; i < N_LANGS; i++) {
        err = take_name(d, (enum lang)i);
        if (err != WK_OK)
            return err;
    }
    return take_from(d);
}

/* A questionnaire may stand in a project once. */
static enum wk_err add_questionnaire(
    struct adding *d, const struct store_questionnaire *q)
{
    for (size_t i = 0; i < d->n_q; i++)
        if (bytes_equal(d->q[i].hash, q->hash, HASH_LEN))
            return cmd_usage(d->a, "--questionnaire %s stands twice", q->q->id);
    d->q = xrealloc(d->q, d->n_q + 1, sizeof *d->q);
    d->q[d->n_q++] = *q;
    return WK_OK;
}

/* Those named, in the order of their turns. */
static enum wk_err take_named(struct adding *d, const char *const *names, int n)
{
    enum wk_err err = WK_OK;

    bool core = false;

    for (int i = 0; i < n && err == WK_OK; i++) {
        struct store_questionnaire q = {0};

        err = site_cmd_questionnaire(d->a, d->site, names[i], &q);
        if (err == WK_OK)
            err = add_questionnaire(d, &q);
        if (err == WK_OK)
            core = core || !q.q->site_scope;
        else
            questionnaire_free(q.q);
    }
    if (err == WK_OK && !core)
        return site_cmd_fail(d->a, WK_EINVAL,
            "a project puts questions of the network; the site's own come"
            " beside them");
    return err;
}

/* The newest version of every questionnaire held. */
static enum wk_err take_every(struct adding *d)
{
    struct store_questionnaire *list = NULL;
    size_t n = 0;
    enum wk_err err = store_questionnaire_list(site_store(d->site), &list, &n);

    for (size_t i = 0; i < n; i++) {
        bool newer_follows =
            i + 1 < n && strcmp(list[i].q->id, list[i + 1].q->id) == 0;

        if (err != WK_OK || newer_follows || list[i].q->site_scope)
            questionnaire_free(list[i].q);
        else
            err = add_questionnaire(d, &list[i]);
    }
    free(list);
    return err;
}

/* --without: each must be a question or attribute of something that is put. */
static enum wk_err take_without(struct adding *d)
{
    const char *const *ids = NULL;
    int n = cmd_values(d->a, "without", &ids);
    size_t len = 0, size = sizeof d->p.not_asked;

    for (int i = 0; i < n; i++) {
        bool known = false;

        for (size_t k = 0; k < d->n_q; k++)
            known = known || questionnaire_find(d->q[k].q, ids[i]) >= 0 ||
                answers_find_attribute(d->q[k].q, ids[i]) >= 0;
        if (!known)
            return cmd_usage(
                d->a, "--without %s: no such question is put", ids[i]);
        len += (size_t)snprintf(
            d->p.not_asked + len, size - len, "%s%s", i > 0 ? " " : "", ids[i]);
        if (len >= size)
            return cmd_usage(d->a, "too many --without");
    }
    return WK_OK;
}

/* The attribute that breaks question i of q down in this project, or NULL. */
static const struct qn_attribute *attribute_of(
    const struct adding *d, const struct questionnaire *q, size_t i)
{
    int at = q->question[i].attribute;
    const char *const *ids = NULL;
    int n = cmd_values(d->a, "without", &ids);

    for (int k = 0; k < n && at >= 0; k++)
        if (strcmp(ids[k], q->attribute[at].id) == 0 ||
            strcmp(ids[k], q->question[i].id) == 0)
            at = -1;
    return at >= 0 ? &q->attribute[at] : NULL;
}

static enum wk_err compare_plans(struct adding *d,
    const struct questionnaire *a, const struct questionnaire *b)
{
    for (size_t i = 0; i < a->n_questions; i++) {
        const struct qn_attribute *one = attribute_of(d, a, i), *other = NULL;
        int same = questionnaire_find(b, a->question[i].id);

        if (same >= 0)
            other = attribute_of(d, b, (size_t)same);
        if (one != NULL && other != NULL &&
            !questionnaire_same_attribute(one, other))
            return site_cmd_fail(d->a, WK_EINVAL,
                "%s is broken down by %s in %s and by %s%s in %s; a project has"
                " one attribute for a question, see --without",
                a->question[i].id, one->id, a->id,
                strcmp(one->id, other->id) == 0 ? "another " : "", other->id,
                b->id);
    }
    return WK_OK;
}

/*
 * The same people answer all that a project puts: a question that they answer
 * by two attributes, though in two questionnaires, would be two tables of one
 * answer, and could single somebody out.  Other groups are another attribute,
 * whatever its id: 18 to 30 less 18 to 25 is a group that nobody tells.
 */
static enum wk_err check_attributes(struct adding *d)
{
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < d->n_q; i++)
        for (size_t k = 0; k < i && err == WK_OK; k++)
            err = compare_plans(d, d->q[k].q, d->q[i].q);
    return err;
}

/* X-assisted is put while X is, so X must be put as well. */
static enum wk_err find_base(
    struct adding *d, const struct questionnaire *q, struct store_plan *plan)
{
    if (assisted_mode(q) < 0)
        return WK_OK;
    for (size_t i = 0; i < d->n_q; i++)
        if (assisted_is_of(q->id, d->q[i].q->id)) {
            plan->has_base = true;
            memcpy(plan->base, d->q[i].hash, HASH_LEN);
            return WK_OK;
        }
    return site_cmd_fail(d->a, WK_EINVAL,
        "%s has the attribute mode, so it needs a name as in X-assisted, with X"
        " put as well",
        q->id);
}

/* --promise: the first 12 months can be asked in from the start. */
static enum wk_err add_wave(struct adding *d)
{
    const char *role = cmd_value(d->a, "promise");
    struct store_wave w;
    char why[WHY_MAX] = "";
    enum wk_err err;

    if (role == NULL)
        return WK_OK;
    w = wave_usual(&d->p, WAVE_NORMAL, d->p.first_month);
    snprintf(w.promised_role, sizeof w.promised_role, "%s", role);
    err = wave_add(d->site, &d->p, &w, why);
    return err == WK_OK ? WK_OK : site_cmd_fail(d->a, err, "%s", why);
}

/* The project, its plans and its first wave, in one transaction. */
static enum wk_err save(struct adding *d)
{
    struct store *store = site_store(d->site);
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = store_project_add(store, &d->p);
    if (err == WK_EEXIST)
        site_cmd_fail(d->a, err, "%s: exists already", d->p.id);
    for (size_t i = 0; i < d->n_q && err == WK_OK; i++) {
        struct store_plan plan = {
            .first_month = d->p.first_month, .last_month = INT32_MAX};

        memcpy(plan.project, d->p.id, sizeof plan.project);
        memcpy(plan.questionnaire, d->q[i].hash, HASH_LEN);
        err = find_base(d, d->q[i].q, &plan);
        if (err == WK_OK)
            err = store_plan_add(store, &plan);
    }
    if (err == WK_OK)
        err = add_wave(d);
    if (err == WK_OK) {
        site_note(d->site, "project add", "%s added", d->p.id);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

enum wk_err site_cmd_project_add(const struct cmd_args *a)
{
    struct adding d = {.a = a};
    const char *const *names = NULL;
    int n_names = cmd_values(a, "questionnaire", &names);
    enum wk_err err = take_options(&d);

    if (err == WK_OK)
        err = site_cmd_open(a, &d.site);
    if (err == WK_OK)
        err = n_names > 0 ? take_named(&d, names, n_names) : take_every(&d);
    if (err == WK_OK && d.n_q == 0)
        err = site_cmd_fail(a, WK_ENOTFOUND,
            "no questionnaire is held yet; \"night\" fetches those of the"
            " centre, \"questionnaire add\" adds one");
    if (err == WK_OK)
        err = take_without(&d);
    if (err == WK_OK)
        err = check_attributes(&d);
    if (err == WK_OK)
        err = save(&d);
    if (err == WK_OK) {
        printf("%s puts", d.p.id);
        for (size_t i = 0; i < d.n_q; i++)
            printf(" %s", d.q[i].q->id);
        putchar('\n');
        if (cmd_value(a, "promise") == NULL)
            printf("It asks nothing yet: \"wave start\" does that.\n");
    }
    for (size_t i = 0; i < d.n_q; i++)
        questionnaire_free(d.q[i].q);
    free(d.q);
    site_close(d.site);
    return err;
}

/* "start, mid-a": what a project puts. */
static enum wk_err print_plans(struct site *s, const char *project)
{
    struct store_plan *plans = NULL;
    size_t n = 0;
    enum wk_err err = store_plan_list(site_store(s), project, &plans, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        struct store_questionnaire q = {0};

        err = store_questionnaire_get(
            site_store(s), plans[i].questionnaire, NULL, &q);
        if (err == WK_OK)
            printf("%s%s", i > 0 ? " " : "", q.q->id);
        questionnaire_free(q.q);
    }
    free(plans);
    return err;
}

enum wk_err site_cmd_project_list(const struct cmd_args *a)
{
    struct store_project *list = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = store_project_list(site_store(s), &list, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        char from[MONTH_TEXT];

        month_text(list[i].first_month, from);
        printf("%s\t%s\t%s\t%s\t", list[i].id, list[i].name[LANG_EN],
            period_kind_text(list[i].period), from);
        err = print_plans(s, list[i].id);
        printf("\t%s\n", list[i].not_asked);
    }
    free(list);
    site_close(s);
    return err;
}
