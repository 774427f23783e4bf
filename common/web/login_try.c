/* SPDX-License-Identifier: EUPL-1.2 */
/* login_try.c - what needs a password to be checked: a login, and a change of
 * password. */
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "log.h"
#include "login_private.h"
#include "xalloc.h"

enum {
    MANY_TRIES = 10, /* for one name: somebody should look */
    BUSY_S = 2,
};

/* A try to log in or to change a password, while its check runs. */
struct attempt {
    struct login *login;
    struct http_request *request;
    char name[MAX_NAME + 1];
    uint8_t name_key[HASH_LEN], address_key[HASH_LEN];
    uint8_t old_session[HASH_LEN]; /* the one that the request came with */
    bool has_session;
    uint8_t account[HASH_LEN]; /* whose password is being checked */
};

/*
 * Count a try at name from the address of r, or answer 429 or 503.  It is
 * counted before it is checked, so that tries side by side count too.
 */
static bool may_try(struct login *l, struct http_request *r, struct attempt *a)
{
    int64_t now = clock_monotonic_ms();
    unsigned by_name, by_address;

    crypto_sha256(a->name, strlen(a->name), a->name_key);
    login_form_address(http_peer_address(r), a->address_key);
    by_name = throttle_wait(l->by_name, a->name_key, now);
    by_address = throttle_wait(l->by_address, a->address_key, now);
    if (by_name > 0 || by_address > 0) {
        http_reply_wait(r, 429, by_name > by_address ? by_name : by_address,
            "too many tries");
        return false;
    }
    if (!login_work_has_room(l->work)) {
        http_reply_wait(r, 503, BUSY_S, "too many logins at once");
        return false;
    }
    if (throttle_count(l->by_name, a->name_key, now) == MANY_TRIES)
        log_alarm("login: %d wrong passwords for one account", MANY_TRIES - 1);
    (void)throttle_count(l->by_address, a->address_key, now);
    return true;
}

/* The password was right. */
static void forgive(struct login *l, const struct attempt *a)
{
    throttle_forget(l->by_name, a->name_key);
    throttle_take_back(l->by_address, a->address_key);
}

/* Whether the account is still the one whose password was checked. */
static bool is_same_account(
    struct login *l, const struct attempt *t, struct login_account *a)
{
    uint8_t account[HASH_LEN];

    if (login_find_account(l, t->name, a) != WK_OK)
        return false;
    login_account_key(a, account);
    return bytes_equal(account, t->account, HASH_LEN);
}

static void on_login_checked(struct login_job *job)
{
    struct attempt *t = job->arg;
    struct login *l = t->login;
    const struct session *session;
    struct login_account a;
    char id[COOKIE_TEXT];

    if (!job->fits || !is_same_account(l, t, &a)) {
        http_reply_error(t->request, 401, "name or password is wrong");
    } else {
        forgive(l, t);
        if (t->has_session)
            sessions_end(l->sessions, t->old_session);
        session = login_begin_session(l, &a, id);
        login_reply_session(l, t->request, session, &a, id);
        crypto_wipe(id, sizeof id);
    }
    free(t);
}

/* An attempt at name by whoever sent r. */
static struct attempt *new_attempt(
    struct login *l, struct http_request *r, const char *name)
{
    struct attempt *t = xcalloc(1, sizeof *t);

    t->login = l;
    t->request = r;
    memcpy(t->name, name, strlen(name) + 1);
    t->has_session = login_form_cookie(l->tls, r, t->old_session);
    return t;
}

void login_handle(struct login *l, struct http_request *r)
{
    struct login_account a = {0};
    struct login_form form;
    struct login_job *job;
    struct attempt *t;
    enum wk_err err;

    if (!login_form_read(r, "name", MAX_NAME, "password", &form))
        return;
    t = new_attempt(l, r, form.first);
    err = login_find_account(l, t->name, &a);
    if (err != WK_OK && err != WK_ENOTFOUND) {
        http_reply_error(r, 503, "the accounts cannot be read");
        free(t);
    } else if (!may_try(l, r, t)) {
        free(t);
    } else {
        job = login_work_job();
        memcpy(job->password, form.second, strlen(form.second) + 1);
        if (err == WK_OK)
            memcpy(job->hash, a.hash, sizeof job->hash);
        login_account_key(&a, t->account);
        job->done = on_login_checked;
        job->arg = t;
        login_work_start(l->work, job);
    }
    crypto_wipe(&form, sizeof form);
}

static void on_change_checked(struct login_job *job)
{
    struct attempt *t = job->arg;
    struct login *l = t->login;
    struct bytes headers = bytes_new(256);
    struct login_account a;
    char id[COOKIE_TEXT];

    if (!job->fits || !is_same_account(l, t, &a)) {
        http_reply_error(t->request, 401, "the old password is wrong");
        goto out;
    }
    forgive(l, t);
    if (l->store.set_password(l->store.arg, t->name, job->new_hash) != WK_OK ||
        login_find_account(l, t->name, &a) != WK_OK) {
        http_reply_error(t->request, 503, "the password was not saved");
        goto out;
    }
    sessions_end_name(l->sessions, t->name);
    (void)login_begin_session(l, &a, id);
    bytes_add_text(&headers, LOGIN_NO_STORE);
    login_form_set_cookie(l->tls, t->request, id, &headers);
    http_reply(t->request, 204, bytes_text(&headers), NULL, 0);
    crypto_wipe(id, sizeof id);
out:
    bytes_free(&headers);
    free(t);
}

void login_handle_password(struct login *l, struct http_request *r)
{
    const struct session *session;
    struct login_account a;
    struct login_form form;
    struct login_job *job;
    struct attempt *t;

    session = login_need_session(l, r, &a);
    if (session == NULL || !login_may_change(r, session) ||
        !login_form_read(r, "old", PASSWORD_MAX, "new", &form))
        return;
    t = new_attempt(l, r, session->name);
    if (!login_form_new_password(r, form.first, form.second) ||
        !may_try(l, r, t)) {
        free(t);
    } else {
        job = login_work_job();
        memcpy(job->password, form.first, strlen(form.first) + 1);
        memcpy(job->new_password, form.second, strlen(form.second) + 1);
        memcpy(job->hash, a.hash, sizeof job->hash);
        login_account_key(&a, t->account);
        job->done = on_change_checked;
        job->arg = t;
        login_work_start(l->work, job);
    }
    crypto_wipe(&form, sizeof form);
}
