/* SPDX-License-Identifier: EUPL-1.2 */
/* test_nightly.c - one night for each local date, whatever clocks do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "nightly.h"
#include "period.h"

enum { HOUR = 3600, DAY = 86400, HALF_3 = 9000 }; /* 02:30 */

/* Date of the last Sunday of a month with 31 days (1970-01-01: Thursday). */
static int64_t last_sunday(int year, int month)
{
    int64_t last = month_first_date(12 * year + month - 1) + 30;

    return last - (last + 4) % 7;
}

/* Summer time from the last Sunday of March to that of October, 01:00 UTC. */
static int64_t brussels(int64_t utc, void *arg)
{
    int32_t month = date_month(utc / DAY - (utc % DAY < 0));
    int year = month / 12;

    (void)arg;
    if (utc >= last_sunday(year, 3) * DAY + HOUR &&
        utc < last_sunday(year, 10) * DAY + HOUR)
        return 2 * HOUR;
    return HOUR;
}

/* A zone that changes once. */
struct change {
    int64_t at, before, after;
};

static int64_t changing(int64_t utc, void *arg)
{
    const struct change *c = arg;

    return utc < c->at ? c->before : c->after;
}

static int64_t day(const char *text)
{
    int64_t date;

    assert_int_equal(date_parse(text, &date), WK_OK);
    return date;
}

static int64_t utc(const char *text, int hour, int minute)
{
    return day(text) * DAY + hour * HOUR + minute * 60;
}

struct due_case {
    const char *date;
    int night_at_min;
    const char *utc_date;
    int hour, minute;
};

static void test_brussels(void **state)
{
    static const struct due_case CASES[] = {
        {"2026-01-15", 150, "2026-01-15", 1, 30},
        {"2026-07-15", 150, "2026-07-15", 0, 30},
        {"2026-07-15", 0, "2026-07-14", 22, 0},
        {"2026-07-15", 1439, "2026-07-15", 21, 59},
        /* 2026-03-29: 02:00 to 03:00 is missing, the clock jumps at 01:00. */
        {"2026-03-29", 119, "2026-03-29", 0, 59},
        {"2026-03-29", 120, "2026-03-29", 1, 0},
        {"2026-03-29", 150, "2026-03-29", 1, 0},
        {"2026-03-29", 179, "2026-03-29", 1, 0},
        {"2026-03-29", 180, "2026-03-29", 1, 0},
        {"2026-03-29", 181, "2026-03-29", 1, 1},
        /* 2026-10-25: 02:00 to 03:00 comes twice; the first one counts. */
        {"2026-10-25", 119, "2026-10-24", 23, 59},
        {"2026-10-25", 120, "2026-10-25", 0, 0},
        {"2026-10-25", 150, "2026-10-25", 0, 30},
        {"2026-10-25", 179, "2026-10-25", 0, 59},
        {"2026-10-25", 180, "2026-10-25", 2, 0},
        {"2026-10-25", 181, "2026-10-25", 2, 1},
        {"1970-01-02", 0, "1970-01-01", 23, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct due_case *c = &CASES[i];
        struct nightly n = {
            .night_at_s = c->night_at_min * 60, .offset = brussels};

        assert_int_equal(nightly_due(&n, day(c->date)),
            utc(c->utc_date, c->hour, c->minute));
        n.jitter_s = 3599;
        assert_int_equal(nightly_due(&n, day(c->date)),
            utc(c->utc_date, c->hour, c->minute) + 3599);
    }
}

static int64_t local(const struct nightly *n, int64_t t)
{
    return t + n->offset(t, n->arg);
}

/* due is the first instant at or after night_at, found the slow way. */
static void check_first(const struct nightly *n, int64_t date)
{
    int64_t target = date * DAY + n->night_at_s, due = nightly_due(n, date);

    assert_true(local(n, due) >= target);
    /* Local time grows within each quarter of an hour of UTC: if it reaches
     * the target there, then also in its last second. */
    for (int64_t t = (target - 30 * HOUR) / 900 * 900 + 899; t < due; t += 900)
        if (local(n, t) >= target)
            fail_msg("night_at %d of date %d: %d s too late",
                (int)n->night_at_s, (int)date, (int)(due - t));
    assert_true(local(n, due - 1) < target);
}

/* Every minute of the nights on which the clock changes, for ten years. */
static void test_every_minute(void **state)
{
    (void)state;
    for (int year = 2026; year < 2036; year++)
        for (int minute = 0; minute < 24 * 60; minute += year < 2028 ? 1 : 13) {
            struct nightly n = {.night_at_s = minute * 60, .offset = brussels};

            check_first(&n, last_sunday(year, 3));
            check_first(&n, last_sunday(year, 10));
        }
}

/* Run night after night; each date comes once, in order, at its hour. */
static void run_nights(const struct nightly *n, int64_t from, int64_t to)
{
    int64_t date = nightly_local_date(n, from), at = nightly_due(n, date);

    while (date < nightly_local_date(n, to)) {
        int64_t next_date;
        int64_t next = nightly_next(n, at, date, &next_date);

        assert_int_equal(next_date, date + 1);
        assert_true(next > at);
        assert_int_equal(next, nightly_due(n, next_date));
        assert_true(
            local(n, next - n->jitter_s) >= next_date * DAY + n->night_at_s);
        assert_true(local(n, next - n->jitter_s) <
            next_date * DAY + n->night_at_s + HOUR + 1);
        date = next_date;
        at = next;
    }
}

static void test_ten_years(void **state)
{
    static const int NIGHTS[] = {0, 119, 120, 150, 179, 180, 1439};

    (void)state;
    for (size_t i = 0; i < sizeof NIGHTS / sizeof NIGHTS[0]; i++) {
        struct nightly n = {.night_at_s = NIGHTS[i] * 60,
            .jitter_s = (int32_t)i * 599,
            .offset = brussels};

        run_nights(&n, utc("2026-01-01", 12, 0), utc("2036-01-01", 0, 0));
    }
}

/* A zone that moves by up to 14 hours, at any hour of the night, either way:
 * still every date once and in order. */
static void test_large_changes(void **state)
{
    static const int OFFSETS[] = {-12, -5, 0, 1, 2, 9};

    (void)state;
    for (size_t i = 0; i < sizeof OFFSETS / sizeof OFFSETS[0]; i++)
        for (int by = -14 * 4; by <= 14 * 4; by += 7)
            for (int quarter = 0; quarter < 96; quarter += 11) {
                struct change c = {
                    .at = utc("2026-06-10", 0, 0) + quarter * 900,
                    .before = OFFSETS[i] * HOUR,
                    .after = OFFSETS[i] * HOUR + by * 900};
                struct nightly n = {
                    .night_at_s = HALF_3, .offset = changing, .arg = &c};
                int64_t last = nightly_due(&n, day("2026-06-06"));

                for (int64_t d = day("2026-06-07"); d < day("2026-06-15");
                     d++) {
                    int64_t due = nightly_due(&n, d);

                    assert_true(due > last);
                    check_first(&n, d);
                    last = due;
                }
            }
}

static void test_next(void **state)
{
    struct nightly n = {
        .night_at_s = HALF_3, .jitter_s = 1800, .offset = brussels};
    int64_t due = utc("2026-01-15", 2, 0), d = day("2026-01-15"), date;

    (void)state;
    /* Before, at and after the instant, with the night before done. */
    assert_int_equal(nightly_next(&n, due - 1, d - 1, &date), due);
    assert_int_equal(date, d);
    assert_int_equal(nightly_next(&n, due, d - 1, &date), due);
    assert_int_equal(date, d);
    assert_int_equal(nightly_next(&n, due + 599, d - 1, &date), due + 599);
    assert_int_equal(date, d);
    /* Done: the next one. */
    assert_int_equal(nightly_next(&n, due, d, &date), due + DAY);
    assert_int_equal(date, d + 1);
}

static void test_catch_up(void **state)
{
    (void)state;
    for (int jitter = 0; jitter < 3600; jitter += 59) {
        struct nightly n = {
            .night_at_s = HALF_3, .jitter_s = jitter, .offset = brussels};
        int64_t noon = utc("2026-01-15", 11, 0), date, at;

        /* Off for three nights: only the newest is caught up. */
        at = nightly_next(&n, noon, day("2026-01-12"), &date);
        assert_int_equal(date, day("2026-01-15"));
        assert_in_range(at, noon, noon + NIGHTLY_CATCH_UP_S - 1);
        assert_int_equal(at - noon, jitter / 6);
        /* Never run: the same. */
        assert_int_equal(nightly_next(&n, noon, INT64_MIN, &date), at);
        assert_int_equal(date, day("2026-01-15"));
        /* Off since the night before last, on again before tonight's: the
         * night of the day before is caught up, then tonight's comes. */
        at = nightly_next(
            &n, utc("2026-01-15", 0, 30), day("2026-01-13"), &date);
        assert_int_equal(date, day("2026-01-14"));
        at = nightly_next(&n, at, date, &date);
        assert_int_equal(at, nightly_due(&n, date));
        assert_int_equal(date, day("2026-01-15"));
    }
}

/* A clock that goes back does not run a date twice, up to a week; further
 * back, the last date came from a wrong clock, and nights go on at once. */
static void test_clock_goes_back(void **state)
{
    struct nightly n = {.night_at_s = HALF_3, .offset = brussels};
    int64_t ran = day("2026-05-20"), date;

    (void)state;
    for (int back = 0; back < 7 * DAY; back += 997) {
        int64_t now = nightly_due(&n, ran) - back;

        assert_int_equal(
            nightly_next(&n, now, ran, &date), nightly_due(&n, ran + 1));
        assert_int_equal(date, ran + 1);
    }
    for (int days = 9; days < 3000; days += 100) {
        int64_t now = nightly_due(&n, ran) - (int64_t)days * DAY;
        int64_t at = nightly_next(&n, now, ran, &date);

        assert_in_range(at - now, 0, NIGHTLY_CATCH_UP_S);
        assert_true(nightly_due(&n, date) <= now);
        assert_true(nightly_due(&n, date + 1) > now);
    }
    assert_true(nightly_next(&n, utc("2026-05-20", 12, 0), INT64_MAX, &date) <
        utc("2026-05-20", 12, 10));
}

/* The second 02:30 of the night of 25 October starts nothing. */
static void test_night_that_comes_twice(void **state)
{
    struct nightly n = {.night_at_s = HALF_3, .offset = brussels};
    int64_t date, ran = day("2026-10-25");

    (void)state;
    for (int64_t t = utc("2026-10-25", 0, 30); t < utc("2026-10-25", 22, 0);
         t += 60) {
        assert_int_equal(
            nightly_next(&n, t, ran, &date), utc("2026-10-26", 1, 30));
        assert_int_equal(date, ran + 1);
    }
}

static void test_local_date(void **state)
{
    struct nightly n = {.offset = brussels};

    (void)state;
    assert_int_equal(
        nightly_local_date(&n, utc("2026-07-14", 21, 59)), day("2026-07-14"));
    assert_int_equal(
        nightly_local_date(&n, utc("2026-07-14", 22, 0)), day("2026-07-15"));
    assert_int_equal(nightly_local_date(&n, -HOUR - 1), -1);
    assert_int_equal(nightly_local_date(&n, -HOUR), 0);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(test_brussels),
        cmocka_unit_test(test_every_minute),
        cmocka_unit_test(test_ten_years),
        cmocka_unit_test(test_large_changes),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_catch_up),
        cmocka_unit_test(test_clock_goes_back),
        cmocka_unit_test(test_night_that_comes_twice),
        cmocka_unit_test(test_local_date),
    };

    return cmocka_run_group_tests_name("nightly", TESTS, NULL, NULL) != 0;
}
