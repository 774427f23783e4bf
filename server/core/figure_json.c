/* SPDX-License-Identifier: EUPL-1.2 */
#include "figure_json.h"

#include <math.h>

struct json *figure_json_real(double v)
{
    return json_new_real(round(v * 1e6) / 1e6);
}

struct json *figure_json_count(uint64_t v)
{
    return json_new_int((int64_t)v);
}

struct json *figure_json_interval(struct interval i)
{
    struct json *j = json_new_object();

    json_set_new(j, "low", figure_json_real(i.low));
    json_set_new(j, "high", figure_json_real(i.high));
    return j;
}

struct json *figure_json_positive(const struct figure *f, double z)
{
    struct json *j;

    if (f->two.n == 0)
        return json_new_null();
    j = figure_json_interval(bounds_wilson(&f->two, z));
    json_set_new(j, "share",
        f->capped
            ? json_new_null()
            : figure_json_real((double)f->two.positive / (double)f->two.n));
    return j;
}

struct json *figure_json_at_least(const struct figure *f)
{
    struct json *j;

    if (!f->capped)
        return json_new_null();
    j = json_new_array();
    json_append_new(j, figure_json_count(f->two.negative));
    json_append_new(j, figure_json_count(f->two.positive));
    return j;
}

void figure_json_shown(struct json *j, const struct qn_question *q,
    const struct figure *f, double z)
{
    bool exact = f->shown > 0 && !f->capped;
    struct json *counts = exact ? json_new_array() : json_new_null();
    struct json *intervals =
        exact && f->two.n > 0 ? json_new_array() : json_new_null();

    for (size_t g = 0; exact && g < figure_groups(f, q); g++) {
        struct share s = {f->count[g], f->two.n};

        json_append_new(counts, figure_json_count(s.count));
        if (s.n > 0)
            json_append_new(
                intervals, figure_json_interval(intervals_wilson(s, z)));
    }
    json_set_new(j, "n", figure_json_count(f->two.n));
    json_set_new(j, "answer_sets", figure_json_count(f->answer_sets));
    json_set_new(j, "aside", figure_json_count(figure_aside(f)));
    json_set_new(
        j, "level", f->shown > 0 ? json_new_int(f->level) : json_new_null());
    json_set_new(j, "counts", counts);
    json_set_new(j, "at_least", figure_json_at_least(f));
    json_set_new(j, "positive", figure_json_positive(f, z));
    json_set_new(j, "intervals", intervals);
}

void figure_json_set(struct json *j, const struct qn_question *q,
    const struct figure *f, double z)
{
    figure_json_shown(j, q, f, z);
    json_set_new(j, "hidden", figure_json_count(f->hidden));
    json_set_new(j, "not_asked", figure_json_count(f->not_asked));
}

void figure_json_brief(struct json *j, const struct figure *f, double z)
{
    json_set_new(j, "n", figure_json_count(f->two.n));
    json_set_new(j, "answer_sets", figure_json_count(f->answer_sets));
    json_set_new(j, "at_least", figure_json_at_least(f));
    json_set_new(j, "positive", figure_json_positive(f, z));
    json_set_new(j, "hidden", figure_json_count(f->hidden));
}
