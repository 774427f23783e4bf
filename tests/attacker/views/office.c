/* SPDX-License-Identifier: EUPL-1.2 */
#include "office.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "crypto.h"
#include "option.h"
#include "others_make.h"
#include "view.h"
#include "view_package.h"
#include "xalloc.h"

/* Not in the order of the alphabet: letters shall not be either. */
const char *const OFFICE_NAME[SITES] = {
    "Gent", "Antwerpen", "Luik", "Brussel", "Namen", "Charleroi"};

void office_must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "%s failed\n", what);
        abort();
    }
}

static struct span span_of(const char *text)
{
    return (struct span){(const uint8_t *)text, strlen(text)};
}

/* ---- Histories ---- */

void office_hash(const char *form, uint8_t hash[static HASH_LEN])
{
    struct bytes canonical = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = NULL;
    char why[WHY_MAX] = "";

    office_must(questionnaire_parse(
                    (const uint8_t *)form, strlen(form), &q, why) == WK_OK,
        form);
    questionnaire_canonical(q, &canonical);
    crypto_sha256(canonical.data, canonical.len, hash);
    questionnaire_free(q);
    bytes_free(&canonical);
}

void history_add(struct history *h, size_t site, struct entry *e, int64_t date)
{
    struct told *t = &h->told[site];
    struct past *p = &t->past[t->n++];

    office_must(t->n <= PAST_MAX, "room for one more entry");
    e->seq = t->n;
    *p = (struct past){.wire = bytes_new(MAX_ENTRY),
        .seq = e->seq,
        .date = date,
        .withdrawal = e->kind == ENTRY_WITHDRAWAL,
        .withdraws = e->withdrawal.seq};
    wire_encode_entry(e, &p->wire);
}

void history_free(struct history *h)
{
    for (size_t s = 0; s < SITES; s++)
        for (size_t i = 0; i < h->told[s].n; i++)
            bytes_free(&h->told[s].past[i].wire);
}

/* ---- A centre ---- */

static void store(struct office *o, int64_t site, const struct past *p)
{
    struct ledger_entry row = {.site = site,
        .seq = p->seq,
        .bytes = {p->wire.data, p->wire.len},
        .signature = span_of("s"),
        .verdict = VERDICT_STORED};

    row.hash[0] = (uint8_t)p->seq;
    office_must(ledger_entry_add(o->l, &row, p->date) == WK_OK, "entry");
    office_must(cells_add(o->l, &row) == WK_OK, "figures");
}

/* A withdrawal takes effect at once, of what is there. */
static void store_all(
    struct office *o, int64_t site, const struct told *t, int64_t until)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct past *p = &t->past[i];
        const struct past *what =
            p->withdrawal ? &t->past[p->withdraws - 1] : p;

        if (what->date <= until)
            store(o, site, p);
    }
}

struct office *office_new(const struct history *h, const size_t *place,
    const char *secret, int64_t until)
{
    static unsigned number;
    struct office *o = xcalloc(1, sizeof *o);
    char path[64], why[WHY_MAX] = "";

    o->h = h;
    snprintf(
        path, sizeof path, "file:office%u?mode=memory&cache=shared", number++);
    office_must(ledger_open(path, &o->l) == WK_OK, "ledger");
    office_must(ledger_begin(o->l) == WK_OK, "begin");
    office_must(ledger_meta_set(o->l, "register", secret) == WK_OK, "secret");
    for (size_t i = 0; i < h->n_forms; i++) {
        uint8_t hash[HASH_LEN];

        office_must(ledger_questionnaire_add(
                        o->l, span_of(h->form[i]), true, hash, why) == WK_OK,
            why);
    }
    for (size_t i = 0; i < SITES; i++) {
        office_must(ledger_site_add(o->l, OFFICE_NAME[i], &o->site[i]) == WK_OK,
            "site");
        store_all(o, o->site[i], &h->told[place != NULL ? place[i] : i], until);
    }
    office_must(ledger_commit(o->l) == WK_OK, "commit");
    return o;
}

void office_free(struct office *o)
{
    ledger_close(o->l);
    free(o);
}

struct audience office_who(const struct office *o, enum audience_role role,
    size_t site, int64_t opened)
{
    return (struct audience){
        role, role == AUDIENCE_NETWORK ? o->site[site] : 0, opened};
}

/* ---- Everything that can be asked for ---- */

struct look {
    const struct office *o;
    struct bytes *out, one;
    struct view_query q;
};

/* Keep what was seen, or the refusal. */
static void keep(
    struct look *k, const char *what, enum wk_err err, const char *why)
{
    bytes_addf(k->out, "\n== %s %s %s %" PRId32 " %" PRId32 " %s\n", what,
        k->q.question != NULL ? k->q.question : "",
        k->q.attribute != NULL ? k->q.attribute : "", k->q.months.first,
        k->q.months.last, k->q.between[0] != NULL ? k->q.between[1] : "");
    if (err == WK_OK)
        bytes_add(k->out, k->one.data, k->one.len);
    else
        bytes_addf(k->out, "%s: %s", wk_err_text(err), why);
    office_must(!bytes_over(k->out) &&
            (err == WK_OK || err == WK_ENOTFOUND || err == WK_EINVAL),
        what);
    bytes_clear(&k->one);
}

static void look_compare(struct look *k, const char *what, enum view_format as)
{
    char why[WHY_MAX] = "";
    enum wk_err err = view_compare(k->o->l, &k->q, as, &k->one, why);

    keep(k, what, err, why);
}

static void look_view(struct look *k, const char *what, view_fn *view)
{
    char why[WHY_MAX] = "";
    enum wk_err err = view(k->o->l, &k->q, &k->one, why);

    keep(k, what, err, why);
}

/* Of the first site seen and each other, by whatever it is called. */
static void look_pairs(struct look *k)
{
    static const char *const CALLED[] = {"Gent", "Antwerpen", "A", "D", "*"};

    for (size_t i = 1; i < sizeof CALLED / sizeof CALLED[0]; i++) {
        k->q.between[0] = CALLED[i - 1];
        k->q.between[1] = CALLED[i];
        look_compare(k, "compare", VIEW_JSON);
    }
    k->q.between[0] = k->q.between[1] = NULL;
}

/* A question, by each attribute; its file says the same, once. */
static void look_question(struct look *k, const struct qn_question *question)
{
    static const char *const BY[] = {"age", "gender"};
    bool widest = k->q.months.first == FIRST_MONTH &&
        k->q.months.last == FIRST_MONTH + k->o->h->n_months - 1;

    k->q.question = question->id;
    if (question->many) {
        look_view(k, "needs", view_needs);
        for (size_t i = 0; i < question->n_codes; i++) {
            char id[MAX_OPTION_ID + 1];

            option_id(question, i, id);
            k->q.question = id;
            look_compare(k, "compare", VIEW_JSON);
            look_view(k, "trend", view_trend);
        }
        return;
    }
    look_view(k, "trend", view_trend);
    for (size_t i = 0; i < sizeof BY / sizeof BY[0]; i++) {
        k->q.attribute = BY[i];
        look_compare(k, "compare", VIEW_JSON);
        if (widest)
            look_compare(k, "compare.csv", VIEW_CSV);
    }
    k->q.attribute = NULL; /* the first one, or none */
    look_compare(k, "compare", VIEW_JSON);
    if (widest)
        look_pairs(k);
}

static void look_months(struct look *k)
{
    const struct questionnaire **list = NULL;
    size_t n = 0;

    office_must(
        ledger_questionnaire_all(k->o->l, &list, &n) == WK_OK, "questions");
    for (size_t i = 0; i < n; i++)
        for (size_t at = 0; at < list[i]->n_questions; at++)
            if (i == 0 ||
                questionnaire_find(list[0], list[i]->question[at].id) < 0)
                look_question(k, &list[i]->question[at]);
    free(list);
    k->q.question = NULL;
    look_view(k, "trust", view_trust);
    look_view(k, "overview", view_overview);
    look_view(k, "silence", view_silence);
}

void office_look(
    const struct office *o, const struct audience *a, struct bytes *out)
{
    struct look k = {
        .o = o, .out = out, .one = bytes_new(OFFICE_MAX), .q = {.who = *a}};
    struct view_terms terms = {.demonstration = false};

    for (int32_t first = 0; first < o->h->n_months; first++)
        for (int32_t last = first; last < o->h->n_months; last++) {
            k.q.months =
                (struct period){FIRST_MONTH + first, FIRST_MONTH + last};
            look_months(&k);
        }
    keep(&k, "questions", view_questions(o->l, a, terms, &k.one), "");
    keep(&k, "dictionary", view_dictionary(o->l, a, terms, &k.one), "");
    if (a->role == AUDIENCE_NETWORK) /* what the centre tells the site */
        keep(&k, "others", others_make(o->l, a->site, a->opened, &k.one), "");
    for (size_t i = 0; i < VIEW_PACKAGE_FILES; i++)
        keep(&k, VIEW_PACKAGE_NAME[i],
            view_package(o->l, a, terms, VIEW_PACKAGE_NAME[i], &k.one), "");
    bytes_free(&k.one);
}

bool office_differ(
    const char *what, const struct bytes *a, const struct bytes *b)
{
    const char *x = bytes_text(a), *y = bytes_text(b), *at = x;
    size_t same = 0;

    if (strcmp(x, y) == 0)
        return false;
    while (x[same] == y[same])
        same++;
    while (same > 0 && strncmp(x + same, "\n== ", 4) != 0)
        same--;
    at = x + same + 1;
    printf("  %s: %.*s differs\n", what, (int)strcspn(at, "\n"), at);
    return true;
}
