/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_status.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "flood.h"
#include "log.h"
#include "qn_json.h"
#include "sandbox.h"
#include "site_identity.h"
#include "site_schedule.h"
#include "store_people.h"

enum { LAST_WEEK = 7, ALARMS_MAX = 20, BAND_KEY = 128, BANDS_MAX = 64 * 1024 };

/* ---- Bands ---- */

/* One series in the period that is open in it now. */
struct open_series {
    struct store_series series;
    struct period period;
    bool last_week;
    char key[BAND_KEY]; /* in the stored bands */
};

static void make_key(struct open_series *o)
{
    char hex[2 * HASH_LEN + 1];

    hex_encode(o->series.questionnaire, HASH_LEN, hex);
    snprintf(o->key, sizeof o->key, "%s %s %s %d", hex, o->series.project,
        channel_text(o->series.channel), (int)o->period.first);
}

static enum wk_err open_now(struct site *s, const struct store_project *p,
    const struct store_plan *plan, enum channel channel, struct open_series *o)
{
    struct seal_clock clock = site_clock(s);
    int32_t month;
    enum wk_err err;

    memcpy(o->series.questionnaire, plan->questionnaire, HASH_LEN);
    memcpy(o->series.project, p->id, sizeof o->series.project);
    o->series.channel = channel;
    err = seal_month(site_store(s), &o->series, &clock, &month);
    if (err != WK_OK)
        return err;
    o->period = period_of(p->period, month);
    o->last_week =
        clock.date >= month_first_date(o->period.last + 1) - LAST_WEEK;
    make_key(o);
    return WK_OK;
}

static enum wk_err count_band(
    struct site *s, const struct open_series *o, const char **band)
{
    struct store_pool pool;
    uint32_t n = 0;
    enum wk_err err =
        store_pool_get(site_store(s), &o->series, o->period.first, &pool);

    if (err == WK_OK && pool.state == POOL_OPEN)
        err = seal_count(site_seal(s), site_store(s), &pool, &n);
    *band = n < 10 ? "<10" : n < 20 ? "10-19" : "20+";
    return err == WK_ENOTFOUND ? WK_OK : err;
}

/* The bands as stored; an empty object when there are none, or (*lost) when
 * nothing can be made of what is stored. */
static enum wk_err read_bands(struct site *s, struct json **out, bool *lost)
{
    struct bytes text = bytes_new(BANDS_MAX);
    char why[WHY_MAX];
    enum wk_err err = store_meta_get(site_store(s), "bands", &text);

    *lost = err == WK_OK &&
        json_parse(text.data, text.len, out, why, sizeof why) != WK_OK;
    if (err == WK_ENOTFOUND || *lost) {
        *out = json_new_object();
        err = WK_OK;
    }
    bytes_free(&text);
    return err;
}

/* Carry one band over, or count it for the first time. */
static enum wk_err freeze_one(struct site *s, const struct open_series *o,
    const struct json *old, struct json *new, bool *changed)
{
    const char *band = json_text(json_get(old, o->key));
    enum wk_err err = WK_OK;

    if (!o->last_week)
        return WK_OK;
    if (band == NULL) {
        err = count_band(s, o, &band);
        *changed = true;
    }
    if (err == WK_OK)
        json_set_new(new, o->key, json_new_text(band));
    return err;
}

static enum wk_err freeze_project(struct site *s, const struct store_project *p,
    const struct json *old, struct json *new, bool *changed)
{
    struct store_plan *plans = NULL;
    size_t n = 0;
    enum wk_err err = store_plan_list(site_store(s), p->id, &plans, &n);

    for (size_t i = 0; i < n; i++)
        for (int c = CHANNEL_SELF; c <= CHANNEL_ASSISTED && err == WK_OK; c++) {
            struct open_series o;

            err = open_now(s, p, &plans[i], (enum channel)c, &o);
            if (err == WK_OK)
                err = freeze_one(s, &o, old, new, changed);
        }
    free(plans);
    return err;
}

static enum wk_err write_bands(struct site *s, const struct json *bands)
{
    struct bytes text = bytes_new(BANDS_MAX);
    enum wk_err err = WK_ETOOBIG;

    json_write(bands, true, &text);
    if (!bytes_over(&text))
        err = store_meta_set(site_store(s), "bands", bytes_text(&text));
    bytes_free(&text);
    return err;
}

enum wk_err site_status_freeze(struct site *s)
{
    struct json *old = NULL, *new = json_new_object();
    struct store_project *projects = NULL;
    size_t n = 0;
    bool changed = false;
    enum wk_err err = read_bands(s, &old, &changed);

    if (changed)
        site_alarm(s, "the bands of answers cannot be read and begin anew");
    if (err == WK_OK)
        err = store_project_list(site_store(s), &projects, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = freeze_project(s, &projects[i], old, new, &changed);
    if (err == WK_OK && (changed || json_size(old) != json_size(new)))
        err = write_bands(s, new);
    free(projects);
    json_free(old);
    json_free(new);
    return err;
}

/* ---- The status ---- */

static struct json *date_json(int64_t date)
{
    char text[DATE_TEXT];

    date_text(date, text);
    return json_new_text(text);
}

/* A small fact as text, or null. */
static struct json *meta_json(struct site *s, const char *key)
{
    struct bytes value = bytes_new(MAX_POLICY);
    struct json *out = store_meta_get(site_store(s), key, &value) == WK_OK
        ? json_new_text(bytes_text(&value))
        : json_new_null();

    bytes_free(&value);
    return out;
}

static bool has_meta(struct site *s, const char *key, const char *wanted)
{
    struct bytes value = bytes_new(MAX_POLICY);
    bool has = store_meta_get(site_store(s), key, &value) == WK_OK &&
        (wanted == NULL || strcmp(bytes_text(&value), wanted) == 0);

    bytes_free(&value);
    return has;
}

static const char *state_of(struct site *s)
{
    if (has_meta(s, "state", "quarantined"))
        return "quarantined";
    return has_meta(s, "sync", NULL) ? "enrolled" : "not_enrolled";
}

static struct json *last_night(struct site *s)
{
    struct store *store = site_store(s);
    int64_t date = store_meta_int(store, "last_night", INT64_MIN);
    struct json *out;

    if (date == INT64_MIN)
        return json_new_null();
    out = json_new_object();
    json_set_new(out, "date", date_json(date));
    json_set_new(out, "result", meta_json(s, "night_result"));
    json_set_new(out, "message", meta_json(s, "night_message"));
    json_set_new(
        out, "sent", json_new_int(store_meta_int(store, "night_sent", 0)));
    json_set_new(
        out, "bytes", json_new_int(store_meta_int(store, "night_bytes", 0)));
    return out;
}

/* The last date on which the centre knows this site; null before enrolment. */
static struct json *certificate_until(struct site *s)
{
    static const int64_t DAY_S = 86400;
    struct site_identity id = {0};
    struct json *out = site_identity_load(s, &id) == WK_OK
        ? date_json(id.cert.not_after / DAY_S)
        : json_new_null();

    site_identity_end(&id);
    return out;
}

/* Entries without a receipt are the last ones of the chain. */
static enum wk_err count_waiting(struct site *s, int64_t *waiting)
{
    struct wire_head head;
    enum wk_err err = store_head(site_store(s), &head);
    bool more = true;

    *waiting = 0;
    while (err == WK_OK && more && head.seq > 0) {
        struct store_entry e = {0};

        err = store_entry_get(site_store(s), head.seq--, &e);
        more = err == WK_OK && e.verdict == 0;
        *waiting += more;
        free(e.bytes);
    }
    return err;
}

static enum wk_err add_alarms(struct site *s, struct json *out)
{
    struct store_log *line = NULL;
    struct json *list = json_new_array();
    size_t n = 0;
    enum wk_err err = store_log_list(site_store(s),
        &(struct store_log_query){.kind = STORE_LOG_ALARM, .max = ALARMS_MAX},
        &line, &n);

    for (size_t i = 0; i < n; i++) {
        struct json *one = json_new_object();

        json_set_new(one, "date", date_json(line[i].date));
        json_set_new(one, "text", json_new_text(line[i].what));
        json_append_new(list, one);
    }
    json_set_new(out, "alarms", list);
    free(line);
    return err;
}

static enum wk_err add_open(struct site *s, const struct store_project *p,
    const struct store_plan *plan, const struct json *bands, struct json *list)
{
    struct store_questionnaire q = {0};
    enum wk_err err =
        store_questionnaire_get(site_store(s), plan->questionnaire, NULL, &q);
    int c = plan->has_base ? CHANNEL_ASSISTED : CHANNEL_SELF;

    for (; c <= CHANNEL_ASSISTED && err == WK_OK; c++) {
        struct json *one = json_new_object();
        struct open_series o;
        const char *band = NULL;

        err = open_now(s, p, plan, (enum channel)c, &o);
        if (err == WK_OK) {
            band = json_text(json_get(bands, o.key));
            json_set_new(one, "questionnaire", json_new_text(q.q->id));
            json_set_new(
                one, "channel", json_new_text(channel_text((enum channel)c)));
            json_set_new(one, "first", json_new_month(o.period.first));
            json_set_new(one, "last", json_new_month(o.period.last));
            json_set_new(one, "band",
                band != NULL ? json_new_text(band) : json_new_null());
        }
        json_append_new(list, one);
    }
    questionnaire_free(q.q);
    return err;
}

static enum wk_err add_project(struct site *s, const struct store_project *p,
    const struct json *bands, struct json *list)
{
    struct store_plan *plans = NULL;
    struct json *one = json_new_object(), *open = json_new_array();
    size_t n = 0;
    enum wk_err err = store_plan_list(site_store(s), p->id, &plans, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = add_open(s, p, &plans[i], bands, open);
    json_set_new(one, "id", json_new_text(p->id));
    json_set_new(one, "name", qn_json_project(p));
    json_set_new(one, "period", json_new_text(period_kind_text(p->period)));
    json_set_new(one, "from", json_new_month(p->first_month));
    json_set_new(one, "open", open);
    json_append_new(list, one);
    free(plans);
    return err;
}

static enum wk_err add_projects(struct site *s, struct json *out)
{
    struct json *list = json_new_array(), *bands = NULL;
    struct store_project *projects = NULL;
    size_t n = 0;
    bool lost;
    enum wk_err err = read_bands(s, &bands, &lost);

    if (err == WK_OK)
        err = store_project_list(site_store(s), &projects, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = add_project(s, &projects[i], bands, list);
    json_set_new(out, "projects", list);
    json_free(bands);
    free(projects);
    return err;
}

/* What of sandbox.h this machine has. */
static struct json *sandbox_json(void)
{
    struct json *out = json_new_object();

    json_set_new(out, "system_calls", json_new_bool(sandbox_has_calls()));
    json_set_new(out, "files", json_new_bool(sandbox_has_files()));
    return out;
}

static void add_facts(struct site *s, int64_t next_night, struct json *out)
{
    int64_t contact = store_meta_int(site_store(s), "last_contact", INT64_MIN);
    char name[MAX_NAME + 1], next[SITE_SCHEDULE_TEXT];

    site_name(s, name);
    site_schedule_text(next_night, next);
    json_set_new(out, "site", json_new_text(name));
    json_set_new(
        out, "demonstration", json_new_bool(site_settings(s)->demonstration));
    json_set_new(out, "state", json_new_text(state_of(s)));
    json_set_new(out, "today", date_json(site_today()));
    json_set_new(out, "certificate_until", certificate_until(s));
    json_set_new(out, "software", json_new_text(WK_VERSION));
    json_set_new(out, "sandbox", sandbox_json());
    json_set_new(out, "central", meta_json(s, "central"));
    json_set_new(out, "last_night", last_night(s));
    json_set_new(out, "last_contact",
        contact == INT64_MIN ? json_new_null() : date_json(contact));
    json_set_new(out, "next_night", json_new_text(next));
}

enum wk_err site_status_json(
    struct site *s, int64_t next_night, struct json **out)
{
    struct json *all = json_new_object();
    int64_t waiting = 0;
    enum wk_err err = site_status_freeze(s);

    add_facts(s, next_night, all);
    if (err == WK_OK)
        err = count_waiting(s, &waiting);
    json_set_new(all, "waiting", json_new_int(waiting));
    json_set_new(all, "flood", flood_json(s, site_today()));
    if (err == WK_OK)
        err = add_alarms(s, all);
    if (err == WK_OK)
        err = add_projects(s, all);
    if (err != WK_OK) {
        json_free(all);
        return err;
    }
    *out = all;
    return WK_OK;
}
