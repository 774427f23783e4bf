/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger_catalogue.c - policy and questionnaires, and their revision. */
#include "ledger_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "log.h"
#include "xalloc.h"

enum wk_err ledger_catalogue(struct ledger *l, uint64_t *revision)
{
    int64_t v = 0;
    enum wk_err err = db_one_int(db_stmt(l->db, SQL_REVISION), &v);

    if (err == WK_OK)
        *revision = (uint64_t)v;
    return err;
}

enum wk_err ledger_policy_get(struct ledger *l, struct bytes *text)
{
    struct db_stmt *q = db_stmt(l->db, SQL_POLICY_GET);
    enum wk_err err;
    bool more;

    err = db_row(q, &more);
    if (err == WK_OK)
        bytes_add_text(text, more ? db_text(q, 0) : POLICY_DEFAULT);
    db_reset(q);
    return err;
}

enum wk_err ledger_policy_set(struct ledger *l, const char *text)
{
    struct db_stmt *q = db_stmt(l->db, SQL_POLICY_SET);

    db_bind_text(q, ":text", text);
    return db_run(q);
}

/* Append the text; *published says whether it is in the catalogue. */
static enum wk_err read_text(struct ledger *l,
    const uint8_t hash[static HASH_LEN], struct bytes *text, bool *published)
{
    struct db_stmt *q = db_stmt(l->db, SQL_QUESTIONNAIRE_TEXT);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_one_row(q);
    if (err == WK_OK) {
        size_t len;
        const void *p = db_blob(q, 0, &len);

        bytes_add(text, p, len);
        *published = db_int(q, 1) != 0;
    }
    db_reset(q);
    return err;
}

enum wk_err ledger_questionnaire_text(
    struct ledger *l, const uint8_t hash[static HASH_LEN], struct bytes *text)
{
    bool published;

    return read_text(l, hash, text, &published);
}

/* Its text, which may be long, is not read. */
enum wk_err ledger_questionnaire_has(
    struct ledger *l, const uint8_t hash[static HASH_LEN], bool *has)
{
    struct db_stmt *q = db_stmt(l->db, SQL_QUESTIONNAIRE_TEXT);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_row(q, has);
    db_reset(q);
    return err;
}

static enum wk_err parse_held(struct ledger *l,
    const uint8_t hash[static HASH_LEN], struct questionnaire **out)
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    char why[WHY_MAX], hex[2 * HASH_LEN + 1];
    enum wk_err err = ledger_questionnaire_text(l, hash, &text);

    if (err == WK_OK && questionnaire_parse(text.data, text.len, out, why)) {
        hex_encode(hash, HASH_LEN, hex);
        log_alarm("questionnaire %.16s is damaged: %s; run verify", hex, why);
        err = WK_ECHECK;
    }
    bytes_free(&text);
    return err;
}

enum wk_err ledger_questionnaire(struct ledger *l,
    const uint8_t hash[static HASH_LEN], const struct questionnaire **out)
{
    struct questionnaire *q = NULL;
    bool has = false;
    enum wk_err err = ledger_questionnaire_has(l, hash, &has);

    if (err == WK_OK && !has)
        err = WK_ENOTFOUND;
    if (err != WK_OK)
        return err;
    for (size_t i = 0; i < l->n_parsed; i++) {
        if (memcmp(l->parsed[i].hash, hash, HASH_LEN) == 0) {
            *out = l->parsed[i].q;
            return WK_OK;
        }
    }
    err = parse_held(l, hash, &q);
    if (err != WK_OK)
        return err;
    l->parsed = ledger_grow(l->parsed, l->n_parsed, sizeof *l->parsed);
    memcpy(l->parsed[l->n_parsed].hash, hash, HASH_LEN);
    l->parsed[l->n_parsed++].q = q;
    *out = q;
    return WK_OK;
}

/* One row of the list, not parsed yet. */
struct held {
    uint8_t hash[HASH_LEN];
    bool published;
};

static enum wk_err list_held(struct ledger *l, struct held **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_QUESTIONNAIRE_LIST);
    struct held *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        err = ledger_fixed(q, 0, list[found].hash, HASH_LEN);
        if (err != WK_OK)
            break;
        list[found++].published = db_int(q, 1) != 0;
    }
    db_reset(q);
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_questionnaire_list(
    struct ledger *l, struct ledger_questionnaire **out, size_t *n)
{
    struct ledger_questionnaire *list = NULL;
    struct held *held = NULL;
    size_t n_held = 0, found = 0;
    enum wk_err err = list_held(l, &held, &n_held);

    if (err != WK_OK)
        return err;
    list = xcalloc(n_held + 1, sizeof *list);
    for (; err == WK_OK && found < n_held; found++) {
        memcpy(list[found].hash, held[found].hash, HASH_LEN);
        list[found].published = held[found].published;
        err = parse_held(l, held[found].hash, &list[found].q);
    }
    free(held);
    if (err != WK_OK) {
        while (found > 0)
            questionnaire_free(list[--found].q);
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_questionnaire_all(
    struct ledger *l, const struct questionnaire ***out, size_t *n)
{
    const struct questionnaire **list = NULL;
    struct held *held = NULL;
    size_t n_held = 0;
    enum wk_err err = list_held(l, &held, &n_held);

    if (err == WK_OK)
        list = xcalloc(n_held + 1, sizeof(*list));
    for (size_t i = 0; err == WK_OK && i < n_held; i++)
        err = ledger_questionnaire(l, held[i].hash, &list[i]);
    free(held);
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = n_held;
    return WK_OK;
}

/* Whether q may stand beside other. */
static enum wk_err check_beside(const struct questionnaire *q,
    const struct questionnaire *other, char why[static WHY_MAX])
{
    if (strcmp(q->id, other->id) == 0 && q->version == other->version) {
        snprintf(why, WHY_MAX,
            "another questionnaire %s, version %" PRIu32 ", is held already",
            q->id, q->version);
        return WK_ECHECK;
    }
    for (size_t i = 0; i < q->n_questions; i++) {
        int at = questionnaire_find(other, q->question[i].id);

        if (at < 0 ||
            questionnaire_same_question(&q->question[i], &other->question[at]))
            continue;
        snprintf(why, WHY_MAX,
            "question %s differs from the %s of questionnaire %s: another "
            "wording, scale or level needs another id",
            q->question[i].id, q->question[i].id, other->id);
        return WK_ECHECK;
    }
    return WK_OK;
}

/* Hold q against all that is held; *published counts the catalogue. */
static enum wk_err check_against_all(struct ledger *l,
    const struct questionnaire *q, size_t *published, char why[static WHY_MAX])
{
    const struct questionnaire *other;
    struct held *held = NULL;
    size_t n = 0;
    enum wk_err err = list_held(l, &held, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        *published += held[i].published;
        err = ledger_questionnaire(l, held[i].hash, &other);
        if (err == WK_OK)
            err = check_beside(q, other, why);
    }
    free(held);
    return err;
}

static enum wk_err insert(struct ledger *l, const struct questionnaire *q,
    struct span text, bool published, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *s = db_stmt(l->db, SQL_QUESTIONNAIRE_ADD);

    db_bind_blob(s, ":hash", hash, HASH_LEN);
    db_bind_text(s, ":id", q->id);
    db_bind_int(s, ":version", q->version);
    db_bind_int(s, ":published", published);
    db_bind_blob(s, ":text", text.data, text.len);
    return db_run(s);
}

static enum wk_err publish(
    struct ledger *l, const uint8_t hash[static HASH_LEN])
{
    struct db_stmt *s = db_stmt(l->db, SQL_QUESTIONNAIRE_PUBLISH);

    db_bind_blob(s, ":hash", hash, HASH_LEN);
    return db_run(s);
}

enum wk_err ledger_questionnaire_add(struct ledger *l, struct span text,
    bool published, uint8_t hash[static HASH_LEN], char why[static WHY_MAX])
{
    struct questionnaire *q = NULL;
    size_t n_published = 0;
    bool has = false;
    enum wk_err err = questionnaire_parse(text.data, text.len, &q, why);

    if (err != WK_OK)
        return err;
    digest_questionnaire(q, hash);
    err = ledger_questionnaire_has(l, hash, &has);
    if (err == WK_OK && has) {
        err = published ? publish(l, hash) : WK_OK;
        goto out;
    }
    if (err == WK_OK && q->site_scope) {
        snprintf(why, WHY_MAX, "its scope is site: it never leaves a site");
        err = WK_ECHECK;
    }
    if (err == WK_OK)
        err = check_against_all(l, q, &n_published, why);
    if (err == WK_OK && published && n_published >= MAX_CATALOGUE) {
        snprintf(why, WHY_MAX, "the catalogue holds %d already", MAX_CATALOGUE);
        err = WK_ETOOBIG;
    }
    if (err == WK_OK)
        err = insert(l, q, text, published, hash);
out:
    questionnaire_free(q);
    return err;
}
