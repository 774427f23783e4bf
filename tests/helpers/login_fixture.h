/* SPDX-License-Identifier: EUPL-1.2 */
/* login_fixture.h - the login handlers behind a real server on loopback, with
 * three accounts: an, bo, and cy, who must change the password. */
#ifndef WK_TEST_LOGIN_FIXTURE_H
#define WK_TEST_LOGIN_FIXTURE_H

#include "login.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "loopback.h"

enum { ACCOUNTS = 3 };

static struct login_account hashed[ACCOUNTS]; /* made once: argon2 is slow */

struct fixture {
    uv_loop_t loop;
    struct login *login;
    struct http_server *server;
    struct login_account account[ACCOUNTS];
    enum wk_err find_fails, set_fails;
    bool stopped, tls;
    /* The last reply. */
    int status;
    struct bytes reply;
    char cookie[80], csrf[80]; /* as the last login gave them */
};

static inline enum wk_err find(
    void *arg, const char *name, struct login_account *out)
{
    struct fixture *f = arg;

    if (f->find_fails != WK_OK)
        return f->find_fails;
    for (size_t i = 0; i < ACCOUNTS; i++)
        if (strcmp(f->account[i].name, name) == 0) {
            *out = f->account[i];
            return WK_OK;
        }
    return WK_ENOTFOUND;
}

static inline enum wk_err set_password(
    void *arg, const char *name, const char *hash)
{
    struct fixture *f = arg;

    if (f->set_fails != WK_OK)
        return f->set_fails;
    for (size_t i = 0; i < ACCOUNTS; i++)
        if (strcmp(f->account[i].name, name) == 0) {
            snprintf(f->account[i].hash, PASSWORD_HASH_LEN, "%s", hash);
            f->account[i].must_change = false;
        }
    return WK_OK;
}

static inline void handle_login(struct http_request *r, void *app)
{
    login_handle(((struct fixture *)app)->login, r);
}

static inline void handle_logout(struct http_request *r, void *app)
{
    login_handle_logout(((struct fixture *)app)->login, r);
}

static inline void handle_password(struct http_request *r, void *app)
{
    login_handle_password(((struct fixture *)app)->login, r);
}

static inline void handle_session(struct http_request *r, void *app)
{
    login_handle_session(((struct fixture *)app)->login, r);
}

static inline void reply_who(
    struct http_request *r, const struct fixture *f, bool change)
{
    struct login_session s;
    struct bytes b = bytes_new(256);

    if (!login_require(f->login, r, change, &s))
        return;
    bytes_addf(&b, "%s is %s", s.name, s.role);
    http_reply(r, 200, NULL, bytes_text(&b), b.len);
    bytes_free(&b);
}

static inline void handle_look(struct http_request *r, void *app)
{
    reply_who(r, app, false);
}

static inline void handle_change(struct http_request *r, void *app)
{
    reply_who(r, app, true);
}

static const struct http_route ROUTES[] = {
    {"POST", "/api/v1/login", handle_login},
    {"POST", "/api/v1/logout", handle_logout},
    {"POST", "/api/v1/password", handle_password},
    {"GET", "/api/v1/session", handle_session},
    {"GET", "/look", handle_look},
    {"POST", "/change", handle_change},
};

static inline void start(struct fixture *f, bool tls)
{
    struct login_store store = {find, set_password, f};
    struct http_options o = {.listen = "127.0.0.1:0",
        .routes = ROUTES,
        .n_routes = sizeof ROUTES / sizeof ROUTES[0],
        .app = f};

    memset(f, 0, sizeof *f);
    memcpy(f->account, hashed, sizeof hashed);
    f->reply = bytes_new(1 << 16);
    f->tls = tls;
    uv_loop_init(&f->loop);
    f->login = login_new(&f->loop, &store, tls);
    assert_int_equal(http_server_start(&f->loop, &o, &f->server), WK_OK);
}

static inline void on_stopped(void *arg)
{
    ((struct fixture *)arg)->stopped = true;
}

static inline void finish(struct fixture *f)
{
    http_server_stop(f->server, 0, on_stopped, f);
    uv_run(&f->loop, UV_RUN_DEFAULT);
    assert_true(f->stopped);
    login_free(f->login);
    assert_int_equal(uv_loop_close(&f->loop), 0);
    bytes_free(&f->reply);
}

/* Copy what stands between two texts of the reply; false when it does not. */
static inline bool cut(const struct fixture *f, const char *before,
    const char *after, char *out, size_t cap)
{
    const char *p = strstr(bytes_text(&f->reply), before), *end;

    if (p == NULL)
        return false;
    p += strlen(before);
    end = strstr(p, after);
    snprintf(out, cap, "%.*s", end != NULL ? (int)(end - p) : 0, p);
    return true;
}

/* One exchange; fields are whole header lines. */
static inline int ask(
    struct fixture *f, const char *line, const char *fields, const char *body)
{
    struct loopback *c =
        loopback_open(&f->loop, http_server_port(f->server), false);
    struct bytes b = bytes_new(8192);

    bytes_addf(&b,
        "%s HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\n%s"
        "Content-Length: %zu\r\n\r\n%s",
        line, fields, strlen(body), body);
    loopback_send(c, b.data, b.len);
    loopback_wait_end(c);
    bytes_clear(&f->reply);
    bytes_add(&f->reply, c->got.data, c->got.len);
    assert_true(f->reply.len > 12);
    f->status = (int)strtol(bytes_text(&f->reply) + 9, NULL, 10);
    loopback_close(c);
    bytes_free(&b);
    return f->status;
}

/* The same as whoever logged in last, with or without the token. */
static inline int ask_as(
    struct fixture *f, const char *line, bool token, const char *body)
{
    char fields[512];

    snprintf(fields, sizeof fields,
        "Content-Type: application/json\r\nCookie: x=y; weerklank-1=%s\r\n"
        "%s%s%s",
        f->cookie, token ? "X-CSRF-Token: " : "", token ? f->csrf : "",
        token ? "\r\n" : "");
    return ask(f, line, fields, body);
}

#define JSON "Content-Type: application/json\r\n"

static inline int log_in(
    struct fixture *f, const char *name, const char *password)
{
    char body[256];
    int status;

    snprintf(body, sizeof body, "{\"name\":\"%s\",\"password\":\"%s\"}", name,
        password);
    status = ask(f, "POST /api/v1/login", JSON, body);
    if (status == 200) {
        assert_true(cut(f, f->tls ? "__Host-weerklank=" : "weerklank-1=", ";",
            f->cookie, sizeof f->cookie));
        assert_true(cut(f, "\"csrf\":\"", "\"", f->csrf, sizeof f->csrf));
        assert_int_equal(strlen(f->cookie), 64);
        assert_int_equal(strlen(f->csrf), 64);
    }
    return status;
}

static inline bool says(const struct fixture *f, const char *text)
{
    return strstr(bytes_text(&f->reply), text) != NULL;
}

static inline int make_accounts(void **state)
{
    static const struct {
        const char *name, *role, *password;
    } ACCOUNT[ACCOUNTS] = {
        {"an", "staff", "an's password"},
        {"bo", "admin", "bo's password"},
        {"cy", "staff", "generated one"},
    };

    (void)state;
    for (size_t i = 0; i < ACCOUNTS; i++) {
        struct login_account *a = &hashed[i];

        snprintf(a->name, sizeof a->name, "%s", ACCOUNT[i].name);
        snprintf(a->role, sizeof a->role, "%s", ACCOUNT[i].role);
        password_hash(ACCOUNT[i].password, a->hash);
    }
    hashed[2].must_change = true;
    return 0;
}

#endif
