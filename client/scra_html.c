/* SPDX-License-Identifier: EUPL-1.2 */
/* scra_html.c - a small-cell risk analysis as one printable page. */
#include "scra_page.h"

#include <inttypes.h>
#include <string.h>

#include "qn_json.h"
#include "site_config.h"

/* One A4 page, with margins that printers can do. */
static const char STYLE[] =
    "@page{size:A4;margin:11mm 12mm}"
    "*{box-sizing:border-box}"
    "html{background:#fff;color:#111;font:8pt/1.3 'Noto Sans','DejaVu Sans',"
    "sans-serif}"
    "body{margin:0 auto;max-width:186mm}"
    "@media screen{body{padding:12mm 0}}"
    "header{border-bottom:2pt solid #263f75;padding-bottom:1.8mm}"
    "h1{font-size:14pt;line-height:1.2;margin:0 0 1mm;color:#263f75}"
    "h2{font-size:9.4pt;line-height:1.2;margin:2.6mm 0 .8mm;color:#263f75}"
    "p,ul{margin:0 0 .8mm}ul{padding-left:3.6mm}"
    ".facts{display:flex;flex-wrap:wrap;gap:0 5mm}.facts b{font-weight:600}"
    ".hash{font:6.4pt/1.3 'DejaVu Sans Mono',monospace;color:#444;margin:0}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:"
    "tabular-nums}"
    "th,td{text-align:left;vertical-align:top;padding:.55mm 1.6mm .55mm 0;"
    "border-bottom:.5pt solid #bbb}"
    "thead th{font-weight:600;color:#444;border-bottom-color:#263f75;"
    "white-space:nowrap}"
    "tbody th{font-weight:400}tfoot td,tfoot "
    "th{font-weight:600;border-bottom:0}"
    ".n{text-align:right;white-space:nowrap;padding-right:3mm}.s{white-space:"
    "nowrap}"
    "tbody b{white-space:nowrap}table+table,table+p{margin-top:1.4mm}"
    ".two{columns:2;column-gap:7mm;margin-top:1mm}.two section{break-inside:"
    "avoid;padding-top:1.6mm}.two h2{margin-top:0}"
    ".four ul{display:grid;grid-template-columns:repeat(4,1fr);gap:0 6mm}"
    ".key{color:#444;font-size:7.2pt}"
    ".sign{margin:3mm 0 0;padding-bottom:6mm;border-bottom:.5pt solid #111}";

/* "22/11/2026" */
static void add_date(const struct scra_page *p, int64_t date)
{
    char text[DATE_TEXT];

    date_text(date, text);
    bytes_addf(p->out, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
}

/* "nee | een beetje | ja → nee + een beetje | ja" */
static void add_chain(
    const struct scra_page *p, const struct qn_scale *level, size_t n)
{
    for (size_t l = 0; l < n; l++)
        for (uint8_t g = 0; g < level[l].level->n_groups; g++) {
            const char *before = g > 0 ? " | " : l > 0 ? " → " : "";

            for (uint8_t i = 0; i < level[l].n_codes; i++)
                if (level[l].level->group_of[i] == g) {
                    bytes_add_text(p->out, before);
                    scra_page_text(p,
                        questionnaire_label(
                            p->a->q, level[l].code[i], p->lang));
                    before = " + ";
                }
        }
}

static void add_own_text(
    const struct scra_page *p, const struct qn_text *text, const char *id)
{
    scra_page_text(p, text->in[p->lang] != NULL ? text->in[p->lang] : id);
}

/* ---- The plan ---- */

static void add_answers(
    const struct scra_page *p, const struct qn_question *question)
{
    struct qn_scale level[MAX_LEVELS];

    for (uint8_t i = 0; i < question->n_levels; i++)
        level[i] = qn_scale_level(question, i);
    if (question->many)
        scra_page_filled(p, SCRA_UP_TO, MAX_CHOICES, question->n_codes);
    else
        add_chain(p, level, question->n_levels);
    for (size_t i = 0; i < question->n_extras; i++) {
        if (i == 0)
            scra_page_word(p, SCRA_EXITS);
        bytes_add_text(p->out, i == 0 ? " " : ", ");
        scra_page_text(
            p, questionnaire_label(p->a->q, question->extra[i], p->lang));
    }
}

/* Whether both questions have the same answers, all in all. */
static bool same_answers(
    const struct qn_question *a, const struct qn_question *b)
{
    return a->many == b->many && a->n_codes == b->n_codes &&
        a->n_levels == b->n_levels && a->n_extras == b->n_extras &&
        memcmp(a->code, b->code, a->n_codes * sizeof a->code[0]) == 0 &&
        memcmp(a->extra, b->extra, a->n_extras * sizeof a->extra[0]) == 0 &&
        memcmp(a->level, b->level, a->n_levels * sizeof a->level[0]) == 0;
}

static void add_question(const struct scra_page *p, size_t i)
{
    const struct questionnaire *q = p->a->q;
    const struct qn_question *question = &q->question[i];

    bytes_addf(p->out, "<tr><th scope=\"row\"><b>%s</b> ", question->id);
    add_own_text(p, &question->text, question->id);
    bytes_add_text(p->out, "</th><td>");
    if (i > 0 && same_answers(question, question - 1))
        bytes_add_text(p->out, "idem"); /* in either language */
    else
        add_answers(p, question);
    bytes_add_text(p->out, "</td><td>");
    scra_page_word(p, question->sensitive ? SCRA_YES : SCRA_NO);
    if (q->n_attributes > 0)
        bytes_addf(p->out, "</td><td>%s",
            question->attribute >= 0 ? q->attribute[question->attribute].id
                                     : "–");
    bytes_add_text(p->out, "</td></tr>\n");
}

static void add_questions(const struct scra_page *p)
{
    static const enum scra_word HEAD[] = {
        SCRA_QUESTION, SCRA_ANSWERS, SCRA_SENSITIVE, SCRA_BY};

    scra_page_in(p, "h2", SCRA_ASKED);
    bytes_add_text(p->out, "<table>\n");
    scra_page_head(p, HEAD, p->a->q->n_attributes > 0 ? 4 : 3, 0);
    bytes_add_text(p->out, "<tbody>\n");
    for (size_t i = 0; i < p->a->q->n_questions; i++)
        add_question(p, i);
    bytes_add_text(p->out, "</tbody></table>\n");
}

static bool is_used(const struct questionnaire *q, size_t attribute)
{
    for (size_t i = 0; i < q->n_questions; i++)
        if (q->question[i].attribute == (int)attribute)
            return true;
    return false;
}

static void add_attributes(const struct scra_page *p)
{
    static const enum scra_word HEAD[] = {SCRA_ATTRIBUTE, SCRA_CODINGS};
    const struct questionnaire *q = p->a->q;

    if (q->n_attributes == 0) {
        scra_page_in(p, "p", SCRA_NO_ATTRIBUTES);
        return;
    }
    bytes_add_text(p->out, "<table>\n");
    scra_page_head(p, HEAD, 2, 0);
    bytes_add_text(p->out, "<tbody>\n");
    for (size_t i = 0; i < q->n_attributes; i++) {
        const struct qn_attribute *a = &q->attribute[i];
        struct qn_scale coding[MAX_LEVELS];

        for (uint8_t c = 0; c < a->n_codings; c++)
            coding[c] = qn_scale_coding(a, c);
        bytes_addf(p->out, "<tr><th scope=\"row\"><b>%s</b> ", a->id);
        add_own_text(p, &a->text, "");
        bytes_add_text(p->out, "</th><td>");
        add_chain(p, coding, a->n_codings);
        if (!is_used(q, i)) {
            bytes_add_text(p->out, " (");
            scra_page_word(p, SCRA_UNUSED);
            bytes_add_text(p->out, ")");
        }
        bytes_add_text(p->out, "</td></tr>\n");
    }
    bytes_add_text(p->out, "</tbody></table>\n");
}

/* ---- The rules ---- */

static void add_thresholds(const struct scra_page *p)
{
    static const enum scra_word WHAT[] = {SCRA_K_B, SCRA_K_G, SCRA_K_C, SCRA_D};

    bytes_add_text(p->out, "<div class=\"four\">\n");
    scra_page_list(p, SCRA_THRESHOLDS, WHAT, sizeof WHAT / sizeof WHAT[0]);
    scra_page_in(p, "p", SCRA_FLOORS);
    bytes_add_text(p->out, "</div>\n");
}

static void add_rules(const struct scra_page *p)
{
    enum scra_word rule[8];
    size_t n = 0;

    rule[n++] = SCRA_RULE_ONCE;
    rule[n++] = SCRA_RULE_CALENDAR;
    rule[n++] = SCRA_RULE_TOTAL;
    if (p->a->q->n_many > 0)
        rule[n++] = SCRA_RULE_CHOICES;
    if (p->a->q->n_attributes > 0) {
        rule[n++] = SCRA_RULE_GROUPS;
        rule[n++] = SCRA_RULE_ROWS;
    }
    rule[n++] = SCRA_RULE_DOT;
    rule[n++] = SCRA_RULE_AUDIT;
    scra_page_list(p, SCRA_RULES, rule, n);
}

static void add_promises(const struct scra_page *p)
{
    static const enum scra_word AGAINST[] = {
        SCRA_A1, SCRA_A2, SCRA_A3, SCRA_A4, SCRA_A5};
    enum scra_word not_promised[7];
    size_t n = 0;

    not_promised[n++] = SCRA_NOT_ALL_BUT_ONE;
    not_promised[n++] = SCRA_NOT_HIDDEN;
    if (p->a->q->n_attributes > 0) {
        not_promised[n++] = SCRA_NOT_ROWS;
        not_promised[n++] = SCRA_NOT_ASIDE;
        not_promised[n++] = SCRA_NOT_ALIKE;
    }
    not_promised[n++] = SCRA_NOT_IMAGE;
    not_promised[n++] = SCRA_NOT_ONCE;
    scra_page_list(
        p, SCRA_AGAINST, AGAINST, sizeof AGAINST / sizeof AGAINST[0]);
    scra_page_list(p, SCRA_PROMISED, (enum scra_word[]){SCRA_P1}, 1);
    scra_page_list(p, SCRA_NOT_PROMISED, not_promised, n);
}

/* ---- The page ---- */

static void add_fact(
    const struct scra_page *p, enum scra_word what, const char *value)
{
    bytes_add_text(p->out, "<span>");
    scra_page_word(p, what);
    bytes_add_text(p->out, " <b>");
    scra_page_text(p, value);
    bytes_add_text(p->out, "</b></span>\n");
}

static void add_header(const struct scra_page *p)
{
    const struct json *title = json_get(p->a->q->json, "title");
    const char *own = title != NULL
        ? json_text(json_get(title, site_config_lang(p->lang)))
        : NULL;
    char hex[2 * HASH_LEN + 1];

    hex_encode(p->a->hash, HASH_LEN, hex);
    bytes_add_text(p->out, "<header>\n");
    scra_page_in(p, "h1", SCRA_TITLE);
    bytes_add_text(p->out, "<p class=\"facts\">\n");
    add_fact(p, SCRA_CENTRE, p->a->site);
    add_fact(p, SCRA_QUESTIONNAIRE, own != NULL ? own : p->a->q->id);
    bytes_addf(p->out, "<span>%s, ", p->a->q->id);
    scra_page_word(p, SCRA_VERSION);
    bytes_addf(p->out, " %" PRIu32 "</span>\n<span>", p->a->q->version);
    scra_page_word(p, SCRA_MADE);
    bytes_add_text(p->out, " <b>");
    add_date(p, p->a->today);
    bytes_add_text(p->out,
        "</b></span>\n<span>Weerklank " WK_VERSION
        "</span>\n</p>\n<p class=\"hash\">");
    scra_page_word(p, SCRA_HASH);
    bytes_addf(p->out, " %s</p>\n</header>\n", hex);
}

void scra_html(const struct scra *a, enum lang lang, struct bytes *out)
{
    const struct scra_page p = {a, lang, out};
    const char *code = site_config_lang(lang);

    bytes_addf(out,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\""
        " lang=\"%s\" xml:lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
        " 'none'; style-src 'unsafe-inline'\" />\n<title>",
        code, code);
    scra_page_word(&p, SCRA_TITLE);
    bytes_addf(out, " – %s</title>\n<style>%s</style>\n</head>\n<body>\n",
        a->q->id, STYLE);
    add_header(&p);
    bytes_add_text(out, "<main>\n");
    add_questions(&p);
    add_attributes(&p);
    scra_left(&p);
    add_thresholds(&p);
    bytes_add_text(out, "<div class=\"two\">\n");
    add_rules(&p);
    add_promises(&p);
    bytes_add_text(out, "</div>\n</main>\n<p class=\"sign\">");
    scra_page_word(&p, SCRA_SIGNED);
    bytes_add_text(out, "</p>\n</body>\n</html>\n");
}
