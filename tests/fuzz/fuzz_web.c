/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_web.c - what a whole request carries to the handlers of both programs:
 * its route, its origin, its cookie, its parameters and a login form.
 *
 * Covers common/web/login_form.c common/core/http_text.c common/core/route.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "http_private.h"
#include "http_text.h"
#include "login_private.h"
#include "period.h"
#include "route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* As the listeners have them: plain paths, and everything below one. */
static void try_routes(const struct http_request *r)
{
    static const struct {
        const char *method, *path;
    } ROWS[] = {{"GET", "/"}, {"GET", "/kiosk/*"}, {"POST", "/api/v1/answers"},
        {"GET", "/api/v1/session"}, {"POST", "/sync/v1/*"}};
    const char *method = http_method(r), *path = http_path(r);

    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        size_t n = strlen(ROWS[i].path);
        bool below = ROWS[i].path[n - 1] == '*';
        bool same = below
            ? strncmp(path, ROWS[i].path, n - 1) == 0 && strlen(path) > n - 1
            : strcmp(path, ROWS[i].path) == 0;
        bool takes = strcmp(method, ROWS[i].method) == 0 ||
            (strcmp(method, "HEAD") == 0 && strcmp(ROWS[i].method, "GET") == 0);
        enum route_fit fit =
            route_fit(ROWS[i].method, ROWS[i].path, method, path);

        assert(fit ==
            (!same          ? ROUTE_NONE
                    : takes ? ROUTE_FITS
                            : ROUTE_OTHER_METHOD));
    }
}

static void try_cookie(struct http_request *r, bool tls)
{
    static const char NAME[] = "weerklank";
    uint8_t hash[HASH_LEN];
    const char *cookie = http_header(r, "cookie");

    r->tls = tls;
    if (login_form_cookie(tls, r, hash))
        assert(cookie != NULL && strstr(cookie, NAME) != NULL &&
            strlen(cookie) > 2 * COOKIE_LEN);
    if (http_same_origin(r) && http_header(r, "origin") != NULL)
        assert(http_header(r, "host") != NULL);
}

static void try_accepted(const struct http_request *r)
{
    const char *accepted = http_header(r, "accept-encoding");

    if (accepted != NULL && http_text_takes_gzip(accepted))
        assert(strpbrk(accepted, "gG") != NULL && strlen(accepted) >= 4);
}

static void try_parameters(const struct http_request *r)
{
    static const char *const NAMES[] = {"question", "from", "to"};
    char value[MAX_ID + 1], again[MONTH_TEXT];

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        bool found = false;
        int32_t month;

        if (http_query_param(r, NAMES[i], value, sizeof value, &found) !=
                WK_OK ||
            !found)
            continue;
        assert(strlen(value) < sizeof value);
        assert(text_is_utf8(value, strlen(value)));
        if (month_parse(value, &month) != WK_OK)
            continue;
        month_text(month, again);
        assert(strcmp(again, value) == 0);
    }
}

/* Ends the request: a form that is refused is answered, which frees it. */
static void try_form(struct http_request *r)
{
    struct login_form form;

    if (!login_form_read(r, "name", MAX_NAME, "password", &form))
        return;
    assert(strlen(form.first) <= MAX_NAME);
    assert(strlen(form.second) <= PASSWORD_MAX);
    assert(text_is_utf8(form.first, strlen(form.first)));
    assert(text_is_utf8(form.second, strlen(form.second)));
    if (login_form_new_password(r, form.first, form.second))
        http_reply(r, 204, NULL, NULL, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct http_request *r = calloc(1, sizeof *r);

    assert(r != NULL);
    r->parse = http_parse_new(MAX_BODY);
    (void)http_parse_feed(r->parse, data, len);
    if (http_parse_state(r->parse) != HTTP_PARSE_DONE) {
        http_reply(r, 400, NULL, NULL, 0);
        return 0;
    }
    try_routes(r);
    try_cookie(r, false);
    try_cookie(r, true);
    try_accepted(r);
    try_parameters(r);
    try_form(r);
    return 0;
}
