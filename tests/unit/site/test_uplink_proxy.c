/* SPDX-License-Identifier: EUPL-1.2 */
/* The uplink through a CONNECT proxy that its settings name, and through none
 * that its environment names. */
#include "uplink_listener.h"

#include "../../helpers/connect_proxy.h"

static void test_proxy(void **state)
{
    struct listener *l = listener_new("server", true);
    struct proxy *p = proxy_new();
    char url[64], line[64];
    const struct post how = {.ca = "ca.pem", .proxy = url};
    struct uplink_curl *u;

    (void)state;
    snprintf(url, sizeof url, "http://127.0.0.1:%d", p->port);
    setenv("NO_PROXY", "127.0.0.1", 1);
    setenv("no_proxy", "*", 1);
    u = uplink(l->port, &how);
    for (int i = 0; i < 3; i++) {
        struct night_reply reply = post(u, "/echo");

        assert_int_equal(reply.status, 200);
        bytes_free(&reply.body);
    }
    uplink_curl_free(u);
    assert_int_equal(atomic_load(&p->connections), 1); /* one for the night */
    snprintf(line, sizeof line, "CONNECT 127.0.0.1:%d HTTP/1.1", l->port);
    assert_string_equal(p->head, line);
    assert_true(l->peer);
    proxy_free(p);
    unsetenv("NO_PROXY");
    unsetenv("no_proxy");
    listener_free(l);
}

/* What the environment says is not asked. */
static void test_environment(void **state)
{
    struct listener *l = listener_new("server", true);
    struct proxy *p = proxy_new();
    char url[64];
    char *keys = path_of("keys.log");

    (void)state;
    snprintf(url, sizeof url, "http://127.0.0.1:%d", p->port);
    setenv("https_proxy", url, 1);
    setenv("HTTPS_PROXY", url, 1);
    setenv("ALL_PROXY", url, 1);
    assert_int_equal(status_of(l->port, &USUAL, NULL), 200);
    assert_int_equal(atomic_load(&p->connections), 0);
    assert_false(file_exists(keys)); /* see set_up() */
    unsetenv("https_proxy");
    unsetenv("HTTPS_PROXY");
    unsetenv("ALL_PROXY");
    free(keys);
    proxy_free(p);
    listener_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proxy),
        cmocka_unit_test(test_environment),
    };

    return cmocka_run_group_tests_name(
        "uplink_proxy", tests, set_up, tear_down);
}
