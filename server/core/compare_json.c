/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare.h"

#include <math.h>

static const char *const LANG_KEY[N_LANGS] = {"nl", "fr", "en"};

/* Six decimals: more than any figure here can mean, and short to read. */
static struct json *real(double v)
{
    return json_new_real(round(v * 1e6) / 1e6);
}

static struct json *count(uint64_t v)
{
    return json_new_int((int64_t)v);
}

static struct json *interval(struct interval i)
{
    struct json *j = json_new_object();

    json_set_new(j, "low", real(i.low));
    json_set_new(j, "high", real(i.high));
    return j;
}

static struct json *month(int32_t m)
{
    char text[MONTH_TEXT];

    month_text(m, text);
    return json_new_text(text);
}

struct json *compare_text_json(const struct qn_text *text)
{
    struct json *j = json_new_object();

    for (size_t i = 0; i < N_LANGS; i++) {
        if (text->in[i] != NULL)
            json_set_new(j, LANG_KEY[i], json_new_text(text->in[i]));
    }
    return j;
}

/* The codes of one group of a level. */
static struct json *codes_json(const struct qn_level *level, size_t group,
    size_t n_codes, const char (*code)[MAX_CODE + 1])
{
    struct json *codes = json_new_array();

    for (size_t c = 0; c < n_codes; c++)
        if (level->group_of[c] == group)
            json_append_new(codes, json_new_text(code[c]));
    return codes;
}

/* Every level of a chain, as lists of groups, which are lists of codes. */
static struct json *chain_json(const struct qn_level *level, size_t n_levels,
    size_t n_codes, const char (*code)[MAX_CODE + 1])
{
    struct json *levels = json_new_array();

    for (size_t i = 0; i < n_levels; i++) {
        struct json *groups = json_new_array();

        for (size_t g = 0; g < level[i].n_groups; g++)
            json_append_new(groups, codes_json(&level[i], g, n_codes, code));
        json_append_new(levels, groups);
    }
    return levels;
}

struct json *compare_levels_json(const struct qn_question *q)
{
    return chain_json(q->level, q->n_levels, q->n_codes, q->code);
}

static void set_labels(struct json *labels, const struct questionnaire *from,
    const char (*code)[MAX_CODE + 1], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct qn_text text;

        for (size_t l = 0; l < N_LANGS; l++)
            text.in[l] = compare_label(from, code[i], (enum lang)l);
        json_set_new(labels, code[i], compare_text_json(&text));
    }
}

struct json *compare_labels_json(
    const struct questionnaire *from, const struct qn_question *q)
{
    struct json *labels = json_new_object();

    set_labels(labels, from, q->code, q->n_codes);
    set_labels(labels, from, q->extra, q->n_extras);
    return labels;
}

static struct json *attribute(const struct compare *c)
{
    const struct qn_attribute *a = c->in.attribute;
    struct json *j, *labels;

    if (a == NULL)
        return json_new_null();
    j = json_new_object();
    labels = json_new_object();
    json_set_new(j, "id", json_new_text(a->id));
    json_set_new(j, "text", compare_text_json(&a->text));
    json_set_new(
        j, "codings", chain_json(a->coding, a->n_codings, a->n_codes, a->code));
    set_labels(labels, c->in.attribute_from, a->code, a->n_codes);
    json_set_new(j, "labels", labels);
    return j;
}

static struct json *positive(const struct compare *c, const struct figure *f)
{
    struct json *j;

    if (f->two.n == 0)
        return json_new_null();
    j = interval(bounds_wilson(&f->two, c->z));
    json_set_new(j, "share",
        f->capped ? json_new_null()
                  : real((double)f->two.positive / (double)f->two.n));
    return j;
}

/* The keys from n to intervals, which sites, channels and groups share. */
static void set_shown(
    struct json *j, const struct compare *c, const struct figure *f)
{
    bool exact = f->shown > 0 && !f->capped;
    struct json *counts = exact ? json_new_array() : json_new_null();
    struct json *at_least = f->capped ? json_new_array() : json_new_null();
    struct json *intervals =
        exact && f->two.n > 0 ? json_new_array() : json_new_null();

    for (size_t g = 0; exact && g < figure_groups(f, c->in.question); g++) {
        struct share s = {f->count[g], f->two.n};

        json_append_new(counts, count(s.count));
        if (s.n > 0)
            json_append_new(intervals, interval(intervals_wilson(s, c->z)));
    }
    if (f->capped) {
        json_append_new(at_least, count(f->two.negative));
        json_append_new(at_least, count(f->two.positive));
    }
    json_set_new(j, "n", count(f->two.n));
    json_set_new(j, "answer_sets", count(f->answer_sets));
    json_set_new(j, "aside", count(figure_aside(f)));
    json_set_new(
        j, "level", f->shown > 0 ? json_new_int(f->level) : json_new_null());
    json_set_new(j, "counts", counts);
    json_set_new(j, "at_least", at_least);
    json_set_new(j, "positive", positive(c, f));
    json_set_new(j, "intervals", intervals);
}

/* And those to not_asked, which sites and channels share. */
static void set_figure(
    struct json *j, const struct compare *c, const struct figure *f)
{
    set_shown(j, c, f);
    json_set_new(j, "hidden", count(f->hidden));
    json_set_new(j, "not_asked", count(f->not_asked));
}

/* A group's codes; none for those who did not say. */
static struct json *group(
    const struct compare *c, const struct crosstab *x, size_t place)
{
    const struct qn_attribute *a = c->in.attribute;
    struct figure f = crosstab_figure(x, c->in.question, place);
    struct json *j = json_new_object();

    json_set_new(j, "codes",
        place == CROSSTAB_NOT_SAID
            ? json_new_array()
            : codes_json(&a->coding[x->coding], place, a->n_codes, a->code));
    set_shown(j, c, &f);
    return j;
}

static struct json *breakdown(const struct compare *c, const struct crosstab *x)
{
    struct json *j, *groups;
    size_t place[MAX_GROUPS], n;

    if (c->in.attribute == NULL)
        return json_new_null();
    j = json_new_object();
    groups = json_new_array();
    n = crosstab_groups(x, c->in.attribute, place);
    for (size_t i = 0; i < n; i++)
        json_append_new(groups, group(c, x, place[i]));
    json_set_new(
        j, "coding", x->shown > 0 ? json_new_int(x->coding) : json_new_null());
    json_set_new(
        j, "level", x->shown > 0 ? json_new_int(x->level) : json_new_null());
    json_set_new(j, "groups", groups);
    json_set_new(j, "shown", count(x->shown));
    json_set_new(j, "hidden", count(x->hidden));
    json_set_new(j, "not_asked", count(x->not_asked));
    json_set_new(j, "apart", count(x->apart));
    return j;
}

static const char *state_text(enum table_state s)
{
    switch (s) {
    case TABLE_HIDDEN:
        return "hidden";
    case TABLE_NOT_ASKED:
        return "not_asked";
    case TABLE_EXACT:
        return "exact";
    case TABLE_AT_LEAST:
        return "at_least";
    case TABLE_CHOICES:
        return "choices";
    }
    return "hidden";
}

static struct json *part(const struct compare_part *p, bool inside)
{
    struct json *j = json_new_object();

    if (inside)
        json_set_new(j, "seq", count(p->seq));
    json_set_new(j, "project", json_new_text(p->project));
    json_set_new(j, "channel", json_new_text(channel_text(p->channel)));
    json_set_new(j, "questionnaire", json_new_text(p->questionnaire));
    json_set_new(j, "first", month(p->months.first));
    json_set_new(j, "last", month(p->months.last));
    if (inside)
        json_set_new(j, "state", json_new_text(state_text(p->table.state)));
    return j;
}

static void set_parts(
    struct json *j, const struct compare *c, const struct compare_site *s)
{
    struct json *straddling = json_new_array(), *inside = json_new_array();

    for (size_t i = 0; i < s->n_parts; i++) {
        const struct compare_part *p = &c->in.part[c->order[s->first_part + i]];

        switch (compare_place_of(p->months, c->in.months)) {
        case COMPARE_INSIDE:
            json_append_new(inside, part(p, true));
            break;
        case COMPARE_STRADDLES:
            if (p->table.state != TABLE_NOT_ASKED)
                json_append_new(straddling, part(p, false));
            break;
        case COMPARE_OUTSIDE:
            break;
        }
    }
    json_set_new(j, "straddling", straddling);
    json_set_new(j, "releases", inside);
}

static struct json *channel(
    const struct compare *c, const struct figure *f, enum channel which)
{
    struct json *j = json_new_object();

    json_set_new(j, "channel", json_new_text(channel_text(which)));
    set_figure(j, c, f);
    return j;
}

static struct json *site(const struct compare *c, size_t index)
{
    const struct compare_site *s = &c->site[index];
    struct json *j = json_new_object(), *channels = json_new_array();

    json_set_new(j, "site", json_new_text(c->in.site[index]));
    set_figure(j, c, &s->row[COMPARE_TOTAL]);
    set_parts(j, c, s);
    json_append_new(channels, channel(c, &s->row[COMPARE_SELF], CHANNEL_SELF));
    json_append_new(
        channels, channel(c, &s->row[COMPARE_ASSISTED], CHANNEL_ASSISTED));
    json_set_new(j, "channels", channels);
    json_set_new(j, "breakdown", breakdown(c, &s->rows));
    return j;
}

static struct json *differences(const struct compare *c)
{
    struct json *list = json_new_array();

    for (size_t i = 0; i < c->n_differences; i++) {
        const struct compare_difference *d = &c->difference[i];
        struct json *j = json_new_object();

        json_set_new(j, "a", json_new_text(c->in.site[d->a]));
        json_set_new(j, "b", json_new_text(c->in.site[d->b]));
        json_set_new(j, "low", real(d->interval.low));
        json_set_new(j, "high", real(d->interval.high));
        json_set_new(j, "clear", json_new_bool(d->clear));
        json_append_new(list, j);
    }
    return list;
}

struct json *compare_json(const struct compare *c)
{
    struct json *j = json_new_object(), *sites = json_new_array();

    json_set_new(j, "question", json_new_text(c->in.question->id));
    json_set_new(j, "text", compare_text_json(&c->in.question->text));
    json_set_new(j, "from", month(c->in.months.first));
    json_set_new(j, "to", month(c->in.months.last));
    json_set_new(j, "levels", compare_levels_json(c->in.question));
    json_set_new(j, "labels", compare_labels_json(c->in.from, c->in.question));
    json_set_new(j, "attribute", attribute(c));
    for (size_t s = 0; s < c->in.n_sites; s++)
        json_append_new(sites, site(c, s));
    json_set_new(j, "sites", sites);
    json_set_new(j, "differences", differences(c));
    return j;
}
