/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare.h"

#include <inttypes.h>
#include <string.h>

#include "csv.h"
#include "honest.h"

static const char HEADER[] =
    "question,from,to,site,channel,attribute,people,people_nl,people_fr,"
    "people_en,answer_sets,aside,n,level,group,"
    "label_nl,label_fr,label_en,count,at_least,at_most,low,high,"
    "positive_share,positive_low,positive_high,hidden,not_asked,"
    "eligible,honest_low,honest_high,honest_sure_low,honest_sure_high\r\n";

/* In the place of codes, which have no brackets. */
static const char NOT_SAID[] = "(not said)";
static const char *const NOT_SAID_LABEL[N_LANGS] = {
    "niet gezegd", "pas dit", "not said"};

static const char *const ROW_NAME[N_ROWS] = {
    [COMPARE_TOTAL] = "all",
    [COMPARE_SELF] = "self",
    [COMPARE_ASSISTED] = "assisted",
};

/* A text cell and its comma. */
static void text_cell(struct bytes *out, const char *s)
{
    csv_text(out, s);
    bytes_add_text(out, ",");
}

/* A chain's codes, and where their labels are. */
struct coded {
    const struct qn_level *level;
    const char (*code)[MAX_CODE + 1];
    size_t n_codes;
    const struct questionnaire *from;
};

/* Codes and labels of one group: four cells. */
static void coded_cells(const struct coded *d, size_t group,
    struct bytes *scratch, struct bytes *out)
{
    for (int lang = -1; lang < N_LANGS; lang++) {
        bytes_clear(scratch);
        for (size_t i = 0; i < d->n_codes; i++) {
            if (d->level->group_of[i] != group)
                continue;
            if (scratch->len > 0)
                bytes_add_text(scratch, lang < 0 ? " " : " / ");
            bytes_add_text(scratch,
                lang < 0 ? d->code[i]
                         : compare_label(d->from, d->code[i], (enum lang)lang));
        }
        text_cell(out, bytes_text(scratch));
    }
}

/* Which attribute, and which of its groups: five cells. */
static void people_cells(const struct compare *c, const struct crosstab *x,
    size_t place, struct bytes *scratch, struct bytes *out)
{
    const struct qn_attribute *a = c->in.attribute;

    text_cell(out, a->id);
    if (place == CROSSTAB_NOT_SAID) {
        text_cell(out, NOT_SAID);
        for (int lang = 0; lang < N_LANGS; lang++)
            text_cell(out, NOT_SAID_LABEL[lang]);
    } else {
        struct coded d = {
            &a->coding[x->coding], a->code, a->n_codes, c->in.attribute_from};

        coded_cells(&d, place, scratch, out);
    }
}

static void lead_cells(const struct compare *c, size_t site,
    enum compare_row row, struct bytes *out)
{
    char from[MONTH_TEXT], to[MONTH_TEXT];

    month_text(c->in.months.first, from);
    month_text(c->in.months.last, to);
    text_cell(out, c->in.question->id);
    bytes_addf(out, "%s,%s,", from, to);
    text_cell(out, c->in.site[site]);
    bytes_addf(out, "%s,", ROW_NAME[row]);
}

static void size_cells(const struct figure *f, struct bytes *out)
{
    bytes_addf(out, "%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",", f->answer_sets,
        figure_aside(f), f->two.n);
}

static void group_cells(const struct compare *c, const struct figure *f,
    size_t group, struct bytes *scratch, struct bytes *out)
{
    const struct qn_question *q = c->in.question;
    struct coded d = {&q->level[f->level], q->code, q->n_codes, c->in.from};
    uint64_t n = f->two.n;

    bytes_addf(out, "%u,", f->level);
    coded_cells(&d, group, scratch, out);
    if (f->capped) {
        uint64_t least = group == 0 ? f->two.negative : f->two.positive;
        uint64_t other = group == 0 ? f->two.positive : f->two.negative;

        bytes_addf(out, ",%" PRIu64 ",%" PRIu64 ",,,", least, n - other);
        return;
    }
    bytes_addf(out, "%" PRIu64 ",,,", f->count[group]);
    if (n > 0) {
        struct interval i =
            intervals_wilson((struct share){f->count[group], n}, c->z);

        bytes_addf(out, "%.6f,%.6f,", i.low, i.high);
    } else {
        bytes_add_text(out, ",,");
    }
}

/* Of all who could have answered: five cells, and the end of the line. */
static void honest_cells(const struct figure *f, struct bytes *out)
{
    struct interval range, sure;

    if (!figure_is_counted(f)) {
        bytes_add_text(out, ",,,,\r\n");
        return;
    }
    range = honest_share(&f->two, f->eligible);
    sure = honest_sure(&f->two, f->eligible, COMPARE_ALPHA);
    bytes_addf(out, "%" PRIu64 ",%.6f,%.6f,%.6f,%.6f\r\n", f->eligible,
        range.low, range.high, sure.low, sure.high);
}

static void tail_cells(
    const struct compare *c, const struct figure *f, struct bytes *out)
{
    if (f->two.n > 0) {
        struct interval i = bounds_wilson(&f->two, c->z);

        if (!f->capped)
            bytes_addf(out, "%.6f", (double)f->two.positive / (double)f->two.n);
        bytes_addf(out, ",%.6f,%.6f,", i.low, i.high);
    } else {
        bytes_add_text(out, ",,,");
    }
    bytes_addf(out, "%" PRIu32 ",%" PRIu32 ",", f->hidden, f->not_asked);
    honest_cells(f, out);
}

/* The cells of a figure that shows nothing, from level to high. */
static const char NOTHING[] = ",,,,,,,,,,";

static void write_row(const struct compare *c, size_t site,
    enum compare_row row, struct bytes *scratch, struct bytes *out)
{
    const struct figure *f = &c->site[site].row[row];
    size_t n = f->shown > 0 ? figure_groups(f, c->in.question) : 1;

    for (size_t g = 0; g < n; g++) {
        lead_cells(c, site, row, out);
        bytes_add_text(out, ",,,,,");
        size_cells(f, out);
        if (f->shown > 0)
            group_cells(c, f, g, scratch, out);
        else
            bytes_add_text(out, NOTHING);
        tail_cells(c, f, out);
    }
}

/* The breakdown: a line for each group of people and group of answers. */
static void write_people(const struct compare *c, size_t site,
    struct bytes *scratch, struct bytes *out)
{
    const struct crosstab *x = &c->site[site].rows;
    size_t place[MAX_GROUPS];
    size_t n = crosstab_groups(x, c->in.attribute, place);

    for (size_t i = 0; i < n; i++) {
        struct figure f = crosstab_figure(x, c->in.question, place[i]);

        for (size_t g = 0; g < figure_groups(&f, c->in.question); g++) {
            lead_cells(c, site, COMPARE_TOTAL, out);
            people_cells(c, x, place[i], scratch, out);
            size_cells(&f, out);
            group_cells(c, &f, g, scratch, out);
            tail_cells(c, &f, out);
        }
    }
    if (n == 0) {
        struct figure none = {.hidden = x->hidden, .not_asked = x->not_asked};

        lead_cells(c, site, COMPARE_TOTAL, out);
        text_cell(out, c->in.attribute->id);
        bytes_add_text(out, ",,,,");
        size_cells(&none, out);
        bytes_add_text(out, NOTHING);
        tail_cells(c, &none, out);
    }
}

void compare_csv_head(struct bytes *out)
{
    bytes_add_text(out, HEADER);
}

void compare_csv_people(const struct compare *c, struct bytes *out)
{
    struct bytes scratch = bytes_new(MAX_CODES * (MAX_TEXT + 3));

    for (size_t s = 0; c->in.attribute != NULL && s < c->in.n_sites; s++)
        write_people(c, s, &scratch, out);
    bytes_free(&scratch);
}

void compare_csv(const struct compare *c, struct bytes *out)
{
    struct bytes scratch = bytes_new(MAX_CODES * (MAX_TEXT + 3));

    compare_csv_head(out);
    for (size_t s = 0; s < c->in.n_sites; s++) {
        for (int row = 0; row < N_ROWS; row++)
            write_row(c, s, (enum compare_row)row, &scratch, out);
        if (c->in.attribute != NULL)
            write_people(c, s, &scratch, out);
    }
    bytes_free(&scratch);
}
