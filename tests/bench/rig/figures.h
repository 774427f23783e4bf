/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * figures.h - what every benchmark prints, one line a figure: ours, the limit
 * or the peer that was measured in the same run, the ratio, the goal, and
 * whether it is met.  Nothing here judges: a benchmark's exit status says only
 * whether what it measured was done right.
 *
 * Units  Times are nanoseconds of the monotonic clock, sizes bytes.
 */
#ifndef WK_BENCH_FIGURES_H
#define WK_BENCH_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum figure_goal {
    FIGURE_TOLD,     /* no goal */
    FIGURE_AT_LEAST, /* ours is at least goal times the peer's */
    FIGURE_AT_MOST,
};

struct figure {
    const char *row;  /* "P1" */
    const char *what; /* "releases stored, 8 open connections" */
    const char *unit; /* "/s", "ms", "MiB", "B" */
    double ours;
    const char *peer; /* "SQLite alone"; NULL: the goal is a figure itself */
    double theirs;
    enum figure_goal want;
    double goal; /* a ratio, or without a peer in the same unit as ours */
};

/* One line to standard output, at once; whether the goal is met. */
bool figure_print(const struct figure *f);

/* A line of words below a row: what a peer was, why there is none. */
void figure_note(const char *row, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Say once, before all, when this is no build to measure. */
void figure_begin(void);

int64_t figure_now_ns(void);

/* Sort the n values, and give the one below which a share of them lies: 0.5
 * the median, 0.99 the 99th per cent.  n > 0. */
double figure_quantile(double *value, size_t n, double share);

/* Whether the long counts are wanted: --long, or WK_LONG in the environment. */
bool figure_is_long(int argc, char *argv[]);

#endif
