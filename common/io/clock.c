/* SPDX-License-Identifier: EUPL-1.2 */
#include "clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "period.h"

#define ZONES "/usr/share/zoneinfo"

enum { ZONE_MAX = 64, DAY = 86400 };

int64_t clock_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec;
}

int64_t clock_monotonic_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Names such as "Europe/Brussels": no dots, so no way out of the folder. */
static bool may_be_zone(const char *zone)
{
    size_t len = strlen(zone);

    return len > 0 && len <= ZONE_MAX && zone[0] != '/' &&
        zone[len - 1] != '/' && strstr(zone, "//") == NULL &&
        strncmp(zone, "right/", 6) != 0 && /* these count leap seconds */
        strspn(zone,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            "0123456789_+-/") == len;
}

/* The C library takes an unknown zone for UTC without a word, so look. */
static bool is_zone(const char *zone)
{
    char path[sizeof ZONES + ZONE_MAX + 1], magic[4] = "";
    bool is = false;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", ZONES, zone);
    f = fopen(path, "rb");
    if (f != NULL) {
        is = fread(magic, 1, sizeof magic, f) == sizeof magic &&
            memcmp(magic, "TZif", sizeof magic) == 0;
        fclose(f);
    }
    return is;
}

enum wk_err clock_set_zone(const char *zone)
{
    if (!may_be_zone(zone) || !is_zone(zone)) {
        log_warn("time zone \"%s\": not known to this machine (is tzdata "
                 "installed?)",
            zone);
        return WK_EINVAL;
    }
    if (setenv("TZ", zone, 1) != 0 || unsetenv("TZDIR") != 0)
        return WK_EIO;
    tzset();
    return WK_OK;
}

/*
 * The local civil time read back as if it were UTC, less UTC.  tm_gmtoff
 * would say the same, but is not in POSIX.
 */
int64_t clock_offset(int64_t utc, void *arg)
{
    time_t t = (time_t)utc;
    struct tm tm;
    int64_t days;

    (void)arg;
    if (localtime_r(&t, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 9999)
        return 0;
    days = month_first_date(12 * (tm.tm_year + 1900) + tm.tm_mon);
    days += tm.tm_mday - 1;
    return days * DAY + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec - utc;
}

int64_t clock_local_date(int64_t utc)
{
    int64_t local = utc + clock_offset(utc, NULL);

    return local >= 0 ? local / DAY : -((-local + DAY - 1) / DAY);
}
