/* SPDX-License-Identifier: EUPL-1.2 */
#include "view_package.h"

#include <string.h>

#include "asset.h"
#include "compare.h"
#include "dictionary.h"
#include "log.h"
#include "view_private.h"

const char *const VIEW_PACKAGE_NAME[VIEW_PACKAGE_FILES] = {
    "datapackage.json", "figures.csv", "questions.csv", "codes.csv"};

static const char DEMONSTRATION[] =
    "Demonstration: synthetic data, all figures are made up. ";

typedef enum wk_err write_fn(struct ledger *l, const struct audience *a,
    const struct json *said, struct bytes *out);

/* ---- The descriptor ---- */

static void prepend(struct json *j, const char *key, const char *what)
{
    struct bytes text = bytes_new(MAX_BODY);

    bytes_addf(&text, "%s%s", what, json_text(json_get(j, key)));
    json_set_new(j, key, json_new_text(bytes_text(&text)));
    bytes_free(&text);
}

/* So that the figures are taken for what they are wherever they go. */
static void label(struct json *j)
{
    struct json *licence = json_new_object(), *licences = json_new_array();

    prepend(j, "title", DEMONSTRATION);
    prepend(j, "description", DEMONSTRATION);
    json_set_new(licence, "name", json_new_text("CC0-1.0"));
    json_set_new(licence, "path",
        json_new_text("https://creativecommons.org/publicdomain/zero/1.0/"));
    json_append_new(licences, licence);
    json_set_new(j, "licenses", licences);
}

static enum wk_err write_descriptor(struct ledger *l, const struct audience *a,
    const struct json *said, struct bytes *out)
{
    const struct asset *form = asset_find(&CENTRAL_ASSETS, "datapackage.json");
    const struct json *first = json_get(said, "first");
    struct json *j = NULL, *temporal;
    char why[WHY_MAX] = "";
    enum wk_err err = form == NULL
        ? WK_ENOTFOUND
        : json_parse(form->data, form->len, &j, why, sizeof why);

    (void)l;
    (void)a;
    if (err != WK_OK) {
        log_warn("datapackage.json: %s", why);
        return err;
    }
    json_set_new(j, "demonstration",
        json_new_bool(json_bool(json_get(said, "demonstration"))));
    if (json_bool(json_get(said, "demonstration")))
        label(j);
    if (json_text(first) != NULL) {
        temporal = json_new_object();
        json_set_new(temporal, "start", json_new_copy(first));
        json_set_new(temporal, "end", json_new_copy(json_get(said, "last")));
        json_set_new(j, "temporal", temporal);
    }
    return view_finish(j, WK_OK, out);
}

/* ---- Figures ---- */

/* Append what view_compare() says, without its head. */
static enum wk_err add_figures(struct ledger *l, const struct view_query *q,
    enum view_format format, struct bytes *out)
{
    struct bytes one = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "";
    enum wk_err err = view_compare(l, q, format, &one, why);
    const char *text = bytes_text(&one), *from = text;

    if (err == WK_OK && format == VIEW_CSV)
        from = strstr(text, "\r\n") + strlen("\r\n");
    if (err == WK_OK)
        bytes_add(out, from, one.len - (size_t)(from - text));
    else
        log_warn("figures.csv: %s: %s", q->question, why);
    bytes_free(&one);
    return err;
}

/* Everybody, then by the groups of each attribute. */
static enum wk_err add_question(struct ledger *l, const struct audience *a,
    const char *id, const struct json *question, struct period months,
    struct bytes *out)
{
    const struct json *attributes = json_get(question, "attributes");
    struct view_query q = {.who = *a, .question = id, .months = months};
    size_t n = json_size(attributes);
    enum wk_err err;

    q.attribute =
        n > 0 ? json_text(json_get(json_at(attributes, 0), "id")) : NULL;
    err = add_figures(l, &q, VIEW_CSV, out);
    for (size_t i = 1; err == WK_OK && i < n; i++) {
        q.attribute = json_text(json_get(json_at(attributes, i), "id"));
        err = add_figures(l, &q, VIEW_CSV_PEOPLE, out);
    }
    return err;
}

/* All months that have figures; a head alone while there are none. */
static enum wk_err write_figures(struct ledger *l, const struct audience *a,
    const struct json *said, struct bytes *out)
{
    const struct json *list = json_get(said, "questions");
    const char *first = json_text(json_get(said, "first"));
    const char *last = json_text(json_get(said, "last"));
    struct period months;
    enum wk_err err = WK_OK;

    compare_csv_head(out);
    if (first == NULL || month_parse(first, &months.first) != WK_OK ||
        month_parse(last, &months.last) != WK_OK)
        return WK_OK;
    for (size_t i = 0; err == WK_OK && i < json_size(list); i++) {
        const struct json *q = json_at(list, i);
        const struct json *options = json_get(q, "options");

        if (json_size(options) == 0)
            err = add_question(
                l, a, json_text(json_get(q, "id")), q, months, out);
        for (size_t k = 0; err == WK_OK && k < json_size(options); k++)
            err = add_question(l, a,
                json_text(json_get(json_at(options, k), "id")), q, months, out);
    }
    return err;
}

/* ---- The dictionary ---- */

static enum wk_err write_questions(struct ledger *l, const struct audience *a,
    const struct json *dictionary, struct bytes *out)
{
    (void)l;
    (void)a;
    dictionary_questions_csv(dictionary, out);
    return WK_OK;
}

static enum wk_err write_codes(struct ledger *l, const struct audience *a,
    const struct json *dictionary, struct bytes *out)
{
    (void)l;
    (void)a;
    dictionary_codes_csv(dictionary, out);
    return WK_OK;
}

enum wk_err view_package(struct ledger *l, const struct audience *a,
    struct view_terms terms, const char *name, struct bytes *out)
{
    /* The whole dictionary looks at all figures: only where it is told. */
    static const struct {
        view_json_fn *say;
        write_fn *write;
    } FILES[VIEW_PACKAGE_FILES] = {
        {view_questions_json, write_descriptor},
        {view_questions_json, write_figures},
        {view_dictionary_json, write_questions},
        {view_dictionary_json, write_codes},
    };
    struct json *said = NULL;
    enum wk_err err = WK_ENOTFOUND;

    for (size_t i = 0; i < VIEW_PACKAGE_FILES; i++) {
        if (strcmp(name, VIEW_PACKAGE_NAME[i]) != 0)
            continue;
        err = FILES[i].say(l, a, terms, &said);
        if (err == WK_OK)
            err = FILES[i].write(l, a, said, out);
        if (err == WK_OK && bytes_over(out))
            err = WK_ETOOBIG;
    }
    json_free(said);
    return err;
}
