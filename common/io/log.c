/* SPDX-License-Identifier: EUPL-1.2 */
#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_LEN = 2048 };

/* A peer's text must not start a line of its own or steer a terminal. */
static void flatten(char *s)
{
    for (; *s != '\0'; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            *s = ' ';
}

/*
 * One write() a line, so that lines of threads and processes do not mix.
 * journald reads the priority from "<n>"; a person reads a word.
 */
WK_PRINTF(3, 0)
static void emit(int priority, const char *word, const char *fmt, va_list ap)
{
    char line[LINE_MAX_LEN + 1];
    int saved = errno;
    size_t head, len;

    if (isatty(STDERR_FILENO))
        head = (size_t)snprintf(line, sizeof line, "%s", word);
    else
        head = (size_t)snprintf(line, sizeof line, "<%d>%s", priority, word);
    vsnprintf(line + head, sizeof line - head, fmt, ap);
    flatten(line + head);
    len = strlen(line);
    line[len] = '\n'; /* over the NUL: write() takes the length */
    if (write(STDERR_FILENO, line, len + 1) < 0) {
        /* Nowhere is left to tell it. */
    }
    errno = saved;
}

void log_info(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    emit(6, "", fmt, ap);
    va_end(ap);
}

void log_warn(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    emit(4, "warning: ", fmt, ap);
    va_end(ap);
}

void log_alarm(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    emit(1, "ALARM: ", fmt, ap);
    va_end(ap);
}
