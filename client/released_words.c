/* SPDX-License-Identifier: EUPL-1.2 */
/* released_words.c - one entry, told to a person at a terminal. */
#include "released.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "qn_json.h"
#include "released_grid.h"
#include "released_tables.h"
#include "turnout.h"
#include "xalloc.h"

enum { REASONS_MAX = 4096 };

static const char HIDDEN[] = "    hidden\n";

static void add_hex(
    const char *what, const uint8_t *p, size_t len, struct bytes *out)
{
    char hex[2 * HASH_LEN + 1];

    hex_encode(p, len, hex);
    bytes_addf(out, "%-16s%s\n", what, hex);
}

static void add_count(const char *what, uint32_t count, struct bytes *out)
{
    bytes_addf(out, "    %6" PRIu32 "  %s\n", count, what);
}

static void add_heading(
    const char *id, const struct qn_text *text, struct bytes *out)
{
    const char *words = text->in[LANG_EN];

    bytes_addf(out, "  %s  %s\n", id, words != NULL ? words : "");
}

/* The label of one group, in English. */
static void add_group(const struct questionnaire *q, struct qn_scale scale,
    uint8_t group, uint32_t count, struct bytes *out)
{
    struct bytes label = bytes_new(QN_LABEL_MAX);

    qn_json_label_text(q, scale, group, LANG_EN, &label);
    add_count(bytes_text(&label), count, out);
    bytes_free(&label);
}

/* ---- Totals ---- */

static const char *aside_words(const struct qn_question *question)
{
    return question->n_extras > 0 ? "no answer, or none of these" : "no answer";
}

static void add_exact(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    struct bytes *out)
{
    static const char *const SPLIT[] = {
        "do not want to say", "do not understand the question", "skipped"};
    struct qn_scale scale = qn_scale_level(question, t->level);
    const uint32_t *count = t->count;

    for (uint8_t g = 0; g < scale.level->n_groups; g++)
        add_group(q, scale, g, *count++, out);
    for (size_t k = 0; k < question->n_extras; k++)
        add_count(
            questionnaire_label(q, question->extra[k], LANG_EN), *count++, out);
    for (size_t k = 0; t->split && k < 3; k++)
        add_count(SPLIT[k], *count++, out);
    if (!t->split)
        add_count("no answer", *count, out);
}

static void add_at_least(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    struct bytes *out)
{
    struct qn_scale halves =
        qn_scale_level(question, (uint8_t)(question->n_levels - 1));
    struct bytes label = bytes_new(QN_LABEL_MAX);

    qn_json_label_text(q, halves, t->positive ? 1 : 0, LANG_EN, &label);
    bytes_addf(out, "    at least %" PRIu32 " of %" PRIu32 ": %s\n",
        t->count[2], t->count[1], bytes_text(&label));
    add_count(aside_words(question), t->count[0], out);
    bytes_free(&label);
}

static void add_choices(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    const struct rules_set *rules, struct bytes *out)
{
    for (size_t i = 0; i < question->n_codes; i++) {
        const char *kind = released_choice_kind(rules, t, i);

        bytes_addf(out, "    %8s %6" PRIu32 "  %s\n",
            strcmp(kind, "at_most") == 0        ? "at most"
                : strcmp(kind, "at_least") == 0 ? "at least"
                                                : "",
            t->count[CHOICES_OPTION + i],
            questionnaire_label(q, question->code[i], LANG_EN));
    }
    bytes_addf(out, "    %8s %6" PRIu32 "  chose something\n", "",
        t->count[CHOICES_ANSWERED]);
    bytes_addf(out, "    %8s %6" PRIu32 "  %s\n", "", t->count[CHOICES_ASIDE],
        aside_words(question));
}

static void add_total(const struct questionnaire *q, const struct release *r,
    size_t i, struct bytes *out)
{
    const struct qn_question *question = &q->question[i];
    const struct table *t = &r->table[i];

    switch (t->state) {
    case TABLE_HIDDEN:
        bytes_add_text(out, HIDDEN);
        break;
    case TABLE_NOT_ASKED:
        bytes_add_text(out, "    not asked\n");
        break;
    case TABLE_EXACT:
        add_exact(q, question, t, out);
        break;
    case TABLE_AT_LEAST:
        add_at_least(q, question, t, out);
        break;
    case TABLE_CHOICES:
        add_choices(q, question, t, &r->rules, out);
        break;
    }
}

/* ---- Attributes and breakdowns ---- */

static void add_margin(const struct questionnaire *q, const struct release *r,
    size_t i, struct bytes *out)
{
    const struct margin *m = &r->margin[i];
    struct qn_scale scale = qn_scale_coding(&q->attribute[i], m->coding);
    const uint32_t *size = r->cell + m->first;

    if (!m->shown) {
        bytes_add_text(out, HIDDEN);
        return;
    }
    for (uint8_t g = 0; g < scale.level->n_groups; g++)
        add_group(q, scale, g, *size++, out);
    if (m->not_said)
        add_count(RELEASED_NOT_SAID, *size, out);
}

static void add_breakdown(const struct questionnaire *q,
    const struct release *r, size_t i, struct bytes *out)
{
    if (r->breakdown[i].state == BREAKDOWN_NONE)
        return;
    bytes_addf(out, "    by %s\n", q->attribute[q->question[i].attribute].id);
    if (r->breakdown[i].state == BREAKDOWN_SHOWN)
        released_grid(q, r, i, out);
    else
        bytes_add_text(out, HIDDEN);
}

/* ---- One entry ---- */

/* Lines of reasons, indented below the figures that they are about. */
static void add_reasons(const struct bytes *reasons, struct bytes *out)
{
    for (const char *line = bytes_text(reasons); *line != '\0';) {
        size_t len = strcspn(line, "\n");

        bytes_addf(out, "      %.*s\n", (int)len, line);
        line += len + (line[len] == '\n' ? 1 : 0);
    }
}

static void add_figures(const struct questionnaire *q, const struct release *r,
    bool explain, struct bytes *out)
{
    struct bytes reasons = bytes_new(REASONS_MAX);

    for (size_t i = 0; i < r->n_margins; i++) {
        add_heading(q->attribute[i].id, &q->attribute[i].text, out);
        add_margin(q, r, i, out);
        bytes_clear(&reasons);
        explain_attribute(q, r, i, &reasons);
        if (explain)
            add_reasons(&reasons, out);
    }
    for (size_t i = 0; i < r->n_tables; i++) {
        add_heading(q->question[i].id, &q->question[i].text, out);
        add_total(q, r, i, out);
        bytes_clear(&reasons);
        explain_total(q, r, i, &reasons);
        if (explain)
            add_reasons(&reasons, out);
        add_breakdown(q, r, i, out);
        bytes_clear(&reasons);
        explain_breakdown(q, r, i, &reasons);
        if (explain)
            add_reasons(&reasons, out);
    }
    bytes_free(&reasons);
}

static void add_people(
    const char *what, uint32_t people, bool is_bound, struct bytes *out)
{
    if (people > 0)
        bytes_addf(out, "%-16s%s%" PRIu32 "\n", what,
            is_bound ? "at most " : "", people);
}

static void add_release(
    struct store *s, const struct release *r, bool explain, struct bytes *out)
{
    struct bytes reasons = bytes_new(REASONS_MAX);
    struct store_questionnaire held;
    char first[MONTH_TEXT], last[MONTH_TEXT];
    bool known = released_questionnaire(s, r, &held);

    month_text(r->months.first, first);
    month_text(r->months.last, last);
    bytes_addf(
        out, "%-16s%s, %s\n", "project", r->project, channel_text(r->channel));
    bytes_addf(out, "%-16s%s to %s\n", "months", first, last);
    bytes_addf(out, "%-16s%s\n", "questionnaire",
        known ? held.q->id : "(not held any more)");
    add_hex("", r->questionnaire, HASH_LEN, out);
    bytes_addf(out, "%-16s%" PRIu32 "\n", "answer sets", r->answer_sets);
    explain_batch(r, &reasons);
    if (explain)
        add_reasons(&reasons, out);
    bytes_free(&reasons);
    bytes_addf(out,
        "%-16sversion %" PRIu32 ": batch %" PRIu32 ", group %" PRIu32
        ", column %" PRIu32 ", dissent %" PRIu32 "\n",
        "rules", r->rules.version, r->rules.batch, r->rules.group,
        r->rules.column, r->rules.dissent);
    add_people("eligible", r->eligible, turnout_is_bound(r->eligible, r), out);
    add_people("asked", r->asked, turnout_is_bound(r->asked, r), out);
    add_people("declined", r->declined, turnout_is_declined_bound(r), out);
    if (known)
        add_figures(held.q, r, explain, out);
    questionnaire_free(held.q);
}

/* Whether it counts no more, or will not. */
static enum wk_err add_withdrawn(
    struct store *s, uint64_t seq, struct bytes *out)
{
    struct store_withdrawal *w = NULL;
    uint64_t by = 0;
    size_t n = 0;
    enum wk_err err = released_withdrawn_by(s, seq, &by);

    if (err == WK_OK)
        err = store_withdrawal_list(s, &w, &n);
    if (by > 0)
        bytes_addf(out,
            "%-16sby entry %" PRIu64 ": its figures count no more\n",
            "withdrawn", by);
    for (size_t i = 0; i < n; i++)
        if (w[i].seq == seq)
            bytes_addf(out, "%-16sby the next night\n", "withdrawn");
    free(w);
    return err;
}

enum wk_err released_words(struct store *s, const struct store_entry *e,
    bool explain, struct bytes *out)
{
    struct entry *value = xcalloc(1, sizeof *value);
    enum wk_err err = released_decode(e, value);

    if (err != WK_OK && err != WK_ESCHEMA) {
        free(value);
        return err;
    }
    bytes_addf(out, "%-16s%" PRIu64 ", %zu bytes, %s\n", "entry", e->seq,
        e->len, released_receipt(e->verdict));
    add_hex("era", value->era, ERA_LEN, out);
    add_hex("follows", value->previous, HASH_LEN, out);
    add_hex("hash", e->hash, HASH_LEN, out);
    add_hex("signed by", e->key, HASH_LEN, out);
    if (err == WK_ESCHEMA)
        bytes_add_text(out, "written by a later version of this program\n");
    else if (value->kind == ENTRY_RELEASE)
        add_release(s, &value->release, explain, out);
    else
        bytes_addf(out, "withdraws entry %" PRIu64 ", reason %" PRIu32 "\n",
            value->withdrawal.seq, value->withdrawal.reason);
    free(value);
    return add_withdrawn(s, e->seq, out);
}
