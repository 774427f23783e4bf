/* SPDX-License-Identifier: EUPL-1.2 */
/* connect_proxy.h - a CONNECT proxy on a thread, one connection at a time,
 * that keeps what it was asked; and a socket that listens. */
#ifndef WK_TEST_CONNECT_PROXY_H
#define WK_TEST_CONNECT_PROXY_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "xalloc.h"

struct proxy {
    pthread_t thread;
    int fd, port;
    atomic_int connections;
    char head[256]; /* the first line it was sent */
};

static inline int tcp_listen(int *port)
{
    struct sockaddr_in a = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(fd, 8) != 0 || getsockname(fd, (struct sockaddr *)&a, &len) != 0)
        abort();
    *port = ntohs(a.sin_port);
    return fd;
}

static inline int tcp_connect(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) != 0)
        abort();
    return fd;
}

static inline void relay(int a, int b)
{
    struct pollfd p[2] = {
        {.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
    char buf[4096];

    while (poll(p, 2, -1) > 0)
        for (int i = 0; i < 2; i++) {
            ssize_t n;

            if (p[i].revents == 0)
                continue;
            n = read(p[i].fd, buf, sizeof buf);
            if (n <= 0 || write(p[1 - i].fd, buf, (size_t)n) != n)
                return;
        }
}

static inline void *proxy_run(void *arg)
{
    struct proxy *p = arg;
    int fd;

    while ((fd = accept(p->fd, NULL, NULL)) >= 0) {
        char head[1024] = "";
        size_t len = 0;
        int port = 0, to;

        while (strstr(head, "\r\n\r\n") == NULL && len < sizeof head - 1) {
            ssize_t n = read(fd, head + len, 1);

            if (n <= 0)
                break;
            len += (size_t)n;
        }
        atomic_fetch_add(&p->connections, 1);
        snprintf(
            p->head, sizeof p->head, "%.*s", (int)strcspn(head, "\r"), head);
        if (sscanf(head, "CONNECT 127.0.0.1:%d", &port) == 1) {
            static const char OK[] = "HTTP/1.1 200 fine\r\n\r\n";

            to = tcp_connect(port);
            if (write(fd, OK, sizeof OK - 1) > 0)
                relay(fd, to);
            close(to);
        }
        close(fd);
    }
    return NULL;
}

static inline struct proxy *proxy_new(void)
{
    struct proxy *p = xcalloc(1, sizeof *p);

    p->fd = tcp_listen(&p->port);
    assert_int_equal(pthread_create(&p->thread, NULL, proxy_run, p), 0);
    return p;
}

static inline void proxy_free(struct proxy *p)
{
    shutdown(p->fd, SHUT_RDWR);
    pthread_join(p->thread, NULL);
    close(p->fd);
    free(p);
}

#endif
