/* SPDX-License-Identifier: EUPL-1.2 */
#include "compare.h"

#include <inttypes.h>
#include <string.h>

static const char HEADER[] =
    "question,from,to,site,channel,answer_sets,aside,n,level,group,"
    "label_nl,label_fr,label_en,count,at_least,at_most,low,high,"
    "positive_share,positive_low,positive_high,hidden,not_asked\r\n";

static const char *const ROW_NAME[N_ROWS] = {
    [COMPARE_TOTAL] = "all",
    [COMPARE_SELF] = "self",
    [COMPARE_ASSISTED] = "assisted",
};

/* A text cell and its comma, safe to open in a spreadsheet. */
static void text_cell(struct bytes *out, const char *s)
{
    bool quote = strpbrk(s, ",\"\r\n") != NULL;

    if (quote)
        bytes_add_text(out, "\"");
    if (*s != '\0' && strchr("=+-@\t\r", *s) != NULL)
        bytes_add_text(out, "'");
    for (; *s != '\0'; s++) {
        bytes_add(out, s, 1);
        if (*s == '"')
            bytes_add(out, s, 1);
    }
    bytes_add_text(out, quote ? "\"," : ",");
}

/* Codes or labels of one group, as one text. */
static void group_text(const struct compare *c, size_t level, size_t group,
    int lang, struct bytes *out)
{
    const struct qn_question *q = c->in.question;
    const char *between = lang < 0 ? " " : " / ";

    bytes_clear(out);
    for (size_t i = 0; i < q->n_codes; i++) {
        if (q->level[level].group_of[i] != group)
            continue;
        if (out->len > 0)
            bytes_add_text(out, between);
        bytes_add_text(out,
            lang < 0 ? q->code[i]
                     : compare_label(c->in.from, q->code[i], (enum lang)lang));
    }
}

static void lead_cells(const struct compare *c, size_t site,
    enum compare_row row, const struct figure *f, struct bytes *out)
{
    char from[MONTH_TEXT], to[MONTH_TEXT];

    month_text(c->in.months.first, from);
    month_text(c->in.months.last, to);
    text_cell(out, c->in.question->id);
    bytes_addf(out, "%s,%s,", from, to);
    text_cell(out, c->in.site[site]);
    bytes_addf(out, "%s,", ROW_NAME[row]);
    bytes_addf(out, "%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",", f->answer_sets,
        figure_aside(f), f->two.n);
}

static void group_cells(const struct compare *c, const struct figure *f,
    size_t group, struct bytes *scratch, struct bytes *out)
{
    uint64_t n = f->two.n;

    bytes_addf(out, "%u,", f->level);
    for (int lang = -1; lang < N_LANGS; lang++) {
        group_text(c, f->level, group, lang, scratch);
        text_cell(out, bytes_text(scratch));
    }
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
    bytes_addf(out, "%" PRIu32 ",%" PRIu32 "\r\n", f->hidden, f->not_asked);
}

static void write_row(const struct compare *c, size_t site,
    enum compare_row row, struct bytes *scratch, struct bytes *out)
{
    const struct figure *f = &c->site[site].row[row];

    if (f->shown == 0) {
        lead_cells(c, site, row, f, out);
        bytes_add_text(out, ",,,,,,,,,,");
        tail_cells(c, f, out);
        return;
    }
    for (size_t g = 0; g < figure_groups(f, c->in.question); g++) {
        lead_cells(c, site, row, f, out);
        group_cells(c, f, g, scratch, out);
        tail_cells(c, f, out);
    }
}

void compare_csv(const struct compare *c, struct bytes *out)
{
    struct bytes scratch = bytes_new(MAX_CODES * (MAX_TEXT + 3));

    bytes_add_text(out, HEADER);
    for (size_t s = 0; s < c->in.n_sites; s++) {
        for (int row = 0; row < N_ROWS; row++)
            write_row(c, s, (enum compare_row)row, &scratch, out);
    }
    bytes_free(&scratch);
}
