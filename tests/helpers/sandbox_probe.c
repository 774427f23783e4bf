/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sandbox_probe.c - injected code: for LD_PRELOAD under a real "serve".
 *
 * At the first connection it tries what the words of TRY name and says
 * "try NAME: ERRNO" on standard error.  With TRY_CONTROL the sandbox is not
 * entered, though the program believes so.
 */
#define _GNU_SOURCE
#include "sandbox_try.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int uv_accept(void *server, void *client);
int seccomp_load(void *filter);

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static void try_all(void)
{
    const char *wanted = getenv("TRY");

    for (size_t i = 0; i < sizeof TRIALS / sizeof *TRIALS; i++) {
        char word[64];

        snprintf(word, sizeof word, " %s ", TRIALS[i].name);
        if (strstr(wanted, word) != NULL)
            dprintf(2, "try %s: %d\n", TRIALS[i].name, TRIALS[i].run());
    }
    dprintf(2, "tried\n");
}

int uv_accept(void *server, void *client)
{
    static int tried;
    int (*real)(void *, void *) =
        (int (*)(void *, void *))(uintptr_t)next("uv_accept");

    if (!tried++ && getenv("TRY") != NULL)
        try_all();
    return real(server, client);
}

int seccomp_load(void *filter)
{
    int (*real)(void *) = (int (*)(void *))(uintptr_t)next("seccomp_load");

    return getenv("TRY_CONTROL") != NULL ? 0 : real(filter);
}

long syscall(long number, ...)
{
    long (*real)(long, ...) = (long (*)(long, ...))(uintptr_t)next("syscall");
    long a[6];
    va_list ap;

    va_start(ap, number);
    for (size_t i = 0; i < 6; i++)
        a[i] = va_arg(ap, long);
    va_end(ap);
    if (number == SYS_landlock_restrict_self && getenv("TRY_CONTROL") != NULL)
        return 0;
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
