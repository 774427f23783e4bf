/* SPDX-License-Identifier: EUPL-1.2 */
#include "login.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "clock.h"
#include "crypto.h"
#include "json.h"
#include "login_private.h"
#include "random.h"
#include "xalloc.h"

enum { FREE_TRIES = 5, FREE_TRIES_ADDRESS = 20, MAX_WAIT_S = 300 };

struct login *login_new(
    uv_loop_t *loop, const struct login_store *store, bool tls)
{
    struct login *l = xcalloc(1, sizeof *l);

    l->store = *store;
    l->tls = tls;
    l->sessions = sessions_new();
    l->by_name = throttle_new(FREE_TRIES, MAX_WAIT_S);
    l->by_address = throttle_new(FREE_TRIES_ADDRESS, MAX_WAIT_S);
    l->work = login_work_new(loop);
    return l;
}

void login_free(struct login *l)
{
    if (l == NULL)
        return;
    login_work_free(l->work);
    throttle_free(l->by_name);
    throttle_free(l->by_address);
    sessions_free(l->sessions);
    free(l);
}

struct login_work *login_worker(struct login *l)
{
    return l->work;
}

void login_account_key(
    const struct login_account *a, uint8_t out[static HASH_LEN])
{
    struct bytes b = bytes_new(sizeof *a + 32);

    bytes_addf(&b, "%s %s %" PRId64, a->hash, a->role, a->site);
    crypto_sha256(b.data, b.len, out);
    bytes_free(&b);
}

enum wk_err login_find_account(
    struct login *l, const char *name, struct login_account *out)
{
    return l->store.find(l->store.arg, name, out);
}

void login_reply_session(struct login *l, struct http_request *r,
    const struct session *s, const struct login_account *a, const char *cookie)
{
    struct bytes headers = bytes_new(512), body = bytes_new(1024);
    struct json *j = json_new_object();

    json_set_new(j, "name", json_new_text(a->name));
    json_set_new(j, "role", json_new_text(a->role));
    json_set_new(j, "must_change", json_new_bool(a->must_change));
    json_set_new(j, "csrf", json_new_text(s->csrf));
    json_write(j, false, &body);
    bytes_add_text(
        &headers, "Content-Type: application/json\r\n" LOGIN_NO_STORE);
    if (cookie != NULL)
        login_form_set_cookie(l->tls, r, cookie, &headers);
    http_reply(r, 200, bytes_text(&headers), bytes_text(&body), body.len);
    json_free(j);
    bytes_free(&headers);
    bytes_free(&body);
}

const struct session *login_begin_session(
    struct login *l, const struct login_account *a, char id[static COOKIE_TEXT])
{
    struct session s = {0};
    uint8_t csrf[HASH_LEN];
    const struct session *added;

    random_bytes(csrf, sizeof csrf);
    hex_encode(csrf, sizeof csrf, s.csrf);
    cookie_new(id, s.id_hash);
    login_account_key(a, s.account);
    memcpy(s.name, a->name, sizeof s.name);
    added = sessions_add(l->sessions, &s, clock_monotonic_ms());
    crypto_wipe(&s, sizeof s);
    return added;
}

/* The session of r and its account, read afresh.  WK_ENOTFOUND when there is
 * none, or its account or password has changed since. */
static enum wk_err find_session(struct login *l, struct http_request *r,
    const struct session **session, struct login_account *a)
{
    uint8_t id_hash[HASH_LEN], account[HASH_LEN];
    enum wk_err err;

    if (!login_form_cookie(l->tls, r, id_hash))
        return WK_ENOTFOUND;
    *session = sessions_find(l->sessions, id_hash, clock_monotonic_ms());
    if (*session == NULL)
        return WK_ENOTFOUND;
    err = login_find_account(l, (*session)->name, a);
    if (err == WK_OK) {
        login_account_key(a, account);
        if (bytes_equal(account, (*session)->account, HASH_LEN))
            return WK_OK;
    } else if (err != WK_ENOTFOUND) {
        return err;
    }
    sessions_end_name(l->sessions, (*session)->name);
    return WK_ENOTFOUND;
}

const struct session *login_need_session(
    struct login *l, struct http_request *r, struct login_account *a)
{
    const struct session *session = NULL;

    switch (find_session(l, r, &session, a)) {
    case WK_OK:
        return session;
    case WK_ENOTFOUND:
        http_reply_error(r, 401, "log in first");
        return NULL;
    default:
        http_reply_error(r, 503, "the accounts cannot be read");
        return NULL;
    }
}

bool login_may_change(struct http_request *r, const struct session *session)
{
    const char *token = http_header(r, "x-csrf-token");

    if (!http_same_origin(r)) {
        http_reply_error(r, 403, "this comes from another page");
        return false;
    }
    if (token == NULL || strlen(token) != strlen(session->csrf) ||
        !bytes_equal((const uint8_t *)token, (const uint8_t *)session->csrf,
            strlen(token))) {
        http_reply_error(r, 403, "X-CSRF-Token is missing or old");
        return false;
    }
    return true;
}

bool login_require(struct login *l, struct http_request *r, bool change,
    struct login_session *out)
{
    static const char MUST_CHANGE[] =
        "{\"error\":\"change your password first\",\"must_change\":true}";
    struct login_account a;
    const struct session *session = login_need_session(l, r, &a);

    if (session == NULL || (change && !login_may_change(r, session)))
        return false;
    if (a.must_change) {
        http_reply(r, 403, "Content-Type: application/json\r\n" LOGIN_NO_STORE,
            MUST_CHANGE, sizeof MUST_CHANGE - 1);
        return false;
    }
    memcpy(out->name, a.name, sizeof out->name);
    memcpy(out->role, a.role, sizeof out->role);
    out->must_change = false;
    out->site = a.site;
    return true;
}

void login_handle_session(struct login *l, struct http_request *r)
{
    struct login_account a;
    const struct session *session = login_need_session(l, r, &a);

    if (session != NULL)
        login_reply_session(l, r, session, &a, NULL);
}

void login_handle_logout(struct login *l, struct http_request *r)
{
    struct login_account a;
    const struct session *session = login_need_session(l, r, &a);
    struct bytes headers = bytes_new(256);

    if (session == NULL || !login_may_change(r, session))
        return;
    sessions_end(l->sessions, session->id_hash);
    bytes_add_text(&headers, LOGIN_NO_STORE);
    login_form_set_cookie(l->tls, r, NULL, &headers);
    http_reply(r, 204, bytes_text(&headers), NULL, 0);
    bytes_free(&headers);
}
