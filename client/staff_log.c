/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_log.c - the log, for a coordinator: what staff saw and did, what the
 * nights did, alarms; page by page, the newest first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff_private.h"
#include "store_people.h"

enum { PAGE = 50, PARAM = 32 };

static const char *const KINDS[] = {
    [STORE_LOG_ALL] = "all",
    [STORE_LOG_VIEWED] = "viewed",
    [STORE_LOG_DID] = "did",
    [STORE_LOG_NIGHT] = "night",
    [STORE_LOG_ALARM] = "alarm",
};
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0] };

/* One parameter; "" when it is not there. */
static bool read_param(
    const struct http_request *r, const char *name, char out[static PARAM])
{
    bool found = false;

    out[0] = '\0';
    return http_query_param(r, name, out, PARAM, &found) == WK_OK;
}

/* Fill the query; or name the parameter that is wrong. */
static const char *read_query(
    const struct http_request *r, struct store_log_query *q)
{
    char kind[PARAM], month[PARAM], before[PARAM], *end;
    int32_t m;
    int i = 0;

    *q = (struct store_log_query){.max = PAGE + 1};
    if (!read_param(r, "kind", kind))
        return "kind";
    while (i < N_KINDS && strcmp(kind, KINDS[i]) != 0)
        i++;
    if (kind[0] != '\0' && i == N_KINDS)
        return "kind";
    q->kind = kind[0] == '\0' ? STORE_LOG_ALL : (enum store_log_kind)i;
    if (!read_param(r, "month", month))
        return "month";
    if (month[0] != '\0') {
        if (month_parse(month, &m) != WK_OK)
            return "month";
        q->first = month_first_date(m);
        q->last = month_first_date(m + 1) - 1;
    }
    if (!read_param(r, "before", before))
        return "before";
    q->before = strtoll(before, &end, 10);
    return *end != '\0' || q->before < 0 ? "before" : NULL;
}

static struct json *line_json(const struct store_log *line)
{
    struct json *one = json_new_object();
    char date[DATE_TEXT];

    date_text(line->date, date);
    json_set_new(one, "id", json_new_int(line->id));
    json_set_new(one, "date", json_new_text(date));
    json_set_new(one, "kind", json_new_text(KINDS[line->kind]));
    json_set_new(one, "who", json_new_text(line->who));
    json_set_new(one, "what", json_new_text(line->what));
    return one;
}

void staff_log(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct store_log_query q;
    struct store_log *line = NULL;
    struct json *out, *list;
    const char *wrong;
    size_t n = 0;
    enum wk_err err;

    if (!staff_enter(st, r, STAFF_COORDINATOR, &who))
        return;
    wrong = read_query(r, &q);
    if (wrong != NULL) {
        http_reply_error(r, 400, "%s: is not one", wrong);
        return;
    }
    staff_note_view(st, who.name, "log");
    err = store_log_list(site_store(st->site), &q, &line, &n);
    out = json_new_object();
    list = json_new_array();
    for (size_t i = 0; i < n && i < PAGE; i++)
        json_append_new(list, line_json(&line[i]));
    json_set_new(out, "lines", list);
    json_set_new(out, "before",
        n > PAGE ? json_new_int(line[PAGE - 1].id) : json_new_null());
    free(line);
    staff_reply(r, err, out);
}
