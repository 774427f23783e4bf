/* SPDX-License-Identifier: EUPL-1.2 */
#include "local_json.h"

#include <stdio.h>
#include <stdlib.h>

#include "local_module.h"
#include "qn_json.h"
#include "released.h"
#include "site_reply.h"

/* ---- Telling ---- */

/* What is put now or will be; what is over, or never began, is not told. */
static bool is_told(const struct store_plan *plan)
{
    return plan->local && plan->last_month >= plan->first_month &&
        plan->last_month >= date_month(site_today());
}

static enum wk_err add_module(
    struct store *store, const struct store_plan *plan, struct json *list)
{
    struct store_questionnaire q = {.q = NULL};
    char hex[2 * HASH_LEN + 1];
    struct json *one;
    enum wk_err err =
        store_questionnaire_get(store, plan->questionnaire, NULL, &q);

    if (err != WK_OK)
        return err;
    hex_encode(q.hash, HASH_LEN, hex);
    one = json_new_object();
    json_set_new(one, "questionnaire", json_new_text(hex));
    json_set_new(one, "first", json_new_month(plan->first_month));
    json_set_new(one, "last",
        plan->last_month == INT32_MAX ? json_new_null()
                                      : json_new_month(plan->last_month));
    json_set_new(one, "form", json_new_copy(q.q->json));
    json_append_new(list, one);
    questionnaire_free(q.q);
    return WK_OK;
}

static enum wk_err add_project(
    struct store *store, const struct store_project *p, struct json *list)
{
    struct json *one = json_new_object(), *modules = json_new_array();
    struct store_plan *plans = NULL;
    size_t n = 0;
    enum wk_err err = store_plan_list(store, p->id, &plans, &n);

    json_set_new(one, "id", json_new_text(p->id));
    json_set_new(one, "name", qn_json_project(p));
    json_set_new(one, "begins", json_new_month(local_module_begins(p)));
    for (size_t i = 0; i < n && err == WK_OK; i++)
        if (is_told(&plans[i]))
            err = add_module(store, &plans[i], modules);
    json_set_new(one, "modules", modules);
    json_append_new(list, one);
    free(plans);
    return err;
}

enum wk_err local_json_list(struct site *s, struct json **out)
{
    struct json *list = json_new_array();
    struct store_project *p = NULL;
    size_t n = 0;
    enum wk_err err = released_local_json(site_store(s), out);

    json_set_new(*out, "month", json_new_month(date_month(site_today())));
    json_set_new(*out, "languages", site_config_languages(site_settings(s)));
    if (err == WK_OK)
        err = store_project_list(site_store(s), &p, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = add_project(site_store(s), &p[i], list);
    json_set_new(*out, "projects", list);
    free(p);
    return err;
}

/* ---- Taking ---- */

/* The hash under key into room, and *out to it; null leaves it NULL. */
static bool read_hash(const struct json *body, const char *key,
    uint8_t room[static HASH_LEN], const uint8_t **out,
    char why[static WHY_MAX])
{
    const struct json *j = json_get(body, key);

    if (json_type_of(j) == JSON_NULL_T)
        return true;
    if (!hex_decode(json_get_text(body, key), room, HASH_LEN)) {
        snprintf(why, WHY_MAX, "%s: should be a hash or null", key);
        return false;
    }
    *out = room;
    return true;
}

static bool check_keys(const struct json *body, char why[static WHY_MAX])
{
    static const char *const KEYS[] = {"project", "form", "put", "remove"};
    const size_t n = sizeof KEYS / sizeof KEYS[0];
    const char *missing = json_missing(body, KEYS, n);

    if (missing != NULL) {
        snprintf(why, WHY_MAX, "%s: missing", missing);
        return false;
    }
    if (json_size(body) == n)
        return true;
    snprintf(why, WHY_MAX, "there is a key too many");
    return false;
}

static int change(struct site *s, const char *who, const struct local_change *c,
    char why[static WHY_MAX])
{
    if (!text_is_id(c->project, MAX_ID)) {
        snprintf(why, WHY_MAX, "project: should be the id of one");
        return 400;
    }
    if ((c->form.len > 0 && c->put != NULL) ||
        (c->form.len == 0 && c->put == NULL && c->remove == NULL)) {
        snprintf(why, WHY_MAX, "send a form, or a hash to put or to remove");
        return 400;
    }
    return site_reply_status(local_module_change(s, who, c, why));
}

int local_json_take(struct site *s, const char *who, const uint8_t *body,
    size_t len, char why[static WHY_MAX])
{
    struct bytes form = bytes_new(MAX_QUESTIONNAIRE);
    uint8_t put[HASH_LEN], remove[HASH_LEN];
    struct local_change c = {.put = NULL};
    struct json *j = NULL;
    int status = 400;

    if (json_parse(body, len, &j, why, WHY_MAX) == WK_OK &&
        check_keys(j, why) && read_hash(j, "put", put, &c.put, why) &&
        read_hash(j, "remove", remove, &c.remove, why)) {
        if (json_type_of(json_get(j, "form")) != JSON_NULL_T)
            json_write(json_get(j, "form"), false, &form);
        c.project = json_get_text(j, "project");
        c.form = (struct span){form.data, form.len};
        status = change(s, who, &c, why);
    }
    bytes_free(&form);
    json_free(j);
    return status;
}
