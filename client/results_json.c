/* SPDX-License-Identifier: EUPL-1.2 */
#include "results_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "flags.h"
#include "others.h"
#include "qn_json.h"
#include "reading.h"
#include "released.h"
#include "released_tables.h"
#include "xalloc.h"

static const double ALPHA = 0.05;

/* One question of one release. */
struct row {
    struct json *json; /* in its question's list */
    size_t question;   /* index into the questions */
    struct bounds two;
    char project[MAX_ID + 1];
    enum channel channel;
    struct period months;
    size_t before; /* the row of the period before, or SIZE_MAX */
};

struct results {
    struct store *store;
    struct store_questionnaire *held;
    size_t n_held;
    struct question {
        char id[MAX_OPTION_ID + 1];
        struct json *json, *figures;
    } * question;
    size_t n_questions;
    struct row *row;
    size_t n_rows;
};

/* ---- Questions ---- */

/* The place of the question, which is made when it is new. */
static size_t find_question(struct results *r, const struct questionnaire *in,
    const struct qn_question *q)
{
    struct question *made;

    for (size_t i = 0; i < r->n_questions; i++)
        if (strcmp(r->question[i].id, q->id) == 0)
            return i;
    r->question =
        xrealloc(r->question, r->n_questions + 1, sizeof *r->question);
    made = &r->question[r->n_questions];
    memcpy(made->id, q->id, sizeof made->id);
    made->json = json_new_object();
    made->figures = json_new_array();
    json_set_new(made->json, "question", json_new_text(q->id));
    json_set_new(made->json, "text", qn_json_text(&q->text, q->id));
    json_set_new(made->json, "positive",
        q->many ? json_new_array() : qn_json_positive(in, q));
    json_set_new(
        made->json, "reversed", json_new_bool(reading_reversed(q->id)));
    return r->n_questions++;
}

/* ---- Figures ---- */

static int32_t thousandths(double share)
{
    return (int32_t)lround(share * OTHERS_WHOLE);
}

/* The positive share and its interval; null where nothing tells it. */
static struct json *share_json(const struct bounds *two)
{
    struct others_share s = {.n = (uint32_t)two->n, .share = OTHERS_CAPPED};
    struct interval i;
    struct json *j;

    if (two->n == 0)
        return json_new_null();
    i = bounds_wilson(two, intervals_z(ALPHA));
    s.low = thousandths(i.low);
    s.high = thousandths(i.high);
    if (two->negative + two->positive == two->n)
        s.share = thousandths((double)two->positive / (double)two->n);
    j = json_new_object();
    others_set_share(j, &s);
    return j;
}

static struct json *flags_json(
    const struct qn_question *q, const struct table *t)
{
    static const struct {
        unsigned flag;
        const char *name;
    } NAMES[] = {
        {FLAG_NOT_UNDERSTOOD, "not_understood"},
        {FLAG_REFUSED, "refused"},
        {FLAG_CEILING, "ceiling"},
    };
    struct json *list = json_new_array();
    unsigned flags = flags_of(q, t);

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if ((flags & NAMES[i].flag) != 0)
            json_append_new(list, json_new_text(NAMES[i].name));
    return list;
}

/* head is what all figures of the release have in common. */
static void add_row(struct results *r, const struct questionnaire *in,
    const struct release *of, size_t i, const struct json *head)
{
    const struct qn_question *q = &in->question[i];
    const struct table *t = &of->table[i];
    struct figure f = {.level = 0};
    struct row *row;

    if (t->state == TABLE_NOT_ASKED)
        return;
    r->row = xrealloc(r->row, r->n_rows + 1, sizeof *r->row);
    row = &r->row[r->n_rows++];
    *row = (struct row){.json = json_new_copy(head),
        .question = find_question(r, in, q),
        .channel = of->channel,
        .months = of->months,
        .before = SIZE_MAX};
    memcpy(row->project, of->project, sizeof row->project);
    if (figure_add(&f, q, t, of->answer_sets) == WK_OK)
        row->two = f.two;
    json_set_new(row->json, "table", released_total(in, of, i));
    json_set_new(row->json, "share", share_json(&row->two));
    json_set_new(row->json, "change", json_new_null());
    json_set_new(row->json, "flags", flags_json(q, t));
    json_append_new(r->question[row->question].figures, row->json);
}

/* ---- Changes ---- */

static bool is_before(const struct row *a, const struct row *b)
{
    return a->question == b->question && a->channel == b->channel &&
        strcmp(a->project, b->project) == 0 && a->two.n > 0 &&
        a->months.last < b->months.first;
}

/* Rows stand with the newest release first, so the first that fits is it. */
static uint64_t find_before(struct results *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_rows; i++)
        for (size_t k = i + 1; r->row[i].two.n > 0 && k < r->n_rows; k++)
            if (is_before(&r->row[k], &r->row[i])) {
                r->row[i].before = k;
                n++;
                break;
            }
    return n;
}

static void add_changes(struct results *r)
{
    double z = intervals_family_z(ALPHA, find_before(r));

    for (size_t i = 0; i < r->n_rows; i++) {
        const struct row *row = &r->row[i];
        struct interval c;
        struct json *j;

        if (row->before == SIZE_MAX)
            continue;
        c = bounds_newcombe(&row->two, &r->row[row->before].two, z);
        j = json_new_object();
        json_set_new(
            j, "first", json_new_month(r->row[row->before].months.first));
        json_set_new(
            j, "last", json_new_month(r->row[row->before].months.last));
        json_set_new(j, "low", json_new_int(thousandths(c.low)));
        json_set_new(j, "high", json_new_int(thousandths(c.high)));
        json_set_new(j, "clear", json_new_bool(c.low > 0 || c.high < 0));
        json_set_new(row->json, "change", j);
    }
}

/* ---- Releases ---- */

/* The questionnaire of a release that fits it, or NULL. */
static const struct questionnaire *questionnaire_of(
    const struct results *r, const struct release *of)
{
    for (size_t i = 0; i < r->n_held; i++)
        if (memcmp(r->held[i].hash, of->questionnaire, HASH_LEN) == 0)
            return release_fits(of, r->held[i].q) ? r->held[i].q : NULL;
    return NULL;
}

static void add_release(
    struct results *r, uint64_t seq, const struct release *of)
{
    const struct questionnaire *in = questionnaire_of(r, of);
    struct json *head;

    if (in == NULL)
        return;
    head = json_new_object();
    json_set_new(head, "seq", json_new_int((int64_t)seq));
    released_head(r->store, of, head);
    for (size_t i = 0; i < of->n_tables; i++)
        add_row(r, in, of, i, head);
    json_free(head);
}

/* Walk the chain, the newest first: what withdraws comes before what it means.
 */
static enum wk_err add_releases(struct results *r)
{
    struct entry *value = xcalloc(1, sizeof *value);
    uint64_t *gone = NULL;
    size_t n_gone = 0;
    struct wire_head head;
    enum wk_err err = store_head(r->store, &head);

    for (uint64_t seq = err == WK_OK ? head.seq : 0; seq > 0 && err == WK_OK;
         seq--) {
        struct store_entry e = {.len = 0};
        bool is_gone = false, known;

        err = store_entry_get(r->store, seq, &e);
        known = err == WK_OK && e.len > 0 &&
            (err = released_decode(&e, value)) == WK_OK;
        for (size_t i = 0; i < n_gone; i++)
            is_gone = is_gone || gone[i] == seq;
        if (known && value->kind == ENTRY_WITHDRAWAL) {
            gone = xrealloc(gone, n_gone + 1, sizeof *gone);
            gone[n_gone++] = value->withdrawal.seq;
        } else if (known && !is_gone) {
            add_release(r, seq, &value->release);
        }
        if (err == WK_ESCHEMA) /* a later version wrote it */
            err = WK_OK;
        free(e.bytes);
    }
    free(gone);
    free(value);
    return err;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(
        ((const struct question *)a)->id, ((const struct question *)b)->id);
}

enum wk_err results_json(struct store *s, struct json **out)
{
    struct results r = {.store = s};
    struct json *list = json_new_array();
    enum wk_err err = store_questionnaire_list(s, &r.held, &r.n_held);

    if (err == WK_OK)
        err = add_releases(&r);
    add_changes(&r);
    if (r.n_questions > 0)
        qsort(r.question, r.n_questions, sizeof *r.question, by_id);
    for (size_t i = 0; i < r.n_questions; i++) {
        json_set_new(r.question[i].json, "figures", r.question[i].figures);
        json_append_new(list, r.question[i].json);
    }
    *out = json_new_object();
    json_set_new(*out, "questions", list);
    for (size_t i = 0; i < r.n_held; i++)
        questionnaire_free(r.held[i].q);
    free(r.held);
    free(r.question);
    free(r.row);
    return err;
}
