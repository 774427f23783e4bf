/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * handshake.c - P3: full mutual handshakes, TLS 1.3, a certificate on both
 * sides and no resumption.
 *
 * In one process: the server is tls.h, or OpenSSL alone; the same client, the
 * same keys, in turns.  Over loopback: the real "serve", which also looks the
 * certificate up and answers a request, and "openssl s_server" where there is
 * one.  Right is a handshake after which the server knows the client's
 * certificate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "figures.h"
#include "form.h"
#include "office.h"
#include "tls.h"
#include "xalloc.h"

enum { LINKS = 8, ROUNDS_MAX = 21, CHUNK = 16384 };

struct files {
    char cert[CHILD_LOG], key[CHILD_LOG], ca[CHILD_LOG];
};

/* ---- In one process ---- */

static SSL_CTX *client_ctx(const struct files *f)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

    rig_must(SSL_CTX_load_verify_file(ctx, f->ca) == 1, "authority");
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    return ctx;
}

/* A server as the manual of OpenSSL makes one. */
static SSL_CTX *server_ctx(const struct files *f)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    rig_must(
        SSL_CTX_use_certificate_file(ctx, f->cert, SSL_FILETYPE_PEM) == 1 &&
            SSL_CTX_use_PrivateKey_file(ctx, f->key, SSL_FILETYPE_PEM) == 1 &&
            SSL_CTX_load_verify_file(ctx, f->ca) == 1,
        "OpenSSL's server");
    SSL_CTX_set_verify(
        ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    SSL_CTX_set_num_tickets(ctx, 0);
    return ctx;
}

static SSL *client_new(SSL_CTX *ctx, const struct link_identity *identity)
{
    SSL *ssl = SSL_new(ctx);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());

    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(ssl, in, out);
    rig_must(SSL_use_certificate(ssl, identity->cert) == 1 &&
            SSL_use_PrivateKey(ssl, identity->key) == 1,
        "identity");
    SSL_set_connect_state(ssl);
    return ssl;
}

/* Move what one side wrote to where the other reads. */
static size_t carry(BIO *from, BIO *to)
{
    uint8_t buf[CHUNK];
    int n = BIO_read(from, buf, sizeof buf);

    if (n > 0)
        rig_must(BIO_write(to, buf, n) == n, "memory");
    return n > 0 ? (size_t)n : 0;
}

static void shake_openssl(
    SSL_CTX *ctx, SSL_CTX *clients, const struct link_identity *identity)
{
    SSL *client = client_new(clients, identity), *server = SSL_new(ctx);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    int done = 0;

    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(server, in, out);
    SSL_set_accept_state(server);
    for (int i = 0; i < 4 && done != 1; i++) {
        (void)SSL_do_handshake(client);
        (void)carry(SSL_get_wbio(client), in);
        done = SSL_do_handshake(server);
        (void)carry(out, SSL_get_rbio(client));
    }
    rig_must(done == 1 && SSL_get0_peer_certificate(server) != NULL,
        "OpenSSL: no handshake");
    SSL_free(client);
    SSL_free(server);
}

static void shake_ours(
    struct tls_ctx *ctx, SSL_CTX *clients, const struct link_identity *identity)
{
    SSL *client = client_new(clients, identity);
    struct tls *server = tls_new(ctx);
    uint8_t buf[CHUNK], fingerprint[HASH_LEN];

    for (int i = 0; i < 4 && !tls_is_open(server); i++) {
        const uint8_t *cipher;
        size_t len;
        int n;

        (void)SSL_do_handshake(client);
        n = BIO_read(SSL_get_wbio(client), buf, sizeof buf);
        tls_feed(server, buf, n > 0 ? (size_t)n : 0);
        rig_must(tls_read(server, buf, sizeof buf, &len) == TLS_WANTS_MORE,
            "handshake: %s", tls_why(server));
        len = tls_pending(server, &cipher);
        rig_must(
            BIO_write(SSL_get_rbio(client), cipher, (int)len) == (int)len ||
                len == 0,
            "memory");
        tls_sent(server);
    }
    rig_must(tls_is_open(server) && tls_peer(server, fingerprint),
        "no handshake: %s", tls_why(server));
    SSL_free(client);
    tls_free(server);
}

static double in_one_process(
    const struct files *f, struct office *o, size_t rounds, size_t each)
{
    const struct link_identity *identity = &o->site[0].identity;
    struct tls_server s = {
        .cert_path = f->cert, .key_path = f->key, .client_ca_path = f->ca};
    struct tls_ctx *ours = NULL;
    SSL_CTX *clients = client_ctx(f), *theirs = server_ctx(f);
    double rate[2][ROUNDS_MAX], median;

    rig_must(tls_server_ctx(&s, &ours) == WK_OK, "our server");
    for (size_t i = 0; i < rounds; i++) {
        int64_t start = figure_now_ns();

        for (size_t k = 0; k < each; k++)
            shake_ours(ours, clients, identity);
        rate[0][i] = (double)each * 1e9 / (double)(figure_now_ns() - start);
        start = figure_now_ns();
        for (size_t k = 0; k < each; k++)
            shake_openssl(theirs, clients, identity);
        rate[1][i] = (double)each * 1e9 / (double)(figure_now_ns() - start);
    }
    median = figure_quantile(rate[1], rounds, 0.5);
    figure_print(&(struct figure){.row = "P3",
        .what = "handshakes in one process, both sides on one core",
        .unit = "/s",
        .ours = figure_quantile(rate[0], rounds, 0.5),
        .peer = "OpenSSL alone",
        .theirs = median,
        .want = FIGURE_AT_LEAST,
        .goal = 0.85});
    tls_ctx_free(ours);
    SSL_CTX_free(clients);
    SSL_CTX_free(theirs);
    return median;
}

/* ---- Over loopback ---- */

struct storm {
    size_t left, done;
    int status; /* that each must be answered with */
};

static void on_reply(struct link *l, void *user, struct link_reply *r)
{
    struct storm *s = user;

    rig_must(r->status == s->status, "a handshake ended with %d", r->status);
    s->done++;
    link_close(l);
    if (s->left == 0)
        return;
    s->left--;
    link_get(l, "/");
}

/* A second's handshakes, each with one small request behind it. */
static double over_loopback(
    struct office *o, const char *ca, int port, size_t n, int status)
{
    struct link_set *set = link_set_new(ca, port, on_reply);
    struct storm s = {.left = n - LINKS, .status = status};
    int64_t start = figure_now_ns();

    for (size_t i = 0; i < LINKS; i++)
        link_get(link_new(set, &o->site[i].identity, &s), "/");
    while (link_set_run(set, 10000))
        ;
    start = figure_now_ns() - start;
    rig_must(
        s.done == n && link_set_opened(set) == n, "a handshake is missing");
    link_set_free(set);
    return (double)n * 1e9 / (double)start;
}

static void over_loopback_all(
    const struct files *f, struct office *o, size_t n, double in_process)
{
    const char *s_server[] = {"/usr/bin/openssl", "s_server", "-accept",
        "127.0.0.1:0", "-cert", f->cert, "-key", f->key, "-CAfile", f->ca,
        "-Verify", "1", "-tls1_3", "-num_tickets", "0", "-www", NULL};
    double cpu = child_cpu(&o->serve);
    double rate = over_loopback(o, f->ca, o->sync_port, n, 404);
    struct child c;

    cpu = child_cpu(&o->serve) - cpu;
    figure_print(&(struct figure){.row = "P3",
        .what = "handshakes and a request each, the real centre",
        .unit = "/s",
        .ours = rate,
        .peer = "OpenSSL in one process",
        .theirs = in_process,
        .want = FIGURE_AT_LEAST,
        .goal = 0.85});
    figure_note("P3", "of it the centre's processor: %.3g ms each",
        1e3 * cpu / (double)n);
    if (access(s_server[0], X_OK) != 0) {
        figure_note("P3", "openssl s_server: not here");
        return;
    }
    child_start(&c, "s_server.log", s_server);
    figure_note("P3", "openssl s_server, the same clients: %.0f/s",
        over_loopback(o, f->ca, child_await(&c, "ACCEPT"), n, 200));
    child_stop(&c);
}

int main(int argc, char *argv[])
{
    bool is_long = figure_is_long(argc, argv);
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(1, 0, 0, &text);
    struct office o;
    struct files f;
    double median;

    figure_begin();
    office_new(&o, LINKS, (struct span){text.data, text.len});
    snprintf(
        f.cert, sizeof f.cert, "%s", rig_path("central/tls/sync-cert.pem"));
    snprintf(f.key, sizeof f.key, "%s", rig_path("central/tls/sync-key.pem"));
    snprintf(f.ca, sizeof f.ca, "%s", rig_path("central/ca/cert.pem"));
    median =
        in_one_process(&f, &o, is_long ? ROUNDS_MAX : 3, is_long ? 200 : 10);
    office_start(&o);
    over_loopback_all(&f, &o, is_long ? 4000 : 40, median);
    office_stop(&o);
    office_free(&o);
    questionnaire_free(q);
    bytes_free(&text);
    return 0;
}
