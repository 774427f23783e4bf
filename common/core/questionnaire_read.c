/* SPDX-License-Identifier: EUPL-1.2 */
/* questionnaire_read.c - a questionnaire's JSON, checked member by member. */
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "levels.h"
#include "qn_text.h"
#include "questionnaire_private.h"
#include "xalloc.h"

enum { MAX_PATH = 96 }; /* bytes of a place such as questions[3].text.nl */

struct reader {
    struct questionnaire *q;
    char *why;
};

/*
 * Ids of questions and attributes: one namespace, as they stand side by side
 * in an answer set.  They differ by more than case, so that nobody who types
 * one can mean another.
 */
static bool is_item_id(const char *s)
{
    size_t len = s != NULL ? strlen(s) : 0;

    return len >= 1 && len <= MAX_ID &&
        strspn(s,
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "0123456789_-") == len;
}

/* An id without its namespace, which only a site's own form may have; what is
 * too long as a whole stays so. */
static const char *bare(const struct reader *r, const char *id)
{
    return id != NULL && r->q->site_scope && strlen(id) <= MAX_ID &&
            questionnaire_is_local(id)
        ? id + sizeof QUESTIONNAIRE_LOCAL - 1
        : id;
}

static bool equal_but_case(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++)
        if (*a != *b && ((*a | 0x20) != (*b | 0x20) || (*a | 0x20) < 'a'))
            return false;
    return *a == *b;
}

static enum wk_err read_id(const struct reader *r, const char *at,
    const struct json *j, size_t n_questions, size_t n_attributes, char *out)
{
    const char *id = json_text(json_get(j, "id"));

    if (!is_item_id(bare(r, id)))
        return qn_text_refuse(
            r->why, at, "id must be 1 to %d letters, digits, _ or -", MAX_ID);
    for (size_t i = 0; i < n_attributes; i++)
        if (equal_but_case(r->q->attribute[i].id, id))
            return qn_text_refuse(r->why, at, "id %s stands twice", id);
    for (size_t i = 0; i < n_questions; i++)
        if (equal_but_case(r->q->question[i].id, id))
            return qn_text_refuse(r->why, at, "id %s stands twice", id);
    memcpy(out, id, strlen(id) + 1);
    return WK_OK;
}

static enum wk_err read_attribute(
    const struct reader *r, const struct json *j, size_t index)
{
    static const char *const KEYS[] = {"id", "codings", "text", NULL};
    struct qn_attribute *a = &r->q->attribute[index];
    struct levels codings;
    char at[MAX_PATH], place[MAX_PATH + 16];
    enum wk_err err;

    snprintf(at, sizeof at, "attributes[%zu]", index);
    err = qn_text_keys(j, at, KEYS, r->why);
    if (err == WK_OK)
        err = read_id(r, at, j, 0, index, a->id);
    if (err == WK_OK && json_get(j, "text") != NULL) {
        snprintf(place, sizeof place, "%s.text", at);
        err = qn_text_read(
            json_get(j, "text"), place, r->q->site_scope, &a->text, r->why);
    }
    if (err != WK_OK)
        return err;
    if (json_get(j, "codings") == NULL)
        return qn_text_refuse(r->why, at, "codings is missing");
    snprintf(place, sizeof place, "%s.codings", at);
    err = levels_parse(
        json_get(j, "codings"), place, MAX_CODES, &codings, r->why);
    a->n_codes = codings.n_codes;
    a->n_codings = codings.n_levels;
    memcpy(a->code, codings.code, sizeof a->code);
    memcpy(a->coding, codings.level, sizeof a->coding);
    return err;
}

static enum wk_err read_levels(const struct reader *r, const char *at,
    const struct json *j, struct qn_question *question)
{
    struct levels levels;
    char place[MAX_PATH];
    enum wk_err err;

    if (json_get(j, "levels") == NULL)
        return qn_text_refuse(r->why, at, "levels is missing");
    snprintf(place, sizeof place, "%s.levels", at);
    err = levels_parse(json_get(j, "levels"), place,
        question->many ? MAX_OPTIONS : MAX_CODES, &levels, r->why);
    if (err != WK_OK)
        return err;
    if (question->many && levels.n_levels > 1)
        return qn_text_refuse(r->why, place,
            "options of which several may be chosen do not nest");
    if (!question->many && levels.level[levels.n_levels - 1].n_groups != 2)
        return qn_text_refuse(
            r->why, place, "the last list must have exactly 2 groups");
    question->n_codes = levels.n_codes;
    question->n_levels = levels.n_levels;
    memcpy(question->code, levels.code, sizeof question->code);
    memcpy(question->level, levels.level, sizeof question->level);
    return WK_OK;
}

static enum wk_err read_extras(const struct reader *r, const char *at,
    const struct json *list, struct qn_question *question)
{
    size_t n = json_size(list);

    if (list == NULL)
        return WK_OK;
    if (json_type_of(list) != JSON_ARRAY_T || n > MAX_EXTRAS)
        return qn_text_refuse(
            r->why, at, "extra needs a list of at most %d codes", MAX_EXTRAS);
    for (size_t i = 0; i < n; i++) {
        const char *code = json_text(json_at(list, i));
        const char *fault = levels_code_fault(code);
        bool twice = false;

        if (fault != NULL)
            return qn_text_refuse(r->why, at, "extra[%zu]: %s", i, fault);
        for (size_t k = 0; k < question->n_codes; k++)
            twice = twice || strcmp(question->code[k], code) == 0;
        for (size_t k = 0; k < i; k++)
            twice = twice || strcmp(question->extra[k], code) == 0;
        if (twice)
            return qn_text_refuse(
                r->why, at, "extra[%zu]: code %s stands twice", i, code);
        memcpy(question->extra[i], code, strlen(code) + 1);
    }
    question->n_extras = (uint8_t)n;
    return WK_OK;
}

/* The one attribute by which the question may be broken down (B8). */
static enum wk_err read_breakdown(const struct reader *r, const char *at,
    const struct json *j, struct qn_question *question)
{
    const char *id = json_text(j);

    question->attribute = -1;
    if (j == NULL)
        return WK_OK;
    if (id == NULL)
        return qn_text_refuse(r->why, at,
            "attribute must be one id: a question has at"
            " most one attribute");
    if (question->many)
        return qn_text_refuse(
            r->why, at, "a question of type many is told in total only");
    for (size_t i = 0; i < r->q->n_attributes; i++)
        if (strcmp(r->q->attribute[i].id, id) == 0)
            question->attribute = (int)i;
    if (question->attribute < 0)
        return qn_text_refuse(
            r->why, at, "attribute \"%.40s\" is not declared", id);
    return WK_OK;
}

static enum wk_err read_type(const struct reader *r, const char *at,
    const char *type, struct qn_question *question)
{
    question->many = type != NULL && strcmp(type, "many") == 0;
    if (!question->many && (type == NULL || strcmp(type, "one") != 0))
        return qn_text_refuse(r->why, at,
            "type must be \"one\" (one answer of several) or \"many\""
            " (up to %d of them)",
            MAX_CHOICES);
    if (question->many && r->q->n_many == MAX_MANY)
        return qn_text_refuse(
            r->why, at, "more than %d questions of type many", MAX_MANY);
    if (question->many)
        question->choices = (uint8_t)r->q->n_many++;
    return WK_OK;
}

static enum wk_err read_question(
    const struct reader *r, const struct json *j, size_t index)
{
    static const char *const KEYS[] = {"id", "type", "levels", "extra",
        "sensitive", "attribute", "text", NULL};
    struct qn_question *question = &r->q->question[index];
    const struct json *sensitive;
    char at[MAX_PATH / 2], place[MAX_PATH];
    enum wk_err err;

    snprintf(at, sizeof at, "questions[%zu]", index);
    snprintf(place, sizeof place, "%s.text", at);
    err = qn_text_keys(j, at, KEYS, r->why);
    if (err == WK_OK)
        err = read_id(r, at, j, index, r->q->n_attributes, question->id);
    if (err != WK_OK)
        return err;
    err = read_type(r, at, json_text(json_get(j, "type")), question);
    if (err != WK_OK)
        return err;
    sensitive = json_get(j, "sensitive");
    if (sensitive != NULL && json_type_of(sensitive) != JSON_BOOL_T)
        return qn_text_refuse(r->why, at, "sensitive must be true or false");
    question->sensitive = sensitive != NULL && json_bool(sensitive);
    err = read_levels(r, at, j, question);
    if (err == WK_OK)
        err = read_extras(r, at, json_get(j, "extra"), question);
    if (err == WK_OK)
        err = read_breakdown(r, at, json_get(j, "attribute"), question);
    if (err == WK_OK)
        err = qn_text_read(json_get(j, "text"), place, r->q->site_scope,
            &question->text, r->why);
    return err;
}

/* Whether any question or attribute has this code. */
static bool code_occurs(const struct questionnaire *q, const char *code)
{
    for (size_t i = 0; i < q->n_questions; i++) {
        for (size_t k = 0; k < q->question[i].n_codes; k++)
            if (strcmp(q->question[i].code[k], code) == 0)
                return true;
        for (size_t k = 0; k < q->question[i].n_extras; k++)
            if (strcmp(q->question[i].extra[k], code) == 0)
                return true;
    }
    for (size_t i = 0; i < q->n_attributes; i++)
        for (size_t k = 0; k < q->attribute[i].n_codes; k++)
            if (strcmp(q->attribute[i].code[k], code) == 0)
                return true;
    return false;
}

static enum wk_err check_labels(
    const struct reader *r, const struct json *labels)
{
    const char *code = NULL;
    enum wk_err err = WK_OK;

    if (labels == NULL)
        return WK_OK;
    if (json_type_of(labels) != JSON_OBJECT_T)
        return qn_text_refuse(r->why, "labels", "needs an object");
    while (err == WK_OK && (code = json_next_key(labels, code)) != NULL) {
        struct qn_text text;
        char at[MAX_PATH / 2];

        if (!code_occurs(r->q, code))
            return qn_text_refuse(
                r->why, "labels", "no question has the code \"%.40s\"", code);
        snprintf(at, sizeof at, "labels.%s", code);
        err = qn_text_read(
            json_get(labels, code), at, r->q->site_scope, &text, r->why);
    }
    return err;
}

/*
 * What a release of this questionnaire could have to carry at most: the groups
 * of its attributes and the cells of its breakdowns.
 */
static enum wk_err check_cells(const struct reader *r)
{
    size_t cells = r->q->n_attributes * MAX_GROUPS;

    for (size_t i = 0; i < r->q->n_questions; i++) {
        const struct qn_question *question = &r->q->question[i];

        if (question->attribute >= 0)
            cells += (r->q->attribute[question->attribute].n_codes + 1u) *
                (question->n_codes + question->n_extras + 1u);
    }
    if (cells > MAX_CELLS)
        return qn_text_refuse(r->why, "questions",
            "their breakdowns have %zu cells, more than %d", cells, MAX_CELLS);
    return WK_OK;
}

/* A list under key of min to max members; absent counts as none. */
static enum wk_err check_list(
    const struct reader *r, const char *key, size_t min, size_t max, size_t *n)
{
    const struct json *list = json_get(r->q->json, key);

    *n = list != NULL ? json_size(list) : 0;
    if ((list != NULL && json_type_of(list) != JSON_ARRAY_T) || *n < min ||
        *n > max)
        return qn_text_refuse(
            r->why, key, "needs a list of %zu to %zu", min, max);
    return WK_OK;
}

static enum wk_err read_heading(const struct reader *r)
{
    static const char *const KEYS[] = {"id", "version", "scope", "title",
        "questions", "attributes", "labels", NULL};
    struct questionnaire *q = r->q;
    enum wk_err err = qn_text_keys(q->json, "questionnaire", KEYS, r->why);
    const struct json *version = json_get(q->json, "version");
    const struct json *title = json_get(q->json, "title");
    const char *id = json_text(json_get(q->json, "id"));
    const char *scope = json_text(json_get(q->json, "scope"));
    struct qn_text unused;

    if (err != WK_OK)
        return err;
    q->site_scope = scope != NULL && strcmp(scope, "site") == 0;
    if (id == NULL || !text_is_id(bare(r, id), MAX_ID))
        return qn_text_refuse(
            r->why, "id", "must be 1 to %d of a-z, 0-9, _ and -", MAX_ID);
    memcpy(q->id, id, strlen(id) + 1);
    if (version == NULL || json_type_of(version) != JSON_INT_T ||
        json_int(version) < 1 || json_int(version) > INT32_MAX)
        return qn_text_refuse(
            r->why, "version", "must be a whole number from 1");
    q->version = (uint32_t)json_int(version);
    if (scope == NULL || (!q->site_scope && strcmp(scope, "network") != 0))
        return qn_text_refuse(
            r->why, "scope", "must be \"network\" or \"site\"");
    return title != NULL
        ? qn_text_read(title, "title", r->q->site_scope, &unused, r->why)
        : WK_OK;
}

enum wk_err questionnaire_read(
    struct questionnaire *q, char why[static WHY_MAX])
{
    const struct reader of = {.q = q, .why = why}, *r = &of;
    size_t n_questions = 0, n_attributes = 0;
    enum wk_err err = read_heading(r);

    if (err == WK_OK)
        err = check_list(r, "attributes", 0, MAX_ATTRIBUTES, &n_attributes);
    if (err == WK_OK)
        err = check_list(r, "questions", 1, MAX_QUESTIONS, &n_questions);
    if (err != WK_OK)
        return err;
    q->n_questions = n_questions;
    q->n_attributes = n_attributes;
    q->question = xcalloc(n_questions, sizeof *q->question);
    q->attribute = xcalloc(n_attributes + 1, sizeof *q->attribute);
    for (size_t i = 0; err == WK_OK && i < n_attributes; i++)
        err = read_attribute(r, json_at(json_get(q->json, "attributes"), i), i);
    for (size_t i = 0; err == WK_OK && i < n_questions; i++)
        err = read_question(r, json_at(json_get(q->json, "questions"), i), i);
    if (err == WK_OK)
        err = check_cells(r);
    if (err == WK_OK)
        err = check_labels(r, json_get(q->json, "labels"));
    return err;
}
