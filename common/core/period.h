/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * period.h - months, dates and the periods in which answers are gathered.
 *
 * Pure module: no clock and no time zone; callers bring the local date.
 *
 * Units   A month is 12 * year + (month - 1); a date is days since 1970-01-01.
 *         Both are plain integers, so they compare and subtract.
 * Source  Howard Hinnant, "chrono-compatible low-level date algorithms"
 *         (civil calendar); proto/PROTOCOL.md, "The clock".
 */
#ifndef WK_PERIOD_H
#define WK_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/* How long one period of a project lasts, in months. */
enum period_kind {
    PERIOD_MONTH = 1,
    PERIOD_QUARTER = 3,
    PERIOD_HALF_YEAR = 6,
    PERIOD_YEAR = 12,
};

/* Months first to last, both included. */
struct period {
    int32_t first, last;
};

enum { MONTH_TEXT = 8, DATE_TEXT = 11 }; /* "2026-11", "2026-11-22" and NUL */

/* "month", "quarter", "half-year", "year"; WK_EINVAL otherwise. */
WK_MUST_USE enum wk_err period_kind_parse(const char *s, enum period_kind *out);
const char *period_kind_text(enum period_kind kind);

/* Exactly "YYYY-MM" from 1970-01 to 9999-12; WK_EINVAL otherwise. */
WK_MUST_USE enum wk_err month_parse(const char *s, int32_t *out);
void month_text(int32_t month, char out[static MONTH_TEXT]);

WK_MUST_USE enum wk_err date_parse(const char *s, int64_t *out);
void date_text(int64_t date, char out[static DATE_TEXT]);
int32_t date_month(int64_t date);
int64_t month_first_date(int32_t month);

/* The calendar period of this kind that holds month. */
struct period period_of(enum period_kind kind, int32_t month);

/*
 * Whose turn it is, of n > 0 that take turns by periods of this kind from
 * first on, in the period that holds month; first <= month.
 */
size_t period_turn(
    enum period_kind kind, int32_t first, int32_t month, size_t n);

/* The first date on which p may be closed: its end and the nights of grace. */
int64_t period_closes_on(struct period p);

#endif
