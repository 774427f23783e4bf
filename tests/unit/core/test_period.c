/* SPDX-License-Identifier: EUPL-1.2 */
#include "period.h"

#include "../test.h"
#include "wk_limits.h"

static const struct {
    const char *text;
    enum wk_err err;
    int32_t month;
} MONTHS[] = {
    {"1970-01", WK_OK, 12 * 1970},
    {"1970-12", WK_OK, 12 * 1970 + 11},
    {"2026-11", WK_OK, 12 * 2026 + 10},
    {"9999-12", WK_OK, 12 * 9999 + 11},
    {"1969-12", WK_EINVAL, 0},
    {"0000-01", WK_EINVAL, 0},
    {"2026-00", WK_EINVAL, 0},
    {"2026-13", WK_EINVAL, 0},
    {"2026-1", WK_EINVAL, 0},
    {"2026-001", WK_EINVAL, 0},
    {"2026/01", WK_EINVAL, 0},
    {"2026-1a", WK_EINVAL, 0},
    {"2026-+1", WK_EINVAL, 0},
    {"2026- 1", WK_EINVAL, 0},
    {"-026-01", WK_EINVAL, 0},
    {"202a-01", WK_EINVAL, 0},
    {"20260-1", WK_EINVAL, 0},
    {"2026-01-", WK_EINVAL, 0},
    {"2026-01\n", WK_EINVAL, 0},
    {" 2026-01", WK_EINVAL, 0},
    {"", WK_EINVAL, 0},
    {"2026-\xd9\xa1\xd9\xa2", WK_EINVAL, 0},
};

static void test_months(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(MONTHS); i++) {
        int32_t month = -7;
        char text[MONTH_TEXT];

        assert_int_equal(month_parse(MONTHS[i].text, &month), MONTHS[i].err);
        if (MONTHS[i].err != WK_OK) {
            assert_int_equal(month, -7);
            continue;
        }
        assert_int_equal(month, MONTHS[i].month);
        month_text(month, text);
        assert_string_equal(text, MONTHS[i].text);
    }
}

/* `date -u -d DATE +%s` divided by 86400. */
static const struct {
    const char *text;
    enum wk_err err;
    int64_t date;
} DATES[] = {
    {"1970-01-01", WK_OK, 0},
    {"1970-01-31", WK_OK, 30},
    {"1970-02-01", WK_OK, 31},
    {"1970-02-28", WK_OK, 58},
    {"1970-02-29", WK_EINVAL, 0},
    {"1970-03-01", WK_OK, 59},
    {"1970-12-31", WK_OK, 364},
    {"1972-02-29", WK_OK, 789},
    {"1972-03-01", WK_OK, 790},
    {"2000-02-29", WK_OK, 11016}, /* 400 divides 2000 */
    {"2000-03-01", WK_OK, 11017},
    {"2024-02-29", WK_OK, 19782},
    {"2026-02-28", WK_OK, 20512},
    {"2026-02-29", WK_EINVAL, 0},
    {"2026-11-22", WK_OK, 20779},
    {"2028-02-29", WK_OK, 21243},
    {"2028-02-30", WK_EINVAL, 0},
    {"2100-02-28", WK_OK, 47540},
    {"2100-02-29", WK_EINVAL, 0}, /* 100 divides 2100, 400 does not */
    {"2100-03-01", WK_OK, 47541},
    {"2400-02-29", WK_OK, 157113},
    {"9999-12-31", WK_OK, 2932896},
    {"1969-12-31", WK_EINVAL, 0},
    {"2026-01-00", WK_EINVAL, 0},
    {"2026-01-32", WK_EINVAL, 0},
    {"2026-04-31", WK_EINVAL, 0},
    {"2026-06-31", WK_EINVAL, 0},
    {"2026-09-31", WK_EINVAL, 0},
    {"2026-11-31", WK_EINVAL, 0},
    {"2026-12-99", WK_EINVAL, 0},
    {"2026-13-01", WK_EINVAL, 0},
    {"2026-1-01", WK_EINVAL, 0},
    {"2026-01-1", WK_EINVAL, 0},
    {"2026-01-011", WK_EINVAL, 0},
    {"2026-01/01", WK_EINVAL, 0},
    {"2026-01-0a", WK_EINVAL, 0},
    {"2026-01--1", WK_EINVAL, 0},
    {"", WK_EINVAL, 0},
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(DATES); i++) {
        int64_t date = -7;
        char text[DATE_TEXT];

        assert_int_equal(date_parse(DATES[i].text, &date), DATES[i].err);
        if (DATES[i].err != WK_OK) {
            assert_int_equal(date, -7);
            continue;
        }
        assert_int_equal(date, DATES[i].date);
        date_text(date, text);
        assert_string_equal(text, DATES[i].text);
    }
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Every day from 1970 to 2499, counted the slow way. */
static void test_every_day_of_five_centuries(void **state)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t date = 0;

    (void)state;
    for (int year = 1970; year < 2500; year++)
        for (int m = 0; m < 12; m++) {
            int32_t month = 12 * year + m;
            int days = DAYS[m] + (m == 1 && is_leap(year));

            assert_int_equal(month_first_date(month), date);
            for (int day = 1; day <= days; day++, date++) {
                char want[24], got[DATE_TEXT];
                int64_t back = -1;

                if (date_month(date) != month)
                    fail_msg("%d-%02d-%02d", year, m + 1, day);
                if (day > 2 && day < days - 1 && day % 7 != 0)
                    continue;
                snprintf(want, sizeof want, "%04d-%02d-%02d", year, m + 1, day);
                date_text(date, got);
                assert_string_equal(got, want);
                assert_int_equal(date_parse(want, &back), WK_OK);
                assert_int_equal(back, date);
            }
        }
}

static void test_month_borders_to_the_end(void **state)
{
    (void)state;
    for (int32_t month = 12 * 1970; month <= 12 * 9999 + 11; month++) {
        int64_t first = month_first_date(month);
        int64_t days = month_first_date(month + 1) - first;

        if (days < 28 || days > 31 || date_month(first) != month ||
            date_month(first + days - 1) != month)
            fail_msg("month %d", month);
    }
}

static const struct {
    enum period_kind kind;
    const char *text;
} KINDS[] = {
    {PERIOD_MONTH, "month"},
    {PERIOD_QUARTER, "quarter"},
    {PERIOD_HALF_YEAR, "half-year"},
    {PERIOD_YEAR, "year"},
};

static void test_kinds(void **state)
{
    static const char *const BAD[] = {
        "", "Month", "months", "half year", "1", "week", "year "};
    enum period_kind kind;

    (void)state;
    for (size_t i = 0; i < N_OF(KINDS); i++) {
        assert_int_equal(period_kind_parse(KINDS[i].text, &kind), WK_OK);
        assert_int_equal(kind, KINDS[i].kind);
        assert_string_equal(period_kind_text(kind), KINDS[i].text);
    }
    for (size_t i = 0; i < N_OF(BAD); i++)
        assert_int_equal(period_kind_parse(BAD[i], &kind), WK_EINVAL);
    assert_string_equal(period_kind_text((enum period_kind)2), "unknown");
}

static const struct {
    enum period_kind kind;
    const char *month, *first, *last, *closes;
} PERIODS[] = {
    {PERIOD_MONTH, "2026-01", "2026-01", "2026-01", "2026-02-08"},
    {PERIOD_MONTH, "2026-12", "2026-12", "2026-12", "2027-01-08"},
    {PERIOD_MONTH, "2028-02", "2028-02", "2028-02", "2028-03-08"},
    {PERIOD_QUARTER, "2026-01", "2026-01", "2026-03", "2026-04-08"},
    {PERIOD_QUARTER, "2026-03", "2026-01", "2026-03", "2026-04-08"},
    {PERIOD_QUARTER, "2026-04", "2026-04", "2026-06", "2026-07-08"},
    {PERIOD_QUARTER, "2026-12", "2026-10", "2026-12", "2027-01-08"},
    {PERIOD_HALF_YEAR, "2026-06", "2026-01", "2026-06", "2026-07-08"},
    {PERIOD_HALF_YEAR, "2026-07", "2026-07", "2026-12", "2027-01-08"},
    {PERIOD_YEAR, "2026-01", "2026-01", "2026-12", "2027-01-08"},
    {PERIOD_YEAR, "2026-12", "2026-01", "2026-12", "2027-01-08"},
    {PERIOD_YEAR, "1970-01", "1970-01", "1970-12", "1971-01-08"},
};

static void test_periods(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(PERIODS); i++) {
        int32_t month = 0;
        struct period p;
        char first[MONTH_TEXT], last[MONTH_TEXT], closes[DATE_TEXT];

        assert_int_equal(month_parse(PERIODS[i].month, &month), WK_OK);
        p = period_of(PERIODS[i].kind, month);
        month_text(p.first, first);
        month_text(p.last, last);
        date_text(period_closes_on(p), closes);
        assert_string_equal(first, PERIODS[i].first);
        assert_string_equal(last, PERIODS[i].last);
        assert_string_equal(closes, PERIODS[i].closes);
    }
}

/* The periods of a kind cover every month once. */
static void test_periods_are_a_partition(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(KINDS); i++)
        for (int32_t m = 12 * 1970; m < 12 * 2100; m++) {
            struct period p = period_of(KINDS[i].kind, m);

            assert_true(p.first <= m && m <= p.last);
            assert_int_equal(p.last - p.first + 1, (int)KINDS[i].kind);
            for (int32_t other = p.first; other <= p.last; other++)
                assert_int_equal(
                    period_of(KINDS[i].kind, other).first, p.first);
        }
}

static void test_turns(void **state)
{
    static const struct {
        enum period_kind kind;
        const char *first, *month;
        size_t n, turn;
    } CASES[] = {
        {PERIOD_MONTH, "2026-01", "2026-01", 4, 0},
        {PERIOD_MONTH, "2026-01", "2026-04", 4, 3},
        {PERIOD_MONTH, "2026-01", "2026-05", 4, 0},
        {PERIOD_MONTH, "2026-01", "2027-02", 1, 0},
        {PERIOD_QUARTER, "2026-04", "2026-06", 2, 0},
        {PERIOD_QUARTER, "2026-04", "2026-07", 2, 1},
        {PERIOD_YEAR, "2026-01", "2029-12", 3, 0},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        int32_t first = 0, month = 0;

        assert_int_equal(month_parse(CASES[i].first, &first), WK_OK);
        assert_int_equal(month_parse(CASES[i].month, &month), WK_OK);
        assert_int_equal(period_turn(CASES[i].kind, first, month, CASES[i].n),
            CASES[i].turn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_every_day_of_five_centuries),
        cmocka_unit_test(test_month_borders_to_the_end),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_periods_are_a_partition),
        cmocka_unit_test(test_turns),
    };
    return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
