/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * login.h - accounts of people, and their sessions, for both programs.
 *
 * Passwords are argon2id, checked on a worker thread, at most two at once;
 * when many wait, further ones are told 503 with Retry-After.  Guessing is
 * throttled by name (from the 5th try: 1 s, 2 s ... 5 minutes) and by address
 * (from the 20th), both with 429; unknown names take as long as known ones.
 *
 * Sessions live in memory, under a hash of their id, and end after 30 idle
 * minutes or 12 hours, with the program, when the account goes, and when its
 * password, role or site is changed by whatever means.  A login and a change of
 * password give a new id.  The cookie is HttpOnly, SameSite=Strict and, on TLS,
 * __Host- and Secure; on plain loopback its name ends with the port.  A request
 * that changes something must carry the session's token in X-CSRF-Token and, if
 * it has an Origin, ours.
 *
 *   POST /api/v1/login     {"name", "password"} -> 200 {session}, 401, 429
 *   POST /api/v1/logout    -> 204
 *   POST /api/v1/password  {"old", "new"} -> 204, 400, 401; then ask for the
 *                          session again, whose csrf is new
 *   GET  /api/v1/session   -> 200 {"name", "role", "must_change", "csrf"}, 401
 *
 * Ownership  A login belongs to its caller and outlives the server it serves.
 */
#ifndef WK_LOGIN_H
#define WK_LOGIN_H

#include "http_server.h"
#include "login_work.h"

struct login_account {
    char name[MAX_NAME + 1], role[MAX_ID + 1];
    char hash[PASSWORD_HASH_LEN];
    bool must_change; /* a generated password, to be changed at first login */
    int64_t site; /* of the centre's accounts: the site it belongs to, or 0 */
};

/* What the daemon's store does for login.c; each is called on the loop. */
struct login_store {
    /* WK_ENOTFOUND when there is no such account. */
    enum wk_err (*find)(void *arg, const char *name, struct login_account *out);
    /* Store the hash; the account's must_change is over. */
    enum wk_err (*set_password)(void *arg, const char *name, const char *hash);
    void *arg;
};

struct login;
struct login *login_new(
    uv_loop_t *loop, const struct login_store *store, bool tls);
void login_free(struct login *l); /* after the loop has ended */

/* Lent: password checks of the same program wait in one line. */
struct login_work *login_worker(struct login *l);

/* Handlers; app of the server is not used, so wrap them in one line each. */
void login_handle(struct login *l, struct http_request *r);
void login_handle_logout(struct login *l, struct http_request *r);
void login_handle_password(struct login *l, struct http_request *r);
void login_handle_session(struct login *l, struct http_request *r);

struct login_session {
    char name[MAX_NAME + 1], role[MAX_ID + 1];
    bool must_change;
    int64_t site;
};

/*
 * Whether r comes from somebody who is logged in; otherwise answers 401 and
 * returns false.  When change is true the CSRF token must be there (403).
 * Somebody who must change the password gets 403 for everything else.
 */
bool login_require(struct login *l, struct http_request *r, bool change,
    struct login_session *out);

#endif
