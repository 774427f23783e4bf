/* SPDX-License-Identifier: EUPL-1.2 */
/* released_words.c - one entry, told to a person at a terminal. */
#include "released.h"

#include <inttypes.h>
#include <stdlib.h>

#include "log.h"
#include "qn_json.h"
#include "xalloc.h"

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

static void add_exact(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    struct bytes *out)
{
    static const char *const SPLIT[] = {
        "do not want to say", "do not understand the question", "skipped"};
    const struct qn_level *level = &question->level[t->level];
    size_t i = 0, k;

    for (; i < level->n_groups && i < t->n_counts; i++) {
        struct bytes label = bytes_new(MAX_CODES * (MAX_TEXT + 2));

        qn_json_label_text(q, question, level, (uint8_t)i, LANG_EN, &label);
        add_count(bytes_text(&label), t->count[i], out);
        bytes_free(&label);
    }
    for (k = 0; k < question->n_extras && i < t->n_counts; k++, i++)
        add_count(questionnaire_label(q, question->extra[k], LANG_EN),
            t->count[i], out);
    for (k = 0; i < t->n_counts && k < 3; k++, i++)
        add_count(t->split ? SPLIT[k] : "no answer", t->count[i], out);
}

static void add_at_least(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    struct bytes *out)
{
    const struct qn_level *level = &question->level[question->n_levels - 1];
    struct bytes label = bytes_new(MAX_CODES * (MAX_TEXT + 2));

    qn_json_label_text(
        q, question, level, t->positive ? 1 : 0, LANG_EN, &label);
    bytes_addf(out, "    at least %" PRIu32 " of %" PRIu32 ": %s\n",
        t->count[2], t->count[1], bytes_text(&label));
    add_count("no answer, or none of these", t->count[0], out);
    bytes_free(&label);
}

static void add_choices(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    const struct rules_set *rules, struct bytes *out)
{
    uint32_t answered = t->count[CHOICES_ANSWERED];

    for (size_t i = 0; i < question->n_codes; i++) {
        uint32_t told = t->count[CHOICES_OPTION + i];

        bytes_addf(out, "    %8s %6" PRIu32 "  %s\n",
            told <= rules->dissent                  ? "at most"
                : told >= answered - rules->dissent ? "at least"
                                                    : "",
            told, questionnaire_label(q, question->code[i], LANG_EN));
    }
    bytes_addf(out, "    %8s %6" PRIu32 "  chose something\n", "", answered);
    bytes_addf(out, "    %8s %6" PRIu32 "  no answer, or none of these\n", "",
        t->count[CHOICES_ASIDE]);
}

static void add_table(const struct questionnaire *q,
    const struct qn_question *question, const struct table *t,
    const struct rules_set *rules, struct bytes *out)
{
    const char *text = question->text.in[LANG_EN];

    bytes_addf(out, "  %s  %s\n", question->id, text != NULL ? text : "");
    switch (t->state) {
    case TABLE_HIDDEN:
        bytes_add_text(out, "    hidden\n");
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
        add_choices(q, question, t, rules, out);
        break;
    }
}

static void add_release(
    struct store *s, const struct release *r, struct bytes *out)
{
    struct store_questionnaire held = {0};
    char first[MONTH_TEXT], last[MONTH_TEXT];
    bool known =
        store_questionnaire_get(s, r->questionnaire, NULL, &held) == WK_OK;

    month_text(r->months.first, first);
    month_text(r->months.last, last);
    bytes_addf(
        out, "%-16s%s, %s\n", "project", r->project, channel_text(r->channel));
    bytes_addf(out, "%-16s%s to %s\n", "months", first, last);
    bytes_addf(out, "%-16s%s\n", "questionnaire",
        known ? held.q->id : "(not held any more)");
    add_hex("", r->questionnaire, HASH_LEN, out);
    bytes_addf(out, "%-16s%" PRIu32 "\n", "answer sets", r->answer_sets);
    bytes_addf(out,
        "%-16sversion %" PRIu32 ": batch %" PRIu32 ", group %" PRIu32
        ", column %" PRIu32 ", dissent %" PRIu32 "\n",
        "rules", r->rules.version, r->rules.batch, r->rules.group,
        r->rules.column, r->rules.dissent);
    if (r->eligible > 0)
        bytes_addf(out, "%-16s%" PRIu32 "\n", "eligible", r->eligible);
    if (r->asked > 0)
        bytes_addf(out, "%-16s%" PRIu32 "\n", "asked", r->asked);
    for (size_t i = 0; known && i < r->n_tables && i < held.q->n_questions; i++)
        add_table(held.q, &held.q->question[i], &r->table[i], &r->rules, out);
    questionnaire_free(held.q);
}

enum wk_err released_words(
    struct store *s, const struct store_entry *e, struct bytes *out)
{
    struct entry *value = xcalloc(1, sizeof *value);
    enum wk_err err = wire_decode_entry(e->bytes, e->len, value);

    if (err != WK_OK) {
        log_warn(
            "site.db: table entry, row %" PRIu64 ": cannot be read", e->seq);
        free(value);
        return WK_ECHECK;
    }
    bytes_addf(out, "%-16s%" PRIu64 ", %zu bytes, %s\n", "entry", e->seq,
        e->len, released_receipt(e->verdict));
    add_hex("era", value->era, ERA_LEN, out);
    add_hex("follows", value->previous, HASH_LEN, out);
    add_hex("hash", e->hash, HASH_LEN, out);
    add_hex("signed by", e->key, HASH_LEN, out);
    if (value->kind == ENTRY_RELEASE)
        add_release(s, &value->release, out);
    else
        bytes_addf(out, "withdraws entry %" PRIu64 ", reason %" PRIu32 "\n",
            value->withdrawal.seq, value->withdrawal.reason);
    free(value);
    return WK_OK;
}
