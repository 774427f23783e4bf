/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <stdio.h>

#include "clock.h"
#include "site_cmd.h"
#include "site_schedule.h"
#include "site_status.h"

enum { STATUS_MAX = 1024 * 1024 };

static void print_json(const struct json *status)
{
    struct bytes text = bytes_new(STATUS_MAX);

    json_write(status, false, &text);
    puts(bytes_text(&text));
    bytes_free(&text);
}

static const char *text_of(const struct json *j, const char *key)
{
    const char *s = json_text(json_get(j, key));

    return s != NULL ? s : "-";
}

static void print_projects(const struct json *projects)
{
    for (size_t i = 0; i < json_size(projects); i++) {
        const struct json *p = json_at(projects, i);
        const struct json *open = json_get(p, "open");

        printf("project %s, each %s\n", text_of(p, "id"), text_of(p, "period"));
        for (size_t k = 0; k < json_size(open); k++) {
            const struct json *o = json_at(open, k);

            printf("  %s, %s: %s/%s, answers %s\n", text_of(o, "questionnaire"),
                text_of(o, "channel"), text_of(o, "first"), text_of(o, "last"),
                text_of(o, "band"));
        }
    }
}

static void print_words(const struct json *status)
{
    const struct json *night = json_get(status, "last_night");
    const struct json *alarms = json_get(status, "alarms");
    const struct json *sandbox = json_get(status, "sandbox");

    printf("site          %s (%s)\n", text_of(status, "site"),
        text_of(status, "state"));
    printf("centre        %s, last contact %s\n", text_of(status, "central"),
        text_of(status, "last_contact"));
    printf("last night    %s %s: %s\n", text_of(night, "date"),
        text_of(night, "result"), text_of(night, "message"));
    printf("next night    %s\n", text_of(status, "next_night"));
    printf("sandbox       system calls %s, files %s\n",
        json_bool(json_get(sandbox, "system_calls")) ? "yes" : "no",
        json_bool(json_get(sandbox, "files")) ? "yes" : "no");
    printf(
        "waiting       %" PRId64 "\n", json_int(json_get(status, "waiting")));
    print_projects(json_get(status, "projects"));
    for (size_t i = 0; i < json_size(alarms); i++)
        printf("alarm %s: %s\n", text_of(json_at(alarms, i), "date"),
            text_of(json_at(alarms, i), "text"));
}

enum wk_err site_cmd_status(const struct cmd_args *a)
{
    struct json *status = NULL;
    struct site *s = NULL;
    int64_t date;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_status_json(
            s, site_schedule_next(s, clock_now(), &date), &status);
    if (err == WK_OK && cmd_flag(a, "json"))
        print_json(status);
    else if (err == WK_OK)
        print_words(status);
    json_free(status);
    site_close(s);
    return err;
}
