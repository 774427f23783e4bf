/* SPDX-License-Identifier: EUPL-1.2 */
#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "rig.h"
#include "xalloc.h"

enum { IN_MAX = 64 * 1024 * 1024, EVENTS = 256, CHUNK = 64 * 1024 };

struct link {
    struct link_set *set;
    struct link *next;
    const struct link_identity *identity;
    void *user;
    int fd; /* -1: no connection */
    SSL *ssl;
    bool open, busy;
    struct bytes out, in;
    size_t sent;
    uint32_t events; /* that are waited for */
};

struct link_set {
    SSL_CTX *ctx; /* NULL: plain */
    int epoll, port;
    link_answered *answered;
    struct link *first;
    size_t busy, opened;
    char headers[512];
};

void link_identity_new(struct link_identity *i, const char *key_pem,
    const uint8_t *der, size_t len)
{
    BIO *pem = BIO_new_mem_buf(key_pem, -1);

    i->key = PEM_read_bio_PrivateKey(pem, NULL, NULL, NULL);
    i->cert = d2i_X509(NULL, &der, (long)len);
    BIO_free(pem);
    rig_must(i->key != NULL && i->cert != NULL, "no identity");
}

void link_identity_end(struct link_identity *i)
{
    EVP_PKEY_free(i->key);
    X509_free(i->cert);
}

struct link_set *link_set_new(
    const char *ca_pem, int port, link_answered *answered)
{
    struct link_set *s = xcalloc(1, sizeof *s);

    (void)signal(SIGPIPE, SIG_IGN); /* a peer that has gone is a reply of 0 */
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    s->port = port;
    s->answered = answered;
    rig_must(s->epoll >= 0, "no epoll");
    if (ca_pem == NULL)
        return s;
    s->ctx = SSL_CTX_new(TLS_client_method());
    rig_must(s->ctx != NULL && SSL_CTX_load_verify_file(s->ctx, ca_pem) == 1,
        "%s: no authority", ca_pem);
    SSL_CTX_set_verify(s->ctx, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_min_proto_version(s->ctx, TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(s->ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_block_padding(s->ctx, 256);
    return s;
}

void link_set_free(struct link_set *s)
{
    while (s->first != NULL) {
        struct link *l = s->first;

        s->first = l->next;
        link_close(l);
        bytes_free(&l->out);
        bytes_free(&l->in);
        free(l);
    }
    close(s->epoll);
    SSL_CTX_free(s->ctx);
    free(s);
}

void link_set_headers(struct link_set *s, const char *headers)
{
    rig_must(strlen(headers) < sizeof s->headers, "too many headers");
    strcpy(s->headers, headers);
}

size_t link_set_opened(const struct link_set *s)
{
    return s->opened;
}

struct link *link_new(
    struct link_set *s, const struct link_identity *identity, void *user)
{
    struct link *l = xcalloc(1, sizeof *l);

    l->set = s;
    l->identity = identity;
    l->user = user;
    l->fd = -1;
    l->out = bytes_new(4 * MAX_BODY);
    l->in = bytes_new(IN_MAX);
    l->next = s->first;
    s->first = l;
    return l;
}

void link_close(struct link *l)
{
    if (l->fd < 0)
        return;
    if (l->ssl != NULL && l->open)
        SSL_shutdown(l->ssl);
    SSL_free(l->ssl);
    l->ssl = NULL;
    close(l->fd);
    l->fd = -1;
    l->open = false;
}

static void watch(struct link *l, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = l};

    if (l->events == events)
        return;
    rig_must(
        epoll_ctl(l->set->epoll, l->events == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD,
            l->fd, &e) == 0,
        "epoll");
    l->events = events;
}

static void connect_to(struct link *l)
{
    const struct sockaddr_in to = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)l->set->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;

    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    rig_must(l->fd >= 0, "no socket");
    (void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    rig_must(connect(l->fd, (const struct sockaddr *)&to, sizeof to) == 0 ||
            errno == EINPROGRESS,
        "connect: %s", strerror(errno));
    l->set->opened++;
    l->events = 0;
    if (l->set->ctx == NULL)
        return;
    l->ssl = SSL_new(l->set->ctx);
    rig_must(l->ssl != NULL && SSL_set_fd(l->ssl, l->fd) == 1, "TLS");
    if (l->identity != NULL)
        rig_must(SSL_use_certificate(l->ssl, l->identity->cert) == 1 &&
                SSL_use_PrivateKey(l->ssl, l->identity->key) == 1,
            "identity");
    SSL_set_connect_state(l->ssl);
}

/* ---- One request ---- */

static void ended(struct link *l, struct link_reply *r)
{
    l->busy = false;
    l->set->busy--;
    l->set->answered(l, l->user, r);
}

static void failed(struct link *l)
{
    struct link_reply r = {.status = 0};

    ERR_clear_error();
    l->open = false;
    link_close(l);
    ended(l, &r);
}

static const char *header(const char *head, const char *name)
{
    const char *at = head;

    while ((at = strchr(at, '\n')) != NULL)
        if (strncasecmp(++at, name, strlen(name)) == 0)
            return at + strlen(name) + strspn(at + strlen(name), " ");
    return "";
}

/* Whether the reply is whole; then it has been told.  One without a length is
 * when the peer has ended the connection. */
static bool is_whole(struct link *l, bool at_end)
{
    static const char GOES[] = "close";
    const char *head = bytes_text(&l->in), *end = strstr(head, "\r\n\r\n");
    struct link_reply r = {.status = 0};
    size_t head_len, body_len;
    bool goes;

    if (end == NULL)
        return false;
    head_len = (size_t)(end - head) + 4;
    body_len = strtoul(header(head, "Content-Length:"), NULL, 10);
    if (l->in.len < head_len + body_len)
        return false;
    rig_must(
        sscanf(head, "HTTP/1.%*d %d", &r.status) == 1, "reply: %.40s", head);
    if (header(head, "Content-Length:")[0] == '\0' && !at_end &&
        r.status != 204 && r.status != 304)
        return false;
    r.head = head;
    r.retry_after = (unsigned)strtoul(header(head, "Retry-After:"), NULL, 10);
    r.body = (struct span){l->in.data + head_len, body_len};
    goes = strncmp(header(head, "Connection:"), GOES, strlen(GOES)) == 0;
    if (goes || at_end)
        link_close(l);
    ended(l, &r);
    return true;
}

/* What OpenSSL or the socket wants before it can go on; 0: it has failed. */
static uint32_t wants(const struct link *l, int result, bool writing)
{
    if (l->ssl == NULL)
        return errno == EAGAIN ? writing ? EPOLLOUT : EPOLLIN : 0;
    switch (SSL_get_error(l->ssl, result)) {
    case SSL_ERROR_WANT_READ:
        return EPOLLIN;
    case SSL_ERROR_WANT_WRITE:
        return EPOLLOUT;
    default:
        return 0;
    }
}

static int put(struct link *l)
{
    const uint8_t *data = l->out.data + l->sent;
    size_t len = l->out.len - l->sent;

    if (l->ssl != NULL)
        return SSL_write(l->ssl, data, (int)len);
    return (int)send(l->fd, data, len, MSG_NOSIGNAL);
}

static int get(struct link *l, uint8_t *buf, size_t cap)
{
    if (l->ssl != NULL)
        return SSL_read(l->ssl, buf, (int)cap);
    return (int)recv(l->fd, buf, cap, 0);
}

/* Go on as far as it goes. */
static void go_on(struct link *l)
{
    static uint8_t buf[CHUNK];
    uint32_t wanted = EPOLLOUT;
    int n = 1;

    ERR_clear_error();
    errno = 0;
    if (!l->open) {
        int error = 0;
        socklen_t len = sizeof error;

        (void)getsockopt(l->fd, SOL_SOCKET, SO_ERROR, &error, &len);
        n = error != 0 ? 0 : l->ssl != NULL ? SSL_do_handshake(l->ssl) : 1;
        l->open = n == 1;
        wanted = error != 0 ? 0 : wants(l, n, true);
    }
    while (l->open && l->sent < l->out.len && (n = put(l)) > 0)
        l->sent += (size_t)n;
    if (l->open && l->sent < l->out.len)
        wanted = wants(l, n, true);
    while (l->open && l->sent == l->out.len) {
        n = get(l, buf, sizeof buf);
        if (n <= 0) {
            wanted = n == 0 && l->ssl == NULL ? 0 : wants(l, n, false);
            break;
        }
        bytes_add(&l->in, buf, (size_t)n);
        if (is_whole(l, false))
            return;
    }
    if (wanted == 0 && !is_whole(l, true))
        failed(l);
    else if (wanted != 0)
        watch(l, wanted);
}

static void begin(struct link *l)
{
    rig_must(!l->busy, "a link that is busy");
    l->busy = true;
    l->sent = 0;
    bytes_clear(&l->in);
    l->set->busy++;
    if (l->fd < 0)
        connect_to(l);
    watch(l, EPOLLOUT);
}

void link_post(
    struct link *l, const char *path, const char *type, struct span body)
{
    bytes_clear(&l->out);
    bytes_addf(&l->out,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\n"
        "%sContent-Length: %zu\r\n\r\n",
        path, l->set->port, type, l->set->headers, body.len);
    bytes_add(&l->out, body.data, body.len);
    begin(l);
}

void link_get(struct link *l, const char *path)
{
    bytes_clear(&l->out);
    bytes_addf(&l->out, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n", path,
        l->set->port, l->set->headers);
    begin(l);
}

bool link_set_run(struct link_set *s, int ms)
{
    struct epoll_event e[EVENTS];
    int n;

    if (s->busy == 0)
        return false;
    n = epoll_wait(s->epoll, e, EVENTS, ms);
    for (int i = 0; i < n; i++) {
        struct link *l = e[i].data.ptr;

        if (l->fd >= 0 && l->busy)
            go_on(l);
        else if (l->fd >= 0)
            link_close(l); /* the peer let go of an idle connection */
    }
    return n > 0;
}
