/* SPDX-License-Identifier: EUPL-1.2 */
#include "silence.h"

#include "figure_json.h"

static void add_range(
    struct silence_range *r, uint32_t people, const struct silence_part *p)
{
    r->least += people == p->answer_sets + p->few ? p->answer_sets : people;
    r->most += people;
}

static void add_sum(struct silence_sum *sum, const struct silence_part *p)
{
    sum->releases++;
    sum->answered += p->answer_sets;
    add_range(&sum->eligible, p->eligible, p);
    add_range(&sum->asked, p->asked, p);
}

static void add_declined(
    struct silence_declined *d, const struct silence_part *p)
{
    if (p->declined == 0)
        return;
    d->releases++;
    d->answered += p->answer_sets;
    d->declined.least += p->declined == p->few ? 0 : p->declined;
    d->declined.most += p->declined;
}

static void add_row(struct silence_row *row, const struct silence_part *p)
{
    add_sum(&row->all, p);
    add_declined(&row->declined, p);
    if (p->eligible == 0)
        return;
    add_sum(&row->counted, p);
    if (p->asked > 0)
        add_sum(&row->asked, p);
}

void silence_add(struct silence *s, const struct silence_part *p)
{
    add_row(&s->row[SILENCE_TOTAL], p);
    add_row(
        &s->row[p->channel == CHANNEL_SELF ? SILENCE_SELF : SILENCE_ASSISTED],
        p);
}

/* ---- JSON ---- */

static struct json *range_json(struct silence_range r)
{
    struct json *j = json_new_array();

    json_append_new(j, figure_json_count(r.least));
    json_append_new(j, figure_json_count(r.most));
    return j;
}

/* The share that one number is of another, of which it is a part. */
static struct json *share_json(
    struct silence_range of, struct silence_range all)
{
    double high = (double)of.most / (double)all.least;

    return figure_json_interval((struct interval){
        (double)of.least / (double)all.most, high < 1 ? high : 1});
}

static void set_sum(struct json *j, const struct silence_sum *sum)
{
    json_set_new(j, "releases", figure_json_count(sum->releases));
    json_set_new(j, "answered", figure_json_count(sum->answered));
    json_set_new(j, "eligible", range_json(sum->eligible));
}

static struct json *declined_json(const struct silence_declined *d)
{
    struct json *j;

    if (d->releases == 0)
        return json_new_null();
    j = json_new_object();
    json_set_new(j, "releases", figure_json_count(d->releases));
    json_set_new(j, "answered", figure_json_count(d->answered));
    json_set_new(j, "declined", range_json(d->declined));
    return j;
}

static void set_row(struct json *j, const struct silence_row *row)
{
    const struct silence_sum *c = &row->counted, *a = &row->asked;
    struct json *counted = json_new_null(), *asked = json_new_null();

    if (c->releases > 0) {
        counted = json_new_object();
        set_sum(counted, c);
        json_set_new(counted, "response",
            share_json(
                (struct silence_range){c->answered, c->answered}, c->eligible));
    }
    if (a->releases > 0) {
        asked = json_new_object();
        set_sum(asked, a);
        json_set_new(asked, "asked", range_json(a->asked));
        json_set_new(asked, "reach", share_json(a->asked, a->eligible));
        json_set_new(asked, "response",
            share_json(
                (struct silence_range){a->answered, a->answered}, a->asked));
    }
    json_set_new(j, "releases", figure_json_count(row->all.releases));
    json_set_new(j, "answer_sets", figure_json_count(row->all.answered));
    json_set_new(j, "counted", counted);
    json_set_new(j, "asked", asked);
    json_set_new(j, "declined", declined_json(&row->declined));
}

struct json *silence_json(const struct silence *s, const char *site)
{
    static const enum channel CHANNELS[] = {CHANNEL_SELF, CHANNEL_ASSISTED};
    struct json *j = json_new_object(), *channels = json_new_array();

    json_set_new(j, "site", json_new_text(site));
    set_row(j, &s->row[SILENCE_TOTAL]);
    for (size_t i = 0; i < 2; i++) {
        struct json *one = json_new_object();

        json_set_new(one, "channel", json_new_text(channel_text(CHANNELS[i])));
        set_row(one, &s->row[SILENCE_SELF + i]);
        json_append_new(channels, one);
    }
    json_set_new(j, "channels", channels);
    return j;
}
