/* SPDX-License-Identifier: EUPL-1.2 */
#include "ballots.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assisted.h"
#include "xalloc.h"

enum {
    FIELD_MAX = 64, /* longer than every id and three codes */
    MAX_FIELDS = MAX_QUESTIONS + MAX_ATTRIBUTES,
    ATTRIBUTE = MAX_QUESTIONS, /* a column: a question, or this + attribute */
};

/* Where the reading stands. */
struct reader {
    const struct questionnaire *q;
    const char *const *not_asked;
    size_t n_not_asked;
    const uint8_t *p, *end;
    char separator;
    size_t line, column; /* of the field last read */
    size_t n_columns;
    size_t target[MAX_FIELDS];
    size_t cap; /* of out->answers */
    struct ballots *out;
};

struct field {
    char text[FIELD_MAX + 1];
    size_t len;
    bool too_long, quoted, open; /* open: the closing quote is missing */
    bool last;                   /* of its line */
};

static void fault(struct reader *r, size_t column, const char *fmt, ...)
    WK_PRINTF(3, 4);

static void fault(struct reader *r, size_t column, const char *fmt, ...)
{
    struct ballots *out = r->out;
    va_list ap;

    if (out->n_faults < BALLOTS_MAX_FAULTS) {
        struct ballots_fault *f = &out->fault[out->n_faults];

        f->line = r->line;
        f->column = column;
        va_start(ap, fmt);
        vsnprintf(f->text, sizeof f->text, fmt, ap);
        va_end(ap);
    }
    out->n_faults++;
}

static void add_char(struct field *f, uint8_t c)
{
    if (f->len < FIELD_MAX)
        f->text[f->len++] = (char)c;
    else
        f->too_long = true;
}

/* How many bytes end a line here: 0 when none does. */
static size_t line_end(const struct reader *r)
{
    if (*r->p == '\n')
        return 1;
    return *r->p == '\r' && r->p + 1 < r->end && r->p[1] == '\n' ? 2 : 0;
}

/* Read up to the closing quote, which is passed over. */
static void read_quoted(struct reader *r, struct field *f)
{
    f->quoted = true;
    for (r->p++; r->p < r->end; r->p++) {
        if (line_end(r) > 0)
            break; /* no code holds a line's end, so the quote is missing */
        if (*r->p != '"') {
            add_char(f, *r->p);
        } else if (r->p + 1 < r->end && r->p[1] == '"') {
            add_char(f, '"');
            r->p++;
        } else {
            r->p++;
            return;
        }
    }
    f->open = true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim(struct field *f)
{
    size_t from = 0;

    while (f->len > 0 && is_blank(f->text[f->len - 1]))
        f->len--;
    while (from < f->len && is_blank(f->text[from]))
        from++;
    f->len -= from;
    memmove(f->text, f->text + from, f->len);
    f->text[f->len] = '\0';
}

/* Read one field and what ends it. */
static void read_field(struct reader *r, struct field *f)
{
    memset(f, 0, sizeof *f);
    r->column++;
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t'))
        r->p++;
    if (r->p < r->end && *r->p == '"')
        read_quoted(r, f);
    while (r->p < r->end && line_end(r) == 0 && *r->p != r->separator)
        add_char(f, *r->p++);
    f->last = r->p == r->end || line_end(r) > 0;
    if (r->p < r->end)
        r->p += f->last ? line_end(r) : 1;
    trim(f);
}

/* The field's text for a message: nothing that could disturb a terminal. */
static const char *shown(const struct field *f, char out[static FIELD_MAX + 4])
{
    size_t i;

    for (i = 0; i < f->len; i++)
        out[i] = f->text[i] >= ' ' && f->text[i] <= '~' ? f->text[i] : '?';
    memcpy(out + i, f->too_long ? "..." : "", f->too_long ? 4 : 1);
    return out;
}

/* Whether the field can be a code at all; else a fault. */
static bool is_sound(struct reader *r, const struct field *f)
{
    if (f->open)
        fault(r, r->column, "the closing quotation mark is missing");
    else if (!f->too_long &&
        (strlen(f->text) != f->len || !text_is_utf8(f->text, f->len)))
        fault(r, r->column, "not UTF-8 text");
    else
        return true;
    return false;
}

static bool is_not_asked(const struct reader *r, const char *id)
{
    for (size_t i = 0; i < r->n_not_asked; i++)
        if (strcmp(r->not_asked[i], id) == 0)
            return true;
    return false;
}

/* The column's target for an id, or -1. */
static int find_target(const struct reader *r, const char *id)
{
    int question = questionnaire_find(r->q, id);
    int attribute = answers_find_attribute(r->q, id);

    if (question >= 0)
        return question;
    return attribute >= 0 ? ATTRIBUTE + attribute : -1;
}

static void take_heading(struct reader *r, const struct field *f)
{
    char text[FIELD_MAX + 4];
    int target = f->too_long ? -1 : find_target(r, f->text);

    if (!is_sound(r, f))
        return;
    if (target < 0) {
        fault(r, r->column, "\"%s\" is no question of %s", shown(f, text),
            r->q->id);
        return;
    }
    if (is_not_asked(r, f->text))
        fault(r, r->column, "%s is not put in this project", f->text);
    for (size_t i = 0; i < r->n_columns; i++)
        if (r->target[i] == (size_t)target)
            fault(r, r->column, "%s stands twice, also in column %zu", f->text,
                i + 1);
    if (r->n_columns < MAX_FIELDS)
        r->target[r->n_columns++] = (size_t)target;
}

/* The first line; the separator is what comes first in it. */
static void read_header(struct reader *r)
{
    struct field f;

    r->separator = ',';
    for (const uint8_t *p = r->p; p < r->end && *p != '\n'; p++)
        if (*p == ',' || *p == ';') {
            r->separator = (char)*p;
            break;
        }
    r->line = 1;
    r->column = 0;
    do {
        read_field(r, &f);
        take_heading(r, &f);
    } while (!f.last);
}

/* What stands between the codes of a field where several may. */
static const char BETWEEN[] = " \t+,;";

static const char *take_codes(
    struct reader *r, size_t question, char *text, struct answers *a)
{
    bool many = r->q->question[question].many;
    char *rest = NULL, *code = many ? strtok_r(text, BETWEEN, &rest) : text;
    const char *wrong = NULL;
    bool first = true;

    for (; code != NULL && wrong == NULL; first = false) {
        wrong = answers_take(r->q, question, code, first, a);
        code = many ? strtok_r(NULL, BETWEEN, &rest) : NULL;
    }
    return wrong;
}

/* Put one field into the ballot. */
static void take_answer(struct reader *r, struct field *f, struct answers *a)
{
    const struct questionnaire *q = r->q;
    size_t target = r->target[r->column - 1];
    bool question = target < ATTRIBUTE;
    const char *id =
        question ? q->question[target].id : q->attribute[target - ATTRIBUTE].id;
    const char *wrong = "too long";
    char whole[FIELD_MAX + 4];

    if (!is_sound(r, f) || f->len == 0)
        return;
    shown(f, whole); /* take_codes() cuts the text up */
    if (!f->too_long)
        wrong = question
            ? take_codes(r, target, f->text, a)
            : answers_take_attribute(q, target - ATTRIBUTE, f->text, a);
    if (wrong != NULL)
        fault(r, r->column, "%s: \"%s\": %s", id, whole, wrong);
}

static void keep(struct reader *r, const struct answers *a)
{
    struct ballots *out = r->out;

    if (out->n == BALLOTS_MAX_ROWS) {
        fault(r, 1, "more than %d ballots; import them in parts",
            BALLOTS_MAX_ROWS);
        r->p = r->end;
        return;
    }
    if (out->n == r->cap) {
        r->cap = r->cap == 0 ? 256 : 2 * r->cap;
        out->answers = xrealloc(out->answers, r->cap, sizeof *a);
    }
    out->answers[out->n++] = *a;
}

/* One line; a blank one is passed over. */
static void read_row(struct reader *r)
{
    bool any = false, blank;
    const char *wrong;
    struct answers a;
    struct field f;

    answers_start(r->q, r->not_asked, r->n_not_asked, &a);
    r->line++;
    r->column = 0;
    do {
        read_field(r, &f);
        any = any || f.len > 0 || f.open;
        if (r->column <= r->n_columns)
            take_answer(r, &f, &a);
    } while (!f.last);
    blank = r->column == 1 && !any && !f.quoted;
    if (blank)
        return;
    wrong = assisted_fault(r->q, CHANNEL_ASSISTED, &a);
    if (r->column != r->n_columns)
        fault(r, r->column, "%zu columns instead of %zu", r->column,
            r->n_columns);
    else if (!any && !f.quoted)
        fault(r, 1,
            "nothing on this line; write \"skipped\" for a ballot that was"
            " handed in blank");
    else if (wrong != NULL)
        fault(r, 1, "%s", wrong);
    else
        keep(r, &a);
}

enum wk_err ballots_parse(const struct questionnaire *q,
    const char *const *not_asked, size_t n_not_asked, const uint8_t *text,
    size_t len, struct ballots *out)
{
    struct reader r = {.q = q,
        .not_asked = not_asked,
        .n_not_asked = n_not_asked,
        .p = text,
        .end = text + len,
        .out = out};

    *out = (struct ballots){0};
    if (len > MAX_BALLOTS)
        return WK_ETOOBIG;
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        r.p += 3;
    if (len >= 2 &&
        (memcmp(text, "\xff\xfe", 2) == 0 ||
            memcmp(text, "\xfe\xff", 2) == 0)) {
        r.line = 1;
        fault(&r, 1, "not UTF-8 text; save the file as \"CSV UTF-8\"");
        return WK_EINVAL;
    }
    read_header(&r);
    if (out->n_faults == 0)
        while (r.p < r.end)
            read_row(&r);
    if (out->n_faults == 0 && out->n == 0)
        fault(&r, 1, "no ballot in this file");
    if (out->n_faults == 0)
        return WK_OK;
    free(out->answers);
    out->answers = NULL;
    out->n = 0;
    return WK_EINVAL;
}

void ballots_free(struct ballots *b)
{
    free(b->answers);
    *b = (struct ballots){0};
}

void ballots_template(const struct questionnaire *q,
    const char *const *not_asked, size_t n_not_asked, struct bytes *out)
{
    struct reader r = {.not_asked = not_asked, .n_not_asked = n_not_asked};
    const char *before = "";

    for (size_t i = 0; i < q->n_questions; i++) {
        if (is_not_asked(&r, q->question[i].id))
            continue;
        bytes_addf(out, "%s%s", before, q->question[i].id);
        before = ",";
    }
    for (size_t i = 0; i < q->n_attributes; i++) {
        if (is_not_asked(&r, q->attribute[i].id))
            continue;
        bytes_addf(out, "%s%s", before, q->attribute[i].id);
        before = ",";
    }
    bytes_add_text(out, "\n");
}
