/* SPDX-License-Identifier: EUPL-1.2 */
#include "scra.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "log.h"
#include "policy.h"
#include "released.h"
#include "released_tables.h"
#include "xalloc.h"

/* What is being read. */
struct reading {
    struct scra *out;
    uint8_t *withdrawn; /* by seq */
    uint64_t head;
};

static enum wk_err policy_in_force(struct store *s, struct rules_set *out)
{
    struct bytes text = bytes_new(MAX_TEXT);
    char why[WHY_MAX] = "";
    enum wk_err err = store_policy_now(s, &text);

    if (err == WK_OK)
        err = policy_parse(bytes_text(&text), text.len, out, why);
    if (why[0] != '\0')
        log_warn("site.db: the policy in force: %s", why);
    bytes_free(&text);
    return err;
}

/* ---- One release ---- */

/* Options with a bound make the whole a bounded table. */
static bool is_bounded(const struct qn_question *question,
    const struct rules_set *rules, const struct table *t)
{
    for (size_t i = 0; t->state == TABLE_CHOICES && i < question->n_codes; i++)
        if (strcmp(released_choice_kind(rules, t, i), "count") != 0)
            return true;
    return t->state == TABLE_AT_LEAST;
}

static void count_tables(const struct questionnaire *q, const struct release *r,
    struct scra_batch *out)
{
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct table *t = &r->table[i];

        if (t->state == TABLE_HIDDEN)
            out->hidden++;
        else if (is_bounded(&q->question[i], &r->rules, t))
            out->bounded++;
        else if (t->state != TABLE_NOT_ASKED)
            out->exact++;
        out->rows_shown += r->breakdown[i].state == BREAKDOWN_SHOWN;
        out->rows_hidden += r->breakdown[i].state == BREAKDOWN_HIDDEN;
    }
}

static void figures_of(const struct questionnaire *q, const struct release *r,
    struct scra_batch *out)
{
    out->answer_sets = r->answer_sets;
    count_tables(q, r, out);
    for (size_t i = 0; i < r->n_margins; i++) {
        const struct margin *m = &r->margin[i];

        out->groups[i] = (struct scra_groups){
            .shown = m->shown, .not_said = m->not_said, .n = m->n_groups};
        memcpy(out->groups[i].size, r->cell + m->first,
            m->n_groups * sizeof r->cell[0]);
    }
}

static void add_to_sum(const struct scra_batch *b, struct scra_batch *sum)
{
    sum->seq++;
    sum->answer_sets += b->answer_sets;
    sum->exact += b->exact;
    sum->bounded += b->bounded;
    sum->hidden += b->hidden;
    sum->rows_shown += b->rows_shown;
    sum->rows_hidden += b->rows_hidden;
}

static void take_release(
    struct reading *x, const struct store_entry *e, const struct release *r)
{
    struct scra *a = x->out;
    struct scra_batch b = {.seq = e->seq, .withdrawn = x->withdrawn[e->seq]};
    char why[WHY_MAX] = "";

    a->audited++;
    if (audit_entry(a->q, e->bytes, e->len, why) != WK_OK) {
        log_warn("site.db: table entry, row %" PRIu64 ": %s", e->seq, why);
        a->failed = e->seq;
    }
    if (e->verdict == 0) { /* nobody knows yet whether it left */
        a->waiting++;
        return;
    }
    a->confirmed++;
    if (!release_fits(r, a->q))
        return; /* it did not pass the audit either */
    snprintf(b.project, sizeof b.project, "%s", r->project);
    b.channel = r->channel;
    b.months = r->months;
    if (!b.withdrawn)
        figures_of(a->q, r, &b);
    if (a->n_rows < SCRA_ROWS_MAX)
        a->row[a->n_rows++] = b;
    if (!b.withdrawn)
        add_to_sum(&b, &a->sum);
}

/* ---- The chain, newest first: a withdrawal comes before what it names ---- */

static enum wk_err take_entry(
    struct reading *x, const struct store_entry *e, struct entry *value)
{
    enum wk_err err = e->len > 0 ? released_decode(e, value) : WK_OK;

    /* Adopted: its bytes were not kept, or a later version wrote them. */
    if (err == WK_ESCHEMA || (err == WK_OK && e->len == 0))
        return WK_OK;
    if (err != WK_OK)
        return err;
    if (value->kind == ENTRY_WITHDRAWAL) {
        if (value->withdrawal.seq <= x->head)
            x->withdrawn[value->withdrawal.seq] = 1;
    } else if (memcmp(value->release.questionnaire, x->out->hash, HASH_LEN) ==
        0) {
        take_release(x, e, &value->release);
    }
    return WK_OK;
}

enum wk_err scra_read(
    struct store *s, const struct store_questionnaire *of, struct scra *out)
{
    struct reading x = {.out = out};
    struct entry *value = xcalloc(1, sizeof *value);
    struct wire_head head;
    enum wk_err err;

    *out = (struct scra){.q = of->q};
    memcpy(out->hash, of->hash, HASH_LEN);
    err = policy_in_force(s, &out->rules);
    if (err == WK_OK)
        err = store_head(s, &head);
    if (err != WK_OK)
        goto out;
    x.head = head.seq;
    x.withdrawn = xcalloc(x.head + 1, 1);
    for (uint64_t seq = x.head; seq > 0 && err == WK_OK; seq--) {
        struct store_entry e = {0};

        err = store_entry_get(s, seq, &e);
        if (err == WK_OK)
            err = take_entry(&x, &e, value);
        free(e.bytes);
    }
out:
    free(x.withdrawn);
    free(value);
    return err;
}
