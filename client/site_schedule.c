/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_schedule.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "crypto.h"
#include "nightly.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

/* Spread the sites over the hour: by the era, which every site has. */
static int32_t jitter_of(const struct site *s)
{
    struct bytes era = bytes_new(MAX_TEXT);
    uint8_t hash[HASH_LEN];

    if (store_meta_get(site_store(s), "era", &era) != WK_OK)
        bytes_clear(&era);
    crypto_sha256(bytes_text(&era), era.len, hash);
    bytes_free(&era);
    return (hash[0] << 16 | hash[1] << 8 | hash[2]) % HOUR_S;
}

int64_t site_schedule_next(const struct site *s, int64_t now, int64_t *date)
{
    const struct nightly n = {
        .night_at_s = site_settings(s)->night_at_s,
        .jitter_s = jitter_of(s),
        .offset = clock_offset,
    };
    int64_t last = store_meta_int(site_store(s), "last_night", INT64_MIN);

    return nightly_next(&n, now, last, date);
}

void site_schedule_text(int64_t utc, char out[static SITE_SCHEDULE_TEXT])
{
    int64_t offset = clock_offset(utc, NULL);
    int64_t second = ((utc + offset) % DAY_S + DAY_S) % DAY_S;
    char date[DATE_TEXT];
    int ahead = (int)(offset < 0 ? -offset : offset);

    date_text(clock_local_date(utc), date);
    snprintf(out, SITE_SCHEDULE_TEXT, "%sT%02d:%02d:%02d%c%02d:%02d", date,
        (int)(second / HOUR_S), (int)(second / 60 % 60), (int)(second % 60),
        offset < 0 ? '-' : '+', ahead / HOUR_S, ahead / 60 % 60);
}
