/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_zones.c - the nights of every zone of the Union, as this machine's
 * tzdata has them, from 2024 to 2030: one for each local date, at 02:30 and at
 * the half hour that comes twice and not at all where the clock changes.
 */
#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "nightly.h"
#include "period.h"

enum { HOUR = 3600, DAY = 86400, HALF = 1800, QUARTER = 900, HALF_3 = 9000 };
enum { FIRST_YEAR = 2024, LAST_YEAR = 2030 };

/* The 27 states, their islands, and what of them lies overseas (outermost
 * regions): ISO 3166 codes, zones, and whether the clock changes. */
static const struct zone {
    const char *country, *name;
    bool changes;
} ZONES[] = {
    {"AT", "Europe/Vienna", true},
    {"AX", "Europe/Mariehamn", true},
    {"BE", "Europe/Brussels", true},
    {"BG", "Europe/Sofia", true},
    {"CY", "Asia/Famagusta", true},
    {"CY", "Asia/Nicosia", true},
    {"CZ", "Europe/Prague", true},
    {"DE", "Europe/Berlin", true},
    {"DE", "Europe/Busingen", true},
    {"DK", "Europe/Copenhagen", true},
    {"EE", "Europe/Tallinn", true},
    {"ES", "Africa/Ceuta", true},
    {"ES", "Atlantic/Canary", true},
    {"ES", "Europe/Madrid", true},
    {"FI", "Europe/Helsinki", true},
    {"FR", "Europe/Paris", true},
    {"GF", "America/Cayenne", false},
    {"GP", "America/Guadeloupe", false},
    {"GR", "Europe/Athens", true},
    {"HR", "Europe/Zagreb", true},
    {"HU", "Europe/Budapest", true},
    {"IE", "Europe/Dublin", true},
    {"IT", "Europe/Rome", true},
    {"LT", "Europe/Vilnius", true},
    {"LU", "Europe/Luxembourg", true},
    {"LV", "Europe/Riga", true},
    {"MF", "America/Marigot", false},
    {"MQ", "America/Martinique", false},
    {"MT", "Europe/Malta", true},
    {"NL", "Europe/Amsterdam", true},
    {"PL", "Europe/Warsaw", true},
    {"PT", "Atlantic/Azores", true},
    {"PT", "Atlantic/Madeira", true},
    {"PT", "Europe/Lisbon", true},
    {"RE", "Indian/Reunion", false},
    {"RO", "Europe/Bucharest", true},
    {"SE", "Europe/Stockholm", true},
    {"SI", "Europe/Ljubljana", true},
    {"SK", "Europe/Bratislava", true},
    {"YT", "Indian/Mayotte", false},
};
enum { N_ZONES = sizeof ZONES / sizeof ZONES[0] };

/* Directive 2000/84/EC: 01:00 UTC on the last Sunday of March and October
 * (1970-01-01 was a Thursday). */
static int64_t change(int year, int month)
{
    int64_t last = month_first_date(12 * year + month - 1) + 30;

    return (last - (last + 4) % 7) * DAY + HOUR;
}

/* Every instant at which the offset is another than a quarter before is a
 * change of the Directive, and the other way round. */
static void test_changes(void **state)
{
    const struct zone *z = *state;

    assert_int_equal(clock_set_zone(z->name), WK_OK);
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        int64_t from = month_first_date(12 * year) * DAY;
        int64_t to = month_first_date(12 * (year + 1)) * DAY;
        int64_t summer = change(year, 3), winter = change(year, 10);
        int64_t usual = clock_offset(from, NULL);

        for (int64_t t = from; t < to; t += 4 * QUARTER) {
            bool is_summer = z->changes && t >= summer && t < winter;

            if (clock_offset(t, NULL) != usual + (is_summer ? HOUR : 0))
                fail_msg("%s: another offset at %lld", z->name, (long long)t);
        }
        if (z->changes) {
            assert_int_equal(clock_offset(summer - 1, NULL), usual);
            assert_int_equal(clock_offset(winter - 1, NULL), usual + HOUR);
        }
    }
}

/* The first quarter at which the local clock shows night_at or more, found by
 * trying them all. */
static int64_t slowly(const struct nightly *n, int64_t date)
{
    int64_t target = date * DAY + n->night_at_s, t = target - 15 * HOUR;

    while (t + n->offset(t, n->arg) < target)
        t += QUARTER;
    return t;
}

/* Whether the clock changes within two days of that date. */
static bool is_near_change(int64_t date)
{
    int year = date_month(date) / 12;
    int64_t spring = date - change(year, 3) / DAY;
    int64_t autumn = date - change(year, 10) / DAY;

    return (spring >= -2 && spring <= 2) || (autumn >= -2 && autumn <= 2);
}

/* Each local date has its night, and the next date's comes next. */
static void check_nights(const struct zone *z, int32_t night_at_s)
{
    struct nightly n = {.night_at_s = night_at_s, .offset = clock_offset};
    int64_t date = month_first_date(12 * FIRST_YEAR);
    int64_t end = month_first_date(12 * (LAST_YEAR + 1));
    int64_t at = nightly_due(&n, date);

    while (date < end) {
        bool near = is_near_change(date + 1);
        int64_t next_date, next = nightly_next(&n, at, date, &next_date);

        if (next_date != date + 1 || next <= at ||
            next != (near ? slowly(&n, date + 1) : at + DAY))
            fail_msg("%s, night_at %d: date %lld", z->name, (int)night_at_s,
                (long long)date);
        /* Whatever the clock shows meanwhile, this date is over. */
        for (int64_t t = at; near && t < at + 3 * HOUR; t += QUARTER)
            assert_int_equal(nightly_next(&n, t, date, &next_date), next);
        date = next_date;
        at = next;
    }
}

/* The half hour that is missing in March and comes twice in October. */
static void check_change(const struct zone *z, int year)
{
    int64_t spring = change(year, 3), autumn = change(year, 10);
    int64_t usual = clock_offset(spring - 1, NULL);
    int64_t missing = spring + usual + HALF, twice = autumn + usual + HALF;
    struct nightly n = {
        .night_at_s = (int32_t)(missing % DAY), .offset = clock_offset};

    if (nightly_due(&n, missing / DAY) != spring)
        fail_msg("%s: not at the jump of March %d", z->name, year);
    n.night_at_s = (int32_t)(twice % DAY);
    if (nightly_due(&n, twice / DAY) != autumn - HALF)
        fail_msg("%s: not the first one of October %d", z->name, year);
}

static void test_nights(void **state)
{
    const struct zone *z = *state;
    int64_t usual;

    assert_int_equal(clock_set_zone(z->name), WK_OK);
    check_nights(z, HALF_3);
    if (!z->changes)
        return;
    usual = clock_offset(change(FIRST_YEAR, 3) - 1, NULL);
    check_nights(z, (int32_t)((HOUR + usual + HALF + DAY) % DAY));
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        check_change(z, year);
}

/* No zone of these countries may be forgotten above. */
static void test_all_zones(void **state)
{
    FILE *f = fopen("/usr/share/zoneinfo/zone.tab", "r");
    char line[256], country[3], name[64];
    size_t n = 0;

    (void)state;
    if (f == NULL)
        skip();
    while (fgets(line, sizeof line, f) != NULL) {
        bool ours = false, found = false;

        if (sscanf(line, "%2[A-Z] %*s %63s", country, name) != 2)
            continue;
        for (size_t i = 0; i < N_ZONES; i++) {
            ours = ours || strcmp(ZONES[i].country, country) == 0;
            found = found || strcmp(ZONES[i].name, name) == 0;
        }
        if (ours && !found)
            fail_msg("%s of %s is not tried", name, country);
        n += ours;
    }
    fclose(f);
    assert_int_equal(n, N_ZONES);
}

/* The trial itself: a rule that keeps winter time all year is noticed. */
static int64_t winter(int64_t utc, void *arg)
{
    (void)utc;
    return clock_offset(month_first_date(12 * FIRST_YEAR) * DAY, arg);
}

static void test_the_trial_sees_a_wrong_rule(void **state)
{
    const struct zone *z = &ZONES[2];
    struct nightly n = {.night_at_s = HALF_3, .offset = winter};
    int64_t spring = change(FIRST_YEAR, 3), autumn = change(FIRST_YEAR, 10);

    (void)state;
    assert_int_equal(clock_set_zone(z->name), WK_OK);
    assert_int_not_equal(nightly_due(&n, spring / DAY), spring);
    assert_int_not_equal(nightly_due(&n, autumn / DAY), autumn - HALF);
}

int main(void)
{
    struct CMUnitTest tests[2 * N_ZONES + 2];
    static struct zone zones[N_ZONES]; /* cmocka's states are not const */
    size_t n = 0;

    memcpy(zones, ZONES, sizeof zones);
    for (size_t i = 0; i < N_ZONES; i++) {
        tests[n++] = (struct CMUnitTest){.name = zones[i].name,
            .test_func = test_changes,
            .initial_state = &zones[i]};
        tests[n++] = (struct CMUnitTest){.name = zones[i].name,
            .test_func = test_nights,
            .initial_state = &zones[i]};
    }
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(test_all_zones);
    tests[n++] =
        (struct CMUnitTest)cmocka_unit_test(test_the_trial_sees_a_wrong_rule);
    return cmocka_run_group_tests_name("zones", tests, NULL, NULL);
}
