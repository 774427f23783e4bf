/* SPDX-License-Identifier: EUPL-1.2 */
#include "period.h"

#include <stdio.h>
#include <string.h>

#include "wk_limits.h"

static const struct {
    enum period_kind kind;
    const char *text;
} KINDS[] = {
    {PERIOD_MONTH, "month"},
    {PERIOD_QUARTER, "quarter"},
    {PERIOD_HALF_YEAR, "half-year"},
    {PERIOD_YEAR, "year"},
};
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0] };

enum wk_err period_kind_parse(const char *s, enum period_kind *out)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(s, KINDS[i].text) == 0) {
            *out = KINDS[i].kind;
            return WK_OK;
        }
    return WK_EINVAL;
}

const char *period_kind_text(enum period_kind kind)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (KINDS[i].kind == kind)
            return KINDS[i].text;
    return "unknown";
}

/* n digits at s, or -1. */
static int32_t digits(const char *s, size_t n)
{
    int32_t v = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

enum wk_err month_parse(const char *s, int32_t *out)
{
    int32_t year, month;

    if (strlen(s) != 7 || s[4] != '-')
        return WK_EINVAL;
    year = digits(s, 4);
    month = digits(s + 5, 2);
    if (year < 1970 || month < 1 || month > 12)
        return WK_EINVAL;
    *out = 12 * year + month - 1;
    return WK_OK;
}

void month_text(int32_t month, char out[static MONTH_TEXT])
{
    unsigned year = (unsigned)month / 12 % 10000;

    snprintf(out, MONTH_TEXT, "%04u-%02u", year, (unsigned)month % 12 + 1);
}

int64_t month_first_date(int32_t month)
{
    /* Years begin in March, so the leap day is the last of its year. */
    int64_t m = month % 12 + 1;
    int64_t y = month / 12 - (m <= 2);
    int64_t era = y / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5;

    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int32_t date_month(int64_t date)
{
    /* 30.436875 days a month on average: never more than one too high. */
    int32_t month = 12 * 1970 + (int32_t)((double)date / 30.436875) + 1;

    while (month_first_date(month) > date)
        month--;
    return month;
}

enum wk_err date_parse(const char *s, int64_t *out)
{
    char head[MONTH_TEXT];
    int32_t month, day;
    int64_t date;

    if (strlen(s) != 10 || s[7] != '-')
        return WK_EINVAL;
    memcpy(head, s, 7);
    head[7] = '\0';
    day = digits(s + 8, 2);
    if (month_parse(head, &month) != WK_OK || day < 1)
        return WK_EINVAL;
    date = month_first_date(month) + day - 1;
    if (date_month(date) != month)
        return WK_EINVAL;
    *out = date;
    return WK_OK;
}

void date_text(int64_t date, char out[static DATE_TEXT])
{
    int32_t month = date_month(date);
    char head[MONTH_TEXT];

    month_text(month, head);
    snprintf(out, DATE_TEXT, "%s-%02u", head,
        (unsigned)(date - month_first_date(month) + 1) % 100);
}

struct period period_of(enum period_kind kind, int32_t month)
{
    int32_t first = month - month % (int32_t)kind;

    return (struct period){first, first + (int32_t)kind - 1};
}

size_t period_turn(
    enum period_kind kind, int32_t first, int32_t month, size_t n)
{
    int32_t passed = period_of(kind, month).first - first;

    return (size_t)(passed / (int32_t)kind) % n;
}

int64_t period_closes_on(struct period p)
{
    return month_first_date(p.last + 1) + GRACE_NIGHTS;
}
