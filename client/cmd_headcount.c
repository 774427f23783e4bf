/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headcount.h"
#include "site_cmd.h"

/* The series and month that the options name. */
struct place {
    struct site *site;
    struct store_series of;
    int32_t month;
};

static enum wk_err find_project(const struct cmd_args *a, struct place *at)
{
    const char *project = cmd_value(a, "project");
    const char *questionnaire = cmd_value(a, "questionnaire");
    struct store_questionnaire q = {.q = NULL};
    struct store_project p;
    enum wk_err err;

    if (project == NULL || questionnaire == NULL)
        return cmd_usage(a, "--project or --questionnaire is missing");
    err = site_cmd_open(a, &at->site);
    if (err == WK_OK)
        err = site_cmd_planned(a, at->site, project, questionnaire, &p, &q);
    if (err == WK_OK) {
        memcpy(at->of.questionnaire, q.hash, HASH_LEN);
        memcpy(at->of.project, p.id, sizeof p.id);
    }
    questionnaire_free(q.q);
    return err;
}

/* --channel and --month; without one, self and the present period. */
static enum wk_err find_place(const struct cmd_args *a, struct place *at)
{
    const char *channel = cmd_value(a, "channel");
    const char *month = cmd_value(a, "month");
    enum wk_err err;

    at->of.channel = CHANNEL_SELF;
    if (channel != NULL && channel_parse(channel, &at->of.channel) != WK_OK)
        return cmd_usage(a, "--channel should be self or assisted");
    if (month != NULL && month_parse(month, &at->month) != WK_OK)
        return cmd_usage(a, "--month should be YYYY-MM");
    err = find_project(a, at);
    if (err == WK_OK && month == NULL) {
        struct seal_clock clock = site_clock(at->site);

        err = seal_month(site_store(at->site), &at->of, &clock, &at->month);
    }
    return err;
}

/* A number of people; false: not one. */
static bool read_people(const char *text, uint32_t *out)
{
    uint64_t v = 0;
    bool is_number = cmd_number(text, HEADCOUNT_MAX, &v);

    *out = (uint32_t)v;
    return is_number;
}

static enum wk_err explain(const struct cmd_args *a, enum wk_err err)
{
    if (err == WK_ECLOSED)
        site_cmd_fail(a, err, "that period is closed");
    else if (err == WK_EINVAL)
        site_cmd_fail(a, err, "that period has not begun yet");
    return err;
}

enum wk_err site_cmd_headcount_set(const struct cmd_args *a)
{
    const char *asked = cmd_value(a, "asked");
    struct store_headcount h = {.has_asked = asked != NULL};
    struct place at = {.site = NULL};
    enum wk_err err;

    if (!read_people(cmd_value(a, "eligible"), &h.eligible))
        return cmd_usage(
            a, "--eligible should be a number up to %d", HEADCOUNT_MAX);
    if (h.has_asked && (!read_people(asked, &h.asked) || h.asked > h.eligible))
        return cmd_usage(a, "--asked should be a number up to --eligible");
    err = find_place(a, &at);
    if (err == WK_OK) {
        h.series = at.of;
        h.first_month = at.month;
        err = explain(a, headcount_enter(at.site, a->command, &h));
    }
    site_close(at.site);
    return err;
}

enum wk_err site_cmd_headcount_remove(const struct cmd_args *a)
{
    struct place at = {.site = NULL};
    enum wk_err err = find_place(a, &at);

    if (err == WK_OK)
        err = explain(a, headcount_drop(at.site, a->command, &at.of, at.month));
    site_close(at.site);
    return err;
}

/* One line: where, until when, how many; "-" for what was not entered. */
static enum wk_err print_one(struct site *s, const struct headcount *h)
{
    struct store_questionnaire q = {.q = NULL};
    char first[MONTH_TEXT], last[MONTH_TEXT], until[DATE_TEXT];
    enum wk_err err = store_questionnaire_get(
        site_store(s), h->people.series.questionnaire, NULL, &q);

    if (err != WK_OK)
        return err;
    month_text(h->months.first, first);
    month_text(h->months.last, last);
    date_text(h->until, until);
    printf("%s\t%s\t%s\t%s\t%s\t%s\t", h->people.series.project, q.q->id,
        channel_text(h->people.series.channel), first, last, until);
    if (h->entered)
        printf("%" PRIu32 "\t", h->people.eligible);
    else
        printf("-\t");
    if (h->entered && h->people.has_asked)
        printf("%" PRIu32 "\n", h->people.asked);
    else
        printf("-\n");
    questionnaire_free(q.q);
    return WK_OK;
}

enum wk_err site_cmd_headcount_list(const struct cmd_args *a)
{
    struct headcount *list = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = headcount_list(s, &list, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = print_one(s, &list[i]);
    free(list);
    site_close(s);
    return err;
}
