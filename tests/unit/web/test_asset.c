/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of pages: what is found, under which name, with which headers. */
#include "asset.h"

#include "../../helpers/false_request.h"

#define BYTES(s) (const uint8_t *)(s), sizeof(s) - 1

#define PLAIN NULL, 0

static const struct asset TABLE[] = {
    {"assets/a.1.js", "text/javascript; charset=utf-8", BYTES("let a;"),
        BYTES("\037\213a")},
    {"assets/b.2.woff2", "font/woff2", BYTES("\0\1\2"), PLAIN},
    {"empty.html", "text/html; charset=utf-8", BYTES(""), PLAIN},
    {"half.html", "text/html; charset=utf-8", BYTES("{{token}"), PLAIN},
    {"kiosk.html", "text/html; charset=utf-8",
        BYTES("<meta content=\"{{token}}\">{{token}}!"), PLAIN},
};
static const struct asset_table PAGES = {TABLE, 5};
static const struct asset_table NOTHING = {TABLE, 0};

static void test_find(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES.n; i++)
        assert_ptr_equal(asset_find(&PAGES, TABLE[i].name), &TABLE[i]);
    assert_null(asset_find(&PAGES, ""));
    assert_null(asset_find(&PAGES, "assets/a.1.j"));
    assert_null(asset_find(&PAGES, "assets/a.1.jsx"));
    assert_null(asset_find(&PAGES, "zzz"));
    assert_null(asset_find(&NOTHING, "kiosk.html"));
}

struct reply_case {
    const char *path;
    int status;
    const char *type;
};

static const struct reply_case REPLIES[] = {
    {"/assets/a.1.js", 200, "text/javascript; charset=utf-8"},
    {"/assets/b.2.woff2", 200, "font/woff2"},
    {"/assets/", 404, NULL},
    {"/assets/c.js", 404, NULL},
    {"/assets/../kiosk.html", 404, NULL},
    {"/kiosk.html", 404, NULL}, /* pages have addresses of their own */
    {"/", 404, NULL},
    {"assets/a.1.js", 404, NULL},
};

static void test_reply(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REPLIES / sizeof REPLIES[0]; i++) {
        struct http_request r = {.path = REPLIES[i].path};

        asset_reply(&PAGES, &r);
        assert_int_equal(r.replies, 1);
        assert_int_equal(r.status, REPLIES[i].status);
        if (r.status != 200)
            continue;
        assert_non_null(strstr(r.headers, REPLIES[i].type));
        assert_non_null(strstr(r.headers,
            "\r\nCache-Control: public, max-age=31536000, immutable\r\n"));
        assert_int_equal(r.len, asset_find(&PAGES, r.path + 1)->len);
    }
}

static void test_whoever_has_it(void **state)
{
    struct http_request has = {
        .path = "/assets/a.1.js", .known = "\"x\", \"assets/a.1.js\""};
    struct http_request old = {
        .path = "/assets/a.1.js", .known = "\"assets/a.0.js\""};

    (void)state;
    asset_reply(&PAGES, &has);
    assert_int_equal(has.status, 304);
    assert_int_equal(has.len, 0);
    assert_non_null(strstr(has.headers, "\r\nETag: \"assets/a.1.js\"\r\n"));
    asset_reply(&PAGES, &old);
    assert_int_equal(old.status, 200);
    assert_int_equal(old.len, strlen("let a;"));
}

struct pack_case {
    const char *path, *accepted, *known;
    int status;
    bool packed, vary;
};

static const struct pack_case PACKS[] = {
    {"/assets/a.1.js", "gzip, br", NULL, 200, true, true},
    {"/assets/a.1.js", "gzip;q=0", NULL, 200, false, true},
    {"/assets/a.1.js", NULL, NULL, 200, false, true},
    {"/assets/a.1.js", "gzip", "\"assets/a.1.js.gz\"", 304, true, true},
    /* Other bytes, another tag. */
    {"/assets/a.1.js", "gzip", "\"assets/a.1.js\"", 200, true, true},
    {"/assets/a.1.js", "br", "\"assets/a.1.js.gz\"", 200, false, true},
    {"/assets/b.2.woff2", "gzip", NULL, 200, false, false},
};

static void test_packed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PACKS / sizeof PACKS[0]; i++) {
        const struct pack_case *c = &PACKS[i];
        struct http_request r = {
            .path = c->path, .accepted = c->accepted, .known = c->known};
        const struct asset *a = asset_find(&PAGES, c->path + 1);
        char tag[64];

        asset_reply(&PAGES, &r);
        snprintf(tag, sizeof tag, "ETag: \"%s%s\"\r\n", a->name,
            c->packed ? ".gz" : "");
        assert_int_equal(r.status, c->status);
        assert_non_null(strstr(r.headers, tag));
        assert_non_null(strstr(r.headers, a->type));
        assert_int_equal(
            strstr(r.headers, "\nContent-Encoding: gzip\r") != NULL, c->packed);
        assert_int_equal(
            strstr(r.headers, "\nVary: Accept-Encoding\r") != NULL, c->vary);
        if (c->status == 304) {
            assert_int_equal(r.len, 0);
            continue;
        }
        assert_int_equal(r.len, c->packed ? a->gz_len : a->len);
        assert_memory_equal(r.body, c->packed ? a->gz : a->data, r.len);
    }
}

static void test_file(void **state)
{
    struct http_request there = {.path = "/api/x"}, none = there;

    (void)state;
    asset_reply_file(&PAGES, &there, "half.html");
    assert_int_equal(there.status, 200);
    assert_non_null(strstr(there.headers, "Cache-Control: no-store"));
    assert_int_equal(there.len, strlen("{{token}"));
    asset_reply_file(&PAGES, &none, "none.json");
    assert_int_equal(none.status, 404);
    assert_int_equal(there.replies + none.replies, 2);
}

struct page_case {
    const char *page, *token, *body;
};

static const struct page_case PAGE_CASES[] = {
    {"kiosk.html", "0a", "<meta content=\"0a\">0a!"},
    {"kiosk.html", NULL, "<meta content=\"\">!"},
    {"kiosk.html", "{{token}}", "<meta content=\"{{token}}\">{{token}}!"},
    {"half.html", "0a", "{{token}"},
    {"empty.html", "0a", ""},
};

static void test_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PAGE_CASES / sizeof PAGE_CASES[0]; i++) {
        const struct page_case *c = &PAGE_CASES[i];
        struct http_request r = {.path = "/kiosk/"};

        asset_reply_page(&PAGES, &r, c->page, c->token);
        assert_int_equal(r.replies, 1);
        assert_int_equal(r.status, 200);
        assert_int_equal(r.len, strlen(c->body));
        assert_memory_equal(r.body, c->body, r.len);
        assert_non_null(strstr(r.headers, "Cache-Control: no-store\r\n"));
        assert_non_null(strstr(r.headers, "Policy: microphone=()\r\n"));
    }
}

static void test_recorder(void **state)
{
    struct http_request r = {.path = "/staff/"};

    (void)state;
    asset_reply_recorder(&PAGES, &r, "half.html");
    assert_int_equal(r.status, 200);
    assert_int_equal(r.len, strlen("{{token}"));
    assert_non_null(strstr(r.headers, "Policy: microphone=(self)\r\n"));
}

static void test_no_page(void **state)
{
    struct http_request r = {.path = "/kiosk/"};

    (void)state;
    asset_reply_page(&NOTHING, &r, "kiosk.html", "0a");
    assert_int_equal(r.replies, 1);
    assert_int_equal(r.status, 404);
}

/* Each header ends its line, and nothing inline is ever allowed. */
static void test_security_headers(void **state)
{
    const char *h = ASSET_SECURITY_HEADERS;

    (void)state;
    assert_string_equal(h + strlen(h) - 2, "\r\n");
    assert_non_null(strstr(h, "default-src 'self'"));
    assert_non_null(strstr(h, "media-src 'self' blob:;"));
    assert_non_null(strstr(h, "frame-ancestors 'none'"));
    assert_non_null(strstr(h, "base-uri 'none'"));
    assert_non_null(strstr(h, "form-action 'self'"));
    assert_null(strstr(h, "unsafe"));
    assert_null(strstr(h, "microphone")); /* each page says so itself */
    assert_null(strstr(h, "\r\n\r\n"));
    for (const char *at = h; *at != '\0'; at = strstr(at, "\r\n") + 2)
        assert_non_null(strstr(at, ": "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_reply),
        cmocka_unit_test(test_whoever_has_it),
        cmocka_unit_test(test_packed),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_recorder),
        cmocka_unit_test(test_no_page),
        cmocka_unit_test(test_security_headers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
