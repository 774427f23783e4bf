/* SPDX-License-Identifier: EUPL-1.2 */
#include "flood.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const struct {
    unsigned from;
    const char *text;
} BANDS[] = {{FLOOD_FEWEST, "10-99"}, {100, "100-999"}, {1000, "1000+"}};
enum { N_BANDS = sizeof BANDS / sizeof BANDS[0] };

/* The band that is stored for a date, or -1; a date and a band, as text. */
static int stored(struct site *s, int64_t date)
{
    struct bytes value = bytes_new(MAX_TEXT);
    char day[DATE_TEXT];
    int band = -1;

    date_text(date, day);
    if (store_meta_get(site_store(s), "flood", &value) == WK_OK &&
        strncmp(bytes_text(&value), day, strlen(day)) == 0)
        for (int i = 0; i < N_BANDS; i++)
            if (strcmp(bytes_text(&value) + strlen(day) + 1, BANDS[i].text) ==
                0)
                band = i;
    bytes_free(&value);
    return band;
}

static void store(struct site *s, int64_t date, int band)
{
    char day[DATE_TEXT], value[DATE_TEXT + 16];
    int before = stored(s, date);

    if (band <= before)
        return;
    date_text(date, day);
    snprintf(value, sizeof value, "%s %s", day, BANDS[band].text);
    if (store_meta_set(site_store(s), "flood", value) == WK_OK && before < 0)
        site_note(s, "site",
            "far more answers came than people can give; the rest was turned"
            " away");
}

void flood_count(struct flood *f, struct site *s, int64_t date)
{
    if (f->date != date)
        *f = (struct flood){.date = date};
    if (f->n < UINT_MAX)
        f->n++;
    for (int i = 0; i < N_BANDS; i++)
        if (f->n == BANDS[i].from)
            store(s, date, i);
}

struct json *flood_json(struct site *s, int64_t date)
{
    int band = stored(s, date);
    char day[DATE_TEXT];
    struct json *out;

    if (band < 0)
        return json_new_null();
    date_text(date, day);
    out = json_new_object();
    json_set_new(out, "since", json_new_text(day));
    json_set_new(out, "turned_away", json_new_text(BANDS[band].text));
    return out;
}
