/* SPDX-License-Identifier: EUPL-1.2 */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "digest.h"
#include "file.h"
#include "form.h"
#include "random.h"
#include "site.h"
#include "xalloc.h"

enum { ARGS_MAX = 16 };

void place_command(const char *const argv[])
{
    const char *all[ARGS_MAX] = {
        rig_program("weerklank-site"), "--state-dir", rig_path("site")};
    size_t n = 3;

    while (*argv != NULL && n + 1 < ARGS_MAX)
        all[n++] = *argv++;
    child_run("command.log", all);
}

int32_t place_month(void)
{
    return date_month(clock_local_date(clock_now()));
}

void place_reach(int port)
{
    char text[256];
    int n = snprintf(text, sizeof text,
        "[site]\nkiosk_per_minute = 1000000\n[http]\nlisten = 127.0.0.1:0\n");

    if (port != 0)
        snprintf(text + n, sizeof text - (size_t)n,
            "[sync]\nurl = https://127.0.0.1:%d\n", port);
    rig_write("site/site.conf", text);
}

void place_new(struct span text)
{
    rig_write("form.json", (const char *)text.data);
    place_command((const char *[]){"init", "--name", "Bench", NULL});
    place_reach(0);
    place_command(
        (const char *[]){"questionnaire", "add", rig_path("form.json"), NULL});
}

void place_project(const struct questionnaire *q, int project, int32_t from)
{
    char month[MONTH_TEXT], id[MAX_ID + 1];

    month_text(from, month);
    snprintf(id, sizeof id, "p%d", project);
    place_command((const char *[]){"project", "add", id, "--name", id, "--from",
        month, "--promise", "director", "--questionnaire", q->id, NULL});
}

/* The last word of a log, which is a code. */
static char *last_word(const char *log)
{
    uint8_t *text = NULL;
    size_t len = 0;
    char *word;

    rig_must(file_read(rig_path(log), MAX_CONFIG, &text, &len) == WK_OK, "log");
    while (len > 0 && text[len - 1] <= ' ')
        text[--len] = '\0';
    word = strrchr((char *)text, '\n');
    word = xstrdup(word != NULL ? word + 1 : (char *)text);
    free(text);
    return word;
}

void place_enrol(const struct office *o)
{
    const char *centre[] = {rig_program("weerklank-central"), "--state-dir",
        rig_path("central"), "site", "add", "Bench", NULL};
    char url[64], *code;

    child_run("add.log", centre);
    centre[4] = "code";
    child_run("code.log", centre);
    code = last_word("code.log");
    snprintf(url, sizeof url, "https://127.0.0.1:%d", o->web_port);
    place_command(
        (const char *[]){"enrol", "--central", url, "--code", code, NULL});
    free(code);
}

void place_fill(
    const struct questionnaire *q, int32_t month, int project, int n)
{
    struct store_series series = {.channel = CHANNEL_SELF};
    struct answers *sets = xcalloc((size_t)n, sizeof *sets);
    struct store_project p;
    struct site *s = NULL;
    uint8_t id[ID_LEN];

    form_draw(q, n, sets);
    digest_questionnaire(q, series.questionnaire);
    snprintf(series.project, sizeof series.project, "p%d", project);
    rig_must(site_open(rig_path("site"), NULL, &s) == WK_OK &&
            store_project_get(site_store(s), series.project, &p) == WK_OK &&
            store_begin(site_store(s)) == WK_OK,
        "the site");
    for (int i = 0; i < n; i++) {
        random_bytes(id, sizeof id);
        rig_must(seal_add(site_seal(s), site_store(s), &series, &p, month, id,
                     &sets[i]) == WK_OK,
            "an answer set is not sealed");
    }
    rig_must(store_commit(site_store(s)) == WK_OK, "commit");
    site_close(s);
    free(sets);
}

int place_start(struct child *c)
{
    const char *serve[] = {rig_program("weerklank-site"), "--state-dir",
        rig_path("site"), "serve", NULL};

    child_start(c, "site.log", serve);
    return child_await(c, "listening on http");
}

void place_night(void)
{
    place_command((const char *[]){"night", NULL});
}
