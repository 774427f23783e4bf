/* SPDX-License-Identifier: EUPL-1.2 */
/* test_login.c - logins, sessions, tokens and passwords over HTTP. */
#include "../../helpers/login_fixture.h"

static void test_login(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    assert_int_equal(ask_as(&f, "GET /api/v1/session", false, ""), 401);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    assert_true(says(&f, "Cache-Control: no-store\r\n"));
    assert_true(says(&f, "Path=/; HttpOnly; SameSite=Strict\r\n"));
    assert_false(says(&f, "Secure"));
    assert_true(says(&f,
        "{\"name\":\"an\",\"role\":\"staff\",\"must_change\":false,\"csrf\""));
    assert_int_equal(ask_as(&f, "GET /api/v1/session", false, ""), 200);
    assert_true(says(&f, f.csrf));
    assert_false(says(&f, "Set-Cookie"));
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    assert_true(says(&f, "an is staff"));
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 200);
    finish(&f);
}

static void test_cookie_on_tls(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, true);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    assert_true(says(&f, "Set-Cookie: __Host-weerklank="));
    assert_true(says(&f, "; Path=/; Secure; HttpOnly; SameSite=Strict\r\n"));
    /* Without the prefix anybody on a sister name could have planted it. */
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    finish(&f);
}

static void test_wrong(void **state)
{
    struct fixture f;
    char known[64], unknown[64];

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "an", "an's passwort"), 401);
    assert_true(cut(&f, "\r\n\r\n", "}", known, sizeof known));
    assert_int_equal(log_in(&f, "nobody", "an's password"), 401);
    assert_true(cut(&f, "\r\n\r\n", "}", unknown, sizeof unknown));
    assert_string_equal(known, unknown);
    assert_int_equal(log_in(&f, "an", ""), 401);
    assert_int_equal(log_in(&f, "", ""), 401);
    assert_false(says(&f, "Set-Cookie"));
    f.find_fails = WK_EDB;
    assert_int_equal(log_in(&f, "an", "an's password"), 503);
    finish(&f);
}

static void test_bad_requests(void **state)
{
    static const struct {
        const char *fields, *body;
        int want;
    } CASES[] = {
        {JSON, "", 400},
        {JSON, "x", 400},
        {JSON, "[]", 400},
        {JSON, "[1,2]", 400},
        {JSON, "{\"name\":\"an\"}", 400},
        {JSON, "{\"name\":\"an\",\"password\":1}", 400},
        {JSON, "{\"name\":\"an\",\"password\":null}", 400},
        {JSON, "{\"name\":\"an\",\"password\":\"x\",\"more\":1}", 400},
        {JSON, "{\"name\":\"an\",\"name\":\"an\",\"password\":\"x\"}", 400},
        {JSON, "{\"name\":\"a\\u0000n\",\"password\":\"x\"}", 400},
        {JSON,
            "{\"name\":\"0123456789012345678901234567890123456789012345678901"
            "23456789012345\",\"password\":\"x\"}",
            400},
        {"", "{\"name\":\"an\",\"password\":\"an's password\"}", 415},
        {"Content-Type: text/plain\r\n",
            "{\"name\":\"an\",\"password\":\"an's password\"}", 415},
        {"Content-Type: application/jsonx\r\n",
            "{\"name\":\"an\",\"password\":\"an's password\"}", 415},
        {JSON "Origin: http://evil.example\r\n",
            "{\"name\":\"an\",\"password\":\"an's password\"}", 403},
        {"Content-Type: application/json; charset=utf-8\r\n"
         "Origin: http://h:1\r\n",
            "{\"name\":\"an\",\"password\":\"an's password\"}", 200},
    };
    struct fixture f;

    (void)state;
    start(&f, false);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(
            ask(&f, "POST /api/v1/login", CASES[i].fields, CASES[i].body),
            CASES[i].want);
        assert_true(CASES[i].want == 200 || says(&f, "{\"error\":\""));
    }
    finish(&f);
}

/* However slow the machine is, the waits outgrow it. */
static void test_throttled(void **state)
{
    struct fixture f;
    char wait[16];
    int n = 0;

    (void)state;
    start(&f, false);
    while (log_in(&f, "an", "wrong") == 401 && n < 18)
        n++;
    assert_true(n >= 5);
    assert_int_equal(f.status, 429);
    assert_true(cut(&f, "Retry-After: ", "\r\n", wait, sizeof wait));
    assert_true(strtol(wait, NULL, 10) > 0);
    assert_int_equal(log_in(&f, "an", "an's password"), 429);
    assert_int_equal(log_in(&f, "bo", "bo's password"), 200);
    finish(&f);
}

static void test_right_ones_are_not_counted(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    for (int i = 0; i < 21; i++)
        assert_int_equal(log_in(&f, "an", "an's password"), 200);
    finish(&f);
}

static void test_throttled_by_address(void **state)
{
    struct fixture f;
    char name[24];
    int n = 0;

    (void)state;
    start(&f, false);
    do
        snprintf(name, sizeof name, "nobody%d", n);
    while (log_in(&f, name, "wrong") == 401 && n++ < 35);
    assert_true(n >= 20);
    assert_int_equal(f.status, 429);
    finish(&f);
}

static void test_csrf(void **state)
{
    struct fixture f;
    char fields[512];

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    assert_int_equal(ask_as(&f, "POST /change", false, ""), 403);
    f.csrf[0] = f.csrf[0] == 'a' ? 'b' : 'a';
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 403);
    assert_int_equal(ask_as(&f, "POST /api/v1/logout", true, ""), 403);
    f.csrf[63] = '\0';
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 403);
    assert_int_equal(ask_as(&f, "GET /api/v1/session", false, ""), 200);
    assert_true(cut(&f, "\"csrf\":\"", "\"", f.csrf, sizeof f.csrf));
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 200);
    snprintf(fields, sizeof fields,
        "Cookie: weerklank-1=%s\r\nX-CSRF-Token: %s\r\n"
        "Origin: http://evil.example\r\n",
        f.cookie, f.csrf);
    assert_int_equal(ask(&f, "POST /change", fields, ""), 403);
    finish(&f);
}

static void test_bad_cookies(void **state)
{
    static const char *const FORMS[] = {
        "",
        "weerklank-1=",
        "weerklank-1=%s0",
        "weerklank-1=%s; weerklank-1=%s",
        "weerklank-1=%s; weerklank-1=",
        "Weerklank-1=%s",
        "xweerklank-1=%s",
        "__Host-weerklank=%s",
        "weerklank=%s",
        "weerklank-2=%s", /* of another site on this machine */
        ("weerklank-1=0123456789abcdef0123456789abcdef0123456789abcdef"
         "0123456789abcdef"),
    };
    struct fixture f;
    char cookie[256], fields[300];

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
        size_t n = 0;

        for (const char *s = FORMS[i]; *s != '\0'; s++) {
            if (s[0] == '%') {
                n += (size_t)snprintf(
                    cookie + n, sizeof cookie - n, "%s", f.cookie);
                s++;
            } else {
                cookie[n++] = *s;
            }
        }
        cookie[n] = '\0';
        snprintf(fields, sizeof fields, "Cookie: %s\r\n", cookie);
        assert_int_equal(ask(&f, "GET /look", fields, ""), 401);
    }
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    finish(&f);
}

static void test_logout(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    assert_int_equal(ask_as(&f, "POST /api/v1/logout", true, "{}"), 401);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    assert_int_equal(ask_as(&f, "POST /api/v1/logout", true, "{}"), 204);
    assert_true(says(&f,
        "Set-Cookie: weerklank-1=; Path=/; Max-Age=0; "
        "HttpOnly; SameSite=Strict\r\n"));
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    finish(&f);
}

/* A login gives a new id and ends the session that the request came with. */
static void test_fixation(void **state)
{
    struct fixture f;
    char first[80], fields[512];

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    memcpy(first, f.cookie, sizeof first);
    snprintf(fields, sizeof fields, JSON "Cookie: weerklank-1=%s\r\n", first);
    assert_int_equal(ask(&f, "POST /api/v1/login", fields,
                         "{\"name\":\"bo\",\"password\":\"bo's password\"}"),
        200);
    assert_true(cut(&f, "weerklank-1=", ";", f.cookie, sizeof f.cookie));
    assert_string_not_equal(first, f.cookie);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    assert_true(says(&f, "bo is admin"));
    memcpy(f.cookie, first, sizeof first);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    finish(&f);
}

static void test_must_change(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "cy", "generated one"), 200);
    assert_true(says(&f, "\"must_change\":true"));
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 403);
    assert_true(says(&f,
        "{\"error\":\"change your password first\","
        "\"must_change\":true}"));
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 403);
    assert_int_equal(ask_as(&f, "GET /api/v1/session", false, ""), 200);
    assert_int_equal(ask_as(&f, "POST /api/v1/password", true,
                         "{\"old\":\"generated one\","
                         "\"new\":\"my own words\"}"),
        204);
    assert_true(cut(&f, "weerklank-1=", ";", f.cookie, sizeof f.cookie));
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    assert_int_equal(log_in(&f, "cy", "my own words"), 200);
    assert_true(says(&f, "\"must_change\":false"));
    assert_int_equal(log_in(&f, "cy", "generated one"), 401);
    finish(&f);
}

static void test_must_change_may_log_out(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "cy", "generated one"), 200);
    assert_int_equal(ask_as(&f, "POST /api/v1/logout", true, "{}"), 204);
    finish(&f);
}

#define PASSWORD "POST /api/v1/password"

static void test_password(void **state)
{
    static const struct {
        const char *body;
        int want;
    } CASES[] = {
        {"{\"old\":\"an's password\",\"new\":\"123456789\"}", 400},
        {"{\"old\":\"an's password\",\"new\":\"\"}", 400},
        {"{\"old\":\"an's password\",\"new\":\"an's password\"}", 400},
        /* nine letters of two bytes each */
        {"{\"old\":\"an's password\",\"new\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
         "\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"}",
            400},
        {"{\"old\":\"an's password\"}", 400},
        {"{\"old\":\"wrong\",\"new\":\"1234567890\"}", 401},
        {"{\"old\":\"an's password\",\"new\":\"1234567890\"}", 204},
    };
    struct fixture f;
    char other[80], before[80];

    (void)state;
    start(&f, false);
    assert_int_equal(ask_as(&f, PASSWORD, true, CASES[6].body), 401);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    memcpy(other, f.cookie, sizeof other);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    memcpy(before, f.cookie, sizeof before);
    assert_int_equal(ask_as(&f, PASSWORD, false, CASES[6].body), 403);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(
            ask_as(&f, PASSWORD, true, CASES[i].body), CASES[i].want);
    assert_true(cut(&f, "weerklank-1=", ";", f.cookie, sizeof f.cookie));
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    assert_int_equal(ask_as(&f, "POST /change", true, ""), 403); /* new csrf */
    memcpy(f.cookie, before, sizeof before);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    memcpy(f.cookie, other, sizeof other);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    assert_int_equal(log_in(&f, "an", "1234567890"), 200);
    f.set_fails = WK_EFULL;
    assert_int_equal(ask_as(&f, PASSWORD, true,
                         "{\"old\":\"1234567890\",\"new\":\"0123456789\"}"),
        503);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    finish(&f);
}

/* What a command did to the accounts beside us counts at once. */
static void test_account_changes(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, false);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    snprintf(f.account[0].role, sizeof f.account[0].role, "coordinator");
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    assert_true(says(&f, "an is coordinator"));
    f.account[0].site = 7;
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    f.find_fails = WK_EDB;
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 503);
    f.find_fails = WK_OK;
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 200);
    memcpy(f.account[0].hash, hashed[1].hash, PASSWORD_HASH_LEN);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    memcpy(f.account[0].hash, hashed[0].hash, PASSWORD_HASH_LEN);
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401); /* for good */

    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    f.account[0].name[0] = 'x';
    assert_int_equal(ask_as(&f, "GET /look", false, ""), 401);
    finish(&f);
}

/* A client that goes away while its password is checked. */
static void test_peer_gone(void **state)
{
    static const char REQUEST[] =
        "POST /api/v1/login HTTP/1.1\r\nHost: h:1\r\n" JSON
        "Content-Length: 40\r\n\r\n"
        "{\"name\":\"an\",\"password\":\"an's password\"}";
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, false);
    c = loopback_open(&f.loop, http_server_port(f.server), false);
    loopback_send_text(c, REQUEST);
    while (c->sending > 0)
        uv_run(&f.loop, UV_RUN_ONCE);
    uv_run(&f.loop, UV_RUN_NOWAIT);
    loopback_close(c);
    assert_int_equal(log_in(&f, "an", "an's password"), 200);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_login),
        cmocka_unit_test(test_cookie_on_tls),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_bad_requests),
        cmocka_unit_test(test_throttled),
        cmocka_unit_test(test_right_ones_are_not_counted),
        cmocka_unit_test(test_throttled_by_address),
        cmocka_unit_test(test_csrf),
        cmocka_unit_test(test_bad_cookies),
        cmocka_unit_test(test_logout),
        cmocka_unit_test(test_fixation),
        cmocka_unit_test(test_must_change),
        cmocka_unit_test(test_must_change_may_log_out),
        cmocka_unit_test(test_password),
        cmocka_unit_test(test_account_changes),
        cmocka_unit_test(test_peer_gone),
    };

    return cmocka_run_group_tests_name("login", tests, make_accounts, NULL);
}
