/* SPDX-License-Identifier: EUPL-1.2 */
#include "scra_page.h"

#include <inttypes.h>
#include <string.h>

/* Whether the blank at s must not end a line: before ? ! : ; » and after «. */
static bool is_bound(const char *start, const char *s)
{
    return (s[1] != '\0' && strchr("?!:;", s[1]) != NULL) ||
        strncmp(s + 1, "»", strlen("»")) == 0 ||
        (s - start >= 2 && strncmp(s - 2, "«", strlen("«")) == 0);
}

/* The first len bytes of text. */
static void add(const struct scra_page *p, const char *text, size_t len)
{
    for (const char *s = text; s < text + len; s++)
        if (*s == '&')
            bytes_add_text(p->out, "&amp;");
        else if (*s == '<')
            bytes_add_text(p->out, "&lt;");
        else if (*s == '>')
            bytes_add_text(p->out, "&gt;");
        else if (*s == '"')
            bytes_add_text(p->out, "&quot;");
        else if (*s == ' ' && p->lang == LANG_FR && is_bound(text, s))
            bytes_add_text(p->out, "\u00a0");
        else
            bytes_add(p->out, s, 1);
}

void scra_page_text(const struct scra_page *p, const char *text)
{
    add(p, text, strlen(text));
}

static uint64_t value_of(
    const struct scra_page *p, char name, uint64_t n, uint64_t m)
{
    switch (name) {
    case 'b':
        return p->a->rules.batch;
    case 'g':
        return p->a->rules.group;
    case 'c':
        return p->a->rules.column;
    case 'd':
        return p->a->rules.dissent;
    case 'n':
        return n;
    default:
        return m;
    }
}

void scra_page_filled(
    const struct scra_page *p, enum scra_word word, uint64_t n, uint64_t m)
{
    for (const char *s = scra_word(p->lang, word); *s != '\0';) {
        size_t len = strcspn(s, "{");

        add(p, s, len);
        s += len;
        if (*s == '{') {
            bytes_addf(p->out, "%" PRIu64, value_of(p, s[1], n, m));
            s += strlen("{n}");
        }
    }
}

void scra_page_word(const struct scra_page *p, enum scra_word word)
{
    scra_page_filled(p, word, 0, 0);
}

void scra_page_in(
    const struct scra_page *p, const char *tag, enum scra_word word)
{
    bytes_addf(p->out, "<%s>", tag);
    scra_page_word(p, word);
    bytes_addf(p->out, "</%s>\n", tag);
}

void scra_page_list(const struct scra_page *p, enum scra_word heading,
    const enum scra_word *item, size_t n)
{
    bytes_add_text(p->out, "<section>\n");
    scra_page_in(p, "h2", heading);
    bytes_add_text(p->out, "<ul>\n");
    for (size_t i = 0; i < n; i++)
        scra_page_in(p, "li", item[i]);
    bytes_add_text(p->out, "</ul>\n</section>\n");
}

void scra_page_head(const struct scra_page *p, const enum scra_word *column,
    size_t n, unsigned right)
{
    bytes_add_text(p->out, "<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        bytes_addf(p->out, "<th scope=\"col\"%s>",
            (right >> i & 1) != 0 ? " class=\"n\"" : "");
        scra_page_word(p, column[i]);
        bytes_add_text(p->out, "</th>");
    }
    bytes_add_text(p->out, "</tr></thead>\n");
}
