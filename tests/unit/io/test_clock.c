/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"

#include "../test.h"
#include "period.h"

static void test_unknown_zones_are_refused(void **state)
{
    static const char *const BAD[] = {"", "Europe", "Europe/Bruxelles",
        "../../etc/passwd", "/usr/share/zoneinfo/Europe/Brussels",
        "Europe//Brussels", "Europe/Brussels/", "/Europe/Brussels",
        "Europe/./Brussels", "zone.tab", "right/Europe/Brussels", "CET-1CEST",
        "Europe/Brussels\n", ":Europe/Brussels", "Europe/Br\xc3\xbcssel",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

    (void)state;
    assert_int_equal(clock_set_zone("Europe/Brussels"), WK_OK);
    for (size_t i = 0; i < N_OF(BAD); i++)
        assert_int_equal(clock_set_zone(BAD[i]), WK_EINVAL);
    /* A refused zone leaves the one before. */
    assert_int_equal(clock_offset(1782864000, NULL), 7200);
}

/* `date -d @UTC` with TZ set gave these. */
static const struct {
    const char *zone;
    int64_t utc, offset;
} OFFSETS[] = {
    {"UTC", 0, 0},
    {"UTC", 1782864000, 0},
    /* Spring: 2026-03-29 01:00 UTC, 02:00 becomes 03:00. */
    {"Europe/Brussels", 1774745999, 3600},
    {"Europe/Brussels", 1774746000, 7200},
    {"Europe/Brussels", 1774746001, 7200},
    /* Autumn: 2026-10-25 01:00 UTC, 03:00 becomes 02:00. */
    {"Europe/Brussels", 1792889999, 7200},
    {"Europe/Brussels", 1792890000, 3600},
    {"Europe/Brussels", 1792890001, 3600},
    /* A leap day, and new year on the local clock. */
    {"Europe/Brussels", 1835395200, 3600},
    {"Europe/Brussels", 1798758000, 3600},
    {"Europe/Brussels", 1798757999, 3600},
    {"Europe/Brussels", 0, 3600},
    {"America/St_Johns", 1767225600, -12600},
    {"Asia/Kathmandu", 1767225600, 20700},
};

static void test_offsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(OFFSETS); i++) {
        assert_int_equal(clock_set_zone(OFFSETS[i].zone), WK_OK);
        assert_int_equal(clock_offset(OFFSETS[i].utc, NULL), OFFSETS[i].offset);
    }
}

static const struct {
    const char *zone;
    int64_t utc;
    const char *date;
} DATES[] = {
    {"UTC", 0, "1970-01-01"},
    {"UTC", 86399, "1970-01-01"},
    {"UTC", 86400, "1970-01-02"},
    {"Europe/Brussels", 1798757999, "2026-12-31"},
    {"Europe/Brussels", 1798758000, "2027-01-01"},
    {"Europe/Brussels", 1774738799, "2026-03-28"},
    {"Europe/Brussels", 1774738800, "2026-03-29"},
    {"Europe/Brussels", 1774821599, "2026-03-29"}, /* a day of 23 hours */
    {"Europe/Brussels", 1774821600, "2026-03-30"},
    {"Europe/Brussels", 1792879200, "2026-10-25"},
    {"Europe/Brussels", 1792969199, "2026-10-25"}, /* a day of 25 hours */
    {"Europe/Brussels", 1792969200, "2026-10-26"},
};

static void test_local_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(DATES); i++) {
        char text[DATE_TEXT];

        assert_int_equal(clock_set_zone(DATES[i].zone), WK_OK);
        date_text(clock_local_date(DATES[i].utc), text);
        assert_string_equal(text, DATES[i].date);
    }
    assert_int_equal(clock_set_zone("UTC"), WK_OK);
    assert_int_equal(clock_local_date(-1), -1);
    assert_int_equal(clock_local_date(-86400), -1);
    assert_int_equal(clock_local_date(-86401), -2);
}

/* Every change of a whole century comes an hour at a time, at 01:00 UTC. */
static void test_a_century_of_summer_times(void **state)
{
    int changes = 0;
    int64_t was = 3600;

    (void)state;
    assert_int_equal(clock_set_zone("Europe/Brussels"), WK_OK);
    for (int64_t t = 1577836800; t < 4733510400; t += 3600) {
        int64_t is = clock_offset(t, NULL);

        if (is != was) {
            changes++;
            assert_int_equal(t % 86400, 3600);
            assert_true(is == 3600 || is == 7200);
        }
        was = is;
    }
    assert_int_equal(changes, 200);
}

static void test_the_clocks_run(void **state)
{
    int64_t a = clock_monotonic_ms(), now = clock_now();

    (void)state;
    assert_true(a > 0);
    assert_true(clock_monotonic_ms() >= a);
    assert_true(now > 1577836800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unknown_zones_are_refused),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_local_dates),
        cmocka_unit_test(test_a_century_of_summer_times),
        cmocka_unit_test(test_the_clocks_run),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
