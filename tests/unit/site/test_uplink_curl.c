/* SPDX-License-Identifier: EUPL-1.2 */
/* The uplink: what it sends, whom it trusts, what it does not follow, and that
 * it can be stopped. */
#include "uplink_listener.h"

#include "../../helpers/connect_proxy.h"

static void test_post(void **state)
{
    struct listener *l = listener_new("server", true);
    struct uplink_curl *u = uplink(l->port, &USUAL);
    struct night_reply reply = post(u, "/echo");

    (void)state;
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.body.len, WIRE_PAD);
    assert_int_equal(reply.body.data[WIRE_PAD - 1], 'x');
    assert_int_equal(reply.retry_after, 0);
    assert_false(reply.clock_wrong);
    assert_true(l->peer);
    assert_string_equal(
        l->head, "POST /echo application/x-protobuf|weerklank-site|-|-");
    bytes_free(&reply.body);

    reply = post(u, "/later");
    assert_int_equal(reply.status, 429);
    assert_int_equal(reply.retry_after, 17);
    bytes_free(&reply.body);

    reply = post(u, "/move"); /* not followed */
    assert_int_equal(reply.status, 303);
    bytes_free(&reply.body);

    reply = post(u, "/big");
    assert_int_equal(reply.status, 0);
    bytes_free(&reply.body);

    reply = post(u, "/echo"); /* and it still works */
    assert_int_equal(reply.status, 200);
    bytes_free(&reply.body);
    uplink_curl_free(u);
    listener_free(l);
}

static void test_trust(void **state)
{
    struct listener *l = listener_new("server", true);
    const struct post other = {.ca = "other.pem", .proxy = ""};
    const struct post nobody = {.ca = "ca.pem", .proxy = "", .no_cert = true};
    bool clock_wrong = true;
    int port = l->port;

    (void)state;
    assert_int_equal(status_of(port, &other, &clock_wrong), 0);
    assert_false(clock_wrong);
    assert_int_equal(status_of(port, &nobody, &clock_wrong), 0);
    assert_false(clock_wrong);
    listener_free(l);
    assert_int_equal(status_of(port, &USUAL, &clock_wrong), 0); /* refused */
    assert_false(clock_wrong);

    l = listener_new("elsewhere", true);
    assert_int_equal(status_of(l->port, &USUAL, &clock_wrong), 0);
    assert_false(clock_wrong);
    listener_free(l);
}

static void test_clock(void **state)
{
    static const char *const NAMES[] = {"past", "future"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct listener *l = listener_new(NAMES[i], true);
        bool clock_wrong = false;

        assert_int_equal(status_of(l->port, &USUAL, &clock_wrong), 0);
        assert_true(clock_wrong);
        listener_free(l);
    }
}

/* Enrolment: no certificate is known yet, the pin alone says who it is. */
static void test_pin(void **state)
{
    struct listener *l = listener_new("elsewhere", false);
    uint8_t pin[HASH_LEN];
    struct post how = {.pin = pin, .proxy = "", .no_cert = true};
    struct uplink_curl_options open = {.url = "https://127.0.0.1:1"};
    struct uplink_curl_options plain = {
        .url = "http://127.0.0.1:1", .pin = pin};
    struct uplink_curl *u = NULL;

    (void)state;
    tls_ctx_key_id(l->tls, pin);
    assert_int_equal(status_of(l->port, &how, NULL), 200);
    assert_false(l->peer);
    pin[31] ^= 1;
    assert_int_equal(status_of(l->port, &how, NULL), 0);
    assert_int_equal(uplink_curl_new(&open, &u), WK_EINVAL);
    assert_int_equal(uplink_curl_new(&plain, &u), WK_EINVAL);
    listener_free(l);
}

/* Somebody who takes the connection and says nothing. */
static void *post_to_nobody(void *arg)
{
    struct night_reply reply = post(arg, "/echo");

    assert_int_equal(reply.status, 0);
    assert_false(reply.clock_wrong);
    bytes_free(&reply.body);
    return NULL;
}

static void test_stop(void **state)
{
    int port, fd = tcp_listen(&port), peer;
    struct uplink_curl *u = uplink(port, &USUAL);
    int64_t start;
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, post_to_nobody, u), 0);
    peer = accept(fd, NULL, NULL); /* the transfer is under way */
    assert_true(peer >= 0);
    start = clock_monotonic_ms();
    uplink_curl_stop(u);
    pthread_join(thread, NULL);
    /* Far below every time-out, however slow this machine. */
    assert_true(clock_monotonic_ms() - start < 10000);
    post_to_nobody(u); /* and every later one ends at once */
    uplink_curl_free(u);
    close(peer);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_post),
        cmocka_unit_test(test_trust),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_pin),
        cmocka_unit_test(test_stop),
    };

    return cmocka_run_group_tests_name("uplink_curl", tests, set_up, tear_down);
}
