/* SPDX-License-Identifier: EUPL-1.2 */
#include "staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "headcount_json.h"
#include "json.h"
#include "others_json.h"
#include "released.h"
#include "site_status.h"
#include "xalloc.h"

enum { REPLY_MAX = 64 * 1024 * 1024 };

struct staff {
    struct site *site;
    struct login *login;
    int64_t (*next_night)(void *arg);
    void *arg;
    /* Who looked at the releases last, and when: logged once a day. */
    char viewer[MAX_NAME + 1];
    int64_t viewed;
};

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
    asset_reply_page(&SITE_ASSETS, r, "staff.html", NULL);
}

/* Answer with what was built, or say that the store failed. */
static void reply(struct http_request *r, enum wk_err err, struct json *j)
{
    struct bytes text = bytes_new(REPLY_MAX);

    if (err == WK_OK)
        json_write(j, false, &text);
    if (err != WK_OK || bytes_over(&text))
        http_reply_error(r, 503, "the site's database cannot be read");
    else
        http_reply_json(r, 200, &text);
    bytes_free(&text);
    json_free(j);
}

void staff_status(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *status = NULL;
    enum wk_err err;

    if (!login_require(st->login, r, false, &who))
        return;
    err = site_status_json(st->site, st->next_night(st->arg), &status);
    reply(r, err, status);
}

/* Views are logged, by name and day. */
static void note_view(struct staff *st, const char *who)
{
    int64_t today = site_today();

    if (st->viewed == today && strcmp(st->viewer, who) == 0)
        return;
    st->viewed = today;
    snprintf(st->viewer, sizeof st->viewer, "%s", who);
    site_note(st->site, who, "looked at the releases");
}

void staff_releases(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *releases = NULL;
    enum wk_err err;

    if (!login_require(st->login, r, false, &who))
        return;
    note_view(st, who.name);
    err = released_json(site_store(st->site), &releases);
    reply(r, err, releases);
}

void staff_others(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *others = NULL;
    enum wk_err err;

    if (!login_require(st->login, r, false, &who))
        return;
    note_view(st, who.name);
    err = others_json(site_store(st->site), &others);
    reply(r, err, others);
}

void staff_headcounts(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *list = NULL;
    enum wk_err err;

    if (!login_require(st->login, r, false, &who))
        return;
    err = headcount_json_list(st->site, &list);
    reply(r, err, list);
}

void staff_take_headcount(struct staff *st, struct http_request *r)
{
    static const char SAVED[] = "{\"saved\":true}";
    struct login_session who;
    struct bytes text;
    char why[WHY_MAX] = "";
    const uint8_t *body;
    size_t len;
    int status;

    if (!login_require(st->login, r, true, &who))
        return;
    body = http_body(r, &len);
    status = headcount_json_take(st->site, who.name, body, len, why);
    text = bytes_new(sizeof SAVED);
    bytes_add_text(&text, SAVED);
    if (status == 200)
        http_reply_json(r, 200, &text);
    else
        http_reply_error(r, status, "%s", why);
    bytes_free(&text);
}
