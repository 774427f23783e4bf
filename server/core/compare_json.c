/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare.h"

#include <math.h>

#include "figure_json.h"
#include "funnel.h"
#include "honest.h"
#include "reading.h"

enum { FUNNEL_STEPS = 40 };

static const char *const LANG_KEY[N_LANGS] = {"nl", "fr", "en"};

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

struct json *compare_attribute_json(
    const struct questionnaire *from, const struct qn_attribute *a)
{
    struct json *j, *labels;

    if (a == NULL)
        return json_new_null();
    j = json_new_object();
    labels = json_new_object();
    json_set_new(j, "id", json_new_text(a->id));
    json_set_new(j, "text", compare_text_json(&a->text));
    json_set_new(
        j, "codings", chain_json(a->coding, a->n_codings, a->n_codes, a->code));
    set_labels(labels, from, a->code, a->n_codes);
    json_set_new(j, "labels", labels);
    return j;
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
    figure_json_shown(j, c->in.question, &f, c->z);
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
    json_set_new(j, "shown", figure_json_count(x->shown));
    json_set_new(j, "hidden", figure_json_count(x->hidden));
    json_set_new(j, "not_asked", figure_json_count(x->not_asked));
    json_set_new(j, "apart", figure_json_count(x->apart));
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
        json_set_new(j, "seq", figure_json_count(p->seq));
    json_set_new(j, "project",
        p->project != NULL ? json_new_text(p->project) : json_new_null());
    json_set_new(j, "channel", json_new_text(channel_text(p->channel)));
    json_set_new(j, "questionnaire",
        p->questionnaire != NULL ? json_new_text(p->questionnaire)
                                 : json_new_null());
    json_set_new(j, "first", json_new_month(p->months.first));
    json_set_new(j, "last", json_new_month(p->months.last));
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
            if (p->project != NULL)
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
    if (c->in.n_sites >= COMPARE_MANY) { /* they may be sums */
        json_free(inside);
        inside = json_new_null();
    }
    json_set_new(j, "releases", inside);
}

struct json *compare_honest_json(const struct figure *f)
{
    struct json *j;

    if (!figure_is_counted(f))
        return json_new_null();
    j = figure_json_interval(honest_share(&f->two, f->eligible));
    json_set_new(j, "eligible", figure_json_count(f->eligible));
    json_set_new(j, "sure",
        figure_json_interval(honest_sure(&f->two, f->eligible, COMPARE_ALPHA)));
    return j;
}

/* A figure, and whether nearly all gave the answer that is hoped for; of an
 * option none is. */
static void set_figure(
    struct json *j, const struct compare *c, const struct figure *f)
{
    figure_json_set(j, c->in.question, f, c->z);
    json_set_new(j, "honest", compare_honest_json(f));
    json_set_new(j, "ceiling",
        json_new_bool(c->in.from != NULL &&
            reading_ceiling(&f->two, c->in.question->id)));
}

static struct json *channel(
    const struct compare *c, const struct figure *f, enum channel which)
{
    struct json *j = json_new_object();

    json_set_new(j, "channel", json_new_text(channel_text(which)));
    set_figure(j, c, f);
    return j;
}

static struct json *gap(const struct compare_site *s)
{
    struct json *j;

    if (!compare_has_gap(s))
        return json_new_null();
    j = figure_json_interval(s->gap);
    json_set_new(j, "clear", json_new_bool(s->gap.low > 0 || s->gap.high < 0));
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
    json_set_new(j, "unanswered", unanswered_json(&s->unanswered, c->z));
    json_set_new(j, "gap", gap(s));
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
        json_set_new(j, "low", figure_json_real(d->interval.low));
        json_set_new(j, "high", figure_json_real(d->interval.high));
        json_set_new(j, "clear", json_new_bool(d->clear));
        json_append_new(list, j);
    }
    return list;
}

/* The numbers of people at which the limits are told: all alike in ratio. */
static void add_limits(
    struct json *list, const struct compare *c, double least, double most)
{
    double step = pow(most / least, 1.0 / (FUNNEL_STEPS - 1));
    uint64_t last = 0;

    for (int i = 0; i < FUNNEL_STEPS; i++) {
        uint64_t n = (uint64_t)round(least * pow(step, i));
        struct json *one;

        if (n == last)
            continue;
        last = n;
        one = json_new_object();
        json_set_new(one, "n", figure_json_count(n));
        json_set_new(one, "near",
            figure_json_interval(
                funnel_limits(c->funnel.target, n, COMPARE_ALPHA)));
        json_set_new(one, "far",
            figure_json_interval(
                funnel_limits(c->funnel.target, n, COMPARE_FAR)));
        json_append_new(list, one);
    }
}

/* Where shares lie by chance alone, once there are many sites. */
static struct json *funnel(const struct compare *c)
{
    struct json *j, *limits, *outside;
    uint64_t least = 0, most = 0;

    if (c->funnel.n_sites < COMPARE_MANY)
        return json_new_null();
    j = json_new_object();
    limits = json_new_array();
    outside = json_new_array();
    for (size_t s = 0; s < c->in.n_sites; s++) {
        const struct bounds *b = &c->site[s].row[COMPARE_TOTAL].two;

        if (b->n == 0)
            continue;
        least = least == 0 || b->n < least ? b->n : least;
        most = b->n > most ? b->n : most;
        if (funnel_outside(b, c->funnel.target, COMPARE_FAR))
            json_append_new(outside, json_new_text(c->in.site[s]));
    }
    add_limits(limits, c, (double)least, (double)most);
    json_set_new(j, "target", figure_json_real(c->funnel.target));
    json_set_new(j, "sites", figure_json_count(c->funnel.n_sites));
    json_set_new(j, "limits", limits);
    json_set_new(j, "outside", outside);
    return j;
}

void compare_set_question(struct json *j, const struct compare *c)
{
    json_set_new(j, "question", json_new_text(c->in.question->id));
    json_set_new(j, "text", compare_text_json(&c->in.question->text));
    json_set_new(j, "from", json_new_month(c->in.months.first));
    json_set_new(j, "to", json_new_month(c->in.months.last));
    json_set_new(j, "levels", compare_levels_json(c->in.question));
    json_set_new(j, "labels", compare_labels_json(c->in.from, c->in.question));
}

struct json *compare_json(const struct compare *c)
{
    const size_t *pair = c->in.pair;
    struct json *j = json_new_object(), *sites = json_new_array();

    compare_set_question(j, c);
    json_set_new(j, "attribute",
        compare_attribute_json(c->in.attribute_from, c->in.attribute));
    for (size_t s = 0; s < c->in.n_sites; s++)
        if (pair == NULL || s == pair[0] || s == pair[1])
            json_append_new(sites, site(c, s));
    json_set_new(j, "sites", sites);
    json_set_new(j, "differences", differences(c));
    json_set_new(j, "funnel", funnel(c));
    return j;
}
