/* SPDX-License-Identifier: EUPL-1.2 */
/* scra_left.c - what left the building, as a small-cell risk analysis has it.
 */
#include "scra_page.h"

#include <inttypes.h>

/* "11/2026" */
static void add_month(const struct scra_page *p, int32_t month)
{
    char text[MONTH_TEXT];

    month_text(month, text);
    bytes_addf(p->out, "%.2s/%.4s", text + 5, text);
}

static void add_figures(const struct scra_page *p, const struct scra_batch *b)
{
    bytes_addf(p->out,
        "<td class=\"n\">%" PRIu32 "</td><td class=\"s\">%" PRIu32 " / %" PRIu32
        " / %" PRIu32 "</td>",
        b->answer_sets, b->exact, b->bounded, b->hidden);
    if (p->a->q->n_attributes > 0)
        bytes_addf(p->out, "<td class=\"s\">%" PRIu32 " / %" PRIu32 "</td>",
            b->rows_shown, b->rows_hidden);
}

/* "age 16, 12 (did not say: 6); home ·" */
static void add_groups(const struct scra_page *p, const struct scra_batch *b)
{
    const struct questionnaire *q = p->a->q;

    bytes_add_text(p->out, "<td>");
    for (size_t i = 0; i < q->n_attributes; i++) {
        uint8_t said =
            (uint8_t)(b->groups[i].n - (b->groups[i].not_said ? 1 : 0));

        bytes_addf(p->out, "%s%s\u00a0", i > 0 ? "; " : "", q->attribute[i].id);
        if (!b->groups[i].shown)
            bytes_add_text(p->out, "·");
        for (uint8_t g = 0; g < said; g++)
            bytes_addf(
                p->out, "%s%" PRIu32, g > 0 ? ", " : "", b->groups[i].size[g]);
        if (b->groups[i].not_said) {
            bytes_add_text(p->out, " (");
            scra_page_filled(p, SCRA_NOT_SAID, b->groups[i].size[said], 0);
            bytes_add_text(p->out, ")");
        }
    }
    bytes_add_text(p->out, "</td>");
}

static void add_batch(const struct scra_page *p, const struct scra_batch *b)
{
    bool attributes = p->a->q->n_attributes > 0;

    bytes_addf(p->out, "<tr><th scope=\"row\">%" PRIu64 "</th><td>%s, ", b->seq,
        b->project);
    scra_page_word(p, b->channel == CHANNEL_SELF ? SCRA_SELF : SCRA_ASSISTED);
    bytes_add_text(p->out, "</td><td class=\"s\">");
    add_month(p, b->months.first);
    if (b->months.last != b->months.first) {
        bytes_add_text(p->out, " – ");
        add_month(p, b->months.last);
    }
    bytes_add_text(p->out, "</td>");
    if (b->withdrawn) {
        bytes_addf(p->out, "<td colspan=\"%d\">", attributes ? 4 : 2);
        scra_page_word(p, SCRA_WITHDRAWN);
        bytes_add_text(p->out, "</td>");
    } else {
        add_figures(p, b);
        if (attributes)
            add_groups(p, b);
    }
    bytes_add_text(p->out, "</tr>\n");
}

/* What the figures mean, and which of them have no line. */
static void add_key(const struct scra_page *p)
{
    const struct scra *a = p->a;

    bytes_add_text(p->out, "<p class=\"key\">");
    scra_page_word(p, SCRA_KEY);
    if (a->q->n_attributes > 0) {
        bytes_add_text(p->out, " ");
        scra_page_word(p, SCRA_KEY_ROWS);
    }
    if (a->confirmed > a->n_rows) {
        bytes_add_text(p->out, " ");
        scra_page_filled(p, SCRA_EARLIER, a->n_rows, a->confirmed - a->n_rows);
    }
    bytes_add_text(p->out, "</p>\n");
}

static void add_batches(const struct scra_page *p)
{
    static const enum scra_word HEAD[] = {SCRA_MESSAGE, SCRA_PROJECT,
        SCRA_PERIOD, SCRA_SETS, SCRA_TOTALS, SCRA_ROWS, SCRA_GROUPS};
    const struct scra *a = p->a;

    bytes_add_text(p->out, "<table>\n");
    scra_page_head(p, HEAD, a->q->n_attributes > 0 ? 7 : 5, 1u << 3);
    bytes_add_text(p->out, "<tbody>\n");
    for (size_t i = 0; i < a->n_rows; i++)
        add_batch(p, &a->row[i]);
    bytes_add_text(
        p->out, "</tbody><tfoot><tr><th scope=\"row\" colspan=\"3\">");
    scra_page_filled(p, SCRA_SUM, a->sum.seq, 0);
    bytes_add_text(p->out, "</th>");
    add_figures(p, &a->sum);
    bytes_add_text(p->out, a->q->n_attributes > 0 ? "<td></td>" : "");
    bytes_add_text(p->out, "</tr></tfoot></table>\n");
    add_key(p);
}

void scra_left(const struct scra_page *p)
{
    const struct scra *a = p->a;

    bytes_add_text(p->out, "<section id=\"left\">\n");
    scra_page_in(p, "h2", SCRA_LEFT);
    if (a->n_rows == 0)
        scra_page_in(p, "p", SCRA_NOTHING_LEFT);
    else
        add_batches(p);
    if (a->audited > 0 || a->waiting > 0) {
        bytes_add_text(p->out, "<p>");
        scra_page_filled(p,
            a->failed > 0 ? SCRA_AUDIT_FAILED : SCRA_AUDIT_PASSED, a->audited,
            a->failed);
        if (a->waiting > 0) {
            bytes_add_text(p->out, " ");
            scra_page_filled(p, SCRA_WAITING, a->waiting, 0);
        }
        bytes_add_text(p->out, "</p>\n");
    }
    bytes_add_text(p->out, "</section>\n");
}
