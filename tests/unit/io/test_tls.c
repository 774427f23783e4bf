/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tls.c - our side of TLS against OpenSSL's client, in memory. */
#include "tls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../helpers/tls_peer.h"

static struct pki *pki;

/* A server side, a client, and what the server read so far. */
struct pair {
    struct tls_ctx *ctx;
    struct tls *server;
    struct tls_peer *client;
    enum tls_state state;
    struct bytes got;
};

static struct tls_ctx *new_ctx(bool mutual)
{
    struct tls_server s = {pki_path(pki, "server.pem"),
        pki_path(pki, "server.key"), mutual ? pki_path(pki, "ca.pem") : NULL};
    struct tls_ctx *ctx = NULL;

    assert_int_equal(tls_server_ctx(&s, &ctx), WK_OK);
    return ctx;
}

static struct pair new_pair(bool mutual, const struct tls_peer_options *o)
{
    struct tls_ctx *ctx = new_ctx(mutual);

    return (struct pair){.ctx = ctx,
        .server = tls_new(ctx),
        .client = tls_peer_new(pki, o),
        .state = TLS_WANTS_MORE,
        .got = bytes_new(1 << 20)};
}

static void free_pair(struct pair *p)
{
    tls_free(p->server);
    tls_ctx_free(p->ctx);
    tls_peer_free(p->client);
    bytes_free(&p->got);
}

/* Carry what the client has to say, in pieces; returns the bytes. */
static size_t to_server(struct pair *p, size_t piece)
{
    uint8_t buf[4096];
    size_t all = 0, n;
    int len;

    while ((len = BIO_read(p->client->out, buf,
                (int)(piece < sizeof buf ? piece : sizeof buf))) > 0) {
        all += (size_t)len;
        tls_feed(p->server, buf, (size_t)len);
        do {
            uint8_t plain[512];

            p->state = tls_read(p->server, plain, sizeof plain, &n);
            assert_int_equal(p->state == TLS_DATA, n > 0);
            bytes_add(&p->got, plain, n);
        } while (p->state == TLS_DATA);
    }
    return all;
}

static size_t to_client(struct pair *p)
{
    const uint8_t *cipher;
    size_t len = tls_pending(p->server, &cipher);

    if (len > 0)
        BIO_write(p->client->in, cipher, (int)len);
    tls_sent(p->server);
    assert_int_equal(tls_pending(p->server, &cipher), 0);
    return len;
}

/* Carry bytes both ways until neither side has any; returns whether the
 * handshake came to an end on both. */
static bool shake(struct pair *p, size_t piece)
{
    char none[1];

    do
        (void)tls_peer_read(p->client, none, 0);
    while (to_server(p, piece) + to_client(p) > 0);
    return tls_is_open(p->server) && !p->client->failed &&
        p->state != TLS_FAILED;
}

static void test_mutual(void **state)
{
    uint8_t peer[HASH_LEN], want[HASH_LEN];

    (void)state;
    crypto_sha256(pki->client_der.data, pki->client_der.len, want);
    for (size_t piece = 1; piece <= 4096; piece *= 8) {
        struct pair p =
            new_pair(true, &(struct tls_peer_options){.cert = "client"});
        char buf[8];

        assert_false(tls_peer(p.server, peer));
        assert_false(tls_is_open(p.server));
        assert_int_equal(tls_write(p.server, "x", 1), WK_ECLOSED);
        assert_true(shake(&p, piece));
        assert_true(tls_peer(p.server, peer));
        assert_memory_equal(peer, want, HASH_LEN);
        assert_int_equal(SSL_version(p.client->ssl), TLS1_3_VERSION);

        tls_peer_write(p.client, "hello", 5);
        to_server(&p, piece);
        assert_string_equal(bytes_text(&p.got), "hello");
        assert_int_equal(tls_write(p.server, "world", 5), WK_OK);
        assert_int_equal(tls_write(p.server, "", 0), WK_OK);
        to_client(&p);
        assert_int_equal(tls_peer_read(p.client, buf, sizeof buf), 5);
        assert_memory_equal(buf, "world", 5);
        free_pair(&p);
    }
}

static void test_refused_clients(void **state)
{
    static const struct {
        struct tls_peer_options client;
        const char *why;
    } CASES[] = {
        {{.cert = NULL}, "peer did not return a certificate"},
        {{.cert = "rogue"}, "unable to get local issuer certificate"},
        {{.cert = "expired"}, "certificate has expired"},
        {{.cert = "early"}, "certificate is not yet valid"},
        {{.cert = "server-as-client"}, "unsuitable certificate purpose"},
        {{.cert = "client", .max_version = TLS1_2_VERSION},
            "unsupported protocol"},
        {{.cert = "client", .alpn = "\2h2"}, "no application protocol"},
    };
    uint8_t peer[HASH_LEN];

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct pair p = new_pair(true, &CASES[i].client);

        assert_false(shake(&p, 4096));
        assert_int_equal(p.state, TLS_FAILED);
        assert_string_equal(tls_why(p.server), CASES[i].why);
        assert_false(tls_peer(p.server, peer));
        assert_true(p.client->failed); /* it was told by an alert */
        assert_int_equal(tls_write(p.server, "x", 1), WK_ECLOSED);
        tls_shutdown(p.server);
        assert_int_equal(to_client(&p), 0);
        free_pair(&p);
    }
}

/* Neither a ticket nor a session id: nothing skips the certificate. */
static void test_no_resumption(void **state)
{
    struct pair p =
        new_pair(true, &(struct tls_peer_options){.cert = "client"});
    SSL_SESSION *session;

    (void)state;
    assert_true(shake(&p, 4096));
    assert_int_equal(p.client->tickets, 0);
    session = SSL_get1_session(p.client->ssl);
    assert_false(SSL_SESSION_is_resumable(session));
    SSL_SESSION_free(session);
    free_pair(&p);
}

/* Bytes on the wire for n bytes of plain text from the server. */
static size_t wire_size(struct pair *p, size_t n)
{
    const uint8_t *cipher;
    uint8_t plain[1024] = {0};
    size_t len;

    assert_int_equal(tls_write(p->server, plain, n), WK_OK);
    len = tls_pending(p->server, &cipher);
    assert_int_equal(cipher[0], 23); /* application data */
    tls_sent(p->server);
    return len;
}

static void test_padding(void **state)
{
    enum { HEADER = 5, TAG = 16 };
    struct pair p =
        new_pair(true, &(struct tls_peer_options){.cert = "client"});
    struct pair open = new_pair(false, &(struct tls_peer_options){0});

    (void)state;
    assert_true(shake(&p, 4096));
    assert_int_equal(wire_size(&p, 1), HEADER + 256 + TAG);
    assert_int_equal(wire_size(&p, 255), HEADER + 256 + TAG);
    assert_int_equal(wire_size(&p, 256), HEADER + 512 + TAG);
    assert_true(shake(&open, 4096));
    assert_int_equal(wire_size(&open, 1), HEADER + 2 + TAG);
    free_pair(&p);
    free_pair(&open);
}

/* What curl's side of the uplink pads, an eavesdropper cannot tell apart. */
static void test_padding_of_a_client(void **state)
{
    struct tls_ctx *ctx = new_ctx(true);
    struct tls_peer *c =
        tls_peer_new(pki, &(struct tls_peer_options){.cert = "client"});
    struct pair p = {.ctx = ctx,
        .server = tls_new(ctx),
        .client = c,
        .got = bytes_new(1 << 16)};
    char *data;

    (void)state;
    tls_pad_records(c->ctx);
    SSL_free(c->ssl);
    c->ssl = SSL_new(c->ctx); /* takes the setting from its context */
    c->in = BIO_new(BIO_s_mem());
    c->out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(c->in, -1);
    BIO_set_mem_eof_return(c->out, -1);
    SSL_set_bio(c->ssl, c->in, c->out);
    SSL_set_app_data(c->ssl, c);
    SSL_set_connect_state(c->ssl);
    assert_true(shake(&p, 4096));
    tls_peer_write(c, "x", 1);
    assert_int_equal(BIO_get_mem_data(c->out, &data), 5 + 256 + 16);
    to_server(&p, 4096);
    assert_string_equal(bytes_text(&p.got), "x");
    free_pair(&p);
}

static void test_web_versions(void **state)
{
    static const struct {
        struct tls_peer_options client;
        bool want;
        const char *protocol;
    } CASES[] = {
        {{0}, true, ""},
        {{.max_version = TLS1_2_VERSION}, true, ""},
        {{.max_version = TLS1_1_VERSION}, false, NULL},
        {{.alpn = "\x08http/1.1"}, true, "http/1.1"},
        {{.alpn = "\x02h2\x08http/1.1"}, true, "http/1.1"},
        {{.max_version = TLS1_2_VERSION, .alpn = "\x08http/1.1\x02h2"}, true,
            "http/1.1"},
        {{.alpn = "\x02h2"}, false, NULL},
        {{.alpn = "\x08http/1.0\x09http/1.1x"}, false, NULL},
        {{.cert = "client"}, true, ""},
    };
    uint8_t peer[HASH_LEN];

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct pair p = new_pair(false, &CASES[i].client);
        const unsigned char *protocol;
        unsigned len;

        assert_int_equal(shake(&p, 1), CASES[i].want);
        assert_false(tls_peer(p.server, peer)); /* it never asked */
        if (CASES[i].want) {
            SSL_get0_alpn_selected(p.client->ssl, &protocol, &len);
            assert_int_equal(len, strlen(CASES[i].protocol));
            if (len > 0)
                assert_memory_equal(protocol, CASES[i].protocol, len);
        }
        free_pair(&p);
    }
}

static void test_no_renegotiation(void **state)
{
    struct pair p = new_pair(
        false, &(struct tls_peer_options){.max_version = TLS1_2_VERSION});

    (void)state;
    assert_true(shake(&p, 4096));
    SSL_renegotiate(p.client->ssl);
    SSL_do_handshake(p.client->ssl);
    (void)shake(&p, 4096);
    assert_true(p.client->failed);
    free_pair(&p);
}

static void test_ends(void **state)
{
    struct pair p = new_pair(false, &(struct tls_peer_options){0});
    char buf[8];

    (void)state;
    assert_true(shake(&p, 4096));
    assert_int_equal(tls_write(p.server, "last", 4), WK_OK);
    tls_shutdown(p.server);
    tls_shutdown(p.server);
    assert_int_equal(tls_write(p.server, "more", 4), WK_ECLOSED);
    to_client(&p);
    assert_int_equal(tls_peer_read(p.client, buf, sizeof buf), 4);
    assert_int_equal(tls_peer_read(p.client, buf, sizeof buf), 0);
    assert_true(p.client->closed);
    SSL_shutdown(p.client->ssl);
    to_server(&p, 4096);
    assert_int_equal(p.state, TLS_CLOSED);
    free_pair(&p);
    tls_free(NULL);
    tls_ctx_free(NULL);
}

static void test_garbage(void **state)
{
    static const char *const GARBAGE[] = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "xxxxxxxxxxxxxxxxxxxxxxxxx"};
    struct tls_ctx *ctx = new_ctx(false);
    uint8_t buf[8];
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof GARBAGE / sizeof GARBAGE[0]; i++) {
        struct tls *t = tls_new(ctx);

        tls_feed(t, (const uint8_t *)GARBAGE[i], strlen(GARBAGE[i]));
        assert_int_equal(tls_read(t, buf, sizeof buf, &n), TLS_FAILED);
        assert_int_equal(tls_read(t, buf, sizeof buf, &n), TLS_FAILED);
        assert_true(strlen(tls_why(t)) > 0);
        tls_free(t);
    }
    tls_ctx_free(ctx);
}

/* A flipped bit in a record ends the connection. */
static void test_damage(void **state)
{
    struct pair p = new_pair(false, &(struct tls_peer_options){0});
    char *data;

    (void)state;
    assert_true(shake(&p, 4096));
    tls_peer_write(p.client, "hello", 5);
    assert_true(BIO_get_mem_data(p.client->out, &data) > 10);
    data[8] ^= 1;
    to_server(&p, 4096);
    assert_int_equal(p.state, TLS_FAILED);
    assert_int_equal(p.got.len, 0);
    free_pair(&p);
}

static void test_key_id(void **state)
{
    struct tls_ctx *ctx = new_ctx(false);
    uint8_t id[HASH_LEN], want[HASH_LEN];

    (void)state;
    tls_ctx_key_id(ctx, id);
    crypto_key_id(pki->server_key, want);
    assert_memory_equal(id, want, HASH_LEN);
    tls_ctx_free(ctx);
}

static void test_bad_files(void **state)
{
    static const struct {
        const char *cert, *key, *ca;
        enum wk_err want;
    } CASES[] = {
        {"nowhere.pem", "server.key", NULL, WK_ENOTFOUND},
        {"server.pem", "nowhere.key", NULL, WK_ENOTFOUND},
        {"server.pem", "server.key", "nowhere.pem", WK_ENOTFOUND},
        {"server.pem", "client.key", NULL, WK_EINVAL},
        {"server.key", "server.key", NULL, WK_EINVAL},
        {"server.pem", "garbage.key", NULL, WK_EINVAL},
        {"server.pem", "locked.key", NULL, WK_EINVAL},
        {"server.pem", "open.key", NULL, WK_ECHECK},
        {"garbage.key", "server.key", NULL, WK_EINVAL},
        {"server.pem", "server.key", "garbage.key", WK_EINVAL},
    };
    char *pem = crypto_key_to_pem(pki->server_key);

    (void)state;
    pki_write(pki, "open.key", pem, 0644);
    pki_write(pki, "garbage.key", "no PEM\n", 0600);
    pki_write(pki, "locked.key",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjIXGR3zXlGmwICCAAw\n"
        "-----END ENCRYPTED PRIVATE KEY-----\n",
        0600);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct tls_server s = {pki_path(pki, CASES[i].cert),
            pki_path(pki, CASES[i].key),
            CASES[i].ca != NULL ? pki_path(pki, CASES[i].ca) : NULL};
        struct tls_ctx *ctx = NULL;

        assert_int_equal(tls_server_ctx(&s, &ctx), CASES[i].want);
        assert_null(ctx);
        assert_int_equal(ERR_peek_error(), 0); /* nothing is left behind */
    }
    free(pem);
}

/* A chain behind the certificate is sent along. */
static void test_chain(void **state)
{
    struct bytes both = bytes_new(2 * MAX_PEM);
    struct tls_server s = {
        pki_path(pki, "chain.pem"), pki_path(pki, "server.key"), NULL};
    char *ca = crypto_cert_to_pem(pki->ca.der.data, pki->ca.der.len);
    struct tls_ctx *ctx = NULL;
    char line[256];
    struct pair p;
    FILE *f = fopen(pki_path(pki, "server.pem"), "r");

    (void)state;
    while (fgets(line, sizeof line, f) != NULL)
        bytes_add_text(&both, line);
    fclose(f);
    bytes_add_text(&both, ca);
    pki_write(pki, "chain.pem", bytes_text(&both), 0644);
    assert_int_equal(tls_server_ctx(&s, &ctx), WK_OK);
    p = (struct pair){.ctx = ctx,
        .server = tls_new(ctx),
        .client = tls_peer_new(pki, &(struct tls_peer_options){0}),
        .got = bytes_new(64)};
    assert_true(shake(&p, 4096));
    assert_int_equal(sk_X509_num(SSL_get_peer_cert_chain(p.client->ssl)), 2);
    free_pair(&p);
    bytes_free(&both);
    free(ca);
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
        cmocka_unit_test(test_mutual),
        cmocka_unit_test(test_refused_clients),
        cmocka_unit_test(test_no_resumption),
        cmocka_unit_test(test_padding),
        cmocka_unit_test(test_padding_of_a_client),
        cmocka_unit_test(test_web_versions),
        cmocka_unit_test(test_no_renegotiation),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_key_id),
        cmocka_unit_test(test_bad_files),
        cmocka_unit_test(test_chain),
    };

    return cmocka_run_group_tests_name("tls", tests, set_up, tear_down);
}
