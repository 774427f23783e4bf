/* SPDX-License-Identifier: EUPL-1.2 */
#include "intake.h"

#include <stdio.h>
#include <string.h>

#include "random.h"
#include "wave.h"

enum wk_err intake_begin(struct site *s, const struct store_project *project,
    const uint8_t hash[static HASH_LEN], struct intake *out)
{
    struct seal_clock clock = site_clock(s);

    *out = (struct intake){.site = s, .project = *project};
    memcpy(out->series.questionnaire, hash, HASH_LEN);
    memcpy(out->series.project, project->id, sizeof project->id);
    out->series.channel = CHANNEL_ASSISTED;
    return seal_month(site_store(s), &out->series, &clock, &out->month);
}

enum wk_err intake_month(
    struct intake *in, const char *text, char why[static WHY_MAX])
{
    struct period p, present = period_of(in->project.period, in->month);
    struct seal_clock clock = site_clock(in->site);
    char last[DATE_TEXT];
    int32_t month;

    if (month_parse(text, &month) != WK_OK) {
        snprintf(why, WHY_MAX, "month should be YYYY-MM");
        return WK_EINVAL;
    }
    p = period_of(in->project.period, month);
    date_text(period_closes_on(p) - 1, last);
    if (p.first > present.first)
        snprintf(why, WHY_MAX, "month %s has not begun yet", text);
    else if (p.first < present.first && clock.date >= period_closes_on(p))
        snprintf(why, WHY_MAX,
            "month %s is over; its ballots could be imported until %s", text,
            last);
    else if (p.first < in->project.first_month)
        snprintf(why, WHY_MAX, "month %s is before the project began", text);
    else {
        in->month = p.first;
        return WK_OK;
    }
    return WK_EINVAL;
}

static void shuffle(struct intake_row *rows, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = random_below((uint32_t)i);
        struct intake_row swap = rows[i - 1];

        rows[i - 1] = rows[k];
        rows[k] = swap;
    }
}

static enum wk_err add(struct intake *in, const struct intake_row *row)
{
    enum wk_err err = seal_add(site_seal(in->site), site_store(in->site),
        &in->series, &in->project, in->month, row->id, &row->answers);

    return err == WK_EEXIST ? WK_OK : err;
}

static enum wk_err explain(
    const struct intake *in, enum wk_err err, char why[static WHY_MAX])
{
    if (err == WK_ECLOSED)
        snprintf(why, WHY_MAX, "that month had its closing night");
    else if (err == WK_EWAVE)
        wave_why(site_store(in->site), in->project.id, in->month, why);
    else if (err != WK_OK)
        snprintf(why, WHY_MAX, "%s", wk_err_text(err));
    return err;
}

enum wk_err intake_add(struct intake *in, struct intake_row *rows, size_t n,
    char why[static WHY_MAX])
{
    enum wk_err err = WK_OK;

    shuffle(rows, n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = add(in, &rows[i]);
    return explain(in, err, why);
}

enum wk_err intake_save(struct intake *in, const char *who, const char *what,
    struct intake_row *rows, size_t n, char why[static WHY_MAX])
{
    struct store *store = site_store(in->site);
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = intake_add(in, rows, n, why);
    if (err == WK_OK) {
        /* How many they are is told with the release, not before. */
        site_note_once(in->site, who, "%s for %s", what, in->project.id);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}
