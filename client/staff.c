/* SPDX-License-Identifier: EUPL-1.2 */
#include "staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "headcount_json.h"
#include "loop_json.h"
#include "others_json.h"
#include "released.h"
#include "results_json.h"
#include "site_reply.h"
#include "site_status.h"
#include "staff_private.h"
#include "store_people.h"
#include "xalloc.h"

enum { REPLY_MAX = 64 * 1024 * 1024 };

static enum wk_err find(void *arg, const char *name, struct login_account *out)
{
    struct staff *st = arg;
    struct store_account a;
    enum wk_err err = store_account_get(site_store(st->site), name, &a);

    if (err != WK_OK)
        return err;
    *out = (struct login_account){.must_change = a.must_change};
    snprintf(out->name, sizeof out->name, "%s", a.name);
    snprintf(out->role, sizeof out->role, "%s", a.role);
    snprintf(out->hash, sizeof out->hash, "%s", a.hash);
    return WK_OK;
}

static enum wk_err set_password(void *arg, const char *name, const char *hash)
{
    struct staff *st = arg;
    struct store_account a;
    enum wk_err err = store_account_get(site_store(st->site), name, &a);

    if (err != WK_OK)
        return err;
    snprintf(a.hash, sizeof a.hash, "%s", hash);
    a.must_change = false;
    err = store_account_set(site_store(st->site), &a);
    if (err == WK_OK)
        site_note(st->site, name, "changed the password");
    return err;
}

struct staff *staff_new(uv_loop_t *loop, struct site *s,
    int64_t (*next_night)(void *arg), void *arg)
{
    struct staff *st = xcalloc(1, sizeof *st);
    const struct login_store store = {find, set_password, st};

    st->loop = loop;
    st->site = s;
    st->next_night = next_night;
    st->arg = arg;
    st->login = login_new(loop, &store, false);
    return st;
}

void staff_free(struct staff *st)
{
    if (st == NULL)
        return;
    login_free(st->login);
    free(st);
}

struct login *staff_login(struct staff *st)
{
    return st->login;
}

void staff_page(struct staff *st, struct http_request *r)
{
    (void)st;
    asset_reply_recorder(&SITE_ASSETS, r, "staff.html");
}

bool staff_enter(struct staff *st, struct http_request *r, unsigned needs,
    struct login_session *who)
{
    if (!login_require(st->login, r, (needs & STAFF_CHANGES) != 0, who))
        return false;
    if ((needs & STAFF_COORDINATOR) == 0 ||
        strcmp(who->role, "coordinator") == 0)
        return true;
    http_reply_error(r, 403, "this is for a coordinator");
    return false;
}

void staff_reply(struct http_request *r, enum wk_err err, struct json *j)
{
    site_reply(r, err, j, REPLY_MAX);
}

void staff_reply_saved(struct http_request *r, int status, const char *why)
{
    struct json *saved;

    if (status != 200) {
        http_reply_error(r, status, "%s", why);
        return;
    }
    saved = json_new_object();
    json_set_new(saved, "saved", json_new_bool(true));
    staff_reply(r, WK_OK, saved);
}

void staff_note_view(struct staff *st, const char *who, const char *what)
{
    site_note_once(st->site, who, "looked at the %s", what);
}

void staff_status(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *status = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    err = site_status_json(st->site, st->next_night(st->arg), &status);
    staff_reply(r, err, status);
}

void staff_releases(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *releases = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    staff_note_view(st, who.name, "releases");
    err = released_json(site_store(st->site), &releases);
    staff_reply(r, err, releases);
}

void staff_others(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *others = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    staff_note_view(st, who.name, "figures of others");
    err = others_json(site_store(st->site), &others);
    staff_reply(r, err, others);
}

void staff_results(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *results = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    staff_note_view(st, who.name, "results");
    err = results_json(site_store(st->site), &results);
    staff_reply(r, err, results);
}

void staff_list(struct staff *st, struct http_request *r,
    enum wk_err (*list)(struct site *s, struct json **out))
{
    struct login_session who;
    struct json *out = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    err = list(st->site, &out);
    staff_reply(r, err, out);
}

void staff_take(
    struct staff *st, struct http_request *r, unsigned needs, staff_act *act)
{
    struct login_session who;
    char why[WHY_MAX] = "";
    const uint8_t *body;
    size_t len;

    if (!staff_enter(st, r, STAFF_CHANGES | needs, &who))
        return;
    body = http_body(r, &len);
    staff_reply_saved(r, act(st->site, who.name, body, len, why), why);
}

void staff_headcounts(struct staff *st, struct http_request *r)
{
    staff_list(st, r, headcount_json_list);
}

void staff_take_headcount(struct staff *st, struct http_request *r)
{
    staff_take(st, r, 0, headcount_json_take);
}

void staff_loop(struct staff *st, struct http_request *r)
{
    staff_list(st, r, loop_json_list);
}

void staff_take_loop(struct staff *st, struct http_request *r)
{
    staff_take(st, r, 0, loop_json_take);
}
