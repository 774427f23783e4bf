/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qn_json.h"

/* ---- Telling ---- */

struct json *loop_json_text(const struct store_loop *l)
{
    struct json *out = NULL;

    for (int i = 0; i < N_LANGS; i++) {
        if (l->text[i][0] == '\0')
            continue;
        if (out == NULL)
            out = json_new_object();
        json_set_new(
            out, site_config_lang((enum lang)i), json_new_text(l->text[i]));
    }
    return out != NULL ? out : json_new_null();
}

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    if (date == 0)
        return json_new_null();
    date_text(date, text);
    return json_new_text(text);
}

static struct json *one_json(const struct store_loop *l)
{
    struct json *one = json_new_object();

    json_set_new(one, "id", json_new_int(l->id));
    json_set_new(one, "project", json_new_text(l->project));
    json_set_new(one, "theme", json_new_text(l->theme));
    json_set_new(one, "said", json_new_month(l->said));
    json_set_new(one, "state", json_new_text(loop_state_text(l->state)));
    json_set_new(one, "text", loop_json_text(l));
    json_set_new(one, "told", date_json(l->told));
    json_set_new(one, "archived", json_new_bool(l->archived));
    return one;
}

static enum wk_err add_projects(struct site *s, struct json *out)
{
    struct json *list = json_new_array();
    struct store_project *p = NULL;
    size_t n = 0;
    enum wk_err err = store_project_list(site_store(s), &p, &n);

    for (size_t i = 0; i < n; i++) {
        struct json *one = json_new_object();

        json_set_new(one, "id", json_new_text(p[i].id));
        json_set_new(one, "name", qn_json_project(&p[i]));
        json_append_new(list, one);
    }
    json_set_new(out, "projects", list);
    free(p);
    return err;
}

enum wk_err loop_json_list(struct site *s, struct json **out)
{
    struct json *list = json_new_array();
    struct store_loop *l = NULL;
    size_t n = 0;
    enum wk_err err;

    *out = json_new_object();
    json_set_new(*out, "today", date_json(site_today()));
    json_set_new(*out, "languages", site_config_languages(site_settings(s)));
    err = add_projects(s, *out);
    if (err == WK_OK)
        err = store_loop_list(site_store(s), NULL, &l, &n);
    for (size_t i = 0; i < n; i++)
        json_append_new(list, one_json(&l[i]));
    json_set_new(*out, "items", list);
    free(l);
    return err;
}

/* ---- Taking ---- */

static const char *const KEYS[] = {
    "id", "project", "theme", "said", "state", "text", "told", "archived"};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0] };

/* A request on its way in. */
struct taking {
    struct site *site;
    const struct json *body;
    struct store_loop l;
    char *why;
};

static bool bad(struct taking *t, const char *what)
{
    snprintf(t->why, WHY_MAX, "%s", what);
    return false;
}

static bool is_null(const struct taking *t, const char *key)
{
    return json_type_of(json_get(t->body, key)) == JSON_NULL_T;
}

static bool read_dates(struct taking *t)
{
    int64_t today = site_today();

    if (month_parse(json_get_text(t->body, "said"), &t->l.said) != WK_OK ||
        t->l.said > date_month(today))
        return bad(t, "said: should be YYYY-MM, not after this month");
    if (!is_null(t, "told") &&
        (date_parse(json_get_text(t->body, "told"), &t->l.told) != WK_OK ||
            t->l.told <= 0 || t->l.told > today))
        return bad(t, "told: should be YYYY-MM-DD, not after today, or null");
    return true;
}

/* In every language of the site, or in none. */
static bool read_text(struct taking *t)
{
    const struct site_config *config = site_settings(t->site);
    const struct json *text = json_get(t->body, "text");

    if (is_null(t, "text"))
        return true;
    if (json_size(text) != config->n_languages)
        return bad(t, "text: should be null, or one in each site language");
    for (size_t i = 0; i < config->n_languages; i++) {
        enum lang lang = config->language[i];
        const char *s = json_text(json_get(text, site_config_lang(lang)));

        if (s == NULL || s[strspn(s, " ")] == '\0')
            return bad(t, "text: missing in a language of the site");
        if (!loop_text_fits(s)) {
            snprintf(t->why, WHY_MAX, "text: over %d characters", LOOP_TEXT);
            return false;
        }
        snprintf(t->l.text[lang], sizeof t->l.text[lang], "%s", s);
    }
    return true;
}

static bool read_body(struct taking *t)
{
    const char *missing = json_missing(t->body, KEYS, N_KEYS);
    const struct json *id, *archived;

    if (missing != NULL) {
        snprintf(t->why, WHY_MAX, "%s: missing", missing);
        return false;
    }
    if (json_size(t->body) != N_KEYS)
        return bad(t, "there is a key too many");
    id = json_get(t->body, "id");
    archived = json_get(t->body, "archived");
    if (!is_null(t, "id") &&
        (json_type_of(id) != JSON_INT_T || json_int(id) < 1))
        return bad(t, "id: should be that of an entry, or null");
    t->l.id = is_null(t, "id") ? 0 : json_int(id);
    if (!text_is_id(json_get_text(t->body, "project"), MAX_ID))
        return bad(t, "project: should be the id of one");
    snprintf(t->l.project, sizeof t->l.project, "%s",
        json_get_text(t->body, "project"));
    if (!loop_is_theme(json_get_text(t->body, "theme")))
        return bad(t, "theme: should be the code of one");
    snprintf(
        t->l.theme, sizeof t->l.theme, "%s", json_get_text(t->body, "theme"));
    if (loop_state_parse(json_get_text(t->body, "state"), &t->l.state) != WK_OK)
        return bad(t,
            "state: should be heard, discussed, doing, done, cannot or"
            " passed_on");
    if (json_type_of(archived) != JSON_BOOL_T)
        return bad(t, "archived: should be true or false");
    t->l.archived = json_bool(archived);
    return read_dates(t) && read_text(t);
}

/* WK_ENOTFOUND when the id is that of no entry. */
static enum wk_err check_id(struct store *s, int64_t id)
{
    struct store_loop *l = NULL;
    size_t n = 0;
    enum wk_err err = store_loop_list(s, NULL, &l, &n);
    bool found = id == 0;

    for (size_t i = 0; i < n; i++)
        found = found || l[i].id == id;
    free(l);
    return err != WK_OK || found ? err : WK_ENOTFOUND;
}

static int save(struct taking *t, const char *who)
{
    struct store *store = site_store(t->site);
    struct store_project p;
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = store_project_get(store, t->l.project, &p);
    if (err == WK_OK)
        err = check_id(store, t->l.id);
    if (err == WK_OK)
        err = store_loop_set(store, &t->l);
    if (err == WK_OK) {
        site_note(t->site, who, "%s what became of a theme: %s, %s, %s%s",
            t->l.id == 0 ? "entered" : "changed", t->l.project, t->l.theme,
            loop_state_text(t->l.state), t->l.archived ? ", put away" : "");
        err = store_commit(store);
    }
    store_rollback(store);
    if (err == WK_OK)
        return 200;
    bad(t,
        err == WK_ENOTFOUND ? "no such project or entry"
                            : "it could not be saved");
    return err == WK_ENOTFOUND ? 404 : 503;
}

int loop_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX])
{
    struct taking t = {.site = s, .why = why};
    struct json *j = NULL;
    int status = 400;

    if (json_parse(body, len, &j, why, WHY_MAX) == WK_OK) {
        t.body = j;
        if (json_type_of(j) != JSON_OBJECT_T)
            bad(&t, "send an object");
        else if (read_body(&t))
            status = save(&t, who);
    }
    json_free(j);
    return status;
}
