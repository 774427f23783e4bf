/* SPDX-License-Identifier: EUPL-1.2 */
#include "figures.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As many digits as tell something. */
static void print_value(double v, const char *unit)
{
    int digits = v >= 100 || v == floor(v) ? 0 : v >= 10 ? 1 : v >= 1 ? 2 : 3;
    const char *gap = unit[0] == '/' || unit[0] == '\0' ? "" : " ";

    printf("%.*f%s%s", digits, v, gap, unit);
}

static bool is_met(const struct figure *f, double measure)
{
    switch (f->want) {
    case FIGURE_AT_LEAST:
        return measure >= f->goal;
    case FIGURE_AT_MOST:
        return measure <= f->goal;
    case FIGURE_TOLD:
        break;
    }
    return true;
}

bool figure_print(const struct figure *f)
{
    double measure = f->peer != NULL ? f->ours / f->theirs : f->ours;
    bool met = is_met(f, measure);

    printf("%-3s %s: ", f->row, f->what);
    print_value(f->ours, f->unit);
    if (f->peer != NULL) {
        printf("; %s ", f->peer);
        print_value(f->theirs, f->unit);
        printf("; ratio ");
        print_value(measure, "");
    }
    if (f->want != FIGURE_TOLD) {
        printf("; goal %s ", f->want == FIGURE_AT_LEAST ? ">=" : "<=");
        print_value(f->goal, f->peer != NULL ? "x" : f->unit);
        printf("; %s", met ? "met" : "MISSED");
    }
    putchar('\n');
    (void)fflush(stdout);
    return met;
}

void figure_note(const char *row, const char *fmt, ...)
{
    va_list ap;

    printf("%-3s   ", row);
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
    (void)fflush(stdout);
}

void figure_begin(void)
{
#ifdef __OPTIMIZE__
    if (!WK_SANITIZED)
        return;
#endif
    puts("not a release: these figures say nothing (tests/bench/all)");
}

int64_t figure_now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

double figure_quantile(double *value, size_t n, double share)
{
    size_t at = (size_t)(share * (double)n);

    qsort(value, n, sizeof value[0], by_value);
    return value[at < n ? at : n - 1];
}

bool figure_is_long(int argc, char *argv[])
{
    const char *wanted = getenv("WK_LONG");

    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--long") == 0)
            return true;
    return wanted != NULL && wanted[0] != '\0' && strcmp(wanted, "0") != 0;
}
