/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * login_private.h - what login.c (sessions), login_try.c (passwords) and
 * login_form.c (what requests carry) share.
 */
#ifndef WK_LOGIN_PRIVATE_H
#define WK_LOGIN_PRIVATE_H

#include "cookie.h"
#include "login.h"
#include "login_work.h"
#include "sessions.h"
#include "throttle.h"

#define LOGIN_NO_STORE "Cache-Control: no-store\r\n"

struct login {
    struct login_store store;
    bool tls;
    struct sessions *sessions;
    struct throttle *by_name, *by_address;
    struct login_work *work;
};

/* ---- login.c ---- */

enum wk_err login_find_account(
    struct login *l, const char *name, struct login_account *out);
/* A short name for its password, role and site: a session ends with any. */
void login_account_key(
    const struct login_account *a, uint8_t out[static HASH_LEN]);
/* Begin a session for an account; id is what the cookie will hold. */
const struct session *login_begin_session(struct login *l,
    const struct login_account *a, char id[static COOKIE_TEXT]);
/* The session of r and its account, read afresh; or NULL, and r is answered
 * 401 or 503. */
const struct session *login_need_session(
    struct login *l, struct http_request *r, struct login_account *a);
/* Whether r carries the session's token; otherwise answers 403. */
bool login_may_change(struct http_request *r, const struct session *session);
/* {"name", ...}; cookie is the session's id, or NULL to send none. */
void login_reply_session(struct login *l, struct http_request *r,
    const struct session *s, const struct login_account *a, const char *cookie);

/* ---- login_form.c ---- */

struct login_form {
    char first[PASSWORD_MAX + 1], second[PASSWORD_MAX + 1];
};

/*
 * Read a JSON object of exactly two texts, the first of at most max bytes,
 * the second a password; otherwise answers 400, 403 or 415.
 */
bool login_form_read(struct http_request *r, const char *first, size_t max,
    const char *second, struct login_form *out);
/* Whether a new password will do; otherwise answers 400. */
bool login_form_new_password(
    struct http_request *r, const char *old, const char *new_password);

/* The hash of the session id in the cookie of r, if it has one. */
bool login_form_cookie(
    bool tls, const struct http_request *r, uint8_t id_hash[static HASH_LEN]);
/* Add a Set-Cookie line to the answer to r; id NULL takes the cookie away. */
void login_form_set_cookie(bool tls, const struct http_request *r,
    const char *id, struct bytes *headers);

/* The key under which tries from an address count: an IPv6 peer is its /64,
 * for that is what one household or office gets. */
void login_form_address(const char *address, uint8_t out[static HASH_LEN]);

#endif
