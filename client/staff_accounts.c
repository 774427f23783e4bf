/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_accounts.c - accounts, for a coordinator: who has one, and changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accounts.h"
#include "crypto.h"
#include "password.h"
#include "staff_private.h"
#include "xalloc.h"

/* ---- Telling ---- */

void staff_accounts(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *out, *list;
    struct store_account *a = NULL;
    size_t n = 0;
    enum wk_err err;

    if (!staff_enter(st, r, STAFF_COORDINATOR, &who))
        return;
    err = store_account_list(site_store(st->site), &a, &n);
    out = json_new_object();
    list = json_new_array();
    for (size_t i = 0; i < n; i++) {
        struct json *one = json_new_object();

        json_set_new(one, "name", json_new_text(a[i].name));
        json_set_new(one, "role", json_new_text(a[i].role));
        json_set_new(one, "must_change", json_new_bool(a[i].must_change));
        json_append_new(list, one);
    }
    json_set_new(out, "accounts", list);
    free(a);
    staff_reply(r, err, out);
}

/* ---- Taking ---- */

/* What is asked for: a name and, where it takes one, a role. */
struct wish {
    char name[MAX_NAME + 1], role[MAX_ID + 1];
};

/* Copy a text that is there and has room; "" does not. */
static bool copy(
    const struct json *j, const char *key, char *out, size_t out_len)
{
    const char *s = json_text(json_get(j, key));

    if (s == NULL || s[0] == '\0' || strlen(s) >= out_len)
        return false;
    snprintf(out, out_len, "%s", s);
    return true;
}

/* Read the body, which has a name and, if has_role, a role; else answers 400.
 */
static bool read_wish(struct http_request *r, bool has_role, struct wish *out)
{
    size_t len, n_keys = has_role ? 2 : 1;
    const uint8_t *body = http_body(r, &len);
    char why[WHY_MAX] = "send name and, where it is asked for, role";
    struct json *j = NULL;
    bool ok = json_parse(body, len, &j, why, sizeof why) == WK_OK;

    *out = (struct wish){.name = ""};
    if (ok && (json_type_of(j) != JSON_OBJECT_T || json_size(j) != n_keys)) {
        ok = false;
    } else if (ok &&
        (!copy(j, "name", out->name, sizeof out->name) ||
            !accounts_is_name(out->name))) {
        snprintf(why, sizeof why,
            "name: should be 1 to %d letters, digits or . _ @ -", MAX_NAME);
        ok = false;
    } else if (ok && has_role &&
        (!copy(j, "role", out->role, sizeof out->role) ||
            !accounts_is_role(out->role))) {
        snprintf(why, sizeof why, "role: should be coordinator or staff");
        ok = false;
    }
    if (!ok)
        http_reply_error(r, 400, "%s", why);
    json_free(j);
    return ok;
}

static void reply_error(struct http_request *r, enum wk_err err)
{
    if (err == WK_ENOTFOUND)
        http_reply_error(r, 404, "name: no such account");
    else if (err == WK_EEXIST)
        http_reply_error(r, 409, "name: exists already");
    else if (err == WK_EBUSY)
        http_reply_error(r, 409, "name: the last coordinator must stay one");
    else
        http_reply_error(r, 503, "it could not be saved");
}

static void reply_done(struct http_request *r, enum wk_err err)
{
    if (err == WK_OK)
        staff_reply_saved(r, 200, "");
    else
        reply_error(r, err);
}

void staff_account_role(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct wish wish;

    if (staff_enter(st, r, STAFF_CHANGES | STAFF_COORDINATOR, &who) &&
        read_wish(r, true, &wish))
        reply_done(
            r, accounts_set_role(st->site, who.name, wish.name, wish.role));
}

void staff_account_remove(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct wish wish;

    if (staff_enter(st, r, STAFF_CHANGES | STAFF_COORDINATOR, &who) &&
        read_wish(r, false, &wish))
        reply_done(r, accounts_remove(st->site, who.name, wish.name));
}

/* ---- First passwords ----
 * A hash takes long, so a worker thread makes it; one at a time. */

struct making {
    struct staff *staff;
    struct http_request *request;
    uv_work_t work;
    char who[MAX_NAME + 1];
    struct wish wish; /* role "": the account is there */
    char password[PASSWORD_GENERATED_LEN + 1];
    char hash[PASSWORD_HASH_LEN];
};

static void make(uv_work_t *work)
{
    struct making *m = work->data;

    password_generate(m->password);
    password_hash(m->password, m->hash);
}

static enum wk_err keep(const struct making *m)
{
    struct store_account a = {.must_change = true};

    if (m->wish.role[0] == '\0')
        return accounts_set_hash(m->staff->site, m->who, m->wish.name, m->hash);
    snprintf(a.name, sizeof a.name, "%s", m->wish.name);
    snprintf(a.role, sizeof a.role, "%s", m->wish.role);
    snprintf(a.hash, sizeof a.hash, "%s", m->hash);
    return accounts_add(m->staff->site, m->who, &a);
}

static void on_made(uv_work_t *work, int status)
{
    struct making *m = work->data;
    enum wk_err err = status == 0 ? keep(m) : WK_EKILLED;
    struct json *out;

    m->staff->making = false;
    if (err == WK_OK) {
        out = json_new_object();
        json_set_new(out, "name", json_new_text(m->wish.name));
        json_set_new(out, "password", json_new_text(m->password));
        staff_reply(m->request, WK_OK, out);
    } else {
        reply_error(m->request, err);
    }
    crypto_wipe(m, sizeof *m);
    free(m);
}

static void start(struct staff *st, struct http_request *r, bool has_role)
{
    struct login_session who;
    struct making *m;
    struct wish wish;

    if (!staff_enter(st, r, STAFF_CHANGES | STAFF_COORDINATOR, &who) ||
        !read_wish(r, has_role, &wish))
        return;
    m = xcalloc(1, sizeof *m);
    *m = (struct making){.staff = st, .request = r, .wish = wish};
    m->work.data = m;
    snprintf(m->who, sizeof m->who, "%s", who.name);
    if (st->making || uv_queue_work(st->loop, &m->work, make, on_made) != 0) {
        http_reply_error(r, 503, "another password is being made: try again");
        free(m);
        return;
    }
    st->making = true;
}

void staff_account_add(struct staff *st, struct http_request *r)
{
    start(st, r, true);
}

void staff_account_password(struct staff *st, struct http_request *r)
{
    start(st, r, false);
}
