/* SPDX-License-Identifier: EUPL-1.2 */
/* promised_wave.h - a project that takes answers for as long as a test runs:
 * longer than anybody may promise. */
#ifndef WK_PROMISED_WAVE_H
#define WK_PROMISED_WAVE_H

#include <stdio.h>

#include "store_wave.h"

static inline enum wk_err promised_wave(
    struct store *store, const char *project, int32_t first)
{
    struct store_wave w = {.months = {first, first + 1000},
        .kind = WAVE_NORMAL,
        .promised_on = month_first_date(first),
        .promised_role = "director",
        .until = INT64_MIN,
        .ended_on = INT64_MIN};

    snprintf(w.project, sizeof w.project, "%s", project);
    return store_wave_add(store, &w);
}

#endif
