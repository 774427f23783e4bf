/* SPDX-License-Identifier: EUPL-1.2 */
#include "relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 65536, LINE = 128 };

static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* Move what there is; false at the end. */
static bool pump(int from, int to, double *sum)
{
    static char buf[CHUNK];
    ssize_t n = read(from, buf, sizeof buf);

    for (ssize_t done = 0; done < n;) {
        ssize_t w = write(to, buf + done, (size_t)(n - done));

        if (w <= 0)
            return false;
        done += w;
    }
    *sum += n > 0 ? (double)n : 0;
    if (n <= 0)
        (void)shutdown(to, SHUT_WR);
    return n > 0;
}

static double relay_one(int from, int target)
{
    struct sockaddr_in to = loopback(target);
    struct pollfd p[2] = {{.fd = from, .events = POLLIN},
        {.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
            .events = POLLIN}};
    int peer[2] = {p[1].fd, p[0].fd}, open = 2;
    double sum = 0;

    if (connect(p[1].fd, (const struct sockaddr *)&to, sizeof to) != 0)
        open = 0;
    while (open > 0 && poll(p, 2, -1) > 0)
        for (int i = 0; i < 2; i++)
            if (p[i].fd >= 0 && p[i].revents != 0 &&
                !pump(p[i].fd, peer[i], &sum)) {
                p[i].fd = -1;
                open--;
            }
    close(peer[0]);
    close(peer[1]);
    return sum;
}

/* The child's life. */
_Noreturn static void serve(int listener, int target)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);

        if (fd < 0)
            _exit(1);
        printf("connection: %.0f\n", relay_one(fd, target));
        (void)fflush(stdout);
    }
}

int relay_start(struct child *c, const char *log, int target)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in any = loopback(0);
    socklen_t len = sizeof any;

    rig_must(bind(fd, (const struct sockaddr *)&any, sizeof any) == 0 &&
            listen(fd, 64) == 0 &&
            getsockname(fd, (struct sockaddr *)&any, &len) == 0,
        "no relay");
    if (child_fork(c, log))
        serve(fd, target);
    close(fd);
    return ntohs(any.sin_port);
}

double relay_bytes(const struct child *c, size_t i)
{
    FILE *f = fopen(c->log, "r");
    char line[LINE];
    double bytes = 0;

    for (size_t k = 0; f != NULL && fgets(line, sizeof line, f) != NULL; k++)
        if (k == i)
            bytes = strtod(strchr(line, ':') + 1, NULL);
    if (f != NULL)
        fclose(f);
    return bytes;
}
