/* SPDX-License-Identifier: EUPL-1.2 */
#include "feet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "intake.h"
#include "random.h"
#include "xalloc.h"

static const char *const PLACE[FEET_PLACES] = {"near", "middle", "far"};

/* ---- The form ---- */

static void add_labels(struct json *form)
{
    static const char *const TEXT[FEET_PLACES][N_LANGS] = {
        {"dichtbij", "près", "near"},
        {"in het midden", "au milieu", "in the middle"},
        {"ver weg", "loin", "far"}};
    static const char *const LANG[N_LANGS] = {"nl", "fr", "en"};
    struct json *labels = json_new_object();

    for (size_t p = 0; p < FEET_PLACES; p++) {
        struct json *text = json_new_object();

        for (size_t l = 0; l < N_LANGS; l++)
            json_set_new(text, LANG[l], json_new_text(TEXT[p][l]));
        json_set_new(labels, PLACE[p], text);
    }
    json_set_new(form, "labels", labels);
}

/* From the negative side on: far, and then middle and near together. */
static struct json *levels(void)
{
    static const char LEVELS[] =
        "[[\"far\",\"middle\",\"near\"],[[\"far\"],[\"middle\",\"near\"]]]";
    struct json *out = NULL;
    char why[WHY_MAX];

    (void)!json_parse(
        (const uint8_t *)LEVELS, sizeof LEVELS - 1, &out, why, sizeof why);
    return out;
}

static void write_form(const struct feet *f, struct bytes *out)
{
    struct json *form = json_new_object(), *questions = json_new_array();
    char hex[2 * ID_LEN + 1], id[MAX_ID + 1];

    hex_encode(f->id, ID_LEN, hex);
    snprintf(id, sizeof id, "site:feet-%.12s", hex);
    json_set_new(form, "id", json_new_text(id));
    json_set_new(form, "version", json_new_int(1));
    json_set_new(form, "scope", json_new_text("site"));
    for (size_t i = 0; i < f->n; i++) {
        struct json *q = json_new_object();

        snprintf(id, sizeof id, "site:%.8s-%u", hex, (unsigned)(i + 1) % 100);
        json_set_new(q, "id", json_new_text(id));
        json_set_new(q, "type", json_new_text("one"));
        json_set_new(q, "levels", levels());
        json_set_new(q, "text", json_new_copy(f->statement[i].text));
        json_append_new(questions, q);
    }
    json_set_new(form, "questions", questions);
    add_labels(form);
    json_write(form, false, out);
    json_free(form);
}

/* ---- The rows ---- */

static uint32_t people_at(const struct feet_statement *s)
{
    return s->at[0] + s->at[1] + s->at[2];
}

/* One column: so many of each place, the rest skipped, in any order. */
static void fill_column(
    const struct feet_statement *s, struct intake_row *rows, size_t n, size_t q)
{
    size_t row = 0;

    for (uint8_t p = 0; p < FEET_PLACES; p++)
        for (uint32_t i = 0; i < s->at[p]; i++)
            rows[row++].answers.value[q] = (uint8_t)(FEET_PLACES - 1 - p);
    while (row < n)
        rows[row++].answers.value[q] = ANSWER_SKIPPED;
    for (size_t i = n; i > 1; i--) {
        size_t k = random_below((uint32_t)i);
        uint8_t swap = rows[i - 1].answers.value[q];

        rows[i - 1].answers.value[q] = rows[k].answers.value[q];
        rows[k].answers.value[q] = swap;
    }
}

static struct intake_row *make_rows(const struct feet *f, size_t *n)
{
    struct intake_row *rows;

    *n = 0;
    for (size_t i = 0; i < f->n; i++)
        if (people_at(&f->statement[i]) > *n)
            *n = people_at(&f->statement[i]);
    rows = xcalloc(*n + 1, sizeof *rows);
    for (size_t i = 0; i < *n; i++)
        random_bytes(rows[i].id, ID_LEN);
    for (size_t i = 0; i < f->n; i++)
        fill_column(&f->statement[i], rows, *n, i);
    return rows;
}

/* ---- Saving ---- */

/* Held by this site, and put by the project in no month. */
static enum wk_err add_plan(struct site *s, const struct store_project *p,
    const uint8_t hash[static HASH_LEN])
{
    int32_t month = period_of(p->period, date_month(site_today())).first;
    struct store_plan plan = {
        .first_month = month, .last_month = month - 1, .local = true};

    memcpy(plan.project, p->id, sizeof plan.project);
    memcpy(plan.questionnaire, hash, HASH_LEN);
    return store_plan_add(site_store(s), &plan);
}

/* Form, plan and rows, inside one transaction.  WK_EEXIST: saved already. */
static enum wk_err save(struct site *s, const struct feet *f,
    const struct store_project *p, struct intake *in, char why[static WHY_MAX])
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct intake_row *rows;
    uint8_t hash[HASH_LEN];
    size_t n;
    enum wk_err err;

    write_form(f, &text);
    err = bytes_over(&text)
        ? WK_ETOOBIG
        : store_questionnaire_add_own(
              site_store(s), (struct span){text.data, text.len}, hash, why);
    bytes_free(&text);
    if (err == WK_OK)
        err = add_plan(s, p, hash);
    if (err == WK_OK)
        err = intake_begin(s, p, hash, in);
    if (err != WK_OK)
        return err;
    rows = make_rows(f, &n);
    err = intake_add(in, rows, n, why);
    crypto_wipe(rows, n * sizeof *rows);
    free(rows);
    return err;
}

enum wk_err feet_save(struct site *s, const char *who, const struct feet *f,
    char why[static WHY_MAX])
{
    struct store *store = site_store(s);
    struct store_project p;
    struct intake in;
    enum wk_err err = store_project_get(store, f->project, &p);

    snprintf(why, WHY_MAX, "it could not be saved");
    if (err == WK_OK)
        err = store_begin(store);
    if (err == WK_OK)
        err = save(s, f, &p, &in, why);
    if (err == WK_OK) {
        site_note(s, who, "a conversation on feet saved for %s", p.id);
        err = store_commit(store);
    }
    store_rollback(store);
    return err == WK_EEXIST ? WK_OK : err;
}
