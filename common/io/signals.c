/* SPDX-License-Identifier: EUPL-1.2 */
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "log.h"
#include "xalloc.h"

enum { N_SIGNALS = 2 };
static const int NUMBERS[N_SIGNALS] = {SIGTERM, SIGINT};

struct signals {
    uv_signal_t handles[N_SIGNALS];
    int open;
    void (*stop)(void *arg);
    void *arg;
};

static void on_signal(uv_signal_t *handle, int number)
{
    struct signals *s = handle->data;

    log_info("stopping at %s", number == SIGTERM ? "SIGTERM" : "SIGINT");
    s->stop(s->arg);
}

static void on_closed(uv_handle_t *handle)
{
    struct signals *s = handle->data;

    if (--s->open == 0)
        free(s);
}

/* These fail only for want of memory or descriptors at the start. */
static void must(int rc, const char *what)
{
    if (rc == 0)
        return;
    log_alarm("signals: %s: %s", what, uv_strerror(rc));
    abort();
}

struct signals *signals_start(
    uv_loop_t *loop, void (*stop)(void *arg), void *arg)
{
    struct signals *s = xcalloc(1, sizeof *s);

    signals_ignore();
    s->stop = stop;
    s->arg = arg;
    for (int i = 0; i < N_SIGNALS; i++) {
        must(uv_signal_init(loop, &s->handles[i]), "init");
        s->handles[i].data = s;
        s->open++;
        must(uv_signal_start(&s->handles[i], on_signal, NUMBERS[i]), "start");
        uv_unref((uv_handle_t *)&s->handles[i]);
    }
    return s;
}

void signals_stop(struct signals *s)
{
    if (s == NULL)
        return;
    for (int i = 0; i < N_SIGNALS; i++)
        uv_close((uv_handle_t *)&s->handles[i], on_closed);
}

void signals_ignore(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

void signals_harden(void)
{
    struct rlimit none = {0, 0};

    if (setrlimit(RLIMIT_CORE, &none) != 0)
        log_warn("core dumps stay on: %s", strerror(errno));
    /* LeakSanitizer reads the process as a debugger would: it needs leave. */
    if (!WK_SANITIZED && prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L) != 0)
        log_warn("PR_SET_DUMPABLE: %s", strerror(errno));
}
