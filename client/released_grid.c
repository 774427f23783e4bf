/* SPDX-License-Identifier: EUPL-1.2 */
#include "released_grid.h"

#include <inttypes.h>
#include <string.h>

#include "qn_json.h"

enum { COLUMNS_MAX = MAX_CODES + MAX_EXTRAS + 1, FIGURE_WIDTH = 6 };

struct grid {
    size_t n_rows, n_columns;
    struct bytes row[MAX_GROUPS], column[COLUMNS_MAX];
};

static void name_rows(const struct questionnaire *q, const struct release *r,
    size_t attribute, struct grid *g)
{
    const struct margin *m = &r->margin[attribute];
    struct qn_scale scale =
        qn_scale_coding(&q->attribute[attribute], m->coding);

    g->n_rows = m->n_groups;
    for (uint8_t i = 0; i < m->n_groups; i++) {
        g->row[i] = bytes_new(QN_LABEL_MAX);
        if (i < scale.level->n_groups)
            qn_json_label_text(q, scale, i, LANG_EN, &g->row[i]);
        else
            bytes_add_text(&g->row[i], RELEASED_NOT_SAID);
    }
}

static void name_columns(const struct questionnaire *q,
    const struct qn_question *question, uint8_t level, struct grid *g)
{
    struct qn_scale scale = qn_scale_level(question, level);
    size_t groups = scale.level->n_groups;

    g->n_columns = breakdown_width(question, level);
    for (size_t i = 0; i < g->n_columns; i++) {
        g->column[i] = bytes_new(QN_LABEL_MAX);
        if (i < groups)
            qn_json_label_text(q, scale, (uint8_t)i, LANG_EN, &g->column[i]);
        else if (i < groups + question->n_extras)
            bytes_add_text(&g->column[i],
                questionnaire_label(q, question->extra[i - groups], LANG_EN));
        else
            bytes_add_text(&g->column[i], "no answer");
    }
}

/* Characters, not bytes: each has one byte that does not go on another. */
static size_t width_of(const struct bytes *text)
{
    size_t n = 0;

    for (const char *s = bytes_text(text); *s != '\0'; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static void add_blanks(size_t n, struct bytes *out)
{
    for (size_t i = 0; i < n; i++)
        bytes_add_text(out, " ");
}

static size_t column_width(const struct bytes *name)
{
    size_t width = width_of(name);

    return width > FIGURE_WIDTH ? width : FIGURE_WIDTH;
}

static void add_grid(
    const struct grid *g, const uint32_t *cell, struct bytes *out)
{
    size_t first = 0;

    for (size_t i = 0; i < g->n_rows; i++)
        first = width_of(&g->row[i]) > first ? width_of(&g->row[i]) : first;
    add_blanks(4 + first, out);
    for (size_t k = 0; k < g->n_columns; k++) {
        add_blanks(
            2 + column_width(&g->column[k]) - width_of(&g->column[k]), out);
        bytes_add_text(out, bytes_text(&g->column[k]));
    }
    bytes_add_text(out, "\n");
    for (size_t i = 0; i < g->n_rows; i++) {
        add_blanks(4, out);
        bytes_add_text(out, bytes_text(&g->row[i]));
        add_blanks(first - width_of(&g->row[i]), out);
        for (size_t k = 0; k < g->n_columns; k++)
            bytes_addf(
                out, "  %*" PRIu32, (int)column_width(&g->column[k]), *cell++);
        bytes_add_text(out, "\n");
    }
}

void released_grid(const struct questionnaire *q, const struct release *r,
    size_t question, struct bytes *out)
{
    const struct qn_question *it = &q->question[question];
    const struct breakdown *b = &r->breakdown[question];
    struct grid g = {.n_rows = 0};

    name_rows(q, r, (size_t)it->attribute, &g);
    name_columns(q, it, b->level, &g);
    add_grid(&g, r->cell + b->first, out);
    for (size_t i = 0; i < g.n_rows; i++)
        bytes_free(&g.row[i]);
    for (size_t k = 0; k < g.n_columns; k++)
        bytes_free(&g.column[k]);
}
