/* SPDX-License-Identifier: EUPL-1.2 */
/* test_conn.c - streams over TLS on loopback, with the HTTP server on top. */
#include "../../helpers/http_fixture.h"
#include "../../helpers/tls_peer.h"

static struct pki *pki;

/* A TLS client on a socket. */
struct peer {
    struct fixture *f;
    struct loopback *raw;
    struct tls_peer *tls;
    struct bytes got; /* plain text */
};

static struct tls_ctx *new_ctx(bool mutual)
{
    struct tls_server s = {pki_path(pki, "server.pem"),
        pki_path(pki, "server.key"), mutual ? pki_path(pki, "ca.pem") : NULL};
    struct tls_ctx *ctx = NULL;

    assert_int_equal(tls_server_ctx(&s, &ctx), WK_OK);
    return ctx;
}

static struct peer connect_peer(struct fixture *f, const char *cert)
{
    return (struct peer){.f = f,
        .raw = loopback_open(&f->loop, f->port, false),
        .tls = tls_peer_new(pki, &(struct tls_peer_options){.cert = cert}),
        .got = bytes_new(1 << 26)};
}

static void free_peer(struct peer *p)
{
    loopback_close(p->raw);
    tls_peer_free(p->tls);
    bytes_free(&p->got);
}

/* Move what has come and what is to go. */
static void move_bytes(struct peer *p)
{
    uint8_t buf[16384];
    size_t n;
    int len;

    if (p->raw->got.len > 0) {
        BIO_write(p->tls->in, p->raw->got.data, (int)p->raw->got.len);
        bytes_clear(&p->raw->got);
    }
    while ((n = tls_peer_read(p->tls, buf, sizeof buf)) > 0)
        bytes_add(&p->got, buf, n);
    while ((len = BIO_read(p->tls->out, buf, sizeof buf)) > 0)
        loopback_send(p->raw, buf, (size_t)len);
}

static bool peer_has(const struct peer *p, const char *text)
{
    size_t len = strlen(text);

    /* From the end: replies are long, and what is waited for comes last. */
    for (size_t i = p->got.len; i >= len; i--)
        if (memcmp(p->got.data + i - len, text, len) == 0)
            return true;
    return false;
}

static bool is_over(const struct peer *p)
{
    return p->raw->ended || p->tls->failed || p->tls->closed;
}

/* Run until text has come or the stream is over. */
static void peer_wait(struct peer *p, const char *text)
{
    move_bytes(p);
    while (!peer_has(p, text) && !is_over(p)) {
        uv_run(&p->f->loop, UV_RUN_ONCE);
        move_bytes(p);
    }
}

static void peer_wait_end(struct peer *p)
{
    move_bytes(p);
    while (!is_over(p)) {
        uv_run(&p->f->loop, UV_RUN_ONCE);
        move_bytes(p);
    }
}

static void peer_shake(struct peer *p)
{
    move_bytes(p);
    while (!SSL_is_init_finished(p->tls->ssl) && !is_over(p)) {
        uv_run(&p->f->loop, UV_RUN_ONCE);
        move_bytes(p);
    }
}

static void peer_send(struct peer *p, const char *text)
{
    peer_shake(p);
    tls_peer_write(p->tls, text, strlen(text));
    move_bytes(p);
}

static void test_web(void **state)
{
    struct tls_ctx *ctx = new_ctx(false);
    struct fixture f;
    struct peer p;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    p = connect_peer(&f, NULL);
    peer_send(&p, GET("/hello") POST("/echo", "3") "abc");
    peer_wait(&p, "\r\n\r\nabc");
    assert_true(peer_has(&p, "hello\nHTTP/1.1 200 OK\r\n"));
    peer_send(&p,
        "GET /info/x HTTP/1.1\r\nHost: a\r\n"
        "Origin: https://a\r\n\r\n");
    peer_wait(&p, ">");
    assert_true(peer_has(&p, "|0|127.0.0.1|1>")); /* nobody, our origin */
    assert_false(is_over(&p));
    free_peer(&p);
    finish(&f);
    tls_ctx_free(ctx);
}

static void test_mutual(void **state)
{
    struct tls_ctx *ctx = new_ctx(true);
    struct fixture f;
    uint8_t peer[HASH_LEN], want[HASH_LEN];
    struct peer p;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    p = connect_peer(&f, "client");
    peer_send(&p, GET("/hold"));
    wait_held(&f, 1);
    assert_true(http_peer(f.held[0], peer));
    crypto_sha256(pki->client_der.data, pki->client_der.len, want);
    assert_memory_equal(peer, want, HASH_LEN);
    http_reply(f.held[0], 200, NULL, "held", 4);
    peer_wait(&p, "\r\n\r\nheld");
    assert_true(peer_has(&p, "\r\n\r\nheld"));
    free_peer(&p);
    finish(&f);
    tls_ctx_free(ctx);
}

/* No handler sees a request of a client that is not one of ours, and the
 * client is told by an alert rather than a reset. */
static void test_refused(void **state)
{
    static const char *const CERTS[] = {NULL, "rogue", "expired"};
    struct tls_ctx *ctx = new_ctx(true);
    struct fixture f;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    for (size_t i = 0; i < sizeof CERTS / sizeof CERTS[0]; i++) {
        struct peer p = connect_peer(&f, CERTS[i]);

        peer_send(&p, GET("/hold"));
        peer_wait_end(&p);
        assert_true(p.tls->failed);
        assert_int_equal(p.got.len, 0);
        assert_int_equal(f.n_held, 0);
        free_peer(&p);
    }
    finish(&f);
    tls_ctx_free(ctx);
}

static void test_big_reply(void **state)
{
    struct tls_ctx *ctx = new_ctx(true);
    struct fixture f;
    struct peer p;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    p = connect_peer(&f, "client");
    peer_send(&p, GET("/big") GET("/hello"));
    peer_wait(&p, "hello\n");
    assert_true(p.got.len > BIG);
    assert_true(peer_has(&p, "xxx.HTTP/1.1 200 OK\r\n"));
    free_peer(&p);
    finish(&f);
    tls_ctx_free(ctx);
}

/* The refusal and the close_notify after it arrive while we still send. */
static void test_refusal_arrives(void **state)
{
    struct tls_ctx *ctx = new_ctx(false);
    struct fixture f;
    char *body = xcalloc(BIG, 1);
    struct peer p;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    p = connect_peer(&f, NULL);
    peer_send(&p, POST("/echo", "3145728"));
    tls_peer_write(p.tls, body, BIG);
    move_bytes(&p);
    peer_wait_end(&p);
    assert_true(peer_has(&p, "HTTP/1.1 413 Content Too Large\r\n"));
    assert_true(p.tls->closed);
    assert_false(p.raw->reset);
    free_peer(&p);
    free(body);
    finish(&f);
    tls_ctx_free(ctx);
}

static void test_plain_text_to_tls(void **state)
{
    struct tls_ctx *ctx = new_ctx(false);
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    c = client(&f);
    loopback_send_text(c, GET("/hello"));
    loopback_wait_end(c);
    assert_false(loopback_has(c, "HTTP/1.1 200"));
    loopback_close(c);
    finish(&f);
    tls_ctx_free(ctx);
}

static void test_slow_handshake(void **state)
{
    struct tls_ctx *ctx = new_ctx(false);
    struct fixture f;
    struct loopback *c;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx, .head_ms = 30});
    c = client(&f);
    loopback_send(c, "\x16\x03\x01", 3);
    loopback_wait_end(c);
    assert_int_equal(c->got.len, 0);
    loopback_close(c);
    finish(&f);
    tls_ctx_free(ctx);
}

/* Both ways to end: the client says goodbye, and the server stops. */
static void test_ends(void **state)
{
    struct tls_ctx *ctx = new_ctx(true);
    struct fixture f;
    struct peer p, q;

    (void)state;
    start(&f, &(struct http_options){.tls = ctx});
    p = connect_peer(&f, "client");
    peer_send(&p, GET("/hello"));
    peer_wait(&p, "hello\n");
    SSL_shutdown(p.tls->ssl);
    move_bytes(&p);
    loopback_wait_end(p.raw);
    assert_false(p.raw->reset);

    q = connect_peer(&f, "client");
    peer_send(&q, GET("/hello"));
    peer_wait(&q, "hello\n");
    http_server_stop(f.server, 3600 * 1000, on_stopped, &f);
    peer_wait_end(&q);
    assert_true(q.tls->closed);
    free_peer(&p);
    free_peer(&q);
    wait_stopped(&f);
    finish(&f);
    tls_ctx_free(ctx);
}

static int set_up(void **state)
{
    (void)state;
    pki = pki_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pki_free(pki);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_web),
        cmocka_unit_test(test_mutual),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_big_reply),
        cmocka_unit_test(test_refusal_arrives),
        cmocka_unit_test(test_plain_text_to_tls),
        cmocka_unit_test(test_slow_handshake),
        cmocka_unit_test(test_ends),
    };

    return cmocka_run_group_tests_name("conn", tests, set_up, tear_down);
}
